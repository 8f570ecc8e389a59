/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads JSON as RFC 8259 has it, and says of every fault where it stands.
 */
#pragma once

#include "team/mt-json-node.h"
#include "team/mt-report.h"

G_BEGIN_DECLS

#define MT_JSON_MAX_DEPTH 64
#define MT_JSON_MAX_BYTES (16 * 1024 * 1024)
#define MT_JSON_MAX_VALUES 2000000

MtJsonNode *mt_json_read (MtReport *report);

G_END_DECLS
