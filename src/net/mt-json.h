/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * JSON of strangers: bounded before it is parsed, and every member checked before it is used.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *mt_json_parse (GBytes *bytes, GError **error);
JsonNode *mt_json_parse_object (GBytes *bytes, GError **error);

const char *mt_json_get_text (JsonObject *object, const char *member, GError **error);
const char *mt_json_peek_text (JsonObject *object, const char *member);
gboolean mt_json_get_number (JsonObject *object,
                             const char *member,
                             gint64 min,
                             gint64 max,
                             gint64 *number,
                             GError **error);
gboolean mt_json_get_flag (JsonObject *object, const char *member, gboolean *flag, GError **error);
JsonObject *mt_json_get_object (JsonObject *object, const char *member, GError **error);
JsonArray *mt_json_get_list (JsonObject *object, const char *member, GError **error);
const char *mt_json_get_list_text (JsonArray *list, guint index, GError **error);
JsonObject *mt_json_get_list_object (JsonArray *list, guint index, GError **error);

G_END_DECLS
