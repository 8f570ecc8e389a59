/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A journal entry as the event of its day that stands for it: many servers take no VJOURNAL.
 */
#include "config.h"

#include "ical/mt-ical-journal.h"

#include <string.h>

/* Whether a line is @name, in any case; @length without its line break. */
static gboolean
is_line (const char *line, gsize length, const char *name)
{
  return length == strlen (name) && g_ascii_strncasecmp (line, name, length) == 0;
}

static gboolean
begins (const char *line, gsize length, const char *name)
{
  return length > strlen (name) && g_ascii_strncasecmp (line, name, strlen (name)) == 0;
}

/* One line, with its break. What an event cannot have goes: its STATUS is another (RFC 5545
 * 3.8.1.11). */
static void
append_line (GString *event, const char *line, gsize length, gsize whole)
{
  if (is_line (line, length, "BEGIN:VJOURNAL"))
    g_string_append (event, "BEGIN:VEVENT\r\n");
  else if (is_line (line, length, "END:VJOURNAL"))
    g_string_append (event, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
  else if (!begins (line, length, "STATUS:") && !begins (line, length, "TRANSP:"))
    g_string_append_len (event, line, (gssize) whole);
}

static gboolean
holds (const char *text, gsize size, const char *part)
{
  return g_strstr_len (text, (gssize) size, part) != NULL;
}

/* Only what can stand on a day can be an event. */
static gboolean
can_be_event (const char *text, gsize size)
{
  return holds (text, size, "BEGIN:VJOURNAL") && holds (text, size, "END:VJOURNAL") &&
         !holds (text, size, "BEGIN:VEVENT") && !holds (text, size, "BEGIN:VTODO") &&
         holds (text, size, "DTSTART;VALUE=DATE:");
}

/**
 * mt_ical_journal_to_event:
 * @bytes: an object as Meantime writes one for an update
 *
 * Makes the same of it as an all-day event that takes nobody's time. Every other line stays.
 *
 * Returns: (transfer full) (nullable): the object with a VEVENT; %NULL when it is no journal entry
 * of a day
 */
GBytes *
mt_ical_journal_to_event (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  const char *end = text + size;
  GString *event;

  if (text == NULL || !can_be_event (text, size))
    return NULL;
  event = g_string_sized_new (size + 64);
  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      const gsize whole = stop != NULL ? (gsize) (stop + 1 - text) : (gsize) (end - text);
      gsize length = stop != NULL ? whole - 1 : whole;

      if (length > 0 && text[length - 1] == '\r')
        length--;
      append_line (event, text, length, whole);
      text += whole;
    }
  return g_string_free_to_bytes (event);
}
