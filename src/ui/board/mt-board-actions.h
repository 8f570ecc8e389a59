/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What can be done with the cards of a board.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

/* Adds actions to a class of widgets with a property `session`:
 *   board.open (s), board.new (u); board.move, by keys board.carry (su): task and column;
 *   board.assign (ss): task and person, "" for nobody; board.block (sb); board.delete (s) */
void mt_board_actions_install (GtkWidgetClass *widget_class);
gboolean mt_board_actions_can_add (MtSession *session);
const MtTask *mt_board_actions_find (MtSession *session, const char *id);
char *mt_board_actions_dup_title (const char *title);
void mt_board_actions_delete (GtkWidget *widget, MtSession *session, const char *id);
GMenuModel *mt_board_actions_create_menu (MtSession *session, const char *id);

G_END_DECLS
