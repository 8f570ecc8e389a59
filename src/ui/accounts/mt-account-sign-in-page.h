/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountSignInPage: asks who somebody is on a server that is found.
 */
#pragma once

#include "ui/accounts/mt-setup-page.h"

G_BEGIN_DECLS

#define MT_TYPE_ACCOUNT_SIGN_IN_PAGE (mt_account_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (MtAccountSignInPage,
                      mt_account_sign_in_page,
                      MT,
                      ACCOUNT_SIGN_IN_PAGE,
                      MtSetupPage)

/* Signal done of MtSetupPage: the collections are there. */
GtkWidget *mt_account_sign_in_page_new (MtAccountSetup *setup);

G_END_DECLS
