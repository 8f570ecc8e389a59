/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A team whose calendars, board and journal are on a server that nobody reaches: the window shows
 * what the store has, says how old it is, and keeps what is changed until it can be sent. The test
 * is the one that syncs: it puts into the store what a server would have said.
 */
#include "config.h"

#include <string.h>

#include "core/mt-person-member.h"
#include "mt-fixture.h"
#include "providers/collections/mt-collection.h"
#include "providers/collections/caldav/mt-availability.h"
#include "service/accounts/mt-account-file.h"
#include "service/mt-task-item.h"
#include "service/mt-update-change.h"
#include "store/mt-outbox.h"

#define SERVER "https://dav.example.org/"
#define WORK SERVER "ana/work/"
#define BOARD SERVER "team/board/"
#define JOURNAL SERVER "team/journal/"
#define PEOPLE                                                                                     \
  "{ \"id\": \"ana\", \"name\": \"Ana\", \"emails\": [\"ana@example.org\"], \"timezone\": "        \
  "\"UTC\","                                                                                       \
  " \"calendars\": [\"" WORK "\"] },\n"                                                            \
  "{ \"id\": \"bo\", \"name\": \"Bo\", \"emails\": [\"Bo@Example.org\"], \"timezone\": \"UTC\" }"
#define CALENDARS "\"board\": \"" BOARD "\", \"journal\": \"" JOURNAL "\""

#define TASK(uid, more)                                                                            \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VTODO\r\nUID:" uid "\r\n" more         \
  "X-UNKNOWN:kept\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"

typedef struct
{
  MtFixture base;
  MtItemStore *store; /* as whoever syncs has it open */
} Offline;

/* -- What a server said -- */

static gint64
add (Offline *offline, const char *url, const char *kind)
{
  g_autoptr (GError) error = NULL;
  const gint64 id = mt_item_store_add (offline->store, url, "ana@dav.example.org", kind, &error);

  g_assert_no_error (error);

  return id;
}

static void
commit (Offline *offline)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mt_item_store_commit (offline->store, &error));
  g_assert_no_error (error);
}

/* All of a collection was followed five minutes ago; @text is one item of it, if any. */
static gint64
serve (Offline *offline, const char *url, const char *href, const char *etag, const char *text)
{
  const gint64 id = add (offline, url, "caldav");

  mt_item_store_begin (offline->store);
  if (text != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

      mt_item_store_put_item (offline->store, id, href, etag, bytes);
    }
  mt_item_store_set_checked (offline->store, id, MT_FIXTURE_NOW - 300);
  commit (offline);

  return id;
}

static void
fail_server (Offline *offline, gint64 id)
{
  mt_item_store_begin (offline->store);
  mt_item_store_set_trouble (offline->store, id, MT_FIXTURE_NOW - 120, "the password is refused");
  commit (offline);
}

static void
set_up (Offline *offline, gconstpointer data)
{
  mt_fixture_set_up (&offline->base, data);
  mt_fixture_write_team (&offline->base, PEOPLE, CALENDARS);
  offline->store = mt_item_store_new (NULL);
}

static void
tear_down (Offline *offline, gconstpointer data)
{
  mt_item_store_free (offline->store);
  mt_fixture_tear_down (&offline->base, data);
}

static void
open_team (Offline *offline)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mt_fixture_open (&offline->base, "bo", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (&offline->base);
}

/* As a window that is closed and opened again. */
static void
restart (Offline *offline)
{
  g_clear_object (&offline->base.session);
  offline->base.session = mt_session_new (offline->base.tzdata, offline->base.clock);
  open_team (offline);
}

/* -- What is shown -- */

static const MtAgenda *
agenda_of (Offline *offline, guint person)
{
  return mt_person_item_get_agenda (
      mt_fixture_item (mt_session_get_people (offline->base.session), person));
}

static const MtTask *
find_task (Offline *offline, const char *id)
{
  const GPtrArray *tasks = mt_session_get_snapshot (offline->base.session)->tasks;

  for (guint i = 0; i < tasks->len; i++)
    if (g_str_equal (((const MtTask *) g_ptr_array_index (tasks, i))->id, id))
      return g_ptr_array_index (tasks, i);

  return NULL;
}

