/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A whole file of foreign iCalendar text: whether it is one at all, and its objects.
 */
#include "config.h"

#include "ical/mt-ical-split.h"

#include <glib/gi18n-lib.h>

#include "ical/mt-ical-bytes.h"
#include "ical/mt-ical-scan-private.h"

static gboolean
refuse_file (GPtrArray *problems, const char *file, const char *why)
{
  g_ptr_array_add (problems, mt_problem_new (MT_SEVERITY_ERROR, file, 0, 0, NULL, "%s", why));
  return FALSE;
}

/* Whether a line of the text begins with BEGIN: at all; else it is something else, named here. */
static gboolean
check_is_calendar (const char *text, gsize length, const char *file, GPtrArray *problems)
{
  gsize i = 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  if (i == length)
    return refuse_file (problems, file,
                        _ ("the file is empty; a calendar begins with BEGIN:VCALENDAR"));
  for (const char *line = text + i; line;)
    {
      const char *newline;

      if ((gsize) (text + length - line) >= 7 && g_ascii_strncasecmp (line, "BEGIN:V", 7) == 0)
        return TRUE;
      newline = memchr (line, '\n', text + length - line);
      line = newline ? newline + 1 : NULL;
    }
  if (text[i] == '<')
    return refuse_file (problems, file,
                        _ ("this is a web page or XML, not a calendar; check the address"));
  return refuse_file (problems, file, _ ("this is not a calendar: no line says BEGIN:VCALENDAR"));
}

static void
split_text (GBytes *text, const char *file, gboolean times, GPtrArray *objects, GPtrArray *problems)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  MtIcalReport report = { .file = file, .problems = problems };
  MtIcalGroups groups;

  mt_ical_groups_init (&groups, file);
  mt_ical_scan (data, length, times, &groups, &report);
  mt_ical_groups_give (&groups, g_utf8_validate_len (data, length, NULL), &report, objects);
  mt_ical_groups_clear (&groups);
  mt_ical_report_finish (&report);
}

static gboolean
split (GBytes *bytes, const char *file, gboolean times, GPtrArray *objects, GPtrArray *problems)
{
  g_autoptr (GBytes) text = NULL;
  gsize length;
  const char *data;

  if (g_bytes_get_size (bytes) > MT_ICAL_MAX_FILE)
    return refuse_file (problems, file, _ ("the file is larger than 32 MiB and is not read"));
  text = mt_ical_bytes_normalise (bytes);
  data = g_bytes_get_data (text, &length);
  if (!check_is_calendar (data, length, file, problems))
    return FALSE;
  split_text (text, file, times, objects, problems);
  return TRUE;
}

/**
 * mt_ical_split:
 * @bytes: a file as read; at most 32 MiB
 * @file: (nullable): its path or URL, for problems and objects
 * @objects: (element-type MtIcalObject): array with free function mt_ical_object_free(); one object
 *   a UID is appended, in the order of the file
 * @problems: (element-type MtProblem): array to append to. Every problem of severity
 *   %MT_SEVERITY_ERROR means that something is missing: the calendar is partial
 *
 * Splits foreign iCalendar text into objects that are past the gates: bounded in bytes, lines,
 * depth, components, properties and attendees, valid UTF-8, without inline attachments.
 * Components that are broken or cut off are named and left out; the others are given.
 *
 * May be called from any thread.
 *
 * Returns: %FALSE if @bytes as a whole is no calendar (empty, a web page, too large); a problem
 *   says so
 *
 * Source: RFC 5545 3.1, 3.4, 3.6
 */
gboolean
mt_ical_split (GBytes *bytes, const char *file, GPtrArray *objects, GPtrArray *problems)
{
  g_return_val_if_fail (bytes && objects && problems, FALSE);

  return split (bytes, file, FALSE, objects, problems);
}

/**
 * mt_ical_split_times:
 * @bytes: a file as read; at most 32 MiB
 * @file: (nullable): its path or URL, for problems and objects
 * @objects: (element-type MtIcalObject): array to append to
 * @problems: (element-type MtProblem): array to append to
 *
 * As mt_ical_split(), for whoever wants to know when somebody is busy: descriptions and comments,
 * which may be as long as a book, are left out of the objects.
 *
 * May be called from any thread.
 *
 * Returns: as mt_ical_split()
 */
gboolean
mt_ical_split_times (GBytes *bytes, const char *file, GPtrArray *objects, GPtrArray *problems)
{
  g_return_val_if_fail (bytes && objects && problems, FALSE);

  return split (bytes, file, TRUE, objects, problems);
}
