/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Properties to fields, one small reader each.
 */
#include "config.h"

#include "ical/worker/mt-component.h"

#include <string.h>

#include "core/mt-date.h"
#include "ical/mt-ical-reason.h"

#define MAX_CATEGORIES 1000  /* of one component */
#define NOMINAL_SLACK_S 7200 /* nominal days are so much longer over a change of the clocks */

typedef struct
{
  MtComponent *component;
  MtWorkerZones *zones;
  GPtrArray *categories; /* (element-type utf8) of the current component */
  GPtrArray *components;
} Reader;

typedef void (*ReadProperty) (Reader *reader, const MtLine *line);

/**
 * mt_component_free:
 * @self: (transfer full): a component
 *
 * Frees the component, and its item where nobody took it.
 */
void
mt_component_free (MtComponent *self)
{
  g_clear_pointer (&self->item, mt_item_free);
  g_free (self->bad_start);
  g_free (self->bad_rid);
  g_array_unref (self->rules);
  g_array_unref (self->exrules);
  g_array_unref (self->exdates);
  g_array_unref (self->rdates);
  g_array_unref (self->rperiods);
  g_free (self);
}

static MtComponent *
component_new (MtItemKind kind, const char *uid)
{
  MtComponent *self = g_new0 (MtComponent, 1);

  self->item = mt_item_new (kind, uid);
  self->rules = g_array_new (FALSE, FALSE, sizeof (MtSlice));
  self->exrules = g_array_new (FALSE, FALSE, sizeof (MtSlice));
  self->exdates = g_array_new (FALSE, FALSE, sizeof (MtMoment));
  self->rdates = g_array_new (FALSE, FALSE, sizeof (MtMoment));
  self->rperiods = g_array_new (FALSE, FALSE, sizeof (MtMoment));
  return self;
}

static void
note (Reader *reader, MtReasonCode code, MtSlice detail)
{
  g_autofree char *text = g_strndup (detail.at, MIN (detail.length, 400));

  mt_reason_add (&reader->component->item->note, code, text);
}

static void
place_in_zone (Reader *reader, const MtLine *line, MtMoment *moment)
{
  MtItem *item = reader->component->item;
  g_autofree char *tzid = mt_line_dup_param (line, "TZID");

  moment->time = (MtTime){ MT_TIME_FLOATING, moment->wall };
  if (!tzid)
    return;
  moment->zone = mt_worker_zones_resolve (reader->zones, tzid);
  if (moment->zone)
    moment->time = mt_time_from_wall (MT_TIME_INSTANT, moment->zone, moment->wall);
  else
    {
      moment->unknown = TRUE;
      item->zone_unknown = TRUE;
      mt_reason_add (&item->note, MT_REASON_ZONE, tzid);
    }
}

static gboolean
read_moment (Reader *reader, const MtLine *line, MtSlice text, gboolean clamp, MtMoment *moment)
{
  MtDigits digits;

  *moment = (MtMoment){ 0 };
  if (!mt_digits_parse (text, clamp, &digits))
    return FALSE;
  moment->wall = digits.wall;
  moment->in_utc = digits.is_utc;
  if (digits.is_date)
    moment->time = (MtTime){ MT_TIME_DATE, mt_date_of_wall (digits.wall) };
  else if (digits.is_utc)
    moment->time = (MtTime){ MT_TIME_INSTANT, digits.wall };
  else
    place_in_zone (reader, line, moment);
  return TRUE;
}

