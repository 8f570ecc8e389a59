/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Changes of foreign text: the lines that are meant, and no byte besides.
 */
#include <string.h>

#include "core/mt-date.h"
#include "ical/mt-ical-client.h"
#include "ical/mt-ical-patch.h"

#define AT G_GINT64_CONSTANT (1795530120) /* 2026-11-24T14:22:00Z */
#define STAMP "DTSTAMP:20261124T142200Z\r\nLAST-MODIFIED:20261124T142200Z\r\n"
#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-KEEP;A=\"b:c\":  odd \r\n"
#define ALARM "BEGIN:VALARM\r\nSUMMARY:Alarm\r\nATTENDEE:mailto:ana@example.org\r\nEND:VALARM\r\n"
#define TAIL                                                                                       \
  "BEGIN:VTODO\r\nUID:other\r\nSUMMARY:Other\r\nDTSTAMP:20260101T000000Z\r\nEND:VTODO\r\n"         \
  "END:VCALENDAR\r\n"

static MtZone *
lookup_cb (const char *id, gpointer user_data)
{
  return strcmp (id, "Europe/Berlin") == 0 ? mt_zone_new_fixed (id, 3600) : NULL;
}

static const MtIcalZones zones = { lookup_cb, NULL };

typedef void (*Make) (MtChange *change);

typedef struct
{
  const char *name;
  Make make;
  const char *before;
  const char *after; /* NULL: refused; "": nothing changes at all */
} Row;

static void
complete (MtChange *change)
{
  mt_change_set (change, "STATUS", "COMPLETED");
}

static void
retitle (MtChange *change)
{
  mt_change_set (change, "SUMMARY", "New, text");
}

static void
drop_other (MtChange *change)
{
  mt_change_set (change, "X-OTHER", NULL);
}

static void
include (MtChange *change)
{
  mt_change_include (change, "CATEGORIES", "Up, down");
}

static void
exclude (MtChange *change)
{
  mt_change_exclude (change, "CATEGORIES", "blocked");
}

static void
comment (MtChange *change)
{
  static const char *const params[] = { "CN", "Bo; \"Lind\"", "EMAIL", "bo@example.org", NULL };

  mt_change_add (change, "COMMENT", "two\nlines; really", params);
}

static void
assign (MtChange *change)
{
  static const char *const params[] = { "CN", "Bo; \"Lind\"", NULL };

  mt_change_swap (change, "ATTENDEE", "mailto:ana@example.org", "mailto:bo@example.org", params);
}

static void
unassign (MtChange *change)
{
  mt_change_swap (change, "ATTENDEE", "mailto:ana@example.org", NULL, NULL);
}

static void
due_instant (MtChange *change)
{
  mt_change_set_time (change, "DUE", (MtTime){ MT_TIME_INSTANT, AT });
}

static void
due_date (MtChange *change)
{
  mt_change_set_time (change, "DUE", (MtTime){ MT_TIME_DATE, mt_date_from_civil (2026, 11, 30) });
}

static void
instance (MtChange *change)
{
  change->recurrence_id = (MtTime){ MT_TIME_INSTANT, AT + 38 * 60 + 86400 - 7 * 3600 };
  complete (change);
}

static void
instance_date (MtChange *change)
{
  change->recurrence_id = (MtTime){ MT_TIME_DATE, mt_date_from_civil (2026, 11, 25) };
  complete (change);
}

static void
no_name (MtChange *change)
{
  mt_change_set (change, "SUMMARY:x\r\nX-EVIL", "x");
}

static void
no_text (MtChange *change)
{
  mt_change_set (change, "SUMMARY", "\xff");
}

static void
no_item (MtChange *change)
{
  g_free (change->uid);
  change->uid = g_strdup ("gone");
  complete (change);
}

#define SERIES                                                                                     \
  "DTSTART;TZID=Europe/Berlin:20261123T090000\r\nDUE;TZID=Europe/Berlin:20261123T170000\r\n"       \
  "RRULE:FREQ=DAILY\r\nEXDATE;TZID=Europe/Berlin:20261126T090000\r\nSUMMARY:Rota\r\n"