static MtTaskItem *
find_card (Offline *offline, const char *id)
{
  GListModel *columns = mt_session_get_columns (offline->base.session);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      GListModel *tasks = NULL;
      g_autoptr (GListModel) owned = NULL;

      g_object_get (mt_fixture_item (columns, i), "tasks", &tasks, NULL);
      owned = tasks;
      for (guint k = 0; k < g_list_model_get_n_items (tasks); k++)
        {
          MtTaskItem *card = mt_fixture_item (tasks, k);

          if (g_str_equal (mt_task_item_get_task (card)->id, id))
            return card;
        }
    }

  return NULL;
}

static void
assert_string (gpointer object, const char *property, const char *expected)
{
  g_autofree char *value = mt_fixture_string (object, property);

  g_assert_cmpstr (value, ==, expected);
}

static void
assert_person (Offline *offline, guint person, const char *property, const char *expected)
{
  assert_string (mt_fixture_item (mt_session_get_people (offline->base.session), person), property,
                 expected);
}

/* -- Changes -- */

static gboolean
has_result (MtFixture *fixture, gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
apply (Offline *offline, MtChange *change, MtChange **undo, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done = FALSE;

  g_assert_nonnull (change);
  mt_session_apply_async (offline->base.session, change, NULL, result_cb, &result);
  mt_fixture_wait (&offline->base, "the change is made", has_result, &result);
  done = mt_session_apply_finish (offline->base.session, result, undo, error);
  mt_fixture_wait_read (&offline->base);

  return done;
}

static MtChange *
new_title (Offline *offline, const char *id, const char *title)
{
  const MtTask *task = find_task (offline, id);
  MtChange *change = NULL;

  g_assert_nonnull (task);
  change = mt_change_new (MT_CHANGE_PATCH, MT_ITEM_TODO, task->collection, task->id);
  change->href = g_strdup (task->href);
  change->read_tag = g_strdup (task->tag);
  change->at = MT_FIXTURE_NOW;
  mt_change_set (change, "SUMMARY", title);

  return change;
}

static void
rename_task (Offline *offline, const char *id, const char *title)
{
  g_autoptr (GError) error = NULL;

  apply (offline, new_title (offline, id, title), NULL, &error);
  g_assert_no_error (error);
}

/* The sender: what waits is answered by the server. */
static MtOutboxRow *
take (Offline *offline)
{
  g_autoptr (GError) error = NULL;
  MtOutboxRow *row = mt_outbox_next (offline->store, NULL, MT_FIXTURE_NOW);

  g_assert_nonnull (row);
  mt_outbox_set_sending (offline->store, row, &error);
  g_assert_no_error (error);

  return row;
}

typedef struct
{
  Offline *offline;
  const char *id;
  const char *title;
  MtPending pending;
} Wanted;

static gboolean
is_shown (MtFixture *fixture, gpointer data)
{
  const Wanted *wanted = data;
  const MtTask *task = find_task (wanted->offline, wanted->id);

  return task != NULL && g_str_equal (task->title, wanted->title) &&
         task->pending.state == wanted->pending;
}

/* Another program wrote; nobody tells the session but the store itself. */
static void
wait_for (Offline *offline, const char *id, const char *title, MtPending pending)
{
  Wanted wanted = { offline, id, title, pending };

  mt_fixture_wait (&offline->base, title, is_shown, &wanted);
  mt_fixture_wait_read (&offline->base);
}

/* -- Calendars -- */

static void
test_never_read (Offline *offline, gconstpointer data)
{
  open_team (offline);
  g_assert_cmpint (agenda_of (offline, 0)->mark, ==, MT_MARK_UNKNOWN);
  g_assert_cmpint (agenda_of (offline, 1)->mark, ==, MT_MARK_NONE);
  g_assert_true (mt_fixture_has_problem (&offline->base, "has not been read from the server"));
  assert_person (offline, 0, "source-text", "");
}

static void
test_first_sync_under_way (Offline *offline, gconstpointer data)
{
  g_autofree char *event = mt_fixture_event ("e", "20261124T140000Z", "20261124T150000Z", "");
  const gint64 id = serve (offline, WORK, "e.ics", "1", event);

  mt_item_store_begin (offline->store);
  mt_item_store_set_checked (offline->store, id, 0);
  commit (offline);
  open_team (offline);
  /* Some of it is not enough: nobody is free for what was not read yet. */
  g_assert_cmpint (agenda_of (offline, 0)->mark, ==, MT_MARK_UNKNOWN);
  assert_person (offline, 0, "source-text", "dav.example.org, not read yet");
}

static void
test_calendar (Offline *offline, gconstpointer data)
{
  g_autofree char *event = mt_fixture_event ("e", "20261124T140000Z", "20261124T150000Z", "");

  serve (offline, WORK, "e.ics", "1", event);
  open_team (offline);
  g_assert_cmpint (agenda_of (offline, 0)->mark, ==, MT_MARK_OK);
  g_assert_cmpint (
      mt_person_item_get_state (mt_fixture_item (mt_session_get_people (offline->base.session), 0))
          .kind,
      ==, MT_STATE_BUSY);
  assert_person (offline, 0, "source-text", "dav.example.org, read 14:17");
  assert_person (offline, 0, "trouble-text", "");
  assert_person (offline, 1, "source-text", "");
}

static gboolean
is_marked (MtFixture *fixture, gpointer data)
{
  return agenda_of ((Offline *) fixture, 0)->mark == (MtMark) GPOINTER_TO_INT (data);
}

static void
test_stale (Offline *offline, gconstpointer data)
{
  g_autofree char *event = mt_fixture_event ("e", "20261124T140000Z", "20261124T150000Z", "");
  const gint64 id = serve (offline, WORK, "e.ics", "1", event);

  open_team (offline);
  fail_server (offline, id);
  mt_fixture_wait (&offline->base, "stale", is_marked, GINT_TO_POINTER (MT_MARK_STALE));
  g_assert_cmpint (agenda_of (offline, 0)->stale_since, ==, MT_FIXTURE_NOW - 300);
  g_assert_cmpuint (agenda_of (offline, 0)->spans->len, ==, 1);
  assert_person (offline, 0, "trouble-text", "the password is refused, since 14:20");

  restart (offline);
  g_assert_cmpint (agenda_of (offline, 0)->mark, ==, MT_MARK_STALE);

  serve (offline, WORK, NULL, NULL, NULL);
  mt_fixture_wait (&offline->base, "good again", is_marked, GINT_TO_POINTER (MT_MARK_OK));
  assert_person (offline, 0, "trouble-text", "");
}

static void
test_parked (Offline *offline, gconstpointer data)
{
  g_autofree char *event = mt_fixture_event ("e", "20261124T140000Z", "20261124T150000Z", "");
  const gint64 id = serve (offline, WORK, "e.ics", "1", event);

  mt_item_store_begin (offline->store);
  mt_item_store_park_item (offline->store, id, "bad.ics", "2", "418 teapot");
  commit (offline);
  open_team (offline);
  g_assert_cmpint (agenda_of (offline, 0)->mark, ==, MT_MARK_PARTIAL);
  g_assert_cmpuint (agenda_of (offline, 0)->spans->len, ==, 1);
  g_assert_true (mt_fixture_has_problem (&offline->base, "418 teapot"));
  /* Named at every reading, also when nothing is read anew. */
  restart (offline);
  g_assert_true (mt_fixture_has_problem (&offline->base, "bad.ics"));
}

/* Written in another way, it is the same place. */
static void
test_same_place (Offline *offline, gconstpointer data)
{
  g_autofree char *event = mt_fixture_event ("e", "20261124T140000Z", "20261124T150000Z", "");

  serve (offline, "https://DAV.example.org:443/ana/work", "e.ics", "1", event);
  open_team (offline);
  g_assert_cmpint (agenda_of (offline, 0)->mark, ==, MT_MARK_OK);
}

static void
write_accounts (const char *more)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "meantime", NULL);
  g_autofree char *path = g_build_filename (folder, "accounts.ini", NULL);
  g_autoptr (MtAccountFile) file = mt_account_file_new (path);
  g_autoptr (MtAccount) account = mt_account_new ("bo@dav.example.org");
  g_autoptr (GError) error = NULL;

  g_free (account->title);
  account->title = g_strdup ("Work");
  account->url = g_strdup (SERVER);
  account->origin = g_strdup ("https://dav.example.org");
  if (more != NULL)
    {
      MtAccountCollection *collection = mt_account_add_collection (account, more);

      collection->person = g_strdup ("bo");
      collection->used = collection->counts = TRUE;
    }
  mt_account_file_add (file, account, &error);
  g_assert_no_error (error);
}

