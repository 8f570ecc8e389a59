/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Frames and their fields, to bytes and back.
 */
#include "config.h"

#include "ical/mt-ical-wire.h"

#include <string.h>

#include "core/mt-date.h"

#define NO_STRING G_MAXUINT32
#define MAX_CHANGES 10000 /* of one zone table; tzdata has at most a few hundred */

/* Instants outside are never meant: years 1500 to 2300. */
#define MIN_VALUE ((gint64) -14831769600)
#define MAX_VALUE ((gint64) 10413792000)

/**
 * mt_wire_begin:
 * @out: array to append to
 * @type: what the frame is
 *
 * Begins a frame.
 *
 * Returns: its position, for mt_wire_end()
 */
gsize
mt_wire_begin (GByteArray *out, MtWireType type)
{
  gsize frame = out->len;

  mt_wire_put_u32 (out, 0);
  mt_wire_put_u8 (out, type);
  return frame;
}

/**
 * mt_wire_end:
 * @out: the array
 * @frame: what mt_wire_begin() gave
 *
 * Ends a frame: its length is known now.
 */
void
mt_wire_end (GByteArray *out, gsize frame)
{
  guint32 length = GUINT32_TO_LE ((guint32) (out->len - frame - MT_WIRE_HEADER));

  memcpy (out->data + frame, &length, sizeof length);
}

/**
 * mt_wire_put_u8:
 * @out: array to append to
 * @value: a byte
 *
 * Appends a byte.
 */
void
mt_wire_put_u8 (GByteArray *out, guint8 value)
{
  g_byte_array_append (out, &value, 1);
}

/**
 * mt_wire_put_u32:
 * @out: array to append to
 * @value: a number
 *
 * Appends 32 bits.
 */
