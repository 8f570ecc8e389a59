/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * TZif: header, the table of transitions, the rule at its end.
 */
#include "zone/mt-tzfile.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mt-date.h"
#include "zone/mt-tz-rule.h"

#define HEADER_SIZE 44
#define TYPE_SIZE 6
#define MAGIC "TZif"
#define MAX_FILE_SIZE (256 * 1024)
#define MAX_TRANSITIONS 8192
#define MAX_TYPES 256
#define MAX_NAMES_SIZE 4096
#define MAX_FOOTER 256
#define FIRST_YEAR_OF_RULE 1900 /* of a file that is a rule and nothing else */

/* One of the two data blocks of a file: the first has times of 4 bytes, the second of 8. */
typedef struct
{
  gsize time_size;
  gsize n_transitions;
  gsize n_types;
  const guint8 *times;
  const guint8 *indices;
  const guint8 *types;
  const guint8 *end;
} Block;

static guint32
read_u32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

static gint64
read_time (const Block *block, gsize i)
{
  const guint8 *at = block->times + i * block->time_size;

  if (block->time_size == 4)
    return (gint32) read_u32 (at);
  return (gint64) ((guint64) read_u32 (at) << 32 | read_u32 (at + 4));
}

/* Leap seconds are refused: a table with them (below right/) is not about Unix time. */
static gboolean
read_block (const guint8 *at, gsize size, gsize time_size, Block *block)
{
  guint32 n_ut, n_standard, n_leap, n_transitions, n_types, n_name_bytes;
  gsize length;

  if (size < HEADER_SIZE || memcmp (at, MAGIC, strlen (MAGIC)) != 0)
    return FALSE;
  n_ut = read_u32 (at + 20);
  n_standard = read_u32 (at + 24);
  n_leap = read_u32 (at + 28);
  n_transitions = read_u32 (at + 32);
  n_types = read_u32 (at + 36);
  n_name_bytes = read_u32 (at + 40);
  if (n_leap != 0 || n_transitions > MAX_TRANSITIONS || n_types == 0 || n_types > MAX_TYPES ||
      n_name_bytes > MAX_NAMES_SIZE || n_ut > n_types || n_standard > n_types)
    return FALSE;
  length = n_transitions * (time_size + 1) + n_types * TYPE_SIZE + n_name_bytes + n_standard + n_ut;
  if (length > size - HEADER_SIZE)
    return FALSE;
  block->time_size = time_size;
  block->n_transitions = n_transitions;
  block->n_types = n_types;
  block->times = at + HEADER_SIZE;
  block->indices = block->times + n_transitions * time_size;
  block->types = block->indices + n_transitions;
  block->end = at + HEADER_SIZE + length;
  return TRUE;
}

static gboolean
append_transitions (const Block *block, GArray *changes)
{
  g_array_set_size (changes, block->n_transitions);
  for (gsize i = 0; i < block->n_transitions; i++)
    {
      MtZoneChange *change = &g_array_index (changes, MtZoneChange, i);

      if (block->indices[i] >= block->n_types)
        return FALSE;
      change->at = read_time (block, i);
      change->offset_s = (gint32) read_u32 (block->types + block->indices[i] * TYPE_SIZE);
    }
  return TRUE;
}

/* The footer: a POSIX TZ string between two line feeds; an empty one says nothing. */
static gboolean
append_rule (const guint8 *at, gsize size, GArray *changes)
{
  const guint8 *newline;
  g_autofree char *text = NULL;
  gint64 after = G_MININT64;
  int year = FIRST_YEAR_OF_RULE;
  MtTzRule rule;

  if (size < 2 || *at != '\n')
    return FALSE;
  newline = memchr (at + 1, '\n', MIN (size - 1, MAX_FOOTER));
  if (newline == NULL)
    return FALSE;
  if (newline == at + 1)
    return TRUE;
  text = g_strndup ((const char *) at + 1, (gsize) (newline - at) - 1);
  if (!mt_tz_rule_parse (text, &rule))
    return FALSE;
  if (changes->len > 0)
    {
      after = g_array_index (changes, MtZoneChange, changes->len - 1).at;
      mt_date_to_civil (mt_date_of_wall (after), &year, NULL, NULL);
    }
  mt_tz_rule_extend (&rule, after, year, MT_TZFILE_LAST_YEAR, changes);
  return TRUE;
}

