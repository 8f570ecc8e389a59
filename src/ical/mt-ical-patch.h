/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Line patches: the named properties of one component change, every other byte stays.
 */
#pragma once

#include "core/mt-change.h"

G_BEGIN_DECLS

GBytes *mt_ical_patch (GBytes *bytes,
                       MtItemKind kind,
                       const char *uid,
                       const char *recurrence_id,
                       const GPtrArray *fields,
                       GError **error);

G_END_DECLS
