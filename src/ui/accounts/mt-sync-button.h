/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncButton: how the connection to the servers is, in the header.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/sync/mt-sync.h"

G_BEGIN_DECLS

#define MT_TYPE_SYNC_BUTTON (mt_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (MtSyncButton, mt_sync_button, MT, SYNC_BUTTON, GtkWidget)

/* Properties: session (MtSession); sync (MtSync, nullable: then it is not there); narrow (boolean):
 * it has no room for words. */
void mt_sync_button_popup (MtSyncButton *self);

G_END_DECLS
