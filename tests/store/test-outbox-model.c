/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The outbox against a simple model: a user, a server, somebody else on that server, a sender whose
 * tries may be cut anywhere, syncs and restarts, in any order. No edit is lost, none is sent twice,
 * nobody's change is overwritten unseen, and in the end both sides are equal.
 */
#include "config.h"

#include "mt-store-fixture.h"

#include <stdlib.h>
#include <string.h>

#define N_ITEMS 4
#define N_STEPS 250
#define N_RUNS 16

/* One item of the server. */
typedef struct
{
  char *text; /* owned, NULL: not there */
  guint etag;
} Remote;

typedef struct
{
  Fixture *fixture;
  GRand *rand;
  Remote remote[N_ITEMS];
  char *wanted[N_ITEMS]; /* owned: what the user made of it last, until it is acknowledged or they
                            let go of it */
  gboolean wants[N_ITEMS];
  guint n_made; /* texts so far, each its own */
  guint n_sent;
  gint64 now;
  GString *story; /* what was done, to be told when something is wrong */
} Model;

static const char *const hrefs[N_ITEMS] = { "a", "b", "c", "d" };

static guint
pick (Model *model, guint n)
{
  return (guint) g_rand_int_range (model->rand, 0, (gint32) n);
}

static guint
index_of (const char *href)
{
  return (guint) (href[0] - 'a');
}

static void
tell (Model *model, const char *what, const char *href)
{
  g_string_append_printf (model->story, "%s %s; ", what, href);
}

static char *
new_text (Model *model, const char *who)
{
  return g_strdup_printf ("%s%u", who, ++model->n_made);
}

static void
set_remote (Remote *remote, const char *text)
{
  g_autofree char *old = remote->text;

  remote->text = g_strdup (text);
  remote->etag++;
}

static char *
etag_of (const Remote *remote)
{
  return g_strdup_printf ("%u", remote->etag);
}

static char *
shown (Model *model, guint i)
{
  g_autoptr (MtStoreItem) item = mt_item_store_read_item (model->fixture->store, URL, hrefs[i]);

  return item != NULL && item->bytes != NULL ? mt_bytes_text (item->bytes) : NULL;
}

static gboolean
same (GBytes *bytes, const char *text)
{
  return bytes == NULL || text == NULL
             ? bytes == NULL && text == NULL
             : g_bytes_get_size (bytes) == strlen (text) &&
                   memcmp (g_bytes_get_data (bytes, NULL), text, strlen (text)) == 0;
}

/* -- The user -- */

static void
want (Model *model, guint i, const char *text)
{
  g_free (model->wanted[i]);
  model->wanted[i] = g_strdup (text);
  model->wants[i] = TRUE;
}

static void
let_go (Model *model, guint i)
{
  g_clear_pointer (&model->wanted[i], g_free);
  model->wants[i] = FALSE;
}

static void
edit (Model *model)
{
  const guint i = pick (model, N_ITEMS);
  g_autofree char *before = shown (model, i);
  g_autofree char *after = before != NULL && pick (model, 4) == 0 ? NULL : new_text (model, "mine");
  g_autoptr (GBytes) before_bytes = mt_text_bytes (before);
  g_autoptr (GBytes) after_bytes = mt_text_bytes (after);
  g_autoptr (GError) error = NULL;
  gint64 id;

  tell (model, after != NULL ? "edit" : "delete", hrefs[i]);
  id = mt_outbox_add (model->fixture->store, URL, hrefs[i], hrefs[i], before_bytes, after_bytes,
                      NULL, model->now, &error);
  g_assert_no_error (error);
  /* With nothing left to be sent it is as the server has it. */
  if (id == 0)
    let_go (model, i);
  else
    want (model, i, after);
}

static MtOutboxRow *
find_waiting_for_user (Model *model)
{
  g_autoptr (GPtrArray) rows = mt_outbox_list (model->fixture->store, URL);

  for (guint i = 0; i < rows->len; i++)
    if (((MtOutboxRow *) g_ptr_array_index (rows, i))->state >= MT_OUTBOX_CONFLICT)
      return g_ptr_array_steal_index (rows, i);
  return NULL;
}