static void
test_freebusy (Offline *offline, gconstpointer data)
{
  const gint64 id = add (offline, MT_STORE_FREEBUSY "bo@example.org", "freebusy");
  static const char text[] =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VFREEBUSY\r\nUID:f\r\n"
      "DTSTAMP:20261124T000000Z\r\nDTSTART:20261101T000000Z\r\nDTEND:20261231T000000Z\r\n"
      "FREEBUSY:20261124T140000Z/20261124T150000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);

  write_accounts (NULL);
  mt_item_store_begin (offline->store);
  mt_item_store_put_item (offline->store, id, "", NULL, bytes);
  mt_item_store_set_checked (offline->store, id, MT_FIXTURE_NOW - 300);
  commit (offline);
  open_team (offline);
  g_assert_cmpint (agenda_of (offline, 1)->mark, ==, MT_MARK_OK);
  g_assert_cmpuint (agenda_of (offline, 1)->spans->len, ==, 1);
  assert_person (offline, 1, "source-text", "dav.example.org, read 14:17");
}

static void
test_mapped (Offline *offline, gconstpointer data)
{
  const MtPerson *bo = NULL;
  MtPerson *edited = NULL;
  g_autofree char *event = mt_fixture_event ("e", "20261124T140000Z", "20261124T150000Z", "");

  write_accounts (SERVER "bo/private/");
  serve (offline, SERVER "bo/private/", "e.ics", "1", event);
  open_team (offline);
  g_assert_cmpint (agenda_of (offline, 1)->mark, ==, MT_MARK_OK);
  g_assert_cmpuint (agenda_of (offline, 1)->spans->len, ==, 1);
  bo = mt_person_item_get_person (
      mt_fixture_item (mt_session_get_people (offline->base.session), 1));
  g_assert_cmpuint (g_strv_length (bo->calendars), ==, 1);
  edited = mt_person_copy (bo);
  g_assert_cmpuint (g_strv_length (edited->calendars), ==, 0);
  g_assert_true (mt_person_same_member (edited, bo, MT_MEMBER_CALENDARS));
  mt_person_free (edited);
}

