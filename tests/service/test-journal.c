/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The whole journal by day, person and words; threads; what an update is written with.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "service/mt-journal.h"
#include "service/mt-post-thread.h"
#include "service/mt-search.h"
#include "service/mt-threads.h"
#include "service/mt-update-offer.h"

#define PEOPLE                                                                                     \
  "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"emails\": [\"ana@example.org\"], \"timezone\": "   \
  "\"Europe/Madrid\" },\n{ \"id\": \"bo\", \"name\": \"Bo Lind\", \"emails\": "                    \
  "[\"bo@example.org\"], \"timezone\": \"Asia/Kolkata\" },\n{ \"id\": \"eve\", \"name\": "         \
  "\"Eve\", \"emails\": [\"eve@example.org\"], \"timezone\": \"Australia/Sydney\", \"hours\": { "  \
  "\"mon\": [\"22:00-06:00\"], \"tue\": [\"22:00-06:00\"] } }"

static void
write_post (MtFixture *fixture,
            const char *uid,
            const char *author,
            const char *day,
            const char *posted,
            const char *category,
            const char *related_to,
            const char *text)
{
  g_autofree char *name = g_strdup_printf ("journal/%s.ics", uid);
  g_autofree char *all = g_strdup_printf (
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VJOURNAL\r\nUID:%s\r\n"
      "DTSTAMP:%sZ\r\nCREATED:%sZ\r\nDTSTART;VALUE=DATE:%s\r\nCATEGORIES:%s\r\n"
      "ORGANIZER:mailto:%s@example.org\r\nRELATED-TO:%s\r\nDESCRIPTION:%s\r\nEND:VJOURNAL\r\n"
      "END:VCALENDAR\r\n",
      uid, posted, posted, day, category, author, related_to, text);

  mt_fixture_write (fixture, name, all);
}

static void
write_task (MtFixture *fixture, const char *uid, const char *assignee, const char *more)
{
  g_autofree char *name = g_strdup_printf ("board/%s.ics", uid);
  g_autofree char *all = g_strdup_printf (
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VTODO\r\nUID:%s\r\n"
      "DTSTAMP:20261101T000000Z\r\nSUMMARY:%s\r\nATTENDEE:mailto:%s@example.org\r\n%sEND:VTODO\r\n"
      "END:VCALENDAR\r\n",
      uid, uid, assignee, more);

  mt_fixture_write (fixture, name, all);
}

static void
set_up (MtFixture *fixture, gconstpointer me)
{
  g_autoptr (GError) error = NULL;

  mt_fixture_set_up (fixture, NULL);
  mt_fixture_write_team (fixture, PEOPLE, "\"board\": \"board\", \"journal\": \"journal\"");
  write_post (fixture, "a23", "ana", "20261123", "20261123T150000", "UPDATE", "-", "Crème brûlée");
  write_post (fixture, "b24", "bo", "20261124", "20261124T110000", "UPDATE", "-", "Done: tides");
  write_post (fixture, "a24", "ana", "20261124", "20261124T120000", "UPDATE", "-", "Done: half");
  write_post (fixture, "re1", "bo", "20261124", "20261124T130000", "UPDATE", "a23", "Really?");
  write_post (fixture, "re2", "ana", "20261124", "20261124T131000", "UPDATE", "re1", "Yes");
  write_post (fixture, "dec", "ana", "20261120", "20261120T100000", "DECISION", "-", "Prices");
  write_post (fixture, "old", "x", "20200229", "20200229T100000", "UPDATE", "-", "Leap");
  write_task (fixture, "moved", "ana", "STATUS:IN-PROCESS\r\nLAST-MODIFIED:20261124T090000Z\r\n");
  write_task (
      fixture, "finished", "ana",
      "STATUS:COMPLETED\r\nCOMPLETED:20261124T131000Z\r\nLAST-MODIFIED:20261124T131000Z\r\n");
  write_task (fixture, "before", "ana", "LAST-MODIFIED:20261123T090000Z\r\n");
  write_task (fixture, "theirs", "bo", "LAST-MODIFIED:20261124T090000Z\r\n");
  write_task (fixture, "later", "ana", "LAST-MODIFIED:20261124T190000Z\r\n");
  g_assert_true (mt_fixture_open (fixture, me, &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static char *
find (MtFixture *fixture, const char *person, const char *words)
{
  g_autofree char *search = words != NULL ? mt_search_fold (words) : NULL;
  g_autoptr (GPtrArray) found =
      mt_journal_find (mt_session_get_snapshot (fixture->session), person, search);
  GString *uids = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (uids, "%s%s", i > 0 ? " " : "",
                            ((const MtPost *) g_ptr_array_index (found, i))->uid);
  return g_string_free (uids, FALSE);
}

static const struct
{
  const char *name;
  const char *person;
  const char *words;
  const char *uids;
} rows[] = {
  { "all, newest day first", NULL, NULL, "re2 re1 a24 b24 a23 dec old" },
  { "no words", NULL, "", "re2 re1 a24 b24 a23 dec old" },
  { "somebody's", "bo", NULL, "re1 b24" },
  { "without case and accents", NULL, "CREME brulee", "a23" },
  { "with other accents", NULL, "crémé", "a23" },
  { "in any order", NULL, "tides done", "b24" },
  { "every word", NULL, "tides half", "" },
  { "an author", NULL, "ruiz", "re2 a24 a23 dec" },
  { "a stranger's address", NULL, "x@example", "old" },
  { "both", "ana", "half", "a24" },
  { "nobody's", "eve", NULL, "" },
};

static void
test_find (MtFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *uids = find (fixture, rows[i].person, rows[i].words);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (uids, ==, rows[i].uids);
    }
}

static gboolean
has_looked (MtFixture *fixture, gpointer journal)
{
  gboolean looking = TRUE;

  g_object_get (journal, "looking", &looking, NULL);
  return !looking;
}

static void
assert_item (MtJournal *journal, guint position, const char *property, const char *expected)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (journal), position);
  g_autofree char *value = mt_fixture_string (item, property);

  g_assert_cmpstr (value, ==, expected);
}

