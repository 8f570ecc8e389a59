/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Sending what waits: on condition, once, and never at the cost of somebody else's edit.
 */
#include "config.h"

#include "sync-fixture.h"

#include <string.h>

#define ONE WORK "one.ics"

static char *
read_summary (GBytes *bytes)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *found = strstr (text, "SUMMARY:");

  return found != NULL ? g_strndup (found + 8, strcspn (found + 8, "\r\n")) : NULL;
}

static void
assert_server (SyncFixture *f, const char *path, const char *summary)
{
  g_autoptr (GBytes) bytes = fake_dav_read (f->server, path);
  g_autofree char *found = bytes != NULL ? read_summary (bytes) : NULL;

  g_assert_cmpstr (found, ==, summary);
}

static void
assert_bytes (GBytes *bytes, const char *summary)
{
  g_autofree char *found = bytes != NULL ? read_summary (bytes) : NULL;

  g_assert_cmpstr (found, ==, summary);
}

static void
begin (SyncFixture *f)
{
  sync_use (f, f->ana, WORK);
  sync_put (f, ONE, "Old");
  g_assert_true (sync_run (f, 0));
  fake_dav_clear_log (f->server);
}

static void
assert_settled (SyncFixture *f, guint n)
{
  g_autoptr (GPtrArray) rows = mt_outbox_list (f->store, NULL);

  g_assert_cmpuint (rows->len, ==, 0);
  sync_assert_equal (f, WORK, n);
}

static void
test_changes (SyncFixture *f, gconstpointer data)
{
  begin (f);
  sync_edit (f, ONE, "Old", "New");
  sync_edit (f, WORK "two.ics", "", "Made");
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (f->report.n_sent, ==, 2);
  g_assert_cmpuint (sync_count (f, "PUT"), ==, 2);
  assert_settled (f, 2);
  assert_server (f, ONE, "New");
  assert_server (f, WORK "two.ics", "Made");

  sync_edit (f, ONE, "New", "");
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 1);

  /* The second edit of an item goes on top of the first. */
  sync_edit (f, WORK "two.ics", "Made", "Made again");
  sync_edit (f, WORK "two.ics", "Made again", "And again");
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 1);
  assert_server (f, WORK "two.ics", "And again");

  /* Quiet after. */
  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "*"), ==, 1);
}

/* Right after an edit only its collection is asked. */
static void
test_send_only (SyncFixture *f, gconstpointer data)
{
  fake_dav_add_collection (f->server, "/calendars/ana/other/", NULL);
  sync_use (f, f->ana, "/calendars/ana/other/");
  begin (f);
  sync_edit (f, ONE, "Old", "New");
  g_assert_true (sync_run (f, MT_SYNC_SEND));
  assert_server (f, ONE, "New");
  g_assert_cmpuint (sync_count (f, "* /calendars/ana/other/"), ==, 0);
}

/* What servers answer to a PUT or DELETE, and what becomes of the edit. */
typedef struct
{
  const char *name;
  const char *action;
  MtOutboxState state;   /* MT_OUTBOX_NONE: done */
  const char *on_server; /* after */
  guint puts;            /* how often it was sent */
} Answer;

static const Answer answers[] = {
  /* It arrived, and the answer did not: looked for, found, not sent again. */
  { "after", "after", MT_OUTBOX_WAITING, "New", 1 },
  { "reset", "reset", MT_OUTBOX_WAITING, "Old", 1 },
  { "close", "close", MT_OUTBOX_WAITING, "Old", 1 },
  { "500", "500", MT_OUTBOX_WAITING, "Old", 1 },
  { "502", "502", MT_OUTBOX_WAITING, "Old", 1 },
  { "507", "507", MT_OUTBOX_WAITING, "Old", 1 },
  { "423", "423", MT_OUTBOX_WAITING, "Old", 1 },
  { "408", "408", MT_OUTBOX_WAITING, "Old", 1 },
  { "html", "html", MT_OUTBOX_WAITING, "Old", 1 },
  { "400", "400", MT_OUTBOX_REFUSED, "Old", 1 },
  { "403", "403", MT_OUTBOX_REFUSED, "Old", 1 },
  { "413", "413", MT_OUTBOX_REFUSED, "Old", 1 },
  { "415", "415", MT_OUTBOX_REFUSED, "Old", 1 },
  { "418", "418", MT_OUTBOX_REFUSED, "Old", 1 },
};

