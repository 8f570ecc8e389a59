/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The accounts with calendars that the desktop knows already, for a window to offer.
 */
#pragma once

#include "secrets/mt-goa.h"

G_BEGIN_DECLS

void mt_online_accounts_list_async (GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *mt_online_accounts_list_finish (GAsyncResult *result, GError **error);

G_END_DECLS