static void
answer_conflict (Model *model, const MtOutboxRow *row)
{
  const guint i = index_of (row->href);
  const MtOutboxChoice choice = (MtOutboxChoice) pick (model, 3);
  g_autofree char *text = choice == MT_OUTBOX_MERGED ? new_text (model, "merged") : NULL;
  g_autoptr (GBytes) merged = mt_text_bytes (text);
  g_autoptr (GError) error = NULL;

  tell (model, choice == MT_OUTBOX_THEIRS ? "theirs" : "mine", row->href);
  mt_outbox_resolve (model->fixture->store, row->id, row->serial, choice, merged, &error);
  g_assert_no_error (error);
  if (choice == MT_OUTBOX_THEIRS)
    let_go (model, i);
  else if (choice == MT_OUTBOX_MERGED)
    want (model, i, text);
}

static void
answer (Model *model)
{
  g_autoptr (MtOutboxRow) row = find_waiting_for_user (model);
  g_autoptr (GError) error = NULL;

  if (row == NULL)
    return;
  if (row->state == MT_OUTBOX_CONFLICT)
    answer_conflict (model, row);
  else if (pick (model, 2) == 0)
    mt_outbox_retry (model->fixture->store, row->id, &error);
  else
    {
      tell (model, "drop", row->href);
      mt_outbox_drop (model->fixture->store, row->id, row->serial, &error);
      let_go (model, index_of (row->href));
    }
  g_assert_no_error (error);
}

/* -- The server, and somebody else on it -- */

static void
change_remote (Model *model)
{
  const guint i = pick (model, N_ITEMS);
  g_autofree char *text = pick (model, 4) == 0 ? NULL : new_text (model, "theirs");

  if (text == NULL && model->remote[i].text == NULL)
    return;
  tell (model, "somebody", hrefs[i]);
  set_remote (&model->remote[i], text);
}

/* PUT or DELETE under a condition. What it is sent must be news to it. */
static gboolean
take_change (Model *model, const MtOutboxRow *row)
{
  Remote *remote = &model->remote[index_of (row->href)];
  g_autofree char *etag = etag_of (remote);
  g_autofree char *text = row->after != NULL ? mt_bytes_text (row->after) : NULL;

  if (row->before == NULL ? remote->text != NULL
                          : remote->text == NULL || g_strcmp0 (row->before_etag, etag) != 0)
    return FALSE;
  if (g_strcmp0 (remote->text, text) == 0 && text != NULL)
    g_error ("%s was sent twice", text);
  set_remote (remote, text);
  model->n_sent++;
  return TRUE;
}

/* -- The sender -- */

/* The server has what was wanted: as far as the user has not wanted something else since. */
static void
acknowledge (Model *model, const MtOutboxRow *row)
{
  const guint i = index_of (row->href);

  if (model->wants[i] && same (row->after, model->wanted[i]))
    let_go (model, i);
}

static void
finish (Model *model, const MtOutboxRow *row)
{
  const Remote *remote = &model->remote[index_of (row->href)];
  g_autofree char *etag = etag_of (remote);
  const gboolean tells = row->after != NULL && pick (model, 3) > 0;
  g_autoptr (GError) error = NULL;

  mt_outbox_done (model->fixture->store, row, tells ? etag : NULL, NULL, &error);
  g_assert_no_error (error);
  acknowledge (model, row);
}

static void
clash (Model *model, const MtOutboxRow *row)
{
  const Remote *remote = &model->remote[index_of (row->href)];
  g_autofree char *etag = etag_of (remote);
  g_autoptr (GBytes) theirs = mt_text_bytes (remote->text);
  g_autoptr (GError) error = NULL;

  if (same (row->after, remote->text))
    {
      finish (model, row);
      return;
    }
  mt_outbox_conflict (model->fixture->store, row, theirs, theirs != NULL ? etag : NULL, &error);
  g_assert_no_error (error);
}

/* After a try that nobody answered, or without an ETag: what is there now? */
static gboolean
look_first (Model *model, MtOutboxRow *row, gboolean tried)
{
  const Remote *remote = &model->remote[index_of (row->href)];

  if (!tried && (row->before == NULL || row->before_etag != NULL))
    return TRUE;
  if (same (row->before, remote->text))
    {
      g_free (row->before_etag);
      row->before_etag = etag_of (remote);
      return TRUE;
    }
  clash (model, row);
  return FALSE;
}

static void
restart (Model *model)
{
  g_string_append (model->story, "restart; ");
  mt_fixture_reopen (model->fixture);
}