static void
test_answer (SyncFixture *f, gconstpointer data)
{
  const Answer *answer = data;
  g_autoptr (MtOutboxRow) row = NULL;

  begin (f);
  fake_dav_fail (f->server, "PUT", answer->action, 2, NULL);
  sync_edit (f, ONE, "Old", "New");
  sync_run (f, 0);
  row = sync_find_edit (f, ONE);
  g_assert_nonnull (row);
  g_assert_cmpint (row->state, ==, answer->state);
  g_assert_nonnull (row->why);
  assert_server (f, ONE, answer->on_server);
  /* The client itself repeats an idempotent request on a broken connection, once. */
  g_assert_cmpuint (sync_count (f, "PUT"), <=, answer->puts + 1);
  g_assert_cmpuint (f->report.n_pending, ==, answer->state == MT_OUTBOX_WAITING);
  g_assert_cmpuint (f->report.n_conflicts, ==, answer->state == MT_OUTBOX_REFUSED);

  /* One cycle after the fault is gone both sides are equal. */
  fake_dav_reset (f->server);
  fake_dav_clear_log (f->server);
  if (answer->state == MT_OUTBOX_REFUSED)
    {
      g_assert_true (sync_run (f, MT_SYNC_ASKED));
      g_assert_cmpuint (sync_count (f, "PUT"), ==, 0);
      g_assert_true (mt_outbox_retry (f->store, row->id, NULL));
    }
  g_assert_true (sync_run (f, MT_SYNC_ASKED));
  assert_settled (f, 1);
  assert_server (f, ONE, "New");
  g_assert_cmpuint (sync_count (f, "PUT"), ==, g_str_equal (answer->on_server, "New") ? 0 : 1);
}

static void
test_conflict (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtOutboxRow) row = NULL;

  begin (f);
  sync_edit (f, ONE, "Old", "Mine");
  sync_put (f, ONE, "Theirs");
  g_assert_true (sync_run (f, 0));
  assert_server (f, ONE, "Theirs");
  row = sync_find_edit (f, ONE);
  g_assert_cmpint (row->state, ==, MT_OUTBOX_CONFLICT);
  assert_bytes (row->after, "Mine");
  assert_bytes (row->theirs, "Theirs");
  g_assert_cmpuint (f->report.n_conflicts, ==, 1);

  /* It is not sent again by itself. */
  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, MT_SYNC_ASKED));
  g_assert_cmpuint (sync_count (f, "PUT"), ==, 0);
  g_clear_pointer (&row, mt_outbox_row_free);
  row = sync_find_edit (f, ONE);
  g_assert_true (mt_outbox_resolve (f->store, row->id, row->serial, MT_OUTBOX_MINE, NULL, NULL));
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 1);
  assert_server (f, ONE, "Mine");
}

static void
test_conflict_theirs (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtOutboxRow) row = NULL;

  begin (f);
  sync_edit (f, ONE, "Old", "");
  sync_put (f, ONE, "Theirs");
  g_assert_true (sync_run (f, 0));
  row = sync_find_edit (f, ONE);
  g_assert_cmpint (row->state, ==, MT_OUTBOX_CONFLICT);
  g_assert_null (row->after);
  g_assert_true (mt_outbox_resolve (f->store, row->id, row->serial, MT_OUTBOX_THEIRS, NULL, NULL));
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 1);
  assert_server (f, ONE, "Theirs");
}

/* Changed here, deleted there. */
static void
test_conflict_deleted (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtOutboxRow) row = NULL;

  begin (f);
  sync_edit (f, ONE, "Old", "Mine");
  g_assert_true (fake_dav_remove (f->server, ONE));
  g_assert_true (sync_run (f, 0));
  row = sync_find_edit (f, ONE);
  g_assert_cmpint (row->state, ==, MT_OUTBOX_CONFLICT);
  g_assert_null (row->theirs);
  g_assert_true (mt_outbox_resolve (f->store, row->id, row->serial, MT_OUTBOX_MINE, NULL, NULL));
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 1);
  assert_server (f, ONE, "Mine");
}

/* An item's own word that it is not there is wrong: an edit of it waits, and does what it was to do
 * once it can. */
typedef struct
{
  const char *name;
  const char *etag;
  const char *request; /* the first that says so; the others are GET */
  const char *after;   /* "": deleted */
} SaidGone;

static const SaidGone said_gone[] = {
  { "delete", "strong", "DELETE", "" },       { "delete-weak", "weak", "GET", "" },
  { "delete-no-etag", "none", "DELETE", "" }, { "change", "strong", "PUT", "New" },
  { "change-weak", "weak", "GET", "New" },    { "change-no-etag", "none", "PUT", "New" },
};

