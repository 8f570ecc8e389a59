/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSources: what is known of the places on servers that a team is made of: when they were last
 * followed, and what is wrong with them. Immutable, so any thread may read it.
 */
#pragma once

#include "service/mt-format.h"
#include "store/mt-item-store.h"

G_BEGIN_DECLS

typedef struct _MtSources MtSources;

MtSources *mt_sources_new (GPtrArray *collections);
MtSources *mt_sources_ref (MtSources *self);
void mt_sources_unref (MtSources *self);
const GPtrArray *mt_sources_list (const MtSources *self);
const MtStoreCollection *mt_sources_find (const MtSources *self, const char *url);
gboolean mt_sources_same_items (const MtSources *self, const MtSources *other);
gboolean mt_sources_equal (const MtSources *self, const MtSources *other);
guint mt_sources_count_pending (const MtSources *self);
guint mt_sources_count_conflicts (const MtSources *self);

/* In words; `now` and `viewer` say how a time is named. */
char *
mt_sources_text (const MtSources *self, char **urls, MtFormat *format, MtZone *viewer, gint64 now);
char *mt_sources_trouble (const MtSources *self,
                          char **urls,
                          MtFormat *format,
                          MtZone *viewer,
                          gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSources, mt_sources_unref)

G_END_DECLS
