/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonEditor: a dialog that adds somebody to the team, or changes them.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_PERSON_EDITOR (mt_person_editor_get_type ())
G_DECLARE_FINAL_TYPE (MtPersonEditor, mt_person_editor, MT, PERSON_EDITOR, AdwWindow)

GtkWindow *mt_person_editor_new (GtkWindow *parent, MtSession *session, const char *id);

G_END_DECLS
