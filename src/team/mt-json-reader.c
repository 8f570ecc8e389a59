/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads JSON as RFC 8259 has it. Where it is clear what was meant (a comma too many, a comment, a
 * merge conflict) the fault is reported and the reading goes on; elsewhere it ends.
 */
#include "config.h"

#include "team/mt-json-reader.h"
#include "team/mt-json-string.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MARKER_LENGTH 7
#define MANY_KEYS 16

typedef struct
{
  MtReport *report; /* unowned */
  const char *data; /* unowned */
  gsize size;
  gsize at;
  guint depth;
  guint n_values;
} Reader;

static MtJsonNode *read_value (Reader *reader, MtJsonNode *parent);

static void G_GNUC_PRINTF (3, 4) fault (Reader *reader, gsize offset, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  mt_report_add (reader->report, MT_SEVERITY_ERROR, offset, "%s", message);
}

static gboolean
at_end (const Reader *reader)
{
  return reader->at >= reader->size;
}

static char
peek (const Reader *reader)
{
  return at_end (reader) ? '\0' : reader->data[reader->at];
}

static gboolean
looking_at (const Reader *reader, const char *text)
{
  gsize length = strlen (text);

  return reader->size - reader->at >= length &&
         memcmp (reader->data + reader->at, text, length) == 0;
}

static void
skip_line (Reader *reader)
{
  const char *feed = memchr (reader->data + reader->at, '\n', reader->size - reader->at);

  reader->at = feed != NULL ? (gsize) (feed - reader->data) : reader->size;
}

static gboolean
at_line_start (const Reader *reader)
{
  return reader->at == 0 || reader->data[reader->at - 1] == '\n';
}

/* Which marker of a merge conflict stands here, '\0' for none. */
static char
conflict_marker (const Reader *reader)
{
  static const char *const markers[] = { "<<<<<<<", "=======", ">>>>>>>", "|||||||" };

  if (!at_line_start (reader))
    return '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (markers); i++)
    if (looking_at (reader, markers[i]))
      return markers[i][0];
  return '\0';
}

static void
report_marker (Reader *reader)
{
  fault (reader, reader->at,
         _ ("a merge conflict is not resolved here (\"%.*s\"): keep what is meant and delete the "
            "marker"),
         MARKER_LENGTH, reader->data + reader->at);
  skip_line (reader);
}

/* Of a conflict the first side is read and the others are passed over. */
static void
skip_conflict (Reader *reader)
{
  char marker = conflict_marker (reader);

  report_marker (reader);
  if (marker == '<' || marker == '>')
    return;
  while (!at_end (reader))
    {
      reader->at++;
      marker = at_end (reader) ? '\0' : conflict_marker (reader);
      if (marker != '\0')
        report_marker (reader);
      else
        skip_line (reader);
      if (marker == '>')
        return;
    }
}

static void
skip_comment (Reader *reader)
{
  const char *end;

  fault (reader, reader->at, _ ("JSON has no comments: take this one out"));
  if (!looking_at (reader, "/*"))
    {
      skip_line (reader);
      return;
    }
  end = g_strstr_len (reader->data + reader->at, (gssize) (reader->size - reader->at), "*/");
  reader->at = end != NULL ? (gsize) (end - reader->data) + 2 : reader->size;
}

static void
skip_space (Reader *reader)
{
  while (!at_end (reader))
    {
      char c = peek (reader);

      if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
        reader->at++;
      else if (c == '#' || looking_at (reader, "//") || looking_at (reader, "/*"))
        skip_comment (reader);
      else if (conflict_marker (reader) != '\0')
        skip_conflict (reader);
      else
        return;
    }
}

/* Source: RFC 8259 section 6 */
static gboolean
is_number (const char *text)
{
  if (*text == '-')
    text++;
  if (*text == '0')
    text++;
  else if (g_ascii_isdigit (*text))
    while (g_ascii_isdigit (*text))
      text++;
  else
    return FALSE;
  if (*text == '.')
    {
      if (!g_ascii_isdigit (*++text))
        return FALSE;
      while (g_ascii_isdigit (*text))
        text++;
    }
  if (*text == 'e' || *text == 'E')
    {
      text++;
      if (*text == '+' || *text == '-')
        text++;
      if (!g_ascii_isdigit (*text))
        return FALSE;
      while (g_ascii_isdigit (*text))
        text++;
    }
  return *text == '\0';
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '-' || c == '.' || c == '_';
}

/* What other languages write for the three words of JSON; NULL for none of those. */
static const char *
find_meant (const char *word)
{
  static const char *const meant[][2] = { { "True", "true" },   { "TRUE", "true" },
                                          { "False", "false" }, { "FALSE", "false" },
                                          { "None", "null" },   { "Null", "null" },
                                          { "NULL", "null" },   { "nil", "null" } };

  for (gsize i = 0; i < G_N_ELEMENTS (meant); i++)
    if (g_str_equal (word, meant[i][0]))
      return meant[i][1];
  return NULL;
}

