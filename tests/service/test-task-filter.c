/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Which cards pass which filter.
 */
#include "config.h"

#include "service/mt-task-filter.h"
#include "zone/mt-tzdata.h"

#define NOW 1795530120 /* 2026-11-24 15:22 in Madrid */

typedef struct
{
  MtTzdata *tzdata;
  MtTeam *team;
  GPtrArray *tasks; /* (element-type MtTask) */
} Fixture;

static void
add_person (Fixture *fixture, const char *id, const char *name, const char *zone)
{
  g_autoptr (MtZone) found = mt_tzdata_lookup (fixture->tzdata, zone);
  g_autoptr (MtWeek) week = mt_week_new_default ();

  g_assert_nonnull (found);
  mt_team_take_person (fixture->team, mt_person_new (id, name, found, week));
}

static void
set_list (char ***list, const char *words)
{
  g_strfreev (*list);
  *list = g_strsplit (words, ",", -1);
}

static MtTask *
add_task (Fixture *fixture, const char *id, const char *title, const char *assignee)
{
  MtTask *task = mt_task_new (id, title);

  task->assignee = g_strdup (assignee);
  task->status = MT_STATUS_NEEDS_ACTION;
  g_ptr_array_add (fixture->tasks, task);

  return task;
}

static void
add_tasks (Fixture *fixture)
{
  MtTask *task = add_task (fixture, "mine", "Price list", "ana");
  set_list (&task->labels, "docs,Web");
  task->notes = g_strdup ("Numbers are in the handbook");

  task = add_task (fixture, "overdue", "Caf\u00E9 menu", "ana");
  task->due = (MtTime){ MT_TIME_INSTANT, NOW - 60 };
  task->urgent = TRUE;

  task = add_task (fixture, "named", "Database", "bo");
  task->blocked = TRUE;
  task->notes = g_strdup ("Waits for the window that Ana arranges.");
  set_list (&task->labels, "web");

  task = add_task (fixture, "asked", "Review", "bo");
  set_list (&task->asked, "ana");

  task = add_task (fixture, "ordered", "Team week", NULL);
  task->organizer = g_strdup ("ana");

  task = add_task (fixture, "stranger", "Contract", NULL);
  task->assignee_address = g_strdup ("eve@elsewhere.example");

  task = add_task (fixture, "over", "Old review", "bo");
  set_list (&task->asked, "ana");
  task->blocked = TRUE;
  task->status = MT_STATUS_COMPLETED;
  task->due = (MtTime){ MT_TIME_INSTANT, NOW - 60 };
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->tzdata = mt_tzdata_new (NULL);
  fixture->team = mt_team_new ();
  fixture->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_task_free);
  add_person (fixture, "ana", "Ana Ruiz", "Europe/Madrid");
  add_person (fixture, "bo", "Bo Lind", "Europe/Stockholm");
  add_person (fixture, "keola", "Keola", "Pacific/Honolulu");
  add_tasks (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->tasks);
  mt_team_unref (fixture->team);
  mt_tzdata_unref (fixture->tzdata);
}

static char *
collect (Fixture *fixture, const MtTaskFilter *filter, const MtPerson *me)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < fixture->tasks->len; i++)
    {
      const MtTask *task = g_ptr_array_index (fixture->tasks, i);
      g_autofree char *haystack = mt_task_haystack (task, fixture->team);
      const gboolean passes = mt_task_filter_match (filter, task, fixture->team, me, NOW, haystack);

      /* Made beforehand or not is all the same. */
      g_assert_cmpint (mt_task_filter_match (filter, task, fixture->team, me, NOW, NULL), ==,
                       passes);
      if (passes)
        g_string_append_printf (ids, "%s ", task->id);
    }

  return g_string_free (ids, FALSE);
}

