/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Changes that wait for somebody to decide: both sides are shown, and the answer is given.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

void mt_conflicts_show (GtkWindow *parent, MtSession *session, gint64 edit);
gint64 mt_conflicts_find (MtSession *session);

G_END_DECLS