void
mt_wire_put_u32 (GByteArray *out, guint32 value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

/**
 * mt_wire_put_i64:
 * @out: array to append to
 * @value: a number
 *
 * Appends 64 bits.
 */
void
mt_wire_put_i64 (GByteArray *out, gint64 value)
{
  value = GINT64_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

/**
 * mt_wire_put_bytes:
 * @out: array to append to
 * @bytes: the bytes
 * @length: how many
 *
 * Appends bytes with their length.
 */
void
mt_wire_put_bytes (GByteArray *out, const char *bytes, gsize length)
{
  mt_wire_put_u32 (out, length);
  g_byte_array_append (out, (const guint8 *) bytes, length);
}

/**
 * mt_wire_put_string:
 * @out: array to append to
 * @text: (nullable): UTF-8
 *
 * Appends a string, or that there is none.
 */
void
mt_wire_put_string (GByteArray *out, const char *text)
{
  if (text)
    mt_wire_put_bytes (out, text, strlen (text));
  else
    mt_wire_put_u32 (out, NO_STRING);
}

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
put_times (GByteArray *out, const MtItem *item)
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
  put_time (out, item->start);
  mt_wire_put_u8 (out, item->length);
  put_time (out, item->end);
  mt_wire_put_u32 (out, item->nominal_days);
  mt_wire_put_i64 (out, item->exact_s);
  put_times (out, item);
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
    mt_wire_put_string (out, g_ptr_array_index (item->comments, i));
}

/**
 * mt_wire_put_zone:
 * @out: array to append to
 * @zone: a table
 *
 * Appends a zone's table.
 */
void
mt_wire_put_zone (GByteArray *out, const MtZone *zone)
{
  gsize n;
  const MtZoneChange *changes = mt_zone_get_changes (zone, &n);

  mt_wire_put_u32 (out, mt_zone_get_first_offset (zone));
  mt_wire_put_u32 (out, n);
  for (gsize i = 0; i < n; i++)
    {
      mt_wire_put_i64 (out, changes[i].at);
      mt_wire_put_u32 (out, changes[i].offset_s);
    }
}

/**
 * mt_wire_peek_frame:
 * @bytes: what has arrived
 * @length: how much of it
 * @type: (out): what the frame is
 * @fields: (out): its fields, within @bytes
 * @frame_length: (out): bytes of the whole frame
 * @broken: (out): set to %TRUE if this can never become a frame, else to %FALSE
 *
 * Finds the first frame in a buffer.
 *
 * Returns: whether a whole frame is there
 */
gboolean
mt_wire_peek_frame (const guint8 *bytes,
                    gsize length,
                    MtWireType *type,
                    MtWireReader *fields,
                    gsize *frame_length,
                    gboolean *broken)
{
  guint32 size;

  *broken = FALSE;
  if (length < MT_WIRE_HEADER)
    return FALSE;
  memcpy (&size, bytes, sizeof size);
  size = GUINT32_FROM_LE (size);
  if (size > MT_WIRE_MAX_FRAME || bytes[4] < MT_WIRE_OBJECT || bytes[4] > MT_WIRE_ASK_VTIMEZONE)
    {
      *broken = TRUE;
      return FALSE;
    }
  if (length - MT_WIRE_HEADER < size)
    return FALSE;
  *type = bytes[4];
  *fields = (MtWireReader){ bytes + MT_WIRE_HEADER, bytes + MT_WIRE_HEADER + size, FALSE };
  *frame_length = MT_WIRE_HEADER + size;
  return TRUE;
}

static gboolean
take (MtWireReader *in, void *to, gsize length)
{
  if (in->failed || (gsize) (in->end - in->at) < length)
    {
      in->failed = TRUE;
      memset (to, 0, length);
      return FALSE;
    }
  memcpy (to, in->at, length);
  in->at += length;
  return TRUE;
}

/**
 * mt_wire_get_u8:
 * @in: a position
 *
 * Reads a byte.
 *
 * Returns: it, or 0 with `failed` set
 */
guint8
mt_wire_get_u8 (MtWireReader *in)
{
  guint8 value;

  take (in, &value, sizeof value);
  return value;
}

/**
 * mt_wire_get_u32:
 * @in: a position
 *
 * Reads 32 bits.
 *
 * Returns: them, or 0 with `failed` set
 */
guint32
mt_wire_get_u32 (MtWireReader *in)
{
  guint32 value;

  take (in, &value, sizeof value);
  return GUINT32_FROM_LE (value);
}

/**
 * mt_wire_get_i64:
 * @in: a position
 *
 * Reads 64 bits.
 *
 * Returns: them, or 0 with `failed` set
 */
gint64
mt_wire_get_i64 (MtWireReader *in)
{
  gint64 value;

  take (in, &value, sizeof value);
  return GINT64_FROM_LE (value);
}

/**
 * mt_wire_get_bytes:
 * @in: a position
 * @length: (out): how many
 *
 * Reads bytes with their length.
 *
 * Returns: (transfer none) (nullable): them, within the frame; %NULL with `failed` set
 */
const char *
mt_wire_get_bytes (MtWireReader *in, gsize *length)
{
  const char *bytes;

  *length = mt_wire_get_u32 (in);
  if (in->failed || (gsize) (in->end - in->at) < *length)
    {
      in->failed = TRUE;
      *length = 0;
      return NULL;
    }
  bytes = (const char *) in->at;
  in->at += *length;
  return bytes;
}

/**
 * mt_wire_get_string:
 * @in: a position
 *
 * Reads a string. What is not UTF-8, or has a NUL in it, fails.
 *
 * Returns: (transfer full) (nullable): the text; %NULL if there is none, or with `failed` set
 */
char *
mt_wire_get_string (MtWireReader *in)
{
  MtWireReader mark = *in;
  gsize length;
  const char *bytes;

  if (mt_wire_get_u32 (&mark) == NO_STRING && !mark.failed)
    {
      *in = mark;
      return NULL;
    }
  bytes = mt_wire_get_bytes (in, &length);
  if (!bytes || !g_utf8_validate_len (bytes, length, NULL))
    {
      in->failed = TRUE;
      return NULL;
    }
  return g_strndup (bytes, length);
}

static guint8
get_enum (MtWireReader *in, guint8 last)
{
  guint8 value = mt_wire_get_u8 (in);

  if (value > last)
    in->failed = TRUE;
  return in->failed ? 0 : value;
}

/* How many entries follow: never more than the rest of the frame can hold. */
static guint32
get_n (MtWireReader *in, gsize entry_size)
{
  guint32 n = mt_wire_get_u32 (in);

  if (n > (gsize) (in->end - in->at) / entry_size)
    in->failed = TRUE;
  return in->failed ? 0 : n;
}

static MtTime
get_time (MtWireReader *in)
{
  MtTime time = { get_enum (in, MT_TIME_DATE), 0 };

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
  guint32 n = get_n (in, 4);
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
  guint32 n = get_n (in, 9);

  for (guint32 i = 0; i < n && !in->failed; i++)
    {
      g_autofree char *address = mt_wire_get_string (in);
      g_autofree char *name = mt_wire_get_string (in);
      MtPartstat partstat = get_enum (in, MT_PARTSTAT_OTHER);

      if (!address)
        in->failed = TRUE;
      else
        g_ptr_array_add (attendees, mt_attendee_new (address, name, partstat));
    }
}

static void
get_times (MtWireReader *in, MtItem *item)
{
  guint32 n = get_n (in, 9);

  for (guint32 i = 0; i < n && !in->failed; i++)
    {
      MtTime time = get_time (in);

      g_array_append_val (item->starts, time);
    }
  n = get_n (in, 19);
  for (guint32 i = 0; i < n && !in->failed; i++)
    {
      MtPeriod period = { get_time (in), { 0 }, 0 };

      period.end = get_time (in);
      period.type = get_enum (in, MT_BUSY_FREE);
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
  item->status = get_enum (in, MT_STATUS_FINAL);
  item->cdo = get_enum (in, MT_CDO_WORKING_ELSEWHERE);
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
get_item_tail (MtWireReader *in, MtItem *item)
{
  char **comments;

  replace (&item->note, mt_wire_get_string (in));
  item->due = get_time (in);
  item->created = get_stamp (in);
  item->dtstamp = get_stamp (in);
  item->last_modified = get_stamp (in);
  item->completed = get_stamp (in);
  item->priority = get_enum (in, 9);
  item->percent = mt_wire_get_u8 (in);
  if (item->percent > 100)
    item->percent = -1;
  replace (&item->related_to, mt_wire_get_string (in));
  replace (&item->url, mt_wire_get_string (in));
  comments = get_strings (in);
  for (guint i = 0; comments[i]; i++)
    g_ptr_array_add (item->comments, comments[i]);
  g_free (comments);
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
  MtItemKind kind = get_enum (in, MT_ITEM_JOURNAL);
  g_autofree char *uid = mt_wire_get_string (in);
  g_autoptr (MtItem) item = NULL;

  if (!uid)
    in->failed = TRUE;
  if (in->failed)
    return NULL;
  item = mt_item_new (kind, uid);
  get_item_head (in, item);
  item->start = get_time (in);
  item->length = get_enum (in, MT_LENGTH_DURATION);
  item->end = get_time (in);
  item->nominal_days = (gint32) mt_wire_get_u32 (in);
  item->exact_s = mt_wire_get_i64 (in);
  if (ABS ((gint64) item->nominal_days) > MT_DATE_MAX - MT_DATE_MIN ||
      item->exact_s > MAX_VALUE - MIN_VALUE || item->exact_s < MIN_VALUE - MAX_VALUE)
    in->failed = TRUE;
  get_times (in, item);
  get_item_tail (in, item);
  return in->failed ? NULL : g_steal_pointer (&item);
}

/**
 * mt_wire_get_zone:
 * @in: a position
 * @id: the name of the zone
 *
 * Reads a zone's table; its changes must be in order and its offsets within a day.
 *
 * Returns: (transfer full) (nullable): the zone; %NULL with `failed` set
 */
MtZone *
mt_wire_get_zone (MtWireReader *in, const char *id)
{
  gint32 first = (gint32) mt_wire_get_u32 (in);
  guint32 n = get_n (in, 12);
  g_autofree MtZoneChange *changes = NULL;

  if (n > MAX_CHANGES || ABS ((gint64) first) >= MT_DAY_S)
    in->failed = TRUE;
  if (in->failed)
    return NULL;
  changes = g_new (MtZoneChange, n + 1);
  for (guint32 i = 0; i < n; i++)
    {
      changes[i].at = mt_wire_get_i64 (in);
      changes[i].offset_s = (gint32) mt_wire_get_u32 (in);
      if ((i > 0 && changes[i].at <= changes[i - 1].at) ||
          ABS ((gint64) changes[i].offset_s) >= MT_DAY_S)
        in->failed = TRUE;
    }
  return in->failed ? NULL : mt_zone_new (id, first, changes, n);
}

/**
 * mt_wire_is_done:
 * @in: a position
 *
 * Returns: whether every field was read and none failed
 */
gboolean
mt_wire_is_done (const MtWireReader *in)
{
  return !in->failed && in->at == in->end;
}
