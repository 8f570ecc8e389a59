/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A change made to a folder of .ics files, or to one file: at once, whole or not at all, and only
 * to what its author has read.
 */
#pragma once

#include "ical/mt-ical-client.h"
#include "ical/mt-ical-patch.h"
#include "providers/collections/mt-change-bytes.h"
#include "providers/collections/mt-collection.h"

G_BEGIN_DECLS

/* What came of a change. */
typedef struct
{
  GBytes *now;    /* the resource as it is: afterwards, or in a conflict the other side; nullable */
  char *tag;      /* of `now`, nullable */
  MtChange *undo; /* what takes the change back, as long as nobody changes the resource; nullable:
                     nothing was to be done */
} MtChangeResult;

gboolean mt_folder_change_apply (const MtChange *change,
                                 MtIcalClient *client,
                                 const MtIcalZones *zones,
                                 MtChangeResult *result,
                                 GError **error);
void mt_change_result_clear (MtChangeResult *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtChangeResult, mt_change_result_clear)

G_END_DECLS
