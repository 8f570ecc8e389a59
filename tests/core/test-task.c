/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * When a task is due, and overdue.
 */
#include "core/mt-task.h"
#include "fixtures.h"

typedef enum
{
  NOBODY,
  ASSIGNEE, /* New York, in London from the 30th */
  VIEWER,   /* London */
  BOTH,
} Who;

static const struct
{
  const char *name;
  Who who;
  MtTimeKind kind;
  const char *due; /* of a date or a floating time: as in UTC */
  const char *instant;
} rows[] = {
  { "none", BOTH, MT_TIME_NONE, "2026-11-24T12:00", NULL },
  { "instant", BOTH, MT_TIME_INSTANT, "2026-11-24T12:00", "2026-11-24T12:00" },
  { "date-ends-there", BOTH, MT_TIME_DATE, "2026-11-24T00:00", "2026-11-25T05:00" },
  { "date-of-viewer", VIEWER, MT_TIME_DATE, "2026-07-01T00:00", "2026-07-01T23:00" },
  { "date-of-nobody", NOBODY, MT_TIME_DATE, "2026-11-24T00:00", "2026-11-25T00:00" },
  { "date-of-a-traveller", ASSIGNEE, MT_TIME_DATE, "2026-11-30T00:00", "2026-12-01T00:00" },
  { "floating-there", BOTH, MT_TIME_FLOATING, "2026-11-24T12:00", "2026-11-24T17:00" },
  { "floating-of-a-traveller", ASSIGNEE, MT_TIME_FLOATING, "2026-11-30T12:00", "2026-11-30T12:00" },
  { "floating-of-viewer", VIEWER, MT_TIME_FLOATING, "2026-07-01T12:00", "2026-07-01T11:00" },
  { "floating-of-nobody", NOBODY, MT_TIME_FLOATING, "2026-11-24T12:00", "2026-11-24T12:00" },
  { "floating-in-a-gap", VIEWER, MT_TIME_FLOATING, "2026-03-29T01:30", "2026-03-29T01:30" },
  { "floating-in-a-fold", VIEWER, MT_TIME_FLOATING, "2026-10-25T01:30", "2026-10-25T00:30" },
};

static MtTime
read_due (MtTimeKind kind, const char *text)
{
  gint64 value = fixture_instant (text);
  return (MtTime){ kind, kind == MT_TIME_DATE ? mt_date_of_wall (value) : value };
}

static void
test_due (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MtZone) london = fixture_zone_eu ("Europe/London", 0);
  g_autoptr (MtZone) new_york = fixture_zone_us ("America/New_York", -5);
  g_autoptr (MtPerson) assignee = fixture_person ("ana", new_york, "");
  g_autoptr (MtPerson) viewer = fixture_person ("bo", london, "");
  g_autoptr (MtTask) task = mt_task_new ("t", "Ship it");
  gint64 due;

  fixture_travel (assignee, "2026-11-30", "2026-12-04", london);
  task->due = read_due (rows[i].kind, rows[i].due);
  const MtPerson *whose = rows[i].who & ASSIGNEE ? assignee : NULL;
  const MtPerson *by = rows[i].who & VIEWER ? viewer : NULL;
  gboolean has_due = mt_task_due_instant (task, whose, by, &due);
  g_assert_cmpint (has_due, ==, rows[i].instant != NULL);
  if (!has_due)
    {
      g_assert_false (mt_task_is_overdue (task, whose, by, G_MAXINT32));
      return;
    }
  g_assert_cmpint (due, ==, fixture_instant (rows[i].instant));
  g_assert_false (mt_task_is_overdue (task, whose, by, due - 1));
  g_assert_true (mt_task_is_overdue (task, whose, by, due));
}

static void
test_closed (void)
{
  g_autoptr (MtTask) task = mt_task_new ("t", "Ship it");
  task->due = read_due (MT_TIME_INSTANT, "2026-11-24T12:00");
  gint64 later = task->due.value + 1;

  task->status = MT_STATUS_COMPLETED;
  g_assert_false (mt_task_is_overdue (task, NULL, NULL, later));
  task->status = MT_STATUS_CANCELLED;
  g_assert_false (mt_task_is_overdue (task, NULL, NULL, later));
  task->status = MT_STATUS_NONE;
  task->completed = later - 100;
  g_assert_false (mt_task_is_overdue (task, NULL, NULL, later));
  task->status = MT_STATUS_IN_PROCESS;
  g_assert_true (mt_task_is_overdue (task, NULL, NULL, later));
}

/* Whatever the order they were read in. */
static void
test_rank (void)
{
  static const char *const titles[] = { "pear", "apple", "", "pear", "fig" };
  static const guint ranks[] = { 3, 1, 0, 3, 2 };
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_task_free);

  mt_task_rank (tasks);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (tasks, mt_task_new ("id", titles[i]));
  mt_task_rank (tasks);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_cmpuint (((MtTask *) g_ptr_array_index (tasks, i))->rank, ==, ranks[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/task/due/", rows[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_due);
    }
  g_test_add_func ("/task/closed", test_closed);
  g_test_add_func ("/task/rank", test_rank);
  return g_test_run ();
}
