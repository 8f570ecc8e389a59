/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads JSON as RFC 8259 has it. Where it is clear what was meant (a comma too many, a comment, a
 * merge conflict) the fault is reported and the reading goes on; elsewhere it ends.
 */
#include "config.h"

#include "team/mt-json-reader.h"
#include "team/mt-json-cursor.h"
#include "team/mt-json-string.h"
#include "team/mt-json-word.h"

#include <glib/gi18n-lib.h>

#define MANY_KEYS 16

static MtJsonNode *read_value (MtJsonCursor *cursor, MtJsonNode *parent);

static void
explain_character (MtJsonCursor *cursor)
{
  guchar c = (guchar) mt_json_cursor_peek (cursor);

  if (mt_json_cursor_at_end (cursor))
    mt_json_cursor_fault (cursor, cursor->at, _ ("the file ends where a value should stand"));
  else if (c == '\'')
    mt_json_cursor_fault (cursor, cursor->at,
                          _ ("a text stands in double quotes (\"), not in single ones"));
  else if (c > 0x20 && c < 0x7f)
    mt_json_cursor_fault (cursor, cursor->at, _ ("a value should stand here, not %c"), c);
  else
    mt_json_cursor_fault (cursor, cursor->at, _ ("a value should stand here, not the byte 0x%02X"),
                          c);
}

static MtJsonNode *
read_string_node (MtJsonCursor *cursor)
{
  gsize start = cursor->at;
  g_autofree char *string = mt_json_string_read (cursor->report, &cursor->at);
  MtJsonNode *node;

  if (string == NULL)
    return NULL;
  node = mt_json_node_new (MT_JSON_STRING, start);
  node->string = g_steal_pointer (&string);
  node->end = cursor->at;
  return node;
}

static void
skip_further_commas (MtJsonCursor *cursor)
{
  mt_json_cursor_skip_space (cursor);
  while (mt_json_cursor_peek (cursor) == ',')
    {
      mt_json_cursor_fault (cursor, cursor->at, _ ("one comma is enough: take this one out"));
      cursor->at++;
      mt_json_cursor_skip_space (cursor);
    }
}

static gboolean
begins_child (const MtJsonCursor *cursor, char closing)
{
  char c = mt_json_cursor_peek (cursor);

  return c == '"' || (closing == ']' && (c == '{' || c == '[' || mt_json_word_begins (c)));
}

static void
fault_at_end (MtJsonCursor *cursor, const MtJsonNode *parent)
{
  mt_json_cursor_fault (
      cursor, cursor->at, _ ("the file ends inside what begins in line %u: %c is missing"),
      mt_report_line (cursor->report, parent->start), parent->kind == MT_JSON_OBJECT ? '}' : ']');
}

/* What stands between two children. Sets `more` to whether another child follows; FALSE when the
 * reading cannot go on. */
static gboolean
read_separator (MtJsonCursor *cursor, const MtJsonNode *parent, char closing, gboolean *more)
{
  gsize comma;

  mt_json_cursor_skip_space (cursor);
  *more = FALSE;
  if (mt_json_cursor_peek (cursor) == closing)
    return TRUE;
  *more = TRUE;
  if (mt_json_cursor_peek (cursor) == ',')
    {
      comma = cursor->at++;
      skip_further_commas (cursor);
      if (mt_json_cursor_peek (cursor) == closing)
        {
          *more = FALSE;
          mt_json_cursor_fault (cursor, comma, _ ("no comma stands before %c: take it out"),
                                closing);
        }
      return TRUE;
    }
  if (mt_json_cursor_at_end (cursor))
    fault_at_end (cursor, parent);
  else if (begins_child (cursor, closing))
    {
      mt_json_cursor_fault (cursor, cursor->at, _ ("a comma is missing before this"));
      return TRUE;
    }
  else
    mt_json_cursor_fault (cursor, cursor->at, _ ("a comma or %c should stand here"), closing);
  return FALSE;
}

