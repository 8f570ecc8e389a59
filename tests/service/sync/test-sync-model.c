/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Two clients, somebody else at the server, and faults, at random: in the end all three are equal,
 * no edit is left behind, and none was lost without a word.
 */
#include "config.h"

#include "sync-fixture.h"

#include <string.h>

#define N_ITEMS 12
/* AddressSanitizer makes everything several times slower. */
#if defined(__SANITIZE_ADDRESS__)
#define N_STEPS 400
#else
#define N_STEPS 1500
#endif

typedef struct
{
  const char *name;
  char *directory;
  MtSyncEngine *engine;
  MtItemStore *store;
} Client;

typedef struct
{
  SyncFixture base;
  Client clients[2];
  char *url;
  guint n_edits;
  GHashTable *seen; /* summaries that the server had at some time */
} Fixture;

/* The first are answers; behind them connections break, which is for thorough runs (-m thorough).
 */
static const char *const faults[][2] = {
  { "PUT", "500" },         { "PUT", "503" },    { "PUT", "507" },
  { "DELETE", "500" },      { "*", "502" },      { "REPORT", "html" },
  { "REPORT", "empty" },    { "REPORT", "507" }, { "GET", "404" },
  { "PUT", "404" },         { "DELETE", "404" }, { "REPORT:calendar-multiget", "404" },
  { "PUT", "after" },       { "PUT", "reset" },  { "DELETE", "after" },
  { "*", "close" },         { "GET", "cut:30" }, { "REPORT:sync-collection", "cut:200" },
  { "REPORT", "torn:150" },
};
#define N_ANSWERS 12

static const char *const *
random_fault (void)
{
  const gint n = g_test_thorough () ? (gint) G_N_ELEMENTS (faults) : N_ANSWERS;

  return faults[g_test_rand_int_range (0, n)];
}

/* Some things are said again and again before they turn out to be untrue. */
static guint
random_times (void)
{
  return g_test_rand_int_range (0, 3) == 0 ? (guint) g_test_rand_int_range (2, 6) : 1;
}

static void
open_client (Fixture *f, Client *client)
{
  client->engine = mt_sync_engine_new (client->directory, f->base.accounts_path, f->base.secrets);
  client->store = mt_item_store_new (client->directory);
}

static void
close_client (Client *client)
{
  mt_sync_engine_free (client->engine);
  mt_item_store_free (client->store);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  sync_fixture_set_up (&f->base, NULL);
  sync_use (&f->base, f->base.ana, WORK);
  f->url = sync_url (&f->base, WORK);
  f->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < 2; i++)
    {
      f->clients[i].name = i == 0 ? "A" : "B";
      f->clients[i].directory = g_build_filename (f->base.directory, i == 0 ? "a" : "b", NULL);
      open_client (f, &f->clients[i]);
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      close_client (&f->clients[i]);
      g_free (f->clients[i].directory);
    }
  g_free (f->url);
  g_hash_table_unref (f->seen);
  sync_fixture_tear_down (&f->base, NULL);
}

static char *
dup_summary (GBytes *bytes)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *found = strstr (text, "SUMMARY:");

  return found != NULL ? g_strndup (found + 8, strcspn (found + 8, "\r\n")) : g_strdup ("");
}

static void
look_at_server (Fixture *f)
{
  g_autoptr (GHashTable) names = fake_dav_list (f->base.server, WORK);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *path = g_strconcat (WORK, name, NULL);
      g_autoptr (GBytes) bytes = fake_dav_read (f->base.server, path);

      if (bytes != NULL)
        g_hash_table_add (f->seen, dup_summary (bytes));
    }
}

static char *
random_name (void)
{
  return g_strdup_printf ("%02d.ics", g_test_rand_int_range (0, N_ITEMS));
}

