/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a VTODO means: its column, who has it, which instance of a series.
 */
#include "config.h"

#include "providers/items/mt-task-reader.h"

#define DAY(day) (mt_date_to_wall (mt_date_from_civil (2026, 11, day)))
#define NOW (DAY (24) + 14 * 3600)

static const MtTime no_time = { MT_TIME_NONE, 0 };

static MtTime
instant (gint64 value)
{
  return (MtTime){ MT_TIME_INSTANT, value };
}

static MtColumn *
column (const char *name, const char *status, const char *category)
{
  MtColumn *self = g_new0 (MtColumn, 1);

  self->name = g_strdup (name);
  self->status = g_strdup (status);
  self->category = g_strdup (category);

  return self;
}

/* (transfer full): Ana and Bo, and columns of their own. */
static MtTeam *
make_team (void)
{
  MtTeam *team = mt_team_new ();
  static const char *const ids[] = { "ana", "bo" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
      g_autoptr (MtWeek) week = mt_week_new_default ();
      MtPerson *person = mt_person_new (ids[i], ids[i], zone, week);
      g_autofree char *address = g_strdup_printf ("%s@example.org", ids[i]);
      const char *const emails[] = { address, NULL };

      g_strfreev (person->emails);
      person->emails = g_strdupv ((char **) emails);
      mt_team_take_person (team, person);
    }

  g_ptr_array_set_size (team->columns, 0);
  g_ptr_array_add (team->columns, column ("To do", "NEEDS-ACTION", NULL));
  g_ptr_array_add (team->columns, column ("Doing", "IN-PROCESS", NULL));
  g_ptr_array_add (team->columns, column ("Review", "IN-PROCESS", "review"));
  g_ptr_array_add (team->columns, column ("Ice box", NULL, "LATER"));
  g_ptr_array_add (team->columns, column ("Done", "COMPLETED", NULL));

  return team;
}

/* (transfer full) */
static MtItem *
todo (const char *uid, MtStatus status, const char *categories)
{
  MtItem *item = mt_item_new (MT_ITEM_TODO, uid);

  item->status = status;
  item->summary = g_strdup (uid);
  g_strfreev (item->categories);
  item->categories = g_strsplit (categories, ",", -1);

  return item;
}

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
}

/* (transfer full) */
static GPtrArray *
read_tasks (MtTeam *team, GPtrArray *items)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_task_free);

  mt_task_reader_read (team, items, NOW, tasks);

  return tasks;
}

static void
test_columns (void)
{
  static const struct
  {
    const char *name;
    MtStatus status;
    const char *categories;
    gint column; /* -1: not shown */
    gboolean urgent;
    gboolean blocked;
    const char *labels;
  } rows[] = {
    { "no status", MT_STATUS_NONE, "", 0, FALSE, FALSE, "" },
    { "needs action", MT_STATUS_NEEDS_ACTION, "Net", 0, FALSE, FALSE, "Net" },
    { "in process", MT_STATUS_IN_PROCESS, "", 1, FALSE, FALSE, "" },
    { "category of the column", MT_STATUS_IN_PROCESS, "REVIEW,Net", 2, FALSE, FALSE, "Net" },
    { "category, other status", MT_STATUS_NEEDS_ACTION, "review", 0, FALSE, FALSE, "review" },
    { "any status", MT_STATUS_IN_PROCESS, "later", 3, FALSE, FALSE, "" },
    { "two columns fit", MT_STATUS_IN_PROCESS, "later,review", 2, FALSE, FALSE, "later" },
    { "done", MT_STATUS_COMPLETED, "", 4, FALSE, FALSE, "" },
    { "cancelled", MT_STATUS_CANCELLED, "", -1, FALSE, FALSE, "" },
    { "blocked", MT_STATUS_IN_PROCESS, "Blocked", 1, FALSE, TRUE, "" },
    { "urgent", MT_STATUS_NONE, "urgent,BLOCKED,a,b", 0, TRUE, TRUE, "a,b" },
    { "nearly", MT_STATUS_NONE, "URGENTLY", 0, FALSE, FALSE, "URGENTLY" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtTeam) team = make_team ();
      g_autoptr (GPtrArray) items = new_items ();
      g_autoptr (GPtrArray) tasks = NULL;
      const MtTask *task = NULL;
      g_autofree char *labels = NULL;

      g_test_message ("%s", rows[i].name);
      g_ptr_array_add (items, todo ("t", rows[i].status, rows[i].categories));
      tasks = read_tasks (team, items);
      g_assert_cmpuint (tasks->len, ==, rows[i].column < 0 ? 0 : 1);
      if (rows[i].column < 0)
        continue;
      task = g_ptr_array_index (tasks, 0);
      labels = g_strjoinv (",", task->labels);
      g_assert_cmpuint (task->column, ==, rows[i].column);
      g_assert_cmpint (task->urgent, ==, rows[i].urgent);
      g_assert_cmpint (task->blocked, ==, rows[i].blocked);
      g_assert_cmpstr (labels, ==, rows[i].labels);
    }
}

