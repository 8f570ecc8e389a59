/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtConflictWindow: a task that somebody else has changed meanwhile, with both sides.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"
#include "service/mt-task-edit.h"

G_BEGIN_DECLS

#define MT_TYPE_CONFLICT_WINDOW (mt_conflict_window_get_type ())
G_DECLARE_FINAL_TYPE (MtConflictWindow, mt_conflict_window, MT, CONFLICT_WINDOW, AdwWindow)

/* Signals: apply: mine is to be made on top of theirs; answer (int, an MtEditAnswer): of a change
 * that waits. Closing it decides nothing. */
GtkWindow *mt_conflict_window_new (GtkWindow *parent,
                                   MtSession *session,
                                   const MtTask *task,
                                   const MtTaskEdit *read,
                                   const GPtrArray *changes,
                                   const char *wanted);
GtkWindow *
mt_conflict_window_new_for_edit (GtkWindow *parent, MtSession *session, const MtEditSides *sides);

G_END_DECLS
