/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAvatar: a person's picture, or their initials on their colour, with a dot for their state.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_AVATAR (mt_avatar_get_type ())
G_DECLARE_FINAL_TYPE (MtAvatar, mt_avatar, MT, AVATAR, GtkWidget)

/* Properties: person (MtPersonItem, nullable); size (int, pixels). */
GtkWidget *mt_avatar_new (gint size);

G_END_DECLS
