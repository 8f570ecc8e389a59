/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whether two answers about free/busy are the same. Each has another stamp, and often another UID;
 * that makes nobody busy at another time.
 */
#include "config.h"

#include "service/sync/mt-sync-same.h"

#include <string.h>

static const char *const passing_names[] = {
  "PRODID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "UID", "ORGANIZER", "ATTENDEE",
};

static gboolean
is_passing (const char *line)
{
  const gsize length = strcspn (line, ":;");

  for (gsize i = 0; i < G_N_ELEMENTS (passing_names); i++)
    if (strlen (passing_names[i]) == length &&
        g_ascii_strncasecmp (line, passing_names[i], length) == 0)
      return TRUE;
  return line[0] == '\0';
}

/* One line after the other, unfolded. */
static GPtrArray *
unfold (GBytes *bytes)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] == '\r' || data[i] == '\0')
        continue;
      if (data[i] != '\n')
        g_string_append_c (line, data[i]);
      else if (i + 1 < size && (data[i + 1] == ' ' || data[i + 1] == '\t'))
        i++;
      else
        {
          g_ptr_array_add (lines, g_strdup (line->str));
          g_string_truncate (line, 0);
        }
    }
  g_ptr_array_add (lines, g_strdup (line->str));
  return lines;
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_lasting (GBytes *bytes)
{
  g_autoptr (GPtrArray) lines = unfold (bytes);
  GPtrArray *lasting = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lines->len; i++)
    if (!is_passing (g_ptr_array_index (lines, i)))
      g_ptr_array_add (lasting, g_strdup (g_ptr_array_index (lines, i)));
  g_ptr_array_sort (lasting, compare_lines);
  return lasting;
}

/**
 * mt_sync_same_freebusy:
 * @a: an answer with a VFREEBUSY
 * @b: another
 *
 * Any thread.
 *
 * Returns: whether the same times stand in them
 */
gboolean
mt_sync_same_freebusy (GBytes *a, GBytes *b)
{
  g_autoptr (GPtrArray) ours = NULL;
  g_autoptr (GPtrArray) theirs = NULL;

  if (g_bytes_equal (a, b))
    return TRUE;
  ours = read_lasting (a);
  theirs = read_lasting (b);
  if (ours->len != theirs->len)
    return FALSE;
  for (guint i = 0; i < ours->len; i++)
    if (strcmp (g_ptr_array_index (ours, i), g_ptr_array_index (theirs, i)) != 0)
      return FALSE;
  return TRUE;
}
