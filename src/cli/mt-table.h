/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTable: rows of text in columns that line up on a terminal, wide characters counted as two.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MT_INK_PLAIN,
  MT_INK_STRONG,
  MT_INK_DIM,
  MT_INK_GOOD,
  MT_INK_BUSY,
  MT_INK_FOCUS,
  MT_INK_ALERT,
} MtInk;

typedef struct _MtTable MtTable;

MtTable *mt_table_new (guint n_columns, guint indent);
void mt_table_free (MtTable *self);
void mt_table_add (MtTable *self, MtInk ink, const char *text);
void mt_table_print (const MtTable *self, GString *out, gboolean colour);

void mt_ink_append (GString *out, gboolean colour, MtInk ink, const char *text);
guint mt_text_width (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTable, mt_table_free)

G_END_DECLS
