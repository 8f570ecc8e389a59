/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Line patches: the named properties of one component change, every other byte stays.
 */
#pragma once

#include "core/mt-change.h"
#include "ical/mt-ical-component.h"

G_BEGIN_DECLS

GBytes *
mt_ical_patch (GBytes *bytes, const MtChange *change, const MtIcalZones *zones, GError **error);
GBytes *mt_ical_create (const MtChange *change, GBytes *bytes, GError **error);
GBytes *mt_ical_remove (GBytes *bytes, const MtChange *change, GError **error);

G_END_DECLS
