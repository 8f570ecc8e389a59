/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCities: the search for cities, read when somebody searches for the first time. Main thread.
 */
#pragma once

#include "service/mt-city.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

#define MT_TYPE_CITIES (mt_cities_get_type ())
G_DECLARE_FINAL_TYPE (MtCities, mt_cities, MT, CITIES, GObject)

MtCities *mt_cities_new (MtTzdata *tzdata, const char *program);

void mt_cities_search_async (MtCities *self,
                             const char *text,
                             guint max,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* (transfer full) (element-type MtCity) */
GPtrArray *mt_cities_search_finish (MtCities *self, GAsyncResult *result, GError **error);

G_END_DECLS