/* The list: headings of days, both clocks, what it is; it follows what is asked and what is read.
 */
static void
test_list (MtFixture *fixture, gconstpointer data)
{
  MtJournal *journal = mt_journal_new (fixture->session);

  mt_fixture_wait (fixture, "the journal is found", has_looked, journal);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (journal)), ==, 7);
  assert_item (journal, 0, "heading", "Tuesday 24 November 2026");
  assert_item (journal, 1, "heading", "");
  assert_item (journal, 0, "note", "Reply to Ana Ruiz");
  assert_item (journal, 3, "when-text", "12:00 · 16:30 in Kolkata");
  assert_item (journal, 2, "when-text", "13:00");
  assert_item (journal, 4, "heading", "Monday 23 November 2026");
  assert_item (journal, 4, "replies-text", "2 replies");
  assert_item (journal, 5, "note", "Decision");
  assert_item (journal, 6, "author", "x@example.org");
  g_assert_cmpuint (mt_journal_find_day (journal, mt_date_from_civil (2026, 11, 24)), ==, 0);
  g_assert_cmpuint (mt_journal_find_day (journal, mt_date_from_civil (2026, 11, 22)), ==, 5);
  g_assert_cmpuint (mt_journal_find_day (journal, mt_date_from_civil (2019, 1, 1)), ==, 6);

  mt_journal_set_person (journal, "bo");
  mt_journal_set_search (journal, "  Tides ");
  mt_fixture_wait (fixture, "the journal is found", has_looked, journal);
  g_assert_true (mt_journal_is_asked (journal));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (journal)), ==, 1);

  write_post (fixture, "b25", "bo", "20261125", "20261124T140000", "UPDATE", "-", "More tides");
  mt_session_reload (fixture->session);
  mt_fixture_wait_read (fixture);
  mt_fixture_wait (fixture, "the journal is found", has_looked, journal);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (journal)), ==, 2);
  assert_item (journal, 0, "text", "More tides");
  g_object_unref (journal);
}

/* Opened by an answer, it shows all of it from the beginning, in the order of posting. */
static void
test_thread (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtPostThread) thread = mt_post_thread_new (fixture->session, "re1");
  GListModel *posts = mt_post_thread_get_posts (thread);
  static const char *const uids[] = { "a23", "re1", "re2" };
  g_autoptr (MtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (posts), ==, G_N_ELEMENTS (uids));
  for (guint i = 0; i < G_N_ELEMENTS (uids); i++)
    {
      g_autofree char *uid = mt_fixture_string (mt_fixture_item (posts, i), "id");

      g_assert_cmpstr (uid, ==, uids[i]);
    }
  change = mt_post_thread_reply (thread, "So be it", &error);
  g_assert_no_error (error);
  g_assert_nonnull (change);
  g_assert_null (mt_post_thread_reply (thread, " ", &error));
  g_assert_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_EMPTY);

  mt_fixture_remove (fixture, "journal/re2.ics");
  mt_session_reload (fixture->session);
  mt_fixture_wait_read (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (posts), ==, 2);
}

/* Posts of other programs that answer each other. */
static void
test_circle (MtFixture *fixture, gconstpointer data)
{
  const MtThreads *threads = NULL;
  g_autoptr (MtThreads) own = NULL;
  MtSnapshot *snapshot = NULL;
  const MtPost *post = NULL;

  write_post (fixture, "c1", "ana", "20261124", "20261124T120000", "UPDATE", "c2", "One");
  write_post (fixture, "c2", "bo", "20261124", "20261124T121000", "UPDATE", "c1", "Two");
  mt_session_reload (fixture->session);
  mt_fixture_wait_read (fixture);
  snapshot = mt_session_get_snapshot (fixture->session);
  threads = own = mt_threads_new (snapshot);
  post = mt_threads_find (threads, "c1");
  g_assert_true (mt_threads_root_of (threads, post) == post);
  g_assert_null (mt_threads_replies_of (threads, post));
}