static void
test_hours (Offline *offline, gconstpointer data)
{
  const gint64 id = add (offline, MT_STORE_AVAILABILITY "bo@example.org", "availability");
  const MtPerson *bo = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const MtDate today = mt_date_of_wall (MT_FIXTURE_NOW);
  MtAway away = { today, today + 2, NULL };
  MtException single = { today + 3, g_array_new (FALSE, FALSE, sizeof (MtRange)) };
  const MtRange morning = { 9 * 3600, 12 * 3600 };
  MtZone *zone = mt_tzdata_lookup (offline->base.tzdata, "UTC");
  MtWeek *week = mt_week_new ();
  MtPerson *sender = NULL;
  MtPerson *edited = NULL;

  /* A week without a single hour, as a server keeps it. */
  sender = mt_person_new ("bo", "Bo", zone, week);
  mt_zone_unref (zone);
  mt_week_unref (week);
  g_array_append_val (sender->away, away);
  g_array_append_val (single.ranges, morning);
  g_array_append_val (sender->exceptions, single);
  bytes = mt_availability_write (sender, MT_FIXTURE_NOW);
  mt_person_free (sender);
  write_accounts (NULL);
  mt_item_store_begin (offline->store);
  mt_item_store_put_item (offline->store, id, "", NULL, bytes);
  mt_item_store_set_checked (offline->store, id, MT_FIXTURE_NOW - 300);
  commit (offline);
  open_team (offline);
  bo = mt_person_item_get_person (
      mt_fixture_item (mt_session_get_people (offline->base.session), 1));
  g_assert_true (bo->standard_hours);
  week = mt_week_new ();
  g_assert_true (mt_week_equal (bo->week, week));
  mt_week_unref (week);
  g_assert_true (mt_person_is_away_on (bo, today + 2));
  g_assert_false (mt_person_is_away_on (bo, today + 3));
  g_assert_cmpuint (bo->exceptions->len, ==, 1);
  g_assert_cmpint (g_array_index (bo->exceptions, MtException, 0).date, ==, today + 3);
  /* Whoever edits the team file sees what is in it. */
  edited = mt_person_copy (bo);
  g_assert_cmpuint (edited->away->len, ==, 0);
  g_assert_true (mt_person_same_member (edited, bo, MT_MEMBER_AWAY));
  g_assert_cmpuint (edited->exceptions->len, ==, 0);
  g_assert_true (mt_person_same_member (edited, bo, MT_MEMBER_EXCEPTIONS));
  mt_person_free (edited);
}

