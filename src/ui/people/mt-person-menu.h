/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What can be done with a person, in their row: a menu and keys.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_person_menu_add (GtkWidget *list, GtkWidget *holder);

G_END_DECLS
