/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Due updates and posts: who owes what until when.
 */
#include "core/mt-due.h"
#include "core/mt-instant.h"
#include "fixtures.h"

#define PLAIN "mon-fri 09-12+13-17"
#define NIGHTS "mon-fri 22-06"
#define WEEKDAYS 0x1f

/* Posts are written "DAY@POSTED", days named; the author is bo, or ana with a leading "ana:". One
 * with a leading "re:" answers somebody. */
typedef struct
{
  const char *name;
  const char *week;
  const char *away; /* one date, or "" */
  guint8 days;
  gboolean readable;
  const char *posts;
  const char *day;
  const char *now;
  const char *state;
  const char *due;    /* nullable */
  const char *posted; /* nullable: of the post that counts */
} Row;

static const Row rows[] = {
  { "due", PLAIN, "", WEEKDAYS, TRUE, "", "2026-11-23", "2026-11-23T10:00", "due",
    "2026-11-23T17:00", NULL },
  { "due-the-day-before", PLAIN, "", WEEKDAYS, TRUE, "", "2026-11-24", "2026-11-23T10:00", "due",
    "2026-11-24T17:00", NULL },
  { "due-at-the-stroke", PLAIN, "", WEEKDAYS, TRUE, "", "2026-11-23", "2026-11-23T17:00", "due",
    "2026-11-23T17:00", NULL },
  { "overdue", PLAIN, "", WEEKDAYS, TRUE, "", "2026-11-23", "2026-11-23T17:00:01Z", "overdue",
    "2026-11-23T17:00", NULL },
  { "overdue-to-the-last-second", PLAIN, "", WEEKDAYS, TRUE, "", "2026-11-23",
    "2026-11-23T23:59:59Z", "overdue", "2026-11-23T17:00", NULL },
  { "missed", PLAIN, "", WEEKDAYS, TRUE, "", "2026-11-23", "2026-11-24T00:00", "missed",
    "2026-11-23T17:00", NULL },
  { "night-due-after-its-date", NIGHTS, "", WEEKDAYS, TRUE, "", "2026-11-23", "2026-11-24T03:00",
    "due", "2026-11-24T06:00", NULL },
  { "night-due-at-the-stroke", NIGHTS, "", WEEKDAYS, TRUE, "", "2026-11-23", "2026-11-24T06:00",
    "due", "2026-11-24T06:00", NULL },
  { "night-missed-without-overdue", NIGHTS, "", WEEKDAYS, TRUE, "", "2026-11-23",
    "2026-11-24T06:00:01Z", "missed", "2026-11-24T06:00", NULL },
  { "posted", PLAIN, "", WEEKDAYS, TRUE, "2026-11-23@2026-11-23T16:00", "2026-11-23",
    "2026-11-25T10:00", "posted", "2026-11-23T17:00", "2026-11-23T16:00" },
  { "posted-at-the-stroke", PLAIN, "", WEEKDAYS, TRUE, "2026-11-23@2026-11-23T17:00", "2026-11-23",
    "2026-11-23T18:00", "posted", "2026-11-23T17:00", "2026-11-23T17:00" },
  { "posted-ahead", PLAIN, "", WEEKDAYS, TRUE, "2026-11-24@2026-11-23T17:00", "2026-11-24",
    "2026-11-23T18:00", "posted", "2026-11-24T17:00", "2026-11-23T17:00" },
  { "late", PLAIN, "", WEEKDAYS, TRUE, "2026-11-23@2026-11-23T17:00:01Z", "2026-11-23",
    "2026-11-23T18:00", "late", "2026-11-23T17:00", "2026-11-23T17:00:01Z" },
  { "late-to-the-last-second", PLAIN, "", WEEKDAYS, TRUE, "2026-11-23@2026-11-23T23:59:59Z",
    "2026-11-23", "2026-11-24T08:30", "late", "2026-11-23T17:00", "2026-11-23T23:59:59Z" },
  { "missed-and-written", PLAIN, "", WEEKDAYS, TRUE, "2026-11-23@2026-11-24T00:00", "2026-11-23",
    "2026-11-24T08:30", "missed", "2026-11-23T17:00", "2026-11-24T00:00" },
  { "night-missed-and-written", NIGHTS, "", WEEKDAYS, TRUE, "2026-11-23@2026-11-24T06:01",
    "2026-11-23", "2026-11-24T08:30", "missed", "2026-11-24T06:00", "2026-11-24T06:01" },
  { "night-posted-next-morning", NIGHTS, "", WEEKDAYS, TRUE, "2026-11-23@2026-11-24T05:50",
    "2026-11-23", "2026-11-24T08:30", "posted", "2026-11-24T06:00", "2026-11-24T05:50" },
  { "not-written-yet", PLAIN, "", WEEKDAYS, TRUE, "2026-11-23@2026-11-23T16:00", "2026-11-23",
    "2026-11-23T12:00", "due", "2026-11-23T17:00", NULL },
  { "earliest-counts", PLAIN, "", WEEKDAYS, TRUE,
    "2026-11-23@2026-11-23T18:00 2026-11-23@2026-11-23T11:00 2026-11-23@2026-11-23T16:00",
    "2026-11-23", "2026-11-23T20:00", "posted", "2026-11-23T17:00", "2026-11-23T11:00" },
  { "another-day", PLAIN, "", WEEKDAYS, TRUE, "2026-11-22@2026-11-23T16:00", "2026-11-23",
    "2026-11-23T17:30", "overdue", "2026-11-23T17:00", NULL },
  { "another-author", PLAIN, "", WEEKDAYS, TRUE, "ana:2026-11-23@2026-11-23T16:00", "2026-11-23",
    "2026-11-23T17:30", "overdue", "2026-11-23T17:00", NULL },
  { "a-reply-is-none", PLAIN, "", WEEKDAYS, TRUE,
    "re:2026-11-23@2026-11-23T11:00 2026-11-23@2026-11-23T16:00", "2026-11-23", "2026-11-23T16:30",
    "posted", "2026-11-23T17:00", "2026-11-23T16:00" },
  { "weekend", PLAIN, "", WEEKDAYS, TRUE, "", "2026-11-22", "2026-11-23T10:00", "off", NULL, NULL },
  { "not-scheduled", PLAIN, "", 1 << MT_FRIDAY, TRUE, "", "2026-11-23", "2026-11-23T10:00", "off",
    NULL, NULL },
  { "scheduled-but-off", "mon 09-17", "", WEEKDAYS, TRUE, "", "2026-11-24", "2026-11-24T10:00",
    "off", NULL, NULL },
  { "away", PLAIN, "2026-11-23", WEEKDAYS, TRUE, "", "2026-11-23", "2026-11-24T10:00", "off", NULL,
    NULL },
  { "off-and-written", PLAIN, "", WEEKDAYS, TRUE, "2026-11-22@2026-11-22T16:00", "2026-11-22",
    "2026-11-23T10:00", "off", NULL, "2026-11-22T16:00" },
  { "unknown-before", PLAIN, "", WEEKDAYS, FALSE, "", "2026-11-23", "2026-11-23T10:00", "unknown",
    "2026-11-23T17:00", NULL },
  { "unknown-not-missed", PLAIN, "", WEEKDAYS, FALSE, "", "2026-11-23", "2026-11-26T10:00",
    "unknown", "2026-11-23T17:00", NULL },
  { "off-is-known", PLAIN, "", WEEKDAYS, FALSE, "", "2026-11-22", "2026-11-26T10:00", "off", NULL,
    NULL },
};

