/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccounts: the accounts of this user, live.
 */
#include "config.h"

#include "service/accounts/mt-accounts.h"

#include "service/mt-model-sync.h"
#include "service/mt-notify.h"
#include "service/mt-prop.h"

struct _MtAccounts
{
  GObject parent_instance;

  MtAccountFile *file;   /* owned */
  GListStore *items;     /* owned (element-type MtAccountItem) */
  GFileMonitor *monitor; /* owned, nullable */
  char *problem;
};

enum
{
  PROP_PROBLEM = 1,
  PROP_ITEM_TYPE,
  PROP_N_ITEMS,
  N_PROPS
};

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} MtAccountsSignal;

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void mt_accounts_init_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MtAccounts,
                               mt_accounts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      mt_accounts_init_list_model))

static GType
get_item_type (GListModel *model)
{
  return MT_TYPE_ACCOUNT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (MT_ACCOUNTS (model)->items));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (MT_ACCOUNTS (model)->items), position);
}

static void
mt_accounts_init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
items_changed_cb (GListModel *items, guint position, guint removed, guint added, MtAccounts *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ITEMS]);
}

static void
mt_accounts_dispose (GObject *object)
{
  MtAccounts *self = MT_ACCOUNTS (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (mt_accounts_parent_class)->dispose (object);
}

static void
mt_accounts_finalize (GObject *object)
{
  MtAccounts *self = MT_ACCOUNTS (object);

  g_object_unref (self->items);
  g_clear_pointer (&self->file, mt_account_file_free);
  g_free (self->problem);
  G_OBJECT_CLASS (mt_accounts_parent_class)->finalize (object);
}

static void
mt_accounts_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtAccounts *self = MT_ACCOUNTS (object);

  switch (prop_id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, MT_TYPE_ACCOUNT_ITEM);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, get_n_items (G_LIST_MODEL (self)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_accounts_class_init (MtAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mt_accounts_dispose;
  object_class->finalize = mt_accounts_finalize;
  object_class->get_property = mt_accounts_get_property;

  props[PROP_PROBLEM] = mt_prop_string ("problem");
  props[PROP_ITEM_TYPE] =
      g_param_spec_gtype ("item-type", NULL, NULL, G_TYPE_OBJECT, MT_PROP_READABLE);
  props[PROP_N_ITEMS] =
      g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, MT_PROP_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MT_TYPE_ACCOUNTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
mt_accounts_init (MtAccounts *self)
{
  self->problem = g_strdup ("");
  self->items = g_list_store_new (MT_TYPE_ACCOUNT_ITEM);
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
}

/**
 * mt_accounts_new:
 * @path: (nullable) (type filename): the file, %NULL for the user's own
 *
 * Reads the accounts, and follows the file from then on. Main thread; the file is small.
 *
 * Returns: (transfer full): the accounts
 */
MtAccounts *
mt_accounts_new (const char *path)
{
  MtAccounts *self = g_object_new (MT_TYPE_ACCOUNTS, NULL);
  g_autoptr (GFile) file = NULL;

  self->file = mt_account_file_new (path);
  mt_accounts_reload (self);
  file = g_file_new_for_path (mt_account_file_get_path (self->file));
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (mt_accounts_reload), self,
                             G_CONNECT_SWAPPED);
  return self;
}

/* The item that stands for an account already, or a new one. */
static MtAccountItem *
take_item (MtAccounts *self, MtAccount *account, gboolean *changed)
{
  MtAccountItem *item = mt_accounts_find (self, account->id);

  if (item == NULL)
    {
      *changed = TRUE;
      return mt_account_item_new (account);
    }
  *changed |= mt_account_item_set_account (item, account);
  return g_object_ref (item);
}

/**
 * mt_accounts_reload:
 * @self: the accounts
 *
 * Reads the file again. While it cannot be read, what stood in it before holds.
 */
void
mt_accounts_reload (MtAccounts *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean changed;

  g_return_if_fail (MT_IS_ACCOUNTS (self));
  accounts = mt_account_file_load (self->file, &error);
  mt_notify_set_string (self, props[PROP_PROBLEM], &self->problem,
                        error != NULL ? error->message : "");
  if (accounts == NULL)
    return;

  changed = accounts->len != get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (wanted, take_item (self, g_ptr_array_index (accounts, i), &changed));
  mt_model_sync (self->items, wanted);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * mt_accounts_get_path:
 * @self: the accounts
 *
 * Returns: (transfer none) (type filename): the file
 */
const char *
mt_accounts_get_path (MtAccounts *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNTS (self), NULL);

  return mt_account_file_get_path (self->file);
}

/**
 * mt_accounts_list:
 * @self: the accounts
 *
 * Returns: (transfer full) (element-type MtAccount): the accounts as they are now, for another
 *   thread to look at
 */
GPtrArray *
mt_accounts_list (MtAccounts *self)
{
  GPtrArray *list;

  g_return_val_if_fail (MT_IS_ACCOUNTS (self), NULL);
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_account_unref);
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (MtAccountItem) item = get_item (G_LIST_MODEL (self), i);

      g_ptr_array_add (list, mt_account_ref (mt_account_item_get_account (item)));
    }
  return list;
}

