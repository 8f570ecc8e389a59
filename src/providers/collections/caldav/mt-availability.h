/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A person's working hours and leave as VAVAILABILITY (RFC 7953), written and read, and the
 * property of the scheduling inbox that keeps them.
 */
#pragma once

#include <gio/gio.h>

#include "core/mt-team.h"
#include "net/mt-http.h"

G_BEGIN_DECLS

/* What a VAVAILABILITY says, as far as working hours can say it. */
typedef struct
{
  MtZone *zone; /* nullable: of its times, where they name one */
  MtWeek *week;
  GArray *exceptions; /* (element-type MtException) */
  GArray *away;       /* (element-type MtAway) */
} MtAvailability;

GBytes *mt_availability_write (const MtPerson *person, gint64 now);
MtAvailability *mt_availability_read (GBytes *bytes,
                                      MtZoneLookup lookup,
                                      gpointer user_data,
                                      gint64 now,
                                      GError **error);
gboolean mt_availability_move (MtAvailability *self, MtZone *zone, gint64 now);
void mt_availability_free (MtAvailability *self);

GBytes *
mt_availability_fetch (MtHttp *http, const char *inbox, GCancellable *cancellable, GError **error);
gboolean mt_availability_publish (MtHttp *http,
                                  const char *inbox,
                                  GBytes *bytes,
                                  GCancellable *cancellable,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtAvailability, mt_availability_free)

G_END_DECLS
