/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonTimes: when a person works, as parts of the form about them.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-person-edit.h"

G_BEGIN_DECLS

typedef struct _MtPersonTimes MtPersonTimes;

MtPersonTimes *
mt_person_times_new (MtSession *session, MtPersonEdit *edit, AdwPreferencesPage *page);
void mt_person_times_free (MtPersonTimes *self);
void mt_person_times_fill (MtPersonTimes *self, guint members);
GtkWidget *mt_person_times_find_problem (MtPersonTimes *self); /* (transfer none) (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtPersonTimes, mt_person_times_free)

G_END_DECLS
