/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemStore: what was gathered, step by step into the file.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/mt-outbox-row.h"

/* Whether a segment of a path, up to the next slash, leads up or nowhere. */
static gboolean
leads_away (const char *segment)
{
  const gsize length = strcspn (segment, "/");

  return length == 0 || (length <= 2 && strncmp (segment, "..", length) == 0);
}

/* So that the URL made of it stays below the collection. */
static gboolean
is_below (const char *href)
{
  if (*href == '\0')
    return TRUE;
  for (const char *segment = href; segment != NULL;)
    {
      const char *slash = strchr (segment, '/');

      if (leads_away (segment))
        return FALSE;
      segment = slash != NULL ? slash + 1 : NULL;
    }
  for (const char *at = href; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return FALSE;
  return g_utf8_validate (href, -1, NULL);
}

static gboolean
check_href (const MtStoreStep *step, GError **error)
{
  if (is_below (step->texts[0]))
    return TRUE;
  g_set_error (error, MT_STORE_ERROR, MT_STORE_ERROR_HREF,
               _ ("“%s” is no name of an item within its collection"), step->texts[0]);
  return FALSE;
}

/* One collection while its steps are written. */
typedef struct
{
  char *url;      /* owned */
  gboolean edits; /* some edit of it waits */
  gboolean touched;
  gboolean items; /* changed */
} Seen;

static void
seen_free (gpointer data)
{
  Seen *seen = data;

  g_free (seen->url);
  g_free (seen);
}

/* (transfer full) (nullable) */
static Seen *
look_at (MtItemStore *self, gint64 id, int *code)
{
  sqlite3_stmt *statement =
      mt_database_prepare (self->database,
                           "SELECT url, EXISTS (SELECT 1 FROM outbox o WHERE o.url = c.url)"
                           " FROM collection c WHERE id = ?1",
                           code);
  Seen *seen = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  *code = sqlite3_step (statement);
  if (*code == SQLITE_ROW)
    {
      seen = g_new0 (Seen, 1);
      seen->url = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      seen->edits = sqlite3_column_int (statement, 1) != 0;
      *code = SQLITE_OK;
    }
  else if (*code == SQLITE_DONE)
    *code = SQLITE_NOTFOUND;
  mt_database_release (statement);
  return seen;
}

/* (transfer none) (nullable): what is known of the collection of a step; looked up once. */
static Seen *
find_seen (MtItemStore *self, GHashTable *all, const MtStoreStep *step, int *code)
{
  Seen *seen = g_hash_table_lookup (all, &step->id);

  if (seen != NULL)
    return seen;
  seen = look_at (self, step->id, code);
  if (seen != NULL)
    g_hash_table_insert (all, (gpointer) &step->id, seen);
  return seen;
}

/* `park` keeps what is there. */
static int
park (MtItemStore *self, const MtStoreStep *step)
{
  int code;
  g_autoptr (MtStoreItem) known = mt_item_store_get (self, step->id, step->texts[0], &code);
  sqlite3_stmt *statement;

  if (code == SQLITE_OK && known != NULL && g_strcmp0 (known->parked, step->texts[2]) == 0 &&
      g_strcmp0 (known->etag, step->texts[1]) == 0)
    return SQLITE_DONE;
  if (code == SQLITE_OK)
    code = mt_item_store_delete (self, step->id, step->texts[0]);
  if (code == SQLITE_OK || code == SQLITE_DONE)
    code = mt_item_store_insert (self, step->id, step->texts[0], step->texts[1],
                                 known != NULL ? known->bytes : NULL);
  if (code != SQLITE_OK)
    return code;
  statement = mt_database_prepare (
      self->database, "UPDATE item SET parked = ?3 WHERE collection = ?1 AND href = ?2", &code);
  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, step->id);
  mt_bind_text (statement, 2, step->texts[0]);
  mt_bind_text (statement, 3, step->texts[2]);
  return mt_database_finish (statement);
}

static int
change_item (MtItemStore *self, const MtStoreStep *step, GError **error)
{
  if (!check_href (step, error))
    return SQLITE_ABORT;
  if (step->kind == MT_STORE_STEP_PUT)
    return mt_item_store_insert (self, step->id, step->texts[0], step->texts[1], step->bytes);
  if (step->kind == MT_STORE_STEP_REMOVE)
    return mt_item_store_delete (self, step->id, step->texts[0]);
  return park (self, step);
}

