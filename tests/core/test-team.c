/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the team's records: who is found, which hours and zone hold on a date.
 */
#include "core/mt-team.h"

static MtPerson *
new_person (const char *id, const char *emails, MtWeek *week)
{
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  MtPerson *person = mt_person_new (id, id, zone, week);

  g_strfreev (person->emails);
  person->emails = g_strsplit (emails, " ", -1);
  return person;
}

static void
test_find (void)
{
  g_autoptr (MtTeam) team = mt_team_new ();
  g_autoptr (MtWeek) week = mt_week_new_default ();
  MtPerson *ana, *bo;

  mt_team_take_person (team, new_person ("ana", "Ana@Example.org a@x", week));
  mt_team_take_person (team, new_person ("bo", "bo@example.org ana@example.ORG", week));
  mt_team_take_person (team, new_person ("ana", "third@example.org", week));
  ana = mt_team_find (team, "ana");
  bo = mt_team_find (team, "bo");

  g_assert_cmpuint (ana->index, ==, 0);
  g_assert_cmpuint (bo->index, ==, 1);
  g_assert_null (mt_team_find (team, "Ana"));
  g_assert_null (mt_team_find (team, NULL));
  g_assert_true (mt_team_find_email (team, "ANA@EXAMPLE.ORG") == ana);
  g_assert_true (mt_team_find_email (team, "a@x") == ana);
  g_assert_true (mt_team_find_email (team, "bo@example.org") == bo);
  g_assert_null (mt_team_find_email (team, "ana@example.or"));
  g_assert_null (mt_team_find_email (team, NULL));
  g_assert_true (mt_person_has_email (bo, "BO@example.org"));
  g_assert_false (mt_person_has_email (bo, "third@example.org"));
  g_assert_false (mt_person_has_email (bo, NULL));
}

static void
test_weeks_are_shared (void)
{
  g_autoptr (MtTeam) team = mt_team_new ();

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (MtWeek) week = i % 2 == 0 ? mt_week_new_default () : mt_week_new ();

      mt_team_take_person (team, new_person ("x", "", week));
    }
  for (guint i = 2; i < 6; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);
      const MtPerson *first = g_ptr_array_index (team->people, i % 2);

      g_assert_true (person->week == first->week);
    }
  g_assert_cmpuint (g_hash_table_size (team->weeks), ==, 2);
}

static void
test_week_equal (void)
{
  g_autoptr (MtWeek) a = mt_week_new_default ();
  g_autoptr (MtWeek) b = mt_week_new_default ();
  MtRange range = { 3600, 7200 };

  g_assert_true (mt_week_equal (a, b));
  g_assert_cmpuint (mt_week_hash (a), ==, mt_week_hash (b));
  g_assert_cmpuint (a->days[MT_FRIDAY]->len, ==, 1);
  g_assert_cmpuint (a->days[MT_SATURDAY]->len, ==, 0);
  g_array_append_val (b->days[MT_SATURDAY], range);
  g_assert_false (mt_week_equal (a, b));
  g_array_append_val (a->days[MT_SUNDAY], range);
  g_assert_false (mt_week_equal (a, b));
}

static void
add_exception (MtPerson *person, MtDate date, gint32 start_s, gint32 end_s)
{
  MtException exception = { date, g_array_new (FALSE, FALSE, sizeof (MtRange)) };
  MtRange range = { start_s, end_s };

  if (start_s < end_s)
    g_array_append_val (exception.ranges, range);
  g_array_append_val (person->exceptions, exception);
}

static void
test_ranges_on (void)
{
  g_autoptr (MtWeek) week = mt_week_new_default ();
  g_autoptr (MtPerson) person = new_person ("ana", "", week);
  MtDate monday = mt_date_from_civil (2026, 11, 23);

  add_exception (person, monday + 1, 0, 0);
  add_exception (person, monday + 5, 36000, 43200);
  add_exception (person, monday + 1, 36000, 43200);

  g_assert_cmpuint (mt_person_ranges_on (person, monday)->len, ==, 1);
  g_assert_cmpuint (mt_person_ranges_on (person, monday + 1)->len, ==, 0);
  g_assert_cmpuint (mt_person_ranges_on (person, monday + 5)->len, ==, 1);
  g_assert_cmpuint (mt_person_ranges_on (person, monday + 6)->len, ==, 0);
  g_assert_cmpint (g_array_index (mt_person_ranges_on (person, monday + 5), MtRange, 0).start_s, ==,
                   36000);
}

static void
add_travel (MtPerson *person, MtDate from, MtDate to, const char *id, gint32 offset_s)
{
  MtTravel travel = { from, to, mt_zone_new_fixed (id, offset_s) };

  g_array_append_val (person->travel, travel);
}

static void
test_zone_on (void)
{
  static const struct
  {
    MtDate date;
    const char *id;
  } rows[] = { { 9, "UTC" }, { 10, "A" },   { 12, "A" }, { 13, "B" },
               { 14, "B" },  { 15, "UTC" }, { 20, "C" }, { 21, "UTC" } };
  g_autoptr (MtWeek) week = mt_week_new_default ();
  g_autoptr (MtPerson) person = new_person ("ana", "", week);

  add_travel (person, 10, 12, "A", 3600);
  add_travel (person, 11, 14, "B", 7200);
  add_travel (person, 20, 20, "C", 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (mt_zone_get_id (mt_person_zone_on (person, rows[i].date)), ==, rows[i].id);
}

static void
test_channel (void)
{
  g_autoptr (MtTeam) team = mt_team_new ();

  g_ptr_array_add (team->channels, mt_channel_new ("chat", MT_COUNTING_WORKING_HOURS, 28800));
  g_assert_cmpint (mt_team_channel (team, "chat")->within_s, ==, 28800);
  g_assert_cmpint (mt_team_channel (team, "chat")->days, ==, MT_ALL_WEEKDAYS);
  g_assert_null (mt_team_channel (team, "Chat"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/team/find", test_find);
  g_test_add_func ("/team/weeks-are-shared", test_weeks_are_shared);
  g_test_add_func ("/team/week-equal", test_week_equal);
  g_test_add_func ("/team/ranges-on", test_ranges_on);
  g_test_add_func ("/team/zone-on", test_zone_on);
  g_test_add_func ("/team/channel", test_channel);
  return g_test_run ();
}