/**
 * mt_accounts_find:
 * @self: the accounts
 * @id: of an account
 *
 * Returns: (transfer none) (nullable): its item
 */
MtAccountItem *
mt_accounts_find (MtAccounts *self, const char *id)
{
  g_return_val_if_fail (MT_IS_ACCOUNTS (self), NULL);
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (MtAccountItem) item = get_item (G_LIST_MODEL (self), i);

      if (g_str_equal (mt_account_item_get_account (item)->id, id))
        return item;
    }
  return NULL;
}

/* A change of the file under way; exactly one of put, change or neither (remove). */
typedef struct
{
  char *path;
  char *id;
  MtAccount *put; /* owned, nullable */
  MtAccountChange change;
  gpointer change_data;
  GDestroyNotify destroy; /* nullable */
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  g_free (job->id);
  g_clear_pointer (&job->put, mt_account_unref);
  if (job->destroy != NULL)
    job->destroy (job->change_data);
  g_free (job);
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (MtAccountFile) file = mt_account_file_new (job->path);
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (job->put != NULL)
    done = mt_account_file_put (file, job->put, &error);
  else if (job->change != NULL)
    done = mt_account_file_change (file, job->id, job->change, job->change_data, &error);
  else
    done = mt_account_file_remove (file, job->id, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static Job *
start_job (MtAccounts *self,
           const char *id,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data,
           GTask **task)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (mt_accounts_get_path (self));
  job->id = g_strdup (id);
  *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (*task, start_job);
  g_task_set_task_data (*task, job, (GDestroyNotify) job_free);
  return job;
}

/**
 * mt_accounts_put_async:
 * @self: the accounts
 * @account: an account; one of the same id is replaced
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes an account.
 */
void
mt_accounts_put_async (MtAccounts *self,
                       const MtAccount *account,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (MT_IS_ACCOUNTS (self));
  job = start_job (self, account->id, cancellable, callback, user_data, &task);
  job->put = mt_account_copy (account);
  g_task_run_in_thread (task, run_job);
}

/**
 * mt_accounts_change_async:
 * @self: the accounts
 * @id: of an account
 * @change: (scope notified): changes what it is given; runs on another thread
 * @change_data: for @change
 * @destroy: (nullable): for @change_data
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Changes a part of an account, as the file has it then.
 */
void
mt_accounts_change_async (MtAccounts *self,
                          const char *id,
                          MtAccountChange change,
                          gpointer change_data,
                          GDestroyNotify destroy,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (MT_IS_ACCOUNTS (self));
  job = start_job (self, id, cancellable, callback, user_data, &task);
  job->change = change;
  job->change_data = change_data;
  job->destroy = destroy;
  g_task_run_in_thread (task, run_job);
}

/**
 * mt_accounts_remove_async:
 * @self: the accounts
 * @id: of an account
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Takes an account out. Its secret and what was synced are not touched.
 */
void
mt_accounts_remove_async (MtAccounts *self,
                          const char *id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MT_IS_ACCOUNTS (self));
  start_job (self, id, cancellable, callback, user_data, &task);
  g_task_run_in_thread (task, run_job);
}

/**
 * mt_accounts_finish:
 * @self: the accounts
 * @result: what the callback was given
 * @error: as mt_account_file_put(), mt_account_file_change(), mt_account_file_remove()
 *
 * What was written is in the list from now on.
 *
 * Returns: whether it is written
 */
gboolean
mt_accounts_finish (MtAccounts *self, GAsyncResult *result, GError **error)
{
  const gboolean done = g_task_propagate_boolean (G_TASK (result), error);

  g_return_val_if_fail (MT_IS_ACCOUNTS (self), FALSE);
  if (done)
    mt_accounts_reload (self);
  return done;
}
