/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The state of a person at an instant, and until when it holds.
 */
#pragma once

#include "core/mt-work.h"

G_BEGIN_DECLS

typedef enum
{
  MT_STATE_AWAY,
  MT_STATE_HOLIDAY,
  MT_STATE_OFF,
  MT_STATE_BUSY,
  MT_STATE_FOCUS,
  MT_STATE_WORKING,
} MtStateKind;

typedef struct
{
  MtStateKind kind;
  gint64 until; /* first instant after the one asked for at which the kind changes; G_MAXINT64: not
                   within 14 days */
  gboolean tentative; /* working, and a tentative event is on: a note, not a state */
  gint64 next_work;   /* the next start of working time after the instant when kind is away, holiday
                         or off; G_MAXINT64: not within 14 days */
  gint64 work_until;  /* end of the current stretch of working time when in it, else G_MAXINT64 */
} MtState;

/* One run of equal state, for drawing and for speaking a day. */
typedef struct
{
  gint64 start;
  gint64 end;
  MtStateKind kind;
} MtStateRun;

#define MT_STATE_HORIZON_S (14 * MT_DAY_S)

MtState
mt_state_at (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, gint64 now);
GArray *
mt_state_runs (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window);
const char *mt_state_to_string (MtStateKind kind);

G_END_DECLS
