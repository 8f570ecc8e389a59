/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The one way in which widgets make changes: they are made, said in the window with a button that
 * takes them back, and what goes wrong is said in words.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

void mt_apply_change (GtkWidget *widget,
                      MtSession *session,
                      const MtChange *change,
                      const char *done_text);
void mt_apply_team_draft (GtkWidget *widget,
                          MtSession *session,
                          MtTeamDraft *draft,
                          const char *done_text);

/* For dialogs that stay open until it is done: they show the error themselves. */
void mt_apply_change_async (GtkWidget *widget,
                            MtSession *session,
                            const MtChange *change,
                            const char *done_text,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void
mt_apply_places (GtkWidget *widget, MtSession *session, GPtrArray *places, const char *done_text);
void mt_apply_changes_async (GtkWidget *widget,
                             MtSession *session,
                             const GPtrArray *changes,
                             const char *done_text,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void mt_apply_team_draft_async (GtkWidget *widget,
                                MtSession *session,
                                MtTeamDraft *draft,
                                const char *done_text,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Of what the widget has written by itself. */
void
mt_apply_tell_team (GtkWidget *widget, MtSession *session, MtTeamUndo *undo, const char *done_text);
gboolean mt_apply_finish (GAsyncResult *result, GError **error);

/* What was done last in the window of a widget. */
void mt_apply_undo (GtkWidget *widget);
void mt_apply_redo (GtkWidget *widget);

G_END_DECLS
