/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The servers of a plan side by side, each with a few threads; of each place the outbox first, then
 * what is new.
 */
#include "config.h"

#include "service/sync/mt-sync-run.h"

#include "net/mt-url.h"

#define MAX_SERVERS 12 /* asked side by side */

/* What is asked of one server. */
typedef struct
{
  MtSyncRun *run; /* unowned */
  char *key;      /* owned: its origin */
  GPtrArray
      *targets;   /* owned (element-type MtSyncTarget, unowned) the first of each account first */
  guint n_probes; /* how many of them are that */
  guint next;     /* the first that nobody has taken; atomic */
  guint n_threads;
} Server;

/* -- One place -- */

/* What a server says is gone is judged by what the collection says, and what is left to be done
 * about it then is done at once. */
static gboolean
exchange (MtSyncRun *run,
          const MtSyncTarget *target,
          guint parallel,
          gboolean *news,
          GError **error)
{
  g_autoptr (GHashTable) doubted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MtHttp) http =
      mt_sync_access_open (run->engine->access, target->account, run->cancellable, error);

  return http != NULL && mt_sync_send (run, target->url, http, doubted, news, error) &&
         mt_sync_fetch (run, target, http, parallel, doubted, news, error) &&
         (g_hash_table_size (doubted) == 0 ||
          mt_sync_send (run, target->url, http, NULL, news, error));
}

static void
sync_target (Server *server, const MtSyncTarget *target)
{
  MtSyncRun *run = server->run;
  const guint parallel = MAX (1, MT_SYNC_THREADS / server->n_threads);
  g_autoptr (GError) error = NULL;
  gboolean news = FALSE, done = FALSE, again = TRUE;

  if (!mt_sync_run_may_ask (run, target, server->key, &error))
    {
      mt_sync_run_failed (run, target, server->key, error);
      return;
    }
  g_mutex_lock (&run->lock);
  run->report->n_tried++;
  g_mutex_unlock (&run->lock);
  mt_sync_run_tell (run, target->url, 0, 0, FALSE);
  while (!done && again)
    {
      g_clear_error (&error);
      done = exchange (run, target, parallel, &news, &error);
      again = g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_AUTH) &&
              mt_sync_run_refused (run, target->account, error);
    }
  if (done)
    mt_sync_run_reached (run, target->account, server->key);
  else
    mt_sync_run_failed (run, target, server->key, error);
  mt_sync_run_finish_target (run, target->url, news);
}

/* -- One server -- */

static const MtSyncTarget *
take_next (Server *server, guint before)
{
  const guint index = (guint) g_atomic_int_add ((gint *) &server->next, 1);

  return index < before ? g_ptr_array_index (server->targets, index) : NULL;
}

static gpointer
help_thread (gpointer data)
{
  Server *server = data;
  const MtSyncTarget *target;

  while ((target = take_next (server, server->targets->len)) != NULL)
    sync_target (server, target);
  return NULL;
}

/* The first place of each account goes alone: whether its secret is taken need not be found out
 * several times over. */
static void
server_thread (gpointer data, gpointer user_data)
{
  Server *server = data;
  GThread *helpers[MT_SYNC_THREADS];
  guint n = 0;

  for (guint i = 0; i < server->n_probes; i++)
    sync_target (server, g_ptr_array_index (server->targets, i));
  server->next = server->n_probes;
  for (; n + 1 < server->n_threads && server->n_probes + n + 1 < server->targets->len; n++)
    helpers[n] = g_thread_new ("sync", help_thread, server);
  help_thread (server);
  for (guint i = 0; i < n; i++)
    g_thread_join (helpers[i]);
}

static void
server_free (gpointer data)
{
  Server *server = data;

  g_free (server->key);
  g_ptr_array_unref (server->targets);
  g_free (server);
}

static Server *
get_server (GHashTable *servers, MtSyncRun *run, const char *url)
{
  g_autofree char *origin = mt_url_get_origin (url);
  const char *key = origin != NULL ? origin : url;
  Server *server = g_hash_table_lookup (servers, key);

  if (server == NULL)
    {
      server = g_new0 (Server, 1);
      server->run = run;
      server->key = g_strdup (key);
      server->targets = g_ptr_array_new ();
      g_hash_table_insert (servers, server->key, server);
    }
  return server;
}

static gboolean
has_account (const Server *server, const MtAccount *account)
{
  for (guint i = 0; i < server->n_probes; i++)
    if (((const MtSyncTarget *) g_ptr_array_index (server->targets, i))->account == account)
      return TRUE;
  return FALSE;
}

static void
add_target (GHashTable *servers, MtSyncRun *run, const MtSyncTarget *target)
{
  Server *server = get_server (servers, run, target->url);
  const gboolean probe = target->account != NULL && !has_account (server, target->account);

  g_ptr_array_insert (server->targets, probe ? (gint) server->n_probes++ : -1, (gpointer) target);
  server->n_threads = MIN (MT_SYNC_THREADS, server->targets->len);
}

/* Right after an edit only its collection is asked. */
static gboolean
is_wanted (MtSyncRun *run, const MtSyncTarget *target)
{
  g_autoptr (GPtrArray) rows = NULL;

  if ((run->flags & MT_SYNC_SEND) == 0)
    return TRUE;
  rows = mt_outbox_list (mt_sync_run_lock_store (run), target->url);
  mt_sync_run_unlock_store (run);
  return rows->len > 0;
}

/**
 * mt_sync_ask_servers: (skip)
 * @run: a run that has begun
 *
 * Asks all servers of the plan side by side, and waits for all of them.
 */
void
mt_sync_ask_servers (MtSyncRun *run)
{
  g_autoptr (GHashTable) servers =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, server_free);
  GThreadPool *pool = g_thread_pool_new (server_thread, NULL, MAX_SERVERS, FALSE, NULL);
  GHashTableIter iter;
  gpointer server;

  for (guint i = 0; i < run->plan->targets->len; i++)
    if (is_wanted (run, g_ptr_array_index (run->plan->targets, i)))
      add_target (servers, run, g_ptr_array_index (run->plan->targets, i));
  g_hash_table_iter_init (&iter, servers);
  while (g_hash_table_iter_next (&iter, NULL, &server))
    g_thread_pool_push (pool, server, NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}
