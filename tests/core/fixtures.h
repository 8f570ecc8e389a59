/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Zones, people and instants for the tests of rules, written the short way.
 */
#pragma once

#include "core/mt-agenda.h"

G_BEGIN_DECLS

MtZone *fixture_zone_eu (const char *id, gint hours);
MtZone *fixture_zone_us (const char *id, gint hours);
MtZone *fixture_zone_south (const char *id, gint hours);
MtWeek *fixture_week (const char *text);
MtPerson *fixture_person (const char *id, MtZone *zone, const char *week);
void fixture_off (MtPerson *person, const char *date, const char *ranges);
void fixture_away (MtPerson *person, const char *from, const char *to);
void fixture_travel (MtPerson *person, const char *from, const char *to, MtZone *zone);
MtAgenda *fixture_agenda (const char *holidays, const char *unavailable);
MtDate fixture_date (const char *text);
gint64 fixture_instant (const char *text);

G_END_DECLS
