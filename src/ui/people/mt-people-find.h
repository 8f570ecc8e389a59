/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeopleFind: the bar over the people: find by typing, choose an order.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_PEOPLE_FIND (mt_people_find_get_type ())
G_DECLARE_FINAL_TYPE (MtPeopleFind, mt_people_find, MT, PEOPLE_FIND, GtkWidget)

/* Properties: text (string): what was typed; order (uint, MtPeopleOrder); note (string): beside it,
 * "3 of 11". Signal closed: the list is to be whole again. */

G_END_DECLS
