/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtMessageWindow: says what could not be done, and what to do.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_MESSAGE_WINDOW (mt_message_window_get_type ())
G_DECLARE_FINAL_TYPE (MtMessageWindow, mt_message_window, MT, MESSAGE_WINDOW, AdwWindow)

void mt_message_window_show (GtkWindow *parent, const char *heading, const char *text);

G_END_DECLS
