/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJsonText: where a byte of a file stands. Lines are found by halving; characters are counted
 * once per block, so that a file of one long line with many problems stays cheap.
 */
#include "config.h"

#include "team/mt-json-text.h"

#include <string.h>

#define BLOCK 4096
#define BOM "\xef\xbb\xbf"

struct _MtJsonText
{
  GBytes *bytes;   /* owned */
  GArray *lines;   /* (element-type gsize) offset of the first byte of each line */
  GArray *counted; /* (element-type gsize) characters before each block of BLOCK bytes */
};

static gboolean
starts_character (char byte)
{
  return (byte & 0xc0) != 0x80;
}

static gsize
skip_bom (const char *data, gsize size)
{
  return size >= 3 && memcmp (data, BOM, 3) == 0 ? 3 : 0;
}

static void
index_text (MtJsonText *self, const char *data, gsize size)
{
  gsize first = skip_bom (data, size);
  gsize characters = 0;

  g_array_append_val (self->lines, first);
  for (gsize i = 0; i < size; i++)
    {
      gsize next = i + 1;

      if (i % BLOCK == 0)
        g_array_append_val (self->counted, characters);
      if (starts_character (data[i]))
        characters++;
      if (data[i] == '\n')
        g_array_append_val (self->lines, next);
    }
}

static gsize
count_before (const MtJsonText *self, const char *data, gsize offset)
{
  gsize block = offset / BLOCK;
  gsize n = 0;
  gsize i = 0;

  if (self->counted->len > 0)
    {
      block = MIN (block, self->counted->len - 1);
      n = g_array_index (self->counted, gsize, block);
      i = block * BLOCK;
    }
  for (; i < offset; i++)
    if (starts_character (data[i]))
      n++;
  return n;
}

/* The last line that begins at or before `offset`. */
static guint
find_line (const MtJsonText *self, gsize offset)
{
  guint low = 0;
  guint high = self->lines->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->lines, gsize, middle) <= offset)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * mt_json_text_new:
 * @bytes: the file, of any content
 *
 * Indexes the lines of a file; a byte order mark at its beginning counts for nothing.
 *
 * Returns: (transfer full): the text, which keeps a reference to @bytes
 */
MtJsonText *
mt_json_text_new (GBytes *bytes)
{
  MtJsonText *self = g_new0 (MtJsonText, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  self->bytes = g_bytes_ref (bytes);
  self->lines = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->counted = g_array_new (FALSE, FALSE, sizeof (gsize));
  index_text (self, data, size);
  return self;
}

/**
 * mt_json_text_free:
 * @self: (transfer full): a text
 *
 * Frees a text.
 */
void
mt_json_text_free (MtJsonText *self)
{
  g_bytes_unref (self->bytes);
  g_array_unref (self->lines);
  g_array_unref (self->counted);
  g_free (self);
}

/**
 * mt_json_text_get_data:
 * @self: a text
 * @size: (out): its size in bytes
 *
 * Returns: (transfer none) (nullable): the bytes, not terminated; %NULL when there are none
 */
const char *
mt_json_text_get_data (const MtJsonText *self, gsize *size)
{
  return g_bytes_get_data (self->bytes, size);
}

/**
 * mt_json_text_locate:
 * @self: a text
 * @offset: a byte of it, up to and including its size
 * @line: (out): its line, from 1; lines end with a line feed
 * @column: (out): its column, from 1, in characters (Unicode code points)
 *
 * Says where a byte stands. Thread-safe.
 */
void
mt_json_text_locate (const MtJsonText *self, gsize offset, guint *line, guint *column)
{
  gsize size;
  const char *data = g_bytes_get_data (self->bytes, &size);
  guint index;
  gsize line_start;

  offset = MIN (offset, size);
  index = find_line (self, offset);
  line_start = g_array_index (self->lines, gsize, index);
  *line = index + 1;
  *column = 1;
  if (offset > line_start)
    *column += count_before (self, data, offset) - count_before (self, data, line_start);
}