static const Row rows[] = {
  { "set", complete, "Status:NEEDS-ACTION\r\nX-OTHER:1\r\n",
    "STATUS:COMPLETED\r\nX-OTHER:1\r\n" STAMP "SEQUENCE:1\r\n" },
  { "set what it says already", complete, "status:COMPL\r\n ETED\r\n", "" },
  { "set twice there", complete, "STATUS:X\r\nX-A:1\r\nSTATUS:Y\r\n",
    "STATUS:COMPLETED\r\nX-A:1\r\n" STAMP "SEQUENCE:1\r\n" },
  { "stamps stand where they stood", complete,
    "DTSTAMP:20260101T000000Z\r\nSTATUS:X\r\nSEQUENCE:4\r\nLAST-MODIFIED:20260101T000000Z\r\n",
    "DTSTAMP:20261124T142200Z\r\nSTATUS:COMPLETED\r\nSEQUENCE:5\r\n"
    "LAST-MODIFIED:20261124T142200Z\r\n" },
  { "folded, with parameters", retitle,
    "SUMMARY;LANGUAGE=en;ALTREP=\"http://a:b/\":Old \r\n folded\r\n",
    "SUMMARY;LANGUAGE=en:New\\, text\r\n" STAMP "SEQUENCE:1\r\n" },
  { "remove", drop_other, "X-OTHER:1\r\nX-MORE:2\r\nX-OTHER:3\r\n",
    "X-MORE:2\r\n" STAMP "SEQUENCE:1\r\n" },
  { "remove what is not there", drop_other, "X-MORE:2\r\n", "" },
  { "include in a list", include, "CATEGORIES;X-P=1:a\\,b,c\r\n",
    "CATEGORIES;X-P=1:a\\,b,c,Up\\, down\r\n" STAMP "SEQUENCE:1\r\n" },
  { "include what is there", include, "CATEGORIES:a\r\nCATEGORIES:b,UP\\, DOWN\r\n", "" },
  { "include in none", include, "X-A:1\r\n",
    "X-A:1\r\nCATEGORIES:Up\\, down\r\n" STAMP "SEQUENCE:1\r\n" },
  { "exclude", exclude, "CATEGORIES:a\\,b,BLOCKED,c\r\nCATEGORIES:Blocked\r\nX-A:1\r\n",
    "CATEGORIES:a\\,b,c\r\nX-A:1\r\n" STAMP "SEQUENCE:1\r\n" },
  { "exclude what is not there", exclude, "CATEGORIES:BLOCKED\\,c\r\n", "" },
  { "comment", comment, "COMMENT:one\r\nX-A:1\r\n",
    "COMMENT:one\r\nCOMMENT;CN=\"Bo; ^'Lind^'\";EMAIL=bo@example.org:two\\nlines\\; "
    "really\r\nX-A:1\r\n" STAMP "SEQUENCE:1\r\n" },
  { "assign to nobody's", assign, "X-A:1\r\n",
    "X-A:1\r\nATTENDEE;CN=\"Bo; ^'Lind^'\":mailto:bo@example.org\r\n" STAMP "SEQUENCE:1\r\n" },
  { "assign another", assign,
    "ATTENDEE;CN=\"A: x\":MAILTO:Ana@example.org\r\nATTENDEE:mailto:eve@example.org\r\n",
    "ATTENDEE;CN=\"Bo; "
    "^'Lind^'\":mailto:bo@example.org\r\nATTENDEE:mailto:eve@example.org\r\n" STAMP
    "SEQUENCE:1\r\n" },
  { "assign one who was asked", assign,
    "ATTENDEE:mailto:ana@example.org\r\nATTENDEE:mailto:eve@example.org\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@example.org\r\n",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@example.org\r\nATTENDEE:mailto:eve@example.org\r\n" STAMP
    "SEQUENCE:1\r\n" },
  { "assign nobody", unassign, "ATTENDEE:mailto:ana@example.org\r\nX-A:1\r\n",
    "X-A:1\r\n" STAMP "SEQUENCE:1\r\n" },
  { "due in its zone", due_instant, "DUE;TZID=Europe/Berlin;X-P=1:20261101T100000\r\n",
    "DUE;X-P=1;TZID=Europe/Berlin:20261124T152200\r\n" STAMP "SEQUENCE:1\r\n" },
  { "due in the zone of the start", due_instant, "DTSTART;TZID=Europe/Berlin:20261101T100000\r\n",
    "DTSTART;TZID=Europe/Berlin:20261101T100000\r\nDUE;TZID=Europe/Berlin:20261124T152200\r\n" STAMP
    "SEQUENCE:1\r\n" },
  { "due in an unknown zone", due_instant, "DUE;TZID=Atlantis:20261101T100000\r\n",
    "DUE:20261124T142200Z\r\n" STAMP "SEQUENCE:1\r\n" },
  { "due was a date", due_instant, "DUE;VALUE=DATE:20261101\r\n",
    "DUE:20261124T142200Z\r\n" STAMP "SEQUENCE:1\r\n" },
  { "due behind a quote that is never closed", due_instant,
    "DUE;X-P=1;X-Q=\"a:20261101\r\nX-A:1\r\nDUE;X-R=\"b\r\n",
    "DUE;X-P=1:20261124T142200Z\r\nX-A:1\r\n" STAMP "SEQUENCE:1\r\n" },
  { "due on a date", due_date, "DUE;TZID=Europe/Berlin:20261101T100000\r\n",
    "DUE;VALUE=DATE:20261130\r\n" STAMP "SEQUENCE:1\r\n" },
  { "no property name", no_name, "X-A:1\r\n", NULL },
  { "no text", no_text, "X-A:1\r\n", NULL },
  { "no such item", no_item, "X-A:1\r\n", NULL },
  { "an instance of what does not repeat", instance_date, "X-A:1\r\n", NULL },
  { "a series in an unknown zone", instance,
    "DTSTART;TZID=Atlantis:20261123T090000\r\nRRULE:FREQ=DAILY\r\n", NULL },
};

