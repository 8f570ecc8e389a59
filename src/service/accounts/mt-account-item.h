/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountItem: one account, for the window to list.
 */
#pragma once

#include <gio/gio.h>
#include "service/accounts/mt-account.h"

G_BEGIN_DECLS

#define MT_TYPE_ACCOUNT_ITEM (mt_account_item_get_type ())
G_DECLARE_FINAL_TYPE (MtAccountItem, mt_account_item, MT, ACCOUNT_ITEM, GObject)

/* Properties, read-only: id, title, user-text ("ana · dav.example.org"), paused-text ("" when it is
 * not), url (string), paused (boolean), n-collections (uint): those in use. All strings are
 * harmless to show. `account` (boxed MtAccount) is the record; it is replaced, never changed. */
MtAccountItem *mt_account_item_new (MtAccount *account);
MtAccount *mt_account_item_get_account (MtAccountItem *self); /* (transfer none) */
gboolean mt_account_item_set_account (MtAccountItem *self, MtAccount *account);

G_END_DECLS
