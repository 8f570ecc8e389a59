/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Strings of JSON: escapes, surrogates, UTF-8.
 */
#pragma once

#include "team/mt-report.h"

G_BEGIN_DECLS

char *mt_json_string_read (MtReport *report, gsize *position);

G_END_DECLS