/* The try is cut before or after the server has it, or goes through. */
static void
try_row (Model *model, MtOutboxRow *row)
{
  const guint how = pick (model, 8);
  g_autoptr (GError) error = NULL;

  if (how == 0)
    {
      restart (model);
      return;
    }
  if (how == 1)
    mt_outbox_later (model->fixture->store, row, "cut", model->now, &error);
  else if (how == 2)
    mt_outbox_refused (model->fixture->store, row, "no", &error);
  else if (!take_change (model, row))
    clash (model, row);
  else if (how == 3)
    restart (model);
  else if (how == 4)
    mt_outbox_later (model->fixture->store, row, "cut", model->now, &error);
  else
    finish (model, row);
  g_assert_no_error (error);
}

static void
send_one (Model *model)
{
  g_autoptr (MtOutboxRow) row = mt_outbox_next (model->fixture->store, URL, model->now);
  g_autoptr (GError) error = NULL;
  const gboolean tried = row != NULL && row->tries > 0;

  if (row == NULL)
    return;
  tell (model, "send", row->href);
  mt_outbox_set_sending (model->fixture->store, row, &error);
  g_assert_no_error (error);
  if (pick (model, 3) == 0)
    edit (model); /* while it is under way */
  if (look_first (model, row, tried))
    try_row (model, row);
}

/* -- The sync -- */

/* What a sync finds arrived is acknowledged, too. */
static void
sync_all (Model *model)
{
  const gint64 id = mt_fixture_add (model->fixture, URL);
  g_autoptr (GError) error = NULL;

  g_string_append (model->story, "sync; ");
  for (guint i = 0; i < N_ITEMS; i++)
    {
      const Remote *remote = &model->remote[i];
      g_autofree char *etag = etag_of (remote);
      g_autoptr (GBytes) bytes = mt_text_bytes (remote->text);
      g_autoptr (MtOutboxRow) first = mt_outbox_find_item (model->fixture->store, URL, hrefs[i]);

      mt_item_store_begin (model->fixture->store);
      if (bytes != NULL)
        mt_item_store_put_item (model->fixture->store, id, hrefs[i], etag, bytes);
      else
        mt_item_store_remove_item (model->fixture->store, id, hrefs[i]);
      mt_item_store_commit (model->fixture->store, &error);
      g_assert_no_error (error);
      if (first != NULL && first->state != MT_OUTBOX_SENDING && same (first->after, remote->text))
        acknowledge (model, first);
    }
}

/* -- What must hold -- */

/* An edit that is neither acknowledged nor given up is what is shown, unless it deletes and cannot
 * be sent: then what it would delete is. */
static void
check (Model *model)
{
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *text = shown (model, i);
      g_autoptr (MtOutboxRow) row = mt_outbox_find_item (model->fixture->store, URL, hrefs[i]);

      if (!model->wants[i])
        continue;
      if (model->wanted[i] == NULL && row != NULL && row->state >= MT_OUTBOX_CONFLICT)
        continue;
      if (g_strcmp0 (text, model->wanted[i]) != 0)
        g_error ("%s shows %s, wanted %s: %s", hrefs[i], text, model->wanted[i], model->story->str);
    }
}

static void
step (Model *model)
{
  switch (pick (model, 10))
    {
    case 0:
    case 1:
    case 2:
      edit (model);
      break;
    case 3:
      change_remote (model);
      break;
    case 4:
    case 5:
    case 6:
      send_one (model);
      break;
    case 7:
      sync_all (model);
      break;
    case 8:
      answer (model);
      break;
    default:
      restart (model);
    }
  check (model);
}

/* Once everybody is done both sides are equal. */
static void
settle (Model *model)
{
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < 400; i++)
    {
      send_one (model);
      answer (model);
      sync_all (model);
      check (model);
      g_clear_pointer (&rows, g_ptr_array_unref);
      rows = mt_outbox_list (model->fixture->store, URL);
      if (rows->len == 0)
        break;
    }
  g_assert_cmpuint (rows->len, ==, 0);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *text = shown (model, i);

      g_assert_cmpstr (text, ==, model->remote[i].text);
    }
}

static void
test_model (Fixture *fixture, gconstpointer data)
{
  const guint32 seed = g_test_rand_int () ^ GPOINTER_TO_UINT (data);
  Model model = { .fixture = fixture, .rand = g_rand_new_with_seed (seed), .now = 100 };

  model.story = g_string_new (NULL);
  for (guint i = 0; i < N_STEPS; i++)
    step (&model);
  settle (&model);
  g_assert_cmpuint (model.n_sent, >, 10);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_free (model.remote[i].text);
      g_free (model.wanted[i]);
    }
  g_string_free (model.story, TRUE);
  g_rand_free (model.rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/outbox/model/%u", i);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), mt_fixture_set_up, test_model,
                  mt_fixture_tear_down);
    }
  return g_test_run ();
}
