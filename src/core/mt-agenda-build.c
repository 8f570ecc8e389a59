/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Builds an agenda from the records of calendars.
 */
#include "core/mt-agenda.h"
#include "core/mt-day.h"
#include "core/mt-work.h"

#define N_TYPES MT_BUSY_FREE /* types that take time */
#define HOLIDAY_MARGIN_DAYS 2
#define LONG_S (14 * 24 * 60 * 60) /* takes some working time of whoever has any */

/* An agenda under construction. */
typedef struct
{
  const MtPerson *person;
  MtAgenda *agenda;
  MtSpans *by_type[N_TYPES]; /* unowned: of the agenda */
  GHashTable *source_of;     /* uid (unowned) -> source that comes first */
  MtPatterns *patterns;      /* owned, nullable: made when it is needed */
} Builder;

/* Of two sources with one UID the first wins, whole. */
static void
find_sources (Builder *builder, const GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const MtItem *item = g_ptr_array_index (items, i);
      gpointer known;

      if (!g_hash_table_lookup_extended (builder->source_of, item->uid, NULL, &known) ||
          item->source < GPOINTER_TO_INT (known))
        g_hash_table_replace (builder->source_of, item->uid, GINT_TO_POINTER (item->source));
    }
}

static gboolean
counts (const Builder *builder, const MtItem *item)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (builder->source_of, item->uid)) == item->source;
}

static void
add_span (Builder *builder, const MtItem *item, MtSpan span, MtBusyType type, char **summary)
{
  const MtSpan *window = &builder->agenda->window;
  MtReason reason = {
    .start = MAX (span.start, window->start),
    .end = MIN (span.end, window->end),
    .type = type,
    .all_day = item->kind == MT_ITEM_EVENT && item->start.kind == MT_TIME_DATE,
    .source = item->source,
  };

  if (reason.end <= reason.start)
    return;
  mt_spans_append (builder->by_type[type], reason.start, reason.end);
  if (*summary == NULL && item->summary != NULL)
    *summary = g_ref_string_new (item->summary);
  if (*summary != NULL)
    reason.summary = g_ref_string_acquire (*summary);
  g_array_append_val (builder->agenda->reasons, reason);
}

static void
release_summary (char **summary)
{
  g_clear_pointer (summary, g_ref_string_release);
}

static void
add_event (Builder *builder, const MtItem *event, MtSpans *scratch)
{
  MtBusyType type = mt_busy_classify (event, builder->person);
  __attribute__ ((cleanup (release_summary))) char *summary = NULL;

  if (type == MT_BUSY_FREE)
    return;
  scratch->n = 0;
  mt_item_resolve (event, builder->person, scratch);
  for (guint i = 0; i < scratch->n; i++)
    add_span (builder, event, scratch->at[i], type, &summary);
}

/* Servers that know of somebody's hours tell each night and weekend as BUSY-UNAVAILABLE: nobody is
 * away then. What takes some of the working time is an absence, whole. */
static gboolean
is_rest (Builder *builder, MtSpan span)
{
  g_autoptr (MtSpans) hours = NULL;

  if (span.end - span.start > LONG_S)
    return FALSE;
  if (builder->patterns == NULL)
    builder->patterns = mt_patterns_new ();
  hours = mt_work_hours (builder->patterns, builder->person, span);
  return hours->n == 0;
}

static void
add_period (Builder *builder, const MtItem *freebusy, const MtPeriod *period, char **summary)
{
  const MtSpan span = mt_period_resolve (period, builder->person);

  if (freebusy->told && period->type == MT_BUSY_UNAVAILABLE && span.end > span.start &&
      is_rest (builder, span))
    return;
  add_span (builder, freebusy, span, period->type, summary);
}

static void
add_freebusy (Builder *builder, const MtItem *freebusy)
{
  __attribute__ ((cleanup (release_summary))) char *summary = NULL;

  for (guint i = 0; i < freebusy->periods->len; i++)
    {
      const MtPeriod *period = &g_array_index (freebusy->periods, MtPeriod, i);

      if (period->type < N_TYPES)
        add_period (builder, freebusy, period, &summary);
    }
}

static void
add_events (Builder *builder, const GPtrArray *events)
{
  g_autoptr (MtSpans) scratch = mt_spans_new ();

  find_sources (builder, events);
  for (guint i = 0; i < events->len; i++)
    {
      const MtItem *item = g_ptr_array_index (events, i);

      if (item->cut)
        builder->agenda->mark = mt_mark_worst (builder->agenda->mark, MT_MARK_CUT);
      if (item->zone_unknown || item->note != NULL)
        builder->agenda->mark = mt_mark_worst (builder->agenda->mark, MT_MARK_PARTIAL);
      if (!counts (builder, item))
        continue;
      if (item->kind == MT_ITEM_EVENT)
        add_event (builder, item, scratch);
      else if (item->kind == MT_ITEM_FREEBUSY)
        add_freebusy (builder, item);
    }
}

