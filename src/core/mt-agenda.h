/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAgenda: what one person's calendars say of a window, resolved for that person. Immutable once
 * built, so any thread may read it; it packs to bytes for the store.
 */
#pragma once

#include "core/mt-item.h"
#include "core/mt-span.h"
#include "core/mt-team.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 start;
  gint64 end;
  MtBusyType type;
} MtBusySpan;

/* What an answer rests on, the better first: the worst of a person's calendars counts. */
typedef enum
{
  MT_MARK_OK,
  MT_MARK_NONE, /* none configured: hours only */
  MT_MARK_PARTIAL,
  MT_MARK_CUT,
  MT_MARK_STALE,
  MT_MARK_UNKNOWN,
} MtMark;

/* Why somebody is away, on holiday or busy: one event, for the window to show. */
typedef struct
{
  gint64 start;
  gint64 end;
  MtBusyType type;
  gboolean holiday;
  gboolean all_day; /* an event of dates, not of times */
  gint source;      /* index into the person's calendars (or holidays) */
  char *summary;    /* a GRefString, nullable: the instances of an event share it */
} MtReason;

struct _MtAgenda
{
  gint ref_count;
  MtSpan window;        /* nothing is known outside */
  GArray *spans;        /* (element-type MtBusySpan) merged per type, clipped; sorted by start, end,
                         * type */
  MtSpans *busy;        /* the BUSY spans alone, a set */
  MtSpans *tentative;   /* the BUSY-TENTATIVE spans alone, a set */
  MtSpans *unavailable; /* the BUSY-UNAVAILABLE spans alone, a set */
  MtSpans *focus;       /* the FOCUS spans alone, a set */
  GArray *holidays;     /* (element-type MtDate) sorted, unique; from two dates before the window to
                         * two after it */
  GArray *reasons;      /* (element-type MtReason) sorted by start, end */
  MtMark mark;
  gint64 stale_since; /* instant; only with MT_MARK_STALE */
};

typedef enum
{
  MT_AGENDA_ERROR_CORRUPT, /* not what mt_agenda_pack() gives */
  MT_AGENDA_ERROR_VERSION, /* packed by another version of Meantime */
} MtAgendaError;

#define MT_AGENDA_ERROR (mt_agenda_error_quark ())
GQuark mt_agenda_error_quark (void);

void mt_reason_clear (gpointer reason);

MtAgenda *mt_agenda_new_empty (MtSpan window, MtMark mark);
MtAgenda *mt_agenda_new (const MtPerson *person,
                         MtSpan window,
                         GPtrArray *events,
                         GPtrArray *holidays,
                         MtMark mark,
                         gint64 stale_since);
MtAgenda *mt_agenda_new_marked (const MtAgenda *self, MtMark mark, gint64 stale_since);
MtAgenda *mt_agenda_ref (MtAgenda *self);
void mt_agenda_unref (MtAgenda *self);
MtSpans *mt_agenda_set_of (const MtAgenda *self, MtBusyType type);
gboolean mt_agenda_is_holiday (const MtAgenda *self, MtDate date);
MtMark mt_mark_worst (MtMark a, MtMark b);
const char *mt_mark_to_string (MtMark mark);
GBytes *mt_agenda_pack (const MtAgenda *self);
MtAgenda *mt_agenda_unpack (GBytes *bytes, GError **error);

MtBusyType mt_busy_classify (const MtItem *event, const MtPerson *owner);
const char *mt_busy_type_to_string (MtBusyType type);
gint64 mt_time_resolve (MtTime time, const MtPerson *owner);
void mt_item_resolve (const MtItem *item, const MtPerson *owner, MtSpans *instances);
MtSpan mt_period_resolve (const MtPeriod *period, const MtPerson *owner);
void mt_item_dates (const MtItem *item, MtDate from, MtDate to, GArray *dates);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtAgenda, mt_agenda_unref)

G_END_DECLS
