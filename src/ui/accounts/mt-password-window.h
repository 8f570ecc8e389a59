/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPasswordWindow: asks for the password of an account that the keyring does not give.
 */
#pragma once

#include <adwaita.h>
#include "service/sync/mt-sync.h"

G_BEGIN_DECLS

#define MT_TYPE_PASSWORD_WINDOW (mt_password_window_get_type ())
G_DECLARE_FINAL_TYPE (MtPasswordWindow, mt_password_window, MT, PASSWORD_WINDOW, AdwWindow)

GtkWindow *mt_password_window_new (GtkWindow *parent, MtSync *sync, MtAccountItem *account);

G_END_DECLS
