/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTeamCheck: what the readers of the parts of a team file share: members with their types
 * checked, names resolved, problems reported at their place.
 */
#pragma once

#include "core/mt-team.h"
#include "team/mt-json-node.h"
#include "team/mt-report.h"
#include "team/mt-team-file.h"

G_BEGIN_DECLS

typedef struct
{
  MtReport *report; /* unowned */
  gboolean remote;
  MtZoneLookup lookup;
  MtZoneNames names;       /* nullable */
  gpointer zones;          /* unowned */
  char **zone_names;       /* owned, nullable: asked for once, when a name is wrong */
  guint hints_left;        /* looking for near names is dear: only the first faults get one */
  GHashTable *known_zones; /* owned: name -> MtZone (owned), NULL for one that does not exist */
  GHashTable *weeks;       /* owned set of MtWeek (owned) */
  GHashTable *ids;         /* owned: id (unowned) -> MtJsonNode of it (unowned) */
  GHashTable *emails;      /* owned: address in lower case (owned) -> MtJsonNode (unowned) */
} MtTeamCheck;

void mt_team_check_init (MtTeamCheck *self, MtReport *report);
void mt_team_check_clear (MtTeamCheck *self);

gboolean mt_team_check_kind (MtTeamCheck *self, const MtJsonNode *node, MtJsonKind kind);
void mt_team_check_keys (MtTeamCheck *self, const MtJsonNode *object, const char *const *known);
const MtJsonNode *mt_team_check_member (MtTeamCheck *self,
                                        const MtJsonNode *object,
                                        const char *key,
                                        MtJsonKind kind,
                                        gboolean required);
const char *mt_team_check_text (MtTeamCheck *self,
                                const MtJsonNode *object,
                                const char *key,
                                gboolean required);
gboolean mt_team_check_date (MtTeamCheck *self,
                             const MtJsonNode *object,
                             const char *key,
                             gboolean required,
                             MtDate *date);
gboolean
mt_team_check_period (MtTeamCheck *self, const MtJsonNode *object, MtDate *from, MtDate *to);
MtZone *mt_team_check_zone (MtTeamCheck *self, const MtJsonNode *object);
gboolean mt_team_check_source (MtTeamCheck *self, const MtJsonNode *node);
gboolean mt_team_check_url (MtTeamCheck *self, const MtJsonNode *node);
gboolean mt_team_check_link (MtTeamCheck *self, const MtJsonNode *node);
char **mt_team_check_sources (MtTeamCheck *self, const MtJsonNode *object, const char *key);
char *mt_team_check_hint (MtTeamCheck *self, const char *word, const char *const *names);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtTeamCheck, mt_team_check_clear)

G_END_DECLS
