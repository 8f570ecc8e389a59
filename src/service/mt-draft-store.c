/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDraftStore: what somebody has begun to write and not posted. One thread writes the files, in
 * order, and the last words are waited for.
 */
#include "config.h"

#include "service/mt-draft-store.h"

#include <string.h>

#include "service/mt-draft-folder.h"

#define WAIT_MS 300 /* after a keystroke, for more of them */
#define EDIT_PREFIX "edit-"
#define REPLY_PREFIX "reply-"

struct _MtDraftStore
{
  GObject parent_instance;

  MtDraftFolder *folder; /* owned */
  GHashTable *drafts;    /* owned: key -> MtDraft */
  gboolean loaded;
  guint wait_id;     /* source */
  GThreadPool *pool; /* owned, nullable: made when first needed */
};

G_DEFINE_FINAL_TYPE (MtDraftStore, mt_draft_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static MtUpdateParts *
copy_parts (const MtUpdateParts *parts)
{
  MtUpdateParts *copy = g_new0 (MtUpdateParts, 1);

  copy->done = g_strdup (parts->done);
  copy->next = g_strdup (parts->next);
  copy->blocked = g_strdup (parts->blocked);

  return copy;
}

/* -- Writing -- */

/* One file to write, or without text to remove. */
typedef struct
{
  GWeakRef store;
  char *path;
  char *text;  /* nullable */
  char *error; /* nullable */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->store);
  g_free (job->path);
  g_free (job->text);
  g_free (job->error);
  g_free (job);
}

static gboolean
failed_cb (gpointer data)
{
  Job *job = data;
  g_autoptr (MtDraftStore) self = g_weak_ref_get (&job->store);

  if (self != NULL)
    g_signal_emit (self, signals[FAILED], 0, job->error);

  return G_SOURCE_REMOVE;
}

/* On the thread of the pool. */
static void
job_thread (gpointer data, gpointer user_data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (!mt_draft_folder_put (job->path, job->text, &error))
    job->error = g_strdup (error->message);

  if (job->error != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, failed_cb, job, job_free);
  else
    job_free (job);
}

static void
hand_over (MtDraftStore *self, const char *key, MtDraft *draft)
{
  Job *job = g_new0 (Job, 1);

  if (self->pool == NULL)
    self->pool = g_thread_pool_new (job_thread, NULL, 1, FALSE, NULL);
  g_weak_ref_init (&job->store, self);
  job->path = mt_draft_folder_dup_path (self->folder, key);
  job->text = mt_update_parts_is_empty (draft->parts)
                  ? NULL
                  : mt_draft_folder_describe (self->folder, key, draft);
  draft->dirty = FALSE;
  g_thread_pool_push (self->pool, job, NULL);
}

static gboolean
wait_cb (gpointer user_data)
{
  MtDraftStore *self = MT_DRAFT_STORE (user_data);

  self->wait_id = 0;
  mt_draft_store_flush (self);

  return G_SOURCE_REMOVE;
}

/* -- Reading -- */

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, mt_draft_folder_read (data), (GDestroyNotify) g_hash_table_unref);
}

/* What was typed meanwhile is newer. */
static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtDraftStore *self = MT_DRAFT_STORE (source);
  g_autoptr (GHashTable) found = g_task_propagate_pointer (G_TASK (result), NULL);
  GHashTableIter iter;
  gpointer key, draft;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &key, &draft))
    {
      if (g_hash_table_contains (self->drafts, key))
        continue;
      g_hash_table_iter_steal (&iter);
      g_hash_table_insert (self->drafts, key, draft);
    }
  self->loaded = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
load (MtDraftStore *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, found_cb, NULL);

  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, mt_draft_folder_ref (self->folder),
                        (GDestroyNotify) mt_draft_folder_unref);
  g_task_run_in_thread (task, read_thread);
}

/* -- The object -- */

static void
mt_draft_store_dispose (GObject *object)
{
  MtDraftStore *self = MT_DRAFT_STORE (object);

  mt_draft_store_flush (self);
  if (self->pool != NULL)
    g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
  G_OBJECT_CLASS (mt_draft_store_parent_class)->dispose (object);
}

static void
mt_draft_store_finalize (GObject *object)
{
  MtDraftStore *self = MT_DRAFT_STORE (object);

  g_hash_table_unref (self->drafts);
  g_clear_pointer (&self->folder, mt_draft_folder_unref);
  G_OBJECT_CLASS (mt_draft_store_parent_class)->finalize (object);
}

static void
mt_draft_store_class_init (MtDraftStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mt_draft_store_dispose;
  object_class->finalize = mt_draft_store_finalize;
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_DRAFT_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", MT_TYPE_DRAFT_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mt_draft_store_init (MtDraftStore *self)
{
  self->drafts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mt_draft_free);
}

/**
 * mt_draft_store_new:
 * @folder: (nullable) (type filename): where drafts are kept; %NULL: the user's own place for them
 * @team_path: (type filename): of the team file
 * @me: who writes: a person's id
 *
 * Makes the drafts of one person in one team, and begins to read those that are kept: the signal
 * `changed` says when they are there.
 *
 * Returns: (transfer full): the drafts
 */
