/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A row of the outbox as it stands in the file: one order of columns, and a checksum.
 */
#pragma once

#include <sqlite3.h>

#include "store/mt-outbox.h"

G_BEGIN_DECLS

/* Stands in every row: how one is known in a damaged file. */
#define MT_OUTBOX_MARK "meantime-edit"

typedef enum
{
  MT_OUTBOX_COLUMN_ID,
  MT_OUTBOX_COLUMN_MARK,
  MT_OUTBOX_COLUMN_URL,
  MT_OUTBOX_COLUMN_HREF,
  MT_OUTBOX_COLUMN_UID,
  MT_OUTBOX_COLUMN_CHANGE,
  MT_OUTBOX_COLUMN_BEFORE,
  MT_OUTBOX_COLUMN_BEFORE_ETAG,
  MT_OUTBOX_COLUMN_AFTER,
  MT_OUTBOX_COLUMN_STATE,
  MT_OUTBOX_COLUMN_THEIRS,
  MT_OUTBOX_COLUMN_THEIRS_ETAG,
  MT_OUTBOX_COLUMN_WHY,
  MT_OUTBOX_COLUMN_TRIES,
  MT_OUTBOX_COLUMN_CREATED,
  MT_OUTBOX_COLUMN_NEXT_TRY,
  MT_OUTBOX_COLUMN_SERIAL,
  MT_OUTBOX_COLUMN_CHECKSUM,
  MT_OUTBOX_N_COLUMNS,
} MtOutboxColumn;

/* All columns, in that order. */
#define MT_OUTBOX_SELECT                                                                           \
  "SELECT id, mark, url, href, uid, change, before, before_etag, after, state, theirs,"            \
  " theirs_etag, why, tries, created, next_try, serial, checksum FROM outbox "
#define MT_OUTBOX_WRITE                                                                            \
  "INSERT OR REPLACE INTO outbox (id, mark, url, href, uid, change, before, before_etag, after,"   \
  " state, theirs, theirs_etag, why, tries, created, next_try, serial, checksum)"                  \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"

gint64 mt_outbox_row_checksum (const MtOutboxRow *row);
MtOutboxRow *mt_outbox_row_read (sqlite3_stmt *statement);
void mt_outbox_row_bind (sqlite3_stmt *statement, const MtOutboxRow *row);
gboolean mt_outbox_same (GBytes *one, GBytes *other);
void mt_outbox_set_bytes (GBytes **place, GBytes *bytes);
void mt_outbox_set_text (char **place, const char *text);
GBytes *mt_outbox_join_changes (GBytes *first, GBytes *second);
GBytes *mt_column_bytes (sqlite3_stmt *statement, int column);
char *mt_column_text (sqlite3_stmt *statement, int column);
void mt_bind_text (sqlite3_stmt *statement, int parameter, const char *text);
void mt_bind_bytes (sqlite3_stmt *statement, int parameter, GBytes *bytes);

G_END_DECLS
