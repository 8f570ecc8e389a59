/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPost: an update, decision or note somebody wrote (a VJOURNAL). And due updates: who owes one
 * until when.
 */
#pragma once

#include "core/mt-pending.h"
#include "core/mt-work.h"

G_BEGIN_DECLS

struct _MtPost
{
  char *uid;
  char *author;  /* person id, nullable: nobody on the team */
  char *address; /* the organizer as written, nullable */
  MtTime
      day_time;  /* DTSTART as written: a date, or an instant read in the author's zone, or none */
  MtDate day;    /* the date it belongs to, resolved */
  gint64 posted; /* instant: CREATED, else DTSTAMP; G_MININT64 unknown */
  char *summary; /* nullable */
  char *text;    /* nullable */
  char *related_to;  /* nullable */
  char **categories; /* never NULL */
  char *file;        /* nullable */
  gboolean is_reply; /* `related_to` names another post: it answers that, and is no one's update */

  /* for changing it */
  MtItemKind kind;  /* a journal, or the event that stands for one */
  char *collection; /* path or URL of where it stands, nullable */
  char *href;       /* of its file within that, nullable */
  char *tag;        /* of the bytes it was read from, nullable */
  MtPendingMark pending;
};

typedef enum
{
  MT_DUE_OFF,
  MT_DUE_DUE,
  MT_DUE_POSTED,
  MT_DUE_LATE,
  MT_DUE_OVERDUE,
  MT_DUE_MISSED,
  MT_DUE_UNKNOWN,
} MtDueKind;

typedef struct
{
  MtDate day;
  MtDueKind kind;
  gboolean has_due;
  gint64 due;         /* instant; with has_due */
  const MtPost *post; /* the one that counts (the first of that day), nullable, unowned */
} MtDue;

MtPost *mt_post_new (const char *uid);
void mt_post_free (MtPost *self);
void mt_post_resolve_day (MtPost *self, const MtPerson *author);
MtDue mt_due_on (MtPatterns *patterns,
                 const MtPerson *person,
                 const MtAgenda *agenda,
                 const MtChannel *update,
                 const GPtrArray *posts,
                 gboolean journal_readable,
                 MtDate day,
                 gint64 now);
MtDate mt_due_day_current (MtPatterns *patterns,
                           const MtPerson *person,
                           const MtAgenda *agenda,
                           const MtChannel *update,
                           gint64 now);
MtDate mt_due_day_offered (MtPatterns *patterns,
                           const MtPerson *person,
                           const MtAgenda *agenda,
                           gint64 now);
const char *mt_due_to_string (MtDueKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtPost, mt_post_free)

G_END_DECLS
