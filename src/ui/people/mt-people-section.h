/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeopleSection: a row per person under the shared time axis.
 */
#pragma once

#include "service/mt-session.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_PEOPLE_SECTION (mt_people_section_get_type ())
G_DECLARE_FINAL_TYPE (MtPeopleSection, mt_people_section, MT, PEOPLE_SECTION, GtkWidget)

/* Properties: session (MtSession, nullable); narrow (boolean); order (uint, MtPeopleOrder). */
void mt_people_section_find (MtPeopleSection *self);

G_END_DECLS
