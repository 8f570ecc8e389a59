/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtIcalGroups: the whole components of one file, gathered by their UID while it is read.
 */
#pragma once

#include "ical/mt-ical-object.h"
#include "ical/mt-ical-report-private.h"

G_BEGIN_DECLS

typedef struct
{
  const char *file;   /* unowned, nullable */
  GHashTable *by_uid; /* uid (unowned) -> group */
  GPtrArray *groups;  /* in the order of the file */
  GPtrArray *zones;   /* (element-type GBytes) */
} MtIcalGroups;

/* One whole component, as it stands in the file and as it is kept. Everything is unowned. */
typedef struct
{
  MtItemKind kind;
  guint line;       /* 1-based */
  gsize offset;     /* in the text of the file */
  const char *text; /* as it stands */
  gsize length;
  const GString *kept; /* without what nothing here shows */
  const GString *uid;  /* bytes as they stand; empty: it has none */
} MtIcalFound;

void mt_ical_groups_init (MtIcalGroups *self, const char *file);
void mt_ical_groups_clear (MtIcalGroups *self);
void mt_ical_groups_add (MtIcalGroups *self, const MtIcalFound *found);
gboolean mt_ical_groups_add_zone (MtIcalGroups *self, const char *text, gsize length);
void
mt_ical_groups_give (MtIcalGroups *self, gboolean valid, MtIcalReport *report, GPtrArray *objects);

G_END_DECLS