static void
fill_word (MtJsonNode *node, const char *word)
{
  if (g_str_equal (word, "true") || g_str_equal (word, "false"))
    {
      node->kind = MT_JSON_BOOLEAN;
      node->boolean = word[0] == 't';
    }
  else if (!g_str_equal (word, "null"))
    {
      node->kind = MT_JSON_NUMBER;
      node->number = g_ascii_strtod (word, NULL);
    }
}

/* Reports what is no value and reads it as what was meant, so that one fault is not told twice. */
static void
mend_word (Reader *reader, MtJsonNode *node, const char *word)
{
  const char *meant = find_meant (word);

  if (meant != NULL)
    {
      fault (reader, node->start, _ ("%s is not JSON: write %s"), word, meant);
      fill_word (node, meant);
    }
  else if (g_ascii_isdigit (word[0]) || strchr ("+-.", word[0]) != NULL)
    {
      fault (reader, node->start, _ ("%.40s is not a number of JSON"), word);
      fill_word (node, word);
    }
  else
    {
      fault (reader, node->start, _ ("%.40s is not JSON: a text stands in double quotes"), word);
      node->kind = MT_JSON_STRING;
      node->string = g_strdup (word);
    }
}

/* A number, true, false or null, or what only looks like one. */
static MtJsonNode *
read_word (Reader *reader)
{
  gsize start = reader->at;
  g_autofree char *word = NULL;
  MtJsonNode *node = mt_json_node_new (MT_JSON_NULL, start);

  while (!at_end (reader) && is_word (peek (reader)))
    reader->at++;
  node->end = reader->at;
  word = g_strndup (reader->data + start, reader->at - start);
  if (is_number (word) || g_str_equal (word, "true") || g_str_equal (word, "false") ||
      g_str_equal (word, "null"))
    fill_word (node, word);
  else
    mend_word (reader, node, word);
  return node;
}

static void
explain_character (Reader *reader)
{
  guchar c = (guchar) peek (reader);

  if (at_end (reader))
    fault (reader, reader->at, _ ("the file ends where a value should stand"));
  else if (c == '\'')
    fault (reader, reader->at, _ ("a text stands in double quotes (\"), not in single ones"));
  else if (c > 0x20 && c < 0x7f)
    fault (reader, reader->at, _ ("a value should stand here, not %c"), c);
  else
    fault (reader, reader->at, _ ("a value should stand here, not the byte 0x%02X"), c);
}

static MtJsonNode *
read_string_node (Reader *reader)
{
  gsize start = reader->at;
  g_autofree char *string = mt_json_string_read (reader->report, &reader->at);
  MtJsonNode *node;

  if (string == NULL)
    return NULL;
  node = mt_json_node_new (MT_JSON_STRING, start);
  node->string = g_steal_pointer (&string);
  node->end = reader->at;
  return node;
}

static void
skip_further_commas (Reader *reader)
{
  skip_space (reader);
  while (peek (reader) == ',')
    {
      fault (reader, reader->at, _ ("one comma is enough: take this one out"));
      reader->at++;
      skip_space (reader);
    }
}

static gboolean
begins_child (const Reader *reader, char closing)
{
  char c = peek (reader);

  return c == '"' || (closing == ']' && (c == '{' || c == '[' || is_word (c)));
}

static void
fault_at_end (Reader *reader, const MtJsonNode *parent)
{
  fault (reader, reader->at, _ ("the file ends inside what begins in line %u: %c is missing"),
         mt_report_line (reader->report, parent->start),
         parent->kind == MT_JSON_OBJECT ? '}' : ']');
}

/* What stands between two children. Sets `more` to whether another child follows; FALSE when the
 * reading cannot go on. */
static gboolean
read_separator (Reader *reader, const MtJsonNode *parent, char closing, gboolean *more)
{
  gsize comma;

  skip_space (reader);
  *more = FALSE;
  if (peek (reader) == closing)
    return TRUE;
  *more = TRUE;
  if (peek (reader) == ',')
    {
      comma = reader->at++;
      skip_further_commas (reader);
      if (peek (reader) == closing)
        {
          *more = FALSE;
          fault (reader, comma, _ ("no comma stands before %c: take it out"), closing);
        }
      return TRUE;
    }
  if (at_end (reader))
    fault_at_end (reader, parent);
  else if (begins_child (reader, closing))
    {
      fault (reader, reader->at, _ ("a comma is missing before this"));
      return TRUE;
    }
  else
    fault (reader, reader->at, _ ("a comma or %c should stand here"), closing);
  return FALSE;
}

