/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * edit-team FILE OUT PERSON:KIND..: writes each change to a copy of a team file, puts what comes of
 * it into OUT/PERSON:KIND, takes it back, and fails unless that gives the same bytes. "-" is the
 * team itself.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mt-date.h"
#include "service/mt-team-writer.h"
#include "team/mt-team-file.h"

#define HOUR_S 3600

static void
fail (const char *what, const char *why)
{
  g_printerr ("edit-team: %s: %s\n", what, why);
  exit (1);
}

static MtDate
date (const char *text)
{
  MtDate value = 0;

  g_assert_true (mt_date_parse (text, &value));
  return value;
}

static const MtPerson *
find_person (const MtTeam *team, const char *id)
{
  const MtPerson *person = mt_team_find (team, id);

  if (person == NULL)
    fail (id, "nobody has this id");
  return person;
}

static void
copy_texts (GStrvBuilder *builder, char **texts, const char *more)
{
  for (guint i = 0; texts[i] != NULL; i++)
    g_strv_builder_add (builder, texts[i]);
  g_strv_builder_add (builder, more);
}

static void
add_text (MtTeamDraft *draft, const char *id, const char *key, char **texts, const char *more)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  copy_texts (builder, texts, more);
  all = g_strv_builder_end (builder);
  mt_team_draft_set_texts (draft, id, key, (const char *const *) all);
}

/* Friday becomes two ranges; the other days stay. */
static void
edit_hours (MtTeamDraft *draft, const MtPerson *person)
{
  const MtRange ranges[] = { { 8 * HOUR_S, 12 * HOUR_S }, { 22 * HOUR_S, 30 * HOUR_S } };
  g_autoptr (MtWeek) week = mt_week_new ();

  for (guint day = MT_MONDAY; day <= MT_SUNDAY; day++)
    if (day == MT_FRIDAY)
      g_array_append_vals (week->days[day], ranges, G_N_ELEMENTS (ranges));
    else
      g_array_append_vals (week->days[day], person->week->days[day]->data,
                           person->week->days[day]->len);
  mt_team_draft_set_hours (draft, person->id, week);
}

static void
edit_away (MtTeamDraft *draft, const MtPerson *person)
{
  const MtAway more = { date ("2027-05-03"), date ("2027-05-07"), (char *) "Ré \"creation\"" };
  g_autoptr (GArray) away = g_array_new (FALSE, FALSE, sizeof (MtAway));

  g_array_append_vals (away, person->away->data, person->away->len);
  g_array_append_val (away, more);
  mt_team_draft_set_away (draft, person->id, away);
}

static void
edit_travel (MtTeamDraft *draft, const MtPerson *person)
{
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("Asia/Tokyo", 0);
  const MtTravel more = { date ("2027-06-01"), date ("2027-06-02"), zone };
  g_autoptr (GArray) travel = g_array_new (FALSE, FALSE, sizeof (MtTravel));

  g_array_append_vals (travel, person->travel->data, person->travel->len);
  g_array_append_val (travel, more);
  mt_team_draft_set_travel (draft, person->id, travel);
}

static void
edit_exceptions (MtTeamDraft *draft, const MtPerson *person)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MtRange));
  const MtException more = { date ("2027-02-01"), ranges };
  g_autoptr (GArray) exceptions = g_array_new (FALSE, FALSE, sizeof (MtException));

  g_array_append_vals (exceptions, person->exceptions->data, person->exceptions->len);
  g_array_append_val (exceptions, more);
  mt_team_draft_set_exceptions (draft, person->id, exceptions);
}

/* Taking a member out is spelt "no-" and its name. */
static void
edit_person (MtTeamDraft *draft, const MtPerson *person, const char *kind)
{
  const MtRange stretch = { 6 * HOUR_S + 1800, 21 * HOUR_S };
  const char *id = person->id;

  if (strcmp (kind, "name") == 0 || strcmp (kind, "picture") == 0)
    mt_team_draft_set_text (draft, id, kind, "Zoë \"Z\" / Ó");
  else if (strcmp (kind, "timezone") == 0)
    mt_team_draft_set_text (draft, id, kind, "America/New_York");
  else if (strcmp (kind, "hours") == 0)
    edit_hours (draft, person);
  else if (strcmp (kind, "stretch") == 0)
    mt_team_draft_set_stretch (draft, id, &stretch);
  else if (strcmp (kind, "away") == 0)
    edit_away (draft, person);
  else if (strcmp (kind, "travel") == 0)
    edit_travel (draft, person);
  else if (strcmp (kind, "exceptions") == 0)
    edit_exceptions (draft, person);
  else if (strcmp (kind, "emails") == 0)
    add_text (draft, id, kind, person->emails, "new@example.org");
  else if (strcmp (kind, "calendars") == 0)
    add_text (draft, id, kind, person->calendars, "more.ics");
  else if (strcmp (kind, "holidays") == 0)
    add_text (draft, id, kind, person->holidays, "more-holidays.ics");
  else if (strcmp (kind, "remove") == 0)
    mt_team_draft_remove_person (draft, id);
  else if (strcmp (kind, "no-stretch") == 0)
    mt_team_draft_set_stretch (draft, id, NULL);
  else if (strcmp (kind, "no-away") == 0)
    mt_team_draft_set_away (draft, id, NULL);
  else if (strcmp (kind, "no-emails") == 0)
    mt_team_draft_set_texts (draft, id, "emails", NULL);
  else
    fail (kind, "unknown");
}

static MtTeamDraft *
make_draft (const MtTeam *team, const char *id, const char *kind)
{
  MtTeamDraft *draft = mt_team_draft_new ();

  if (strcmp (kind, "add") == 0)
    {
      mt_team_draft_add_person (draft, id);
      mt_team_draft_set_text (draft, id, "name", "New Ñ");
      mt_team_draft_set_text (draft, id, "timezone", "Asia/Tokyo");
    }
  else if (strcmp (id, "-") == 0)
    mt_team_draft_set_text (draft, NULL, kind, "Harbour & Sons");
  else
    edit_person (draft, find_person (team, id), kind);
  return draft;
}

static GBytes *
get (const char *path)
{
  char *data = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &data, &size, NULL))
    fail (path, "cannot be read");
  return g_bytes_new_take (data, size);
}

static void
put (const char *path, GBytes *bytes)
{
  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL))
    fail (path, "cannot be written");
}

static void
edit (const char *path, GBytes *before, const char *out, const char *what, MtTzdata *tzdata)
{
  g_auto (GStrv) parts = g_strsplit (what, ":", 2);
  g_autofree char *result = g_build_filename (out, what, NULL);
  g_autofree char *revision = mt_team_writer_revision (before);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (MtTeam) team =
      mt_team_file_read (before, path, FALSE, mt_tzdata_lookup_func, NULL, tzdata, problems);
  g_autoptr (MtTeamDraft) draft = make_draft (team, parts[0], parts[1]);
  g_autoptr (MtTeamUndo) undo = NULL;
  g_autoptr (MtTeamUndo) redo = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;

  if (!mt_team_writer_write (path, revision, draft, tzdata, NULL, &undo, &error))
    fail (what, error->message);
  after = get (path);
  put (result, after);
  if (!mt_team_undo_write (undo, &redo, &error))
    fail (what, error->message);
  again = get (path);
  if (!g_bytes_equal (before, again))
    fail (what, "undo gives other bytes");
}

int
main (int argc, char **argv)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (GBytes) before = NULL;

  if (argc < 4)
    return 2;
  before = get (argv[1]);
  for (gint i = 3; i < argc; i++)
    edit (argv[1], before, argv[2], argv[i], tzdata);
  return 0;
}
