/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What several commands read from their options: a window of time, a list of people, a number.
 */
#pragma once

#include "cli/mt-cli.h"

G_BEGIN_DECLS

#define MT_DAYS_MAX 3660

gboolean mt_arguments_int (const char *where,
                           const char *text,
                           gint64 min,
                           gint64 max,
                           gint64 *value,
                           GError **error);
gboolean mt_arguments_days (const MtCli *cli, guint otherwise, guint *days, GError **error);
gboolean mt_arguments_window (const MtCli *cli, guint otherwise, MtSpan *window, GError **error);
GArray *mt_arguments_people (const MtCli *cli, GError **error);

G_END_DECLS