static void
test_said_gone (SyncFixture *f, gconstpointer data)
{
  const SaidGone *row = data;
  g_autoptr (MtOutboxRow) edit = NULL;

  fake_dav_set (f->server, "etag", row->etag);
  begin (f);
  fake_dav_fail (f->server, row->request, "404", 100, NULL);
  fake_dav_fail (f->server, "GET", "404", 100, NULL);
  sync_edit (f, ONE, "Old", row->after);
  g_assert_true (sync_run (f, 0));
  assert_server (f, ONE, "Old");
  edit = sync_find_edit (f, ONE);
  g_assert_nonnull (edit);
  g_assert_cmpint (edit->state, ==, MT_OUTBOX_WAITING);
  g_assert_nonnull (edit->why);

  fake_dav_reset (f->server);
  fake_dav_set (f->server, "etag", row->etag);
  g_assert_true (sync_run (f, MT_SYNC_ASKED));
  assert_settled (f, *row->after != '\0');
  assert_server (f, ONE, *row->after != '\0' ? row->after : NULL);
}

/* It is gone indeed, and the report of changes says so: nothing is listed for it. */
static void
test_gone (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtOutboxRow) row = NULL;

  begin (f);
  sync_edit (f, ONE, "Old", "");
  g_assert_true (fake_dav_remove (f->server, ONE));
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 0);
  g_assert_cmpuint (sync_count (f, "PROPFIND"), ==, 0);
  g_assert_cmpuint (sync_count (f, "REPORT"), ==, 1);

  /* Made and gone between two reports: none speaks of it, and the listing has the word. */
  sync_edit (f, WORK "two.ics", "", "Made");
  fake_dav_fail (f->server, "REPORT", "500", 1, NULL);
  sync_run (f, 0);
  sync_edit (f, WORK "two.ics", "Made", "Mine");
  g_assert_true (fake_dav_remove (f->server, WORK "two.ics"));
  g_assert_true (sync_run (f, MT_SYNC_ASKED));
  row = sync_find_edit (f, WORK "two.ics");
  g_assert_nonnull (row);
  g_assert_cmpint (row->state, ==, MT_OUTBOX_CONFLICT);
  g_assert_null (row->theirs);
}

/* Much was deleted here, and the answers were lost: nobody is asked whether that was right. */
static void
test_many_gone (SyncFixture *f, gconstpointer data)
{
  begin (f);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf (WORK "%u.ics", i);

      sync_put (f, path, "Many");
    }
  g_assert_true (sync_run (f, 0));
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf (WORK "%u.ics", i);

      sync_edit (f, path, "Many", "");
      g_assert_true (fake_dav_remove (f->server, path));
    }
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 1);
}

/* Both did the same. */
static void
test_agreed (SyncFixture *f, gconstpointer data)
{
  begin (f);
  sync_edit (f, ONE, "Old", "Same");
  sync_put (f, ONE, "Same");
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 1);

  sync_edit (f, ONE, "Same", "");
  g_assert_true (fake_dav_remove (f->server, ONE));
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 0);
}

/* Killed between the server's doing and its answer: the state on the disk says so. */
static void
test_killed (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtOutboxRow) row = NULL;

  begin (f);
  sync_edit (f, WORK "two.ics", "", "Made");
  row = sync_find_edit (f, WORK "two.ics");
  g_assert_true (mt_outbox_set_sending (f->store, row, NULL));
  sync_put (f, WORK "two.ics", "Made");
  sync_restart (f);
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "PUT"), ==, 0);
  assert_settled (f, 2);
}

/* The server has the same UID under another name: an earlier try, or somebody's copy. */
static void
test_twin (SyncFixture *f, gconstpointer data)
{
  const char *status = data;
  g_autofree char *text = sync_make_event ("two.ics", "Made");

  begin (f);
  fake_dav_set (f->server, "uid-conflict", status);
  fake_dav_put (f->server, WORK "other-name.ics", text);
  sync_edit (f, WORK "two.ics", "", "Made");
  sync_run (f, 0);
  g_assert_true (sync_run (f, MT_SYNC_ASKED));
  assert_settled (f, 2);
  g_assert_null (fake_dav_read (f->server, WORK "two.ics"));
}

/* Servers without good ETags, and those that store something else. */
static void
test_habit (SyncFixture *f, gconstpointer data)
{
  const char *const *habit = data;

  for (gsize i = 0; habit[i] != NULL; i += 2)
    fake_dav_set (f->server, habit[i], habit[i + 1]);
  begin (f);
  sync_edit (f, ONE, "Old", "New");
  sync_edit (f, WORK "two.ics", "", "Made");
  g_assert_true (sync_run (f, 0));
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 2);
  assert_server (f, ONE, "New");
  sync_put (f, ONE, "Theirs");
  sync_edit (f, WORK "two.ics", "Made", "");
  g_assert_true (sync_run (f, 0));
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 1);
}

