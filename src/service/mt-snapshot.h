/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSnapshot: everything known of a team at one reading: the team, an agenda per person, tasks,
 * posts, problems. Immutable, so it is built on a thread and handed to the main one whole.
 */
#pragma once

#include "core/mt-agenda.h"
#include "core/mt-due.h"
#include "core/mt-problem.h"
#include "core/mt-task.h"
#include "service/mt-sources.h"

G_BEGIN_DECLS

/* Whether a section has something to read at all, and whether it could be read. */
typedef enum
{
  MT_SOURCE_NONE, /* not configured */
  MT_SOURCE_OK,
  MT_SOURCE_UNKNOWN, /* configured, cannot be read now; `*_error` says why and what to do */
} MtSourceState;

/* Where new items of a section go. */
typedef struct
{
  char *path; /* absolute path or URL, nullable: nothing can be written there, or not configured */
  gboolean is_file;   /* all items are in one file */
  gboolean as_events; /* it takes no VJOURNAL: a VEVENT stands for one */
} MtPlace;

typedef struct
{
  gint ref_count;
  char *path;     /* of the team file */
  char *revision; /* of its bytes, as mt_team_writer_revision() has it; nullable */
  char *locked;   /* why it cannot be changed, in words; nullable */
  MtTeam *team;
  MtSpan window;      /* what the agendas cover */
  GPtrArray *agendas; /* (element-type MtAgenda), one per person, same order */
  GPtrArray *tasks;   /* (element-type MtTask) */
  GPtrArray *posts;   /* (element-type MtPost) updates, by when they were posted */
  GPtrArray *notes;   /* (element-type MtPost) decisions and notes, likewise */
  MtSourceState board;
  MtPlace board_place;
  char *board_error; /* nullable */
  MtSourceState journal;
  MtPlace journal_place;
  char *journal_error; /* nullable */
  GPtrArray *problems; /* (element-type MtProblem) */
  MtSources *sources;  /* what is known of the servers it was read from; nullable: none */
} MtSnapshot;

MtSnapshot *mt_snapshot_new (const char *path, MtTeam *team, MtSpan window, GPtrArray *problems);
MtSnapshot *mt_snapshot_ref (MtSnapshot *self);
void mt_snapshot_unref (MtSnapshot *self);
const MtAgenda *mt_snapshot_agenda (const MtSnapshot *self, const MtPerson *person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSnapshot, mt_snapshot_unref)

G_END_DECLS
