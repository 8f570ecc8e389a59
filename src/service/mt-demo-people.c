/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Who is on the sample team, and the little of their time that the other parts must know to be
 * alive at the chosen instant.
 */
#include "config.h"
#include "service/mt-demo-private.h"

#include <string.h>

/* East to west, as the day reaches them. Priya, Bo and Keola also work Saturdays, Amina and Liam
 * Sundays, and Sita has nights over the weekend: at every instant of a week somebody is at work,
 * so the window is alive whenever it is opened. */
static const MtDemoPerson people[MT_DEMO_PEOPLE] = {
  { "aroha",
    "Aroha Kingi",
    "Pacific/Auckland",
    "Auckland",
    { "09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-16:00", NULL, NULL },
    "07:00-19:00",
    "liam",
    "calendars/aroha.ics" },
  { "liam",
    "Liam Walsh",
    "Australia/Adelaide",
    "Adelaide",
    { "09:00-17:30", "09:00-17:30", "09:00-17:30", "09:00-17:30", NULL, NULL, "09:00-17:30" },
    NULL,
    "aroha",
    "calendars/liam.ics" },
  { "yuki",
    "Yuki Tanaka",
    "Asia/Tokyo",
    "Tokyo",
    { "09:00-18:00", "09:00-18:00", "09:00-18:00", "09:00-18:00", "09:00-18:00", NULL, NULL },
    "08:00-21:00",
    "liam",
    "calendars/yuki.ics" },
  { "sita",
    "Sita Gurung",
    "Asia/Kathmandu",
    "Kathmandu",
    { "19:00-03:00", "19:00-03:00", "19:00-03:00", NULL, NULL, "19:00-03:00", "19:00-03:00" },
    NULL,
    "priya",
    "calendars/sita.ics" },
  { "priya",
    "Priya Nair",
    "Asia/Kolkata",
    "Bengaluru",
    { NULL, "11:30-20:30", "11:30-20:30", "11:30-20:30", "11:30-20:30", "08:30-15:30", NULL },
    "08:00-21:00",
    "sita",
    "calendars/priya.ics" },
  { "amina",
    "Amina Saleh",
    "Africa/Cairo",
    "Cairo",
    { "09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-17:00", NULL, NULL, "09:00-17:00" },
    NULL,
    "ana",
    "calendars/amina.ics" },
  { "ana",
    "Ana Ruiz",
    "Europe/Madrid",
    "Madrid",
    { "09:00-13:00,14:00-18:00", "09:00-13:00,14:00-18:00", "09:00-13:00,14:00-18:00",
      "09:00-13:00,14:00-18:00", "08:30-15:00", NULL, NULL },
    "07:30-20:00",
    "bo",
    "calendars/ana" },
  { "bo",
    "Bo Lind",
    "Europe/London",
    "London",
    { "09:30-18:00", "09:30-18:00", "09:30-18:00", "09:30-18:00", NULL, "10:00-16:00", NULL },
    "08:00-20:00",
    "chen",
    "calendars/bo.ics" },
  { "marco",
    "Marco Oliveira",
    "America/Sao_Paulo",
    "São Paulo",
    { "09:00-18:00", "09:00-18:00", "09:00-18:00", "09:00-18:00", "09:00-18:00", NULL, NULL },
    NULL,
    "chen",
    "calendars/marco.ics" },
  { "chen",
    "Chen Wu",
    "America/New_York",
    "New York",
    { "09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-17:00", NULL, NULL },
    "08:00-19:00",
    "bo",
    "calendars/chen" },
  { "keola",
    "Keola Kahale",
    "Pacific/Honolulu",
    "Honolulu",
    { NULL, "08:00-17:00", "08:00-17:00", "08:00-17:00", "08:00-17:00", "08:00-17:00", NULL },
    "07:00-18:00",
    "chen",
    "calendars/keola.ics" },
};

static int
two_digits (const char *text)
{
  return g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1]);
}

/* Reads the next "HH:MM-HH:MM" of the table above as minutes; an end not after its start is next
 * day. Returns what follows, or NULL when there was none. */
static const char *
next_range (const char *text, int *start, int *end)
{
  if (text == NULL || *text == '\0')
    return NULL;
  *start = two_digits (text) * 60 + two_digits (text + 3);
  *end = two_digits (text + 6) * 60 + two_digits (text + 9);
  if (*end <= *start)
    *end += 24 * 60;
  text += strlen ("HH:MM-HH:MM");
  return *text == ',' ? text + 1 : text;
}

/**
 * mt_demo_get_people:
 *
 * Returns: (transfer none) (array fixed-size=11): the people of the sample team.
 */
const MtDemoPerson *
mt_demo_get_people (void)
{
  return people;
}

/**
 * mt_demo_find:
 * @self: the sample
 * @id: id of a person on it
 *
 * Returns: the index of that person.
 */
guint
mt_demo_find (const MtDemo *self, const char *id)
{
  for (guint i = 0; i < MT_DEMO_PEOPLE; i++)
    if (g_str_equal (self->people[i].id, id))
      return i;
  g_assert_not_reached ();
}

/**
 * mt_demo_instant:
 * @self: the sample
 * @person: index of a person
 * @date: a date on that person's clock
 * @minutes: minutes since its midnight; may pass 24 h
 *
 * Returns: the instant, in Unix seconds.
 */
gint64
mt_demo_instant (const MtDemo *self, guint person, MtDate date, int minutes)
{
  return mt_zone_to_instant (self->zones[person], mt_date_to_wall (date) + minutes * 60,
                             MT_FOLD_FIRST);
}

/**
 * mt_demo_last_end:
 * @self: the sample
 * @person: index of a person
 * @date: a date on that person's clock
 * @minutes: (out): end of the last range of that date, in minutes since its midnight
 *
 * Returns: %FALSE when the person does not work on that date.
 */
gboolean
mt_demo_last_end (const MtDemo *self, guint person, MtDate date, int *minutes)
{
  const char *rest = self->people[person].days[mt_date_weekday (date)];
  int start;
  gboolean works = FALSE;

  if (mt_demo_on_leave (self, person, date))
    return FALSE;
  while ((rest = next_range (rest, &start, minutes)) != NULL)
    works = TRUE;
  return works;
}

/**
 * mt_demo_on_leave:
 * @self: the sample
 * @person: index of a person
 * @date: a date on that person's clock
 *
 * Returns: whether the team file says that the person is away on that date.
 */
gboolean
mt_demo_on_leave (const MtDemo *self, guint person, MtDate date)
{
  return g_str_equal (self->people[person].id, MT_DEMO_LEAVE_PERSON) &&
         date >= self->today[person] - MT_DEMO_LEAVE_BEFORE &&
         date <= self->today[person] + MT_DEMO_LEAVE_AFTER;
}

/**
 * mt_demo_on_duty:
 * @self: the sample
 * @person: index of a person
 * @instant: Unix seconds
 *
 * Returns: whether the person's hours hold at that instant, leave taken into account.
 */
gboolean
mt_demo_on_duty (const MtDemo *self, guint person, gint64 instant)
{
  gint64 wall = mt_zone_to_wall (self->zones[person], instant);
  MtDate today = mt_date_of_wall (wall);

  for (MtDate date = today - 1; date <= today; date++)
    {
      const char *rest = self->people[person].days[mt_date_weekday (date)];
      int minute = (int) ((wall - mt_date_to_wall (date)) / 60);
      int start, end;

      if (mt_demo_on_leave (self, person, date))
        continue;
      while ((rest = next_range (rest, &start, &end)) != NULL)
        if (minute >= start && minute < end)
          return TRUE;
    }
  return FALSE;
}
