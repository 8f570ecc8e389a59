/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonPage: all about one person.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-person-detail.h"

G_BEGIN_DECLS

#define MT_TYPE_PERSON_PAGE (mt_person_page_get_type ())
G_DECLARE_FINAL_TYPE (MtPersonPage, mt_person_page, MT, PERSON_PAGE, GtkWidget)

GtkWidget *mt_person_page_new (MtSession *session, MtPersonDetail *detail);
MtPersonDetail *mt_person_page_get_detail (MtPersonPage *self); /* (transfer none) */
void mt_person_page_set_covering (MtPersonPage *self, gboolean covering);

G_END_DECLS