/* Deleted under an edit that was refused or is in conflict elsewhere: the others go on. */
static void
test_one_of_many (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtOutboxRow) row = NULL;

  begin (f);
  sync_edit (f, WORK "a.ics", "", "A");
  sync_edit (f, WORK "b.ics", "", "B");
  sync_edit (f, WORK "c.ics", "", "C");
  fake_dav_fail (f->server, "PUT b.ics", "403", G_MAXUINT, NULL);
  g_assert_true (sync_run (f, 0));
  assert_server (f, WORK "a.ics", "A");
  assert_server (f, WORK "c.ics", "C");
  row = sync_find_edit (f, WORK "b.ics");
  g_assert_cmpint (row->state, ==, MT_OUTBOX_REFUSED);
}

#define JOURNAL                                                                                    \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VJOURNAL\r\nUID:j\r\n"                 \
  "DTSTAMP:20261118T000000Z\r\nDTSTART;VALUE=DATE:20261118\r\nCATEGORIES:UPDATE\r\n"               \
  "SUMMARY:Pier\r\nEND:VJOURNAL\r\nEND:VCALENDAR\r\n"

/* Where no journal entries are taken an event of the day stands for one. */
static void
test_journal_as_event (SyncFixture *f, gconstpointer data)
{
  g_autofree char *url = sync_url (f, WORK);
  g_autofree char *there = NULL;
  g_autoptr (GBytes) entry = g_bytes_new_static (JOURNAL, strlen (JOURNAL));
  g_autoptr (GBytes) bytes = NULL;

  begin (f);
  fake_dav_set (f->server, "components", "VEVENT");
  g_assert_cmpint (mt_outbox_add (f->store, url, "j.ics", "j", NULL, entry, NULL, f->now, NULL), >,
                   0);
  g_assert_true (sync_run (f, 0));
  assert_settled (f, 2);
  bytes = fake_dav_read (f->server, WORK "j.ics");
  g_assert_nonnull (bytes);
  there = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (there, "BEGIN:VEVENT\r\nUID:j\r\n"));
  g_assert_nonnull (strstr (there, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"));
  g_assert_null (strstr (there, "VJOURNAL"));
}

static const char *const habits[][8] = {
  { "etag", "weak", NULL },
  { "etag", "none", NULL },

  { "etag", "changing", NULL },
  { "put-etag", "no", "get-etag", "no", NULL },
  { "if-match", "never", NULL },
  { "delete", "200", NULL },
  { "sync", "no", "ctag", "no", NULL },
  { "get-etag", "no", "etag", "changing", NULL },
  { "put", "rewrite", NULL },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, data, function)                                                                  \
  g_test_add ("/sync-send/" name, SyncFixture, data, sync_fixture_set_up, function,                \
              sync_fixture_tear_down)
  ADD ("changes", NULL, test_changes);
  ADD ("journal-as-event", NULL, test_journal_as_event);
  ADD ("send-only", NULL, test_send_only);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/sync-send/answer/", answers[i].name, NULL);

      g_test_add (path, SyncFixture, &answers[i], sync_fixture_set_up, test_answer,
                  sync_fixture_tear_down);
    }
  ADD ("conflict", NULL, test_conflict);
  ADD ("conflict-theirs", NULL, test_conflict_theirs);
  ADD ("conflict-deleted", NULL, test_conflict_deleted);
  for (gsize i = 0; i < G_N_ELEMENTS (said_gone); i++)
    {
      g_autofree char *path = g_strconcat ("/sync-send/said-gone/", said_gone[i].name, NULL);

      g_test_add (path, SyncFixture, &said_gone[i], sync_fixture_set_up, test_said_gone,
                  sync_fixture_tear_down);
    }
  ADD ("gone", NULL, test_gone);
  ADD ("many-gone", NULL, test_many_gone);
  ADD ("agreed", NULL, test_agreed);
  ADD ("killed", NULL, test_killed);
  ADD ("twin-403", "403", test_twin);
  ADD ("twin-409", "409", test_twin);
  ADD ("one-of-many", NULL, test_one_of_many);
  for (gsize i = 0; i < G_N_ELEMENTS (habits); i++)
    {
      g_autofree char *path =
          g_strconcat ("/sync-send/habit/", habits[i][0], "-", habits[i][1], NULL);

      g_test_add (path, SyncFixture, habits[i], sync_fixture_set_up, test_habit,
                  sync_fixture_tear_down);
    }
#undef ADD

  return g_test_run ();
}
