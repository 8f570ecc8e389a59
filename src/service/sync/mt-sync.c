/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync: what it is made of, and what it says.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

#include "service/mt-clock-private.h"
#include "service/mt-prop.h"

#define START_MS 300 /* a plan often changes more than once */

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
mt_sync_dispose (GObject *object)
{
  MtSync *self = MT_SYNC (object);

  mt_sync_unfollow_system (self);
  mt_sync_drop_steps (self);
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->object_id != 0)
    g_dbus_connection_unregister_object (self->session, self->object_id);
  self->object_id = 0;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_sync_parent_class)->dispose (object);
}

static void
mt_sync_finalize (GObject *object)
{
  MtSync *self = MT_SYNC (object);

  g_object_unref (self->items);
  g_clear_pointer (&self->engine, mt_sync_engine_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->waiting_next);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->shares);
  g_mutex_clear (&self->steps_lock);
  g_free (self->broken);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->secrets, mt_secrets_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->format);
  g_clear_pointer (&self->plan, mt_sync_plan_unref);
  g_clear_pointer (&self->team, mt_team_unref);
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

  object_class->dispose = mt_sync_dispose;
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
  self->wait_ms = -1;
  self->visible = TRUE;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting_next = g_ptr_array_new_with_free_func (g_object_unref);
  self->context = g_main_context_ref_thread_default ();
  self->shares = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->steps_lock);
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
 * mt_sync_emit_changed: (skip)
 * @self: the sync
 *
 * The store has new things to show.
 */
void
mt_sync_emit_changed (MtSync *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * mt_sync_emit_failing: (skip)
 * @self: the sync
 * @title: few words
 * @text: what is wrong
 *
 * Something has failed for long.
 */
void
mt_sync_emit_failing (MtSync *self, const char *title, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_FAILING], 0, title, text);
}

/**
 * mt_sync_read_now: (skip)
 * @self: the sync
 *
 * Returns: Unix seconds, also while the clock does not tick because nobody sees it
 */
gint64
mt_sync_read_now (MtSync *self)
{
  mt_clock_update (self->clock);
  return mt_clock_get_now (self->clock);
}

static gboolean
lacks_account (const MtSyncPlan *plan, const MtSyncPlan *before)
{
  for (guint i = 0; i < before->accounts->len; i++)
    {
      const MtAccount *account = g_ptr_array_index (before->accounts, i);

      if (mt_sync_plan_find_account (plan, account->id) == NULL)
        return TRUE;
    }
  return FALSE;
}

/* A run that asks for an account that is gone is stopped; what waits for it stays in the outbox. */
static void
make_plan (MtSync *self)
{
  const gboolean open = self->team != NULL || self->team_url != NULL;
  g_autoptr (GPtrArray) accounts = open ? mt_accounts_list (self->accounts) : NULL;
  g_autoptr (MtSyncPlan) before = self->plan;

  self->plan = mt_sync_plan_new (self->team_url, self->team, self->me, accounts);
  if (self->running != NULL && lacks_account (self->plan, before))
    mt_sync_stop (self);
  mt_sync_show_items (self);
  if (!mt_sync_plan_is_empty (self->plan))
    {
      mt_sync_follow_system (self);
      if (mt_sync_plan_asks_more (self->plan, before))
        mt_sync_schedule_soon (self, START_MS, 0);
    }
  else
    {
      mt_sync_unfollow_system (self);
      mt_sync_schedule (self);
      /* What accounts that are gone leave behind is seen to once. */
      if (open && !mt_sync_plan_is_empty (before))
        mt_sync_start (self, 0);
    }
  mt_sync_show_state (self);
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
  self->engine = mt_sync_engine_new (store, mt_accounts_get_path (accounts), secrets);
  self->plan = mt_sync_plan_new (NULL, NULL, NULL, NULL);
  g_signal_connect_object (accounts, "changed", G_CALLBACK (make_plan), self, G_CONNECT_SWAPPED);
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
 * mt_sync_get_store:
 * @self: the sync
 *
 * Returns: (transfer none) (nullable) (type filename): folder of the database, %NULL for the user's
 *   own
 */
const char *
mt_sync_get_store (MtSync *self)
{
  g_return_val_if_fail (MT_IS_SYNC (self), NULL);

  return mt_sync_engine_get_store (self->engine);
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
 * Says what is to be synced. With neither @team_url nor @team it is nothing, as for the demo; else
 * the collections in use of all accounts are, too.
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
  make_plan (self);
}
