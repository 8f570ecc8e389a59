/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync: what it is made of, and what it says.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-notify.h"
#include "service/mt-prop.h"

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILING,
  N_SIGNALS,
} MtSyncSignal;

static GParamSpec *props[MT_SYNC_N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MtSync, mt_sync, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (MtSyncState,
                    mt_sync_state,
                    G_DEFINE_ENUM_VALUE (MT_SYNC_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (MT_SYNC_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (MT_SYNC_WORKING, "working"),
                    G_DEFINE_ENUM_VALUE (MT_SYNC_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (MT_SYNC_TROUBLE, "trouble"),
                    G_DEFINE_ENUM_VALUE (MT_SYNC_WAITING, "waiting"))

static void
mt_sync_finalize (GObject *object)
{
  MtSync *self = MT_SYNC (object);

  g_object_unref (self->items);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->secrets, mt_secrets_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->format);
  g_clear_pointer (&self->plan, mt_sync_plan_unref);
  g_clear_pointer (&self->team, mt_team_unref);
  g_free (self->store_path);
  g_free (self->team_url);
  g_free (self->me);
  g_free (self->state_text);
  g_free (self->detail_text);
  g_free (self->secret_wanted);
  g_free (self->secret_why);
  G_OBJECT_CLASS (mt_sync_parent_class)->finalize (object);
}

static void
mt_sync_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtSync *self = MT_SYNC (object);
  const MtPropString strings[] = {
    { MT_SYNC_PROP_STATE_TEXT, self->state_text },
    { MT_SYNC_PROP_DETAIL_TEXT, self->detail_text },
    { MT_SYNC_PROP_SECRET_WANTED, self->secret_wanted },
    { MT_SYNC_PROP_SECRET_WHY, self->secret_why },
  };

  if (mt_prop_get_string (strings, G_N_ELEMENTS (strings), prop_id, value))
    return;
  switch (prop_id)
    {
    case MT_SYNC_PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case MT_SYNC_PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case MT_SYNC_PROP_WORKING:
      g_value_set_boolean (value, self->state == MT_SYNC_WORKING);
      break;
    case MT_SYNC_PROP_LAST:
      g_value_set_int64 (value, self->last);
      break;
    case MT_SYNC_PROP_N_PENDING:
      g_value_set_uint (value, self->n_pending);
      break;
    case MT_SYNC_PROP_N_CONFLICTS:
      g_value_set_uint (value, self->n_conflicts);
      break;
    case MT_SYNC_PROP_ITEMS:
      g_value_set_object (value, self->items);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  props[MT_SYNC_PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, MT_TYPE_SYNC_STATE, MT_SYNC_NONE, MT_PROP_READABLE);
  props[MT_SYNC_PROP_STATE_TEXT] = mt_prop_string ("state-text");
  props[MT_SYNC_PROP_DETAIL_TEXT] = mt_prop_string ("detail-text");
  props[MT_SYNC_PROP_PROGRESS] =
      g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, MT_PROP_READABLE);
  props[MT_SYNC_PROP_WORKING] = mt_prop_boolean ("working");
  props[MT_SYNC_PROP_LAST] =
      g_param_spec_int64 ("last", NULL, NULL, 0, G_MAXINT64, 0, MT_PROP_READABLE);
  props[MT_SYNC_PROP_N_PENDING] =
      g_param_spec_uint ("n-pending", NULL, NULL, 0, G_MAXUINT, 0, MT_PROP_READABLE);
  props[MT_SYNC_PROP_N_CONFLICTS] =
      g_param_spec_uint ("n-conflicts", NULL, NULL, 0, G_MAXUINT, 0, MT_PROP_READABLE);
  props[MT_SYNC_PROP_ITEMS] =
      g_param_spec_object ("items", NULL, NULL, G_TYPE_LIST_MODEL, MT_PROP_READABLE);
  props[MT_SYNC_PROP_SECRET_WANTED] = mt_prop_string ("secret-wanted");
  props[MT_SYNC_PROP_SECRET_WHY] = mt_prop_string ("secret-why");
  g_object_class_install_properties (object_class, MT_SYNC_N_PROPS, props);
}

static void
mt_sync_class_init (MtSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_sync_finalize;
  object_class->get_property = mt_sync_get_property;
  install_properties (object_class);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MT_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILING] = g_signal_new ("failing", MT_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
mt_sync_init (MtSync *self)
{
  self->items = g_list_store_new (MT_TYPE_SYNC_ITEM);
  self->state_text = g_strdup ("");
  self->detail_text = g_strdup ("");
  self->secret_wanted = g_strdup ("");
  self->secret_why = g_strdup ("");
  self->progress = -1;
}

/**
 * mt_sync_prop: (skip)
 * @prop_id: a property of MtSync
 *
 * Returns: (transfer none): its specification
 */
GParamSpec *
mt_sync_prop (guint prop_id)
{
  return props[prop_id];
}

/**
 * mt_sync_new:
 * @accounts: the accounts of this user
 * @secrets: where their passwords are
 * @clock: what time it is
 * @format: how times are written
 * @store: (nullable) (type filename): folder of the database, %NULL for the user's own
 *
 * Nothing is asked of any server before there is something to sync: mt_sync_set_team().
 *
 * Returns: (transfer full): it
 */
MtSync *
mt_sync_new (MtAccounts *accounts,
             MtSecrets *secrets,
             MtClock *clock,
             MtFormat *format,
             const char *store)
{
  MtSync *self = g_object_new (MT_TYPE_SYNC, NULL);

  self->accounts = g_object_ref (accounts);
  self->secrets = mt_secrets_ref (secrets);
  self->clock = g_object_ref (clock);
  self->format = g_object_ref (format);
  self->store_path = g_strdup (store);
  self->plan = mt_sync_plan_new (NULL, NULL, NULL, NULL);
  return self;
}

/**
 * mt_sync_get_accounts:
 * @self: the sync
 *
 * Returns: (transfer none): the accounts of this user
 */
MtAccounts *
mt_sync_get_accounts (MtSync *self)
{
  g_return_val_if_fail (MT_IS_SYNC (self), NULL);

  return self->accounts;
}

/**
 * mt_sync_get_secrets:
 * @self: the sync
 *
 * Returns: (transfer none): where passwords are
 */
MtSecrets *
mt_sync_get_secrets (MtSync *self)
{
  g_return_val_if_fail (MT_IS_SYNC (self), NULL);

  return self->secrets;
}

/**
 * mt_sync_get_items:
 * @self: the sync
 *
 * Returns: (transfer none): (element-type MtSyncItem): what is synced
 */
GListModel *
mt_sync_get_items (MtSync *self)
{
  g_return_val_if_fail (MT_IS_SYNC (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * mt_sync_find_item:
 * @self: the sync
 * @url: of a place, as the store has it
 *
 * Returns: (transfer none) (nullable): its item
 */
MtSyncItem *
mt_sync_find_item (MtSync *self, const char *url)
{
  g_return_val_if_fail (MT_IS_SYNC (self), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (MtSyncItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_str_equal (mt_sync_item_get_url (item), url))
        return item;
    }
  return NULL;
}

/**
 * mt_sync_get_state:
 * @self: the sync
 *
 * Returns: how it goes
 */
MtSyncState
mt_sync_get_state (MtSync *self)
{
  g_return_val_if_fail (MT_IS_SYNC (self), MT_SYNC_NONE);

  return self->state;
}

/**
 * mt_sync_set_team:
 * @self: the sync
 * @team_url: (nullable): URL of the team file, if it is read from a server
 * @team: (nullable): the team; %NULL: none is open, or it is not known yet
 * @me: (nullable): id of the person who uses this machine
 *
 * Says what is to be synced. The accounts are added by itself.
 */
void
mt_sync_set_team (MtSync *self, const char *team_url, MtTeam *team, const char *me)
{
  g_return_if_fail (MT_IS_SYNC (self));

  g_free (self->team_url);
  self->team_url = g_strdup (team_url);
  g_clear_pointer (&self->team, mt_team_unref);
  self->team = team != NULL ? mt_team_ref (team) : NULL;
  g_free (self->me);
  self->me = g_strdup (me);
}

/**
 * mt_sync_set_visible:
 * @self: the sync
 * @visible: whether somebody can see what is synced
 *
 * Every five minutes while it is seen, every fifteen while it is not.
 */
void
mt_sync_set_visible (MtSync *self, gboolean visible)
{
  g_return_if_fail (MT_IS_SYNC (self));
}

/**
 * mt_sync_note_focus:
 * @self: the sync
 *
 * Somebody looks at it again: what is older than a while is asked for at once.
 */
void
mt_sync_note_focus (MtSync *self)
{
  g_return_if_fail (MT_IS_SYNC (self));
}

/**
 * mt_sync_wake:
 * @self: the sync
 *
 * The outbox has something new: it is sent soon.
 */
void
mt_sync_wake (MtSync *self)
{
  g_return_if_fail (MT_IS_SYNC (self));
}

/**
 * mt_sync_run_async:
 * @self: the sync
 * @full: whether everything is listed again, to see that it agrees
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Sends what waits and asks every server now. A run that is under way is waited for.
 */
void
mt_sync_run_async (MtSync *self,
                   gboolean full,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, mt_sync_run_async);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                           _ ("Syncing is not possible yet"));
}

/**
 * mt_sync_run_finish:
 * @self: the sync
 * @result: what the callback was given
 * @error: what went wrong; of several the first
 *
 * Returns: whether all of it went well
 */
gboolean
mt_sync_run_finish (MtSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * mt_sync_run:
 * @self: the sync
 * @full: whether everything is listed again
 *
 * Does the same, with nobody waiting for it.
 */
void
mt_sync_run (MtSync *self, gboolean full)
{
  mt_sync_run_async (self, full, NULL, NULL, NULL);
}

/**
 * mt_sync_cancel:
 * @self: the sync
 *
 * Stops the run that is under way; what it has fetched so far is kept.
 */
void
mt_sync_cancel (MtSync *self)
{
  g_return_if_fail (MT_IS_SYNC (self));
}

/**
 * mt_sync_accept_vanished:
 * @self: the sync
 * @item: one that is held
 *
 * It is right that more than half of it is gone: it goes here, too.
 */
void
mt_sync_accept_vanished (MtSync *self, MtSyncItem *item)
{
  g_return_if_fail (MT_IS_SYNC (self));
}

/**
 * mt_sync_export:
 * @self: the sync
 * @connection: the session bus
 * @error: why it cannot be reached there
 *
 * Lets a command ask for a run: %MT_SYNC_OBJECT_PATH, method Sync (b full).
 *
 * Returns: whether it can
 */
gboolean
mt_sync_export (MtSync *self, GDBusConnection *connection, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
               _ ("Syncing is not possible yet"));
  return FALSE;
}
