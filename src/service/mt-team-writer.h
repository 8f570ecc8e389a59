/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Writes changes to a team file that others write too: only over what was read, and undone only
 * where nobody wrote since.
 */
#pragma once

#include "service/mt-team-draft.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

typedef enum
{
  MT_TEAM_WRITER_ERROR_CONFLICT, /* somebody else changed the file since it was read */
  MT_TEAM_WRITER_ERROR_FILE,     /* it cannot be read or written */
} MtTeamWriterError;

#define MT_TEAM_WRITER_ERROR (mt_team_writer_error_quark ())
GQuark mt_team_writer_error_quark (void);

/* A change that was written, to take it back; one that was taken back, to make it again. */
typedef struct _MtTeamUndo MtTeamUndo;

char *mt_team_writer_revision (GBytes *bytes);
char *mt_team_writer_find_lock (const char *path);
gboolean mt_team_writer_write (const char *path,
                               const char *revision,
                               const MtTeamDraft *draft,
                               MtTzdata *tzdata,
                               GPtrArray *warnings,
                               MtTeamUndo **undo,
                               GError **error);

gboolean mt_team_undo_changes_file (const MtTeamUndo *self);
MtTeamUndo *mt_team_undo_ref (MtTeamUndo *self);
void mt_team_undo_unref (MtTeamUndo *self);
gboolean mt_team_undo_write (const MtTeamUndo *self, MtTeamUndo **redo, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTeamUndo, mt_team_undo_unref)

G_END_DECLS
