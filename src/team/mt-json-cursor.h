/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJsonCursor: a position in a JSON text that is being read.
 */
#pragma once

#include "team/mt-report.h"

G_BEGIN_DECLS

typedef struct
{
  MtReport *report; /* unowned */
  const char *data; /* unowned: not terminated */
  gsize size;
  gsize at;
  guint depth;    /* how many objects and arrays are open */
  guint n_values; /* how many values were begun */
} MtJsonCursor;

void mt_json_cursor_fault (MtJsonCursor *cursor, gsize offset, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean mt_json_cursor_at_end (const MtJsonCursor *cursor);
char mt_json_cursor_peek (const MtJsonCursor *cursor);
gboolean mt_json_cursor_looking_at (const MtJsonCursor *cursor, const char *text);
void mt_json_cursor_skip_space (MtJsonCursor *cursor);

G_END_DECLS
