/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whose calendar a collection seems to be, and that nobody is proposed on a guess.
 */
#include "config.h"

#include "service/accounts/mt-proposal.h"

typedef struct
{
  const char *name;
  const char *calendar; /* its name */
  const char *url;      /* nullable: https://dav.example.org/x/ */
  gboolean foreign;
  const char *owner;         /* nullable: principal */
  const char *owner_name;    /* nullable */
  const char *owner_address; /* nullable */
  MtHolds holds;
  const char *account_address; /* nullable: of the account */
  const char *person;          /* nullable: nobody */
} Row;

static const Row rows[] = {
  { "team file", "Anything", "https://dav.example.org/bo/w%6Frk", FALSE, NULL, NULL, NULL,
    MT_HOLDS_EVENTS, NULL, "bo" },
  { "owner's address", "Work", NULL, TRUE, "https://dav.example.org/p/17/", NULL, "bo@example.org",
    MT_HOLDS_EVENTS, NULL, "bo" },
  { "owner's address in capitals", "Work", NULL, TRUE, "https://dav.example.org/p/17/", NULL,
    "BO@Example.org", MT_HOLDS_EVENTS, NULL, "bo" },
  { "owner's address beats the name", "Chen Wei", NULL, TRUE, "https://dav.example.org/p/17/", NULL,
    "bo@example.org", MT_HOLDS_EVENTS, NULL, "bo" },
  { "login is the id", "Work", NULL, TRUE, "https://dav.example.org/principals/user/bo/", NULL,
    NULL, MT_HOLDS_EVENTS, NULL, "bo" },
  { "login is in the address", "Work", NULL, TRUE, "https://dav.example.org/principals/cwei/", NULL,
    NULL, MT_HOLDS_EVENTS, NULL, "chen" },
  { "login is the address", "Work", NULL, TRUE,
    "https://dav.example.org/principals/cwei%40example.org/", NULL, NULL, MT_HOLDS_EVENTS, NULL,
    "chen" },
  { "owner's name", "Work", NULL, TRUE, "https://dav.example.org/p/17/", "bo lind", NULL,
    MT_HOLDS_EVENTS, NULL, "bo" },
  { "owner's name with marks", "Work", NULL, TRUE, "https://dav.example.org/p/17/",
    "Zo\xc3\x8b Brand\xc3\xa3o", NULL, MT_HOLDS_EVENTS, NULL, "zoe" },
  { "two of that name", "Work", NULL, TRUE, "https://dav.example.org/p/17/", "Kim Lee", NULL,
    MT_HOLDS_EVENTS, NULL, NULL },
  { "name of the calendar", "Calendar of Bo Lind (work)", NULL, TRUE, NULL, NULL, NULL,
    MT_HOLDS_EVENTS, NULL, "bo" },
  { "part of a word is no name", "Bo Lindgren", NULL, FALSE, NULL, NULL, NULL, MT_HOLDS_EVENTS,
    NULL, "ana" },
  { "an id in somebody else's calendar", "Work chen", NULL, TRUE, "https://dav.example.org/p/17/",
    NULL, NULL, MT_HOLDS_EVENTS, NULL, "chen" },
  { "an id within a word", "Workchen", NULL, TRUE, "https://dav.example.org/p/17/", NULL, NULL,
    MT_HOLDS_EVENTS, NULL, NULL },
  { "one's own", "Private", NULL, FALSE, NULL, NULL, NULL, MT_HOLDS_EVENTS, NULL, "ana" },
  { "one's own, the address knows better", "Private", NULL, FALSE, NULL, NULL, NULL,
    MT_HOLDS_EVENTS, "bo@example.org", "bo" },
  { "one's own, called after another", "Chen Wei", NULL, FALSE, NULL, NULL, NULL, MT_HOLDS_EVENTS,
    NULL, "chen" },
  { "a stranger's", "Rooms", NULL, TRUE, "https://dav.example.org/p/17/", "Facilities",
    "rooms@example.org", MT_HOLDS_EVENTS, NULL, NULL },
  { "tasks are nobody's calendar", "Tasks", NULL, FALSE, NULL, NULL, NULL, MT_HOLDS_TASKS, NULL,
    NULL },
  { "the team's board", "Board", "https://dav.example.org/team/board/", FALSE, NULL, NULL, NULL,
    MT_HOLDS_EVENTS | MT_HOLDS_TASKS, NULL, NULL },
  { "no name", "", NULL, TRUE, "https://dav.example.org/p/17/", "", NULL, MT_HOLDS_EVENTS, NULL,
    NULL },
  { "a root for an owner", "Work", NULL, TRUE, "https://dav.example.org/", NULL, NULL,
    MT_HOLDS_EVENTS, NULL, NULL },
};

