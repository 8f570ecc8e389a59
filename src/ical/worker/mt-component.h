/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtComponent: one VEVENT, VTODO, VJOURNAL or VFREEBUSY as read, before its rules are expanded.
 */
#pragma once

#include "ical/worker/mt-value.h"
#include "ical/worker/mt-worker-zones.h"

G_BEGIN_DECLS

typedef struct
{
  MtItem *item; /* every field but starts; its note is encoded (mt-ical-reason.h) */
  gboolean has_start;
  MtMoment start;
  gboolean has_end;
  MtMoment end;
  gboolean has_rid;
  MtMoment rid;
  gboolean this_and_future;
  char *bad_start;  /* text of an unreadable DTSTART, nullable */
  char *bad_rid;    /* text of an unreadable RECURRENCE-ID, nullable */
  GArray *rules;    /* (element-type MtSlice) into the text */
  GArray *exrules;  /* (element-type MtSlice) into the text */
  GArray *exdates;  /* (element-type MtMoment) */
  GArray *rdates;   /* (element-type MtMoment) */
  GArray *rperiods; /* (element-type MtMoment) starts of item->periods, of RDATE */
} MtComponent;

GPtrArray *
mt_components_read (const char *text, gsize length, const char *uid, MtWorkerZones *zones);
void mt_component_free (MtComponent *self);
gint64 mt_component_length (const MtComponent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtComponent, mt_component_free)

G_END_DECLS
