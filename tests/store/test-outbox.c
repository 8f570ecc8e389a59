/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The outbox: what becomes of edits between the user, the server and a sync. Each row is a story of
 * short steps, with what is shown and what waits at its end.
 */
#include "config.h"

#include "mt-store-fixture.h"

#include <string.h>

/* Steps, apart by "; ":
 *   put H E T    the server has T under href H with ETag E ("-": not known)
 *   gone H       the server has H no longer
 *   edit H A B   the user makes B of A ("-": nothing)
 *   take         the sender takes the next row
 *   send         ... and notes that it is about to be sent
 *   done E T     ... it was taken; the server made T of it ("=": as it was sent)
 *   clash T E    ... somebody else made T of it
 *   refuse       ... the server does not take it
 *   later N      ... try again from N on
 *   name H       ... it is called H there
 *   now N        what time the sender asks for
 *   mine, theirs, merged T, drop, retry: the user answers for the first row
 *   restart      the program ends and starts
 *   forget       the account is removed */
typedef struct
{
  const char *name;
  const char *story;
  const char *shown;
  const char *edits;
} Row;

static const Row rows[] = {
  { "nothing", "put a 1 x", "a=x", "" },
  { "edit", "put a 1 x; edit a x y", "a=y!waiting", "waiting a:x/1>y" },
  { "edit of nothing known", "edit a - y", "a=y!waiting", "waiting a:-/->y" },
  { "restart", "put a 1 x; edit a x y; restart", "a=y!waiting", "waiting a:x/1>y" },
  { "second edit joins", "put a 1 x; edit a x y; edit a y z", "a=z!waiting", "waiting a:x/1>z" },
  { "taken back", "put a 1 x; edit a x y; edit a y x", "a=x", "" },
  { "new and deleted again", "edit a - y; edit a y -", "", "" },
  { "delete", "put a 1 x; put b 1 z; edit a x -", "b=z", "waiting a:x/1>-" },
  { "delete and made again", "put a 1 x; edit a x -; edit a - q", "a=q!waiting",
    "waiting a:x/1>q" },
  { "sent", "put a 1 x; edit a x y; take; send; done 2 =", "a=y", "" },
  { "sent, the server says how", "put a 1 x; edit a x y; take; send; done 2 Y", "a=Y", "" },
  { "deletion sent", "put a 1 x; edit a x -; take; send; done - =", "", "" },
  { "killed while sending",
    "put a 1 x; edit a x y; take; send; restart; take; send; done 2 =", "a=y", "" },
  { "edit while sending follows", "put a 1 x; edit a x y; take; send; edit a y z", "a=z!sending",
    "sending a:x/1>y waiting a:y/->z" },
  { "edit while sending, done",
    "put a 1 x; edit a x y; take; send; edit a y z; done 2 =", "a=z!waiting", "waiting a:y/2>z" },
  { "edit while sending, done, sent",
    "put a 1 x; edit a x y; take; send; edit a y z; done 2 =; take; send; done 3 =", "a=z", "" },
  { "edit while sending, clash", "put a 1 x; edit a x y; take; send; edit a y z; clash q 5",
    "a=z!conflict", "conflict a:x/1>z|q/5" },
  { "edit while sending, refused", "put a 1 x; edit a x y; take; send; edit a y z; refuse",
    "a=z!waiting", "waiting a:x/1>z" },
  { "not known whether it arrived", "put a 1 x; edit a x y; take; send; later 5; edit a y z",
    "a=z!waiting", "waiting a:x/1>y waiting a:y/->z" },
  { "a third joins the second",
    "put a 1 x; edit a x y; take; send; later 5; edit a y z; edit a z q", "a=q!waiting",
    "waiting a:x/1>y waiting a:y/->q" },
  { "undo of what may have arrived", "put a 1 x; edit a x y; take; send; later 5; edit a y x",
    "a=x!waiting", "waiting a:x/1>y waiting a:y/->x" },
  { "clash", "put a 1 x; edit a x y; take; send; clash q 5", "a=y!conflict",
    "conflict a:x/1>y|q/5" },
  { "clash with a deletion there", "put a 1 x; edit a x y; take; send; clash - -", "a=y!conflict",
    "conflict a:x/1>y|-/-" },
  { "clash of my deletion", "put a 1 x; edit a x -; take; send; clash q 5", "a=q!conflict",
    "conflict a:x/1>-|q/5" },
  { "mine", "put a 1 x; edit a x y; take; send; clash q 5; mine", "a=y!waiting",
    "waiting a:q/5>y" },
  { "mine, sent", "put a 1 x; edit a x y; take; send; clash q 5; mine; take; send; done 6 =", "a=y",
    "" },
  { "mine over a deletion", "put a 1 x; edit a x y; take; send; clash - -; mine", "a=y!waiting",
    "waiting a:-/->y" },
  { "theirs", "put a 1 x; edit a x y; take; send; clash q 5; theirs", "a=q", "" },
  { "theirs is a deletion", "put a 1 x; edit a x y; take; send; clash - -; theirs", "", "" },
  { "merged", "put a 1 x; edit a x y; take; send; clash q 5; merged m", "a=m!waiting",
    "waiting a:q/5>m" },
  { "theirs changes again", "put a 1 x; edit a x y; take; send; clash q 5; put a 6 r",
    "a=y!conflict", "conflict a:x/1>y|r/6" },
  { "theirs becomes mine", "put a 1 x; edit a x y; take; send; clash q 5; put a 6 y", "a=y", "" },
  { "edited again in conflict", "put a 1 x; edit a x y; take; send; clash q 5; edit a y z",
    "a=z!conflict", "conflict a:x/1>z|q/5" },
  { "refused", "put a 1 x; edit a x y; take; send; refuse", "a=y!refused", "refused a:x/1>y" },
  { "refused deletion is seen", "put a 1 x; edit a x -; take; send; refuse", "a=x!refused",
    "refused a:x/1>-" },
  { "refused, retried", "put a 1 x; edit a x y; take; send; refuse; retry", "a=y!waiting",
    "waiting a:x/1>y" },
  { "refused, dropped", "put a 1 x; edit a x y; take; send; refuse; drop", "a=x", "" },
  { "refused, edited", "put a 1 x; edit a x y; take; send; refuse; edit a y z", "a=z!waiting",
    "waiting a:x/1>z" },
  { "another name there", "edit a - y; take; send; name b", "b=y!waiting", "waiting b:-/->y" },
  { "waiting is not given out early", "edit a - y; take; later 500; now 499; take", "a=y!waiting",
    "waiting a:-/->y" },
  { "an edit meets its own arrival", "put a 1 x; edit a x y; take; send; later 5; put a 2 y", "a=y",
    "" },
  { "a second edit meets the arrival of the first",
    "put a 1 x; edit a x y; take; send; later 5; edit a y z; put a 2 y", "a=z!waiting",
    "waiting a:y/2>z" },
  { "a new ETag of the same is no conflict", "put a 1 x; edit a x y; put a 7 x", "a=y!waiting",
    "waiting a:x/7>y" },
  { "a sync that finds another leaves it to sending", "put a 1 x; edit a x y; put a 7 q",
    "a=y!waiting", "waiting a:x/1>y" },
  { "gone there as wanted", "put a 1 x; edit a x -; gone a", "", "" },
  { "gone there, edited here", "put a 1 x; edit a x y; gone a", "a=y!waiting", "waiting a:x/1>y" },
  { "an account is removed", "put a 1 x; put b 1 z; edit a x y; forget", "a=y!waiting",
    "waiting a:x/1>y" },
  { "several items in order",
    "edit b - 1; edit a - 2; take; send; done 1 =; take; send; done 2 =", "a=2 b=1", "" },
};

