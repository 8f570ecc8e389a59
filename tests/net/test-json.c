/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of JSON of strangers.
 */
#include "net/mt-json.h"
#include "net/mt-net-error.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  gssize n; /* -1: up to the NUL */
  gboolean works;
} Row;

static const Row rows[] = {
  { "object", "{\"a\": 1}", -1, TRUE },
  { "object in white space", " \n{ }\t", -1, TRUE },
  { "escapes", "{\"a\\\"]]\": \"\\u00e4\\\\\"}", -1, TRUE },
  { "empty", "", 0, FALSE },
  { "only space", "   ", -1, FALSE },
  { "list", "[1]", -1, FALSE },
  { "number", "1", -1, FALSE },
  { "null", "null", -1, FALSE },
  { "cut", "{\"a\": ", -1, FALSE },
  { "cut in a string", "{\"a", -1, FALSE },
  { "cut in an escape", "{\"a\\", -1, FALSE },
  { "no UTF-8", "{\"a\": \"\xe4\"}", -1, FALSE },
  { "NUL", "{\"a\": \"\0\"}", 10, FALSE },
  { "web page", "<!DOCTYPE html>", -1, FALSE },
  { "half a surrogate", "{\"a\": \"\\ud800\"}", -1, FALSE },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GBytes) bytes =
      g_bytes_new_static (row->text, row->n < 0 ? strlen (row->text) : (gsize) row->n);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = mt_json_parse_object (bytes, &error);

  if (row->works)
    {
      g_assert_no_error (error);
      g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
    }
  else
    {
      g_assert_null (node);
      g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED);
    }
}

/* Levels of lists, or of objects. */
static GBytes *
nested (const char *open, const char *inner, const char *close, gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, open);
  g_string_append (text, inner);
  for (gsize i = 0; i < n; i++)
    g_string_append (text, close);
  return g_string_free_to_bytes (text);
}

static void
assert_depth (const char *open, const char *close, gsize n, gboolean works)
{
  g_autoptr (GBytes) bytes = nested (open, "1", close, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = mt_json_parse (bytes, &error);

  g_assert_cmpint (node != NULL, ==, works);
  if (!works)
    g_assert_nonnull (strstr (error->message, "deep"));
}

static void
test_depth (void)
{
  assert_depth ("[", "]", 64, TRUE);
  assert_depth ("[", "]", 65, FALSE);
  assert_depth ("{\"a\":", "}", 64, TRUE);
  assert_depth ("[", "", 100000, FALSE);
  assert_depth ("{\"a[[\":", "", 100000, FALSE);
}

static void
test_size (void)
{
  gsize n = 16 * 1024 * 1024 + 1;
  g_autofree char *text = g_strnfill (n, ' ');
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  text[0] = '[';
  text[n - 1] = ']';
  bytes = g_bytes_new (text, n);
  g_assert_null (mt_json_parse (bytes, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "larger than"));
}

static JsonNode *
sample (void)
{
  static const char text[] =
      "{\"text\": \"a\", \"number\": 7, \"real\": 7.5, \"yes\": true, \"nothing\": null,"
      " \"list\": [\"b\", 2, {\"c\": 3}], \"object\": {\"d\": \"e\"}}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  JsonNode *node = mt_json_parse_object (bytes, NULL);

  g_assert_nonnull (node);
  return node;
}

static void
test_members (void)
{
  g_autoptr (JsonNode) node = sample ();
  JsonObject *object = json_node_get_object (node);
  JsonArray *list = mt_json_get_list (object, "list", NULL);
  gint64 number = 0;
  gboolean flag = FALSE;

  g_assert_cmpstr (mt_json_get_text (object, "text", NULL), ==, "a");
  g_assert_true (mt_json_get_number (object, "number", 0, 7, &number, NULL));
  g_assert_cmpint (number, ==, 7);
  g_assert_true (mt_json_get_flag (object, "yes", &flag, NULL));
  g_assert_true (flag);
  g_assert_cmpstr (mt_json_get_list_text (list, 0, NULL), ==, "b");
  g_assert_nonnull (mt_json_get_list_object (list, 2, NULL));
  g_assert_cmpstr (mt_json_get_text (mt_json_get_object (object, "object", NULL), "d", NULL), ==,
                   "e");
}

/* Every member, asked for as everything it is not. */
static void
test_wrong_types (void)
{
  static const char *const members[] = { "text",    "number", "real",   "yes",
                                         "nothing", "list",   "object", "none" };
  g_autoptr (JsonNode) node = sample ();
  JsonObject *object = json_node_get_object (node);
  JsonArray *list = mt_json_get_list (object, "list", NULL);
  gint64 number;
  gboolean flag;
  guint right = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      right += mt_json_get_text (object, members[i], NULL) != NULL;
      right += mt_json_get_number (object, members[i], 0, 100, &number, NULL);
      right += mt_json_get_flag (object, members[i], &flag, NULL);
      right += mt_json_get_object (object, members[i], NULL) != NULL;
      right += mt_json_get_list (object, members[i], NULL) != NULL;
    }
  g_assert_cmpuint (right, ==, 5);
  g_assert_false (mt_json_get_number (object, "number", 8, 9, &number, NULL));
  g_assert_null (mt_json_get_list_text (list, 1, NULL));
  g_assert_null (mt_json_get_list_text (list, 2, NULL));
  g_assert_null (mt_json_get_list_text (list, 3, NULL));
  g_assert_null (mt_json_get_list_object (list, 0, NULL));
  g_assert_null (mt_json_get_list_object (list, G_MAXUINT, NULL));
}

/* What was in it does not get into the message. */
static void
test_words (void)
{
  static const char text[] = "{\"access_token\": \"hunter2\" oops}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_null (mt_json_parse (bytes, &error));
  g_assert_null (strstr (error->message, "hunter2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/json/row/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/members", test_members);
  g_test_add_func ("/json/wrong types", test_wrong_types);
  g_test_add_func ("/json/words", test_words);
  return g_test_run ();
}
