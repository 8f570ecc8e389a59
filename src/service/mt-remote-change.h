/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A change made to an item on a server: into the outbox, to be sent by whoever syncs. Blocking; one
 * thread.
 */
#pragma once

#include "providers/collections/mt-folder-change.h"
#include "service/mt-edit-sides.h"
#include "store/mt-outbox.h"

G_BEGIN_DECLS

gboolean mt_remote_change_apply (MtItemStore *items,
                                 const MtChange *change,
                                 MtIcalClient *client,
                                 const MtIcalZones *zones,
                                 MtChangeResult *result,
                                 GError **error);
GBytes *
mt_remote_change_rebase (const MtOutboxRow *row, MtIcalClient *client, const MtIcalZones *zones);
gboolean mt_remote_change_answer (MtItemStore *items,
                                  gint64 edit,
                                  guint64 serial,
                                  MtEditAnswer answer,
                                  MtIcalClient *client,
                                  const MtIcalZones *zones,
                                  GError **error);

G_END_DECLS
