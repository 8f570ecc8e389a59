/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * "Did you mean ...?": edit distance with transpositions, and the last part of a name with slashes
 * ("berlin" is near to "Europe/Berlin").
 */
#include "config.h"

#include "team/mt-near.h"

#include <string.h>

#define LONGEST 64
#define NOT_NEAR G_MAXUINT

typedef struct
{
  const char *name; /* unowned */
  guint distance;
} Candidate;

static guint
min3 (guint a, guint b, guint c)
{
  return MIN (a, MIN (b, c));
}

/* Optimal string alignment; both at most LONGEST bytes. */
static guint
edit_distance (const char *a, const char *b)
{
  guint rows[3][LONGEST + 1];
  guint n = (guint) strlen (a);
  guint m = (guint) strlen (b);

  for (guint j = 0; j <= m; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= n; i++)
    {
      guint *row = rows[i % 3];
      const guint *above = rows[(i + 2) % 3];
      const guint *above2 = rows[(i + 1) % 3];

      row[0] = i;
      for (guint j = 1; j <= m; j++)
        {
          row[j] = min3 (above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], above2[j - 2] + 1);
        }
    }
  return rows[n % 3][m];
}

/* Letters in lower case, and what people write for the underscore as one. */
static void
fold (const char *text, char folded[LONGEST + 1])
{
  gsize n = strlen (text);

  for (gsize i = 0; i < n; i++)
    folded[i] = text[i] == ' ' || text[i] == '-' ? '_' : g_ascii_tolower (text[i]);
  folded[n] = '\0';
}

static guint
distance_to (const char *word, const char *name)
{
  char folded[LONGEST + 1];
  const char *last;
  guint distance;
  guint tolerated = 1 + (guint) strlen (word) / 4;

  if (strlen (name) > LONGEST)
    return NOT_NEAR;
  fold (name, folded);
  distance = edit_distance (word, folded);
  last = strrchr (folded, '/');
  if (last != NULL && strchr (word, '/') == NULL)
    distance = MIN (distance, edit_distance (word, last + 1));
  if (strlen (folded) >= 3 && (g_str_has_prefix (word, folded) || g_str_has_prefix (folded, word)))
    distance = MIN (distance, 1);
  return distance <= tolerated && distance < strlen (word) ? distance : NOT_NEAR;
}

static gint
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  if (first->distance != second->distance)
    return first->distance < second->distance ? -1 : 1;
  return strcmp (first->name, second->name);
}

/**
 * mt_near_find:
 * @word: a name nobody knows, of any length
 * @names: (array zero-terminated=1): the names there are
 * @n_max: how many to give at most
 *
 * Finds the names that @word may be a slip of. A perfect match but for case or blanks is given
 * alone. Names of more than 64 bytes are near to nothing.
 *
 * Returns: (transfer full) (array zero-terminated=1): the nearest names, nearest first; maybe none
 */
char **
mt_near_find (const char *word, const char *const *names, guint n_max)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GStrvBuilder) result = g_strv_builder_new ();
  char folded[LONGEST + 1];

  if (strlen (word) <= LONGEST)
    {
      fold (word, folded);
      for (gsize i = 0; names[i] != NULL; i++)
        {
          Candidate candidate = { names[i], distance_to (folded, names[i]) };

          if (candidate.distance != NOT_NEAR)
            g_array_append_val (found, candidate);
        }
    }
  g_array_sort (found, compare_candidates);
  for (guint i = 0; i < found->len && i < n_max; i++)
    {
      const Candidate *candidate = &g_array_index (found, Candidate, i);

      if (i > 0 && g_array_index (found, Candidate, 0).distance == 0 && candidate->distance > 0)
        break;
      g_strv_builder_add (result, candidate->name);
    }
  return g_strv_builder_end (result);
}
