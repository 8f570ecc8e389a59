/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAgendaCache: what the store knows of a team during one reading, and what it is to know after
 * it. Blocking; one thread.
 */
#pragma once

#include "store/mt-store.h"

G_BEGIN_DECLS

typedef struct _MtAgendaCache MtAgendaCache;

MtAgendaCache *mt_agenda_cache_new (MtStore *store,
                                    const char *team_path,
                                    const char *tzdata_version,
                                    MtSpan window);
void mt_agenda_cache_free (MtAgendaCache *self);
MtAgenda *mt_agenda_cache_find_last (MtAgendaCache *self, const MtPerson *person);
MtAgenda *
mt_agenda_cache_find_unchanged (MtAgendaCache *self, const MtPerson *person, const char *signature);
MtAgenda *
mt_agenda_cache_find_equal (MtAgendaCache *self, const MtPerson *person, const char *sources);
void mt_agenda_cache_put (MtAgendaCache *self,
                          const MtPerson *person,
                          const MtAgenda *agenda,
                          const char *sources,
                          const char *signature);
void mt_agenda_cache_finish (MtAgendaCache *self, const MtTeam *team);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtAgendaCache, mt_agenda_cache_free)

G_END_DECLS
