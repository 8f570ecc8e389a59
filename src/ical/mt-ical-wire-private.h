/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Checked fields of which records are made.
 */
#pragma once

#include "ical/mt-ical-wire.h"

G_BEGIN_DECLS

guint8 mt_wire_get_enum (MtWireReader *in, guint8 last);
guint32 mt_wire_get_n (MtWireReader *in, gsize entry_size);

G_END_DECLS
