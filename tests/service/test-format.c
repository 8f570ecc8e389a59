/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Times and dates in words, in the C locale.
 */
#include "config.h"

#include "service/mt-format.h"

#define THU_1700_UTC G_GINT64_CONSTANT (1795712400) /* 2026-11-26T17:00:00Z */

typedef struct
{
  const char *name;
  gint64 wall_s;
  const char *twelve;
  const char *twenty_four;
} TimeRow;

static const TimeRow time_rows[] = {
  { "midnight", 0, "12:00 AM", "00:00" },
  { "before-one", 59 * 60, "12:59 AM", "00:59" },
  { "morning", 9 * 3600 + 5 * 60, "9:05 AM", "09:05" },
  { "noon", 12 * 3600, "12:00 PM", "12:00" },
  { "evening", 17 * 3600 + 30 * 60 + 59, "5:30 PM", "17:30" },
  { "last-minute", 86399, "11:59 PM", "23:59" },
  { "day-after", 86400 + 3600, "1:00 AM", "01:00" },
  { "before-1970", -60, "11:59 PM", "23:59" },
};

static void
test_time (void)
{
  g_autoptr (MtFormat) twelve = mt_format_new_fixed (TRUE, MT_MONDAY);
  g_autoptr (MtFormat) twenty_four = mt_format_new_fixed (FALSE, MT_MONDAY);

  for (gsize i = 0; i < G_N_ELEMENTS (time_rows); i++)
    {
      const TimeRow *row = &time_rows[i];
      g_autofree char *a = mt_format_wall_time (twelve, row->wall_s);
      g_autofree char *b = mt_format_wall_time (twenty_four, row->wall_s);

      g_test_message ("%s", row->name);
      g_assert_cmpstr (a, ==, row->twelve);
      g_assert_cmpstr (b, ==, row->twenty_four);
    }
}

/* Takes the text. */
static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_zone (void)
{
  g_autoptr (MtFormat) format = mt_format_new_fixed (FALSE, MT_MONDAY);
  g_autoptr (MtZone) utc = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtZone) east = mt_zone_new_fixed ("East", 12 * 3600 + 45 * 60);

  assert_text (mt_format_time (format, THU_1700_UTC, utc), "17:00");
  assert_text (mt_format_time (format, THU_1700_UTC, east), "05:45");
  assert_text (mt_format_weekday_time (format, THU_1700_UTC, utc), "Thu 17:00");
  assert_text (mt_format_weekday_time (format, THU_1700_UTC, east), "Fri 05:45");
  assert_text (mt_format_date_time (format, THU_1700_UTC, utc), "Thursday 26 November, 17:00");
  assert_text (mt_format_date_time (format, THU_1700_UTC, east), "Friday 27 November, 05:45");
}

static void
test_date (void)
{
  g_autoptr (MtFormat) format = mt_format_new_fixed (FALSE, MT_MONDAY);

  assert_text (mt_format_date (format, mt_date_from_civil (2026, 11, 24)), "Tue 24 Nov");
  assert_text (mt_format_date_long (format, mt_date_from_civil (2026, 11, 24)),
               "Tuesday 24 November");
  assert_text (mt_format_date_long (format, mt_date_from_civil (2027, 1, 3)), "Sunday 3 January");
  g_assert_cmpstr (mt_format_weekday_name (format, MT_MONDAY), ==, "Monday");
  g_assert_cmpstr (mt_format_weekday_name (format, MT_SUNDAY), ==, "Sunday");
  g_assert_cmpstr (mt_format_weekday_short (format, MT_SATURDAY), ==, "Sat");
}

static void
test_span (void)
{
  g_autoptr (MtFormat) format = mt_format_new_fixed (FALSE, MT_MONDAY);
  g_autoptr (MtZone) utc = mt_zone_new_fixed ("UTC", 0);
  MtSpan half = { THU_1700_UTC + 1800, THU_1700_UTC + 3600 };
  MtSpan night = { THU_1700_UTC, THU_1700_UTC + 13 * 3600 };
  MtSpan to_midnight = { THU_1700_UTC, THU_1700_UTC + 7 * 3600 };
  MtSpan long_one = { THU_1700_UTC, THU_1700_UTC + 30 * 3600 };

  assert_text (mt_format_span (format, half, utc), "17:30–18:00");
  assert_text (mt_format_weekday_span (format, half, utc), "Thu 17:30–18:00");
  assert_text (mt_format_span (format, night, utc), "17:00–06:00");
  assert_text (mt_format_weekday_span (format, night, utc), "Thu 17:00–Fri 06:00");
  assert_text (mt_format_weekday_span (format, to_midnight, utc), "Thu 17:00–00:00");
  assert_text (mt_format_span (format, long_one, utc), "Thu 17:00–Fri 23:00");
}

