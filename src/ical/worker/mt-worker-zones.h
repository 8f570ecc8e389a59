/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWorkerZones: what a TZID means. Tables of tzdata come from outside (the client has them), and
 * so does the text of a VTIMEZONE; both are asked for once.
 */
#pragma once

#include "core/mt-zone.h"

G_BEGIN_DECLS

typedef struct _MtWorkerZones MtWorkerZones;

/* Gives the VTIMEZONE of a TZID that came with the current object: (transfer full) or NULL. */
typedef char *(*MtVtimezoneLookup) (const char *tzid, gpointer user_data);

MtWorkerZones *
mt_worker_zones_new (MtZoneLookup zones, MtVtimezoneLookup vtimezones, gpointer user_data);
void mt_worker_zones_free (MtWorkerZones *self);
void mt_worker_zones_use_set (MtWorkerZones *self, guint32 set);
MtZone *mt_worker_zones_resolve (MtWorkerZones *self, const char *tzid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtWorkerZones, mt_worker_zones_free)

G_END_DECLS
