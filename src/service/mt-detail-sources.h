/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the page about a person rests on, and where it leads: calendars and links.
 */
#pragma once

#include "service/mt-moment.h"

G_BEGIN_DECLS

/* Both (transfer full) (element-type MtDetailLine). */
GPtrArray *mt_detail_sources_calendars (const MtMoment *moment, const MtPerson *person);
GPtrArray *mt_detail_sources_links (const MtMoment *moment, const MtPerson *person);
char *mt_detail_sources_note (const MtMoment *moment, const MtPerson *person);

G_END_DECLS
