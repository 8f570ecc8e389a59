/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonForm: all that can be said of a person, to be changed.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-person-edit.h"

G_BEGIN_DECLS

#define MT_TYPE_PERSON_FORM (mt_person_form_get_type ())
G_DECLARE_FINAL_TYPE (MtPersonForm, mt_person_form, MT, PERSON_FORM, GtkWidget)

GtkWidget *mt_person_form_new (MtSession *session, MtPersonEdit *edit);
void mt_person_form_add (MtPersonForm *self, AdwPreferencesGroup *group);
GtkWidget *mt_person_form_validate (MtPersonForm *self); /* (transfer none) (nullable) */

G_END_DECLS
