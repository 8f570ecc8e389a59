/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A change somebody asked for: the one type of command that flows back, from window and meantimectl
 * alike, to a folder at once or through the outbox to a server.
 */
#pragma once

#include "core/mt-item.h"

G_BEGIN_DECLS

/* How a field changes the lines of its property. */
typedef enum
{
  MT_FIELD_SET,     /* one line with this value; without a value none */
  MT_FIELD_ADD,     /* one line more, behind those that are there (COMMENT) */
  MT_FIELD_INCLUDE, /* the value is one of the list (CATEGORIES) */
  MT_FIELD_EXCLUDE, /* the value is not in the list, in any case */
  MT_FIELD_SWAP,    /* the line with the value `was` gives way to this one (ATTENDEE); nothing to
                       give way: the line is added; no value: it goes */
} MtFieldHow;

/* One property of an item, as it is to be afterwards. */
typedef struct
{
  MtFieldHow how;
  char *name;    /* e.g. "STATUS" */
  char *value;   /* text of the whole value, unescaped for TEXT; nullable */
  MtTime time;   /* instead of a value; an instant keeps the zone that the property is written in */
  char **params; /* new parameters: names and values in turn, unescaped; nullable */
  char *was;     /* of MT_FIELD_SWAP, nullable */
} MtChangeField;

typedef enum
{
  MT_CHANGE_CREATE,
  MT_CHANGE_PATCH,
  MT_CHANGE_DELETE,
  MT_CHANGE_REPLACE, /* the whole resource, as undoing does; without `text` it goes */
} MtChangeKind;

/* Addresses an item by collection and UID (and instance), and says what was read, so that a change
 * is only ever made to what its author saw. */
typedef struct
{
  MtChangeKind kind;
  MtItemKind item;
  char *collection; /* path or URL */
  char *href;       /* file name or href within it; chosen before the first try of a create; "" for
                       a collection that is one file */
  char *uid;
  MtTime recurrence_id; /* of one instance; MT_TIME_NONE: the whole item */
  char *read_tag;       /* ETag, or hash of the bytes that were read; NULL: there was nothing */
  gint64 at;            /* Unix seconds: when it was asked for */
  GPtrArray *fields;    /* (element-type MtChangeField) */
  GBytes *text;         /* of MT_CHANGE_REPLACE, nullable */
} MtChange;

MtChange *
mt_change_new (MtChangeKind kind, MtItemKind item, const char *collection, const char *uid);
MtChange *mt_change_copy (const MtChange *self);
void mt_change_set (MtChange *self, const char *name, const char *value);
void mt_change_set_time (MtChange *self, const char *name, MtTime time);
void mt_change_add (MtChange *self,
                    const char *name,
                    const char *value,
                    const char *const *params); /* nullable */
void mt_change_include (MtChange *self, const char *name, const char *value);
void mt_change_exclude (MtChange *self, const char *name, const char *value);
void mt_change_swap (MtChange *self,
                     const char *name,
                     const char *was,
                     const char *value,
                     const char *const *params);
GBytes *mt_change_pack (const MtChange *self);
GPtrArray *mt_change_unpack_all (GBytes *bytes);
void mt_change_free (MtChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtChange, mt_change_free)

G_END_DECLS