static void
test_assignee (void)
{
  static const struct
  {
    const char *attendees;
    const char *assignee;
    const char *address;
  } rows[] = {
    { "", NULL, NULL },
    { "BO@Example.org", "bo", "BO@Example.org" },
    { "x@example.com", NULL, "x@example.com" },
    { "x@example.com,ana@example.org", "ana", "ana@example.org" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtTeam) team = make_team ();
      g_autoptr (GPtrArray) items = new_items ();
      g_autoptr (GPtrArray) tasks = NULL;
      g_auto (GStrv) addresses = g_strsplit (rows[i].attendees, ",", -1);
      MtItem *item = todo ("t", MT_STATUS_NONE, "");
      const MtTask *task = NULL;

      for (guint k = 0; addresses[k] != NULL; k++)
        g_ptr_array_add (item->attendees, mt_attendee_new (addresses[k], NULL, MT_PARTSTAT_NONE));
      g_ptr_array_add (items, item);
      tasks = read_tasks (team, items);
      task = g_ptr_array_index (tasks, 0);
      g_assert_cmpstr (task->assignee, ==, rows[i].assignee);
      g_assert_cmpstr (task->assignee_address, ==, rows[i].address);
    }
}

/* A task of every day at 09:00, due at 10:00; @n instances from the 22nd on. */
static MtItem *
daily (guint n)
{
  MtItem *item = todo ("daily", MT_STATUS_NEEDS_ACTION, "");

  item->recurs = TRUE;
  item->start = instant (DAY (20) + 9 * 3600);
  item->due = instant (DAY (20) + 10 * 3600);
  for (guint i = 0; i < n; i++)
    {
      const MtTime start = instant (DAY (22 + i) + 9 * 3600);

      g_array_append_val (item->starts, start);
    }

  return item;
}

/* A rule that has nothing to count from: the task is there, once, and is changed as a whole. */
static void
test_series_without_start (void)
{
  g_autoptr (MtTeam) team = make_team ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_autoptr (GPtrArray) tasks = NULL;
  MtItem *item = todo ("odd", MT_STATUS_NEEDS_ACTION, "");
  const MtTask *task;

  item->recurs = TRUE;
  item->due = instant (DAY (20));
  g_ptr_array_add (items, item);
  tasks = read_tasks (team, items);
  g_assert_cmpuint (tasks->len, ==, 1);
  task = g_ptr_array_index (tasks, 0);
  g_assert_true (mt_time_equal (task->due, item->due));
  g_assert_false (task->recurs);
  g_assert_cmpint (task->recurrence_id.kind, ==, MT_TIME_NONE);
}

static MtItem *
override (guint day, MtStatus status)
{
  MtItem *item = todo ("daily", status, "");

  item->recurs = TRUE;
  item->recurrence_id = instant (DAY (day) + 9 * 3600);
  item->start = item->recurrence_id;
  item->due = instant (DAY (day) + 11 * 3600);

  return item;
}

