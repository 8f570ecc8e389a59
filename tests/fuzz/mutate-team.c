/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Runs the fuzz target of the team file on a good file that is broken in the ways files are broken:
 * values of another type, texts of another kind, bytes lost, doubled and flipped. The same seed
 * gives the same files.
 *
 * usage: mutate-team SEED COUNT
 */
#include "config.h"

#include <glib.h>

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static const char good[] =
    "{ \"version\": 1, \"name\": \"Harbour\", \"people\": [\n"
    "  { \"id\": \"ana\", \"name\": \"Ana\", \"emails\": [\"ana@example.org\"],\n"
    "    \"timezone\": \"Europe/Madrid\", \"location\": \"Madrid\",\n"
    "    \"hours\": { \"mon\": [\"09:00-13:00\", \"14:00-18:00\"], \"fri\": [\"22:00-06:00\"] },\n"
    "    \"exceptions\": [ { \"date\": \"2026-12-03\", \"hours\": [\"12:00-20:00\"] } ],\n"
    "    \"stretch\": \"07:30-20:00\", \"away\": [ { \"from\": \"2026-12-24\", \"to\": "
    "\"2027-01-01\", \"reason\": \"leave\" } ],\n"
    "    \"travel\": [ { \"from\": \"2026-11-30\", \"to\": \"2026-12-04\", \"timezone\": "
    "\"America/New_York\" } ],\n"
    "    \"calendars\": [\"https://dav.example.org/ana/\", \"a.ics\"], \"holidays\": [\"h\"],\n"
    "    \"logins\": { \"redmine\": \"ana\" }, \"backup\": \"bo\" },\n"
    "  { \"id\": \"bo\", \"timezone\": \"Asia/Tokyo\" } ],\n"
    "  \"calendars\": { \"board\": \"b\", \"journal\": \"j\", \"columns\": [ { \"name\": \"X\", "
    "\"status\": \"COMPLETED\" } ] },\n"
    "  \"boards\": [ { \"provider\": \"redmine\", \"url\": \"https://example.org\", \"urgent\": { "
    "\"labels\": [\"u\"] } } ],\n"
    "  \"expectations\": { \"chat\": { \"within\": \"8h\", \"counting\": \"elapsed\" },\n"
    "    \"update\": { \"by\": \"end-of-day\", \"days\": [\"mon\"] }, \"review-by\": "
    "\"2027-03-01\" },\n"
    "  \"escalation\": [\"backup\", \"bo\"], \"links\": [ { \"title\": \"H\", \"url\": "
    "\"mailto:a@b\" } ] }\n";

/* What is put in the place of something else. */
static const char *const pieces[] = {
  "null",
  "true",
  "0",
  "-1e999",
  "\"\"",
  "[]",
  "{}",
  "[[[[]]]]",
  "{\"a\":{}}",
  "\"\\ud800\"",
  "\"\\u0000\"",
  "\"24:00-24:00\"",
  "\"00:00-00:00\"",
  "\"2200-01-01\"",
  "\"9999999999999999999d\"",
  "\"Europe/Madird\"",
  ",",
  ":",
  "\"",
  "{",
  "}",
  "[",
  "]",
  "\\",
  "\n<<<<<<< a\n",
  "\n=======\n",
  "\n>>>>>>> b\n",
  "\n||||||| c\n",
  "// x\n",
  "/*",
  "\xff",
  "\xed\xa0\x80",
  "\xef\xbb\xbf",
  "\"https://u:p@h/\"",
  "\"../x\"",
  "\"mailto:\"",
};

static gsize
choose (GRand *rand, gsize n)
{
  return n == 0 ? 0 : (gsize) g_rand_int_range (rand, 0, (gint32) n);
}

/* Where a quoted text, a word or a bracket begins and ends. */
static gsize
token_end (const GString *text, gsize start)
{
  gsize end = start + 1;

  if (text->str[start] == '"')
    {
      while (end < text->len && text->str[end] != '"')
        end++;
      return MIN (end + 1, text->len);
    }
  while (end < text->len && g_ascii_isalnum (text->str[start]) && g_ascii_isalnum (text->str[end]))
    end++;
  return end;
}

static void
swap_token (GRand *rand, GString *text)
{
  gsize start = choose (rand, text->len);
  const char *piece = pieces[choose (rand, G_N_ELEMENTS (pieces))];

  while (start < text->len && strchr (" \n,:", text->str[start]) != NULL)
    start++;
  if (start == text->len)
    return;
  g_string_erase (text, (gssize) start, (gssize) (token_end (text, start) - start));
  g_string_insert (text, (gssize) start, piece);
}

static void
insert_piece (GRand *rand, GString *text)
{
  g_string_insert (text, (gssize) choose (rand, text->len + 1),
                   pieces[choose (rand, G_N_ELEMENTS (pieces))]);
}

static void
flip_bit (GRand *rand, GString *text)
{
  gsize at = choose (rand, text->len);

  if (at < text->len)
    text->str[at] = (char) (text->str[at] ^ (1 << choose (rand, 8)));
}

static void
lose_range (GRand *rand, GString *text)
{
  gsize start = choose (rand, text->len + 1);

  g_string_erase (text, (gssize) start, (gssize) choose (rand, MIN (text->len - start, 64) + 1));
}

static void
double_range (GRand *rand, GString *text)
{
  gsize start = choose (rand, text->len + 1);
  gsize length = choose (rand, MIN (text->len - start, 256) + 1);
  g_autofree char *copy = g_memdup2 (text->str + start, length + 1);

  g_string_insert_len (text, (gssize) start, copy, (gssize) length);
}

static void
mutate (GRand *rand, GString *text)
{
  static void (*const ways[]) (GRand *, GString *) = { swap_token,   swap_token, swap_token,
                                                       insert_piece, flip_bit,   lose_range,
                                                       double_range };

  for (gsize i = choose (rand, 6); i > 0; i--)
    ways[choose (rand, G_N_ELEMENTS (ways))](rand, text);
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) rand = NULL;
  guint64 seed;
  guint64 count;

  if (argc != 3 || !g_ascii_string_to_unsigned (argv[1], 10, 0, G_MAXUINT32, &seed, NULL) ||
      !g_ascii_string_to_unsigned (argv[2], 10, 0, G_MAXUINT32, &count, NULL))
    {
      g_printerr ("usage: mutate-team SEED COUNT\n");
      return 2;
    }
  rand = g_rand_new_with_seed ((guint32) seed);
  for (guint64 i = 0; i < count; i++)
    {
      g_autoptr (GString) text = g_string_new (good);

      mutate (rand, text);
      LLVMFuzzerTestOneInput ((const guint8 *) text->str, text->len);
    }
  g_print ("%" G_GUINT64_FORMAT " files read\n", count);
  return 0;
}
