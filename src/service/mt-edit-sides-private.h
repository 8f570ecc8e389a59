/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The reading of MtEditSides. Blocking; one thread.
 */
#pragma once

#include "ical/mt-ical-client.h"
#include "service/mt-edit-sides.h"
#include "store/mt-outbox.h"

G_BEGIN_DECLS

MtEditSides *mt_edit_sides_read (MtItemStore *items,
                                 gint64 edit,
                                 const MtTeam *team,
                                 gint64 now,
                                 MtIcalClient *client,
                                 GError **error);

G_END_DECLS
