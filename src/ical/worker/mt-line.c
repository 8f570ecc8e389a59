/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Content lines of RFC 5545 3.1, read leniently and in linear time.
 */
#include "config.h"

#include "ical/worker/mt-line.h"

#include <string.h>

/**
 * mt_lines_unfold:
 * @text: folded lines, CRLF or LF
 * @length: bytes
 * @unfolded: (out): bytes of the result
 *
 * Returns: (transfer full): the text with folds taken out, each line ended by LF
 *
 * Source: RFC 5545 3.1
 */
char *
mt_lines_unfold (const char *text, gsize length, gsize *unfolded)
{
  char *out = g_malloc (length + 1);
  const char *end = text + length;
  char *to = out;

  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      const char *stop = newline ? newline : end;

      if (stop > text && stop[-1] == '\r')
        stop--;
      memcpy (to, text, stop - text);
      to += stop - text;
      if (!newline)
        break;
      text = newline + 1;
      if (text < end && (*text == ' ' || *text == '\t'))
        text++;
      else
        *to++ = '\n';
    }
  *to = '\0';
  *unfolded = to - out;
  return out;
}

/* The colon that ends the parameters: one in a quoted value does not. */
static const char *
find_colon (const char *at, const char *end)
{
  gboolean quoted = FALSE;

  for (; at < end; at++)
    if (*at == '"')
      quoted = !quoted;
    else if (*at == ':' && !quoted)
      return at;
  return NULL;
}

static gboolean
read_line (const char *at, const char *end, MtLine *line)
{
  const char *stop = at;
  const char *colon;

  while (stop < end && *stop != ':' && *stop != ';')
    stop++;
  if (stop == at || stop == end)
    return FALSE;
  colon = *stop == ':' ? stop : find_colon (stop, end);
  if (!colon) /* an unbalanced quote: the first colon has to do */
    colon = memchr (stop, ':', end - stop);
  if (!colon)
    return FALSE;
  line->name = (MtSlice){ at, stop - at };
  line->params = (MtSlice){ stop, colon - stop };
  line->value = (MtSlice){ colon + 1, end - colon - 1 };
  return TRUE;
}

/**
 * mt_lines_next:
 * @self: a position in unfolded text
 * @line: (out): the line there
 *
 * Steps to the next content line; what is none is skipped.
 *
 * Returns: %FALSE at the end
 */
gboolean
mt_lines_next (MtLines *self, MtLine *line)
{
  while (self->at < self->end)
    {
      const char *at = self->at;
      const char *newline = memchr (at, '\n', self->end - at);
      const char *stop = newline ? newline : self->end;

      self->at = newline ? newline + 1 : self->end;
      if (read_line (at, stop, line))
        return TRUE;
    }
  return FALSE;
}

/**
 * mt_slice_is:
 * @slice: a piece of text
 * @text: ASCII
 *
 * Returns: whether they are the same, in any case
 */
gboolean
mt_slice_is (MtSlice slice, const char *text)
{
  return strlen (text) == slice.length && g_ascii_strncasecmp (slice.at, text, slice.length) == 0;
}

/* Steps over one parameter of ";A=b;C=\"d;e\",f". */
static gboolean
next_param (MtSlice *rest, MtSlice *name, MtSlice *value)
{
  const char *at = rest->at;
  const char *end = at + rest->length;
  const char *equals, *stop;
  gboolean quoted = FALSE;

  if (at == end || *at != ';')
    return FALSE;
  at++;
  for (stop = at; stop < end && (quoted || *stop != ';'); stop++)
    if (*stop == '"')
      quoted = !quoted;
  equals = memchr (at, '=', stop - at);
  *rest = (MtSlice){ stop, end - stop };
  *name = (MtSlice){ at, (equals ? equals : stop) - at };
  *value = equals ? (MtSlice){ equals + 1, stop - equals - 1 } : (MtSlice){ stop, 0 };
  return TRUE;
}

/* Takes quotes off and undoes RFC 6868: ^n, ^', ^^. */
static char *
param_text (MtSlice value)
{
  GString *text = g_string_sized_new (value.length);

  for (gsize i = 0; i < value.length; i++)
    {
      char c = value.at[i];
      char next = i + 1 < value.length ? value.at[i + 1] : 0;

      if (c == '"')
        continue;
      if (c == '^' && (next == 'n' || next == '\'' || next == '^'))
        {
          g_string_append_c (text, next == 'n' ? '\n' : next == '\'' ? '"' : '^');
          i++;
        }
      else
        g_string_append_c (text, c);
    }
  return g_string_free (text, FALSE);
}

/**
 * mt_line_dup_param:
 * @line: a line
 * @name: a parameter, e.g. "TZID"
 *
 * Returns: (transfer full) (nullable): its value without quotes; %NULL if there is none
 */
char *
mt_line_dup_param (const MtLine *line, const char *name)
{
  MtSlice rest = line->params;
  MtSlice found, value;

  while (next_param (&rest, &found, &value))
    if (mt_slice_is (found, name))
      return param_text (value);
  return NULL;
}

/**
 * mt_slice_dup_text:
 * @slice: a TEXT value
 *
 * Returns: (transfer full): the text, escapes undone
 *
 * Source: RFC 5545 3.3.11
 */
char *
mt_slice_dup_text (MtSlice slice)
{
  GString *text = g_string_sized_new (slice.length);

  for (gsize i = 0; i < slice.length; i++)
    {
      char c = slice.at[i];

      if (c == '\\' && i + 1 < slice.length)
        {
          c = slice.at[++i];
          g_string_append_c (text, c == 'n' || c == 'N' ? '\n' : c);
        }
      else
        g_string_append_c (text, c);
    }
  return g_string_free (text, FALSE);
}

/**
 * mt_line_dup_text:
 * @line: a line of type TEXT
 *
 * Returns: (transfer full): its value, escapes undone
 */
char *
mt_line_dup_text (const MtLine *line)
{
  return mt_slice_dup_text (line->value);
}

/**
 * mt_slice_next_item:
 * @rest: (inout): a list of values; what is left of it afterwards
 * @item: (out): the first of them
 *
 * Steps over one value of a list with commas; an escaped comma does not divide.
 *
 * Returns: %FALSE at the end
 */
gboolean
mt_slice_next_item (MtSlice *rest, MtSlice *item)
{
  gsize i = 0;

  if (!rest->at)
    return FALSE;
  while (i < rest->length && rest->at[i] != ',')
    i += rest->at[i] == '\\' && i + 1 < rest->length ? 2 : 1;
  *item = (MtSlice){ rest->at, i };
  if (i < rest->length)
    *rest = (MtSlice){ rest->at + i + 1, rest->length - i - 1 };
  else
    *rest = (MtSlice){ NULL, 0 };
  return TRUE;
}
