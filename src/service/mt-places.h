/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Places in the strip where nobody of the team works: customers, partners, home. Each is an MtCity
 * under a name of the user's own; they are kept in the settings, not in the team file.
 */
#pragma once

#include "service/mt-city.h"

G_BEGIN_DECLS

/* (transfer full) (element-type MtCity) */
GPtrArray *mt_places_from_strv (const char *const *words);
char **mt_places_to_strv (const GPtrArray *places);
GPtrArray *mt_places_with (const GPtrArray *places, MtCity *place);
GPtrArray *mt_places_without (const GPtrArray *places, MtCity *place);

G_END_DECLS
