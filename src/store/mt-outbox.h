/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The outbox: edits of items on servers, kept until a server has taken them. An edit is on the disk
 * before it is shown; it lives through a crash, through its collection being forgotten, and through
 * damage to the rest of the file. Part of MtItemStore, with its rules for threads.
 */
#pragma once

#include "store/mt-item-store.h"

G_BEGIN_DECLS

/* One item that is to be as somebody wants it. */
typedef struct
{
  gint64 id;
  char *collection;  /* URL */
  char *href;        /* chosen before the first try */
  char *uid;         /* of the item */
  GBytes *change;    /* what was asked for, as its author packed it; nullable */
  GBytes *before;    /* what the server had when the edit was made; NULL: nothing, it is new */
  char *before_etag; /* of that, nullable: not known */
  GBytes *after;     /* NULL: to be deleted */
  MtOutboxState state;
  GBytes *theirs;    /* of a conflict: what the server has; NULL: it is deleted there */
  char *theirs_etag; /* nullable */
  char *why;         /* refused, or the last try failed: in words; nullable */
  guint tries;       /* how often it was tried: after the first look there before sending again */
  gint64 created;    /* Unix seconds */
  gint64 next_try;   /* Unix seconds: not before */
  guint64 serial;    /* differs once anything of the row does */
} MtOutboxRow;

typedef enum
{
  MT_OUTBOX_MINE,   /* send mine over theirs */
  MT_OUTBOX_THEIRS, /* let go of mine */
  MT_OUTBOX_MERGED, /* send something else over theirs */
} MtOutboxChoice;

/* For whoever edits. */
gint64 mt_outbox_add (MtItemStore *self,
                      const char *url,
                      const char *href,
                      const char *uid,
                      GBytes *shown,
                      GBytes *after,
                      GBytes *change,
                      gint64 now,
                      GError **error);
MtOutboxRow *mt_outbox_find (MtItemStore *self, gint64 id);
MtOutboxRow *mt_outbox_find_item (MtItemStore *self, const char *url, const char *href);
GPtrArray *mt_outbox_list (MtItemStore *self, const char *url);
gboolean mt_outbox_drop (MtItemStore *self, gint64 id, guint64 serial, GError **error);
gboolean mt_outbox_retry (MtItemStore *self, gint64 id, GError **error);
gboolean mt_outbox_resolve (MtItemStore *self,
                            gint64 id,
                            guint64 serial,
                            MtOutboxChoice choice,
                            GBytes *merged,
                            GError **error);

/* For whoever sends. Each takes the row as it was given to them, and does nothing (and says so with
 * MT_STORE_ERROR_CHANGED) once it is another. */
MtOutboxRow *mt_outbox_next (MtItemStore *self, const char *url, gint64 now);
gboolean mt_outbox_set_sending (MtItemStore *self, MtOutboxRow *row, GError **error);
gboolean mt_outbox_done (MtItemStore *self,
                         const MtOutboxRow *row,
                         const char *etag,
                         GBytes *stored,
                         GError **error);
gboolean mt_outbox_conflict (MtItemStore *self,
                             const MtOutboxRow *row,
                             GBytes *theirs,
                             const char *etag,
                             GError **error);
gboolean
mt_outbox_refused (MtItemStore *self, const MtOutboxRow *row, const char *why, GError **error);
gboolean mt_outbox_later (MtItemStore *self,
                          const MtOutboxRow *row,
                          const char *why,
                          gint64 next_try,
                          GError **error);
gboolean mt_outbox_rewrite (MtItemStore *self,
                            const MtOutboxRow *row,
                            const char *href,
                            GBytes *after,
                            GError **error);

void mt_outbox_row_free (MtOutboxRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtOutboxRow, mt_outbox_row_free)

G_END_DECLS
