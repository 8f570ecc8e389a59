/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads a person from one row of a table.
 */
#include "rows.h"

#include "core/mt-instant.h"

static void
add_busy (GPtrArray *events, const char *type, const char *span)
{
  static const char *const names[] = { "busy", "tentative", "unavailable", "focus" };
  g_auto (GStrv) ends = g_strsplit (span, "/", 2);
  g_autofree char *uid = g_strdup_printf ("%s-%u", type, events->len);
  MtItem *item = mt_item_new (MT_ITEM_FREEBUSY, uid);
  MtPeriod period = { { MT_TIME_INSTANT, fixture_instant (ends[0]) },
                      { MT_TIME_INSTANT, fixture_instant (ends[1]) } };

  while (strcmp (names[period.type], type) != 0)
    period.type++;
  g_array_append_val (item->periods, period);
  g_ptr_array_add (events, item);
}

static void
add_holiday (GPtrArray *holidays, const char *date)
{
  MtItem *item = mt_item_new (MT_ITEM_EVENT, date);
  MtTime time = { MT_TIME_DATE, fixture_date (date) };

  item->start = time;
  g_array_append_val (item->starts, time);
  g_ptr_array_add (holidays, item);
}

static void
add_travel (MtPerson *person, MtTzdata *tzdata, char **words)
{
  g_autoptr (MtZone) zone = mt_tzdata_lookup (tzdata, words[3]);

  g_assert_nonnull (zone);
  fixture_travel (person, words[1], words[2], zone);
}

static void
read_change (MtPerson *person,
             MtTzdata *tzdata,
             GPtrArray *events,
             GPtrArray *holidays,
             const char *change)
{
  g_auto (GStrv) words = g_strsplit (change, " ", -1);

  if (strcmp (words[0], "off") == 0)
    fixture_off (person, words[1], words[2]);
  else if (strcmp (words[0], "away") == 0)
    fixture_away (person, words[1], words[2]);
  else if (strcmp (words[0], "travel") == 0)
    add_travel (person, tzdata, words);
  else if (strcmp (words[0], "holiday") == 0)
    add_holiday (holidays, words[1]);
  else
    add_busy (events, words[0], words[1]);
}

void
row_init (Row *row, MtTzdata *tzdata, const char *zone, const char *week, const char *changes)
{
  g_autoptr (MtZone) home = mt_tzdata_lookup (tzdata, zone);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_autoptr (GPtrArray) holidays = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_auto (GStrv) parts = g_strsplit (changes, "; ", -1);
  MtSpan all = { mt_date_to_wall (MT_DATE_MIN + 2), mt_date_to_wall (MT_DATE_MAX - 2) };

  g_assert_nonnull (home);
  row->person = fixture_person ("ana", home, week);
  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      read_change (row->person, tzdata, events, holidays, *part);
  row->agenda = mt_agenda_new (row->person, all, events, holidays, MT_MARK_OK, 0);
  row->patterns = mt_patterns_new ();
}

void
row_clear (Row *row)
{
  g_clear_pointer (&row->person, mt_person_free);
  g_clear_pointer (&row->agenda, mt_agenda_unref);
  g_clear_pointer (&row->patterns, mt_patterns_free);
}

/* "2026-11-23T09:00", with seconds where there are some; "never" */
char *
row_write_instant (gint64 instant)
{
  g_autofree char *text = NULL;

  if (instant == G_MAXINT64)
    return g_strdup ("never");
  text = mt_instant_format_utc (instant);
  return g_strndup (text, g_str_has_suffix (text, ":00Z") ? 16 : 19);
}

/* "2026-11-23T09:00/2026-11-23T17:00 ..." */
char *
row_write_spans (const MtSpans *spans)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spans->n; i++)
    {
      g_autofree char *start = row_write_instant (spans->at[i].start);
      g_autofree char *end = row_write_instant (spans->at[i].end);

      g_string_append_printf (text, "%s%s/%s", i > 0 ? " " : "", start, end);
    }
  return g_string_free (text, FALSE);
}
