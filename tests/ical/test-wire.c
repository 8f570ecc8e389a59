/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The protocol: records survive it, and nothing broken gets through.
 */
#include <string.h>

#include "ical/mt-ical-reason.h"
#include "ical/mt-ical-wire.h"

static MtItem *
full_item (void)
{
  MtItem *item = mt_item_new (MT_ITEM_TODO, "uid");
  MtTime start = { MT_TIME_INSTANT, 1795424400 };
  MtPeriod period = { start, { MT_TIME_INSTANT, 1795428000 }, MT_BUSY_TENTATIVE };

  item->recurrence_id = (MtTime){ MT_TIME_DATE, 20780 };
  item->summary = g_strdup ("s\xc3\xa4");
  item->status = MT_STATUS_COMPLETED;
  item->cdo = MT_CDO_OOF;
  item->transparent = item->cut = TRUE;
  g_strfreev (item->categories);
  item->categories = g_strsplit ("a,b", ",", 0);
  g_ptr_array_add (item->attendees, mt_attendee_new ("a@b", NULL, MT_PARTSTAT_DECLINED));
  item->sequence = 7;
  item->start = start;
  item->length = MT_LENGTH_DURATION;
  item->nominal_days = -3;
  item->exact_s = -7200;
  g_array_append_val (item->starts, start);
  g_array_append_val (item->periods, period);
  item->completed = 1795424400;
  item->priority = 9;
  item->percent = -1;
  g_ptr_array_add (item->comments, mt_comment_new ("c", "bo@example.org", "Bo"));
  return item;
}

static GByteArray *
frame_of (const MtItem *item)
{
  GByteArray *out = g_byte_array_new ();
  gsize frame = mt_wire_begin (out, MT_WIRE_RESULT);

  mt_wire_put_item (out, item);
  mt_wire_end (out, frame);
  return out;
}

static MtItem *
read_frame (const guint8 *bytes, gsize length, gboolean *done)
{
  MtWireReader fields;
  MtWireType type;
  gsize frame_length;
  gboolean broken;
  MtItem *item;

  *done = FALSE;
  if (!mt_wire_peek_frame (bytes, length, &type, &fields, &frame_length, &broken))
    return NULL;
  item = mt_wire_get_item (&fields);
  *done = mt_wire_is_done (&fields);
  return item;
}

static void
test_item (void)
{
  g_autoptr (MtItem) item = full_item ();
  g_autoptr (GByteArray) bytes = frame_of (item);
  g_autoptr (GByteArray) again = NULL;
  g_autoptr (MtItem) read = NULL;
  gboolean done;

  read = read_frame (bytes->data, bytes->len, &done);
  g_assert_nonnull (read);
  g_assert_true (done);
  again = frame_of (read);
  g_assert_cmpmem (bytes->data, bytes->len, again->data, again->len);
  g_assert_cmpint (read->nominal_days, ==, -3);
  g_assert_cmpint (read->percent, ==, -1);
  g_assert_null (read->description);
}

static void
test_zone (void)
{
  const MtZoneChange changes[] = { { -100, 3600 }, { 100, -7200 } };
  g_autoptr (MtZone) zone = mt_zone_new ("Z", 1800, changes, 2);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (MtZone) read = NULL;
  MtWireReader in;
  gsize n;

  mt_wire_put_zone (out, zone);
  in = (MtWireReader){ out->data, out->data + out->len, FALSE };
  read = mt_wire_get_zone (&in, "Z");
  g_assert_nonnull (read);
  g_assert_true (mt_wire_is_done (&in));
  g_assert_cmpint (mt_zone_get_first_offset (read), ==, 1800);
  g_assert_cmpint (mt_zone_get_changes (read, &n)[1].offset_s, ==, -7200);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_zone_out_of_order (void)
{
  static const gint64 ats[][2] = { { 100, 100 }, { 100, -100 } };

  for (guint i = 0; i < G_N_ELEMENTS (ats); i++)
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();
      MtWireReader in;

      mt_wire_put_u32 (out, 0);
      mt_wire_put_u32 (out, 2);
      for (guint k = 0; k < 2; k++)
        {
          mt_wire_put_i64 (out, ats[i][k]);
          mt_wire_put_u32 (out, 3600);
        }
      in = (MtWireReader){ out->data, out->data + out->len, FALSE };
      g_assert_null (mt_wire_get_zone (&in, "Z"));
      g_assert_true (in.failed);
    }
}

