/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTeamDraft: what somebody changed in the team, before it is written to the team file.
 */
#pragma once

#include "core/mt-team.h"

G_BEGIN_DECLS

typedef struct _MtTeamDraft MtTeamDraft;

/* `person` is an id; NULL where that is allowed means the team itself. A value of NULL takes the
 * member out. Only what differs from the file is written: setting everything of a dialog is fine.
 */
MtTeamDraft *mt_team_draft_new (void);
MtTeamDraft *mt_team_draft_ref (MtTeamDraft *self);
void mt_team_draft_unref (MtTeamDraft *self);
void mt_team_draft_add_person (MtTeamDraft *self, const char *id);
void mt_team_draft_remove_person (MtTeamDraft *self, const char *id);
void
mt_team_draft_set_text (MtTeamDraft *self, const char *person, const char *key, const char *text);
void mt_team_draft_set_texts (MtTeamDraft *self,
                              const char *person,
                              const char *key,
                              const char *const *texts);
void mt_team_draft_set_hours (MtTeamDraft *self, const char *person, const MtWeek *hours);
void mt_team_draft_set_stretch (MtTeamDraft *self, const char *person, const MtRange *stretch);
void mt_team_draft_set_exceptions (MtTeamDraft *self, const char *person, const GArray *exceptions);
void mt_team_draft_set_away (MtTeamDraft *self, const char *person, const GArray *away);
void mt_team_draft_set_travel (MtTeamDraft *self, const char *person, const GArray *travel);
char *mt_team_draft_make_id (const MtTeam *team, const char *name);
char *mt_team_draft_make_source (const char *team_path, const char *path); /* nullable */
char **mt_team_draft_find_references (const MtTeam *team, const char *id);
char *mt_team_draft_find_fault (const char *key,
                                const char *text,
                                const char *const *texts,
                                MtZoneLookup lookup,
                                gpointer zones);
GBytes *mt_team_draft_apply (const MtTeamDraft *self,
                             GBytes *bytes,
                             const char *name,
                             MtZoneLookup lookup,
                             gpointer zones,
                             GPtrArray *warnings,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTeamDraft, mt_team_draft_unref)

G_END_DECLS