/**
 * mt_tzfile_parse:
 * @id: name of the zone
 * @bytes: (array length=size): a TZif file, not trusted
 * @size: its length
 *
 * Reads a zone: every change of the offset in the file, and those its rule means up to the end of
 * 2200.
 *
 * Source: RFC 9636 sections 3.1 to 3.3
 *
 * Returns: (transfer full) (nullable): the zone; %NULL when the bytes are not a whole, sorted TZif
 *   file in Unix time with offsets under a day
 */
MtZone *
mt_tzfile_parse (const char *id, const guint8 *bytes, gsize size)
{
  g_autoptr (GArray) changes = NULL;
  const guint8 *end = bytes + size;
  gboolean has_rule;
  Block block;

  g_return_val_if_fail (id != NULL && (bytes != NULL || size == 0), NULL);

  if (!read_block (bytes, size, 4, &block))
    return NULL;
  has_rule = bytes[4] >= '2';
  if (has_rule && !read_block (block.end, (gsize) (end - block.end), 8, &block))
    return NULL;
  changes = g_array_sized_new (FALSE, FALSE, sizeof (MtZoneChange),
                               (guint) block.n_transitions + 2 * (MT_TZFILE_LAST_YEAR - 2000));
  if (!append_transitions (&block, changes))
    return NULL;
  if (has_rule && !append_rule (block.end, (gsize) (end - block.end), changes))
    return NULL;
  return mt_zone_new (id, (gint32) read_u32 (block.types), (MtZoneChange *) changes->data,
                      changes->len);
}

/* Reads up to `room` bytes of a regular file; -1 when it is none or cannot be read. */
static gssize
read_start (const char *path, guint8 *buffer, gsize room)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  gsize got = 0;
  gssize n = -1;

  if (fd < 0)
    return -1;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    do
      {
        n = read (fd, buffer + got, room - got);
        if (n > 0)
          got += (gsize) n;
      }
    while (got < room && (n > 0 || (n < 0 && errno == EINTR)));
  close (fd);
  return n < 0 ? -1 : (gssize) got;
}

/**
 * mt_tzfile_load:
 * @id: name of the zone
 * @path: where its file is
 *
 * Reads a zone from a file. Blocks.
 *
 * Returns: (transfer full) (nullable): the zone; %NULL when there is no such file or it is not a
 *   sound one of at most 256 KiB
 */
MtZone *
mt_tzfile_load (const char *id, const char *path)
{
  guint8 small[4096]; /* nearly all files fit */
  g_autofree guint8 *large = NULL;
  gssize size = read_start (path, small, sizeof small);

  if (size < 0)
    return NULL;
  if (size < (gssize) sizeof small)
    return mt_tzfile_parse (id, small, (gsize) size);
  large = g_malloc (MAX_FILE_SIZE + 1);
  size = read_start (path, large, MAX_FILE_SIZE + 1);
  if (size < 0 || size > MAX_FILE_SIZE)
    return NULL;
  return mt_tzfile_parse (id, large, (gsize) size);
}

/**
 * mt_tzfile_is_one:
 * @path: a path
 *
 * Tells whether a file begins as a TZif file does. Blocks.
 *
 * Returns: %TRUE when it does
 */
gboolean
mt_tzfile_is_one (const char *path)
{
  guint8 start[sizeof MAGIC - 1];

  return read_start (path, start, sizeof start) == (gssize) sizeof start &&
         memcmp (start, MAGIC, sizeof start) == 0;
}
