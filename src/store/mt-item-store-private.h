/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtItemStore, for the files that are its parts.
 */
#pragma once

#include "store/mt-database.h"
#include "store/mt-item-store.h"
#include "store/mt-outbox.h"

G_BEGIN_DECLS

#define MT_ITEM_SELECT "SELECT href, etag, parked, checksum, bytes FROM item WHERE collection = ?1 "

struct _MtItemStore
{
  MtDatabase *database; /* owned */
  GArray *batch;        /* owned, nullable (element-type MtStoreStep): what commit is to write */
};

/* What a step of a batch does to an item or a collection. */
typedef enum
{
  MT_STORE_STEP_PUT,
  MT_STORE_STEP_REMOVE,
  MT_STORE_STEP_PARK,
  MT_STORE_STEP_MARK,
  MT_STORE_STEP_CHECKED,
  MT_STORE_STEP_TROUBLE,
  MT_STORE_STEP_HELD,
  MT_STORE_STEP_FACTS,
} MtStoreStepKind;

typedef struct
{
  MtStoreStepKind kind;
  gint64 id;      /* of the collection */
  char *texts[3]; /* owned, nullable: what the function was given, in that order */
  GBytes *bytes;  /* owned, nullable */
  gint64 number;
} MtStoreStep;

/* A piece of a transaction; may be run again from the start. Returns a result of SQLite. */
typedef int (*MtStoreWork) (MtItemStore *self, gpointer data, GError **error);

gboolean mt_item_store_write (MtItemStore *self,
                              gboolean durable,
                              MtStoreWork work,
                              gpointer data,
                              GError **error);
GPtrArray *mt_item_store_query_edits (MtItemStore *self, const char *url, int *code);
int mt_item_store_touch (MtItemStore *self, gint64 id, gboolean items);
int mt_item_store_touch_url (MtItemStore *self, const char *url);
int mt_item_store_insert (MtItemStore *self,
                          gint64 id,
                          const char *href,
                          const char *etag,
                          GBytes *bytes);
int mt_item_store_delete (MtItemStore *self, gint64 id, const char *href);
gint64 mt_item_store_look_up (MtItemStore *self, const char *url, int *code);
MtStoreItem *mt_item_store_read_row (sqlite3_stmt *statement, char **href);
MtStoreItem *mt_item_store_get (MtItemStore *self, gint64 id, const char *href, int *code);
int mt_item_store_make (MtItemStore *self, const char *url, gint64 *id);

/* mt-item-commit.c */
int mt_item_store_run_batch (MtItemStore *self, gpointer data, GError **error);

/* mt-outbox-meet.c */
int mt_outbox_meet (MtItemStore *self,
                    const char *url,
                    const char *href,
                    const char *etag,
                    GBytes *bytes);

/* mt-outbox-lay.c */
void mt_outbox_lay_over (GPtrArray *items, const GPtrArray *edits);

/* mt-outbox.c */
GPtrArray *mt_outbox_query_item (MtItemStore *self, const char *url, const char *href, int *code);
MtOutboxRow *mt_outbox_query_row (MtItemStore *self, gint64 id, int *code);
int mt_outbox_write (MtItemStore *self, MtOutboxRow *row);
int mt_outbox_delete (MtItemStore *self, gint64 id);

G_END_DECLS
