/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One pass over the lines of foreign iCalendar text: components that are whole and within the gates
 * are handed on, the others are named and left out.
 */
#include "config.h"

#include "ical/mt-ical-scan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-bytes.h"
#include "ical/mt-ical-split.h"

typedef enum
{
  PART_NONE,  /* between components */
  PART_ITEM,  /* in a VEVENT, VTODO, VJOURNAL or VFREEBUSY */
  PART_ZONE,  /* in a VTIMEZONE */
  PART_OTHER, /* in a component nobody reads */
} Part;

typedef struct
{
  const char *name; /* unowned: in the text */
  gsize length;
  guint properties;
  guint attendees;
} Level;

/* The state of one pass. `base` is the depth at which the current component began. */
typedef struct
{
  const char *text;
  const char *end;
  MtIcalGroups *groups; /* unowned */
  MtIcalReport *report; /* unowned */
  gboolean times;       /* long texts are dropped */

  Level stack[MT_ICAL_MAX_DEPTH];
  guint depth;
  guint too_deep; /* levels beyond the stack */
  guint line;

  Part part;
  guint base;
  MtItemKind kind;
  guint start_line;
  const char *start;
  const char *slice; /* start of the bytes not yet copied; NULL while a value is dropped */
  GString *body;     /* what is kept of the component when something was dropped before */
  GString *uid;
  gboolean in_uid;
  const char *refused; /* why the component is left out, nullable, static */
} Scan;

static gboolean
name_is (const char *name, gsize length, const char *what)
{
  return strlen (what) == length && g_ascii_strncasecmp (name, what, length) == 0;
}

