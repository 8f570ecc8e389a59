/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtQuestion: asks before something that cannot be undone.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_QUESTION (mt_question_get_type ())
G_DECLARE_FINAL_TYPE (MtQuestion, mt_question, MT, QUESTION, AdwWindow)

/* Signals: agreed. Anything else closes it and changes nothing. */
MtQuestion *mt_question_new (GtkWindow *parent,
                             const char *heading,
                             const char *text,
                             const char *stay,
                             const char *go);
void mt_question_set_harmless (MtQuestion *self);

G_END_DECLS
