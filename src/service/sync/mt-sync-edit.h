/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One edit of the outbox on its way to a server, for the files that send.
 */
#pragma once

#include "providers/collections/caldav/mt-caldav.h"
#include "service/sync/mt-sync-run.h"

G_BEGIN_DECLS

typedef struct
{
  MtSyncRun *run;      /* unowned */
  MtCaldav *caldav;    /* unowned */
  MtOutboxRow *row;    /* unowned */
  GHashTable *doubted; /* unowned, nullable: see mt_sync_send() */
  gboolean gone;       /* the server says that nothing is there */
  GBytes *theirs;      /* owned, nullable: what it has */
  char *etag;          /* owned, nullable: of that, or of what it made of mine */
} MtSyncEdit;

/* What is to become of an edit. */
typedef enum
{
  MT_SYNC_EDIT_SEND,     /* it has not arrived */
  MT_SYNC_EDIT_DONE,     /* the server has it */
  MT_SYNC_EDIT_CONFLICT, /* the server has something else */
  MT_SYNC_EDIT_REFUSED,  /* it does not take it, now or ever */
  MT_SYNC_EDIT_LATER,    /* nobody knows, or not now */
} MtSyncEditEnd;

/* mt-sync-edit.c */
MtSyncEditEnd mt_sync_edit_try (MtSyncEdit *self, GError **why);
gboolean mt_sync_edit_read_theirs (MtSyncEdit *self, GError **error);
gboolean mt_sync_edit_is_mine (const MtSyncEdit *self);
gboolean mt_sync_edit_is_doubtful (const MtSyncEdit *self);
void mt_sync_edit_clear (MtSyncEdit *self);

/* mt-sync-edit-end.c */
gboolean
mt_sync_edit_finish (MtSyncEdit *self, MtSyncEditEnd end, const GError *why, GError **error);
char *mt_sync_edit_dup_key (const MtOutboxRow *row);

G_END_DECLS
