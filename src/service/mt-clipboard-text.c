/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Texts for a chat. Whoever reads one looks for their own place or name, so there is a line or a
 * time for each clock, west to east.
 */
#include "config.h"

#include "service/mt-clipboard-text.h"

#include <glib/gi18n-lib.h>

#include "core/mt-day.h"
#include "service/mt-display-text.h"
#include "service/mt-overlap-item-private.h"
#include "service/mt-person-text.h"

#define MAX_NAMES 8
#define MAX_PLACES 3
#define MAX_SPANS 20

/* Everybody whose clocks agree at an instant. */
typedef struct
{
  MtZone *zone; /* unowned: of the first of them */
  gint32 offset_s;
  GPtrArray *places; /* owned (element-type utf8), each once */
  GPtrArray *names;  /* owned (element-type utf8) */
} Clock;

static void
clock_free (Clock *clock)
{
  g_ptr_array_unref (clock->places);
  g_ptr_array_unref (clock->names);
  g_free (clock);
}

static Clock *
find_clock (GPtrArray *clocks, MtZone *zone, gint32 offset_s)
{
  Clock *clock = NULL;

  for (guint i = 0; i < clocks->len; i++)
    {
      clock = g_ptr_array_index (clocks, i);
      if (clock->offset_s == offset_s)
        return clock;
    }
  clock = g_new0 (Clock, 1);
  clock->zone = zone;
  clock->offset_s = offset_s;
  clock->places = g_ptr_array_new_with_free_func (g_free);
  clock->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (clocks, clock);

  return clock;
}

static gint
compare_clocks (gconstpointer a, gconstpointer b)
{
  const Clock *first = *(const Clock *const *) a;
  const Clock *second = *(const Clock *const *) b;

  return (first->offset_s > second->offset_s) - (first->offset_s < second->offset_s);
}

/* (transfer full) (element-type Clock): who is on which clock at an instant, west to east. */
static GPtrArray *
collect_clocks (const MtMoment *moment, gint64 instant)
{
  const GPtrArray *people = moment->snapshot->team->people;
  GPtrArray *clocks = g_ptr_array_new_with_free_func ((GDestroyNotify) clock_free);

  for (guint i = 0; i < people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (people, i);
      MtZone *zone = mt_day_zone_at (person, instant);
      Clock *clock = find_clock (clocks, zone, mt_zone_offset_at (zone, instant));
      g_autofree char *place = mt_person_text_place (person, zone);

      if (!g_ptr_array_find_with_equal_func (clock->places, place, g_str_equal, NULL))
        g_ptr_array_add (clock->places, g_steal_pointer (&place));
      g_ptr_array_add (clock->names, mt_display_line (person->name));
    }
  g_ptr_array_sort (clocks, compare_clocks);

  return clocks;
}

/* "Madrid", "Madrid, Berlin and 2 more" */
static char *
join (const GPtrArray *texts, guint max)
{
  const guint n = MIN (texts->len, max);
  const guint more = texts->len - n;
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (texts, i));
  if (more == 0)
    return g_string_free (g_steal_pointer (&joined), FALSE);

  /* Translators: places or names: "Madrid, Berlin, Paris and 2 more". */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", more), joined->str, more);
}

static MtDate
date_on (const Clock *clock, gint64 instant)
{
  return mt_date_of_wall (mt_zone_to_wall (clock->zone, instant));
}

static void
append_time (GString *text, const MtMoment *moment, const Clock *clock)
{
  const gboolean other_day = date_on (clock, moment->at) != moment->date;
  g_autofree char *time = other_day
                              ? mt_format_weekday_time (moment->format, moment->at, clock->zone)
                              : mt_format_time (moment->format, moment->at, clock->zone);
  g_autofree char *places = join (clock->places, MAX_PLACES);
  g_autofree char *names = join (clock->names, MAX_NAMES);

  /* Translators: a line for a chat: a time, where it is that late, and who is there:
   * "15:22 Madrid, Berlin: Ana Ruiz, Bo Lind". */
  g_string_append_printf (text, C_ ("clock for a chat", "%s %s: %s"), time, places, names);
  g_string_append_c (text, '\n');
}

/**
 * mt_clipboard_text_times:
 * @moment: the chosen instant
 *
 * Returns: (transfer full): the instant on everybody's clock, ready for a chat: the viewer's date,
 *   then a line for each clock with who is on it; the weekday where it is another
 */
char *
mt_clipboard_text_times (const MtMoment *moment)
{
  g_autoptr (GPtrArray) clocks = collect_clocks (moment, moment->at);
  g_autofree char *date = mt_format_date_long (moment->format, moment->date);
  GString *text = g_string_new (date);

  g_string_append_c (text, '\n');
  for (guint i = 0; i < clocks->len; i++)
    append_time (text, moment, g_ptr_array_index (clocks, i));

  return g_string_free (text, FALSE);
}

/* "16:00–17:30 Madrid, 20:30–22:00 Kolkata" */
static char *
format_span (const MtMoment *moment, MtSpan span, MtDate date)
{
  g_autoptr (GPtrArray) clocks = collect_clocks (moment, span.start);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < clocks->len; i++)
    {
      const Clock *clock = g_ptr_array_index (clocks, i);
      g_autofree char *places = join (clock->places, MAX_PLACES);
      g_autofree char *times = date_on (clock, span.start) != date
                                   ? mt_format_weekday_span (moment->format, span, clock->zone)
                                   : mt_format_span (moment->format, span, clock->zone);

      if (i > 0)
        g_string_append (text, " · ");
      /* Translators: when, and where that is: "16:00–17:30 Madrid". */
      g_string_append_printf (text, C_ ("span for a chat", "%s %s"), times, places);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_overlap (GString *text, const MtMoment *moment, MtOverlapItem *item)
{
  const MtSpan span = mt_overlap_item_get_span (item);
  const MtDate date = mt_moment_date_of (moment, span.start);
  g_autofree char *day = mt_format_date (moment->format, date);
  g_autofree char *times = format_span (moment, span, date);

  /* Translators: a line for a chat: a date, how many people, and when: "Tue 24 Nov (2 of 3): 16:00–
   * 17:30 Madrid · 20:30–22:00 Kolkata". */
  g_string_append_printf (text, C_ ("overlap for a chat", "%s (%s): %s"), day,
                          mt_overlap_item_get_people_text (item), times);
  g_string_append_c (text, '\n');
}

/**
 * mt_clipboard_text_overlap:
 * @moment: whose team and whose clock
 * @overlaps: of #MtOverlapItem
 *
 * Returns: (transfer full): when people overlap, on everybody's clock, a line for each; that there
 *   is nothing, when so
 */
char *
mt_clipboard_text_overlap (const MtMoment *moment, GListModel *overlaps)
{
  const guint n = g_list_model_get_n_items (overlaps);
  GString *text = g_string_new (NULL);

  if (n == 0)
    g_string_append_printf (text, "%s\n", _ ("no overlap within a week"));
  for (guint i = 0; i < MIN (n, MAX_SPANS); i++)
    {
      g_autoptr (MtOverlapItem) item = g_list_model_get_item (overlaps, i);

      append_overlap (text, moment, item);
    }

  return g_string_free (text, FALSE);
}
