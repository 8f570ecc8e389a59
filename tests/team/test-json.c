/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The JSON reader: what it takes, what it says of what it does not take, and which bytes a value
 * stands on.
 */
#include "config.h"

#include "team/mt-json-reader.h"

#include <string.h>

static MtJsonNode *
read_json (const char *json, gsize size, char **said)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, size);
  g_autoptr (MtJsonText) text = mt_json_text_new (bytes);
  g_autoptr (MtReport) report = mt_report_new (text, "f");
  g_autoptr (MtJsonNode) root = mt_json_read (report);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < report->problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (report->problems, i);

      g_string_append_printf (lines, "%s%u:%u: %s", i > 0 ? "\n" : "", problem->line,
                              problem->column, problem->message);
    }
  *said = g_string_free (g_steal_pointer (&lines), FALSE);
  return g_steal_pointer (&root);
}

static void
test_good (void)
{
  static const char *const rows[] = {
    "{}",
    "[]",
    " \t\r\n[ ] \n",
    "0",
    "-0",
    "-0.5e+10",
    "1E400",
    "123456789012345678901234567890",
    "\"\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
    "\"\\uD83D\\uDE00\"",
    "\"\xf0\x9f\x98\x80 \x7f\"",
    "[null,true,false]",
    "{\"a\":{\"a\":1},\"b\":[{\"a\":2}]}",
    "{\"\":0}",
    "[\"<<<<<<<\",\n \"=======\"]",
    "[\"// no comment\", \"/* nor this */\", \"# nor this\"]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = NULL;
      g_autoptr (MtJsonNode) root = read_json (rows[i], strlen (rows[i]), &said);

      g_test_message ("%s", rows[i]);
      g_assert_cmpstr (said, ==, "");
      g_assert_nonnull (root);
    }
}

typedef struct
{
  const char *name;
  const char *json;
  const char *said;
  gboolean goes_on; /* the tree is there all the same */
} BadRow;

