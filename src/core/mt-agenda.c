/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What one person's calendars say of a window.
 */
#include "core/mt-agenda.h"

#include <stdlib.h>

#define N_TYPES MT_BUSY_FREE /* types that take time */

/**
 * mt_agenda_new_empty:
 * @window: what it is about
 * @mark: what it rests on
 *
 * Makes an agenda without events: of somebody who has no calendars, or whose calendars cannot be
 * read.
 *
 * Returns: (transfer full): the agenda
 */
MtAgenda *
mt_agenda_new_empty (MtSpan window, MtMark mark)
{
  MtAgenda *self = g_new0 (MtAgenda, 1);

  self->ref_count = 1;
  self->window = window;
  self->spans = g_array_new (FALSE, FALSE, sizeof (MtBusySpan));
  self->busy = mt_spans_new ();
  self->tentative = mt_spans_new ();
  self->unavailable = mt_spans_new ();
  self->focus = mt_spans_new ();
  self->holidays = g_array_new (FALSE, FALSE, sizeof (MtDate));
  self->reasons = g_array_new (FALSE, TRUE, sizeof (MtReason));
  g_array_set_clear_func (self->reasons, mt_reason_clear);
  self->mark = mark;
  return self;
}

/**
 * mt_reason_clear:
 * @reason: (type gpointer): an #MtReason
 *
 * Frees what a reason owns.
 */
void
mt_reason_clear (gpointer reason)
{
  MtReason *self = reason;

  g_clear_pointer (&self->summary, g_ref_string_release);
}

/**
 * mt_agenda_ref:
 * @self: an agenda
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
MtAgenda *
mt_agenda_ref (MtAgenda *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * mt_agenda_unref:
 * @self: (transfer full): an agenda
 *
 * Drops a reference; the last one frees the agenda. Any thread.
 */
void
mt_agenda_unref (MtAgenda *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->spans);
  mt_spans_free (self->busy);
  mt_spans_free (self->tentative);
  mt_spans_free (self->unavailable);
  mt_spans_free (self->focus);
  g_array_unref (self->holidays);
  g_array_unref (self->reasons);
  g_free (self);
}

/**
 * mt_agenda_set_of:
 * @self: an agenda
 * @type: a busy type that takes time
 *
 * Gives the spans of one type.
 *
 * Returns: (transfer none): a set
 */
MtSpans *
mt_agenda_set_of (const MtAgenda *self, MtBusyType type)
{
  MtSpans *sets[N_TYPES];

  g_return_val_if_fail (self != NULL && type < N_TYPES, NULL);

  sets[MT_BUSY] = self->busy;
  sets[MT_BUSY_TENTATIVE] = self->tentative;
  sets[MT_BUSY_UNAVAILABLE] = self->unavailable;
  sets[MT_BUSY_FOCUS] = self->focus;
  return sets[type];
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  MtDate x = *(const MtDate *) a, y = *(const MtDate *) b;

  return (x > y) - (x < y);
}

/**
 * mt_agenda_is_holiday:
 * @self: an agenda
 * @date: a date, at most two before or after the window
 *
 * Tells whether a date is a holiday.
 *
 * Returns: %TRUE when it is
 */
gboolean
mt_agenda_is_holiday (const MtAgenda *self, MtDate date)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->holidays->len > 0 && bsearch (&date, self->holidays->data, self->holidays->len,
                                             sizeof (MtDate), compare_dates) != NULL;
}

/**
 * mt_mark_worst:
 * @a: a mark
 * @b: a mark
 *
 * Gives the worse of two marks.
 *
 * Returns: the mark
 */
MtMark
mt_mark_worst (MtMark a, MtMark b)
{
  return MAX (a, b);
}

/**
 * mt_mark_to_string:
 * @mark: a mark
 *
 * Gives the name of a mark, as the commands print it.
 *
 * Returns: (transfer none): e.g. `partial`
 */
const char *
mt_mark_to_string (MtMark mark)
{
  static const char *const names[] = { "ok", "none", "partial", "cut", "stale", "unknown" };

  g_return_val_if_fail ((guint) mark < G_N_ELEMENTS (names), "unknown");

  return names[mark];
}
