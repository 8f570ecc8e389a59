/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a card of the board says.
 */
#include "config.h"

#include "mt-fixture.h"
#include "service/mt-column-item.h"
#include "service/mt-task-item.h"

#define PEOPLE                                                                                     \
  "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"timezone\": \"Europe/Madrid\","                    \
  "  \"emails\": [\"ana@example.org\"] },\n"                                                       \
  "{ \"id\": \"keola\", \"name\": \"Keola\", \"timezone\": \"Pacific/Honolulu\","                  \
  "  \"emails\": [\"keola@example.org\"] }"

#define KEOLA "ATTENDEE:mailto:keola@example.org\r\n"
#define ANA "ATTENDEE:mailto:ana@example.org\r\n"

/* Ana looks at it, in Madrid, on Tuesday 24 November at 15:22. */
static void
open_card (MtFixture *fixture, const char *lines)
{
  g_autofree char *text = g_strdup_printf (
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VTODO\r\nUID:t\r\n"
      "DTSTAMP:20261124T100000Z\r\nSUMMARY:Card\r\n%sEND:VTODO\r\nEND:VCALENDAR\r\n",
      lines);
  g_autoptr (GError) error = NULL;

  mt_fixture_write_team (fixture, PEOPLE, "\"board\": \"board\"");
  mt_fixture_write (fixture, "board/t.ics", text);
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static MtTaskItem *
find_card (MtFixture *fixture)
{
  GListModel *columns = mt_session_get_columns (fixture->session);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      GListModel *tasks = mt_column_item_get_tasks (mt_fixture_item (columns, i));

      if (g_list_model_get_n_items (tasks) > 0)
        return mt_fixture_item (tasks, 0);
    }
  g_assert_not_reached ();
}

static const struct
{
  const char *name;
  const char *lines;
  const char *property;
  const char *expected;
} rows[] = {
  { "changed-today", "", "age-text", "changed today" },
  { "changed-yesterday", "LAST-MODIFIED:20261123T220000Z\r\n", "age-text", "changed yesterday" },
  { "changed-before-midnight-there", "LAST-MODIFIED:20261123T233000Z\r\n", "age-text",
    "changed today" },
  { "changed-days-ago", "LAST-MODIFIED:20261121T100000Z\r\n", "age-text", "changed 3 days ago" },
  { "changed-long-ago", "LAST-MODIFIED:20260903T100000Z\r\n", "age-text", "changed Thu 3 Sep" },
  { "changed-later-than-now", "LAST-MODIFIED:20270101T000000Z\r\n", "age-text", "" },
  { "never-changed", "CREATED:20261121T100000Z\r\nLAST-MODIFIED:20261121T100000Z\r\n", "age-text",
    "3 days here" },
  { "new", "CREATED:20261124T100000Z\r\nLAST-MODIFIED:20261124T100000Z\r\n", "age-text",
    "new today" },
  { "created-and-changed", "CREATED:20261101T100000Z\r\nLAST-MODIFIED:20261123T100000Z\r\n",
    "age-text", "changed yesterday" },
  { "never-changed-for-long", "CREATED:20260903T100000Z\r\nLAST-MODIFIED:20260903T100000Z\r\n",
    "age-text", "here since Thu 3 Sep" },
  { "finished-tells-when-instead",
    "STATUS:COMPLETED\r\nCOMPLETED:20261123T100000Z\r\nLAST-MODIFIED:20261123T100000Z\r\n",
    "age-text", "" },
  { "date-of-mine", ANA "DUE;VALUE=DATE:20261125\r\n", "due-text", "tomorrow" },
  { "date-of-nobody", "DUE;VALUE=DATE:20261125\r\n", "due-text", "tomorrow" },
  /* Tuesday in Honolulu ends on Wednesday at 11:00 in Madrid. */
  { "date-of-another-day", KEOLA "DUE;VALUE=DATE:20261124\r\n", "due-text",
    "Wed 11:00 · Tue Honolulu" },
  { "date-of-another-day-far", KEOLA "DUE;VALUE=DATE:20261224\r\n", "due-text",
    "Fri 25 Dec · Thu 24 Dec Honolulu" },
  { "time-of-another-day", KEOLA "DUE:20261125T030000Z\r\n", "due-text",
    "Wed 04:00 · Tue 17:00 Honolulu" },
  { "time-of-the-same-day", KEOLA "DUE:20261124T200000Z\r\n", "due-text",
    "21:00 · 10:00 Honolulu" },
  { "blocked-says-why", "CATEGORIES:BLOCKED\r\nDESCRIPTION:Waits for Bo\\nand more\r\n", "reason",
    "Waits for Bo" },
  { "last-comment-first",
    "CATEGORIES:BLOCKED\r\nDESCRIPTION:Old\r\nCOMMENT:First\r\nCOMMENT:\\n Second\r\n", "reason",
    "Second" },
  { "not-blocked-no-reason", "DESCRIPTION:Notes\r\n", "reason", NULL },
  { "blocked-without-words", "CATEGORIES:BLOCKED\r\n", "reason", NULL },
  { "all-of-it",
    KEOLA "CATEGORIES:BLOCKED,net\r\nPRIORITY:3\r\nDUE:20261124T140000Z\r\nCOMMENT:Waits\r\n",
    "description",
    "Card, Keola, 22 min over, overdue, high priority, blocked, Waits, net, 1 comment, "
    "changed today" },
  { "low-and-repeating",
    "PRIORITY:8\r\nDTSTART;VALUE=DATE:20261124\r\nDUE;VALUE=DATE:20261125\r\n"
    "RRULE:FREQ=WEEKLY\r\n",
    "description", "Card, tomorrow, low priority, repeats, changed today" },
  { "urgent-is-high-enough", "PRIORITY:1\r\n", "description", "Card, urgent, changed today" },
  { "medium-says-nothing", "PRIORITY:5\r\n", "description", "Card, changed today" },
};

