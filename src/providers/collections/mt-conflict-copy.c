/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Recognises the copies that synchronisers and editors leave beside a file.
 */
#include "config.h"

#include "providers/collections/mt-conflict-copy.h"

#include <string.h>

/**
 * mt_conflict_copy_is_name:
 * @name: a file name
 *
 * Knows what programs that keep folders alike call the other side ("x (Bo's conflicted copy
 * 2026-01-01).ics", "x.sync-conflict-20260101-120000-ABCDEFG.ics", "x_conflict-2026.ics",
 * "x (SFConflict bo@x 2026).ics", "x (conflict on 2026).ics"), and the backups of editors
 * ("x.ics~", "x.ics.orig").
 *
 * Returns: whether the name alone says that it is a copy of another calendar file
 */
gboolean
mt_conflict_copy_is_name (const char *name)
{
  static const char *const words[] = { ".sync-conflict-", "conflicted copy", "_conflict-",
                                       "(sfconflict ",    "(conflict ",      "(case conflict" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (g_str_has_suffix (lower, ".ics~") || g_str_has_suffix (lower, ".ics.orig"))
    return TRUE;
  if (!g_str_has_suffix (lower, ".ics"))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * mt_conflict_copy_original:
 * @name: a file name
 *
 * Returns: (transfer full) (nullable): "x.ics" for "x (1).ics", %NULL for a name of another form;
 *   whether it is a copy only its content can say
 */
char *
mt_conflict_copy_original (const char *name)
{
  const gsize length = strlen (name);
  gsize at = length;

  if (!g_str_has_suffix (name, ").ics"))
    return NULL;

  at = length - strlen (").ics");
  while (at > 0 && g_ascii_isdigit (name[at - 1]))
    at--;

  if (at == length - strlen (").ics") || at < 3 || strncmp (name + at - 2, " (", 2) != 0)
    return NULL;

  return g_strdup_printf ("%.*s.ics", (int) (at - 2), name);
}

/* The value of the first UID line; the text may hold anything. */
static const char *
find_uid (const char *text, gsize length, gsize *uid_length)
{
  const char *end = text + length;

  for (const char *line = text; line != NULL && line < end;)
    {
      const char *stop = memchr (line, '\n', end - line);
      const char *last = stop != NULL ? stop : end;

      if (last - line > 4 && g_ascii_strncasecmp (line, "UID:", 4) == 0)
        {
          while (last > line + 4 && g_ascii_isspace (last[-1]))
            last--;
          *uid_length = last - (line + 4);
          return line + 4;
        }
      line = stop != NULL ? stop + 1 : NULL;
    }

  return NULL;
}

/**
 * mt_conflict_copy_same_uid:
 * @a: iCalendar text
 * @b: iCalendar text
 *
 * Returns: whether the first UIDs of both are the same
 */
gboolean
mt_conflict_copy_same_uid (GBytes *a, GBytes *b)
{
  gsize size_a = 0;
  gsize size_b = 0;
  gsize length_a = 0;
  gsize length_b = 0;
  const char *text_a = g_bytes_get_data (a, &size_a);
  const char *text_b = g_bytes_get_data (b, &size_b);
  const char *uid_a = size_a > 0 ? find_uid (text_a, size_a, &length_a) : NULL;
  const char *uid_b = size_b > 0 ? find_uid (text_b, size_b, &length_b) : NULL;

  return uid_a != NULL && uid_b != NULL && length_a == length_b &&
         memcmp (uid_a, uid_b, length_a) == 0;
}
