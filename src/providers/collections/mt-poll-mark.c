/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What stat says of a file or folder, as a string that differs when it changed.
 */
#include "config.h"

#include "providers/collections/mt-poll-mark.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static void
add_file (GChecksum *sum, const char *path, const char *name)
{
  struct stat info = { 0 };
  g_autofree char *line = NULL;

  if (stat (path, &info) != 0)
    line = g_strdup_printf ("%s gone\n", name);
  else
    line = g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld %" G_GUINT64_FORMAT
                            " %u\n",
                            name, (guint64) info.st_size, (gint64) info.st_mtim.tv_sec,
                            info.st_mtim.tv_nsec, (guint64) info.st_ino, (guint) info.st_mode);

  g_checksum_update (sum, (const guchar *) line, -1);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/**
 * mt_poll_mark_of:
 * @path: a file or folder, which need not exist
 *
 * Blocking: looks at the file, or at every file of the folder (not below).
 *
 * Returns: (transfer full): equal as long as nothing changed that stat() shows: size, time, inode,
 *   permissions, names
 */
char *
mt_poll_mark_of (const char *path)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  add_file (sum, path, "");
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      const char *entry = g_ptr_array_index (names, i);
      g_autofree char *full = g_build_filename (path, entry, NULL);

      add_file (sum, full, entry);
    }

  return g_strdup (g_checksum_get_string (sum));
}
