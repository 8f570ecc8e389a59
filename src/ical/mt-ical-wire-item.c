/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Records as the fields of a frame: what is written here is read here.
 */
#include "config.h"

#include "ical/mt-ical-wire-private.h"

#include "core/mt-date.h"

/* Instants outside are never meant: years 1500 to 2300. */
#define MIN_VALUE ((gint64) -14831769600)
#define MAX_VALUE ((gint64) 10413792000)

static void
put_time (GByteArray *out, MtTime time)
{
  mt_wire_put_u8 (out, time.kind);
  mt_wire_put_i64 (out, time.value);
}

static void
put_attendees (GByteArray *out, const GPtrArray *attendees)
{
  mt_wire_put_u32 (out, attendees->len);
  for (guint i = 0; i < attendees->len; i++)
    {
      const MtAttendee *attendee = g_ptr_array_index (attendees, i);

      mt_wire_put_string (out, attendee->address);
      mt_wire_put_string (out, attendee->name);
      mt_wire_put_u8 (out, attendee->partstat);
    }
}

static void
put_instances (GByteArray *out, const MtItem *item)
{
  mt_wire_put_u32 (out, item->starts->len);
  for (guint i = 0; i < item->starts->len; i++)
    put_time (out, g_array_index (item->starts, MtTime, i));
  mt_wire_put_u32 (out, item->periods->len);
  for (guint i = 0; i < item->periods->len; i++)
    {
      const MtPeriod *period = &g_array_index (item->periods, MtPeriod, i);

      put_time (out, period->start);
      put_time (out, period->end);
      mt_wire_put_u8 (out, period->type);
    }
}

static void
put_item_head (GByteArray *out, const MtItem *item)
{
  put_time (out, item->recurrence_id);
  mt_wire_put_string (out, item->summary);
  mt_wire_put_string (out, item->description);
  mt_wire_put_u8 (out, item->status);
  mt_wire_put_u8 (out, item->cdo);
  mt_wire_put_u8 (out, (item->transparent ? 1 : 0) | (item->recurs ? 2 : 0) | (item->cut ? 4 : 0) |
                           (item->zone_unknown ? 8 : 0));
  mt_wire_put_u32 (out, g_strv_length (item->categories));
  for (guint i = 0; item->categories[i]; i++)
    mt_wire_put_string (out, item->categories[i]);
  mt_wire_put_string (out, item->organizer);
  put_attendees (out, item->attendees);
  mt_wire_put_u32 (out, item->sequence);
}

static void
put_item_times (GByteArray *out, const MtItem *item)
{
  put_time (out, item->start);
  mt_wire_put_u8 (out, item->length);
  put_time (out, item->end);
  mt_wire_put_u32 (out, item->nominal_days);
  mt_wire_put_i64 (out, item->exact_s);
  put_instances (out, item);
}

static void
put_item_tail (GByteArray *out, const MtItem *item)
{
  mt_wire_put_string (out, item->note);
  put_time (out, item->due);
  mt_wire_put_i64 (out, item->created);
  mt_wire_put_i64 (out, item->dtstamp);
  mt_wire_put_i64 (out, item->last_modified);
  mt_wire_put_i64 (out, item->completed);
  mt_wire_put_u8 (out, item->priority);
  mt_wire_put_u8 (out, item->percent < 0 ? 255 : item->percent);
  mt_wire_put_string (out, item->related_to);
  mt_wire_put_string (out, item->url);
  mt_wire_put_u32 (out, item->comments->len);
  for (guint i = 0; i < item->comments->len; i++)
    {
      const MtComment *comment = g_ptr_array_index (item->comments, i);

      mt_wire_put_string (out, comment->text);
      mt_wire_put_string (out, comment->address);
      mt_wire_put_string (out, comment->name);
    }
}

/**
 * mt_wire_put_item:
 * @out: array to append to
 * @item: a record; its source and file are not written
 *
 * Appends a record.
 */
void
mt_wire_put_item (GByteArray *out, const MtItem *item)
{
  mt_wire_put_u8 (out, item->kind);
  mt_wire_put_string (out, item->uid);
  put_item_head (out, item);
  put_item_times (out, item);
  put_item_tail (out, item);
}

static MtTime
get_time (MtWireReader *in)
{
  MtTime time = { mt_wire_get_enum (in, MT_TIME_DATE), 0 };

  time.value = mt_wire_get_i64 (in);
  if (time.kind == MT_TIME_DATE && (time.value < MT_DATE_MIN || time.value > MT_DATE_MAX))
    in->failed = TRUE;
  if (time.kind != MT_TIME_DATE && (time.value < MIN_VALUE || time.value > MAX_VALUE))
    in->failed = TRUE;
  return in->failed ? (MtTime){ MT_TIME_NONE, 0 } : time;
}

static gint64
get_stamp (MtWireReader *in)
{
  gint64 value = mt_wire_get_i64 (in);

  if (value != G_MININT64 && (value < MIN_VALUE || value > MAX_VALUE))
    in->failed = TRUE;
  return value;
}

