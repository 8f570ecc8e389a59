/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCollection: a place that holds raw iCalendar items: a folder, one file, a feed. It moves bytes;
 * what they mean is decided elsewhere. It keeps nothing: what is known already is told to it each
 * time.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  MT_COLLECTION_ERROR_MISSING,     /* there is nothing at that place (yet) */
  MT_COLLECTION_ERROR_UNREADABLE,  /* it is there and cannot be read now */
  MT_COLLECTION_ERROR_UNSUPPORTED, /* a kind of place nobody here can read */
  MT_COLLECTION_ERROR_CONFLICT,    /* somebody else has changed it since it was read */
  MT_COLLECTION_ERROR_UNWRITABLE,  /* the file system refuses */
  MT_COLLECTION_ERROR_INVALID,     /* the change cannot be made: its result would not be readable */
} MtCollectionError;

#define MT_COLLECTION_ERROR (mt_collection_error_quark ())
GQuark mt_collection_error_quark (void);

/* One resource as it is stored: a file, or a member of a CalDAV collection. */
typedef struct
{
  char *href;    /* name within the collection; "" for a place that is one file */
  char *path;    /* what to call it to a person: a path or URL */
  GBytes *bytes; /* never more than MT_ICAL_MAX_FILE */
  char *tag;     /* differs when the bytes do: an ETag, or what stat says */
} MtRawItem;

/* What differs from what was known. */
typedef struct
{
  GPtrArray *items;  /* (element-type MtRawItem) new or changed, by href */
  GPtrArray *gone;   /* (element-type utf8) hrefs that are no longer there; empty unless complete */
  gboolean complete; /* the listing came whole: only then a missing href means a deletion */
  char *token;       /* state to hand in next time, nullable */
} MtBatch;

#define MT_TYPE_COLLECTION (mt_collection_get_type ())
G_DECLARE_INTERFACE (MtCollection, mt_collection, MT, COLLECTION, GObject)

struct _MtCollectionInterface
{
  GTypeInterface parent_iface;

  MtBatch *(*fetch) (MtCollection *self,
                     const char *token,
                     GHashTable *known,
                     GPtrArray *problems,
                     GCancellable *cancellable,
                     GError **error);
};

MtBatch *mt_collection_fetch (MtCollection *self,
                              const char *token,
                              GHashTable *known,
                              GPtrArray *problems,
                              GCancellable *cancellable,
                              GError **error);

MtRawItem *mt_raw_item_new (const char *href, const char *path, GBytes *bytes, char *tag);
void mt_raw_item_free (MtRawItem *self);
MtBatch *mt_batch_new (void);
void mt_batch_free (MtBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtBatch, mt_batch_free)

G_END_DECLS