/* A frame cut anywhere is no frame, and fields cut anywhere are no item. */
static void
test_cut (void)
{
  g_autoptr (MtItem) item = full_item ();
  g_autoptr (GByteArray) bytes = frame_of (item);

  for (gsize length = 0; length < bytes->len; length++)
    {
      MtWireReader fields = { bytes->data + MT_WIRE_HEADER, bytes->data + length, FALSE };
      gboolean done;

      g_assert_null (read_frame (bytes->data, length, &done));
      if (length >= MT_WIRE_HEADER)
        g_assert_null (mt_wire_get_item (&fields));
    }
}

/* Any byte may be anything: what is read is an item within its ranges or nothing. */
static void
test_any_byte (void)
{
  g_autoptr (MtItem) item = full_item ();
  g_autoptr (GByteArray) bytes = frame_of (item);
  guint refused = 0;

  for (gsize i = 0; i < bytes->len; i++)
    for (guint value = 0; value < 256; value += 5)
      {
        guint8 old = bytes->data[i];
        gboolean done;
        g_autoptr (MtItem) read = NULL;

        bytes->data[i] = value;
        read = read_frame (bytes->data, bytes->len, &done);
        refused += read == NULL;
        if (read)
          {
            g_assert_cmpint (read->priority, <=, 9);
            g_assert_cmpint (read->status, <=, MT_STATUS_FINAL);
            g_assert_cmpint (read->percent, <=, 100);
            g_assert_true (!read->summary || g_utf8_validate (read->summary, -1, NULL));
          }
        bytes->data[i] = old;
      }
  g_assert_cmpuint (refused, >, 1000);
}

static void
test_frames (void)
{
  const guint8 huge[] = { 0xff, 0xff, 0xff, 0xff, MT_WIRE_RESULT };
  const guint8 unknown[] = { 0, 0, 0, 0, 77 };
  const guint8 empty[] = { 0, 0, 0, 0, MT_WIRE_RESULT };
  MtWireReader fields;
  MtWireType type;
  gsize length;
  gboolean broken;

  g_assert_false (mt_wire_peek_frame (huge, sizeof huge, &type, &fields, &length, &broken));
  g_assert_true (broken);
  g_assert_false (mt_wire_peek_frame (unknown, sizeof unknown, &type, &fields, &length, &broken));
  g_assert_true (broken);
  g_assert_false (mt_wire_peek_frame (empty, 4, &type, &fields, &length, &broken));
  g_assert_false (broken);
  g_assert_true (mt_wire_peek_frame (empty, sizeof empty, &type, &fields, &length, &broken));
  g_assert_cmpuint (length, ==, MT_WIRE_HEADER);
}

static void
test_reasons (void)
{
  g_autofree char *encoded = NULL;
  g_autofree char *text = NULL;
  static const char *const odd[] = { "", "\n", "A", "Zx", "~%s%n", "A%s%n\nB\n\n\x7f" };

  mt_reason_add (&encoded, MT_REASON_ZONE, "Mars");
  mt_reason_add (&encoded, MT_REASON_ZONE, "Mars");
  mt_reason_add (&encoded, MT_REASON_RULE, "FREQ=X\nY");
  text = mt_reason_to_text (encoded);
  g_assert_nonnull (strstr (text, "Mars"));
  g_assert_null (strstr (strstr (text, "Mars") + 4, "Mars"));
  g_assert_nonnull (strstr (text, "FREQ=X Y"));
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *any = mt_reason_to_text (odd[i]);

      g_assert_true (!any || g_utf8_validate (any, -1, NULL));
    }
}

/* Text at fault is cut to a number of bytes, maybe inside a character. */
static void
test_cut_reason (void)
{
  static const char *const cut[] = { "\xc3", "abc\xe2\x82", "\xf0\x9f\x98", "\xff\xff",
                                     "\xc3\xa4\xc3" };

  for (guint i = 0; i < G_N_ELEMENTS (cut); i++)
    {
      g_autofree char *exact = g_strdup (cut[i]); /* so that AddressSanitizer knows its end */
      g_autofree char *encoded = NULL;

      mt_reason_add (&encoded, MT_REASON_NO_START, exact);
      g_assert_true (g_utf8_validate (encoded, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/item", test_item);
  g_test_add_func ("/wire/zone", test_zone);
  g_test_add_func ("/wire/zone out of order", test_zone_out_of_order);
  g_test_add_func ("/wire/cut", test_cut);
  g_test_add_func ("/wire/any byte", test_any_byte);
  g_test_add_func ("/wire/frames", test_frames);
  g_test_add_func ("/wire/reasons", test_reasons);
  g_test_add_func ("/wire/cut reason", test_cut_reason);
  return g_test_run ();
}