/* (transfer full): a file with the component among others. */
static char *
wrap (const char *lines)
{
  return g_strconcat (HEAD "BEGIN:VTODO\r\nUID:t\r\n", lines, ALARM "END:VTODO\r\n" TAIL, NULL);
}

/* (transfer full) (nullable) */
static char *
patch (const char *text, Make make, GError **error)
{
  g_autoptr (MtChange) change = mt_change_new (MT_CHANGE_PATCH, MT_ITEM_TODO, "c", "t");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) patched = NULL;

  change->at = AT;
  make (change);
  patched = mt_ical_patch (bytes, change, &zones, error);
  return patched ? g_strndup (g_bytes_get_data (patched, NULL), g_bytes_get_size (patched)) : NULL;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *before = wrap (row->before);
  g_autofree char *after = wrap (row->after && *row->after ? row->after : row->before);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = patch (before, row->make, &error);

  if (!row->after)
    {
      g_assert_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_PATCH);
      g_assert_null (got);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, after);
}

/* A file of LF keeps its line ends, and one without a last line end its end. */
static void
test_line_ends (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *got = patch (
      "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:t\nSTATUS:X\nEND:VTODO\nEND:VCALENDAR", complete, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==,
                   "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:t\nSTATUS:COMPLETED\n"
                   "DTSTAMP:20261124T142200Z\nLAST-MODIFIED:20261124T142200Z\nSEQUENCE:1\n"
                   "END:VTODO\nEND:VCALENDAR");
}

/* The first change of an instance makes it; the next one finds it. The series stays as it is. */
static void
test_instance (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = wrap (SERIES);
  g_autofree char *series =
      g_strconcat (HEAD "BEGIN:VTODO\r\nUID:t\r\n" SERIES ALARM "END:VTODO\r\n", NULL);
  g_autofree char *got = patch (before, instance, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (got, series));
  g_assert_cmpstr (got + strlen (series), ==,
                   "BEGIN:VTODO\r\nUID:t\r\n"
                   "RECURRENCE-ID;TZID=Europe/Berlin:20261125T090000\r\n"
                   "DTSTART;TZID=Europe/Berlin:20261125T090000\r\n"
                   "DUE;TZID=Europe/Berlin:20261125T170000\r\n"
                   "SUMMARY:Rota\r\nSTATUS:COMPLETED\r\n" STAMP "SEQUENCE:1\r\n" ALARM
                   "END:VTODO\r\n" TAIL);
  again = patch (got, instance, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, got);
}

static void
test_instance_of_dates (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before =
      wrap ("DTSTART;VALUE=DATE:20261101\r\nDUE;VALUE=DATE:20261103\r\nRRULE:FREQ=DAILY\r\n");
  g_autofree char *got = patch (before, instance_date, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (got, "RECURRENCE-ID;VALUE=DATE:20261125\r\n"
                                 "DTSTART;VALUE=DATE:20261125\r\nDUE;VALUE=DATE:20261127\r\n"
                                 "STATUS:COMPLETED\r\n"));
}

