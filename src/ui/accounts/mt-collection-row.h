/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCollectionRow: one calendar of an account: whether it is used, whose it is, whether it counts.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_COLLECTION_ROW (mt_collection_row_get_type ())
G_DECLARE_FINAL_TYPE (MtCollectionRow, mt_collection_row, MT, COLLECTION_ROW, AdwExpanderRow)

/* Properties: use (boolean); counts (boolean): its events make its person busy; person-id (string,
 * nullable); why (string): why that person, "" for nothing to say. Signal: chosen: by somebody. */

/* What it can hold. */
typedef enum
{
  MT_COLLECTION_EVENTS = 1 << 0,
  MT_COLLECTION_TASKS = 1 << 1,
  MT_COLLECTION_UPDATES = 1 << 2,
} MtCollectionHolds;

GtkWidget *mt_collection_row_new (MtSession *session,
                                  const char *url,
                                  const char *name,
                                  const char *facts,
                                  MtCollectionHolds holds);

G_END_DECLS
