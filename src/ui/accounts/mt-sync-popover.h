/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncPopover: each source with its age and its trouble, and what can be done about it.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"
#include "service/sync/mt-sync.h"

G_BEGIN_DECLS

#define MT_TYPE_SYNC_POPOVER (mt_sync_popover_get_type ())
G_DECLARE_FINAL_TYPE (MtSyncPopover, mt_sync_popover, MT, SYNC_POPOVER, GtkPopover)

GtkWidget *mt_sync_popover_new (MtSession *session, MtSync *sync);

G_END_DECLS
