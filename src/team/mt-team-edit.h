/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTeamEdit: changes of a team file, to be made in its text.
 */
#pragma once

#include "core/mt-team.h"
#include "team/mt-json-node.h"

G_BEGIN_DECLS

typedef enum
{
  MT_TEAM_EDIT_ERROR_UNREADABLE, /* the file is no JSON: nothing in it can be found */
  MT_TEAM_EDIT_ERROR_GONE,       /* a person who is to be changed is not in it */
  MT_TEAM_EDIT_ERROR_REFUSED,    /* the file would be wrong afterwards; the message says how */
} MtTeamEditError;

#define MT_TEAM_EDIT_ERROR (mt_team_edit_error_quark ())
GQuark mt_team_edit_error_quark (void);

typedef struct _MtTeamEdit MtTeamEdit;

MtTeamEdit *mt_team_edit_new (void);
void mt_team_edit_free (MtTeamEdit *self);
void mt_team_edit_set (MtTeamEdit *self, const char *person, const char *key, MtJsonNode *value);
void mt_team_edit_add_person (MtTeamEdit *self, const char *id);
void mt_team_edit_remove_person (MtTeamEdit *self, const char *id);
GBytes *mt_team_edit_apply (const MtTeamEdit *self,
                            GBytes *bytes,
                            const char *name,
                            MtZoneLookup lookup,
                            gpointer zones,
                            GPtrArray *warnings,
                            GError **error);
char **mt_team_edit_find_references (const MtTeam *team, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTeamEdit, mt_team_edit_free)

G_END_DECLS
