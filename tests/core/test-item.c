/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the plain records: items, problems, changes.
 */
#include "core/mt-change.h"
#include "core/mt-item.h"
#include "core/mt-problem.h"

static void
test_category (void)
{
  g_autoptr (MtItem) item = mt_item_new (MT_ITEM_EVENT, "u");

  g_assert_false (mt_item_has_category (item, "FOCUS"));
  g_strfreev (item->categories);
  item->categories = g_strsplit ("Deep work,out of office ,FOCUSED,Urlaub", ",", -1);
  g_assert_true (mt_item_has_category (item, "DEEP WORK"));
  g_assert_true (mt_item_has_category (item, "urlaub"));
  g_assert_false (mt_item_has_category (item, "FOCUS"));
  g_assert_false (mt_item_has_category (item, "DEEP"));
}

static void
test_time_equal (void)
{
  MtTime none = { MT_TIME_NONE, 1 }, other_none = { MT_TIME_NONE, 2 };
  MtTime floating = { MT_TIME_FLOATING, 5 }, instant = { MT_TIME_INSTANT, 5 };

  g_assert_true (mt_time_equal (none, other_none));
  g_assert_true (mt_time_equal (instant, instant));
  g_assert_false (mt_time_equal (floating, instant));
  g_assert_false (mt_time_equal (none, instant));
}

static void
test_new (void)
{
  g_autoptr (MtItem) item = mt_item_new (MT_ITEM_TODO, "u");
  g_autoptr (MtAttendee) attendee = mt_attendee_new ("a@x", NULL, MT_PARTSTAT_NONE);

  g_assert_cmpint (item->percent, ==, -1);
  g_assert_cmpint (item->created, ==, G_MININT64);
  g_assert_cmpint (item->recurrence_id.kind, ==, MT_TIME_NONE);
  g_ptr_array_add (item->attendees, g_steal_pointer (&attendee));
  g_ptr_array_add (item->comments, mt_comment_new ("x", NULL, "Ana"));
}

static void
test_problem (void)
{
  static const struct
  {
    const char *file;
    guint line, column;
    const char *item;
    const char *expected;
  } rows[] = {
    { "a.ics", 3, 7, "u1", "a.ics:3:7: item u1: bad 5" },
    { "a.ics", 3, 0, NULL, "a.ics:3: bad 5" },
    { "a.ics", 0, 7, NULL, "a.ics: bad 5" },
    { NULL, 0, 0, "u1", "item u1: bad 5" },
    { NULL, 0, 0, NULL, "bad 5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtProblem) problem = mt_problem_new (MT_SEVERITY_ERROR, rows[i].file, rows[i].line,
                                                      rows[i].column, rows[i].item, "bad %d", 5);
      g_autofree char *text = mt_problem_format (problem);

      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_change (void)
{
  g_autoptr (MtChange) change = mt_change_new (MT_CHANGE_PATCH, MT_ITEM_TODO, "/c", "u");
  const MtChangeField *field;

  mt_change_set (change, "STATUS", "COMPLETED");
  mt_change_set (change, "DUE", NULL);
  mt_change_set (change, "status", "IN-PROCESS");
  g_assert_cmpuint (change->fields->len, ==, 2);
  field = g_ptr_array_index (change->fields, 0);
  g_assert_cmpstr (field->value, ==, "IN-PROCESS");
  field = g_ptr_array_index (change->fields, 1);
  g_assert_null (field->value);
  g_assert_cmpint (change->recurrence_id.kind, ==, MT_TIME_NONE);
}

static void
test_change_copy (void)
{
  g_autoptr (MtChange) change = mt_change_new (MT_CHANGE_PATCH, MT_ITEM_TODO, "/c", "u");
  const char *const params[] = { "CN", "Bo", NULL };
  g_autoptr (MtChange) copy = NULL;
  const MtChangeField *field;

  change->href = g_strdup ("u.ics");
  change->read_tag = g_strdup ("t");
  change->at = 7;
  change->recurrence_id = (MtTime){ MT_TIME_DATE, 3 };
  mt_change_set_time (change, "DUE", (MtTime){ MT_TIME_INSTANT, 5 });
  mt_change_swap (change, "ATTENDEE", "mailto:a", "mailto:b", params);
  copy = mt_change_copy (change);
  mt_change_set (change, "DUE", NULL);
  g_assert_cmpstr (copy->uid, ==, "u");
  g_assert_cmpstr (copy->href, ==, "u.ics");
  g_assert_cmpstr (copy->read_tag, ==, "t");
  g_assert_cmpint (copy->at, ==, 7);
  g_assert_true (mt_time_equal (copy->recurrence_id, change->recurrence_id));
  g_assert_cmpuint (copy->fields->len, ==, 2);
  field = g_ptr_array_index (copy->fields, 0);
  g_assert_cmpint (field->time.value, ==, 5);
  field = g_ptr_array_index (copy->fields, 1);
  g_assert_cmpint (field->how, ==, MT_FIELD_SWAP);
  g_assert_cmpstr (field->was, ==, "mailto:a");
  g_assert_cmpstr (field->params[1], ==, "Bo");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/item/category", test_category);
  g_test_add_func ("/item/time-equal", test_time_equal);
  g_test_add_func ("/item/new", test_new);
  g_test_add_func ("/problem/format", test_problem);
  g_test_add_func ("/change/set", test_change);
  g_test_add_func ("/change/copy", test_change_copy);
  return g_test_run ();
}
