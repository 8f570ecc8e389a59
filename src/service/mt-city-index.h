/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCityIndex: all cities, and which of them somebody means. Immutable once made.
 */
#pragma once

#include "service/mt-city.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

typedef struct _MtCityIndex MtCityIndex;

MtCityIndex *mt_city_index_new (const char *list, MtTzdata *tzdata);
void mt_city_index_free (MtCityIndex *self);
GPtrArray *mt_city_index_search (const MtCityIndex *self, const char *text, guint max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtCityIndex, mt_city_index_free)

G_END_DECLS
