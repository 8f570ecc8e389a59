/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The keys that walk along the tracks of a list of people.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_track_walk_add_keys (GtkWidget *list);

G_END_DECLS
