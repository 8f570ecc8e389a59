/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJsonCursor: a position in a JSON text, and what stands there that means nothing: blanks, and
 * what people leave in such files although it does not belong there.
 */
#include "config.h"

#include "team/mt-json-cursor.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MARKER_LENGTH 7

/**
 * mt_json_cursor_fault:
 * @cursor: a cursor
 * @offset: the byte that is wrong
 * @format: what is wrong and what to do, in the user's language
 * @...: its arguments
 *
 * Reports an error.
 */
void
mt_json_cursor_fault (MtJsonCursor *cursor, gsize offset, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  mt_report_add (cursor->report, MT_SEVERITY_ERROR, offset, "%s", message);
}

/**
 * mt_json_cursor_at_end:
 * @cursor: a cursor
 *
 * Returns: whether no byte is left
 */
gboolean
mt_json_cursor_at_end (const MtJsonCursor *cursor)
{
  return cursor->at >= cursor->size;
}

/**
 * mt_json_cursor_peek:
 * @cursor: a cursor
 *
 * Returns: the byte that comes next, 0 at the end
 */
char
mt_json_cursor_peek (const MtJsonCursor *cursor)
{
  return mt_json_cursor_at_end (cursor) ? '\0' : cursor->data[cursor->at];
}

/**
 * mt_json_cursor_looking_at:
 * @cursor: a cursor
 * @text: some bytes
 *
 * Returns: whether @text comes next
 */
gboolean
mt_json_cursor_looking_at (const MtJsonCursor *cursor, const char *text)
{
  gsize length = strlen (text);

  return cursor->size - cursor->at >= length &&
         memcmp (cursor->data + cursor->at, text, length) == 0;
}

static void
skip_line (MtJsonCursor *cursor)
{
  const char *feed = memchr (cursor->data + cursor->at, '\n', cursor->size - cursor->at);

  cursor->at = feed != NULL ? (gsize) (feed - cursor->data) : cursor->size;
}

static gboolean
at_line_start (const MtJsonCursor *cursor)
{
  return cursor->at == 0 || cursor->data[cursor->at - 1] == '\n';
}

/* Which marker of a merge conflict stands here, '\0' for none. */
static char
conflict_marker (const MtJsonCursor *cursor)
{
  static const char *const markers[] = { "<<<<<<<", "=======", ">>>>>>>", "|||||||" };

  if (!at_line_start (cursor))
    return '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (markers); i++)
    if (mt_json_cursor_looking_at (cursor, markers[i]))
      return markers[i][0];
  return '\0';
}

static void
report_marker (MtJsonCursor *cursor)
{
  mt_json_cursor_fault (
      cursor, cursor->at,
      _ ("a merge conflict is not resolved here (\"%.*s\"): keep what is meant and delete the "
         "marker"),
      MARKER_LENGTH, cursor->data + cursor->at);
  skip_line (cursor);
}

/* Of a conflict the first side is read and the others are passed over. */
static void
skip_conflict (MtJsonCursor *cursor)
{
  char marker = conflict_marker (cursor);

  report_marker (cursor);
  if (marker == '<' || marker == '>')
    return;
  while (!mt_json_cursor_at_end (cursor))
    {
      cursor->at++;
      marker = mt_json_cursor_at_end (cursor) ? '\0' : conflict_marker (cursor);
      if (marker != '\0')
        report_marker (cursor);
      else
        skip_line (cursor);
      if (marker == '>')
        return;
    }
}

static void
skip_comment (MtJsonCursor *cursor)
{
  const char *end;

  mt_json_cursor_fault (cursor, cursor->at, _ ("JSON has no comments: take this one out"));
  if (!mt_json_cursor_looking_at (cursor, "/*"))
    {
      skip_line (cursor);
      return;
    }
  end = g_strstr_len (cursor->data + cursor->at, (gssize) (cursor->size - cursor->at), "*/");
  cursor->at = end != NULL ? (gsize) (end - cursor->data) + 2 : cursor->size;
}

/**
 * mt_json_cursor_skip_space:
 * @cursor: a cursor
 *
 * Goes on to the next byte that means something. Comments and merge conflicts are reported and
 * passed over; of a conflict the first side is read.
 */
void
mt_json_cursor_skip_space (MtJsonCursor *cursor)
{
  while (!mt_json_cursor_at_end (cursor))
    {
      char c = mt_json_cursor_peek (cursor);

      if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
        cursor->at++;
      else if (c == '#' || mt_json_cursor_looking_at (cursor, "//") ||
               mt_json_cursor_looking_at (cursor, "/*"))
        skip_comment (cursor);
      else if (conflict_marker (cursor) != '\0')
        skip_conflict (cursor);
      else
        return;
    }
}
