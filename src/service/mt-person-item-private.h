/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What only the session does with an MtPersonItem.
 */
#pragma once

#include "service/mt-moment.h"
#include "service/mt-person-item.h"

G_BEGIN_DECLS

MtPersonItem *mt_person_item_new (MtMoment *moment, guint index);
void mt_person_item_set_moment (MtPersonItem *self, MtMoment *moment, guint index);
void mt_person_item_refresh (MtPersonItem *self);
void mt_person_item_refresh_sources (MtPersonItem *self);
void mt_person_item_set_picture (MtPersonItem *self, MtPicture *picture);
void mt_person_item_set_chosen (MtPersonItem *self, gboolean chosen);
const char *mt_person_item_get_name (MtPersonItem *self);
const char *mt_person_item_get_place (MtPersonItem *self);
const char *mt_person_item_get_state_text (MtPersonItem *self);
MtMoment *mt_person_item_get_moment (MtPersonItem *self);

G_END_DECLS
