/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Content lines: name, parameters, value. Everything points into the text; nothing is copied
 * before somebody wants it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *at;
  gsize length;
} MtSlice;

typedef struct
{
  MtSlice name;
  MtSlice params; /* between name and colon, with the leading ';'; may be empty */
  MtSlice value;
} MtLine;

typedef struct
{
  const char *at;
  const char *end;
} MtLines;

char *mt_lines_unfold (const char *text, gsize length, gsize *unfolded);
gboolean mt_lines_next (MtLines *self, MtLine *line);
gboolean mt_slice_is (MtSlice slice, const char *text);
char *mt_line_dup_param (const MtLine *line, const char *name);
char *mt_line_dup_text (const MtLine *line);
gboolean mt_slice_next_item (MtSlice *rest, MtSlice *item);
char *mt_slice_dup_text (MtSlice slice);

G_END_DECLS
