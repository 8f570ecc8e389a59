/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The time that answers about people are for, kept where a collection has its ctag: such places
 * have none.
 */
#include "config.h"
#include "service/sync/mt-sync-cover.h"

#define KIND_FREEBUSY "freebusy"
#define DAY_S (24 * 60 * 60)
#define MAX_S (800 * (gint64) DAY_S) /* servers are not asked for more at once */
#define EDGE_S                                                                                     \
  (8 * DAY_S) /* what is usually read moves on by a week before it is asked for again */

/**
 * mt_sync_cover_span:
 * @usual: what is always asked for
 * @wanted: what somebody asks for besides; empty: nothing
 *
 * Returns: one span to ask a server for: both, or @wanted alone where that is too far away
 */
MtSpan
mt_sync_cover_span (MtSpan usual, MtSpan wanted)
{
  MtSpan both = { MIN (usual.start, wanted.start), MAX (usual.end, wanted.end) };

  if (wanted.end <= wanted.start)
    return usual;
  if (both.end - both.start <= MAX_S)
    return both;
  return (MtSpan){ wanted.start, MIN (wanted.end, wanted.start + MAX_S) };
}

/**
 * mt_sync_cover_write:
 * @span: what was asked for
 *
 * Returns: (transfer full): how the store keeps it
 */
char *
mt_sync_cover_write (MtSpan span)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, span.start, span.end);
}

static gboolean
read_span (const char *text, gint64 *start, gint64 *end)
{
  g_auto (GStrv) halves = g_strsplit (text != NULL ? text : "", "/", 2);

  return g_strv_length (halves) == 2 &&
         g_ascii_string_to_signed (halves[0], 10, G_MININT64, G_MAXINT64, start, NULL) &&
         g_ascii_string_to_signed (halves[1], 10, G_MININT64, G_MAXINT64, end, NULL);
}

/**
 * mt_sync_cover_is_known:
 * @known: (nullable): what the store knows of a place
 * @window: what is to be read of it
 *
 * Whether the answers are for that time. A calendar is for all times; and what cannot be asked
 * again now is as good as it is where it begins or ends within the window.
 *
 * Returns: %FALSE when nobody knows
 */
gboolean
mt_sync_cover_is_known (const MtStoreCollection *known, MtSpan window)
{
  gint64 start = 0, end = 0;

  if (known == NULL || g_strcmp0 (known->kind, KIND_FREEBUSY) != 0 ||
      !read_span (known->ctag, &start, &end))
    return TRUE;
  if (end <= window.start || start >= window.end)
    return FALSE;
  return known->failed_since != 0 || (start <= window.start + EDGE_S && end >= window.end - EDGE_S);
}