static void
test_length (void)
{
  g_autoptr (MtFormat) format = mt_format_new_fixed (FALSE, MT_MONDAY);

  assert_text (mt_format_length (format, 0), "0 min");
  assert_text (mt_format_length (format, 45 * 60), "45 min");
  assert_text (mt_format_length (format, 3600), "1 h");
  assert_text (mt_format_length (format, 9000), "2 h 30 min");
  assert_text (mt_format_length (format, 2 * 86400), "2 d");
  assert_text (mt_format_length (format, 3 * 86400 + 4 * 3600 + 59 * 60), "3 d 4 h");
}

static void
test_offset (void)
{
  g_autoptr (MtFormat) format = mt_format_new_fixed (FALSE, MT_MONDAY);

  assert_text (mt_format_offset (format, 0), "0 h");
  assert_text (mt_format_offset (format, 4 * 3600), "+4 h");
  assert_text (mt_format_offset (format, 4 * 3600 + 1800), "+4:30");
  assert_text (mt_format_offset (format, -6 * 3600), "−6 h");
  assert_text (mt_format_offset (format, -(9 * 3600 + 900)), "−9:15");
  assert_text (mt_format_offset (format, 12), "0 h");
  assert_text (mt_format_utc_offset (format, 0), "UTC");
  assert_text (mt_format_utc_offset (format, 5 * 3600 + 1800), "UTC+5:30");
  assert_text (mt_format_utc_offset (format, -6 * 3600), "UTC−6");
}

/* Whatever is installed here, asking the system neither aborts nor gives nonsense. */
static void
test_system (void)
{
  g_autoptr (MtFormat) format = mt_format_new ();
  gboolean twelve_hour;

  g_object_get (format, "twelve-hour", &twelve_hour, NULL);
  g_assert_cmpint (twelve_hour, ==, mt_format_get_twelve_hour (format));
  g_assert_cmpint (mt_format_get_first_weekday (format), >=, MT_MONDAY);
  g_assert_cmpint (mt_format_get_first_weekday (format), <=, MT_SUNDAY);
  g_assert_finalize_object (g_steal_pointer (&format));
}

/* The desktop's choice is followed while the program runs. */
static void
test_desktop (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) desktop = NULL;
  g_autoptr (MtFormat) format = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, "org.gnome.desktop.interface", TRUE);
  if (schema == NULL)
    {
      g_test_skip ("gsettings-desktop-schemas is not installed");
      return;
    }
  desktop = g_settings_new ("org.gnome.desktop.interface");
  g_settings_set_string (desktop, "clock-format", "12h");
  format = mt_format_new ();
  g_assert_true (mt_format_get_twelve_hour (format));
  g_settings_set_string (desktop, "clock-format", "24h");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (mt_format_get_twelve_hour (format));
}

/* In a process of its own: the language is read once. */
static void
test_right_to_left (void)
{
  g_autoptr (MtFormat) format = NULL;

  if (!g_test_subprocess ())
    {
      g_setenv ("LANGUAGE", "ar", TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_unsetenv ("LANGUAGE");
      g_test_trap_assert_passed ();
      return;
    }
  format = mt_format_new_fixed (FALSE, MT_MONDAY);
  assert_text (mt_format_offset (format, 4 * 3600 + 1800), "\u200f\u200e+4:30");
  assert_text (mt_format_signed (format, "+1"), "\u200f\u200e+1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/time", test_time);
  g_test_add_func ("/format/zone", test_zone);
  g_test_add_func ("/format/date", test_date);
  g_test_add_func ("/format/span", test_span);
  g_test_add_func ("/format/length", test_length);
  g_test_add_func ("/format/offset", test_offset);
  g_test_add_func ("/format/right-to-left", test_right_to_left);
  g_test_add_func ("/format/system", test_system);
  g_test_add_func ("/format/desktop", test_desktop);
  return g_test_run ();
}
