/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The state of a person, and until when.
 */
#include "core/mt-state.h"

/* Mostly the label changes soon: the whole horizon is looked at only when it does not. */
#define NEAR_S (36 * 3600)

/* One of the sets that decide on the state, and how far it has been read. */
typedef struct
{
  const MtSpans *set; /* unowned */
  guint next;
} Layer;

/* Everything that decides on the state of a person in a window. */
typedef struct
{
  MtSpan window;
  MtSpans *away;          /* owned */
  MtSpans *holiday;       /* owned */
  MtSpans *work;          /* owned */
  const MtAgenda *agenda; /* unowned, nullable */
} Facts;

/* The local dates that a window touches. */
typedef struct
{
  MtDate first;
  MtDate last;
} Dates;

static void
append_dates (const MtPerson *person, Dates dates, MtDate from, MtDate to, MtSpans *spans)
{
  MtDate first = MAX (from, dates.first);
  MtDate last = MIN (to, dates.last);

  if (first <= last)
    mt_spans_append (spans, mt_day_start (person, first), mt_day_start (person, last + 1));
}

static MtSpans *
collect_away (const MtPerson *person, const MtAgenda *agenda, MtSpan window, Dates dates)
{
  g_autoptr (MtSpans) away = mt_spans_new ();
  g_autoptr (MtSpans) unavailable = NULL;

  for (guint i = 0; i < person->away->len; i++)
    {
      const MtAway *entry = &g_array_index (person->away, MtAway, i);

      append_dates (person, dates, entry->from, entry->to, away);
    }
  mt_spans_normalise (away);
  if (agenda == NULL || agenda->unavailable->n == 0)
    return g_steal_pointer (&away);
  unavailable = mt_spans_clip (agenda->unavailable, window);
  return mt_spans_union (away, unavailable);
}

static MtSpans *
collect_holidays (const MtPerson *person, const MtAgenda *agenda, Dates dates)
{
  MtSpans *holiday = mt_spans_new ();

  for (guint i = 0; agenda != NULL && i < agenda->holidays->len; i++)
    {
      MtDate date = g_array_index (agenda->holidays, MtDate, i);

      append_dates (person, dates, date, date, holiday);
    }
  mt_spans_normalise (holiday);
  return holiday;
}