static const char *
collection_sql (MtStoreStepKind kind)
{
  switch (kind)
    {
    case MT_STORE_STEP_MARK:
      return "UPDATE collection SET token = ?2, ctag = ?3, mode = ?4 WHERE id = ?1";
    case MT_STORE_STEP_CHECKED:
      return "UPDATE collection SET checked = ?5, failed_since = 0, trouble = NULL WHERE id = ?1";
    case MT_STORE_STEP_TROUBLE:
      return "UPDATE collection SET trouble = ?2,"
             " failed_since = iif (failed_since > 0, failed_since, ?5) WHERE id = ?1";
    case MT_STORE_STEP_HELD:
      return "UPDATE collection SET vanished = ?5 WHERE id = ?1";
    case MT_STORE_STEP_FACTS:
    default:
      return "UPDATE collection SET title = ?2, components = ?3, read_only = ?5 WHERE id = ?1";
    }
}

static int
change_collection (MtItemStore *self, const MtStoreStep *step)
{
  int code;
  sqlite3_stmt *statement =
      mt_database_prepare (self->database, collection_sql (step->kind), &code);
  const int n = statement != NULL ? sqlite3_bind_parameter_count (statement) : 0;

  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, step->id);
  for (int i = 0; i < (int) G_N_ELEMENTS (step->texts) && 2 + i <= n; i++)
    mt_bind_text (statement, 2 + i, step->texts[i]);
  if (n >= 5)
    sqlite3_bind_int64 (statement, 5, step->number);
  return mt_database_finish (statement);
}

/* The edits that wait for an item learn what the server has now. */
static int
meet (MtItemStore *self, Seen *seen, const MtStoreStep *step)
{
  if (!seen->edits || step->kind == MT_STORE_STEP_PARK)
    return SQLITE_OK;
  seen->touched = TRUE;
  return mt_outbox_meet (self, seen->url, step->texts[0], step->texts[1], step->bytes);
}

static int
run_step (MtItemStore *self, Seen *seen, const MtStoreStep *step, GError **error)
{
  int code;

  if (step->kind > MT_STORE_STEP_PARK)
    return change_collection (self, step);
  code = change_item (self, step, error);
  if (code == SQLITE_OK)
    seen->touched = seen->items = TRUE;
  if (code != SQLITE_OK && code != SQLITE_DONE)
    return code;
  return meet (self, seen, step);
}

static int
touch_all (MtItemStore *self, GHashTable *all)
{
  GHashTableIter iter;
  gpointer id, value;
  int code = SQLITE_OK;

  g_hash_table_iter_init (&iter, all);
  while (code == SQLITE_OK && g_hash_table_iter_next (&iter, &id, &value))
    {
      const Seen *seen = value;

      if (seen->touched)
        code = mt_item_store_touch (self, *(gint64 *) id, seen->items);
    }
  return code;
}

/**
 * mt_item_store_run_batch: (skip)
 * @self: a store that is being written
 * @data: (element-type MtStoreStep): a #GArray of what was gathered
 * @error: set to a #MtStoreError
 *
 * A #MtStoreWork.
 *
 * Returns: a result of SQLite
 */
int
mt_item_store_run_batch (MtItemStore *self, gpointer data, GError **error)
{
  GArray *batch = data;
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, seen_free);
  Seen *seen = NULL;
  gint64 last = 0;
  int code = SQLITE_OK;

  for (guint i = 0; code == SQLITE_OK && i < batch->len; i++)
    {
      const MtStoreStep *step = &g_array_index (batch, MtStoreStep, i);

      if (seen == NULL || step->id != last)
        seen = find_seen (self, all, step, &code);
      if (seen == NULL)
        break;
      last = step->id;
      code = run_step (self, seen, step, error);
    }
  if (code == SQLITE_OK)
    code = touch_all (self, all);
  if (code == SQLITE_NOTFOUND)
    g_set_error_literal (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED,
                         _ ("the collection was removed while it was followed"));
  return code;
}
