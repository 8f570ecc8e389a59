/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Values of JSON without quotes and brackets: numbers, true, false and null.
 */
#include "config.h"

#include "team/mt-json-word.h"

#include <glib/gi18n-lib.h>

#include <string.h>

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

/**
 * mt_json_word_begins:
 * @c: a byte
 *
 * Returns: whether a number, true, false or null may begin with it, or what only looks like one
 */
gboolean
mt_json_word_begins (char c)
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
mend_word (MtJsonCursor *cursor, MtJsonNode *node, const char *word)
{
  const char *meant = find_meant (word);

  if (meant != NULL)
    {
      mt_json_cursor_fault (cursor, node->start, _ ("%s is not JSON: write %s"), word, meant);
      fill_word (node, meant);
    }
  else if (g_ascii_isdigit (word[0]) || strchr ("+-.", word[0]) != NULL)
    {
      mt_json_cursor_fault (cursor, node->start, _ ("%.40s is not a number of JSON"), word);
      fill_word (node, word);
    }
  else
    {
      mt_json_cursor_fault (cursor, node->start,
                            _ ("%.40s is not JSON: a text stands in double quotes"), word);
      node->kind = MT_JSON_STRING;
      node->string = g_strdup (word);
    }
}

/**
 * mt_json_word_read:
 * @cursor: stands where mt_json_word_begins(); afterwards behind the word
 *
 * Reads a number, true, false or null. What only looks like one is reported. Source: RFC 8259
 * sections 3 and 6.
 *
 * Returns: (transfer full): the value
 */
MtJsonNode *
mt_json_word_read (MtJsonCursor *cursor)
{
  gsize start = cursor->at;
  g_autofree char *word = NULL;
  MtJsonNode *node = mt_json_node_new (MT_JSON_NULL, start);

  while (!mt_json_cursor_at_end (cursor) && mt_json_word_begins (mt_json_cursor_peek (cursor)))
    cursor->at++;
  node->end = cursor->at;
  word = g_strndup (cursor->data + start, cursor->at - start);
  if (is_number (word) || g_str_equal (word, "true") || g_str_equal (word, "false") ||
      g_str_equal (word, "null"))
    fill_word (node, word);
  else
    mend_word (cursor, node, word);
  return node;
}