/* The key of a member and its colon; NULL when the reading cannot go on. */
static char *
read_key (MtJsonCursor *cursor, const MtJsonNode *object, gsize *start, gsize *end)
{
  g_autofree char *key = NULL;

  mt_json_cursor_skip_space (cursor);
  *start = cursor->at;
  if (mt_json_cursor_at_end (cursor))
    {
      fault_at_end (cursor, object);
      return NULL;
    }
  if (mt_json_cursor_peek (cursor) != '"')
    {
      mt_json_cursor_fault (cursor, cursor->at, _ ("a key in double quotes should stand here"));
      return NULL;
    }
  key = mt_json_string_read (cursor->report, &cursor->at);
  if (key == NULL)
    return NULL;
  *end = cursor->at;
  mt_json_cursor_skip_space (cursor);
  if (mt_json_cursor_peek (cursor) != ':')
    {
      mt_json_cursor_fault (cursor, cursor->at,
                            _ ("a colon should stand here, after the key \"%s\""), key);
      return NULL;
    }
  cursor->at++;
  return g_steal_pointer (&key);
}

/* The earlier member of the same key. Few keys are compared one by one; of many a table is kept. */
static MtJsonNode *
find_earlier (MtJsonNode *parent, GHashTable **seen, const char *key)
{
  if (parent->n_children < MANY_KEYS)
    return mt_json_node_member (parent, key);
  if (*seen == NULL)
    {
      *seen = g_hash_table_new (g_str_hash, g_str_equal);
      for (MtJsonNode *child = parent->first; child != NULL; child = child->next)
        if (!child->duplicate)
          g_hash_table_insert (*seen, child->key, child);
    }
  return g_hash_table_lookup (*seen, key);
}

static void
take_member (MtJsonCursor *cursor, MtJsonNode *object, GHashTable **seen, MtJsonNode *member)
{
  MtJsonNode *earlier = find_earlier (object, seen, member->key);

  if (earlier != NULL)
    {
      member->duplicate = TRUE;
      mt_json_cursor_fault (cursor, member->key_start,
                            _ ("\"%s\" stands in line %u already: keep one of the two"),
                            member->key, mt_report_line (cursor->report, earlier->key_start));
    }
  mt_json_node_take_child (object, member);
  if (earlier == NULL && *seen != NULL)
    g_hash_table_insert (*seen, member->key, member);
}

static gboolean
read_member (MtJsonCursor *cursor, MtJsonNode *object, GHashTable **seen)
{
  gsize key_start = 0;
  gsize key_end = 0;
  g_autofree char *key = read_key (cursor, object, &key_start, &key_end);
  MtJsonNode *member;

  if (key == NULL)
    return FALSE;
  member = read_value (cursor, object);
  if (member == NULL)
    return FALSE;
  member->key = g_steal_pointer (&key);
  member->key_start = key_start;
  member->key_end = key_end;
  take_member (cursor, object, seen, member);
  return TRUE;
}

static gboolean
read_element (MtJsonCursor *cursor, MtJsonNode *array)
{
  MtJsonNode *element = read_value (cursor, array);

  if (element == NULL)
    return FALSE;
  mt_json_node_take_child (array, element);
  return TRUE;
}

static gboolean
read_children (MtJsonCursor *cursor, MtJsonNode *node, char closing)
{
  g_autoptr (GHashTable) seen = NULL;
  gboolean more;

  mt_json_cursor_skip_space (cursor);
  more = mt_json_cursor_peek (cursor) != closing;
  while (more)
    {
      gboolean ok = node->kind == MT_JSON_OBJECT ? read_member (cursor, node, &seen)
                                                 : read_element (cursor, node);

      if (!ok || !read_separator (cursor, node, closing, &more))
        return FALSE;
    }
  cursor->at++;
  node->end = cursor->at;
  return TRUE;
}

