/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTeamDraft: every member a dialog can set, as it stands in the file; ids made of names.
 */
#include "config.h"

#include <string.h>

#include "service/mt-team-draft.h"

#define HEAD "{\"version\": 1, \"people\": ["
#define BEFORE HEAD "{\"id\": \"ana\", \"timezone\": \"UTC\"}]}"

static MtZone *
lookup (const char *id, gpointer user_data)
{
  return mt_zone_new_fixed (id, 0);
}

static char *
apply (MtTeamDraft *draft, const char *text)
{
  g_autoptr (GBytes) before = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) after = mt_team_draft_apply (draft, before, "t", lookup, NULL, NULL, &error);
  gsize size = 0;
  const char *data = NULL;

  g_assert_no_error (error);
  data = g_bytes_get_data (after, &size);

  return g_strndup (data, size);
}

static void
set_all (MtTeamDraft *draft, gboolean out)
{
  static const char *const emails[] = { "ana@example.org", NULL };
  const MtRange stretch = { 7 * 3600, 24 * 3600 };
  g_autoptr (MtWeek) week = mt_week_new ();
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("Asia/Kolkata", 0);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MtRange));
  g_autoptr (GArray) exceptions = g_array_new (FALSE, FALSE, sizeof (MtException));
  g_autoptr (GArray) away = g_array_new (FALSE, FALSE, sizeof (MtAway));
  g_autoptr (GArray) travel = g_array_new (FALSE, FALSE, sizeof (MtTravel));
  const MtRange night = { 22 * 3600, 46 * 3600 };
  const MtException exception = { 20000, ranges };
  const MtAway leave = { 20000, 20001, (char *) "leave" };
  const MtTravel trip = { 20002, 20003, zone };

  g_array_append_val (week->days[MT_SUNDAY], night);
  g_array_append_val (exceptions, exception);
  g_array_append_val (away, leave);
  g_array_append_val (travel, trip);
  mt_team_draft_set_text (draft, "ana", "name", out ? NULL : "Ana Ruiz");
  mt_team_draft_set_texts (draft, "ana", "emails", out ? NULL : emails);
  mt_team_draft_set_hours (draft, "ana", out ? NULL : week);
  mt_team_draft_set_stretch (draft, "ana", out ? NULL : &stretch);
  mt_team_draft_set_exceptions (draft, "ana", out ? NULL : exceptions);
  mt_team_draft_set_away (draft, "ana", out ? NULL : away);
  mt_team_draft_set_travel (draft, "ana", out ? NULL : travel);
  mt_team_draft_set_text (draft, "ana", "picture", out ? NULL : "ana.jpg");
  mt_team_draft_set_text (draft, NULL, "name", out ? NULL : "Harbour");
}

static void
test_members (void)
{
  g_autoptr (MtTeamDraft) in = mt_team_draft_new ();
  g_autoptr (MtTeamDraft) out = mt_team_draft_new ();
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;

  set_all (in, FALSE);
  with = apply (in, BEFORE);
  g_assert_cmpstr (
      with, ==,
      "{\"version\": 1, \"name\": \"Harbour\", \"people\": [{\"id\": \"ana\", \"name\": \"Ana "
      "Ruiz\", \"emails\": [\"ana@example.org\"], \"timezone\": \"UTC\", \"hours\": {\"sun\": "
      "[\"22:00-22:00\"]}, \"exceptions\": [{\"date\": \"2024-10-04\", \"hours\": []}], "
      "\"stretch\": \"07:00-24:00\", \"away\": [{\"from\": \"2024-10-04\", \"to\": "
      "\"2024-10-05\", \"reason\": \"leave\"}], \"travel\": [{\"from\": \"2024-10-06\", \"to\": "
      "\"2024-10-07\", \"timezone\": \"Asia/Kolkata\"}], \"picture\": \"ana.jpg\"}]}");
  set_all (out, TRUE);
  without = apply (out, with);
  g_assert_cmpstr (without, ==, BEFORE);
}

static void
test_add_and_remove (void)
{
  g_autoptr (MtTeamDraft) add = mt_team_draft_new ();
  g_autoptr (MtTeamDraft) take_out = mt_team_draft_new ();
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;

  mt_team_draft_add_person (add, "bo");
  mt_team_draft_set_text (add, "bo", "timezone", "UTC");
  with = apply (add, BEFORE);
  g_assert_cmpstr (with, ==,
                   HEAD "{\"id\": \"ana\", \"timezone\": \"UTC\"}, {\"id\": \"bo\", "
                        "\"timezone\": \"UTC\"}]}");
  mt_team_draft_remove_person (take_out, "ana");
  without = apply (take_out, with);
  g_assert_cmpstr (without, ==, HEAD "{\"id\": \"bo\", \"timezone\": \"UTC\"}]}");
}

static void
add_to (MtTeam *team, const char *id)
{
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtWeek) week = mt_week_new ();

  mt_team_take_person (team, mt_person_new (id, id, zone, week));
}

static void
test_make_id (void)
{
  static const struct
  {
    const char *name;
    const char *id;
  } rows[] = {
    { "Bo Lind", "bo" },
    { "Ana Ruiz", "ana-ruiz" },
    { "Ana Lima", "ana-lima-2" },
    { "Zoë Müller", "zoe" },
    { "  ", "person" },
    { "王伟", "person" },
    { "Backup Smith", "backup-smith" },
    { "O'Hara", "o" },
    { "\"<b>\"", "b" },
  };
  g_autoptr (MtTeam) team = mt_team_new ();

  add_to (team, "ana");
  add_to (team, "ana-lima");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = mt_team_draft_make_id (team, rows[i].name);

      g_assert_cmpstr (id, ==, rows[i].id);
    }
}

static void
test_make_source (void)
{
  static const struct
  {
    const char *path;
    const char *source;
  } rows[] = {
    { "/team/ana.ics", "ana.ics" },
    { "/team/cal/ana/", "cal/ana" },
    { "/team/x/../ana.ics", "ana.ics" },
    { "/team", "/team" },
    { "/teams/ana.ics", "/teams/ana.ics" },
    { "/team/../ana.ics", "/ana.ics" },
    { "/team/a\xff.ics", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *source = mt_team_draft_make_source ("/team/t.json", rows[i].path);

      g_assert_cmpstr (source, ==, rows[i].source);
    }
}

static void
test_make_source_at_root (void)
{
  g_autofree char *source = mt_team_draft_make_source ("/t.json", "/cal/ana.ics");

  g_assert_cmpstr (source, ==, "cal/ana.ics");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/team-draft/members", test_members);
  g_test_add_func ("/team-draft/add-and-remove", test_add_and_remove);
  g_test_add_func ("/team-draft/make-id", test_make_id);
  g_test_add_func ("/team-draft/make-source", test_make_source);
  g_test_add_func ("/team-draft/make-source-at-root", test_make_source_at_root);
  return g_test_run ();
}
