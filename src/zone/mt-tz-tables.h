/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTzTables: what tzdata says of its zones in text: positions, links, which are canonical, and
 * the version.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How good a name is, the better first. */
typedef enum
{
  MT_TZ_RANK_MAIN,    /* in zone1970.tab: clocks that agree since 1970 have one */
  MT_TZ_RANK_COUNTRY, /* in zone.tab */
  MT_TZ_RANK_ZONE,    /* a zone of its own in tzdata.zi */
  MT_TZ_RANK_LINK,    /* a link, or not mentioned */
} MtTzRank;

typedef struct _MtTzTables MtTzTables;

MtTzTables *mt_tz_tables_load (const char *directory);
void mt_tz_tables_free (MtTzTables *self);
MtTzRank mt_tz_tables_get_rank (const MtTzTables *self, const char *id);
const char *mt_tz_tables_get_link (const MtTzTables *self, const char *id);
gboolean mt_tz_tables_get_position (const MtTzTables *self,
                                    const char *id,
                                    double *latitude,
                                    double *longitude);
char *mt_tz_tables_read_version (const char *directory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTzTables, mt_tz_tables_free)

G_END_DECLS
