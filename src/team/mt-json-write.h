/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Writes new values of JSON in the style of the file that they are for.
 */
#pragma once

#include "team/mt-json-style.h"

G_BEGIN_DECLS

/* A file being written from its first byte on, so that the line in hand is always known. */
typedef struct
{
  const MtJsonStyle *style; /* unowned */
  GString *out;             /* owned */
  GPtrArray *path;          /* owned (element-type utf8, unowned): of the value in hand */
} MtJsonWrite;

void mt_json_write_init (MtJsonWrite *self, const MtJsonStyle *style);
void mt_json_write_clear (MtJsonWrite *self);
void mt_json_write_enter (MtJsonWrite *self, const MtJsonNode *child);
void mt_json_write_leave (MtJsonWrite *self);
void mt_json_write_key (MtJsonWrite *self, const char *key);
void mt_json_write_value (MtJsonWrite *self, const MtJsonNode *value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtJsonWrite, mt_json_write_clear)

G_END_DECLS
