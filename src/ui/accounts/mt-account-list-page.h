/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountListPage: the accounts of the user.
 */
#pragma once

#include <adwaita.h>
#include "service/accounts/mt-accounts.h"

G_BEGIN_DECLS

#define MT_TYPE_ACCOUNT_LIST_PAGE (mt_account_list_page_get_type ())
G_DECLARE_FINAL_TYPE (MtAccountListPage, mt_account_list_page, MT, ACCOUNT_LIST_PAGE, GtkWidget)

GtkWidget *mt_account_list_page_new (MtAccounts *accounts);

G_END_DECLS