static MtJsonNode *
read_container (MtJsonCursor *cursor)
{
  gboolean is_object = mt_json_cursor_peek (cursor) == '{';
  g_autoptr (MtJsonNode) node =
      mt_json_node_new (is_object ? MT_JSON_OBJECT : MT_JSON_ARRAY, cursor->at);
  gboolean ok;

  if (cursor->depth == MT_JSON_MAX_DEPTH)
    {
      mt_json_cursor_fault (cursor, cursor->at,
                            _ ("nested deeper than %d levels: no team file needs that"),
                            MT_JSON_MAX_DEPTH);
      return NULL;
    }
  cursor->at++;
  cursor->depth++;
  ok = read_children (cursor, node, is_object ? '}' : ']');
  cursor->depth--;
  return ok ? g_steal_pointer (&node) : NULL;
}

static MtJsonNode *
read_value (MtJsonCursor *cursor, MtJsonNode *parent)
{
  char c;

  mt_json_cursor_skip_space (cursor);
  c = mt_json_cursor_peek (cursor);
  if (++cursor->n_values > MT_JSON_MAX_VALUES)
    {
      mt_json_cursor_fault (cursor, cursor->at, _ ("more than %d values: no team file needs that"),
                            MT_JSON_MAX_VALUES);
      return NULL;
    }
  if (mt_json_cursor_at_end (cursor) && parent != NULL)
    {
      fault_at_end (cursor, parent);
      return NULL;
    }
  if (c == '{' || c == '[')
    return read_container (cursor);
  if (c == '"')
    return read_string_node (cursor);
  if (!mt_json_cursor_at_end (cursor) && mt_json_word_begins (c))
    return mt_json_word_read (cursor);
  explain_character (cursor);
  return NULL;
}

/* What no reading can begin with. */
static gboolean
check_bytes (MtJsonCursor *cursor)
{
  if (cursor->size > MT_JSON_MAX_BYTES)
    mt_json_cursor_fault (cursor, 0, _ ("larger than %d MiB: this is no team file"),
                          MT_JSON_MAX_BYTES / (1024 * 1024));
  else if (cursor->size == 0)
    mt_json_cursor_fault (cursor, 0, _ ("the file is empty"));
  else if (mt_json_cursor_looking_at (cursor, "\xff\xfe") ||
           mt_json_cursor_looking_at (cursor, "\xfe\xff"))
    mt_json_cursor_fault (cursor, 0, _ ("this is UTF-16: save the file as UTF-8"));
  else
    return TRUE;
  return FALSE;
}

static void
skip_bom (MtJsonCursor *cursor)
{
  if (!mt_json_cursor_looking_at (cursor, "\xef\xbb\xbf"))
    return;
  mt_report_add (cursor->report, MT_SEVERITY_WARNING, 0,
                 _ ("the file begins with a byte order mark: save it as UTF-8 without one"));
  cursor->at += 3;
}

/**
 * mt_json_read:
 * @report: takes what is wrong, each fault an error at its place; names the text to read
 *
 * Reads the text of a report. What can be put right in passing is; the tree is then whole, but
 * @report has failed. Bounds: %MT_JSON_MAX_BYTES, %MT_JSON_MAX_DEPTH,
 * %MT_JSON_MAX_VALUES. Source: RFC 8259.
 *
 * Returns: (transfer full) (nullable): the root; %NULL when the text cannot be read to its end
 */
MtJsonNode *
mt_json_read (MtReport *report)
{
  MtJsonCursor cursor = { .report = report };
  g_autoptr (MtJsonNode) root = NULL;

  cursor.data = mt_json_text_get_data (report->text, &cursor.size);
  if (!check_bytes (&cursor))
    return NULL;
  skip_bom (&cursor);
  mt_json_cursor_skip_space (&cursor);
  if (mt_json_cursor_at_end (&cursor))
    {
      mt_json_cursor_fault (&cursor, 0, _ ("the file is empty"));
      return NULL;
    }
  root = read_value (&cursor, NULL);
  if (root == NULL)
    return NULL;
  mt_json_cursor_skip_space (&cursor);
  if (!mt_json_cursor_at_end (&cursor))
    mt_json_cursor_fault (&cursor, cursor.at,
                          _ ("the file should end here: something stands after its value"));
  return g_steal_pointer (&root);
}