static void
facts_clear (Facts *facts)
{
  g_clear_pointer (&facts->away, mt_spans_free);
  g_clear_pointer (&facts->holiday, mt_spans_free);
  g_clear_pointer (&facts->work, mt_spans_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

static void
facts_init (Facts *facts,
            MtPatterns *patterns,
            const MtPerson *person,
            const MtAgenda *agenda,
            MtSpan window)
{
  Dates dates = { mt_day_of (person, window.start), mt_day_of (person, window.end) };

  facts->window = window;
  facts->away = collect_away (person, agenda, window, dates);
  facts->holiday = collect_holidays (person, agenda, dates);
  facts->work = mt_work_time (patterns, person, agenda, window);
  facts->agenda = agenda;
}

/* Whether the layer holds at @now, and when that changes next. Instants must come in order. */
static gboolean
layer_read (Layer *layer, gint64 now, gint64 *change)
{
  const MtSpan *span;

  while (layer->next < layer->set->n && layer->set->at[layer->next].end <= now)
    layer->next++;
  if (layer->next == layer->set->n)
    return FALSE;
  span = &layer->set->at[layer->next];
  *change = MIN (*change, span->start > now ? span->start : span->end);
  return span->start <= now;
}

enum
{
  LAYER_AWAY,
  LAYER_HOLIDAY,
  LAYER_WORK,
  LAYER_BUSY,
  LAYER_FOCUS,
  N_LAYERS,
};

static MtStateKind
kind_of (const gboolean holds[N_LAYERS])
{
  if (holds[LAYER_AWAY])
    return MT_STATE_AWAY;
  if (holds[LAYER_HOLIDAY])
    return MT_STATE_HOLIDAY;
  if (!holds[LAYER_WORK])
    return MT_STATE_OFF;
  if (holds[LAYER_BUSY])
    return MT_STATE_BUSY;
  return holds[LAYER_FOCUS] ? MT_STATE_FOCUS : MT_STATE_WORKING;
}

static void
append_run (GArray *runs, MtStateRun run)
{
  MtStateRun *last = runs->len == 0 ? NULL : &g_array_index (runs, MtStateRun, runs->len - 1);

  if (last != NULL && last->kind == run.kind)
    last->end = run.end;
  else
    g_array_append_val (runs, run);
}

/* The runs of a window; when @enough is not zero, no more than it takes to know the first so many.
 */
static GArray *
read_runs (const Facts *facts, guint enough)
{
  static const MtSpans none = { 0 };
  const MtSpans *busy = facts->agenda == NULL ? &none : facts->agenda->busy;
  const MtSpans *focus = facts->agenda == NULL ? &none : facts->agenda->focus;
  gint64 start = facts->window.start;
  Layer layers[N_LAYERS] = {
    { facts->away, mt_spans_lower_bound (facts->away, start) },
    { facts->holiday, 0 },
    { facts->work, 0 },
    { busy, mt_spans_lower_bound (busy, start) },
    { focus, mt_spans_lower_bound (focus, start) },
  };
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (MtStateRun));

  while (start < facts->window.end && (enough == 0 || runs->len <= enough))
    {
      gint64 end = facts->window.end;
      gboolean holds[N_LAYERS];

      for (guint i = 0; i < N_LAYERS; i++)
        holds[i] = layer_read (&layers[i], start, &end);
      append_run (runs, (MtStateRun){ start, end, kind_of (holds) });
      start = end;
    }
  return runs;
}

/* Reads the state from the facts of a window that begins with it. What is not known by the end of
 * the window stays G_MAXINT64. */
static MtState
read_state (const Facts *facts)
{
  gint64 now = facts->window.start;
  g_autoptr (GArray) runs = read_runs (facts, 1);
  const MtStateRun *run = &g_array_index (runs, MtStateRun, 0);
  guint i = mt_spans_lower_bound (facts->work, now);
  const MtSpan *work = i < facts->work->n ? &facts->work->at[i] : NULL;
  MtState state = { run->kind, G_MAXINT64, FALSE, G_MAXINT64, G_MAXINT64 };

  if (run->end < facts->window.end)
    state.until = run->end;
  if (work != NULL && work->start > now && state.kind <= MT_STATE_OFF)
    state.next_work = work->start;
  if (work != NULL && work->start <= now && work->end < facts->window.end)
    state.work_until = work->end;
  state.tentative = state.kind == MT_STATE_WORKING && facts->agenda != NULL &&
                    mt_spans_contains (facts->agenda->tentative, now);
  return state;
}

static gboolean
is_complete (const MtState *state)
{
  if (state->kind <= MT_STATE_OFF)
    return state->until != G_MAXINT64 && state->next_work != G_MAXINT64;
  return state->until != G_MAXINT64 && state->work_until != G_MAXINT64;
}

/**
 * mt_state_at:
 * @patterns: a memo
 * @person: a person
 * @agenda: (nullable): the person's calendars; %NULL: only what the team file says
 * @now: an instant
 *
 * Tells the state of a person at an instant, by the first that holds: away, holiday, off, busy,
 * focus, working; and until when, at most 14 days ahead.
 *
 * Returns: the state
 */
MtState
mt_state_at (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, gint64 now)
{
  static const gint64 lengths_s[] = { NEAR_S, MT_STATE_HORIZON_S + 1 };
  MtState state = { MT_STATE_OFF, G_MAXINT64, FALSE, G_MAXINT64, G_MAXINT64 };

  g_return_val_if_fail (patterns != NULL && person != NULL, state);

  for (guint i = 0; i < G_N_ELEMENTS (lengths_s); i++)
    {
      g_auto (Facts) facts = { 0 };

      facts_init (&facts, patterns, person, agenda, (MtSpan){ now, now + lengths_s[i] });
      state = read_state (&facts);
      if (is_complete (&state))
        break;
    }
  return state;
}

/**
 * mt_state_runs:
 * @patterns: a memo
 * @person: a person
 * @agenda: (nullable): the person's calendars
 * @window: a span
 *
 * Tells the states of a person throughout a window, for drawing and for speaking a day.
 *
 * Returns: (transfer full) (element-type MtStateRun): runs that cover the window, no two neighbours
 *   of one kind
 */
GArray *
mt_state_runs (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window)
{
  g_auto (Facts) facts = { 0 };

  g_return_val_if_fail (patterns != NULL && person != NULL, NULL);

  if (window.end <= window.start)
    return g_array_new (FALSE, FALSE, sizeof (MtStateRun));
  facts_init (&facts, patterns, person, agenda, window);
  return read_runs (&facts, 0);
}

/**
 * mt_state_to_string:
 * @kind: a state
 *
 * Gives the name of a state, as the commands print it.
 *
 * Returns: (transfer none): e.g. `working`
 */
const char *
mt_state_to_string (MtStateKind kind)
{
  static const char *const names[] = { "away", "holiday", "off", "busy", "focus", "working" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), "off");

  return names[kind];
}
