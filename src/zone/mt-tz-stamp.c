/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Stamps of tzdata.
 */
#include "zone/mt-tz-stamp.h"

#include <dirent.h>
#include <sys/stat.h>

static guint64
mix (guint64 hash, guint64 value)
{
  return (hash ^ value) * G_GUINT64_CONSTANT (0x100000001b3); /* FNV-1a, a word at a time */
}

static guint64
mix_status (guint64 hash, const struct stat *status)
{
  hash = mix (hash, status->st_dev);
  hash = mix (hash, status->st_ino);
  hash = mix (hash, (guint64) status->st_mtim.tv_sec);
  return mix (hash, (guint64) status->st_mtim.tv_nsec);
}

/**
 * mt_tz_stamp_read_directory:
 * @directory: directory of tzdata
 *
 * Reads the state of the directory and of those in it: a package that is upgraded replaces files,
 * which changes them. Blocks.
 *
 * Returns: the stamp; 0 when there is no such directory
 */
guint64
mt_tz_stamp_read_directory (const char *directory)
{
  DIR *stream = opendir (directory);
  guint64 hash = 0;
  struct dirent *entry;
  struct stat status;

  if (stream == NULL)
    return 0;
  if (fstat (dirfd (stream), &status) == 0)
    hash = mix_status (hash, &status);
  while ((entry = readdir (stream)) != NULL)
    if ((entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN) && entry->d_name[0] != '.' &&
        fstatat (dirfd (stream), entry->d_name, &status, 0) == 0 && S_ISDIR (status.st_mode))
      hash += mix_status (1, &status); /* a sum: they come in any order */
  closedir (stream);
  return hash;
}

/**
 * mt_tz_stamp_read:
 * @directory: directory of tzdata
 * @localtime: path of the file or link that says which zone is the local one
 *
 * Reads the state of tzdata and of the local zone. Blocks for some 30 system calls.
 *
 * Returns: the stamp
 */
guint64
mt_tz_stamp_read (const char *directory, const char *localtime)
{
  guint64 hash = mt_tz_stamp_read_directory (directory);
  g_autofree char *target = g_file_read_link (localtime, NULL);
  struct stat status;

  if (lstat (localtime, &status) == 0)
    hash = mix_status (hash, &status);
  return target == NULL ? hash : mix (hash, g_str_hash (target));
}
