/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Names for parts of GTK's and libadwaita's own widgets that have the focus in their place.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_accessible_name (GtkWidget *widget, const char *name);
void mt_accessible_keep_names (GtkWidget *page);
void mt_accessible_name_inner (GtkWidget *widget, GType type, const char *name);
void mt_accessible_name_drop_down (GtkDropDown *drop_down, const char *name);
void mt_accessible_name_menu (GtkWidget *menu);
void mt_accessible_name_menu_of (GtkMenuButton *button);

G_END_DECLS