static char **
get_strings (MtWireReader *in)
{
  guint32 n = mt_wire_get_n (in, 4);
  GPtrArray *strings = g_ptr_array_new ();

  for (guint32 i = 0; i < n && !in->failed; i++)
    {
      char *text = mt_wire_get_string (in);

      if (text)
        g_ptr_array_add (strings, text);
    }
  g_ptr_array_add (strings, NULL);
  return (char **) g_ptr_array_free (strings, FALSE);
}

static void
get_attendees (MtWireReader *in, GPtrArray *attendees)
{
  guint32 n = mt_wire_get_n (in, 9);

  for (guint32 i = 0; i < n && !in->failed; i++)
    {
      g_autofree char *address = mt_wire_get_string (in);
      g_autofree char *name = mt_wire_get_string (in);
      MtPartstat partstat = mt_wire_get_enum (in, MT_PARTSTAT_OTHER);

      if (!address)
        in->failed = TRUE;
      else
        g_ptr_array_add (attendees, mt_attendee_new (address, name, partstat));
    }
}

static void
get_comments (MtWireReader *in, GPtrArray *comments)
{
  guint32 n = mt_wire_get_n (in, 12);

  for (guint32 i = 0; i < n && !in->failed; i++)
    {
      g_autofree char *text = mt_wire_get_string (in);
      g_autofree char *address = mt_wire_get_string (in);
      g_autofree char *name = mt_wire_get_string (in);

      if (!text)
        in->failed = TRUE;
      else
        g_ptr_array_add (comments, mt_comment_new (text, address, name));
    }
}

static void
get_instances (MtWireReader *in, MtItem *item)
{
  guint32 n = mt_wire_get_n (in, 9);

  for (guint32 i = 0; i < n && !in->failed; i++)
    {
      MtTime time = get_time (in);

      g_array_append_val (item->starts, time);
    }
  n = mt_wire_get_n (in, 19);
  for (guint32 i = 0; i < n && !in->failed; i++)
    {
      MtPeriod period = { get_time (in), { 0 }, 0 };

      period.end = get_time (in);
      period.type = mt_wire_get_enum (in, MT_BUSY_FREE);
      if (period.end.kind != period.start.kind)
        in->failed = TRUE;
      g_array_append_val (item->periods, period);
    }
}

static void
replace (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

static void
get_item_head (MtWireReader *in, MtItem *item)
{
  guint8 flags;

  item->recurrence_id = get_time (in);
  replace (&item->summary, mt_wire_get_string (in));
  replace (&item->description, mt_wire_get_string (in));
  item->status = mt_wire_get_enum (in, MT_STATUS_FINAL);
  item->cdo = mt_wire_get_enum (in, MT_CDO_WORKING_ELSEWHERE);
  flags = mt_wire_get_u8 (in);
  item->transparent = (flags & 1) != 0;
  item->recurs = (flags & 2) != 0;
  item->cut = (flags & 4) != 0;
  item->zone_unknown = (flags & 8) != 0;
  g_strfreev (item->categories);
  item->categories = get_strings (in);
  replace (&item->organizer, mt_wire_get_string (in));
  get_attendees (in, item->attendees);
  item->sequence = (gint32) mt_wire_get_u32 (in);
}

static void
get_item_times (MtWireReader *in, MtItem *item)
{
  item->start = get_time (in);
  item->length = mt_wire_get_enum (in, MT_LENGTH_DURATION);
  item->end = get_time (in);
  item->nominal_days = (gint32) mt_wire_get_u32 (in);
  item->exact_s = mt_wire_get_i64 (in);
  if (ABS ((gint64) item->nominal_days) > MT_DATE_MAX - MT_DATE_MIN ||
      item->exact_s > MAX_VALUE - MIN_VALUE || item->exact_s < MIN_VALUE - MAX_VALUE)
    in->failed = TRUE;
  get_instances (in, item);
}

static void
get_item_tail (MtWireReader *in, MtItem *item)
{
  replace (&item->note, mt_wire_get_string (in));
  item->due = get_time (in);
  item->created = get_stamp (in);
  item->dtstamp = get_stamp (in);
  item->last_modified = get_stamp (in);
  item->completed = get_stamp (in);
  item->priority = mt_wire_get_enum (in, 9);
  item->percent = mt_wire_get_u8 (in);
  if (item->percent > 100)
    item->percent = -1;
  replace (&item->related_to, mt_wire_get_string (in));
  replace (&item->url, mt_wire_get_string (in));
  get_comments (in, item->comments);
}

/**
 * mt_wire_get_item:
 * @in: a position
 *
 * Reads a record and checks every field: enumerations, ranges of times, counts, UTF-8.
 *
 * Returns: (transfer full) (nullable): the record; %NULL with `failed` set
 */
MtItem *
mt_wire_get_item (MtWireReader *in)
{
  MtItemKind kind = mt_wire_get_enum (in, MT_ITEM_JOURNAL);
  g_autofree char *uid = mt_wire_get_string (in);
  g_autoptr (MtItem) item = NULL;

  if (!uid)
    in->failed = TRUE;
  if (in->failed)
    return NULL;
  item = mt_item_new (kind, uid);
  get_item_head (in, item);
  get_item_times (in, item);
  get_item_tail (in, item);
  return in->failed ? NULL : g_steal_pointer (&item);
}
