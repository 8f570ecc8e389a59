/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountPage: one account, and all that can be done with it.
 */
#pragma once

#include <adwaita.h>
#include "service/accounts/mt-accounts.h"
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_ACCOUNT_PAGE (mt_account_page_get_type ())
G_DECLARE_FINAL_TYPE (MtAccountPage, mt_account_page, MT, ACCOUNT_PAGE, GtkWidget)

GtkWidget *mt_account_page_new (MtSession *session, MtAccounts *accounts, MtAccountItem *item);

G_END_DECLS
