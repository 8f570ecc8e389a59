/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Fuzz target: JSON of strangers, every member of it asked for as everything it may not be; and
 * what is looked for in the bodies of refusals.
 */
#include "config.h"

#include "net/mt-json.h"
#include "net/mt-server-words.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static void
ask_member (JsonObject *object, const char *member, JsonNode *node, gpointer data)
{
  gint64 number;
  gboolean flag;
  JsonArray *list = mt_json_get_list (object, member, NULL);
  JsonObject *inner = mt_json_get_object (object, member, NULL);
  guint right = mt_json_get_text (object, member, NULL) != NULL;

  right += mt_json_get_number (object, member, G_MININT64, G_MAXINT64, &number, NULL);
  right += mt_json_get_flag (object, member, &flag, NULL);
  right += list != NULL;
  right += inner != NULL;
  g_assert_cmpuint (right, <=, 1);
  for (guint i = 0; list != NULL && i <= json_array_get_length (list); i++)
    {
      mt_json_get_list_text (list, i, NULL);
      mt_json_get_list_object (list, i, NULL);
    }
  if (inner != NULL)
    json_object_foreach_member (inner, ask_member, NULL);
}

static void
check_words (const char *words)
{
  if (words == NULL)
    return;
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (words, -1), <=, 200);
  g_assert_null (strpbrk (words, "\r\n\t\033"));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = mt_json_parse_object (bytes, &error);
  g_autofree char *words = mt_server_words_find (bytes, "text/plain");
  g_autofree char *condition = mt_server_words_find_condition (bytes);

  g_assert_true ((node != NULL) == (error == NULL));
  if (node != NULL)
    json_object_foreach_member (json_node_get_object (node), ask_member, NULL);
  check_words (words);
  check_words (condition);
  return 0;
}
