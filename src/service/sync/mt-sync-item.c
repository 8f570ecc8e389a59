/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncItem: one place that is synced.
 */
#include "config.h"

#include "service/sync/mt-sync-item-private.h"

#include "service/mt-display-text.h"
#include "service/mt-notify.h"
#include "service/mt-prop.h"

struct _MtSyncItem
{
  GObject parent_instance;

  char *url;
  char *title;
  char *kind;
  char *account;
  char *checked_text;
  char *trouble_text;
  gint64 checked;
  gint64 failed_since;
  guint n_items;
  guint n_parked;
  guint n_pending;
  guint n_conflicts;
  guint n_vanished;
  gboolean held;
  gboolean working;
  double progress;
};

enum
{
  PROP_URL = 1,
  PROP_TITLE,
  PROP_KIND,
  PROP_ACCOUNT,
  PROP_CHECKED_TEXT,
  PROP_TROUBLE_TEXT,
  PROP_CHECKED,
  PROP_FAILED_SINCE,
  PROP_N_ITEMS,
  PROP_N_PARKED,
  PROP_N_PENDING,
  PROP_N_CONFLICTS,
  PROP_N_VANISHED,
  PROP_HELD,
  PROP_WORKING,
  PROP_PROGRESS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtSyncItem, mt_sync_item, G_TYPE_OBJECT)

static void
mt_sync_item_finalize (GObject *object)
{
  MtSyncItem *self = MT_SYNC_ITEM (object);

  g_free (self->url);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->account);
  g_free (self->checked_text);
  g_free (self->trouble_text);
  G_OBJECT_CLASS (mt_sync_item_parent_class)->finalize (object);
}

static gboolean
get_count (MtSyncItem *self, guint prop_id, GValue *value)
{
  const struct
  {
    guint prop_id;
    guint count;
  } counts[] = {
    { PROP_N_ITEMS, self->n_items },       { PROP_N_PARKED, self->n_parked },
    { PROP_N_PENDING, self->n_pending },   { PROP_N_CONFLICTS, self->n_conflicts },
    { PROP_N_VANISHED, self->n_vanished },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i].prop_id == prop_id)
      {
        g_value_set_uint (value, counts[i].count);
        return TRUE;
      }
  return FALSE;
}

static void
mt_sync_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtSyncItem *self = MT_SYNC_ITEM (object);
  const MtPropString strings[] = {
    { PROP_URL, self->url },
    { PROP_TITLE, self->title },
    { PROP_KIND, self->kind },
    { PROP_ACCOUNT, self->account },
    { PROP_CHECKED_TEXT, self->checked_text },
    { PROP_TROUBLE_TEXT, self->trouble_text },
  };

  if (mt_prop_get_string (strings, G_N_ELEMENTS (strings), prop_id, value) ||
      get_count (self, prop_id, value))
    return;
  switch (prop_id)
    {
    case PROP_CHECKED:
      g_value_set_int64 (value, self->checked);
      break;
    case PROP_FAILED_SINCE:
      g_value_set_int64 (value, self->failed_since);
      break;
    case PROP_HELD:
      g_value_set_boolean (value, self->held);
      break;
    case PROP_WORKING:
      g_value_set_boolean (value, self->working);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GParamSpec *
new_count (const char *name)
{
  return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, MT_PROP_READABLE);
}

static GParamSpec *
new_instant (const char *name)
{
  return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, MT_PROP_READABLE);
}