static void
add_person (MtTeam *team, const char *id, const char *name, const char *email, const char *calendar)
{
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtWeek) week = mt_week_new_default ();
  MtPerson *person = mt_person_new (id, name, zone, week);

  g_strfreev (person->emails);
  g_strfreev (person->calendars);
  person->emails = g_strsplit (email, ",", -1);
  person->calendars = g_strsplit (calendar, ",", -1);
  mt_team_take_person (team, person);
}

static MtTeam *
make_team (void)
{
  MtTeam *team = mt_team_new ();

  add_person (team, "ana", "Ana Ruiz", "ana@example.org", "");
  add_person (team, "bo", "Bo Lind", "bo@example.org", "https://dav.example.org/bo/work/");
  add_person (team, "chen", "Chen Wei", "cwei@example.org", "bo.ics");
  add_person (team, "zoe", "Zo\xc3\xab Brand\xc3\xa3o", "", "");
  add_person (team, "kim", "Kim Lee", "", "");
  add_person (team, "kim.lee", "Kim Lee", "", "");
  team->board = g_strdup ("https://dav.example.org/team/board/");
  return team;
}

static MtHomeCollection *
make_collection (const Row *row)
{
  MtHomeCollection *one = g_new0 (MtHomeCollection, 1);
  const char *addresses[] = { row->owner_address, NULL };

  one->url = g_strdup (row->url != NULL ? row->url : "https://dav.example.org/x/");
  one->name = g_strdup (row->calendar);
  one->owner = g_strdup (row->owner);
  one->owner_name = g_strdup (row->owner_name);
  one->owner_addresses = g_strdupv ((char **) addresses);
  one->foreign = row->foreign;
  one->holds = row->holds;
  return one;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (MtTeam) team = make_team ();
  g_autoptr (MtHomeCollection) collection = make_collection (row);
  g_autoptr (MtDiscovered) found = g_new0 (MtDiscovered, 1);
  g_autoptr (MtProposal) proposal = NULL;

  found->self = mt_dav_person_new ();
  if (row->account_address != NULL)
    {
      g_strfreev (found->self->addresses);
      found->self->addresses = g_strsplit (row->account_address, ",", -1);
    }
  proposal = mt_proposal_new (team, "ana", found, collection);
  g_assert_cmpstr (proposal != NULL ? proposal->person->id : NULL, ==, row->person);
  if (proposal != NULL)
    g_assert_cmpuint (strlen (proposal->why), >, 5);
}

/* Nobody is *me*: one's own calendars are nobody's. */
static void
test_without_me (void)
{
  g_autoptr (MtTeam) team = make_team ();
  const Row row = { "", "Private", NULL, FALSE, NULL, NULL, NULL, MT_HOLDS_EVENTS, NULL, NULL };
  g_autoptr (MtHomeCollection) collection = make_collection (&row);
  g_autoptr (MtDiscovered) found = g_new0 (MtDiscovered, 1);

  g_assert_null (mt_proposal_new (team, NULL, found, collection));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/proposal/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/proposal/without-me", test_without_me);
  return g_test_run ();
}
