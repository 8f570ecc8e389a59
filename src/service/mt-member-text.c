/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a person is made of, in words: short ones, to tell two versions apart.
 */
#include "config.h"

#include "service/mt-member-text.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"

/**
 * mt_member_title:
 * @member: a member
 *
 * Returns: what it is called
 */
const char *
mt_member_title (MtMember member)
{
  static const char *const titles[] = {
    [MT_MEMBER_NAME] = N_ ("Name"),
    [MT_MEMBER_EMAILS] = N_ ("E-mail"),
    [MT_MEMBER_TIMEZONE] = N_ ("Time Zone"),
    [MT_MEMBER_LOCATION] = N_ ("Place"),
    [MT_MEMBER_HOURS] = N_ ("Working Hours"),
    [MT_MEMBER_EXCEPTIONS] = N_ ("Hours on Single Dates"),
    [MT_MEMBER_STRETCH] = N_ ("Stretch"),
    [MT_MEMBER_AWAY] = N_ ("Leave"),
    [MT_MEMBER_TRAVEL] = N_ ("Travel"),
    [MT_MEMBER_CALENDARS] = N_ ("Calendars"),
    [MT_MEMBER_HOLIDAYS] = N_ ("Public Holidays"),
    [MT_MEMBER_BACKUP] = N_ ("Backup"),
    [MT_MEMBER_PICTURE] = N_ ("Picture"),
    [MT_MEMBER_CALL] = N_ ("Call Link"),
  };

  g_return_val_if_fail (member < MT_N_MEMBERS, NULL);

  return _ (titles[member]);
}

static void
add_range (MtFormat *format, GString *words, MtRange range)
{
  g_autofree char *start = mt_format_wall_time (format, range.start_s);
  g_autofree char *end = mt_format_wall_time (format, range.end_s);

  g_string_append_printf (words, "%s%s–%s", words->len > 0 ? ", " : "", start, end);
}

/* "Mon 09:00–17:00 · Tue off" is long: days with the same hours stand together. */
static char *
week_words (MtFormat *format, const MtWeek *week)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint day = 0; day < G_N_ELEMENTS (week->days); day++)
    {
      g_autoptr (GString) ranges = g_string_new (NULL);

      for (guint i = 0; i < week->days[day]->len; i++)
        add_range (format, ranges, g_array_index (week->days[day], MtRange, i));
      if (ranges->len > 0)
        g_string_append_printf (words, "%s%s %s", words->len > 0 ? " · " : "",
                                mt_format_weekday_short (format, day), ranges->str);
    }

  return g_strdup (words->str);
}

static void
add_period (MtFormat *format, GString *words, MtDate from, MtDate to, const char *more)
{
  g_autofree char *first = mt_format_date (format, from);
  g_autofree char *last = mt_format_date (format, to);
  g_autofree char *shown = mt_display_line (more != NULL ? more : "");

  g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", first);
  if (from != to)
    g_string_append_printf (words, "–%s", last);
  if (shown[0] != '\0')
    g_string_append_printf (words, " (%s)", shown);
}

static char *
dates_words (MtFormat *format, const MtPerson *person, MtMember member)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (member == MT_MEMBER_AWAY)
    for (guint i = 0; i < person->away->len; i++)
      {
        const MtAway *away = &g_array_index (person->away, MtAway, i);

        add_period (format, words, away->from, away->to, away->reason);
      }
  else if (member == MT_MEMBER_TRAVEL)
    for (guint i = 0; i < person->travel->len; i++)
      {
        const MtTravel *travel = &g_array_index (person->travel, MtTravel, i);

        add_period (format, words, travel->from, travel->to, mt_zone_get_id (travel->zone));
      }
  else
    for (guint i = 0; i < person->exceptions->len; i++)
      {
        const MtException *exception = &g_array_index (person->exceptions, MtException, i);
        g_autoptr (GString) ranges = g_string_new (NULL);

        for (guint r = 0; r < exception->ranges->len; r++)
          add_range (format, ranges, g_array_index (exception->ranges, MtRange, r));
        add_period (format, words, exception->date, exception->date,
                    ranges->len > 0 ? ranges->str : _ ("off"));
      }

  return g_strdup (words->str);
}

static char *
stretch_words (MtFormat *format, const MtPerson *person)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (person->has_stretch)
    add_range (format, words, person->stretch);

  return g_strdup (words->str);
}

static char *
plain_words (MtFormat *format, MtPerson *person, MtMember member)
{
  if (mt_member_text (person, member) != NULL)
    {
      const char *text = *mt_member_text (person, member);

      return mt_display_line (text != NULL ? text : "");
    }
  if (mt_member_texts (person, member) != NULL)
    {
      g_autofree char *joined = g_strjoinv (", ", *mt_member_texts (person, member));

      return mt_display_line (joined);
    }
  if (member == MT_MEMBER_TIMEZONE)
    return g_strdup (mt_zone_get_id (person->zone));
  if (member == MT_MEMBER_HOURS)
    return week_words (format, person->week);
  if (member == MT_MEMBER_STRETCH)
    return stretch_words (format, person);

  return dates_words (format, person, member);
}

/**
 * mt_member_words:
 * @format: how dates and times are written
 * @person: a person
 * @member: a member
 *
 * Returns: (transfer full): what the member is, fit to show; "none" when there is nothing
 */
char *
mt_member_words (MtFormat *format, const MtPerson *person, MtMember member)
{
  g_autofree char *words = plain_words (format, (MtPerson *) person, member);

  return g_strdup (words[0] != '\0' ? words : _ ("none"));
}