static void
test_series (void)
{
  g_autoptr (MtTeam) team = make_team ();

  struct
  {
    const char *name;
    guint n;
    MtItem *first;
    MtItem *second;
    MtTime due; /* none: not shown */
  } rows[] = {
    { "the next one", 5, NULL, NULL, instant (DAY (25) + 10 * 3600) },
    { "all past: the last", 2, NULL, NULL, instant (DAY (23) + 10 * 3600) },
    { "moved", 5, override (25, MT_STATUS_IN_PROCESS), NULL, instant (DAY (25) + 10 * 3600) },
    { "done ones are passed over", 2, override (26, MT_STATUS_COMPLETED),
      override (27, MT_STATUS_IN_PROCESS), instant (DAY (27) + 11 * 3600) },
    { "nothing left", 0, override (26, MT_STATUS_COMPLETED), NULL, no_time },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) items = new_items ();
      g_autoptr (GPtrArray) tasks = NULL;

      g_test_message ("%s", rows[i].name);
      g_ptr_array_add (items, daily (rows[i].n));
      if (rows[i].first != NULL)
        g_ptr_array_add (items, rows[i].first);
      if (rows[i].second != NULL)
        g_ptr_array_add (items, rows[i].second);
      tasks = read_tasks (team, items);
      g_assert_cmpuint (tasks->len, ==, rows[i].due.kind == MT_TIME_NONE ? 0 : 1);
      if (tasks->len > 0)
        {
          const MtTask *task = g_ptr_array_index (tasks, 0);

          g_assert_true (mt_time_equal (task->due, rows[i].due));
        }
    }
}

static void
test_due (void)
{
  g_autoptr (MtTeam) team = make_team ();
  g_autoptr (GPtrArray) items = new_items ();
  g_autoptr (GPtrArray) tasks = NULL;
  MtItem *duration = todo ("duration", MT_STATUS_NONE, "");
  MtItem *date = todo ("date", MT_STATUS_NONE, "");
  MtItem *priority = todo ("priority", MT_STATUS_NONE, "");

  duration->start = instant (DAY (24));
  duration->length = MT_LENGTH_DURATION;
  duration->nominal_days = 1;
  duration->exact_s = 60;
  date->due = (MtTime){ MT_TIME_DATE, mt_date_from_civil (2026, 11, 30) };
  priority->priority = 1;
  g_ptr_array_add (items, duration);
  g_ptr_array_add (items, date);
  g_ptr_array_add (items, priority);
  tasks = read_tasks (team, items);

  g_assert_true (
      mt_time_equal (((MtTask *) g_ptr_array_index (tasks, 0))->due, instant (DAY (25) + 60)));
  g_assert_true (mt_time_equal (((MtTask *) g_ptr_array_index (tasks, 1))->due, date->due));
  g_assert_true (((MtTask *) g_ptr_array_index (tasks, 2))->urgent);
}

static void
test_urls (void)
{
  static const struct
  {
    const char *url;
    gboolean good;
  } rows[] = {
    { "https://example.org/a?b=c#d", TRUE },
    { "http://example.org", TRUE },
    { "HTTPS://example.org/", TRUE },
    { "mailto:a@example.org", TRUE },
    { NULL, FALSE },
    { "", FALSE },
    { "example.org", FALSE },
    { "https:///path", FALSE },
    { "https://user:secret@example.org/", FALSE },
    { "https://paypal.com@example.org/", FALSE },
    { "file:///etc/passwd", FALSE },
    { "javascript:alert(1)", FALSE },
    { "smb://example.org/x", FALSE },
    { "data:text/html,x", FALSE },
    { "https://exa mple.org/", FALSE },
    { "https://example.org/\n", FALSE },
    { " https://example.org/", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *url = mt_task_reader_check_url (rows[i].url);

      g_test_message ("%s", rows[i].url);
      g_assert_cmpstr (url, ==, rows[i].good ? rows[i].url : NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/tasks/columns", test_columns);
  g_test_add_func ("/tasks/assignee", test_assignee);
  g_test_add_func ("/tasks/series", test_series);
  g_test_add_func ("/tasks/series-without-start", test_series_without_start);
  g_test_add_func ("/tasks/due", test_due);
  g_test_add_func ("/tasks/urls", test_urls);

  return g_test_run ();
}
