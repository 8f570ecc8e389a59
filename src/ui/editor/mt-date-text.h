/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Dates as they are typed and shown in a field.
 */
#pragma once

#include "service/mt-format.h"

G_BEGIN_DECLS

char *mt_date_text_format (MtDate date);
gboolean mt_date_text_read (const char *text, MtDate today, MtDate *date);
char *mt_date_text_period (MtFormat *format, MtDate from, MtDate to, MtDate today);

G_END_DECLS
