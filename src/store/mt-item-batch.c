/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemStore: what a sync found, gathered while the server takes its time and written at once.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/mt-outbox-row.h"

static void
step_clear (gpointer data)
{
  MtStoreStep *step = data;

  for (guint i = 0; i < G_N_ELEMENTS (step->texts); i++)
    g_free (step->texts[i]);
  g_clear_pointer (&step->bytes, g_bytes_unref);
}

/**
 * mt_item_store_begin:
 * @self: a store that has no batch open
 *
 * Begins to gather what mt_item_store_commit() writes. Nothing is locked meanwhile.
 */
void
mt_item_store_begin (MtItemStore *self)
{
  g_return_if_fail (self->batch == NULL);

  self->batch = g_array_new (FALSE, TRUE, sizeof (MtStoreStep));
  g_array_set_clear_func (self->batch, step_clear);
}

/**
 * mt_item_store_rollback:
 * @self: a store
 *
 * Forgets what was gathered since mt_item_store_begin(), if anything.
 */
void
mt_item_store_rollback (MtItemStore *self)
{
  g_clear_pointer (&self->batch, g_array_unref);
}

/* (transfer none): one step more, valid until the next. */
static MtStoreStep *
add_step (MtItemStore *self, MtStoreStepKind kind, gint64 id)
{
  const MtStoreStep step = { .kind = kind, .id = id };

  g_array_append_val (self->batch, step);
  return &g_array_index (self->batch, MtStoreStep, self->batch->len - 1);
}

static void
set_texts (MtStoreStep *step, const char *first, const char *second, const char *third)
{
  step->texts[0] = g_strdup (first);
  step->texts[1] = g_strdup (second);
  step->texts[2] = g_strdup (third);
}

/**
 * mt_item_store_put_item:
 * @self: a store with a batch open
 * @id: of a collection
 * @href: of an item, see #MtStoreItem
 * @etag: (nullable): its ETag; %NULL: not known, so that it is fetched again
 * @bytes: what it is
 *
 * What a server has, new or changed. An edit that waits for it stays: if it is what the server has
 * now, it has arrived.
 */
void
mt_item_store_put_item (MtItemStore *self,
                        gint64 id,
                        const char *href,
                        const char *etag,
                        GBytes *bytes)
{
  MtStoreStep *step;

  g_return_if_fail (self->batch != NULL && href != NULL && bytes != NULL);

  step = add_step (self, MT_STORE_STEP_PUT, id);
  set_texts (step, href, etag, NULL);
  step->bytes = g_bytes_ref (bytes);
}

/**
 * mt_item_store_remove_item:
 * @self: a store with a batch open
 * @id: of a collection
 * @href: of an item
 *
 * A server has it no longer. What is not there is passed over.
 */
void
mt_item_store_remove_item (MtItemStore *self, gint64 id, const char *href)
{
  g_return_if_fail (self->batch != NULL && href != NULL);

  set_texts (add_step (self, MT_STORE_STEP_REMOVE, id), href, NULL, NULL);
}

/**
 * mt_item_store_park_item:
 * @self: a store with a batch open
 * @id: of a collection
 * @href: of an item
 * @etag: (nullable): its ETag: as long as it stays, the item need not be tried again
 * @why: what is wrong with it, in words
 *
 * An item cannot be had. What it was before is kept and shown.
 */
void
mt_item_store_park_item (MtItemStore *self,
                         gint64 id,
                         const char *href,
                         const char *etag,
                         const char *why)
{
  g_return_if_fail (self->batch != NULL && href != NULL && why != NULL);

  set_texts (add_step (self, MT_STORE_STEP_PARK, id), href, etag, why);
}

/**
 * mt_item_store_set_mark:
 * @self: a store with a batch open
 * @id: of a collection
 * @token: (nullable): a sync token
 * @ctag: (nullable): a ctag
 * @mode: (nullable): what works there
 *
 * How far a collection has been followed, with everything in this batch.
 */
void
mt_item_store_set_mark (MtItemStore *self,
                        gint64 id,
                        const char *token,
                        const char *ctag,
                        const char *mode)
{
  g_return_if_fail (self->batch != NULL);

  set_texts (add_step (self, MT_STORE_STEP_MARK, id), token, ctag, mode);
}

