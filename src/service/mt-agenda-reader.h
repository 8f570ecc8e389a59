/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * From the calendars that a team names to an agenda per person. Blocking; one thread.
 */
#pragma once

#include <gio/gio.h>
#include "ical/mt-ical-client.h"
#include "service/mt-agenda-cache.h"
#include "service/mt-snapshot.h"

G_BEGIN_DECLS

gboolean mt_agenda_reader_read (MtSnapshot *snapshot,
                                MtIcalClient *client,
                                MtItemStore *items,
                                MtAgendaCache *cache,
                                MtSpan wide,
                                GCancellable *cancellable,
                                GError **error);
void mt_agenda_reader_read_cached (MtSnapshot *snapshot, MtAgendaCache *cache);

G_END_DECLS