static void
edit (Fixture *f, Client *client)
{
  g_autofree char *name = random_name ();
  g_autoptr (MtStoreItem) item = mt_item_store_read_item (client->store, f->url, name);
  GBytes *shown = item != NULL ? item->bytes : NULL;
  g_autofree char *summary = g_strdup_printf ("%s%u", client->name, ++f->n_edits);
  g_autofree char *text = sync_make_event (name, summary);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  if (shown == NULL || g_test_rand_int_range (0, 5) != 0)
    after = g_bytes_new (text, strlen (text));
  if (mt_outbox_add (client->store, f->url, name, name, shown, after, NULL, f->base.now, &error) <
      0)
    g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED);
}

static void
edit_server (Fixture *f)
{
  g_autofree char *name = random_name ();
  g_autofree char *path = g_strconcat (WORK, name, NULL);
  g_autofree char *summary = g_strdup_printf ("S%u", ++f->n_edits);

  if (g_test_rand_int_range (0, 4) == 0)
    fake_dav_remove (f->base.server, path);
  else
    sync_put (&f->base, path, summary);
}

/* The user looks at what waits for them, and chooses. */
static void
choose (Client *client, gboolean mine)
{
  g_autoptr (GPtrArray) rows = mt_outbox_list (client->store, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const MtOutboxRow *row = g_ptr_array_index (rows, i);
      const MtOutboxChoice choice =
          mine || g_test_rand_int_range (0, 2) == 0 ? MT_OUTBOX_MINE : MT_OUTBOX_THEIRS;

      if (row->state == MT_OUTBOX_CONFLICT)
        mt_outbox_resolve (client->store, row->id, row->serial, choice, NULL, NULL);
      else if (row->state == MT_OUTBOX_REFUSED)
        mt_outbox_retry (client->store, row->id, NULL);
    }
}

static void
run_client (Fixture *f, Client *client, MtSyncFlags flags)
{
  g_autoptr (MtSyncPlan) plan = mt_sync_plan_new (NULL, f->base.team, NULL, f->base.accounts);
  g_auto (MtSyncReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  mt_sync_engine_run (client->engine, plan, flags | MT_SYNC_ASKED, f->base.now, &report, NULL,
                      &error);
  g_assert_no_error (error);
  look_at_server (f);
}

static void
step (Fixture *f)
{
  Client *client = &f->clients[g_test_rand_int_range (0, 2)];
  const gint dice = g_test_rand_int_range (0, 100);

  if (dice < 30)
    edit (f, client);
  else if (dice < 42)
    edit_server (f);
  else if (dice < 52)
    {
      const char *const *fault = random_fault ();

      fake_dav_fail (f->base.server, fault[0], fault[1], random_times (), NULL);
    }
  else if (dice < 56)
    {
      close_client (client);
      open_client (f, client);
    }
  else if (dice < 64)
    choose (client, FALSE);
  else
    run_client (f, client, dice < 68 ? MT_SYNC_FULL : dice < 76 ? MT_SYNC_SEND : 0);
  f->base.now += 60;
}

static guint
count_rows (Client *client)
{
  g_autoptr (GPtrArray) rows = mt_outbox_list (client->store, NULL);

  return rows->len;
}

static void
assert_client (Fixture *f, Client *client)
{
  g_autoptr (MtItemCursor) cursor = mt_item_cursor_new (client->store, f->url, G_MAXSIZE);
  g_autoptr (GPtrArray) items = mt_item_cursor_next (cursor, NULL);
  g_autoptr (GHashTable) theirs = fake_dav_list (f->base.server, WORK);

  g_assert_cmpuint (items->len, ==, g_hash_table_size (theirs));
  for (guint i = 0; i < items->len; i++)
    {
      const MtStoreItem *item = g_ptr_array_index (items, i);
      g_autofree char *path = g_strconcat (WORK, item->href, NULL);
      g_autoptr (GBytes) bytes = fake_dav_read (f->base.server, path);

      g_assert_nonnull (bytes);
      g_assert_true (g_bytes_equal (bytes, item->bytes));
    }
}

/* All faults are gone: a few rounds, with the user choosing, and everybody has the same. */
static void
settle (Fixture *f)
{
  fake_dav_reset (f->base.server);
  for (guint round = 0; round < 6; round++)
    for (guint i = 0; i < 2; i++)
      {
        mt_sync_engine_accept (f->clients[i].engine, f->url);
        run_client (f, &f->clients[i], 0);
        choose (&f->clients[i], FALSE);
        run_client (f, &f->clients[i], 0);
      }
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (count_rows (&f->clients[i]), ==, 0);
      assert_client (f, &f->clients[i]);
    }
}