/* -- Board and journal -- */

static void
test_board (Offline *offline, gconstpointer data)
{
  MtTaskItem *card = NULL;

  serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint the pier\r\n"));
  open_team (offline);
  card = find_card (offline, "t");
  g_assert_nonnull (card);
  assert_string (card, "sync-text", "");
  assert_string (offline->base.session, "board-source-text", "dav.example.org, read 14:17");
  g_assert_cmpstr (find_task (offline, "t")->collection, ==, BOARD);
  g_assert_cmpstr (find_task (offline, "t")->href, ==, "t.ics");
}

/* What did not change is not read again: the records are the same. */
static void
test_board_kept (Offline *offline, gconstpointer data)
{
  g_autoptr (MtSnapshot) before = NULL;

  serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint the pier\r\n"));
  open_team (offline);
  before = mt_snapshot_ref (mt_session_get_snapshot (offline->base.session));
  mt_session_reload (offline->base.session);
  mt_fixture_wait_read (&offline->base);
  g_assert_true (before != mt_session_get_snapshot (offline->base.session));
  g_assert_true (before->tasks == mt_session_get_snapshot (offline->base.session)->tasks);

  serve (offline, BOARD, "u.ics", "1", TASK ("u", "SUMMARY:Another\r\n"));
  wait_for (offline, "u", "Another", MT_PENDING_NONE);
}

static void
test_edit (Offline *offline, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  guint n_pending = 0;

  serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint the pier\r\n"));
  open_team (offline);
  rename_task (offline, "t", "Paint it blue");
  g_assert_cmpstr (find_task (offline, "t")->title, ==, "Paint it blue");
  assert_string (find_card (offline, "t"), "sync-text", "Waiting to be sent");
  g_object_get (offline->base.session, "n-pending", &n_pending, NULL);
  g_assert_cmpuint (n_pending, ==, 1);

  restart (offline);
  g_assert_cmpstr (find_task (offline, "t")->title, ==, "Paint it blue");
  assert_string (find_card (offline, "t"), "sync-text", "Waiting to be sent");
  rows = mt_outbox_list (offline->store, BOARD);
  g_assert_cmpuint (rows->len, ==, 1);
  text = g_strndup (g_bytes_get_data (((MtOutboxRow *) rows->pdata[0])->after, NULL),
                    g_bytes_get_size (((MtOutboxRow *) rows->pdata[0])->after));
  g_assert_nonnull (strstr (text, "X-UNKNOWN:kept"));
  g_assert_cmpstr (((MtOutboxRow *) rows->pdata[0])->before_etag, ==, "1");
}

