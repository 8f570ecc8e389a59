/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * driver CORPUS SEED COUNT: runs a fuzz target on every file of a folder and on COUNT mutations of
 * them, the same ones for the same seed. No clang needed; libFuzzer takes its place with
 * -Dfuzz=true.
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Pieces that make iCalendar text, URLs, JSON and XML interesting. */
static const char *const tokens[] = {
  "BEGIN:VEVENT\r\n",
  "END:VEVENT\r\n",
  "BEGIN:VALARM\r\n",
  "END:VCALENDAR\r\n",
  "\r\n ",
  "RRULE:FREQ=",
  "SECONDLY",
  "HOURLY",
  "YEARLY",
  ";BYDAY=-1SU",
  ";BYSETPOS=-1",
  ";COUNT=99999999",
  ";INTERVAL=0",
  ";UNTIL=",
  "99991231T235960Z",
  "16010101",
  "TZID=",
  "EXDATE:",
  "RDATE;VALUE=PERIOD:",
  "/P1D",
  ";RANGE=THISANDFUTURE",
  "RECURRENCE-ID",
  "\"",
  "\\",
  "\xff",
  "2147483648",
  "-9223372036854775808",
  "BYMONTHDAY=31",
  "BYWEEKNO=53,-1",
  ":",
  "<",
  ">",
  "</",
  "/>",
  "<![CDATA[",
  "]]>",
  "<!--",
  "-->",
  "<!DOCTYPE a>",
  "&#1;",
  "&#x10FFFF;",
  "&amp;",
  "&",
  "\xef\xb7\x95",
  "<response>",
  "<href>",
  "%2e%2E/",
  "%2F",
  "//",
  "%",
  "@",
  "?",
  "#",
  "https://",
  "[::1]",
  "\\u0000",
  "{\"",
  "[[[[",
  "]}",
  "null",
  "&lt;",
};

static void
insert (GByteArray *bytes, guint at, const void *data, guint length)
{
  guint old = bytes->len;

  g_byte_array_set_size (bytes, old + length);
  memmove (bytes->data + at + length, bytes->data + at, old - at);
  memcpy (bytes->data + at, data, length);
}

static void
mutate_once (GRand *rand, GByteArray *bytes, GPtrArray *seeds)
{
  guint at = g_rand_int_range (rand, 0, bytes->len + 1);
  const char *token = tokens[g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens))];
  GByteArray *other = g_ptr_array_index (seeds, g_rand_int_range (rand, 0, seeds->len));
  guint from = g_rand_int_range (rand, 0, other->len + 1);
  guint8 byte = g_rand_int_range (rand, 0, 256);

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      if (at < bytes->len)
        bytes->data[at] = byte;
      break;
    case 1:
      if (at < bytes->len)
        bytes->data[at] ^= 1 << (byte % 8);
      break;
    case 2:
      insert (bytes, at, token, strlen (token));
      break;
    case 3:
      insert (bytes, at, other->data + from, MIN (other->len - from, byte));
      break;
    case 4:
      if (at < bytes->len)
        g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, byte % 32 + 1u));
      break;
    default:
      insert (bytes, at, &byte, 1);
      break;
    }
}

static GByteArray *
mutate (GRand *rand, GPtrArray *seeds)
{
  const GByteArray *seed = g_ptr_array_index (seeds, g_rand_int_range (rand, 0, seeds->len));
  GByteArray *bytes = g_byte_array_new ();
  guint n = g_rand_int_range (rand, 1, 12);

  g_byte_array_append (bytes, seed->data, seed->len);
  for (guint i = 0; i < n; i++)
    mutate_once (rand, bytes, seeds);
  return bytes;
}

/* An input of its own allocation: a read past its end is found by AddressSanitizer. */
static void
run (const GByteArray *bytes)
{
  guint8 *exact = g_memdup2 (bytes->data, bytes->len);

  LLVMFuzzerTestOneInput (exact, bytes->len);
  g_free (exact);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_corpus (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      char *text;
      gsize length;

      if (g_file_get_contents (g_ptr_array_index (names, i), &text, &length, NULL))
        g_ptr_array_add (seeds, g_byte_array_new_take ((guint8 *) text, length));
    }
  return seeds;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) seeds = argc == 4 ? read_corpus (argv[1]) : NULL;
  g_autoptr (GRand) rand = NULL;
  guint count;

  if (!seeds || seeds->len == 0)
    {
      fprintf (stderr, "driver: CORPUS SEED COUNT, with files in CORPUS\n");
      return 2;
    }
  rand = g_rand_new_with_seed (strtoul (argv[2], NULL, 10));
  count = strtoul (argv[3], NULL, 10);
  for (guint i = 0; i < seeds->len; i++)
    run (g_ptr_array_index (seeds, i));
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (GByteArray) bytes = mutate (rand, seeds);

      run (bytes);
    }
  printf ("%u seeds, %u mutations\n", seeds->len, count);
  return 0;
}
