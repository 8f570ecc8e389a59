/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Text is found whatever its case, accents and the order of the words typed.
 */
#include "config.h"

#include "service/mt-search.h"

static void
test_fold (void)
{
  static const struct
  {
    const char *name;
    const char *text;
    const char *expected;
  } rows[] = {
    { "empty", "", "" },
    { "plain", "Ana RUIZ", "ana ruiz" },
    { "accent of its own", "Jo\u00E3o", "joao" },
    { "accent that combines", "Joa\u0303o", "joao" },
    { "sharp s", "Stra\u00DFe", "strasse" },
    { "Greek final sigma", "\u039F\u03A3", "\u03BF\u03C3" },
    { "Turkish dotted I", "\u0130zmir", "izmir" },
    { "wide letters", "\uFF21\uFF22", "ab" },
    { "Arabic without its vowels", "\u0645\u064E\u0627", "\u0645\u0627" },
    { "soft hyphen", "har\u00ADbour", "harbour" },
    { "mark of direction", "a\u200Fb", "ab" },
    { "not UTF-8", "a\xff", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = mt_search_fold (rows[i].text);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (folded, ==, rows[i].expected);
    }
}

static void
test_match (void)
{
  static const struct
  {
    const char *name;
    const char *haystack;
    const char *needle;
    gboolean expected;
  } rows[] = {
    { "nothing is in everything", "price list", NULL, TRUE },
    { "so is no word", "price list", "", TRUE },
    { "part of a word", "price list", "ric", TRUE },
    { "words in another order", "price list", "list price", TRUE },
    { "one word is not there", "price list", "price harbour", FALSE },
    { "blanks at the ends", "price list", " list ", TRUE },
    { "in nothing", "", "a", FALSE },
    { "over two fields", "price\nlist", "price list", TRUE },
    { "not across a field", "price\nlist", "price\tlist", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (mt_search_match (rows[i].haystack, rows[i].needle), ==, rows[i].expected);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *name;
    const char *haystack;
    const char *word;
    gboolean expected;
  } rows[] = {
    { "alone", "bo", "bo", TRUE },
    { "first", "bo knows", "bo", TRUE },
    { "last", "ask bo", "bo", TRUE },
    { "before a mark", "ask bo!", "bo", TRUE },
    { "possessive", "bo's part", "bo", TRUE },
    { "begins a word", "board", "bo", FALSE },
    { "ends a word", "turbo", "bo", FALSE },
    { "in a word, then alone", "board, bo", "bo", TRUE },
    { "several", "ask bo lind now", "bo lind", TRUE },
    { "before a letter of two bytes", "bo\u00E9", "bo", FALSE },
    { "after a letter of two bytes",
      "\u00E9"
      "bo",
      "bo", FALSE },
    { "in nothing", "", "bo", FALSE },
    { "mention", "cc @bo", "@bo", TRUE },
    { "mention of another", "cc @bob", "@bo", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (mt_search_has_word (rows[i].haystack, rows[i].word), ==, rows[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/search/fold", test_fold);
  g_test_add_func ("/search/match", test_match);
  g_test_add_func ("/search/words", test_words);

  return g_test_run ();
}