static void
assert_offer (const GPtrArray *offers, guint i, const char *label, const char *due_text)
{
  const MtUpdateOffer *offer = g_ptr_array_index (offers, i);

  g_assert_cmpstr (offer->label, ==, label);
  g_assert_cmpstr (offer->due_text, ==, due_text);
}

/* It is the 24th, 15:22 in Madrid and 01:22 of the 25th in Sydney, whose shift of the 24th is on.
 */
static void
test_offers (MtFixture *fixture, gconstpointer me)
{
  const MtDate old = mt_date_from_civil (2026, 11, 20);
  g_autoptr (GPtrArray) offers = mt_update_offers (fixture->session, NULL, NULL);
  g_autoptr (GPtrArray) more = mt_update_offers (fixture->session, &old, NULL);

  if (me == NULL)
    {
      g_assert_cmpuint (offers->len, ==, 0);
    }
  else if (g_str_equal (me, "eve"))
    {
      g_assert_cmpuint (offers->len, ==, 2);
      assert_offer (offers, 0, "Yesterday, Tue 24 Nov", "Due by 06:00");
      assert_offer (offers, 1, "Today, Wed 25 Nov", "Nothing is due on this day");
    }
  else
    {
      g_assert_cmpuint (offers->len, ==, 1);
      assert_offer (offers, 0, "Today, Tue 24 Nov", "Posted 13:00, due by 17:00");
      g_assert_cmpuint (more->len, ==, 2);
      assert_offer (more, 1, "Fri 20 Nov", "Was due by Fri 17:00");
    }
}

/* Who has posted twice for a date writes each of them anew, each with a draft of its own; one that
 * is gone is posted anew, and not over the other. */
static void
test_offer_second (MtFixture *fixture, gconstpointer data)
{
  const MtDate day = mt_date_from_civil (2026, 11, 24);
  static const struct
  {
    const char *uid;
    const char *edited;
    const char *key;
    const char *due_text;
  } offered[] = {
    { NULL, "a24", "update-2026-11-24", "Posted 13:00, due by 17:00" },
    { "second", "second", "edit-second", "Posted 14:00, due by 17:00" },
    { "gone", NULL, "edit-gone", "Due by 17:00" },
    { "b24", NULL, "edit-b24", "Due by 17:00" }, /* another's */
  };

  write_post (fixture, "second", "ana", "20261124", "20261124T130000", "UPDATE", "-", "Done: two");
  mt_session_reload (fixture->session);
  mt_fixture_wait_read (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      g_autoptr (GPtrArray) offers = mt_update_offers (fixture->session, &day, offered[i].uid);
      const MtUpdateOffer *offer = mt_update_offer_find (offers, day);

      g_assert_nonnull (offer);
      g_assert_cmpuint (offers->len, ==, 1);
      g_assert_cmpstr (offer->posted != NULL ? offer->posted->uid : NULL, ==, offered[i].edited);
      g_assert_cmpstr (offer->draft_key, ==, offered[i].key);
      g_assert_cmpstr (offer->due_text, ==, offered[i].due_text);
    }
}

/* Only those of *me* that changed since the day began, and none from the future. */
static void
test_moved (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tasks =
      mt_update_moved_tasks (fixture->session, mt_date_from_civil (2026, 11, 24));
  const MtMovedTask *first = NULL, *second = NULL;

  g_assert_cmpuint (tasks->len, ==, 2);
  first = g_ptr_array_index (tasks, 0);
  second = g_ptr_array_index (tasks, 1);
  g_assert_cmpstr (first->title, ==, "finished");
  g_assert_cmpstr (first->note, ==, "Done · finished 14:10");
  g_assert_true (first->finished);
  g_assert_cmpstr (second->title, ==, "moved");
  g_assert_cmpstr (second->note, ==, "Doing · changed 10:00");
}

static void
add (const char *path, const char *me, void (*test) (MtFixture *, gconstpointer))
{
  g_test_add (path, MtFixture, me, set_up, test, mt_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/journal/find", "ana", test_find);
  add ("/journal/list", "ana", test_list);
  add ("/journal/offers/second", "ana", test_offer_second);
  add ("/journal/thread", "ana", test_thread);
  add ("/journal/circle", "ana", test_circle);
  add ("/journal/offers", "ana", test_offers);
  add ("/journal/offers of a night", "eve", test_offers);
  add ("/journal/offers to nobody", NULL, test_offers);
  add ("/journal/moved", "ana", test_moved);
  return g_test_run ();
}