static void
test_sent (Offline *offline, gconstpointer data)
{
  g_autoptr (MtOutboxRow) row = NULL;
  g_autoptr (GError) error = NULL;

  serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint the pier\r\n"));
  open_team (offline);
  rename_task (offline, "t", "Paint it blue");
  row = take (offline);
  g_assert_true (mt_outbox_done (offline->store, row, "2", NULL, &error));
  wait_for (offline, "t", "Paint it blue", MT_PENDING_NONE);
}

static void
test_undo (Offline *offline, gconstpointer data)
{
  MtChange *undo = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint the pier\r\n"));
  open_team (offline);
  g_assert_true (apply (offline, new_title (offline, "t", "Paint it blue"), &undo, &error));
  g_assert_true (apply (offline, undo, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (find_task (offline, "t")->title, ==, "Paint the pier");
  g_assert_cmpint (find_task (offline, "t")->pending.state, ==, MT_PENDING_NONE);
  rows = mt_outbox_list (offline->store, NULL);
  g_assert_cmpuint (rows->len, ==, 0);
}

static void
test_refused (Offline *offline, gconstpointer data)
{
  g_autoptr (MtOutboxRow) row = NULL;

  serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint the pier\r\n"));
  open_team (offline);
  rename_task (offline, "t", "Paint it blue");
  row = take (offline);
  g_assert_true (mt_outbox_refused (offline->store, row, "no such right", NULL));
  wait_for (offline, "t", "Paint it blue", MT_PENDING_REFUSED);
  assert_string (find_card (offline, "t"), "sync-text", "Refused: no such right");
}

/* What the screen showed is not what is there: nothing is kept, both sides are told. */
static void
test_changed_meanwhile (Offline *offline, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  MtChange *change = NULL;

  serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint the pier\r\n"));
  open_team (offline);
  change = new_title (offline, "t", "Paint it blue");
  serve (offline, BOARD, "t.ics", "2", TASK ("t", "SUMMARY:Sell the pier\r\n"));
  g_assert_false (apply (offline, change, NULL, &error));
  g_assert_true (mt_session_is_conflict (error));
  wait_for (offline, "t", "Sell the pier", MT_PENDING_NONE);
}

static MtEditSides *
look (Offline *offline, gint64 edit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MtEditSides *sides = NULL;

  mt_session_look_at_edit_async (offline->base.session, edit, NULL, result_cb, &result);
  mt_fixture_wait (&offline->base, "both sides are read", has_result, &result);
  sides = mt_session_look_at_edit_finish (offline->base.session, result, &error);
  g_assert_no_error (error);

  return sides;
}

static gboolean
answer (Offline *offline, const MtEditSides *sides, MtEditAnswer what, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done = FALSE;

  mt_session_answer_edit_async (offline->base.session, sides->edit, sides->serial, what, NULL,
                                result_cb, &result);
  mt_fixture_wait (&offline->base, "it is answered", has_result, &result);
  done = mt_session_answer_edit_finish (offline->base.session, result, error);
  mt_fixture_wait_read (&offline->base);

  return done;
}

/* Mine is a new title; theirs a new date and a comment. */
static MtEditSides *
make_conflict (Offline *offline)
{
  static const char theirs[] =
      TASK ("t", "SUMMARY:Paint the pier\r\nDUE;VALUE=DATE:20261201\r\nCOMMENT:soon\r\n");
  g_autoptr (GBytes) bytes = g_bytes_new_static (theirs, sizeof theirs - 1);
  g_autoptr (MtOutboxRow) row = NULL;

  serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint the pier\r\n"));
  open_team (offline);
  rename_task (offline, "t", "Paint it blue");
  row = take (offline);
  g_assert_true (mt_outbox_conflict (offline->store, row, bytes, "2", NULL));
  wait_for (offline, "t", "Paint it blue", MT_PENDING_CONFLICT);
  assert_string (find_card (offline, "t"), "sync-text", "Changed by somebody else too");

  return look (offline, find_task (offline, "t")->pending.edit);
}

static void
test_both_sides (Offline *offline, gconstpointer data)
{
  g_autoptr (MtEditSides) sides = make_conflict (offline);

  g_assert_cmpint (sides->state, ==, MT_PENDING_CONFLICT);
  g_assert_cmpstr (sides->before.task->title, ==, "Paint the pier");
  g_assert_cmpstr (sides->mine.task->title, ==, "Paint it blue");
  g_assert_cmpstr (sides->theirs.task->title, ==, "Paint the pier");
  g_assert_cmpint (sides->mine.task->due.kind, ==, MT_TIME_NONE);
  g_assert_cmpint (sides->theirs.task->due.kind, ==, MT_TIME_DATE);
}

static void
test_keep_mine (Offline *offline, gconstpointer data)
{
  g_autoptr (MtEditSides) sides = make_conflict (offline);
  g_autoptr (MtOutboxRow) row = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (answer (offline, sides, MT_EDIT_KEEP_MINE, &error));
  g_assert_no_error (error);
  /* Field by field: theirs has a date that mine never spoke of. */
  g_assert_cmpstr (find_task (offline, "t")->title, ==, "Paint it blue");
  g_assert_cmpint (find_task (offline, "t")->due.kind, ==, MT_TIME_DATE);
  g_assert_cmpuint (g_strv_length (find_task (offline, "t")->comments), ==, 1);
  g_assert_cmpint (find_task (offline, "t")->pending.state, ==, MT_PENDING_WAITING);
  row = take (offline);
  g_assert_cmpstr (row->before_etag, ==, "2");
}

static void
test_take_theirs (Offline *offline, gconstpointer data)
{
  g_autoptr (MtEditSides) sides = make_conflict (offline);

  g_assert_true (answer (offline, sides, MT_EDIT_TAKE_THEIRS, NULL));
  g_assert_cmpstr (find_task (offline, "t")->title, ==, "Paint the pier");
  g_assert_cmpint (find_task (offline, "t")->pending.state, ==, MT_PENDING_NONE);
}

/* Between looking and answering theirs became something else. */
static void
test_answer_too_late (Offline *offline, gconstpointer data)
{
  g_autoptr (MtEditSides) sides = make_conflict (offline);
  g_autoptr (GError) error = NULL;

  serve (offline, BOARD, "t.ics", "3", TASK ("t", "SUMMARY:Burn it\r\n"));
  g_assert_false (answer (offline, sides, MT_EDIT_KEEP_MINE, &error));
  g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED);
}

static void
test_read_only (Offline *offline, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 id = serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint\r\n"));

  mt_item_store_begin (offline->store);
  mt_item_store_set_facts (offline->store, id, "Board", "VTODO", TRUE);
  commit (offline);
  open_team (offline);
  g_assert_null (mt_session_get_snapshot (offline->base.session)->board_place.path);
  g_assert_false (apply (offline, new_title (offline, "t", "Blue"), NULL, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNWRITABLE);
}

static void
post (Offline *offline)
{
  const MtSnapshot *snapshot = mt_session_get_snapshot (offline->base.session);
  const MtUpdateText text = { .done = "Pier", .day = mt_date_of_wall (MT_FIXTURE_NOW) };
  g_autoptr (GError) error = NULL;
  MtChange *change = mt_update_change_new (snapshot, mt_team_find (snapshot->team, "bo"), &text,
                                           MT_FIXTURE_NOW, &error);

  g_assert_no_error (error);
  apply (offline, change, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_posted (Offline *offline, const char *component)
{
  const GPtrArray *posts = mt_session_get_snapshot (offline->base.session)->posts;
  g_autoptr (MtOutboxRow) row = take (offline);
  g_autofree char *text =
      g_strndup (g_bytes_get_data (row->after, NULL), g_bytes_get_size (row->after));

  g_assert_nonnull (strstr (text, component));
  g_assert_cmpuint (posts->len, ==, 1);
  g_assert_cmpint (((const MtPost *) posts->pdata[0])->pending.state, ==, MT_PENDING_WAITING);
  g_assert_cmpstr (((const MtPost *) posts->pdata[0])->author, ==, "bo");
}

static void
test_post (Offline *offline, gconstpointer data)
{
  serve (offline, JOURNAL, NULL, NULL, NULL);
  open_team (offline);
  post (offline);
  assert_posted (offline, "BEGIN:VJOURNAL");
}

/* Where a collection takes no VJOURNAL an event of the day stands for it. */
static void
test_post_as_event (Offline *offline, gconstpointer data)
{
  const gint64 id = serve (offline, JOURNAL, NULL, NULL, NULL);

  mt_item_store_begin (offline->store);
  mt_item_store_set_facts (offline->store, id, "Journal", "VEVENT,VTODO", FALSE);
  commit (offline);
  open_team (offline);
  post (offline);
  assert_posted (offline, "TRANSP:TRANSPARENT");
}

/* -- A team file on a server -- */

static void
test_team_on_server (Offline *offline, gconstpointer data)
{
  static const char team[] =
      "{ \"version\": 1, \"name\": \"Far\", \"people\": [ { \"id\": \"bo\", \"name\": \"Bo\", "
      "\"emails\": [\"bo@example.org\"], \"timezone\": \"UTC\", \"calendars\": [\"../ana/work/\"] "
      "} "
      "], \"calendars\": { \"board\": \"board/\" } }";
  g_autofree char *event = mt_fixture_event ("e", "20261124T140000Z", "20261124T150000Z", "");
  g_autoptr (GError) error = NULL;

  serve (offline, SERVER "team/team.json", "", "1", team);
  serve (offline, WORK, "e.ics", "1", event);
  serve (offline, BOARD, "t.ics", "1", TASK ("t", "SUMMARY:Paint the pier\r\n"));
  g_free (offline->base.team);
  offline->base.team = g_strdup (SERVER "team/team.json");
  open_team (offline);
  assert_string (offline->base.session, "team-name", "Far");
  g_assert_cmpint (agenda_of (offline, 0)->mark, ==, MT_MARK_OK);
  g_assert_nonnull (find_task (offline, "t"));
  g_assert_false (mt_session_can_edit_team (offline->base.session));
}

static gboolean
has_team (MtFixture *fixture, gpointer data)
{
  return mt_session_get_snapshot (fixture->session) != NULL;
}

static void
test_team_not_read_yet (Offline *offline, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (offline->base.team);
  offline->base.team = g_strdup (SERVER "team/team.json");
  g_assert_false (mt_fixture_open (&offline->base, "bo", &error));
  g_assert_nonnull (strstr (error->message, "has not been read from the server yet"));
  mt_fixture_wait_read (&offline->base);
  serve (offline, SERVER "team/team.json", "", "1",
         "{ \"version\": 1, \"name\": \"Far\", \"people\": [] }");
  mt_fixture_wait (&offline->base, "the team comes", has_team, NULL);
  mt_fixture_wait_read (&offline->base);
}

#define ADD(path, test) g_test_add ("/offline/" path, Offline, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("never-read", test_never_read);
  ADD ("first-sync-under-way", test_first_sync_under_way);
  ADD ("calendar", test_calendar);
  ADD ("stale", test_stale);
  ADD ("parked", test_parked);
  ADD ("same-place", test_same_place);
  ADD ("freebusy", test_freebusy);
  ADD ("mapped", test_mapped);
  ADD ("hours", test_hours);
  ADD ("board", test_board);
  ADD ("board-kept", test_board_kept);
  ADD ("edit", test_edit);
  ADD ("sent", test_sent);
  ADD ("undo", test_undo);
  ADD ("refused", test_refused);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("both-sides", test_both_sides);
  ADD ("keep-mine", test_keep_mine);
  ADD ("take-theirs", test_take_theirs);
  ADD ("answer-too-late", test_answer_too_late);
  ADD ("read-only", test_read_only);
  ADD ("post", test_post);
  ADD ("post-as-event", test_post_as_event);
  ADD ("team-on-server", test_team_on_server);
  ADD ("team-not-read-yet", test_team_not_read_yet);
  return g_test_run ();
}
