/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountFoundPage: what was found for an account, and what somebody makes of it.
 */
#pragma once

#include "service/mt-session.h"
#include "ui/accounts/mt-setup-page.h"

G_BEGIN_DECLS

#define MT_TYPE_ACCOUNT_FOUND_PAGE (mt_account_found_page_get_type ())
G_DECLARE_FINAL_TYPE (MtAccountFoundPage,
                      mt_account_found_page,
                      MT,
                      ACCOUNT_FOUND_PAGE,
                      MtSetupPage)

/* Signal: saved (string id): the account is kept. */
GtkWidget *mt_account_found_page_new (MtSession *session, MtAccountSetup *setup, gboolean is_there);

G_END_DECLS
