/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtComposer: writes an update: what is done, what is next, what is blocked.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_COMPOSER (mt_composer_get_type ())
G_DECLARE_FINAL_TYPE (MtComposer, mt_composer, MT, COMPOSER, AdwWindow)

GtkWindow *mt_composer_new (GtkWindow *parent, MtSession *session);
void mt_composer_choose_day (MtComposer *self, MtDate day);
void mt_composer_edit (MtComposer *self, const MtPost *post);

G_END_DECLS
