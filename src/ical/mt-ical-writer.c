/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Content lines written as RFC 5545 wants them, and as every reader of it can take them.
 */
#include "config.h"

#include "ical/mt-ical-writer.h"

#include <string.h>

#include "core/mt-date.h"

#define MAX_OCTETS 75

struct _MtIcalWriter
{
  GByteArray *out;
  GString *params; /* of the next property */
  GPtrArray *open; /* (element-type utf8) components begun */
};

/**
 * mt_ical_writer_new:
 *
 * Returns: (transfer full): a writer of nothing yet
 */
MtIcalWriter *
mt_ical_writer_new (void)
{
  MtIcalWriter *self = g_new0 (MtIcalWriter, 1);

  self->out = g_byte_array_new ();
  self->params = g_string_new (NULL);
  self->open = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * mt_ical_writer_free:
 * @self: (transfer full): a writer
 *
 * Frees the writer and what it wrote.
 */
void
mt_ical_writer_free (MtIcalWriter *self)
{
  g_byte_array_unref (self->out);
  g_string_free (self->params, TRUE);
  g_ptr_array_unref (self->open);
  g_free (self);
}

static void
put (MtIcalWriter *self, const char *bytes, gsize length)
{
  g_byte_array_append (self->out, (const guint8 *) bytes, length);
}

/* At most 75 octets a line, the leading space of the next ones among them, never within a
 * character. */
static void
put_line (MtIcalWriter *self, const char *line)
{
  gsize room = MAX_OCTETS;
  gsize left = strlen (line);

  while (left > room)
    {
      gsize n = room;

      while (n > 1 && ((guchar) line[n] & 0xc0) == 0x80)
        n--;
      put (self, line, n);
      put (self, "\r\n ", 3);
      line += n;
      left -= n;
      room = MAX_OCTETS - 1;
    }
  put (self, line, left);
  put (self, "\r\n", 2);
}

/**
 * mt_ical_writer_begin:
 * @self: a writer
 * @component: e.g. "VEVENT"
 *
 * Begins a component.
 */
void
mt_ical_writer_begin (MtIcalWriter *self, const char *component)
{
  g_autofree char *line = g_strconcat ("BEGIN:", component, NULL);

  put_line (self, line);
  g_ptr_array_add (self->open, g_strdup (component));
}

/**
 * mt_ical_writer_end:
 * @self: a writer with a component begun
 *
 * Ends the component begun last.
 */
void
mt_ical_writer_end (MtIcalWriter *self)
{
  g_autofree char *line = NULL;

  g_return_if_fail (self->open->len > 0);

  line = g_strconcat ("END:", g_ptr_array_index (self->open, self->open->len - 1), NULL);
  put_line (self, line);
  g_ptr_array_set_size (self->open, self->open->len - 1);
}

/**
 * mt_ical_writer_param:
 * @self: a writer
 * @name: e.g. "CN"
 * @value: UTF-8, anything: quoted where it must be, quotes and line ends as RFC 6868 has them
 *
 * Adds a parameter to the property that is written next.
 *
 * Source: RFC 5545 3.2, RFC 6868 3.1
 */
void
mt_ical_writer_param (MtIcalWriter *self, const char *name, const char *value)
{
  gboolean quote = strpbrk (value, ":;,") != NULL;

  g_string_append_printf (self->params, ";%s=%s", name, quote ? "\"" : "");
  for (const char *at = value; *at; at++)
    if (*at == '"')
      g_string_append (self->params, "^'");
    else if (*at == '^')
      g_string_append (self->params, "^^");
    else if (*at == '\n')
      g_string_append (self->params, "^n");
    else if (!g_ascii_iscntrl (*at) || *at == '\t')
      g_string_append_c (self->params, *at);
  if (quote)
    g_string_append_c (self->params, '"');
}

/**
 * mt_ical_writer_value:
 * @self: a writer
 * @name: a property
 * @value: its value as it stands in the text; line ends and control characters are left out
 *
 * Writes a property with the parameters added before.
 */
void
mt_ical_writer_value (MtIcalWriter *self, const char *name, const char *value)
{
  g_autoptr (GString) line = g_string_new (name);

  g_string_append (line, self->params->str);
  g_string_append_c (line, ':');
  for (const char *at = value; *at; at++)
    if (!g_ascii_iscntrl (*at) || *at == '\t')
      g_string_append_c (line, *at);
  g_string_truncate (self->params, 0);
  put_line (self, line->str);
}

/**
 * mt_ical_writer_line:
 * @self: a writer
 * @line: a content line, unfolded; control characters are left out
 *
 * Writes a line that is put together already.
 */
void
mt_ical_writer_line (MtIcalWriter *self, const char *line)
{
  g_autoptr (GString) plain = g_string_sized_new (strlen (line));

  for (const char *at = line; *at; at++)
    if (!g_ascii_iscntrl (*at) || *at == '\t')
      g_string_append_c (plain, *at);
  put_line (self, plain->str);
}

/**
 * mt_ical_writer_raw:
 * @self: a writer
 * @text: whole lines, folded and ended with CRLF
 * @length: bytes
 *
 * Writes lines as they are.
 */
void
mt_ical_writer_raw (MtIcalWriter *self, const char *text, gsize length)
{
  put (self, text, length);
}

/**
 * mt_ical_escape_text:
 * @text: UTF-8
 *
 * Returns: (transfer full): it as a TEXT value
 *
 * Source: RFC 5545 3.3.11
 */
char *
mt_ical_escape_text (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 8);

  for (const char *at = text; *at; at++)
    if (*at == '\\' || *at == ';' || *at == ',')
      g_string_append_printf (out, "\\%c", *at);
    else if (*at == '\n')
      g_string_append (out, "\\n");
    else if (!g_ascii_iscntrl (*at) || *at == '\t')
      g_string_append_c (out, *at);
  return g_string_free (out, FALSE);
}

