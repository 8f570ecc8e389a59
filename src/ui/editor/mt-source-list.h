/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A list of calendars, which are added from files, folders or the web.
 */
#pragma once

#include "ui/editor/mt-text-list.h"

G_BEGIN_DECLS

GtkWidget *mt_source_list_new (const char *title, const char *description, const char *team_path);

G_END_DECLS
