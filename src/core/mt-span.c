/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Sets of spans: every operation is one merge over sorted arrays.
 */
#include "core/mt-span.h"

#define FIRST_ALLOCATION 8

/**
 * mt_spans_new:
 *
 * Makes an empty set.
 *
 * Returns: (transfer full): the set
 */
MtSpans *
mt_spans_new (void)
{
  return g_new0 (MtSpans, 1);
}

static MtSpans *
spans_new_sized (guint n)
{
  MtSpans *self = mt_spans_new ();

  if (n > 0)
    self->at = g_new (MtSpan, n);
  self->allocated = n;
  return self;
}

/**
 * mt_spans_copy:
 * @self: spans
 *
 * Copies an array of spans, a set or not.
 *
 * Returns: (transfer full): the copy
 */
MtSpans *
mt_spans_copy (const MtSpans *self)
{
  MtSpans *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = spans_new_sized (self->n);
  copy->n = self->n;
  if (self->n > 0)
    memcpy (copy->at, self->at, self->n * sizeof (MtSpan));
  return copy;
}

/**
 * mt_spans_free:
 * @self: (transfer full) (nullable): spans
 *
 * Frees an array of spans.
 */
void
mt_spans_free (MtSpans *self)
{
  if (self == NULL)
    return;
  g_free (self->at);
  g_free (self);
}

/**
 * mt_spans_keep_begun:
 * @self: a set
 * @end: Unix seconds
 *
 * Takes out every span that begins at @end or later; one that has begun by then stays whole.
 */
void
mt_spans_keep_begun (MtSpans *self, gint64 end)
{
  g_return_if_fail (self != NULL);

  while (self->n > 0 && self->at[self->n - 1].start >= end)
    self->n--;
}

/**
 * mt_spans_append:
 * @self: spans
 * @start: an instant
 * @end: an instant; not after @start is a span that mt_spans_normalise() drops
 *
 * Puts one more span at the end of the array. Whether it is still a set is the caller's business.
 */
void
mt_spans_append (MtSpans *self, gint64 start, gint64 end)
{
  if (G_UNLIKELY (self->n == self->allocated))
    {
      self->allocated = MAX (FIRST_ALLOCATION, self->allocated * 2);
      self->at = g_renew (MtSpan, self->at, self->allocated);
    }
  self->at[self->n++] = (MtSpan){ start, end };
}

/* Appends to a set in order of start: joins with the last span, drops an empty one. */
static inline void
join (MtSpans *self, gint64 start, gint64 end)
{
  if (end <= start)
    return;
  if (self->n > 0 && start <= self->at[self->n - 1].end)
    self->at[self->n - 1].end = MAX (self->at[self->n - 1].end, end);
  else
    mt_spans_append (self, start, end);
}

static int
compare_starts (const void *a, const void *b)
{
  const MtSpan *x = a, *y = b;

  return (x->start > y->start) - (x->start < y->start);
}

static gboolean
is_sorted (const MtSpans *self)
{
  for (guint i = 1; i < self->n; i++)
    if (self->at[i].start < self->at[i - 1].start)
      return FALSE;
  return TRUE;
}

/**
 * mt_spans_normalise:
 * @self: spans
 *
 * Makes any array of spans a set of the same instants: sorted, without empty spans, touching and
 * overlapping ones joined. Linear when the spans come sorted by start.
 */
void
mt_spans_normalise (MtSpans *self)
{
  guint n;

  g_return_if_fail (self != NULL);

  if (!is_sorted (self))
    qsort (self->at, self->n, sizeof (MtSpan), compare_starts);
  n = self->n;
  self->n = 0;
  for (guint i = 0; i < n; i++)
    join (self, self->at[i].start, self->at[i].end);
}

/**
 * mt_spans_union:
 * @a: a set
 * @b: a set
 *
 * Gives the instants that are in either set.
 *
 * Returns: (transfer full): a set
 */
MtSpans *
mt_spans_union (const MtSpans *a, const MtSpans *b)
{
  MtSpans *result;
  guint i = 0, j = 0;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  result = spans_new_sized (a->n + b->n);
  while (i < a->n || j < b->n)
    {
      gboolean take_a = j == b->n || (i < a->n && a->at[i].start <= b->at[j].start);
      const MtSpan *next = take_a ? &a->at[i++] : &b->at[j++];

      join (result, next->start, next->end);
    }
  return result;
}

/**
 * mt_spans_intersect:
 * @a: a set
 * @b: a set
 *
 * Gives the instants that are in both sets.
 *
 * Returns: (transfer full): a set
 */
