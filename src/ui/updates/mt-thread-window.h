/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtThreadWindow: a post of the journal, what answers it, and a field to answer in.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_THREAD_WINDOW (mt_thread_window_get_type ())
G_DECLARE_FINAL_TYPE (MtThreadWindow, mt_thread_window, MT, THREAD_WINDOW, AdwWindow)

GtkWindow *mt_thread_window_new (GtkWindow *parent, MtSession *session, const char *uid);

G_END_DECLS
