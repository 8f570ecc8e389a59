/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The pieces JSON answers are made of, and the way an answer leaves the program.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cli/mt-cli.h"

G_BEGIN_DECLS

void mt_json_string (JsonBuilder *builder, const char *key, const char *value);
void mt_json_instant (JsonBuilder *builder, const char *key, gint64 instant);
void mt_json_maybe_instant (JsonBuilder *builder, const char *key, gboolean known, gint64 instant);
void mt_json_local (JsonBuilder *builder, const char *key, gint64 instant, const MtZone *zone);
void mt_json_date (JsonBuilder *builder, const char *key, MtDate date);
void mt_json_pending (JsonBuilder *builder, const MtPendingMark *mark);
void mt_json_int (JsonBuilder *builder, const char *key, gint64 value);
void mt_json_bool (JsonBuilder *builder, const char *key, gboolean value);

void mt_answer_json (MtCli *cli, JsonBuilder *builder);
gboolean mt_answer_print (const char *text, gsize length, gboolean recode, GError **error);

G_END_DECLS
