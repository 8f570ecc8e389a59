/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A change somebody asked for: the one type of command that flows back, from window and meantimectl
 * alike, to a folder at once or through the outbox to a server.
 */
#pragma once

#include "core/mt-item.h"

G_BEGIN_DECLS

/* One property of an item, as it is to be afterwards. */
typedef struct
{
  char *name;  /* e.g. "STATUS" */
  char *value; /* iCalendar text of the whole value, unescaped for TEXT; NULL: the property is
                  removed */
} MtChangeField;

typedef enum
{
  MT_CHANGE_CREATE,
  MT_CHANGE_PATCH,
  MT_CHANGE_DELETE,
} MtChangeKind;

/* Addresses an item by collection and UID (and instance), and says what was read, so that a change
 * is only ever made to what its author saw. */
typedef struct
{
  MtChangeKind kind;
  MtItemKind item;
  char *collection; /* path or URL */
  char *href;       /* file name or href within it; chosen before the first try of a create */
  char *uid;
  MtTime recurrence_id; /* of one instance; MT_TIME_NONE: the whole item */
  char *read_tag;       /* ETag, or hash of the bytes that were read; NULL on create */
  GPtrArray *fields;    /* (element-type MtChangeField) */
} MtChange;

MtChange *
mt_change_new (MtChangeKind kind, MtItemKind item, const char *collection, const char *uid);
void mt_change_set (MtChange *self, const char *name, const char *value);
void mt_change_free (MtChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtChange, mt_change_free)

G_END_DECLS
