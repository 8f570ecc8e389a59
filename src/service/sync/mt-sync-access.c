/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncAccess: the clients that servers are asked with.
 */
#include "config.h"

#include "service/sync/mt-sync-access.h"

#include "service/accounts/mt-account-login.h"

/* Reference counted: a thread may be signing in while the account is changed. */
typedef struct
{
  GMutex lock;
  MtAccount *account; /* owned */
  MtHttp *http;       /* owned */
  gboolean signed_in;
  gboolean renewed; /* in this run */
  GError *why;      /* owned, nullable: the secret cannot be had, in this run */
} Client;

struct _MtSyncAccess
{
  GMutex lock;
  MtSecrets *secrets;  /* owned */
  GHashTable *clients; /* owned: id of an account -> Client */
  MtHttp *stranger;    /* owned */
};

static void
client_clear (gpointer data)
{
  Client *client = data;

  g_mutex_clear (&client->lock);
  mt_account_unref (client->account);
  mt_http_unref (client->http);
  g_clear_error (&client->why);
}

static void
client_unref (gpointer client)
{
  g_atomic_rc_box_release_full (client, client_clear);
}

static Client *
client_new (MtAccount *account)
{
  Client *client = g_atomic_rc_box_new0 (Client);

  g_mutex_init (&client->lock);
  client->account = mt_account_ref (account);
  client->http = mt_http_new ();
  return client;
}

/**
 * mt_sync_access_new:
 * @secrets: where passwords and tokens are
 *
 * Returns: (transfer full): no client yet
 */
MtSyncAccess *
mt_sync_access_new (MtSecrets *secrets)
{
  MtSyncAccess *self = g_new0 (MtSyncAccess, 1);

  g_mutex_init (&self->lock);
  self->secrets = mt_secrets_ref (secrets);
  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, client_unref);
  self->stranger = mt_http_new ();
  return self;
}

/**
 * mt_sync_access_free:
 * @self: (transfer full): clients; connections that nobody uses are closed
 */
void
mt_sync_access_free (MtSyncAccess *self)
{
  g_mutex_clear (&self->lock);
  mt_secrets_unref (self->secrets);
  g_hash_table_unref (self->clients);
  mt_http_unref (self->stranger);
  g_free (self);
}

/* Whether the same client will do: what is shown of an account makes no difference. */
static gboolean
signs_in_alike (const MtAccount *a, const MtAccount *b)
{
  return g_strcmp0 (a->origin, b->origin) == 0 && g_strcmp0 (a->user, b->user) == 0 &&
         g_strcmp0 (a->auth, b->auth) == 0 && g_strcmp0 (a->secret_file, b->secret_file) == 0 &&
         g_strcmp0 (a->ca_file, b->ca_file) == 0 && g_strcmp0 (a->goa_id, b->goa_id) == 0 &&
         a->paused_since == b->paused_since;
}

static Client *
find_client (MtSyncAccess *self, MtAccount *account)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Client *client = g_hash_table_lookup (self->clients, account->id);

  if (client == NULL || !signs_in_alike (client->account, account))
    {
      client = client_new (account);
      g_hash_table_insert (self->clients, g_strdup (account->id), client);
    }
  return g_atomic_rc_box_acquire (client);
}

static gboolean
sign_in (MtSyncAccess *self, Client *client, GCancellable *cancellable, GError **error)
{
  if (client->signed_in)
    return TRUE;
  if (client->why == NULL)
    client->signed_in = client->renewed
                            ? mt_account_renew (client->account, self->secrets, client->http,
                                                cancellable, &client->why)
                            : mt_account_login (client->account, self->secrets, client->http,
                                                cancellable, &client->why);
  if (!client->signed_in)
    g_propagate_error (error, g_error_copy (client->why));
  if (g_error_matches (client->why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&client->why);
  return client->signed_in;
}

/**
 * mt_sync_access_begin:
 * @self: clients
 *
 * A run begins: secrets that could not be had are looked for again.
 */
void
mt_sync_access_begin (MtSyncAccess *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->clients);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Client *client = value;

      g_mutex_lock (&client->lock);
      g_clear_error (&client->why);
      client->renewed = FALSE;
      g_mutex_unlock (&client->lock);
    }
}

/**
 * mt_sync_access_open:
 * @self: clients
 * @account: (nullable): whose server is to be asked, %NULL to ask without any
 * @cancellable: (nullable): to give up
 * @error: a #MtSecretsError when its secret cannot be had: looked for once a run
 *
 * Returns: (transfer full) (nullable): the client to ask with
 */
MtHttp *
mt_sync_access_open (MtSyncAccess *self,
                     MtAccount *account,
                     GCancellable *cancellable,
                     GError **error)
{
  Client *client;
  MtHttp *http = NULL;

  if (account == NULL)
    return mt_http_ref (self->stranger);
  client = find_client (self, account);
  g_mutex_lock (&client->lock);
  if (sign_in (self, client, cancellable, error))
    http = mt_http_ref (client->http);
  g_mutex_unlock (&client->lock);
  client_unref (client);
  return http;
}

/**
 * mt_sync_access_renew:
 * @self: clients
 * @account: an account whose secret was refused
 * @cancellable: (nullable): to give up
 * @error: why there is nothing better to ask with, not set when it was renewed in this run already:
 *   a #MtSecretsError, %MT_NET_ERROR_AUTH, or another #MtNetError of where tokens are renewed
 *
 * Signs in anew: with another token, or what the keyring has now, as it may have been changed. A
 * secret that was refused is not sent again.
 *
 * Returns: whether it is worth asking again: once a run
 */
gboolean
mt_sync_access_renew (MtSyncAccess *self,
                      MtAccount *account,
                      GCancellable *cancellable,
                      GError **error)
{
  Client *client = find_client (self, account);
  gboolean worth = FALSE;

  g_mutex_lock (&client->lock);
  if (!client->renewed)
    {
      client->renewed = TRUE;
      worth = mt_account_renew (client->account, self->secrets, client->http, cancellable, error);
    }
  g_mutex_unlock (&client->lock);
  client_unref (client);
  return worth;
}

static void
add_traffic (MtTraffic *sum, MtHttp *http)
{
  MtTraffic traffic = { 0 };

  mt_http_get_traffic (http, &traffic);
  sum->requests += traffic.requests;
  sum->bytes_up += traffic.bytes_up;
  sum->bytes_down += traffic.bytes_down;
}

/**
 * mt_sync_access_get_traffic:
 * @self: clients
 * @traffic: (out): what went over the wire so far
 */
void
mt_sync_access_get_traffic (MtSyncAccess *self, MtTraffic *traffic)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer value;

  *traffic = (MtTraffic){ 0 };
  add_traffic (traffic, self->stranger);
  g_hash_table_iter_init (&iter, self->clients);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    add_traffic (traffic, ((Client *) value)->http);
}
