/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWindow: the dashboard.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"
#include "service/sync/mt-sync.h"
#include "ui/mt-history.h"
#include "ui/people/mt-people-section.h"

G_BEGIN_DECLS

#define MT_TYPE_WINDOW (mt_window_get_type ())
G_DECLARE_FINAL_TYPE (MtWindow, mt_window, MT, WINDOW, AdwApplicationWindow)

/* Properties: session (MtSession); narrow (boolean, read-only); page (string):
 * the section shown while it is narrow, "people", "board" or "updates".
 * Signal: open-team (GFile): the user chose another team file. */
GtkWindow *mt_window_new (GtkApplication *application, MtSession *session);
void mt_window_set_sync (MtWindow *self, MtSync *sync);
MtPeopleSection *mt_window_get_people (MtWindow *self); /* (transfer none) */
void mt_window_open_file (MtWindow *self, GFile *file);

MtHistory *mt_window_get_history (MtWindow *self); /* (transfer none) */
void
mt_window_tell (MtWindow *self, const char *message, const char *button, const char *action_name);

G_END_DECLS
