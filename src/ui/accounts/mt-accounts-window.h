/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountsWindow: where somebody says on which servers their calendars are.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"
#include "service/sync/mt-sync.h"

G_BEGIN_DECLS

#define MT_TYPE_ACCOUNTS_WINDOW (mt_accounts_window_get_type ())
G_DECLARE_FINAL_TYPE (MtAccountsWindow, mt_accounts_window, MT, ACCOUNTS_WINDOW, AdwWindow)

GtkWindow *mt_accounts_window_new (GtkWindow *parent, MtSession *session, MtSync *sync);
void mt_accounts_window_add (MtAccountsWindow *self);
void mt_accounts_window_sign_in_again (MtAccountsWindow *self, MtAccountItem *item);

G_END_DECLS