static void
add_holiday (Builder *builder, const MtItem *item, MtDate date)
{
  MtSpan day = mt_day_span (builder->person, date);
  MtReason reason = {
    .start = MAX (day.start, builder->agenda->window.start),
    .end = MIN (day.end, builder->agenda->window.end),
    .type = MT_BUSY_UNAVAILABLE,
    .holiday = TRUE,
    .all_day = TRUE,
    .source = item->source,
  };

  g_array_append_val (builder->agenda->holidays, date);
  if (reason.end <= reason.start)
    return;
  reason.summary = item->summary == NULL ? NULL : g_ref_string_new (item->summary);
  g_array_append_val (builder->agenda->reasons, reason);
}

/* Every all-day event that is not cancelled is a holiday, whatever its TRANSP. */
static void
add_holidays (Builder *builder, const GPtrArray *items)
{
  const MtAgenda *agenda = builder->agenda;
  MtDate from = mt_day_of (builder->person, agenda->window.start) - HOLIDAY_MARGIN_DAYS;
  MtDate to = mt_day_of (builder->person, agenda->window.end) + HOLIDAY_MARGIN_DAYS + 1;
  g_autoptr (GArray) dates = g_array_new (FALSE, FALSE, sizeof (MtDate));

  for (guint i = 0; i < items->len; i++)
    {
      const MtItem *item = g_ptr_array_index (items, i);

      if (item->kind != MT_ITEM_EVENT || item->status == MT_STATUS_CANCELLED ||
          item->start.kind != MT_TIME_DATE)
        continue;
      g_array_set_size (dates, 0);
      mt_item_dates (item, from, to, dates);
      for (guint j = 0; j < dates->len; j++)
        add_holiday (builder, item, g_array_index (dates, MtDate, j));
    }
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  MtDate x = *(const MtDate *) a, y = *(const MtDate *) b;

  return (x > y) - (x < y);
}

static void
sort_holidays (GArray *holidays)
{
  guint n = 0;

  g_array_sort (holidays, compare_dates);
  for (guint i = 0; i < holidays->len; i++)
    {
      MtDate date = g_array_index (holidays, MtDate, i);

      if (n == 0 || g_array_index (holidays, MtDate, n - 1) != date)
        g_array_index (holidays, MtDate, n++) = date;
    }
  g_array_set_size (holidays, n);
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const MtReason *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return (int) x->type - (int) y->type;
}

/* By start, end, type: a merge of the sets. */
static void
merge_types (MtAgenda *self)
{
  guint next[N_TYPES] = { 0 };

  for (;;)
    {
      MtBusySpan best = { .type = MT_BUSY_FREE };

      for (MtBusyType type = 0; type < N_TYPES; type++)
        {
          const MtSpans *set = mt_agenda_set_of (self, type);
          const MtSpan *span = next[type] < set->n ? &set->at[next[type]] : NULL;

          if (span != NULL && (best.type == MT_BUSY_FREE || span->start < best.start ||
                               (span->start == best.start && span->end < best.end)))
            best = (MtBusySpan){ span->start, span->end, type };
        }
      if (best.type == MT_BUSY_FREE)
        return;
      next[best.type]++;
      g_array_append_val (self->spans, best);
    }
}

/**
 * mt_agenda_new:
 * @person: the owner
 * @window: what is asked about; everything is clipped to it
 * @events: (element-type MtItem): events and free/busy of the person's calendars
 * @holidays: (element-type MtItem): events of the holiday calendars
 * @mark: what the calendars rest on; items that were cut or read in part make it worse
 * @stale_since: instant, with %MT_MARK_STALE
 *
 * Makes an agenda: classifies the events for their owner, resolves their times, and merges them per
 * type. An event that is in several calendars counts once: of items with the same UID those of the
 * lowest `source` do. Of what a server tells of a person, an absence that takes none of their
 * working hours is none.
 *
 * Returns: (transfer full): the agenda
 */
MtAgenda *
mt_agenda_new (const MtPerson *person,
               MtSpan window,
               GPtrArray *events,
               GPtrArray *holidays,
               MtMark mark,
               gint64 stale_since)
{
  g_autoptr (GHashTable) source_of = g_hash_table_new (g_str_hash, g_str_equal);
  MtAgenda *self;
  Builder builder;

  g_return_val_if_fail (person != NULL && window.start <= window.end, NULL);

  self = mt_agenda_new_empty (window, mark);
  self->stale_since = stale_since;
  builder = (Builder){ .person = person, .agenda = self, .source_of = source_of };
  for (MtBusyType type = 0; type < N_TYPES; type++)
    builder.by_type[type] = mt_agenda_set_of (self, type);
  if (events != NULL)
    add_events (&builder, events);
  if (holidays != NULL)
    add_holidays (&builder, holidays);
  for (MtBusyType type = 0; type < N_TYPES; type++)
    mt_spans_normalise (builder.by_type[type]);
  merge_types (self);
  g_clear_pointer (&builder.patterns, mt_patterns_free);
  sort_holidays (self->holidays);
  g_array_sort (self->reasons, compare_reasons);
  return self;
}
