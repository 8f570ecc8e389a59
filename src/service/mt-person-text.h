/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A person's state in words.
 */
#pragma once

#include "core/mt-state.h"
#include "service/mt-moment.h"

G_BEGIN_DECLS

char *mt_person_text_place (const MtPerson *person, const MtZone *zone);
char *mt_person_text_zone (const MtZone *zone);
char *mt_person_text_local_day (gint days);
char *mt_person_text_state (const MtMoment *moment, const MtPerson *person, const MtState *state);
char *mt_person_text_yours (const MtMoment *moment, const MtPerson *person, const MtState *state);
char *mt_person_text_why (const MtMoment *moment,
                          const MtPerson *person,
                          const MtAgenda *agenda,
                          const MtState *state);
const char *mt_person_text_away_calendar (const MtMoment *moment,
                                          const MtPerson *person,
                                          const MtAgenda *agenda,
                                          const MtState *state);
char *mt_person_text_mark (const MtMoment *moment, const MtAgenda *agenda);
char *mt_person_text_runs (const MtMoment *moment, const GArray *runs, const MtZone *zone);

G_END_DECLS
