/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a file or a folder of files holds, as items that a CalDAV collection takes: one UID each
 * (RFC 4791 section 4.1).
 */
#pragma once

#include <gio/gio.h>

#include "ical/mt-ical-object.h"

G_BEGIN_DECLS

typedef struct
{
  char *name; /* what it is to be called in the collection: "abc.ics" */
  char *uid;
  char *path; /* the file it stands in */
  GBytes *bytes;
  MtIcalKinds kinds;
} MtPublishItem;

GPtrArray *mt_publish_items_read (const char *path,
                                  GPtrArray *problems,
                                  GCancellable *cancellable,
                                  GError **error);
char *mt_publish_item_other_name (const char *uid);
GBytes *mt_publish_item_as_event (const MtPublishItem *self);
void mt_publish_item_free (MtPublishItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtPublishItem, mt_publish_item_free)

G_END_DECLS