/* The key of a member and its colon; NULL when the reading cannot go on. */
static char *
read_key (Reader *reader, const MtJsonNode *object, gsize *start, gsize *end)
{
  g_autofree char *key = NULL;

  skip_space (reader);
  *start = reader->at;
  if (at_end (reader))
    {
      fault_at_end (reader, object);
      return NULL;
    }
  if (peek (reader) != '"')
    {
      fault (reader, reader->at, _ ("a key in double quotes should stand here"));
      return NULL;
    }
  key = mt_json_string_read (reader->report, &reader->at);
  if (key == NULL)
    return NULL;
  *end = reader->at;
  skip_space (reader);
  if (peek (reader) != ':')
    {
      fault (reader, reader->at, _ ("a colon should stand here, after the key \"%s\""), key);
      return NULL;
    }
  reader->at++;
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
take_member (Reader *reader, MtJsonNode *object, GHashTable **seen, MtJsonNode *member)
{
  MtJsonNode *earlier = find_earlier (object, seen, member->key);

  if (earlier != NULL)
    {
      member->duplicate = TRUE;
      fault (reader, member->key_start, _ ("\"%s\" stands in line %u already: keep one of the two"),
             member->key, mt_report_line (reader->report, earlier->key_start));
    }
  mt_json_node_take_child (object, member);
  if (earlier == NULL && *seen != NULL)
    g_hash_table_insert (*seen, member->key, member);
}

static gboolean
read_member (Reader *reader, MtJsonNode *object, GHashTable **seen)
{
  gsize key_start = 0;
  gsize key_end = 0;
  g_autofree char *key = read_key (reader, object, &key_start, &key_end);
  MtJsonNode *member;

  if (key == NULL)
    return FALSE;
  member = read_value (reader, object);
  if (member == NULL)
    return FALSE;
  member->key = g_steal_pointer (&key);
  member->key_start = key_start;
  member->key_end = key_end;
  take_member (reader, object, seen, member);
  return TRUE;
}

static gboolean
read_element (Reader *reader, MtJsonNode *array)
{
  MtJsonNode *element = read_value (reader, array);

  if (element == NULL)
    return FALSE;
  mt_json_node_take_child (array, element);
  return TRUE;
}

static gboolean
read_children (Reader *reader, MtJsonNode *node, char closing)
{
  g_autoptr (GHashTable) seen = NULL;
  gboolean more;

  skip_space (reader);
  more = peek (reader) != closing;
  while (more)
    {
      gboolean ok = node->kind == MT_JSON_OBJECT ? read_member (reader, node, &seen)
                                                 : read_element (reader, node);

      if (!ok || !read_separator (reader, node, closing, &more))
        return FALSE;
    }
  reader->at++;
  node->end = reader->at;
  return TRUE;
}

static MtJsonNode *
read_container (Reader *reader)
{
  gboolean is_object = peek (reader) == '{';
  g_autoptr (MtJsonNode) node =
      mt_json_node_new (is_object ? MT_JSON_OBJECT : MT_JSON_ARRAY, reader->at);
  gboolean ok;

  if (reader->depth == MT_JSON_MAX_DEPTH)
    {
      fault (reader, reader->at, _ ("nested deeper than %d levels: no team file needs that"),
             MT_JSON_MAX_DEPTH);
      return NULL;
    }
  reader->at++;
  reader->depth++;
  ok = read_children (reader, node, is_object ? '}' : ']');
  reader->depth--;
  return ok ? g_steal_pointer (&node) : NULL;
}

static MtJsonNode *
read_value (Reader *reader, MtJsonNode *parent)
{
  char c;

  skip_space (reader);
  c = peek (reader);
  if (++reader->n_values > MT_JSON_MAX_VALUES)
    {
      fault (reader, reader->at, _ ("more than %d values: no team file needs that"),
             MT_JSON_MAX_VALUES);
      return NULL;
    }
  if (at_end (reader) && parent != NULL)
    {
      fault_at_end (reader, parent);
      return NULL;
    }
  if (c == '{' || c == '[')
    return read_container (reader);
  if (c == '"')
    return read_string_node (reader);
  if (!at_end (reader) && is_word (c))
    return read_word (reader);
  explain_character (reader);
  return NULL;
}

/* What no reading can begin with. */
static gboolean
check_bytes (Reader *reader)
{
  if (reader->size > MT_JSON_MAX_BYTES)
    fault (reader, 0, _ ("larger than %d MiB: this is no team file"),
           MT_JSON_MAX_BYTES / (1024 * 1024));
  else if (reader->size == 0)
    fault (reader, 0, _ ("the file is empty"));
  else if (looking_at (reader, "\xff\xfe") || looking_at (reader, "\xfe\xff"))
    fault (reader, 0, _ ("this is UTF-16: save the file as UTF-8"));
  else
    return TRUE;
  return FALSE;
}

static void
skip_bom (Reader *reader)
{
  if (!looking_at (reader, "\xef\xbb\xbf"))
    return;
  mt_report_add (reader->report, MT_SEVERITY_WARNING, 0,
                 _ ("the file begins with a byte order mark: save it as UTF-8 without one"));
  reader->at += 3;
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
  Reader reader = { .report = report };
  g_autoptr (MtJsonNode) root = NULL;

  reader.data = mt_json_text_get_data (report->text, &reader.size);
  if (!check_bytes (&reader))
    return NULL;
  skip_bom (&reader);
  skip_space (&reader);
  if (at_end (&reader))
    {
      fault (&reader, 0, _ ("the file is empty"));
      return NULL;
    }
  root = read_value (&reader, NULL);
  if (root == NULL)
    return NULL;
  skip_space (&reader);
  if (!at_end (&reader))
    fault (&reader, reader.at, _ ("the file should end here: something stands after its value"));
  return g_steal_pointer (&root);
}