static MtPost *
read_post (const char *text)
{
  gboolean reply = g_str_has_prefix (text, "re:");
  if (reply)
    text += 3;
  gboolean ana = g_str_has_prefix (text, "ana:");
  g_auto (GStrv) parts = g_strsplit (ana ? text + 4 : text, "@", 2);
  MtPost *post = mt_post_new ("u");
  post->author = g_strdup (ana ? "ana" : "bo");
  post->is_reply = reply;
  post->day = fixture_date (parts[0]);
  post->posted = fixture_instant (parts[1]);
  return post;
}

static GPtrArray *
read_posts (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *posts = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_post_free);
  for (char **word = words; *word != NULL && **word != '\0'; word++)
    g_ptr_array_add (posts, read_post (*word));
  return posts;
}

static void
assert_instant (gboolean is_set, gint64 instant, const char *expected)
{
  g_assert_cmpint (is_set, ==, expected != NULL);
  if (is_set)
    g_assert_cmpint (instant, ==, fixture_instant (expected));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (MtPatterns) patterns = mt_patterns_new ();
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtPerson) person = fixture_person ("bo", zone, row->week);
  g_autoptr (MtAgenda) agenda = fixture_agenda ("", "");
  g_autoptr (MtChannel) update = mt_channel_new ("update", MT_COUNTING_END_OF_DAY, 0);
  g_autoptr (GPtrArray) posts = read_posts (row->posts);

  update->days = row->days;
  if (*row->away != '\0')
    fixture_away (person, row->away, row->away);
  MtDue due = mt_due_on (patterns, person, agenda, update, posts, row->readable,
                         fixture_date (row->day), fixture_instant (row->now));
  g_assert_cmpint (due.day, ==, fixture_date (row->day));
  g_assert_cmpstr (mt_due_to_string (due.kind), ==, row->state);
  assert_instant (due.has_due, due.due, row->due);
  assert_instant (due.post != NULL, due.post != NULL ? due.post->posted : 0, row->posted);
}