static void
replace (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

/* The e-mail address of a calendar user; where the value is another kind of address, the EMAIL
 * parameter has it (RFC 7986 section 6.2). */
static char *
dup_address (const MtLine *line)
{
  MtSlice value = line->value;
  char *email;

  if (value.length >= 7 && g_ascii_strncasecmp (value.at, "mailto:", 7) == 0)
    return g_strstrip (g_strndup (value.at + 7, value.length - 7));
  email = mt_line_dup_param (line, "EMAIL");
  return g_strstrip (email != NULL ? email : g_strndup (value.at, value.length));
}

static void
read_start (Reader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;

  self->has_start = read_moment (reader, line, line->value, FALSE, &self->start);
  replace (&self->bad_start,
           self->has_start ? NULL : g_strndup (line->value.at, MIN (line->value.length, 100)));
}

static void
read_end (Reader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;

  self->has_end = read_moment (reader, line, line->value, TRUE, &self->end);
  if (!self->has_end)
    note (reader, MT_REASON_DATE, line->value);
}

static void
read_duration (Reader *reader, const MtLine *line)
{
  MtItem *item = reader->component->item;
  MtDuration duration;

  if (!mt_duration_parse (line->value, &duration))
    return;
  item->length = MT_LENGTH_DURATION;
  item->nominal_days = duration.days;
  item->exact_s = duration.seconds;
}

static void
read_due (Reader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;

  read_end (reader, line);
  if (self->has_end)
    self->item->due = self->end.time;
}

static void
read_recurrence_id (Reader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;
  g_autofree char *range = mt_line_dup_param (line, "RANGE");

  self->has_rid = read_moment (reader, line, line->value, FALSE, &self->rid);
  self->this_and_future = range && g_ascii_strcasecmp (range, "THISANDFUTURE") == 0;
  self->item->recurrence_id = self->rid.time;
  if (!self->has_rid)
    replace (&self->bad_rid, g_strndup (line->value.at, MIN (line->value.length, 100)));
}

static void
read_rule (Reader *reader, const MtLine *line)
{
  g_array_append_val (reader->component->rules, line->value);
}

static void
read_exrule (Reader *reader, const MtLine *line)
{
  g_array_append_val (reader->component->exrules, line->value);
}

static void
read_exdate (Reader *reader, const MtLine *line)
{
  MtSlice rest = line->value;
  MtSlice text;
  MtMoment moment;

  while (mt_slice_next_item (&rest, &text))
    if (read_moment (reader, line, text, FALSE, &moment))
      g_array_append_val (reader->component->exdates, moment);
    else if (text.length > 0)
      note (reader, MT_REASON_DATE, text);
}

/* "start/end" or "start/duration": the end as a time of the same kind as the start. */
static gboolean
read_period (Reader *reader, const MtLine *line, MtSlice text, MtMoment *start, MtPeriod *period)
{
  const char *slash = memchr (text.at, '/', text.length);
  MtSlice rest;
  MtMoment end;
  MtDuration duration;

  if (!slash || !read_moment (reader, line, (MtSlice){ text.at, slash - text.at }, FALSE, start) ||
      start->time.kind == MT_TIME_DATE)
    return FALSE;
  rest = (MtSlice){ slash + 1, text.at + text.length - slash - 1 };
  period->start = start->time;
  if (mt_duration_parse (rest, &duration))
    {
      period->end = mt_moment_after (start, duration.days, duration.seconds);
      return TRUE;
    }
  if (!read_moment (reader, line, rest, TRUE, &end))
    return FALSE;
  period->end = mt_moment_as (&end, start->time.kind, start->zone);
  return TRUE;
}

static void
read_rdate (Reader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;
  MtSlice rest = line->value;
  MtSlice text;
  MtMoment moment;
  MtPeriod period = { .type = MT_BUSY };

  if (self->item->kind == MT_ITEM_FREEBUSY)
    return;
  while (mt_slice_next_item (&rest, &text))
    if (memchr (text.at, '/', text.length) && read_period (reader, line, text, &moment, &period))
      {
        g_array_append_val (self->rperiods, moment);
        g_array_append_val (self->item->periods, period);
      }
    else if (read_moment (reader, line, text, FALSE, &moment))
      g_array_append_val (self->rdates, moment);
    else if (text.length > 0)
      note (reader, MT_REASON_DATE, text);
}

static MtBusyType
busy_type (const MtLine *line)
{
  g_autofree char *type = mt_line_dup_param (line, "FBTYPE");

  if (!type)
    return MT_BUSY;
  if (g_ascii_strcasecmp (type, "FREE") == 0)
    return MT_BUSY_FREE;
  if (g_ascii_strcasecmp (type, "BUSY-UNAVAILABLE") == 0)
    return MT_BUSY_UNAVAILABLE;
  if (g_ascii_strcasecmp (type, "BUSY-TENTATIVE") == 0)
    return MT_BUSY_TENTATIVE;
  return MT_BUSY; /* what is not known counts as BUSY (RFC 5545 3.2.9) */
}

static void
read_freebusy (Reader *reader, const MtLine *line)
{
  MtItem *item = reader->component->item;
  MtSlice rest = line->value;
  MtSlice text;
  MtMoment start;
  MtPeriod period = { .type = busy_type (line) };

  if (item->kind != MT_ITEM_FREEBUSY)
    return;
  while (mt_slice_next_item (&rest, &text))
    if (read_period (reader, line, text, &start, &period))
      g_array_append_val (item->periods, period);
    else if (text.length > 0)
      note (reader, MT_REASON_DATE, text);
}

static void
read_stamp (Reader *reader, const MtLine *line, gint64 *stamp)
{
  MtDigits digits;

  if (mt_digits_parse (line->value, FALSE, &digits))
    *stamp = digits.wall; /* always UTC (RFC 5545 3.8.7) */
}

static void
read_created (Reader *reader, const MtLine *line)
{
  read_stamp (reader, line, &reader->component->item->created);
}

static void
read_dtstamp (Reader *reader, const MtLine *line)
{
  read_stamp (reader, line, &reader->component->item->dtstamp);
}

static void
read_last_modified (Reader *reader, const MtLine *line)
{
  read_stamp (reader, line, &reader->component->item->last_modified);
}

static void
read_completed (Reader *reader, const MtLine *line)
{
  read_stamp (reader, line, &reader->component->item->completed);
}

static void
read_summary (Reader *reader, const MtLine *line)
{
  replace (&reader->component->item->summary, mt_line_dup_text (line));
}

static void
read_description (Reader *reader, const MtLine *line)
{
  replace (&reader->component->item->description, mt_line_dup_text (line));
}

static void
read_comment (Reader *reader, const MtLine *line)
{
  g_ptr_array_add (reader->component->item->comments, mt_line_dup_text (line));
}

static void
read_related_to (Reader *reader, const MtLine *line)
{
  if (!reader->component->item->related_to)
    reader->component->item->related_to = mt_line_dup_text (line);
}

static void
read_url (Reader *reader, const MtLine *line)
{
  replace (&reader->component->item->url, g_strndup (line->value.at, line->value.length));
}

static void
read_organizer (Reader *reader, const MtLine *line)
{
  replace (&reader->component->item->organizer, dup_address (line));
}

static gint
number_of (MtSlice text, gint min, gint max)
{
  g_autofree char *digits = g_strndup (text.at, MIN (text.length, 20));
  gint64 number = g_ascii_strtoll (digits, NULL, 10);

  return CLAMP (number, min, max);
}

static void
read_sequence (Reader *reader, const MtLine *line)
{
  reader->component->item->sequence = number_of (line->value, 0, G_MAXINT32);
}

static void
read_priority (Reader *reader, const MtLine *line)
{
  reader->component->item->priority = number_of (line->value, 0, 9);
}

static void
read_percent (Reader *reader, const MtLine *line)
{
  reader->component->item->percent = number_of (line->value, 0, 100);
}

static void
read_categories (Reader *reader, const MtLine *line)
{
  MtSlice rest = line->value;
  MtSlice item;

  while (mt_slice_next_item (&rest, &item))
    {
      char *category = g_strstrip (mt_slice_dup_text (item));

      if (*category && reader->categories->len < MAX_CATEGORIES)
        g_ptr_array_add (reader->categories, category);
      else
        g_free (category);
    }
}

static gint
choose (MtSlice text, const char *const *names)
{
  for (gint i = 1; names[i]; i++)
    if (mt_slice_is (text, names[i]))
      return i;
  return 0;
}

static void
read_status (Reader *reader, const MtLine *line)
{
  static const char *const names[] = {
    "",           "TENTATIVE", "CONFIRMED", "CANCELLED", "NEEDS-ACTION",
    "IN-PROCESS", "COMPLETED", "DRAFT",     "FINAL",     NULL,
  };

  reader->component->item->status = choose (line->value, names);
}

static void
read_transp (Reader *reader, const MtLine *line)
{
  reader->component->item->transparent = mt_slice_is (line->value, "TRANSPARENT");
}

static void
read_cdo (Reader *reader, const MtLine *line)
{
  static const char *const names[] = {
    "", "FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE", NULL,
  };

  reader->component->item->cdo = choose (line->value, names);
}

static MtPartstat
partstat_of (const MtLine *line)
{
  static const char *const names[] = {
    "", "NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", NULL,
  };
  g_autofree char *value = mt_line_dup_param (line, "PARTSTAT");
  gint partstat;

  if (!value)
    return MT_PARTSTAT_NONE;
  partstat = choose ((MtSlice){ value, strlen (value) }, names);
  return partstat == 0 ? MT_PARTSTAT_OTHER : (MtPartstat) partstat;
}

static void
read_attendee (Reader *reader, const MtLine *line)
{
  g_autofree char *address = dup_address (line);
  g_autofree char *name = mt_line_dup_param (line, "CN");

  g_ptr_array_add (reader->component->item->attendees,
                   mt_attendee_new (address, name, partstat_of (line)));
}

#define P(name, read)                                                                              \
  {                                                                                                \
    name, sizeof (name) - 1, read                                                                  \
  }

static const struct
{
  const char *name;
  gsize length;
  ReadProperty read;
} properties[] = {
  P ("DTSTART", read_start),
  P ("DTEND", read_end),
  P ("DURATION", read_duration),
  P ("DUE", read_due),
  P ("RECURRENCE-ID", read_recurrence_id),
  P ("RRULE", read_rule),
  P ("EXRULE", read_exrule),
  P ("EXDATE", read_exdate),
  P ("RDATE", read_rdate),
  P ("FREEBUSY", read_freebusy),
  P ("CREATED", read_created),
  P ("DTSTAMP", read_dtstamp),
  P ("LAST-MODIFIED", read_last_modified),
  P ("COMPLETED", read_completed),
  P ("SUMMARY", read_summary),
  P ("DESCRIPTION", read_description),
  P ("COMMENT", read_comment),
  P ("RELATED-TO", read_related_to),
  P ("URL", read_url),
  P ("ORGANIZER", read_organizer),
  P ("SEQUENCE", read_sequence),
  P ("PRIORITY", read_priority),
  P ("PERCENT-COMPLETE", read_percent),
  P ("CATEGORIES", read_categories),
  P ("STATUS", read_status),
  P ("TRANSP", read_transp),
  P ("X-MICROSOFT-CDO-BUSYSTATUS", read_cdo),
  P ("ATTENDEE", read_attendee),
};

#undef P

static void
read_property (Reader *reader, const MtLine *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (properties[i].length == line->name.length &&
        g_ascii_strncasecmp (properties[i].name, line->name.at, line->name.length) == 0)
      {
        properties[i].read (reader, line);
        return;
      }
}

static gboolean
kind_of (MtSlice name, MtItemKind *kind)
{
  static const char *const names[] = { "VEVENT", "VFREEBUSY", "VTODO", "VJOURNAL" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (mt_slice_is (name, names[i]))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* What can be said only when every property is there. */
static void
finish_component (Reader *reader)
{
  MtComponent *self = reader->component;
  MtItem *item = self->item;

  item->start = self->start.time;
  item->recurs =
      self->has_rid || self->rules->len > 0 || self->rdates->len > 0 || self->rperiods->len > 0;
  if (self->has_end && self->has_start)
    {
      item->length = MT_LENGTH_END;
      item->end = mt_moment_as (&self->end, self->start.time.kind, self->start.zone);
    }
  else if (item->kind == MT_ITEM_TODO && self->has_start && item->length == MT_LENGTH_DURATION)
    item->due = mt_moment_after (&self->start, item->nominal_days, item->exact_s);
  g_ptr_array_add (reader->categories, NULL);
  g_strfreev (item->categories);
  item->categories = (char **) g_ptr_array_free (reader->categories, FALSE);
  reader->categories = NULL;
  g_ptr_array_add (reader->components, g_steal_pointer (&reader->component));
}

/**
 * mt_components_read:
 * @text: unfolded components, one after another; stays for as long as the result
 * @length: bytes
 * @uid: their UID
 * @zones: what a TZID means
 *
 * Reads components; what stands inside of one (alarms) is skipped.
 *
 * Returns: (transfer full) (element-type MtComponent): them, in order
 *
 * Source: RFC 5545 3.6
 */
GPtrArray *
mt_components_read (const char *text, gsize length, const char *uid, MtWorkerZones *zones)
{
  Reader reader = { .zones = zones };
  MtLines lines = { text, text + length };
  MtItemKind kind;
  MtLine line;
  guint depth = 0;

  reader.components = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_component_free);
  while (mt_lines_next (&lines, &line))
    if (mt_slice_is (line.name, "BEGIN"))
      {
        if (depth++ == 0 && kind_of (line.value, &kind))
          {
            reader.component = component_new (kind, uid);
            reader.categories = g_ptr_array_new ();
          }
      }
    else if (mt_slice_is (line.name, "END"))
      {
        if (depth > 0 && --depth == 0 && reader.component)
          finish_component (&reader);
      }
    else if (depth == 1 && reader.component)
      read_property (&reader, &line);
  if (reader.component) /* its END is missing: the gates let no such thing through */
    finish_component (&reader);
  return reader.components;
}

/**
 * mt_component_length:
 * @self: a component with a start
 *
 * Returns: seconds an instance lasts at most, 0 or more: for asking whether it touches a window
 */
gint64
mt_component_length (const MtComponent *self)
{
  const MtItem *item = self->item;
  gint64 length = 0;

  if (item->length == MT_LENGTH_END)
    length = mt_time_order (item->end) - mt_time_order (item->start);
  else if (item->length == MT_LENGTH_DURATION)
    length = (gint64) item->nominal_days * MT_DAY_S + item->exact_s +
             (item->nominal_days != 0 ? NOMINAL_SLACK_S : 0);
  else if (item->start.kind == MT_TIME_DATE)
    length = MT_DAY_S;
  return MAX (length, 0);
}
