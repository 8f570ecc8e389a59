/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A typed time, in any order of a time, a day and a place (DESIGN section 6, `convert`).
 */
#pragma once

#include "core/mt-day.h"

G_BEGIN_DECLS

typedef enum
{
  MT_WHEN_ERROR_TIME,
  MT_WHEN_ERROR_PLACE,
  MT_WHEN_ERROR_AMBIGUOUS,
  MT_WHEN_ERROR_RANGE,
} MtWhenError;

#define MT_WHEN_ERROR (mt_when_error_quark ())
GQuark mt_when_error_quark (void);

/* Finds the zone of a place name in any case ("Berlin", "Europe/Berlin", "new york"): returns
 * (transfer full), NULL when there is none. */
typedef MtZone *(*MtPlaceLookup) (const char *place, gpointer user_data);

gboolean mt_when_parse (const char *text,
                        const MtTeam *team,
                        const MtPerson *me,
                        MtZone *viewer_zone,
                        MtPlaceLookup lookup,
                        gpointer user_data,
                        gint64 now,
                        gint64 *instant,
                        GError **error);

G_END_DECLS
