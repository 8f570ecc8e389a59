/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtNewTeamWindow: a dialog for somebody who has no team file yet.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_NEW_TEAM_WINDOW (mt_new_team_window_get_type ())
G_DECLARE_FINAL_TYPE (MtNewTeamWindow, mt_new_team_window, MT, NEW_TEAM_WINDOW, AdwWindow)

/* Signals: made (string: path of the team file, string: id of whoever made it). */
GtkWindow *mt_new_team_window_new (GtkWindow *parent, MtSession *session);

G_END_DECLS