static const BadRow bad_rows[] = {
  { "empty", "", "1:1: the file is empty", FALSE },
  { "blank", " \n ", "1:1: the file is empty", FALSE },
  { "utf-16", "\xff\xfe{", "1:1: this is UTF-16: save the file as UTF-8", FALSE },
  { "bom", "\xef\xbb\xbf{}",
    "1:1: the file begins with a byte order mark: save it as UTF-8 without one", TRUE },
  { "unclosed-object", "{\n\"a\": {",
    "2:7: the file ends inside what begins in line 2: } is missing", FALSE },
  { "unclosed-array", "[1,", "1:4: the file ends inside what begins in line 1: ] is missing",
    FALSE },
  { "unclosed-array-value", "[1", "1:3: the file ends inside what begins in line 1: ] is missing",
    FALSE },
  { "after-the-end", "{} {}", "1:4: the file should end here: something stands after its value",
    TRUE },
  { "trailing-comma-object", "{\"a\":1,}", "1:7: no comma stands before }: take it out", TRUE },
  { "trailing-comma-array", "[1,\n2,\n]", "2:2: no comma stands before ]: take it out", TRUE },
  { "commas", "{\"a\":1,,\"b\":[1,,2, ,]}",
    "1:8: one comma is enough: take this one out\n"
    "1:16: one comma is enough: take this one out\n"
    "1:20: one comma is enough: take this one out\n"
    "1:18: no comma stands before ]: take it out",
    TRUE },
  { "comma-alone", "[,]", "1:2: a value should stand here, not ,", FALSE },
  { "missing-comma-members", "{\"a\":1 \"b\":2}", "1:8: a comma is missing before this", TRUE },
  { "missing-comma-elements", "[1 2]", "1:4: a comma is missing before this", TRUE },
  { "missing-comma-objects", "[{}\n{}]", "2:1: a comma is missing before this", TRUE },
  { "missing-colon", "{\"a\" 1}", "1:6: a colon should stand here, after the key \"a\"", FALSE },
  { "bare-key", "{a:1}", "1:2: a key in double quotes should stand here", FALSE },
  { "key-missing", "{:1}", "1:2: a key in double quotes should stand here", FALSE },
  { "value-missing", "{\"a\":}", "1:6: a value should stand here, not }", FALSE },
  { "mismatched", "[1}", "1:3: a comma or ] should stand here", FALSE },
  { "single-quotes", "['a']", "1:2: a text stands in double quotes (\"), not in single ones",
    FALSE },
  { "python-words", "[True,None]",
    "1:2: True is not JSON: write true\n"
    "1:7: None is not JSON: write null",
    TRUE },
  { "bare-word", "[ana]", "1:2: ana is not JSON: a text stands in double quotes", TRUE },
  { "nan", "[NaN]", "1:2: NaN is not JSON: a text stands in double quotes", TRUE },
  { "infinity", "[-Infinity]", "1:2: -Infinity is not a number of JSON", TRUE },
  { "leading-zero", "[01]", "1:2: 01 is not a number of JSON", TRUE },
  { "plus", "[+1]", "1:2: +1 is not a number of JSON", TRUE },
  { "dot-first", "[.5]", "1:2: .5 is not a number of JSON", TRUE },
  { "dot-last", "[1.]", "1:2: 1. is not a number of JSON", TRUE },
  { "exponent-empty", "[1e]", "1:2: 1e is not a number of JSON", TRUE },
  { "minus-alone", "[-]", "1:2: - is not a number of JSON", TRUE },
  { "hex", "[0x1F]", "1:2: 0x1F is not a number of JSON", TRUE },
  { "line-comment", "{ // why\n}", "1:3: JSON has no comments: take this one out", TRUE },
  { "hash-comment", "# why\n{}", "1:1: JSON has no comments: take this one out", TRUE },
  { "block-comment", "{/* a\n b */}", "1:2: JSON has no comments: take this one out", TRUE },
  { "block-comment-open", "{}/* a", "1:3: JSON has no comments: take this one out", TRUE },
  { "unclosed-string", "[\"a\n\"]", "1:2: this string does not end on its line: close it with \"",
    FALSE },
  { "unclosed-string-eof", "\"a", "1:1: this string does not end on its line: close it with \"",
    FALSE },
  { "backslash-eof", "\"a\\", "1:1: this string does not end on its line: close it with \"",
    FALSE },
  { "control", "[\"a\tb\"]",
    "1:4: the control character 0x09 may not stand in a string: write \\u0009", TRUE },
  { "escape", "[\"\\x41\"]",
    "1:3: a backslash stands only before one of \" \\ / b f n r t u: write two of them for a "
    "backslash itself",
    TRUE },
  { "short-unicode", "[\"\\u12\"]", "1:3: \\u needs four hexadecimal digits after it", TRUE },
  { "not-hex", "[\"\\u12g4\"]", "1:3: \\u needs four hexadecimal digits after it", TRUE },
  { "nul-escape", "[\"\\u0000\"]", "1:3: \\u0000 is no character of a text: take it out", TRUE },
  { "lone-high", "[\"\\ud800\"]",
    "1:3: \\ud800 is half of a surrogate pair: write both halves, or the character itself", TRUE },
  { "lone-low", "[\"\\udc00x\"]",
    "1:3: \\udc00 is half of a surrogate pair: write both halves, or the character itself", TRUE },
  { "high-then-plain", "[\"\\ud800\\u0041\"]",
    "1:3: \\ud800 is half of a surrogate pair: write both halves, or the character itself", TRUE },
  { "latin-1", "{\"a\": \"Jos\xe9 y Jos\xe9\"}",
    "1:11: the byte 0xE9 is not UTF-8: save the file as UTF-8", TRUE },
  { "overlong", "[\"\xc0\xaf\"]", "1:3: the byte 0xC0 is not UTF-8: save the file as UTF-8", TRUE },
  { "surrogate-bytes", "[\"\xed\xa0\x80\"]",
    "1:3: the byte 0xED is not UTF-8: save the file as UTF-8", TRUE },
  { "cut-utf-8", "[\"\xe2\x82\"]", "1:3: the byte 0xE2 is not UTF-8: save the file as UTF-8",
    TRUE },
  { "latin-1-outside", "[\xe9]", "1:2: a value should stand here, not the byte 0xE9", FALSE },
  { "duplicate", "{\"a\":1,\n\"b\":2,\n\"a\":3}",
    "3:1: \"a\" stands in line 1 already: keep one of the two", TRUE },
  { "duplicate-escaped", "{\"a\":1,\"\\u0061\":2}",
    "1:8: \"a\" stands in line 1 already: keep one of the two", TRUE },
  { "duplicate-twice", "{\"a\":1,\"a\":2,\"a\":3}",
    "1:8: \"a\" stands in line 1 already: keep one of the two\n"
    "1:14: \"a\" stands in line 1 already: keep one of the two",
    TRUE },
  { "conflict", "{\n<<<<<<< HEAD\n\"a\":1\n=======\n\"a\":2\n>>>>>>> theirs\n}",
    "2:1: a merge conflict is not resolved here (\"<<<<<<<\"): keep what is meant and delete the "
    "marker\n"
    "4:1: a merge conflict is not resolved here (\"=======\"): keep what is meant and delete the "
    "marker\n"
    "6:1: a merge conflict is not resolved here (\">>>>>>>\"): keep what is meant and delete the "
    "marker",
    TRUE },
  { "conflict-diff3",
    "{\n<<<<<<< HEAD\n\"a\":1\n||||||| base\n\"a\":0\n=======\n\"a\":2\n>>>>>>> theirs\n}",
    "2:1: a merge conflict is not resolved here (\"<<<<<<<\"): keep what is meant and delete the "
    "marker\n"
    "4:1: a merge conflict is not resolved here (\"|||||||\"): keep what is meant and delete the "
    "marker\n"
    "6:1: a merge conflict is not resolved here (\"=======\"): keep what is meant and delete the "
    "marker\n"
    "8:1: a merge conflict is not resolved here (\">>>>>>>\"): keep what is meant and delete the "
    "marker",
    TRUE },
  { "conflict-never-closed", "{}\n=======\n{}\n",
    "2:1: a merge conflict is not resolved here (\"=======\"): keep what is meant and delete the "
    "marker",
    TRUE },
  { "conflict-crlf", "{\r\n<<<<<<< a\r\n\"a\":1\r\n=======\r\n\"a\":2\r\n>>>>>>> b\r\n}",
    "2:1: a merge conflict is not resolved here (\"<<<<<<<\"): keep what is meant and delete the "
    "marker\n"
    "4:1: a merge conflict is not resolved here (\"=======\"): keep what is meant and delete the "
    "marker\n"
    "6:1: a merge conflict is not resolved here (\">>>>>>>\"): keep what is meant and delete the "
    "marker",
    TRUE },
  { "column-in-characters", "[\"\xc3\xa9\xf0\x9f\x98\x80\", x]",
    "1:8: x is not JSON: a text stands in double quotes", TRUE },
  { "several", "{\"a\": 01,\n \"b\": tru,\n \"b\": 1,}",
    "1:7: 01 is not a number of JSON\n"
    "2:7: tru is not JSON: a text stands in double quotes\n"
    "3:2: \"b\" stands in line 2 already: keep one of the two\n"
    "3:8: no comma stands before }: take it out",
    TRUE },
  { "html", "<!DOCTYPE html>\n<html>", "1:1: a value should stand here, not <", FALSE },
};

