/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJsonText: the bytes of a JSON file, and where a byte stands: line and column as editors count.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MtJsonText MtJsonText;

MtJsonText *mt_json_text_new (GBytes *bytes);
void mt_json_text_free (MtJsonText *self);
const char *mt_json_text_get_data (const MtJsonText *self, gsize *size);
void mt_json_text_locate (const MtJsonText *self, gsize offset, guint *line, guint *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtJsonText, mt_json_text_free)

G_END_DECLS
