/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWho: asks which person of the team the user is.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_WHO (mt_who_get_type ())
G_DECLARE_FINAL_TYPE (MtWho, mt_who, MT, WHO, GtkWidget)

/* The answer goes to the action app.me. */
GtkWidget *mt_who_new (GListModel *people);

G_END_DECLS