static void
test_bad (gconstpointer data)
{
  const BadRow *row = data;
  g_autofree char *said = NULL;
  g_autoptr (MtJsonNode) root = read_json (row->json, strlen (row->json), &said);

  g_assert_cmpstr (said, ==, row->said);
  g_assert_cmpint (root != NULL, ==, row->goes_on);
}

static void
test_bytes (void)
{
  g_autofree char *said = NULL;
  g_autoptr (MtJsonNode) nul = read_json ("[\0]", 3, &said);
  g_autofree char *said_string = NULL;
  g_autoptr (MtJsonNode) in_string = read_json ("\"a\0b\"", 5, &said_string);

  g_assert_cmpstr (said, ==, "1:2: a value should stand here, not the byte 0x00");
  g_assert_null (nul);
  g_assert_cmpstr (said_string, ==,
                   "1:3: the control character 0x00 may not stand in a string: write \\u0000");
  g_assert_nonnull (in_string);
}

/* The text from which a node was read, for an edit that replaces nothing else. */
static void
assert_range (const char *json, gsize start, gsize end, const char *expected)
{
  g_autofree char *range = g_strndup (json + start, end - start);

  g_assert_cmpstr (range, ==, expected);
}

static void
test_ranges (void)
{
  const char *json = "{ \"a\\u0062\" : [ 1.50 , \"x\\ny\" ] ,\"c\":{\"d\" : null } }";
  g_autofree char *said = NULL;
  g_autoptr (MtJsonNode) root = read_json (json, strlen (json), &said);
  const MtJsonNode *list = mt_json_node_member (root, "ab");
  const MtJsonNode *object = mt_json_node_member (root, "c");
  const MtJsonNode *null = mt_json_node_member (object, "d");

  g_assert_cmpstr (said, ==, "");
  assert_range (json, root->start, root->end, json);
  assert_range (json, list->key_start, list->key_end, "\"a\\u0062\"");
  assert_range (json, list->start, list->end, "[ 1.50 , \"x\\ny\" ]");
  assert_range (json, list->first->start, list->first->end, "1.50");
  assert_range (json, list->last->start, list->last->end, "\"x\\ny\"");
  assert_range (json, object->start, object->end, "{\"d\" : null }");
  assert_range (json, null->start, null->end, "null");
  g_assert_cmpuint (list->n_children, ==, 2);
  g_assert_cmpfloat (list->first->number, ==, 1.5);
  g_assert_cmpstr (list->last->string, ==, "x\ny");
  g_assert_true (null->parent == object);
  g_assert_null (mt_json_node_member (list, "ab"));
}

