/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountAddressPage: asks where somebody has their calendars, and shows how the server is found.
 */
#pragma once

#include "ui/accounts/mt-setup-page.h"

G_BEGIN_DECLS

#define MT_TYPE_ACCOUNT_ADDRESS_PAGE (mt_account_address_page_get_type ())
G_DECLARE_FINAL_TYPE (MtAccountAddressPage,
                      mt_account_address_page,
                      MT,
                      ACCOUNT_ADDRESS_PAGE,
                      MtSetupPage)

/* Signal done of MtSetupPage: the server is, or all that can be read without signing in. */
GtkWidget *mt_account_address_page_new (MtAccountSetup *setup);

G_END_DECLS