static void
test_text (MtFixture *fixture, gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  g_autofree char *text = NULL;

  open_card (fixture, rows[row].lines);
  text = mt_fixture_string (find_card (fixture), rows[row].property);
  g_assert_cmpstr (text, ==, rows[row].expected);
}

/* The words follow the chosen instant, and who looks is told when they change and only then. */
static void
test_follows (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *same_day = NULL;
  g_autofree char *next_day = NULL;
  MtTaskItem *card = NULL;
  guint n = 0;

  open_card (fixture, "LAST-MODIFIED:20261123T100000Z\r\n");
  card = find_card (fixture);
  before = mt_fixture_string (card, "age-text");
  g_signal_connect_swapped (card, "notify::description", G_CALLBACK (g_atomic_int_inc), &n);
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 3600);
  same_day = mt_fixture_string (card, "age-text");
  g_assert_cmpuint (n, ==, 0);
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 86400);
  next_day = mt_fixture_string (card, "age-text");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (before, ==, "changed yesterday");
  g_assert_cmpstr (same_day, ==, "changed yesterday");
  g_assert_cmpstr (next_day, ==, "changed 2 days ago");
}

/* What is found follows the chosen instant, and another reading. */
static void
test_filter (MtFixture *fixture, gconstpointer data)
{
  static const char *const overdue[] = { "overdue", NULL };
  static const char *const text[] = { "text=harbour", NULL };
  g_autoptr (MtTaskFilter) late = mt_task_filter_new_from_strv (overdue);
  g_autoptr (MtTaskFilter) named = mt_task_filter_new_from_strv (text);

  open_card (fixture, "DUE:20261124T200000Z\r\nDESCRIPTION:The old Harbour\r\n");
  g_assert_false (mt_task_item_match (find_card (fixture), late));
  g_assert_true (mt_task_item_match (find_card (fixture), named));
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 86400);
  g_assert_true (mt_task_item_match (find_card (fixture), late));

  open_card (fixture, "DESCRIPTION:Elsewhere\r\n");
  g_assert_false (mt_task_item_match (find_card (fixture), named));
  g_assert_false (mt_task_item_match (find_card (fixture), late));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/card/text/", rows[i].name, NULL);

      g_test_add (path, MtFixture, GUINT_TO_POINTER (i), mt_fixture_set_up, test_text,
                  mt_fixture_tear_down);
    }
  g_test_add ("/card/follows", MtFixture, NULL, mt_fixture_set_up, test_follows,
              mt_fixture_tear_down);
  g_test_add ("/card/filter", MtFixture, NULL, mt_fixture_set_up, test_filter,
              mt_fixture_tear_down);

  return g_test_run ();
}