static void
test_depth (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *said = NULL;
  g_autofree char *said_deeper = NULL;
  g_autoptr (MtJsonNode) at_cap = NULL;
  g_autoptr (MtJsonNode) deeper = NULL;

  for (gint i = 0; i < MT_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, '[');
  for (gint i = 0; i < MT_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, ']');
  at_cap = read_json (deep->str, deep->len, &said);
  g_assert_cmpstr (said, ==, "");
  g_assert_nonnull (at_cap);

  g_string_truncate (deep, 0);
  for (gint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  deeper = read_json (deep->str, deep->len, &said_deeper);
  g_assert_cmpstr (said_deeper, ==, "1:65: nested deeper than 64 levels: no team file needs that");
  g_assert_null (deeper);
}

static void
test_size (void)
{
  gsize size = MT_JSON_MAX_BYTES + 1;
  g_autofree char *blanks = g_malloc (size);
  g_autofree char *said = NULL;
  g_autofree char *said_at_cap = NULL;
  g_autoptr (MtJsonNode) over = NULL;
  g_autoptr (MtJsonNode) at_cap = NULL;

  memset (blanks, ' ', size);
  blanks[0] = '1';
  over = read_json (blanks, size, &said);
  g_assert_cmpstr (said, ==, "1:1: larger than 16 MiB: this is no team file");
  g_assert_null (over);
  at_cap = read_json (blanks, size - 1, &said_at_cap);
  g_assert_cmpstr (said_at_cap, ==, "");
  g_assert_nonnull (at_cap);
}

static void
test_values (void)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autofree char *said = NULL;
  g_autoptr (MtJsonNode) over = NULL;

  for (gint i = 1; i < MT_JSON_MAX_VALUES; i++)
    g_string_append (json, "1,");
  g_string_append (json, "1]");
  over = read_json (json->str, json->len, &said);
  g_assert_cmpstr (said, ==, "1:4000000: more than 2000000 values: no team file needs that");
  g_assert_null (over);
}

/* Many keys are looked up in a table instead of one by one: the answer stays the same. */
static void
test_many_keys (void)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autofree char *said = NULL;
  g_autoptr (MtJsonNode) root = NULL;

  for (gint i = 0; i < 100000; i++)
    g_string_append_printf (json, "\"k%d\":%d,\n", i, i);
  g_string_append (json, "\"k7\":0,\"k99999\":0}");
  root = read_json (json->str, json->len, &said);
  g_assert_cmpstr (said, ==,
                   "100001:1: \"k7\" stands in line 8 already: keep one of the two\n"
                   "100001:8: \"k99999\" stands in line 100000 already: keep one of the two");
  g_assert_cmpfloat (mt_json_node_member (root, "k7")->number, ==, 7);
}

/* More problems than anybody reads: the memory they take is bounded. */
static void
test_many_problems (void)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MtJsonText) text = NULL;
  g_autoptr (MtReport) report = NULL;
  g_autoptr (MtJsonNode) root = NULL;
  const MtProblem *last;

  for (gint i = 0; i < MT_REPORT_MAX + 1000; i++)
    g_string_append (json, "01,");
  g_string_append (json, "1]");
  bytes = g_bytes_new (json->str, json->len);
  text = mt_json_text_new (bytes);
  report = mt_report_new (text, "f");
  root = mt_json_read (report);
  last = g_ptr_array_index (report->problems, report->problems->len - 1);
  g_assert_cmpuint (report->problems->len, ==, MT_REPORT_MAX + 1);
  g_assert_cmpstr (last->message, ==, "too many problems: the rest is not listed");
  g_assert_true (report->failed);
}

static void
test_locate (void)
{
  g_autoptr (GString) json = g_string_new ("\xef\xbb\xbf");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MtJsonText) text = NULL;
  guint line;
  guint column;

  for (gint i = 0; i < 10000; i++)
    g_string_append (json, "\xc3\xa9");
  g_string_append (json, "\r\nx");
  bytes = g_bytes_new (json->str, json->len);
  text = mt_json_text_new (bytes);
  mt_json_text_locate (text, 3, &line, &column);
  g_assert_cmpuint (line, ==, 1);
  g_assert_cmpuint (column, ==, 1);
  mt_json_text_locate (text, 3 + 2 * 9000, &line, &column);
  g_assert_cmpuint (line, ==, 1);
  g_assert_cmpuint (column, ==, 9001);
  mt_json_text_locate (text, json->len, &line, &column);
  g_assert_cmpuint (line, ==, 2);
  g_assert_cmpuint (column, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/json/good", test_good);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json/bad/%s", bad_rows[i].name);

      g_test_add_data_func (path, &bad_rows[i], test_bad);
    }
  g_test_add_func ("/json/bytes", test_bytes);
  g_test_add_func ("/json/ranges", test_ranges);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/many-keys", test_many_keys);
  g_test_add_func ("/json/many-problems", test_many_problems);
  g_test_add_func ("/json/locate", test_locate);
  return g_test_run ();
}
