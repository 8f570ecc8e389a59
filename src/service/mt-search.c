/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How text that was typed is found in other text: without case, accents and the order of words.
 */
#include "config.h"

#include "service/mt-search.h"

#include <string.h>

/* Accents and other marks, soft hyphens, marks of direction. */
static gboolean
is_passed_over (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

/**
 * mt_search_fold:
 * @text: words
 *
 * Returns: (transfer full): @text as it is compared: without case, accents and other marks; what
 *   is not UTF-8 finds nothing and is ""
 */
char *
mt_search_fold (const char *text)
{
  g_autofree char *parts = NULL;
  g_autoptr (GString) plain = NULL;

  /* Most text is, and thousands of cards are folded at once. */
  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);

  parts = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  plain = g_string_new (NULL);
  for (const char *p = parts != NULL ? parts : ""; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_passed_over (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));

  return g_utf8_casefold (plain->str, -1);
}

/**
 * mt_search_match:
 * @haystack: folded text
 * @needle: (nullable): folded words
 *
 * Returns: whether each word of @needle stands somewhere in @haystack; nothing is in everything
 */
gboolean
mt_search_match (const char *haystack, const char *needle)
{
  g_auto (GStrv) words = NULL;

  if (needle == NULL || needle[0] == '\0')
    return TRUE;
  if (strchr (needle, ' ') == NULL)
    return strstr (haystack, needle) != NULL;

  words = g_strsplit (needle, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (haystack, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
is_inside_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_';
}

/**
 * mt_search_has_word:
 * @haystack: folded text
 * @word: folded words, not ""
 *
 * Returns: whether @word stands in @haystack on its own: "bo" is in "ask bo!" and not in "board"
 */
gboolean
mt_search_has_word (const char *haystack, const char *word)
{
  const char *end = haystack + strlen (haystack);
  const gsize length = strlen (word);

  g_return_val_if_fail (length > 0, FALSE);

  for (const char *p = strstr (haystack, word); p != NULL; p = strstr (p + 1, word))
    {
      const char *before = g_utf8_find_prev_char (haystack, p);
      const char *after = p + length;

      if ((before == NULL || !is_inside_word (g_utf8_get_char (before))) &&
          (after >= end || !is_inside_word (g_utf8_get_char (after))))
        return TRUE;
    }

  return FALSE;
}
