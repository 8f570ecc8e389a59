/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJsonStyle: how a JSON file is laid out, so that what is added looks like what is there.
 */
#pragma once

#include "team/mt-json-node.h"

G_BEGIN_DECLS

typedef struct
{
  const char *data;       /* unowned: the file */
  const MtJsonNode *root; /* unowned: its tree */
  const char *newline;    /* "\n" or "\r\n" */
  char *unit;             /* owned: one step of indentation */
  char *colon;            /* owned: what stands between key and value */
  const char *gap;        /* what stands after a comma within a line */
  const char *pad_object; /* what stands inside { } within a line */
  const char *pad_array;  /* likewise [ ] */
  gboolean one_line;      /* the whole file has no line breaks */
  gboolean expand;        /* small objects and arrays have a line for each child */
  gboolean ascii;         /* other characters are escaped */
} MtJsonStyle;

void mt_json_style_init (MtJsonStyle *self, const char *data, const MtJsonNode *root);
void mt_json_style_clear (MtJsonStyle *self);
void mt_json_style_write_string (const MtJsonStyle *self, const char *text, GString *out);
char *mt_json_style_before (const MtJsonStyle *self, const MtJsonNode *child);
char *mt_json_style_after (const MtJsonStyle *self, const MtJsonNode *child);
char *
mt_json_style_between (const MtJsonStyle *self, const MtJsonNode *like, const GPtrArray *path);
const MtJsonNode *
mt_json_style_find_like (const MtJsonStyle *self, const GPtrArray *path, MtJsonKind kind);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtJsonStyle, mt_json_style_clear)

G_END_DECLS