MtDraftStore *
mt_draft_store_new (const char *folder, const char *team_path, const char *me)
{
  MtDraftStore *self = g_object_new (MT_TYPE_DRAFT_STORE, NULL);
  g_autofree char *usual = g_build_filename (g_get_user_state_dir (), "meantime", "drafts", NULL);

  self->folder = mt_draft_folder_new (folder != NULL ? folder : usual, team_path, me);
  load (self);

  return self;
}

/**
 * mt_draft_store_is_loaded:
 * @self: drafts
 *
 * Returns: whether those that were kept are there
 */
gboolean
mt_draft_store_is_loaded (MtDraftStore *self)
{
  g_return_val_if_fail (MT_IS_DRAFT_STORE (self), FALSE);

  return self->loaded;
}

/**
 * mt_draft_store_get:
 * @self: drafts
 * @key: which one
 * @saved: (out) (optional): when it was written, Unix seconds
 *
 * Returns: (transfer none) (nullable): what was written, until it is changed; %NULL: nothing
 */
const MtUpdateParts *
mt_draft_store_get (MtDraftStore *self, const char *key, gint64 *saved)
{
  const MtDraft *draft = NULL;

  g_return_val_if_fail (MT_IS_DRAFT_STORE (self), NULL);

  draft = g_hash_table_lookup (self->drafts, key);
  if (draft == NULL || mt_update_parts_is_empty (draft->parts))
    return NULL;
  if (saved != NULL)
    *saved = draft->saved;

  return draft->parts;
}

/**
 * mt_draft_store_set:
 * @self: drafts
 * @key: which one
 * @parts: (nullable): what is written now; empty or %NULL: there is no such draft any more
 * @now: Unix seconds
 *
 * Keeps what is written, a moment later and off the main thread.
 */
void
mt_draft_store_set (MtDraftStore *self, const char *key, const MtUpdateParts *parts, gint64 now)
{
  MtDraft *draft = NULL;
  gboolean was_there = FALSE;

  g_return_if_fail (MT_IS_DRAFT_STORE (self));

  was_there = mt_draft_store_get (self, key, NULL) != NULL;
  draft = mt_draft_new (parts != NULL ? copy_parts (parts) : mt_update_parts_new_empty (), now);
  draft->dirty = TRUE;
  g_hash_table_replace (self->drafts, g_strdup (key), draft);
  if (self->wait_id == 0)
    self->wait_id = g_timeout_add (WAIT_MS, wait_cb, self);
  if (was_there == mt_update_parts_is_empty (draft->parts))
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * mt_draft_store_flush:
 * @self: drafts
 *
 * Does not wait for more to be typed: hands over now what is to be written.
 */
void
mt_draft_store_flush (MtDraftStore *self)
{
  GHashTableIter iter;
  gpointer key, draft;

  g_return_if_fail (MT_IS_DRAFT_STORE (self));

  g_clear_handle_id (&self->wait_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, &key, &draft))
    if (((MtDraft *) draft)->dirty)
      hand_over (self, key, draft);
}

static gint
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * mt_draft_store_dup_keys:
 * @self: drafts
 * @prefix: how the keys begin
 *
 * Returns: (transfer full) (array zero-terminated=1): the keys of all such drafts, sorted
 */
char **
mt_draft_store_dup_keys (MtDraftStore *self, const char *prefix)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (MT_IS_DRAFT_STORE (self), NULL);

  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, prefix) && mt_draft_store_get (self, key, NULL) != NULL)
      g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_sort (keys, compare_keys);
  g_ptr_array_add (keys, NULL);

  return (char **) g_ptr_array_steal (keys, NULL);
}

/**
 * mt_draft_key_of_update:
 * @day: which date the update is for
 *
 * Returns: (transfer full): what its draft is called
 */
char *
mt_draft_key_of_update (MtDate day)
{
  g_autofree char *date = mt_date_format (day);

  return g_strconcat (MT_DRAFT_UPDATES, date, NULL);
}

/**
 * mt_draft_key_read_update:
 * @key: what a draft is called
 * @day: (out): which date the update is for
 *
 * Returns: whether it is the draft of an update
 */
gboolean
mt_draft_key_read_update (const char *key, MtDate *day)
{
  return g_str_has_prefix (key, MT_DRAFT_UPDATES) &&
         mt_date_parse (key + strlen (MT_DRAFT_UPDATES), day);
}

/**
 * mt_draft_key_of_edit:
 * @uid: of a post that is written anew and is not the update of its date
 *
 * Returns: (transfer full): what the draft of it is called
 */
char *
mt_draft_key_of_edit (const char *uid)
{
  return g_strconcat (EDIT_PREFIX, uid, NULL);
}

/**
 * mt_draft_key_of_reply:
 * @uid: of the post that is answered
 *
 * Returns: (transfer full): what the draft of the answer is called
 */
char *
mt_draft_key_of_reply (const char *uid)
{
  return g_strconcat (REPLY_PREFIX, uid, NULL);
}