static void
test_create (void)
{
  static const char *const params[] = { "CN", "Ana", NULL };
  g_autoptr (MtChange) change = mt_change_new (MT_CHANGE_CREATE, MT_ITEM_JOURNAL, "c", "new");
  g_autoptr (GBytes) old = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GBytes) added = NULL;
  g_autoptr (GBytes) removed = NULL;
  const char *file = "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:new\nEND:VTODO\nEND:VCALENDAR\n";
  const char *lines = "BEGIN:VJOURNAL\r\nUID:new\r\nDTSTAMP:20261124T142200Z\r\n"
                      "CREATED:20261124T142200Z\r\nLAST-MODIFIED:20261124T142200Z\r\n"
                      "DTSTART;VALUE=DATE:20261130\r\nORGANIZER;CN=Ana:mailto:a@b\r\n"
                      "END:VJOURNAL\r\n";

  change->at = AT;
  mt_change_set_time (change, "DTSTART",
                      (MtTime){ MT_TIME_DATE, mt_date_from_civil (2026, 11, 30) });
  mt_change_swap (change, "ORGANIZER", NULL, "mailto:a@b", params);
  made = mt_ical_create (change, NULL, NULL);
  g_assert_true (
      g_str_has_prefix (g_bytes_get_data (made, NULL), "BEGIN:VCALENDAR\r\nVERSION:2.0"));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (made, NULL), g_bytes_get_size (made), lines));

  old = g_bytes_new_static (file, strlen (file));
  added = mt_ical_create (change, old, NULL);
  g_assert_null (memchr (g_bytes_get_data (added, NULL), '\r', g_bytes_get_size (added)));
  removed = mt_ical_remove (added, change, NULL);
  g_assert_true (g_bytes_equal (removed, old));
  g_clear_pointer (&removed, g_bytes_unref);
  removed = mt_ical_remove (old, change, NULL);
  g_assert_null (removed);
}

/* Random components: what is not meant stays, line by line. */
static void
test_random (void)
{
  static const char *const lines[] = {
    "X-FOLDED:abc\r\n def\r\n\tghi\r\n",
    "X-Q;P=\"a;b:c\":v\r\n",
    "X-EMPTY:\r\n",
    "COMMENT:keep \r\n",
    "X-LATIN:\xe9\r\n",
    "x-lower:1\r\n",
    "ATTENDEE;CN=\"x:y\":mailto:e@f\r\n",
    "BEGIN:VALARM\r\nSTATUS:alarm\r\nEND:VALARM\r\n",
    "garbage without a colon\r\n",
    "CATEGORIES:a\\,b,c\r\n",
    "DUE;TZID=Nowhere:20261101T100000\r\n",
  };

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GString) before = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *got = NULL;
      g_autofree char *wanted = NULL;
      g_auto (GStrv) parts = NULL;
      guint n = g_test_rand_int_range (0, 9), at = g_test_rand_int_range (0, n + 1);

      for (guint i = 0; i <= n; i++)
        g_string_append (before, i == at ? "STATUS:NEEDS-\r\n ACTION\r\n"
                                         : lines[g_test_rand_int_range (0, G_N_ELEMENTS (lines))]);
      text = wrap (before->str);
      got = patch (text, complete, &error);
      g_assert_no_error (error);
      parts = g_strsplit (got, STAMP "SEQUENCE:1\r\n", 2);
      g_assert_nonnull (parts[1]);
      wanted = g_strconcat (parts[0], parts[1], NULL);
      g_clear_pointer (&parts, g_strfreev);
      parts = g_strsplit (wanted, "STATUS:COMPLETED\r\n", 2);
      g_assert_nonnull (parts[1]);
      g_free (wanted);
      wanted = g_strjoinv ("STATUS:NEEDS-\r\n ACTION\r\n", parts);
      g_assert_cmpstr (wanted, ==, text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/patch/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/patch/line ends", test_line_ends);
  g_test_add_func ("/patch/instance", test_instance);
  g_test_add_func ("/patch/instance of dates", test_instance_of_dates);
  g_test_add_func ("/patch/random", test_random);
  g_test_add_func ("/create", test_create);
  return g_test_run ();
}
