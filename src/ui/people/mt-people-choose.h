/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Choosing people in their list, by pointer and by key.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_people_choose_add (GtkWidget *list, GtkWidget *section);

G_END_DECLS
