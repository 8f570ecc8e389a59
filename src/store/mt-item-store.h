/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemStore: what servers hold, as it came: raw items with their ETags, and how far each
 * collection has been followed. MtItemCursor (mt-item-cursor.h) reads them with the edits that wait
 * in the outbox (mt-outbox.h) laid over them.
 *
 * Blocking, and for one thread at a time: whoever needs it opens their own, any number of them in
 * any number of processes. Reading never waits for writing.
 */
#pragma once

#include <glib.h>

#include "store/mt-store-error.h"

G_BEGIN_DECLS

/* Collections that are no place of a server but what it said of a person: one item, href "". The
 * address follows, without mailto:, in small letters. */
#define MT_STORE_FREEBUSY "freebusy:"         /* a VCALENDAR with VFREEBUSY */
#define MT_STORE_AVAILABILITY "availability:" /* a VCALENDAR with VAVAILABILITY */

/* How far a collection has been followed, and what is to be said of it. */
typedef struct
{
  gint64 id;
  char *url;        /* as the team file or the account has it, absolute */
  char *account;    /* id of the account that serves it, nullable */
  char *kind;       /* "caldav", "feed", "freebusy", "availability", "team"; "" not known yet */
  char *title;      /* what the server calls it, nullable */
  char *components; /* "VEVENT,VTODO": what it takes; nullable: not known */
  char *token;      /* nullable, like the next two: a MtSyncMark */
  char *ctag;
  char *mode;
  gint64 checked;      /* Unix seconds of the last success, 0: never */
  gint64 changed;      /* Unix seconds of the last success that brought something new, 0: never */
  gint64 failed_since; /* Unix seconds, 0: the last try went well */
  char *trouble;       /* what went wrong, in words for a person; nullable */
  guint n_items;       /* without those whose edits wait */
  guint n_parked;      /* items that cannot be had */
  guint n_pending;     /* edits that wait to be sent */
  guint n_conflicts;   /* edits that wait for the user: conflicts and refused ones */
  guint n_vanished;    /* of `held`: how many items the server no longer lists */
  gboolean held;       /* more than half vanished: waits for the user */
  gboolean read_only;
  guint64 stamp; /* mt_item_store_stamp() */
} MtStoreCollection;

/* What the outbox says of an item. */
typedef enum
{
  MT_OUTBOX_NONE,     /* it is as the server has it */
  MT_OUTBOX_WAITING,  /* to be sent */
  MT_OUTBOX_SENDING,  /* being sent, or was when the program ended: look there first */
  MT_OUTBOX_CONFLICT, /* somebody else has changed it, too: waits for the user */
  MT_OUTBOX_REFUSED,  /* the server does not take it: waits for the user */
} MtOutboxState;

typedef struct
{
  char *href;          /* decoded and normalised, relative to the collection; "" of a feed */
  char *etag;          /* nullable: not known */
  GBytes *bytes;       /* nullable only for what is parked and was never had */
  char *parked;        /* why it cannot be had, nullable */
  MtOutboxState state; /* of the edit that is laid over it */
  gint64 edit;         /* id of that edit, 0: none */
  char *why;           /* of a refused one, nullable */
} MtStoreItem;

typedef struct _MtItemStore MtItemStore;

/* `directory` NULL: the user's own, $XDG_DATA_HOME/meantime. */
MtItemStore *mt_item_store_new (const char *directory);
void mt_item_store_free (MtItemStore *self);
const char *mt_item_store_get_trouble (MtItemStore *self);
gboolean mt_item_store_is_writable (MtItemStore *self);

MtStoreCollection *mt_item_store_find (MtItemStore *self, const char *url);
GPtrArray *mt_item_store_list (MtItemStore *self);
guint64 mt_item_store_stamp (MtItemStore *self, const char *url);
MtStoreItem *mt_item_store_read_item (MtItemStore *self, const char *url, const char *href);
gboolean mt_item_store_has (MtItemStore *self, gint64 id, const char *href);
GPtrArray *mt_item_store_list_parked (MtItemStore *self, gint64 id);
GHashTable *mt_item_store_known (MtItemStore *self, gint64 id);

/* Done at once. */
gint64 mt_item_store_add (MtItemStore *self,
                          const char *url,
                          const char *account,
                          const char *kind,
                          GError **error);
gboolean mt_item_store_forget (MtItemStore *self, const char *const *urls, GError **error);

/* Between begin and commit nothing is written, so it may take as long as a server does: commit
 * writes all of it at once, or nothing. */
void mt_item_store_begin (MtItemStore *self);
void mt_item_store_put_item (MtItemStore *self,
                             gint64 id,
                             const char *href,
                             const char *etag,
                             GBytes *bytes);
void mt_item_store_remove_item (MtItemStore *self, gint64 id, const char *href);
void mt_item_store_park_item (MtItemStore *self,
                              gint64 id,
                              const char *href,
                              const char *etag,
                              const char *why);
void mt_item_store_set_mark (MtItemStore *self,
                             gint64 id,
                             const char *token,
                             const char *ctag,
                             const char *mode);
void mt_item_store_set_checked (MtItemStore *self, gint64 id, gint64 at);
void
mt_item_store_set_trouble (MtItemStore *self, gint64 id, gint64 failed_since, const char *trouble);
void mt_item_store_set_held (MtItemStore *self, gint64 id, guint n_vanished);
void mt_item_store_set_facts (MtItemStore *self,
                              gint64 id,
                              const char *title,
                              const char *components,
                              gboolean read_only);
gboolean mt_item_store_commit (MtItemStore *self, GError **error);
void mt_item_store_rollback (MtItemStore *self);

MtStoreCollection *mt_store_collection_copy (const MtStoreCollection *self);
void mt_store_collection_free (MtStoreCollection *self);
void mt_store_item_free (MtStoreItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtItemStore, mt_item_store_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtStoreCollection, mt_store_collection_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtStoreItem, mt_store_item_free)

G_END_DECLS
