/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What files look like from outside. A file changed twice within one tick of the file system's
 * clock looks the same after both, so what changed just now is not settled yet (git calls such an
 * entry racily clean).
 */
#define _GNU_SOURCE /* memfd_create() */

#include "config.h"

#include "store/mt-signature.h"
#include "store/mt-hash.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <dirent.h>

/* The coarsest file times in use are those of FAT: two seconds. */
#define TICK_NS (2 * G_GINT64_CONSTANT (1000000000))

typedef struct
{
  guint64 hash;
  gint64 newest_ns;
} Look;

static gint64
to_ns (struct timespec time)
{
  return (gint64) time.tv_sec * 1000000000 + time.tv_nsec;
}

/* What the kernel would stamp a file with now, which is the only time that file times compare with;
 * 0, before all of them, when it does not say. */
static gint64
kernel_now_ns (void)
{
  gint fd = memfd_create ("meantime-now", MFD_CLOEXEC);
  struct stat info;
  gint64 now_ns = 0;

  if (fd < 0)
    return now_ns;
  if (fstat (fd, &info) == 0)
    now_ns = to_ns (info.st_mtim);
  close (fd);
  return now_ns;
}

static guint64
hash_string (guint64 seed, const char *text)
{
  return mt_hash_bytes (seed, text, strlen (text));
}

/* The time of the last status change sees what keeps the time of modification: a file moved here
 * from elsewhere, a backup put back. */
static guint64
look_at (Look *look, const char *name, const struct stat *info)
{
  gint64 facts[] = { (gint64) info->st_ino, (gint64) info->st_size, to_ns (info->st_mtim),
                     to_ns (info->st_ctim), (gint64) (info->st_mode & S_IFMT) };

  look->newest_ns = MAX (look->newest_ns, MAX (facts[2], facts[3]));
  return mt_hash_bytes (hash_string (0, name), facts, sizeof facts);
}

/* Folders come in no order, so their files are added up. */
static guint64
look_into (Look *look, DIR *folder)
{
  guint64 sum = 0;
  struct dirent *entry;

  while ((entry = readdir (folder)) != NULL)
    {
      struct stat info;

      if (entry->d_name[0] == '.' || !g_str_has_suffix (entry->d_name, ".ics"))
        continue;
      if (fstatat (dirfd (folder), entry->d_name, &info, 0) == 0)
        sum += look_at (look, entry->d_name, &info);
      else
        sum += hash_string ((guint64) errno, entry->d_name);
    }
  return sum;
}

static guint64
look_at_path (Look *look, const char *path)
{
  struct stat info;
  guint64 hash;
  DIR *folder;

  if (stat (path, &info) != 0)
    return hash_string ((guint64) errno, path);
  hash = look_at (look, path, &info);
  if (!S_ISDIR (info.st_mode))
    return hash;
  folder = opendir (path);
  if (folder == NULL)
    return hash_string (hash ^ (guint64) errno, path);
  hash += look_into (look, folder);
  closedir (folder);
  return hash;
}

/**
 * mt_signature_take:
 * @paths: (array zero-terminated=1): absolute paths of files, and of folders of .ics files; they
 *   need not exist
 * @settled: (out): %FALSE if something changed so recently that its next change may look the same
 *
 * Looks at files without reading them. Blocking: about a microsecond a file. Thread-safe.
 *
 * Returns: (transfer full): equal to that of another time if nothing changed in between, provided
 *   the earlier one was settled
 */
char *
mt_signature_take (const char *const *paths, gboolean *settled)
{
  gint64 now_ns = kernel_now_ns ();
  Look look = { .newest_ns = G_MININT64 };

  for (gsize i = 0; paths[i] != NULL; i++)
    {
      guint64 hash = look_at_path (&look, paths[i]);

      look.hash = mt_hash_bytes (look.hash, &hash, sizeof hash);
    }
  *settled = look.newest_ns == G_MININT64 || look.newest_ns < now_ns - TICK_NS;
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", look.hash);
}