/**
 * mt_ical_writer_text:
 * @self: a writer
 * @name: a property of type TEXT
 * @text: UTF-8
 *
 * Writes a property, its value escaped.
 */
void
mt_ical_writer_text (MtIcalWriter *self, const char *name, const char *text)
{
  g_autofree char *escaped = mt_ical_escape_text (text);

  mt_ical_writer_value (self, name, escaped);
}

/**
 * mt_ical_writer_texts:
 * @self: a writer
 * @name: a property that is a list of TEXT, e.g. "CATEGORIES"
 * @texts: (array zero-terminated=1): its values
 *
 * Writes a property with several values.
 */
void
mt_ical_writer_texts (MtIcalWriter *self, const char *name, const char *const *texts)
{
  g_autoptr (GString) value = g_string_new (NULL);

  for (guint i = 0; texts[i]; i++)
    {
      g_autofree char *escaped = mt_ical_escape_text (texts[i]);

      g_string_append_printf (value, "%s%s", i > 0 ? "," : "", escaped);
    }
  mt_ical_writer_value (self, name, value->str);
}

static void
append_date (GString *text, MtDate date)
{
  int year, month, day;

  mt_date_to_civil (date, &year, &month, &day);
  g_string_append_printf (text, "%04d%02d%02d", year, month, day);
}

static void
append_wall (GString *text, gint64 wall_s)
{
  MtDate date = mt_date_of_wall (wall_s);
  gint clock = wall_s - mt_date_to_wall (date);

  append_date (text, date);
  g_string_append_printf (text, "T%02d%02d%02d", clock / 3600, clock / 60 % 60, clock % 60);
}

/**
 * mt_ical_writer_utc:
 * @self: a writer
 * @name: a property
 * @instant: Unix seconds
 *
 * Writes a date-time in UTC.
 */
void
mt_ical_writer_utc (MtIcalWriter *self, const char *name, gint64 instant)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_wall (text, instant);
  g_string_append_c (text, 'Z');
  mt_ical_writer_value (self, name, text->str);
}

/**
 * mt_ical_writer_date:
 * @self: a writer
 * @name: a property
 * @date: a date
 *
 * Writes a date, with VALUE=DATE.
 */
void
mt_ical_writer_date (MtIcalWriter *self, const char *name, MtDate date)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_date (text, date);
  mt_ical_writer_param (self, "VALUE", "DATE");
  mt_ical_writer_value (self, name, text->str);
}

/**
 * mt_ical_writer_wall:
 * @self: a writer
 * @name: a property
 * @wall_s: wall seconds
 *
 * Writes a local date-time: floating, or in the zone of a TZID parameter added before.
 */
void
mt_ical_writer_wall (MtIcalWriter *self, const char *name, gint64 wall_s)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_wall (text, wall_s);
  mt_ical_writer_value (self, name, text->str);
}

/**
 * mt_ical_writer_period:
 * @self: a writer
 * @name: a property, e.g. "FREEBUSY"
 * @start: Unix seconds
 * @end: Unix seconds
 *
 * Writes a period in UTC.
 */
void
mt_ical_writer_period (MtIcalWriter *self, const char *name, gint64 start, gint64 end)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_wall (text, start);
  g_string_append (text, "Z/");
  append_wall (text, end);
  g_string_append_c (text, 'Z');
  mt_ical_writer_value (self, name, text->str);
}

/**
 * mt_ical_writer_finish:
 * @self: a writer with every component ended; it begins anew
 *
 * Returns: (transfer full): what was written
 */
GBytes *
mt_ical_writer_finish (MtIcalWriter *self)
{
  GBytes *bytes;

  g_return_val_if_fail (self->open->len == 0, NULL);

  bytes = g_byte_array_free_to_bytes (self->out);
  self->out = g_byte_array_new ();
  return bytes;
}