static void
test_random (Fixture *f, gconstpointer data)
{
  const char *const *habit = data;

  for (gsize i = 0; habit[i] != NULL; i += 2)
    fake_dav_set (f->base.server, habit[i], habit[i + 1]);
  for (guint i = 0; i < N_STEPS; i++)
    {
      step (f);
      if (i % 250 == 249)
        {
          settle (f);
          for (gsize n = 0; habit[n] != NULL; n += 2)
            fake_dav_set (f->base.server, habit[n], habit[n + 1]);
        }
    }
  settle (f);
}

/* Every edit of one client is on the server in the end, or a later one of its own is. A server that
 * lied about what it has may have made a conflict of it: then the user is asked. */
static void
test_nothing_lost (Fixture *f, gconstpointer data)
{
  Client *client = &f->clients[0];
  g_autofree char *last[N_ITEMS] = { NULL };

  run_client (f, client, 0);
  for (guint i = 0; i < 400; i++)
    {
      const char *const *fault = random_fault ();
      const guint n = (guint) g_test_rand_int_range (0, N_ITEMS);
      g_autofree char *name = g_strdup_printf ("%02u.ics", n);
      g_autoptr (MtStoreItem) item = mt_item_store_read_item (client->store, f->url, name);
      g_autofree char *summary = g_strdup_printf ("A%u", i);
      g_autofree char *text = sync_make_event (name, summary);
      g_autoptr (GBytes) after = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;

      mt_outbox_add (client->store, f->url, name, name, item != NULL ? item->bytes : NULL, after,
                     NULL, f->base.now, &error);
      g_assert_no_error (error);
      g_free (last[n]);
      last[n] = g_steal_pointer (&summary);
      fake_dav_fail (f->base.server, fault[0], fault[1], random_times (), NULL);
      if (i % 3 == 0)
        run_client (f, client, 0);
      if (i % 7 == 0)
        {
          close_client (client);
          open_client (f, client);
        }
    }
  fake_dav_reset (f->base.server);
  for (guint i = 0; i < 4; i++)
    {
      run_client (f, client, 0);
      choose (client, TRUE);
    }
  g_assert_cmpuint (count_rows (client), ==, 0);
  assert_client (f, client);
  for (guint n = 0; n < N_ITEMS; n++)
    {
      g_autofree char *path = g_strdup_printf (WORK "%02u.ics", n);
      g_autoptr (GBytes) bytes = fake_dav_read (f->base.server, path);
      g_autofree char *found = bytes != NULL ? dup_summary (bytes) : NULL;

      g_assert_cmpstr (found, ==, last[n]);
      g_free (g_steal_pointer (&last[n]));
    }
}

static const char *const habits[][8] = {
  { "sync", "yes", NULL },
  { "sync", "no", "ctag", "no", NULL },
  { "etag", "weak", NULL },
  { "put-etag", "no", NULL },
  { "sync-token", "inclusive", "sync-data", "no", NULL },
  { "sync-page", "3", "style", "ns", NULL },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (habits); i++)
    {
      g_autofree char *path =
          g_strconcat ("/sync-model/random/", habits[i][0], "-", habits[i][1], NULL);

      g_test_add (path, Fixture, habits[i], set_up, test_random, tear_down);
    }
  g_test_add ("/sync-model/nothing-lost", Fixture, NULL, set_up, test_nothing_lost, tear_down);

  return g_test_run ();
}
