/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * iCalendar text of our own: the writer.
 */
#include <string.h>

#include "core/mt-change.h"
#include "ical/mt-ical-client.h"
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/writer/values", test_writer_values);
  g_test_add_func ("/writer/folds", test_writer_folds);
  return g_test_run ();
}
