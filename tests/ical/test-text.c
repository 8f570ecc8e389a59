/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * iCalendar text of our own: the writer, and patches of foreign text.
 */
#include <string.h>

#include "core/mt-change.h"
#include "ical/mt-ical-client.h"
#include "ical/mt-ical-patch.h"
#include "ical/mt-ical-writer.h"

static char *
finish (MtIcalWriter *writer)
{
  g_autoptr (GBytes) bytes = mt_ical_writer_finish (writer);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

static void
test_writer_values (void)
{
  g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();
  const char *const categories[] = { "OVERLAP", "a,b", NULL };
  g_autofree char *text = NULL;

  mt_ical_writer_begin (writer, "VEVENT");
  mt_ical_writer_utc (writer, "DTSTART", 1795424400);
  mt_ical_writer_date (writer, "DUE", 20780);
  mt_ical_writer_param (writer, "TZID", "Europe/Berlin");
  mt_ical_writer_wall (writer, "DTEND", -1);
  mt_ical_writer_text (writer, "SUMMARY", "a;b,c\\d\ne\r\x01:f");
  mt_ical_writer_texts (writer, "CATEGORIES", categories);
  mt_ical_writer_param (writer, "FBTYPE", "FREE");
  mt_ical_writer_period (writer, "FREEBUSY", 1795424400, 1795428000);
  mt_ical_writer_param (writer, "CN", "Ruiz, \"Ana\"^\n");
  mt_ical_writer_value (writer, "ATTENDEE", "mailto:ana@example.org\r\nX-EVIL:1");
  mt_ical_writer_end (writer);
  text = finish (writer);
  g_assert_cmpstr (text, ==,
                   "BEGIN:VEVENT\r\n"
                   "DTSTART:20261123T090000Z\r\n"
                   "DUE;VALUE=DATE:20261123\r\n"
                   "DTEND;TZID=Europe/Berlin:19691231T235959\r\n"
                   "SUMMARY:a\\;b\\,c\\\\d\\ne:f\r\n"
                   "CATEGORIES:OVERLAP,a\\,b\r\n"
                   "FREEBUSY;FBTYPE=FREE:20261123T090000Z/20261123T100000Z\r\n"
                   "ATTENDEE;CN=\"Ruiz, ^'Ana^'^^^n\":mailto:ana@example.orgX-EVIL:1\r\n"
                   "END:VEVENT\r\n");
}

/* 75 octets a line at most, and never a fold within a character. */
static void
test_writer_folds (void)
{
  for (guint shift = 0; shift < 80; shift++)
    {
      g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();
      g_autoptr (GString) value = g_string_new (NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;
      g_auto (GStrv) parts = NULL;
      g_autofree char *unfolded = NULL;

      for (guint i = 0; i < shift; i++)
        g_string_append_c (value, 'x');
      for (guint i = 0; i < 60; i++)
        g_string_append (value, i % 2 ? "\xe2\x82\xac" : "\xf0\x9f\x90\x88");
      mt_ical_writer_text (writer, "SUMMARY", value->str);
      text = finish (writer);
      lines = g_strsplit (text, "\r\n", -1);
      for (guint i = 0; lines[i]; i++)
        {
          g_assert_cmpuint (strlen (lines[i]), <=, 75);
          g_assert_true (g_utf8_validate (lines[i], -1, NULL));
        }
      parts = g_strsplit (text, "\r\n ", -1);
      unfolded = g_strjoinv ("", parts);
      g_assert_true (g_str_has_prefix (unfolded, "SUMMARY:"));
      g_assert_true (g_str_has_prefix (unfolded + 8, value->str));
    }
}

#define TASK                                                                                       \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-KEEP;A=\"b:c\":  odd \r\n"                                  \
  "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Old \r\n folded\r\nStatus:NEEDS-ACTION\r\nX-OTHER:1\r\n"        \
  "BEGIN:VALARM\r\nSUMMARY:Alarm\r\nEND:VALARM\r\nEND:VTODO\r\n"                                   \
  "BEGIN:VTODO\r\nUID:t\r\nRECURRENCE-ID:20261123T090000Z\r\nSUMMARY:Instance\r\nEND:VTODO\r\n"    \
  "BEGIN:VTODO\r\nUID:other\r\nSUMMARY:Other\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"

static GPtrArray *
fields_of (const char *name, const char *value, const char *name_2, const char *value_2)
{
  g_autoptr (MtChange) change = mt_change_new (MT_CHANGE_PATCH, MT_ITEM_TODO, "c", "t");
  GPtrArray *fields;

  mt_change_set (change, name, value);
  if (name_2)
    mt_change_set (change, name_2, value_2);
  fields = g_ptr_array_ref (change->fields);
  return fields;
}

typedef struct
{
  const char *name;
  const char *uid;
  const char *recurrence_id;
  const char *field, *value, *field_2, *value_2;
  const char *from, *to; /* what changes in TASK; from NULL: refused */
} PatchRow;

static const PatchRow patches[] = {
  { "replace", "t", NULL, "STATUS", "COMPLETED", NULL, NULL, "Status:NEEDS-ACTION\r\n",
    "STATUS:COMPLETED\r\n" },
  { "replace folded", "t", NULL, "SUMMARY", "New, text", NULL, NULL, "SUMMARY:Old \r\n folded\r\n",
    "SUMMARY:New\\, text\r\n" },
  { "add before the alarm", "t", NULL, "PERCENT-COMPLETE", "50", NULL, NULL, "X-OTHER:1\r\n",
    "X-OTHER:1\r\nPERCENT-COMPLETE:50\r\n" },
  { "remove", "t", NULL, "X-OTHER", NULL, NULL, NULL, "X-OTHER:1\r\n", "" },
  { "remove what is not there", "t", NULL, "LOCATION", NULL, NULL, NULL, "", "" },
  { "one instance", "t", "20261123T090000Z", "SUMMARY", "I", NULL, NULL, "SUMMARY:Instance\r\n",
    "SUMMARY:I\r\n" },
  { "another component", "other", NULL, "SUMMARY", "O", "STATUS", "COMPLETED", "SUMMARY:Other\r\n",
    "SUMMARY:O\r\nSTATUS:COMPLETED\r\n" },
  { "no such item", "gone", NULL, "SUMMARY", "x", NULL, NULL, NULL, NULL },
  { "no such instance", "t", "20261124T090000Z", "SUMMARY", "x", NULL, NULL, NULL, NULL },
  { "no property name", "t", NULL, "SUMMARY:x\r\nX-EVIL", "x", NULL, NULL, NULL, NULL },
};

static char *
replace_once (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);
  g_autofree char *before = g_strndup (text, at - text);

  return g_strconcat (before, to, at + strlen (from), NULL);
}

static void
test_patch (gconstpointer data)
{
  const PatchRow *row = data;
  g_autoptr (GPtrArray) fields = fields_of (row->field, row->value, row->field_2, row->value_2);
  g_autoptr (GBytes) bytes = g_bytes_new_static (TASK, strlen (TASK));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) patched =
      mt_ical_patch (bytes, MT_ITEM_TODO, row->uid, row->recurrence_id, fields, &error);
  g_autofree char *expected = NULL;
  g_autofree char *got = NULL;
  gsize length;
  const char *text;

  if (!row->from)
    {
      g_assert_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_PATCH);
      g_assert_null (patched);
      return;
    }
  g_assert_no_error (error);
  expected = replace_once (TASK, row->from, row->to);
  text = g_bytes_get_data (patched, &length);
  got = g_strndup (text, length);
  g_assert_cmpstr (got, ==, expected);
}

/* A file of LF keeps its line ends, and one without a last line end its end. */
static void
test_patch_line_ends (void)
{
  const char *text = "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:t\nSTATUS:X\nEND:VTODO\nEND:VCALENDAR";
  g_autoptr (GPtrArray) fields = fields_of ("STATUS", "COMPLETED", NULL, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) patched = mt_ical_patch (bytes, MT_ITEM_TODO, "t", NULL, fields, NULL);
  g_autofree char *got = NULL;

  got = g_strndup (g_bytes_get_data (patched, NULL), g_bytes_get_size (patched));
  g_assert_cmpstr (got, ==,
                   "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:t\nSTATUS:COMPLETED\nEND:VTODO\n"
                   "END:VCALENDAR");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/writer/values", test_writer_values);
  g_test_add_func ("/writer/folds", test_writer_folds);
  for (guint i = 0; i < G_N_ELEMENTS (patches); i++)
    {
      g_autofree char *path = g_strconcat ("/patch/", patches[i].name, NULL);

      g_test_add_data_func (path, &patches[i], test_patch);
    }
  g_test_add_func ("/patch/line ends", test_patch_line_ends);
  return g_test_run ();
}
