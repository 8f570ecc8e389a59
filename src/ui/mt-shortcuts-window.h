/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtShortcutsWindow: every key, and what it does.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_SHORTCUTS_WINDOW (mt_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (MtShortcutsWindow, mt_shortcuts_window, MT, SHORTCUTS_WINDOW, AdwWindow)

G_END_DECLS
