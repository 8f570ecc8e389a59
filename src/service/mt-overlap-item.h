/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtOverlapItem: one span in which people overlap.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-span.h"

G_BEGIN_DECLS

#define MT_TYPE_OVERLAP_ITEM (mt_overlap_item_get_type ())
G_DECLARE_FINAL_TYPE (MtOverlapItem, mt_overlap_item, MT, OVERLAP_ITEM, GObject)

/* Properties, read-only: text (string) "Tue 17:30-18:00"; people-text (string) "6 of 9", with
 * "varying" when fewer are free throughout; names (string); description (string). */
MtSpan mt_overlap_item_get_span (MtOverlapItem *self);

G_END_DECLS
