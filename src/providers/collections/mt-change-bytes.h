/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a change makes of the bytes of one resource, wherever that stands. Blocking; one thread.
 */
#pragma once

#include "core/mt-change.h"
#include "ical/mt-ical-client.h"
#include "ical/mt-ical-component.h"

G_BEGIN_DECLS

/* One change under way. */
typedef struct
{
  const MtChange *change;
  MtIcalClient *client;
  const MtIcalZones *zones;
  char *path;     /* owned: of the resource: a path or URL */
  GBytes *before; /* owned, nullable: there is none */
  GBytes *after;  /* owned, nullable: there is to be none */
} MtChangeBytes;

gboolean mt_change_bytes_check_tag (const MtChangeBytes *self, GError **error);
gboolean mt_change_bytes_make (MtChangeBytes *self, GError **error);
MtChange *mt_change_bytes_make_undo (const MtChangeBytes *self);
void mt_change_bytes_clear (MtChangeBytes *self);
char *mt_change_tag_of (GBytes *bytes);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtChangeBytes, mt_change_bytes_clear)

G_END_DECLS