/* What a story remembers. */
typedef struct
{
  Fixture *fixture;
  MtOutboxRow *row; /* owned, nullable: taken */
  gint64 now;
} Story;

static const char *
word (char **words, guint i)
{
  return strcmp (words[i], "-") == 0 ? NULL : words[i];
}

static void
take (Story *story)
{
  g_clear_pointer (&story->row, mt_outbox_row_free);
  story->row = mt_outbox_next (story->fixture->store, URL, story->now);
}

/* What the sender does. */
static gboolean
run_sender (Story *story, char **words, GError **error)
{
  MtItemStore *store = story->fixture->store;
  g_autoptr (GBytes) bytes = NULL;

  if (strcmp (words[0], "take") == 0)
    take (story);
  else if (strcmp (words[0], "send") == 0)
    return mt_outbox_set_sending (store, story->row, error);
  else if (strcmp (words[0], "done") == 0)
    {
      bytes = strcmp (words[2], "=") == 0 ? NULL : mt_text_bytes (words[2]);
      return mt_outbox_done (store, story->row, word (words, 1), bytes, error);
    }
  else if (strcmp (words[0], "clash") == 0)
    {
      bytes = mt_text_bytes (word (words, 1));
      return mt_outbox_conflict (store, story->row, bytes, word (words, 2), error);
    }
  else if (strcmp (words[0], "refuse") == 0)
    return mt_outbox_refused (store, story->row, "no", error);
  else if (strcmp (words[0], "later") == 0)
    return mt_outbox_later (store, story->row, "cut", atoi (words[1]), error);
  else if (strcmp (words[0], "name") == 0)
    return mt_outbox_rewrite (store, story->row, words[1], story->row->after, error);
  else
    return FALSE;
  return TRUE;
}

