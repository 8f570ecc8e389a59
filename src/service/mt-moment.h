/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtMoment: a snapshot as one viewer sees it at one instant. The session has one a snapshot, and
 * every item of its models reads it. Main thread only.
 */
#pragma once

#include "core/mt-work.h"
#include "service/mt-format.h"
#include "service/mt-snapshot.h"
#include "service/mt-threads.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

typedef struct
{
  MtSnapshot *snapshot; /* owned */
  MtTzdata *tzdata;     /* owned */
  MtPatterns *patterns; /* owned: a memo of this team's hours */
  MtFormat *format;     /* owned */
  MtZone *system_zone;  /* owned */
  const MtPerson *me;   /* of the snapshot's team, nullable */
  GHashTable *posts;    /* owned: person id -> (element-type MtPost) GPtrArray */

  MtThreads *threads; /* owned: who answers whom */
  MtSources *sources; /* owned, nullable: what is to be said of servers now */
  gint64 now;         /* when that was read, Unix seconds */

  gint64 at;      /* the chosen instant */
  MtZone *viewer; /* unowned: the viewer's zone at that instant; the team or system_zone keeps it */
  MtDate date;    /* the viewer's date then */
} MtMoment;

MtMoment *
mt_moment_new (MtSnapshot *snapshot, MtTzdata *tzdata, MtFormat *format, const char *me_id);
MtMoment *mt_moment_ref (MtMoment *self);
void mt_moment_unref (MtMoment *self);
void mt_moment_set_at (MtMoment *self, gint64 at);
void mt_moment_set_sources (MtMoment *self, MtSources *sources, gint64 now);
MtZone *mt_moment_viewer_at (const MtMoment *self, gint64 instant);
MtDate mt_moment_date_of (const MtMoment *self, gint64 instant);
gint64 mt_moment_day_start (const MtMoment *self, MtDate date);
const GPtrArray *mt_moment_posts_of (const MtMoment *self, const MtPerson *person);
char *mt_moment_format_until (const MtMoment *self, gint64 instant, const MtPerson *person);
char *mt_moment_format_until_day (const MtMoment *self, gint64 instant, const MtPerson *person);
char *mt_moment_format_yours (const MtMoment *self, gint64 instant, const MtPerson *person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtMoment, mt_moment_unref)

G_END_DECLS
