/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What is to be synced: each place once, with the account of its origin.
 */
#include "config.h"

#include "service/sync/mt-sync-plan.h"

static MtPerson *
add_person (MtTeam *team, const char *id, const char *email, const char *calendars)
{
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtWeek) week = mt_week_new_default ();
  MtPerson *person = mt_person_new (id, id, zone, week);

  g_strfreev (person->emails);
  person->emails = g_strsplit (email, " ", -1);
  g_strfreev (person->calendars);
  person->calendars = g_strsplit (calendars, " ", -1);
  mt_team_take_person (team, person);
  return person;
}

static MtAccount *
add_account (GPtrArray *accounts, const char *user, const char *url)
{
  g_autofree char *id = mt_account_make_id (user, url);
  MtAccount *account = mt_account_new (id);

  account->user = g_strdup (user);
  account->url = g_strdup (url);
  account->origin = mt_account_dup_origin (url);
  g_ptr_array_add (accounts, account);
  return account;
}

static char *
describe (const MtSyncPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->targets->len; i++)
    {
      const MtSyncTarget *target = g_ptr_array_index (plan->targets, i);

      g_string_append_printf (text, "%s|%s|%s|%s\n", target->url, target->title,
                              target->account != NULL ? target->account->user : "-",
                              target->address != NULL ? target->address : "-");
    }
  return g_string_free (text, FALSE);
}

static void
test_team (void)
{
  g_autoptr (MtTeam) team = mt_team_new ();
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_account_unref);
  g_autoptr (MtSyncPlan) plan = NULL;
  g_autofree char *text = NULL;
  MtAccount *ana = add_account (accounts, "ana", "https://dav.example.org/");
  MtPerson *person;
  MtAccountCollection *collection;

  team->board = g_strdup ("https://dav.example.org/team/board/");
  team->journal = g_strdup ("journal/");
  person = add_person (team, "ana", "Ana@Example.org", "https://dav.example.org/ana/work work.ics");
  g_strfreev (person->holidays);
  person->holidays = g_strsplit ("https://other.example/es.ics ftp://x/y", " ", -1);
  add_person (team, "bo", "bo@example.org", "https://DAV.example.org:443/team/board");
  add_person (team, "chen", "chen@example.org", "");
  add_person (team, "dan", "", "");
  collection = mt_account_add_collection (ana, "https://dav.example.org/ana/work/");
  collection->used = TRUE;
  collection = mt_account_add_collection (ana, "https://dav.example.org/chen/");
  collection->used = TRUE;
  collection->person = g_strdup ("chen");
  collection->name = g_strdup ("Chen's");
  mt_account_add_collection (ana, "https://dav.example.org/unused/");

  plan = mt_sync_plan_new (NULL, team, "ana", accounts);
  text = describe (plan);
  g_assert_cmpstr (text, ==,
                   "https://dav.example.org/team/board/|Board|ana|-\n"
                   "https://dav.example.org/ana/work|ana|ana|ana@example.org\n"
                   "https://other.example/es.ics|Holidays of ana|-|-\n"
                   "https://dav.example.org/chen/|Chen's|ana|chen@example.org\n");
  g_assert_cmpuint (plan->people->len, ==, 3);
  g_assert_false (((MtSyncPerson *) plan->people->pdata[0])->no_calendar);
  /* Chen has no calendar in the team file, but an account says which is theirs. */
  g_assert_false (((MtSyncPerson *) plan->people->pdata[2])->no_calendar);
  collection->counts = FALSE;
  mt_sync_plan_unref (plan);
  plan = mt_sync_plan_new (NULL, team, "ana", accounts);
  g_assert_true (((MtSyncPerson *) plan->people->pdata[2])->no_calendar);
}

/* A team file of a server: its relative paths are URLs, and itself comes first. */
static void
test_remote (void)
{
  g_autoptr (MtTeam) team = mt_team_new ();
  g_autoptr (MtSyncPlan) plan = NULL;
  g_autoptr (MtSyncPlan) bare = NULL;
  g_autofree char *text = NULL;

  team->board = g_strdup ("board/");
  add_person (team, "ana", "ana@example.org", "../cal/ana.ics https://elsewhere.example/a/");
  plan = mt_sync_plan_new ("https://example.org/t/team.json", team, NULL, NULL);
  text = describe (plan);
  g_assert_cmpstr (text, ==,
                   "https://example.org/t/team.json|Team|-|-\n"
                   "https://example.org/t/board/|Board|-|-\n"
                   "https://example.org/cal/ana.ics|ana|-|ana@example.org\n"
                   "https://elsewhere.example/a/|ana|-|ana@example.org\n");
  g_assert_true (((MtSyncTarget *) plan->targets->pdata[0])->team);
  bare = mt_sync_plan_new ("https://example.org/t/team.json", NULL, NULL, NULL);
  g_assert_cmpuint (bare->targets->len, ==, 1);
  g_assert_false (mt_sync_plan_is_empty (bare));
}

static void
test_nothing (void)
{
  g_autoptr (MtTeam) team = mt_team_new ();
  g_autoptr (MtSyncPlan) plan = NULL;
  g_autoptr (MtSyncPlan) none = mt_sync_plan_new (NULL, NULL, NULL, NULL);

  team->board = g_strdup ("board");
  add_person (team, "ana", "ana@example.org", "work.ics /etc/x ../y");
  plan = mt_sync_plan_new (NULL, team, NULL, NULL);
  g_assert_true (mt_sync_plan_is_empty (plan));
  g_assert_true (mt_sync_plan_is_empty (none));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sync-plan/team", test_team);
  g_test_add_func ("/sync-plan/remote", test_remote);
  g_test_add_func ("/sync-plan/nothing", test_nothing);

  return g_test_run ();
}