MtSpans *
mt_spans_intersect (const MtSpans *a, const MtSpans *b)
{
  MtSpans *result;
  guint i = 0, j = 0;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  result = spans_new_sized (MAX (a->n, b->n));
  while (i < a->n && j < b->n)
    {
      gint64 start = MAX (a->at[i].start, b->at[j].start);
      gint64 end = MIN (a->at[i].end, b->at[j].end);

      if (start < end)
        mt_spans_append (result, start, end);
      if (a->at[i].end < b->at[j].end)
        i++;
      else
        j++;
    }
  return result;
}

/**
 * mt_spans_subtract:
 * @a: a set
 * @b: a set
 *
 * Gives the instants of @a that are not in @b.
 *
 * Returns: (transfer full): a set
 */
MtSpans *
mt_spans_subtract (const MtSpans *a, const MtSpans *b)
{
  MtSpans *result;
  guint j, last;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  if (a->n == 0)
    return mt_spans_new ();
  j = mt_spans_lower_bound (b, a->at[0].start);
  last = mt_spans_lower_bound (b, a->at[a->n - 1].end);
  result = spans_new_sized (a->n + last - j + 1); /* each span of b splits one of a at most */
  for (guint i = 0; i < a->n; i++)
    {
      gint64 start = a->at[i].start;
      gint64 end = a->at[i].end;

      while (j < b->n && b->at[j].end <= start)
        j++;
      for (; j < b->n && b->at[j].start < end; j++)
        {
          if (b->at[j].start > start)
            result->at[result->n++] = (MtSpan){ start, b->at[j].start };
          start = b->at[j].end;
          if (start >= end)
            break;
        }
      if (start < end)
        result->at[result->n++] = (MtSpan){ start, end };
    }
  return result;
}

/**
 * mt_spans_clip:
 * @self: a set
 * @window: a span
 *
 * Gives the instants of a set that are in a window, in time proportional to what is in the window.
 *
 * Returns: (transfer full): a set
 */
MtSpans *
mt_spans_clip (const MtSpans *self, MtSpan window)
{
  MtSpans *result;
  guint from, to;

  g_return_val_if_fail (self != NULL, NULL);

  from = mt_spans_lower_bound (self, window.start);
  to = mt_spans_lower_bound (self, window.end);
  if (to < self->n && self->at[to].start < window.end)
    to++;
  if (from >= to || window.end <= window.start)
    return mt_spans_new ();
  result = spans_new_sized (to - from);
  result->n = to - from;
  memcpy (result->at, self->at + from, result->n * sizeof (MtSpan));
  result->at[0].start = MAX (result->at[0].start, window.start);
  result->at[result->n - 1].end = MIN (result->at[result->n - 1].end, window.end);
  return result;
}

/**
 * mt_spans_contains:
 * @self: a set
 * @instant: an instant
 *
 * Tells whether an instant is in a set. The end of a span is not.
 *
 * Returns: %TRUE when it is
 */
gboolean
mt_spans_contains (const MtSpans *self, gint64 instant)
{
  guint i = mt_spans_lower_bound (self, instant);

  return i < self->n && self->at[i].start <= instant;
}

/**
 * mt_spans_covers:
 * @self: a set
 * @span: a span
 *
 * Tells whether every instant of a span is in a set. That is so of an empty span.
 *
 * Returns: %TRUE when they are
 */
gboolean
mt_spans_covers (const MtSpans *self, MtSpan span)
{
  guint i;

  if (span.end <= span.start)
    return TRUE;
  i = mt_spans_lower_bound (self, span.start);
  return i < self->n && self->at[i].start <= span.start && span.end <= self->at[i].end;
}

/**
 * mt_spans_total:
 * @self: a set
 *
 * Adds up the lengths of a set's spans.
 *
 * Returns: seconds
 */
gint64
mt_spans_total (const MtSpans *self)
{
  gint64 total_s = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->n; i++)
    total_s += self->at[i].end - self->at[i].start;
  return total_s;
}

/**
 * mt_spans_lower_bound:
 * @self: a set
 * @instant: an instant
 *
 * Finds the first span that ends after an instant: the one that contains it, else the next.
 *
 * Returns: its index; `n` when there is none
 */
guint
mt_spans_lower_bound (const MtSpans *self, gint64 instant)
{
  guint from = 0;
  guint to;

  g_return_val_if_fail (self != NULL, 0);

  to = self->n;
  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (self->at[middle].end <= instant)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}
