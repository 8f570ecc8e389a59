/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Finds zones of tzdata by parts of their names: those whose place begins so come first.
 */
#include "config.h"

#include "ui/editor/mt-zone-search.h"

#include <string.h>

/* In lower case, with spaces for the marks between words. */
static char *
fold (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  char *folded = g_ascii_strdown (g_strstrip (ascii), -1);

  return g_strdelimit (folded, "_-", ' ');
}

/* How well a name fits: 0 its place begins so, 1 a word or a part of it does, 2 it is in it
 * somewhere; -1 not at all. */
static int
rank (const char *folded, const char *wanted)
{
  const char *place = strrchr (folded, '/');
  const char *found = strstr (folded, wanted);

  place = place != NULL ? place + 1 : folded;
  if (g_str_has_prefix (place, wanted))
    return 0;
  if (found == NULL)
    return -1;
  return found == folded || found[-1] == ' ' || found[-1] == '/' ? 1 : 2;
}

/**
 * mt_zone_search:
 * @zones: (array zero-terminated=1): names as tzdata has them
 * @text: what somebody typed
 * @max: how many to find at most
 *
 * Returns: (transfer full) (array zero-terminated=1): the names that fit, the best first; none for
 *   an empty text
 */
char **
mt_zone_search (const char *const *zones, const char *text, guint max)
{
  g_autofree char *wanted = fold (text);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  guint n = 0;

  for (int r = 0; r <= 2 && wanted[0] != '\0'; r++)
    for (guint i = 0; zones[i] != NULL && n < max; i++)
      {
        g_autofree char *folded = fold (zones[i]);

        if (rank (folded, wanted) != r)
          continue;
        g_strv_builder_add (found, zones[i]);
        n++;
      }
  return g_strv_builder_end (found);
}