static gboolean
part_of_name (const char *name, gsize length, Part *part, MtItemKind *kind)
{
  static const struct
  {
    const char *name;
    Part part;
    MtItemKind kind;
  } parts[] = {
    { "VEVENT", PART_ITEM, MT_ITEM_EVENT },     { "VTODO", PART_ITEM, MT_ITEM_TODO },
    { "VJOURNAL", PART_ITEM, MT_ITEM_JOURNAL }, { "VFREEBUSY", PART_ITEM, MT_ITEM_FREEBUSY },
    { "VTIMEZONE", PART_ZONE, MT_ITEM_EVENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (name_is (name, length, parts[i].name))
      {
        *part = parts[i].part;
        *kind = parts[i].kind;
        return TRUE;
      }
  *part = PART_OTHER;
  return FALSE;
}

/* Copies what is kept of the current component up to @to. */
static void
flush_slice (Scan *self, const char *to)
{
  if (self->slice)
    g_string_append_len (self->body, self->slice, to - self->slice);
  self->slice = NULL;
}

static void
keep_item (Scan *self, const char *to)
{
  MtIcalFound found = { .kind = self->kind, .line = self->start_line, .text = self->start };

  flush_slice (self, to);
  found.offset = self->start - self->text;
  found.length = to - self->start;
  found.kept = self->body;
  found.uid = self->uid;
  mt_ical_groups_add (self->groups, &found);
}

static void
keep_zone (Scan *self, const char *to)
{
  if (!mt_ical_groups_add_zone (self->groups, self->start, to - self->start))
    mt_ical_report_item (self->report, self->start_line, NULL,
                         _ ("this VTIMEZONE is left out: it is too large, or there are too many"));
}

/* Ends the current component at @to, whole or not. */
static void
finish_component (Scan *self, const char *to)
{
  if (self->part == PART_ITEM && self->refused)
    {
      g_autofree char *uid = mt_ical_bytes_to_utf8 (self->uid->str, self->uid->len, NULL);

      mt_ical_report_item (self->report, self->start_line, *uid ? uid : NULL, _ (self->refused));
    }
  else if (self->part == PART_ITEM)
    keep_item (self, to);
  else if (self->part == PART_ZONE && !self->refused)
    keep_zone (self, to);
  self->part = PART_NONE;
  self->slice = NULL;
  self->in_uid = FALSE;
  self->too_deep = 0;
}

static void
start_component (Scan *self, const char *name, gsize length, const char *line)
{
  part_of_name (name, length, &self->part, &self->kind);
  self->base = self->depth;
  self->start = self->slice = line;
  self->start_line = self->line;
  self->refused = NULL;
  g_string_truncate (self->body, 0);
  g_string_truncate (self->uid, 0);
}

static void
push (Scan *self, const char *name, gsize length)
{
  if (self->depth == MT_ICAL_MAX_DEPTH)
    {
      self->too_deep++;
      self->refused = N_ ("left out: its components are nested deeper than 16 levels");
      return;
    }
  self->stack[self->depth++] = (Level){ name, length, 0, 0 };
}

static void
begin (Scan *self, const char *name, gsize length, const char *line)
{
  gboolean calendar = name_is (name, length, "VCALENDAR");
  Part part;
  MtItemKind kind;

  /* These never stand inside another: the END of the one before is missing. */
  if (self->part != PART_NONE && (calendar || part_of_name (name, length, &part, &kind)))
    {
      self->refused = N_ ("left out: it has no END line before the next BEGIN");
      self->depth = self->base;
      finish_component (self, line);
    }
  if (calendar)
    self->depth = 0;
  else if (self->part == PART_NONE)
    start_component (self, name, length, line);
  push (self, name, length);
}

static void
end (Scan *self, const char *name, gsize length, const char *line, const char *next)
{
  guint i = self->depth;

  if (self->too_deep > 0)
    {
      self->too_deep--;
      return;
    }
  while (i > 0 && !(self->stack[i - 1].length == length &&
                    g_ascii_strncasecmp (self->stack[i - 1].name, name, length) == 0))
    i--;
  if (i == 0)
    {
      if (self->part == PART_NONE)
        self->report->garbage = TRUE;
      self->refused = N_ ("left out: it has an END line without its BEGIN");
      return;
    }
  if (i != self->depth)
    self->refused = N_ ("left out: a BEGIN line in it has no END");
  self->depth = i - 1;
  if (self->part != PART_NONE && self->depth <= self->base)
    finish_component (self, self->depth == self->base ? next : line);
}

/* Whether an ATTACH line carries its bytes within: they are dropped, nothing here shows them. */
static gboolean
is_inline_attachment (const char *line, const char *end_of_line)
{
  const char *colon = memchr (line, ':', end_of_line - line);
  g_autofree char *params = g_ascii_strup (line, (colon ? colon : end_of_line) - line);

  return g_str_has_prefix (params, "ATTACH;") &&
         (strstr (params, "BASE64") || strstr (params, "BINARY"));
}

/* What a person reads, and may be as long as a book. */
static gboolean
is_long_text (const char *line, gsize length)
{
  static const char *const names[] = { "DESCRIPTION", "COMMENT", "X-ALT-DESC" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const gsize n = strlen (names[i]);

      if (length > n && (line[n] == ':' || line[n] == ';') &&
          g_ascii_strncasecmp (line, names[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
start_uid (Scan *self, const char *line, const char *end_of_line)
{
  const char *colon;

  if (g_ascii_strncasecmp (line, "UID", 3) != 0 || (line[3] != ':' && line[3] != ';'))
    return;
  colon = memchr (line, ':', end_of_line - line);
  if (!colon || self->uid->len > 0)
    return;
  g_string_append_len (self->uid, colon + 1, end_of_line - colon - 1);
  self->in_uid = TRUE;
}

static void
property (Scan *self, const char *line, const char *end_of_line)
{
  Level *level = &self->stack[self->depth - 1];
  gsize length = end_of_line - line;

  if (++level->properties > MT_ICAL_MAX_PROPERTIES)
    self->refused = N_ ("left out: more than 10,000 properties in one component");
  if (length < 4)
    return;
  if ((line[0] | 0x20) == 'u' && self->depth == self->base + 1)
    start_uid (self, line, end_of_line);
  else if ((line[0] | 0x20) == 'a' && length > 7)
    {
      if (g_ascii_strncasecmp (line, "ATTENDEE", 8) == 0 &&
          ++level->attendees > MT_ICAL_MAX_ATTENDEES)
        self->refused = N_ ("left out: more than 1,000 attendees");
      else if (is_inline_attachment (line, MIN (end_of_line, line + 512)))
        {
          flush_slice (self, line);
          g_string_append (self->body, "ATTACH:about:blank\r\n");
        }
    }
  else if (self->times && is_long_text (line, length))
    flush_slice (self, line);
}

static void
continuation (Scan *self, const char *line, const char *end_of_line)
{
  if (self->in_uid && self->uid->len < 4096)
    g_string_append_len (self->uid, line + 1, end_of_line - line - 1);
}

static void
check_length (Scan *self, const char *line, const char *next)
{
  if (next - line > MT_ICAL_MAX_LINE && self->part != PART_NONE && self->slice)
    self->refused = N_ ("left out: it has a line longer than 1 MiB");
}

static const char *
without_blanks (const char *stop)
{
  while (stop[-1] == ' ' || stop[-1] == '\t')
    stop--;
  return stop;
}

/* A line that is no continuation, without its end. */
static void
whole_line (Scan *self, const char *line, const char *stop, const char *next)
{
  char first = *line | 0x20;

  self->in_uid = FALSE;
  if (self->part != PART_NONE && !self->slice)
    self->slice = line; /* the dropped value ended */
  if (first == 'b' && stop - line > 6 && g_ascii_strncasecmp (line, "BEGIN:", 6) == 0)
    begin (self, line + 6, without_blanks (stop) - line - 6, line);
  else if (first == 'e' && stop - line > 4 && g_ascii_strncasecmp (line, "END:", 4) == 0)
    end (self, line + 4, without_blanks (stop) - line - 4, line, next);
  else if (self->part != PART_NONE)
    property (self, line, stop);
  else if (!memchr (line, ':', stop - line))
    self->report->garbage = TRUE;
}

static void
one_line (Scan *self, const char *line, const char *end_of_line, const char *next)
{
  const char *stop = end_of_line;

  while (stop > line && (stop[-1] == '\r' || stop[-1] == '\n'))
    stop--;
  if (stop == line)
    return;
  if (*line == ' ' || *line == '\t')
    continuation (self, line, stop);
  else
    whole_line (self, line, stop, next);
  check_length (self, line, next);
}

static void
read_lines (Scan *self)
{
  const char *line = self->text;

  while (line < self->end)
    {
      const char *newline = memchr (line, '\n', self->end - line);
      const char *next = newline ? newline + 1 : self->end;

      self->line++;
      one_line (self, line, newline ? newline : self->end, next);
      line = next;
    }
}

/* What the end of the file cuts off. */
static void
end_file (Scan *self)
{
  if (self->part != PART_NONE)
    {
      self->refused = N_ ("left out: the file ends in the middle of it");
      finish_component (self, self->end);
    }
  else if (self->depth > 0)
    mt_ical_report_item (self->report, self->line, NULL,
                         _ ("the file ends before END:VCALENDAR; items may be missing"));
}

/**
 * mt_ical_scan:
 * @text: a file, past mt_ical_bytes_normalise(): any bytes but NUL
 * @length: bytes
 * @times: whether long texts are dropped: only the times are wanted
 * @groups: takes the whole components
 * @report: told of everything that is left out
 *
 * Reads a file in one pass over its lines.
 *
 * Source: RFC 5545 3.1, 3.4, 3.6
 */
void
mt_ical_scan (const char *text,
              gsize length,
              gboolean times,
              MtIcalGroups *groups,
              MtIcalReport *report)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GString) uid = g_string_new (NULL);
  Scan self = { .text = text, .end = text + length, .groups = groups, .report = report };

  self.times = times;
  self.body = body;
  self.uid = uid;
  read_lines (&self);
  end_file (&self);
}