/* What the user answers. */
static gboolean
run_answer (Story *story, char **words, GError **error)
{
  MtItemStore *store = story->fixture->store;
  g_autoptr (GPtrArray) list = mt_outbox_list (store, URL);
  const MtOutboxRow *row = list->len > 0 ? g_ptr_array_index (list, 0) : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (strcmp (words[0], "mine") == 0)
    return mt_outbox_resolve (store, row->id, row->serial, MT_OUTBOX_MINE, NULL, error);
  if (strcmp (words[0], "theirs") == 0)
    return mt_outbox_resolve (store, row->id, row->serial, MT_OUTBOX_THEIRS, NULL, error);
  if (strcmp (words[0], "drop") == 0)
    return mt_outbox_drop (store, row->id, row->serial, error);
  if (strcmp (words[0], "retry") == 0)
    return mt_outbox_retry (store, row->id, error);
  if (strcmp (words[0], "merged") != 0)
    return FALSE;
  bytes = mt_text_bytes (words[1]);
  return mt_outbox_resolve (store, row->id, row->serial, MT_OUTBOX_MERGED, bytes, error);
}

static void
run_step (Story *story, char **words)
{
  g_autoptr (GError) error = NULL;

  if (strcmp (words[0], "put") == 0)
    mt_fixture_put (story->fixture, URL, words[1], word (words, 2), words[3]);
  else if (strcmp (words[0], "gone") == 0)
    mt_fixture_remove (story->fixture, URL, words[1]);
  else if (strcmp (words[0], "edit") == 0)
    mt_fixture_edit (story->fixture, URL, words[1], word (words, 2), word (words, 3));
  else if (strcmp (words[0], "restart") == 0)
    mt_fixture_reopen (story->fixture);
  else if (strcmp (words[0], "forget") == 0)
    mt_item_store_forget (story->fixture->store, (const char *[]){ URL, NULL }, &error);
  else if (strcmp (words[0], "now") == 0)
    story->now = atoi (words[1]);
  else if (!run_sender (story, words, &error) && error == NULL)
    g_assert_true (run_answer (story, words, &error));
  g_assert_no_error (error);
}

static void
test_story (Fixture *fixture, gconstpointer data)
{
  const Row *row = data;
  g_auto (GStrv) steps = g_strsplit (row->story, "; ", -1);
  Story story = { .fixture = fixture, .now = 100 };
  g_autofree char *shown = NULL;
  g_autofree char *edits = NULL;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (steps[i], " ", -1);
      const guint64 stamp = mt_item_store_stamp (fixture->store, URL);

      run_step (&story, words);
      if (strcmp (words[0], "take") != 0 && strcmp (words[0], "restart") != 0 &&
          strcmp (words[0], "now") != 0)
        g_assert_cmpuint (mt_item_store_stamp (fixture->store, URL), !=, stamp);
    }
  shown = mt_fixture_show (fixture, URL);
  edits = mt_fixture_show_edits (fixture, URL);
  g_assert_cmpstr (shown, ==, row->shown);
  g_assert_cmpstr (edits, ==, row->edits);
  g_clear_pointer (&story.row, mt_outbox_row_free);
}

/* -- What is no longer what it was -- */

static void
test_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) shown = mt_text_bytes ("x");
  g_autoptr (GBytes) after = mt_text_bytes ("y");

  mt_fixture_put (fixture, URL, "a", "1", "q");
  g_assert_cmpint (mt_outbox_add (fixture->store, URL, "a", "a", shown, after, NULL, 0, &error), ==,
                   -1);
  g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED);
}

static void
test_late_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtOutboxRow) row = NULL;
  g_autofree char *edits = NULL;

  mt_fixture_put (fixture, URL, "a", "1", "x");
  mt_fixture_edit (fixture, URL, "a", "x", "y");
  row = mt_outbox_next (fixture->store, URL, 0);
  mt_fixture_edit (fixture, URL, "a", "y", "z");
  g_assert_false (mt_outbox_set_sending (fixture->store, row, &error));
  g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED);
  edits = mt_fixture_show_edits (fixture, URL);
  g_assert_cmpstr (edits, ==, "waiting a:x/1>z");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/outbox/story/", rows[i].name, NULL);

      g_test_add (path, Fixture, &rows[i], mt_fixture_set_up, test_story, mt_fixture_tear_down);
    }
  g_test_add ("/outbox/changed-meanwhile", Fixture, NULL, mt_fixture_set_up, test_changed_meanwhile,
              mt_fixture_tear_down);
  g_test_add ("/outbox/late-answer", Fixture, NULL, mt_fixture_set_up, test_late_answer,
              mt_fixture_tear_down);
  return g_test_run ();
}
