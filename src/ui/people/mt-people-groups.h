/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeopleGroups: the titles of groups in a list of people.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-people-order.h"

G_BEGIN_DECLS

#define MT_TYPE_PEOPLE_GROUPS (mt_people_groups_get_type ())
G_DECLARE_FINAL_TYPE (MtPeopleGroups, mt_people_groups, MT, PEOPLE_GROUPS, GObject)

MtPeopleGroups *mt_people_groups_new (GtkWidget *list, GListModel *people);
void mt_people_groups_set_order (MtPeopleGroups *self, MtPeopleOrder order);
void mt_people_groups_refresh (MtPeopleGroups *self);
const char *mt_people_groups_get_title (MtPeopleGroups *self, MtPersonItem *person);

G_END_DECLS