static void
mt_sync_item_class_init (MtSyncItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_sync_item_finalize;
  object_class->get_property = mt_sync_item_get_property;

  props[PROP_URL] = mt_prop_string ("url");
  props[PROP_TITLE] = mt_prop_string ("title");
  props[PROP_KIND] = mt_prop_string ("kind");
  props[PROP_ACCOUNT] = mt_prop_string ("account");
  props[PROP_CHECKED_TEXT] = mt_prop_string ("checked-text");
  props[PROP_TROUBLE_TEXT] = mt_prop_string ("trouble-text");
  props[PROP_CHECKED] = new_instant ("checked");
  props[PROP_FAILED_SINCE] = new_instant ("failed-since");
  props[PROP_N_ITEMS] = new_count ("n-items");
  props[PROP_N_PARKED] = new_count ("n-parked");
  props[PROP_N_PENDING] = new_count ("n-pending");
  props[PROP_N_CONFLICTS] = new_count ("n-conflicts");
  props[PROP_N_VANISHED] = new_count ("n-vanished");
  props[PROP_HELD] = mt_prop_boolean ("held");
  props[PROP_WORKING] = mt_prop_boolean ("working");
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, MT_PROP_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_sync_item_init (MtSyncItem *self)
{
  self->title = g_strdup ("");
  self->kind = g_strdup ("");
  self->account = g_strdup ("");
  self->checked_text = g_strdup ("");
  self->trouble_text = g_strdup ("");
  self->progress = -1;
}

/**
 * mt_sync_item_new:
 * @url: of the place
 *
 * Returns: (transfer full): an item that was never synced
 */
MtSyncItem *
mt_sync_item_new (const char *url)
{
  MtSyncItem *self = g_object_new (MT_TYPE_SYNC_ITEM, NULL);

  self->url = g_strdup (url);
  g_free (self->title);
  self->title = mt_display_line (url);
  return self;
}

/**
 * mt_sync_item_get_url:
 * @self: an item
 *
 * Returns: (transfer none): of the place, as the store has it
 */
const char *
mt_sync_item_get_url (MtSyncItem *self)
{
  g_return_val_if_fail (MT_IS_SYNC_ITEM (self), NULL);

  return self->url;
}

/**
 * mt_sync_item_update: (skip)
 * @self: an item
 * @collection: what the store says of it now
 *
 * Notifies of what differs. Names and texts are set apart.
 */
void
mt_sync_item_update (MtSyncItem *self, const MtStoreCollection *collection)
{
  mt_notify_set_string (self, props[PROP_KIND], &self->kind,
                        collection->kind != NULL ? collection->kind : "");
  mt_notify_set_int64 (self, props[PROP_CHECKED], &self->checked, collection->checked);
  mt_notify_set_int64 (self, props[PROP_FAILED_SINCE], &self->failed_since,
                       collection->failed_since);
  mt_notify_set_uint (self, props[PROP_N_ITEMS], &self->n_items, collection->n_items);
  mt_notify_set_uint (self, props[PROP_N_PARKED], &self->n_parked, collection->n_parked);
  mt_notify_set_uint (self, props[PROP_N_PENDING], &self->n_pending, collection->n_pending);
  mt_notify_set_uint (self, props[PROP_N_CONFLICTS], &self->n_conflicts, collection->n_conflicts);
  mt_notify_set_uint (self, props[PROP_N_VANISHED], &self->n_vanished, collection->n_vanished);
  mt_notify_set_boolean (self, props[PROP_HELD], &self->held, collection->held);
}

/**
 * mt_sync_item_set_names: (skip)
 * @self: an item
 * @title: what to call it
 * @account: (nullable): id of the account that is asked
 */
void
mt_sync_item_set_names (MtSyncItem *self, const char *title, const char *account)
{
  mt_notify_take_string (self, props[PROP_TITLE], &self->title, mt_display_line (title));
  mt_notify_set_string (self, props[PROP_ACCOUNT], &self->account, account != NULL ? account : "");
}

/**
 * mt_sync_item_set_texts: (skip)
 * @self: an item
 * @checked_text: (transfer full): when it was last read
 * @trouble_text: (transfer full): what went wrong, "" when nothing did
 */
void
mt_sync_item_set_texts (MtSyncItem *self, char *checked_text, char *trouble_text)
{
  mt_notify_take_string (self, props[PROP_CHECKED_TEXT], &self->checked_text, checked_text);
  mt_notify_take_string (self, props[PROP_TROUBLE_TEXT], &self->trouble_text, trouble_text);
}

/**
 * mt_sync_item_set_progress: (skip)
 * @self: an item
 * @working: whether it is being fetched
 * @progress: how much of it is there, 0 to 1, or -1
 */
void
mt_sync_item_set_progress (MtSyncItem *self, gboolean working, double progress)
{
  mt_notify_set_boolean (self, props[PROP_WORKING], &self->working, working);
  mt_notify_set_double (self, props[PROP_PROGRESS], &self->progress, progress);
}

/**
 * mt_sync_item_get_checked: (skip)
 * @self: an item
 *
 * Returns: Unix seconds of the last success, 0: never
 */
gint64
mt_sync_item_get_checked (MtSyncItem *self)
{
  return self->checked;
}

/**
 * mt_sync_item_get_failed_since: (skip)
 * @self: an item
 *
 * Returns: Unix seconds, 0: the last try went well
 */
gint64
mt_sync_item_get_failed_since (MtSyncItem *self)
{
  return self->failed_since;
}

/**
 * mt_sync_item_is_held: (skip)
 * @self: an item
 *
 * Returns: whether more than half of it vanished and the user has not said what of it
 */
gboolean
mt_sync_item_is_held (MtSyncItem *self)
{
  return self->held;
}