static const struct
{
  const char *name;
  const char *week;
  const char *unavailable;
  const char *now;
  const char *day;
} offered_rows[] = {
  { "on-shift", PLAIN, "", "2026-11-24T10:00", "2026-11-24" },
  { "at-the-start", PLAIN, "", "2026-11-24T09:00", "2026-11-24" },
  { "before-the-start", PLAIN, "", "2026-11-24T08:59:59Z", "2026-11-23" },
  { "after-closing", PLAIN, "", "2026-11-24T23:00", "2026-11-24" },
  { "weekend", PLAIN, "", "2026-11-29T12:00", "2026-11-27" },
  { "monday-before-work", PLAIN, "", "2026-11-30T08:00", "2026-11-27" },
  { "night-after-midnight", NIGHTS, "", "2026-11-24T03:00", "2026-11-23" },
  { "night-after-its-end", NIGHTS, "", "2026-11-24T12:00", "2026-11-23" },
  { "night-next-start", NIGHTS, "", "2026-11-24T22:00", "2026-11-24" },
  { "out-of-office-morning", PLAIN, "2026-11-24T08:00/2026-11-24T12:00", "2026-11-24T11:00",
    "2026-11-23" },
  { "out-of-office-start", "mon-fri 09-17", "2026-11-24T08:00/2026-11-24T12:00", "2026-11-24T11:59",
    "2026-11-23" },
  { "out-of-office-over", "mon-fri 09-17", "2026-11-24T08:00/2026-11-24T12:00", "2026-11-24T12:00",
    "2026-11-24" },
  { "out-of-office-day", PLAIN, "2026-11-24T00:00/2026-11-25T00:00", "2026-11-24T15:00",
    "2026-11-23" },
  { "never-works", "", "", "2026-11-24T15:00", "2026-11-24" },
};

static void
test_offered (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MtPatterns) patterns = mt_patterns_new ();
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtPerson) person = fixture_person ("bo", zone, offered_rows[i].week);
  g_autoptr (MtAgenda) agenda = fixture_agenda ("", offered_rows[i].unavailable);
  MtDate day = mt_due_day_offered (patterns, person, agenda, fixture_instant (offered_rows[i].now));
  g_autofree char *text = mt_date_format (day);
  g_assert_cmpstr (text, ==, offered_rows[i].day);
}

static const struct
{
  const char *name;
  const char *week;
  const char *away; /* one date, or "" */
  const char *now;
  const char *day;
} current_rows[] = {
  { "by-day", PLAIN, "", "2026-11-24T03:00", "2026-11-24" },
  { "night-open", NIGHTS, "", "2026-11-24T03:00", "2026-11-23" },
  { "night-at-the-stroke", NIGHTS, "", "2026-11-24T06:00", "2026-11-23" },
  { "night-over", NIGHTS, "", "2026-11-24T06:00:01Z", "2026-11-24" },
  { "night-on", NIGHTS, "", "2026-11-24T23:00", "2026-11-24" },
  { "night-into-weekend", NIGHTS, "", "2026-11-28T03:00", "2026-11-27" },
  { "night-after-weekend", NIGHTS, "", "2026-11-30T03:00", "2026-11-30" },
  { "night-of-leave", NIGHTS, "2026-11-23", "2026-11-24T03:00", "2026-11-24" },
};

static void
test_current (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MtPatterns) patterns = mt_patterns_new ();
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtPerson) person = fixture_person ("bo", zone, current_rows[i].week);
  g_autoptr (MtAgenda) agenda = fixture_agenda ("", "");
  g_autoptr (MtChannel) update = mt_channel_new ("update", MT_COUNTING_END_OF_DAY, 0);

  update->days = WEEKDAYS;
  if (*current_rows[i].away != '\0')
    fixture_away (person, current_rows[i].away, current_rows[i].away);
  MtDate day =
      mt_due_day_current (patterns, person, agenda, update, fixture_instant (current_rows[i].now));
  g_autofree char *text = mt_date_format (day);
  g_assert_cmpstr (text, ==, current_rows[i].day);
}

/* 2026-11-24T03:00Z is the 23rd in New York. */
static void
test_post_day (void)
{
  g_autoptr (MtZone) zone = fixture_zone_us ("America/New_York", -5);
  g_autoptr (MtPerson) person = fixture_person ("bo", zone, PLAIN);
  g_autoptr (MtPost) post = mt_post_new ("u");
  MtDate day = fixture_date ("2026-11-23");

  post->posted = fixture_instant ("2026-11-24T03:00");
  mt_post_resolve_day (post, person);
  g_assert_cmpint (post->day, ==, day);
  mt_post_resolve_day (post, NULL);
  g_assert_cmpint (post->day, ==, day + 1);
  post->day_time = (MtTime){ MT_TIME_DATE, day - 5 };
  mt_post_resolve_day (post, person);
  g_assert_cmpint (post->day, ==, day - 5);
  post->day_time = (MtTime){ MT_TIME_FLOATING, mt_date_to_wall (day) + 86399 };
  mt_post_resolve_day (post, person);
  g_assert_cmpint (post->day, ==, day);
  post->day_time = (MtTime){ MT_TIME_INSTANT, fixture_instant ("2026-11-23T04:59") };
  mt_post_resolve_day (post, person);
  g_assert_cmpint (post->day, ==, day - 1);
  post->day_time = (MtTime){ MT_TIME_NONE, 0 };
  post->posted = G_MININT64;
  mt_post_resolve_day (post, person);
  g_assert_cmpint (post->day, ==, MT_DATE_MIN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/due/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (offered_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/due/offered/", offered_rows[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_offered);
    }
  for (guint i = 0; i < G_N_ELEMENTS (current_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/due/current/", current_rows[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_current);
    }
  g_test_add_func ("/post/day", test_post_day);
  return g_test_run ();
}