static void
test_match (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *filter; /* as the settings have it */
    const char *me;
    const char *expected;
  } rows[] = {
    { "", "ana", "mine overdue named asked ordered stranger over " },
    { "mine", "ana", "mine overdue " },
    { "mine", "bo", "named asked over " },
    { "mine", "keola", "" },
    { "mine", NULL, "" },
    { "waiting", "ana", "named asked ordered " },
    { "waiting", "bo", "" },
    { "waiting", NULL, "" },
    { "blocked", "ana", "named over " },
    { "overdue", "ana", "overdue " },
    { "overdue", NULL, "overdue " },
    { "urgent", "ana", "overdue " },
    { "person=bo", "ana", "named asked over " },
    { "person=", "ana", "ordered " },
    { "person=nobody-of-that-id", "ana", "" },
    { "label=web", "ana", "mine named " },
    { "label=WEB", "ana", "mine named " },
    { "label=we", "ana", "" },
    { "text=price", "ana", "mine " },
    { "text=CAFE", "ana", "overdue " },
    { "text=caf\u00E9", "ana", "overdue " },
    { "text=handbook", "ana", "mine " },
    { "text=docs", "ana", "mine " },
    { "text=bo lind", "ana", "named asked over " },
    { "text=lind database", "ana", "named " },
    { "text=eve@elsewhere", "ana", "stranger " },
    { "text=menu bo", "ana", "" },
    /* Whose it is widens, all else narrows. */
    { "mine;waiting", "ana", "mine overdue named asked ordered " },
    { "mine;person=bo", "ana", "mine overdue named asked over " },
    { "mine;overdue", "ana", "overdue " },
    { "waiting;blocked", "ana", "named " },
    { "mine;waiting;label=web;text=list", "ana", "mine " },
    { "blocked;urgent", "ana", "" },
    { "person=bo;blocked;label=web;text=window", "ana", "named " },
    /* What an older or newer version left behind filters nothing. */
    { "weather=rain;;text=  ;label=", "ana", "mine overdue named asked ordered stranger over " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) words = g_strsplit (rows[i].filter, ";", -1);
      g_autoptr (MtTaskFilter) filter = mt_task_filter_new_from_strv ((const char *const *) words);
      const MtPerson *me = rows[i].me != NULL ? mt_team_find (fixture->team, rows[i].me) : NULL;
      g_autofree char *found = collect (fixture, filter, me);

      g_test_message ("%s for %s", rows[i].filter, rows[i].me != NULL ? rows[i].me : "nobody");
      g_assert_cmpstr (found, ==, rows[i].expected);
    }
}

static void
test_waits (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *notes;
    const char *comment;
    gboolean blocked;
    const char *organizer;
    const char *address;
    gboolean expected;
  } rows[] = {
    { "nothing written", NULL, NULL, TRUE, NULL, NULL, FALSE },
    { "first name", "ask Ana", NULL, TRUE, NULL, NULL, TRUE },
    { "full name, other case", "ask ANA RUIZ", NULL, TRUE, NULL, NULL, TRUE },
    { "mention in a comment", NULL, "@ana please", TRUE, NULL, NULL, TRUE },
    { "part of a word", "banana, anaconda", NULL, TRUE, NULL, NULL, FALSE },
    { "named but not blocked", "ask Ana", NULL, FALSE, NULL, NULL, FALSE },
    { "ordered, and nobody has it", NULL, NULL, FALSE, "ana", NULL, TRUE },
    { "ordered, and a stranger has it", NULL, NULL, FALSE, "ana", "eve@x.example", FALSE },
    { "ordered and blocked", NULL, NULL, TRUE, "ana", "eve@x.example", TRUE },
    { "ordered by somebody else", NULL, NULL, TRUE, "bo", NULL, FALSE },
  };
  const MtPerson *ana = mt_team_find (fixture->team, "ana");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtTask) task = mt_task_new ("t", "Title with Ana in it");

      task->notes = g_strdup (rows[i].notes);
      if (rows[i].comment != NULL)
        set_list (&task->comments, rows[i].comment);
      task->blocked = rows[i].blocked;
      task->organizer = g_strdup (rows[i].organizer);
      task->assignee_address = g_strdup (rows[i].address);
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (mt_task_waits_for (task, fixture->team, ana), ==, rows[i].expected);
    }
}

/* "Ana" alone is nobody in particular once there are two. */
static void
test_same_first_name (Fixture *fixture, gconstpointer data)
{
  const MtPerson *ana = mt_team_find (fixture->team, "ana");
  g_autoptr (MtTask) task = mt_task_new ("t", "Title");

  task->blocked = TRUE;
  task->notes = g_strdup ("Ana knows.");
  g_assert_true (mt_task_waits_for (task, fixture->team, ana));
  add_person (fixture, "ana2", "Ana Lima", "Europe/Lisbon");
  g_assert_false (mt_task_waits_for (task, fixture->team, ana));
  g_free (task->notes);
  task->notes = g_strdup ("Ana Ruiz knows.");
  g_assert_true (mt_task_waits_for (task, fixture->team, ana));
}

static void
test_words (void)
{
  static const char *const rows[] = {
    "",
    "mine",
    "mine;waiting;blocked;overdue;urgent",
    "person=",
    "person=bo;label=a=b;text=x y",
    "urgent;text=\u05D0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) words = g_strsplit (rows[i], ";", -1);
      g_autoptr (MtTaskFilter) filter = mt_task_filter_new_from_strv ((const char *const *) words);
      g_auto (GStrv) again = mt_task_filter_to_strv (filter);
      g_autofree char *joined = g_strjoinv (";", again);

      g_assert_cmpstr (joined, ==, rows[i]);
      g_assert_cmpint (mt_task_filter_is_empty (filter), ==, rows[i][0] == '\0');
      mt_task_filter_clear (filter);
      g_assert_true (mt_task_filter_is_empty (filter));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/task-filter/match", Fixture, NULL, set_up, test_match, tear_down);
  g_test_add ("/task-filter/waits", Fixture, NULL, set_up, test_waits, tear_down);
  g_test_add ("/task-filter/same-first-name", Fixture, NULL, set_up, test_same_first_name,
              tear_down);
  g_test_add_func ("/task-filter/words", test_words);

  return g_test_run ();
}
