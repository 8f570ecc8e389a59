/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountItem: one account, for the window to list.
 */
#include "config.h"

#include "service/accounts/mt-account-item.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-notify.h"
#include "service/mt-prop.h"

struct _MtAccountItem
{
  GObject parent_instance;

  MtAccount *account; /* owned */
  char *title;
  char *user_text;
  char *paused_text;
  gboolean paused;
  guint n_collections;
};

enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_USER_TEXT,
  PROP_URL,
  PROP_PAUSED_TEXT,
  PROP_PAUSED,
  PROP_N_COLLECTIONS,
  PROP_ACCOUNT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtAccountItem, mt_account_item, G_TYPE_OBJECT)

static void
mt_account_item_finalize (GObject *object)
{
  MtAccountItem *self = MT_ACCOUNT_ITEM (object);

  mt_account_unref (self->account);
  g_free (self->title);
  g_free (self->user_text);
  g_free (self->paused_text);
  G_OBJECT_CLASS (mt_account_item_parent_class)->finalize (object);
}

static void
mt_account_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtAccountItem *self = MT_ACCOUNT_ITEM (object);
  const MtPropString strings[] = {
    { PROP_ID, self->account->id },          { PROP_TITLE, self->title },
    { PROP_USER_TEXT, self->user_text },     { PROP_URL, self->account->url },
    { PROP_PAUSED_TEXT, self->paused_text },
  };

  if (mt_prop_get_string (strings, G_N_ELEMENTS (strings), prop_id, value))
    return;
  switch (prop_id)
    {
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_N_COLLECTIONS:
      g_value_set_uint (value, self->n_collections);
      break;
    case PROP_ACCOUNT:
      g_value_set_boxed (value, self->account);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_account_item_class_init (MtAccountItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_account_item_finalize;
  object_class->get_property = mt_account_item_get_property;

  props[PROP_ID] = mt_prop_string ("id");
  props[PROP_TITLE] = mt_prop_string ("title");
  props[PROP_USER_TEXT] = mt_prop_string ("user-text");
  props[PROP_URL] = mt_prop_string ("url");
  props[PROP_PAUSED_TEXT] = mt_prop_string ("paused-text");
  props[PROP_PAUSED] = mt_prop_boolean ("paused");
  props[PROP_N_COLLECTIONS] =
      g_param_spec_uint ("n-collections", NULL, NULL, 0, G_MAXUINT, 0, MT_PROP_READABLE);
  props[PROP_ACCOUNT] =
      g_param_spec_boxed ("account", NULL, NULL, MT_TYPE_ACCOUNT, MT_PROP_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_account_item_init (MtAccountItem *self)
{
}

/* "ana · dav.example.org" */
static char *
format_user (const MtAccount *account)
{
  g_autoptr (GUri) uri = g_uri_parse (account->origin, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : account->origin;
  g_autofree char *text = account->user != NULL && account->user[0] != '\0'
                              /* Translators: who signs in, and where: "ana · dav.example.org". */
                              ? g_strdup_printf (_ ("%s · %s"), account->user, host)
                              : g_strdup (host);

  return mt_display_line (text);
}

static guint
count_used (const MtAccount *account)
{
  guint n = 0;

  for (guint i = 0; i < account->collections->len; i++)
    n += ((const MtAccountCollection *) g_ptr_array_index (account->collections, i))->used;
  return n;
}

/**
 * mt_account_item_new:
 * @account: an account
 *
 * Returns: (transfer full): an item
 */
MtAccountItem *
mt_account_item_new (MtAccount *account)
{
  MtAccountItem *self = g_object_new (MT_TYPE_ACCOUNT_ITEM, NULL);

  mt_account_item_set_account (self, account);
  return self;
}

/**
 * mt_account_item_get_account:
 * @self: an item
 *
 * Returns: (transfer none): the account; take a reference to keep it
 */
MtAccount *
mt_account_item_get_account (MtAccountItem *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_ITEM (self), NULL);

  return self->account;
}

/**
 * mt_account_item_set_account:
 * @self: an item
 * @account: the account as it is now, of the same id
 *
 * Notifies of what differs.
 *
 * Returns: whether anything does
 */
gboolean
mt_account_item_set_account (MtAccountItem *self, MtAccount *account)
{
  MtAccount *before = self->account;

  g_return_val_if_fail (MT_IS_ACCOUNT_ITEM (self), FALSE);
  if (before != NULL && mt_account_equal (before, account))
    return FALSE;

  self->account = mt_account_ref (account);
  mt_notify_take_string (self, props[PROP_TITLE], &self->title, mt_display_line (account->title));
  mt_notify_take_string (self, props[PROP_USER_TEXT], &self->user_text, format_user (account));
  mt_notify_take_string (self, props[PROP_PAUSED_TEXT], &self->paused_text,
                         mt_display_text (account->paused != NULL ? account->paused : ""));
  mt_notify_set_boolean (self, props[PROP_PAUSED], &self->paused, account->paused != NULL);
  mt_notify_set_uint (self, props[PROP_N_COLLECTIONS], &self->n_collections, count_used (account));
  if (before == NULL || g_strcmp0 (before->url, account->url) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_URL]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACCOUNT]);
  g_clear_pointer (&before, mt_account_unref);
  return TRUE;
}