/**
 * mt_item_store_set_checked:
 * @self: a store with a batch open
 * @id: of a collection
 * @at: Unix seconds
 *
 * All of a collection was followed at @at: its trouble is over.
 */
void
mt_item_store_set_checked (MtItemStore *self, gint64 id, gint64 at)
{
  g_return_if_fail (self->batch != NULL);

  add_step (self, MT_STORE_STEP_CHECKED, id)->number = at;
}

/**
 * mt_item_store_set_trouble:
 * @self: a store with a batch open
 * @id: of a collection
 * @failed_since: Unix seconds; an earlier time that is noted already stays
 * @trouble: what went wrong, in words for a person
 *
 * A collection could not be followed.
 */
void
mt_item_store_set_trouble (MtItemStore *self, gint64 id, gint64 failed_since, const char *trouble)
{
  MtStoreStep *step;

  g_return_if_fail (self->batch != NULL);

  step = add_step (self, MT_STORE_STEP_TROUBLE, id);
  step->number = failed_since;
  set_texts (step, trouble, NULL, NULL);
}

/**
 * mt_item_store_set_held:
 * @self: a store with a batch open
 * @id: of a collection
 * @n_vanished: how many items the server no longer lists; 0: the question is answered
 *
 * So much vanished at once that the user is asked first.
 */
void
mt_item_store_set_held (MtItemStore *self, gint64 id, guint n_vanished)
{
  g_return_if_fail (self->batch != NULL);

  add_step (self, MT_STORE_STEP_HELD, id)->number = n_vanished;
}

/**
 * mt_item_store_set_facts:
 * @self: a store with a batch open
 * @id: of a collection
 * @title: (nullable): what the server calls it
 * @components: (nullable): what it takes, e.g. "VEVENT,VTODO"; %NULL: not known
 * @read_only: whether it takes no changes
 *
 * What a server says of a collection.
 */
void
mt_item_store_set_facts (MtItemStore *self,
                         gint64 id,
                         const char *title,
                         const char *components,
                         gboolean read_only)
{
  MtStoreStep *step;

  g_return_if_fail (self->batch != NULL);

  step = add_step (self, MT_STORE_STEP_FACTS, id);
  set_texts (step, title, components, NULL);
  step->number = read_only;
}

/* -- Writing -- */

/* No segment leads up or nowhere, so that the URL made of it stays below the collection. */
static gboolean
is_below (const char *href)
{
  g_auto (GStrv) segments = NULL;

  if (*href == '\0')
    return TRUE;
  segments = g_strsplit (href, "/", -1);
  for (guint i = 0; segments[i] != NULL; i++)
    if (*segments[i] == '\0' || strcmp (segments[i], ".") == 0 || strcmp (segments[i], "..") == 0)
      return FALSE;
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

static int
run_batch (MtItemStore *self, gpointer data, GError **error)
{
  GArray *batch = data;
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, seen_free);
  int code = SQLITE_OK;

  for (guint i = 0; code == SQLITE_OK && i < batch->len; i++)
    {
      const MtStoreStep *step = &g_array_index (batch, MtStoreStep, i);
      Seen *seen = g_hash_table_lookup (all, &step->id);

      if (seen == NULL)
        {
          seen = look_at (self, step->id, &code);
          if (seen == NULL)
            break;
          g_hash_table_insert (all, (gpointer) &step->id, seen);
        }
      code = run_step (self, seen, step, error);
    }
  if (code == SQLITE_OK)
    code = touch_all (self, all);
  if (code == SQLITE_NOTFOUND)
    g_set_error_literal (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED,
                         _ ("the collection was removed while it was followed"));
  return code;
}

/**
 * mt_item_store_commit:
 * @self: a store with a batch open
 * @error: set to a #MtStoreError when nothing was written: %MT_STORE_ERROR_CHANGED when a
 * collection is no longer there, %MT_STORE_ERROR_HREF for a name that leads out of one
 *
 * Writes what was gathered since mt_item_store_begin(), all or nothing, and ends the batch.
 * Blocking: about 5 us an item.
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_item_store_commit (MtItemStore *self, GError **error)
{
  g_autoptr (GArray) batch = g_steal_pointer (&self->batch);

  g_return_val_if_fail (batch != NULL, FALSE);

  return batch->len == 0 || mt_item_store_write (self, FALSE, run_batch, batch, error);
}
