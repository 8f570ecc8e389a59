/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJournalWindow: what was posted so far, by day and person, with a search.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_JOURNAL_WINDOW (mt_journal_window_get_type ())
G_DECLARE_FINAL_TYPE (MtJournalWindow, mt_journal_window, MT, JOURNAL_WINDOW, AdwWindow)

GtkWindow *mt_journal_window_new (GtkWindow *parent, MtSession *session);

G_END_DECLS
