/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDraftStore: what somebody has begun to write and not posted. A file a draft, replaced whole,
 * readable by its owner alone. One thread writes them, in order, and the last words are waited for.
 */
#include "config.h"

#include "service/mt-draft-store.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define GROUP "draft"
#define SUFFIX ".draft"
#define WAIT_MS 300         /* after a keystroke, for more of them */
#define MAX_BYTES (1 << 20) /* of a file; what is longer is none of ours */
#define NAME_LENGTH 32      /* of a checksum, in a file's name */
#define REPLY_PREFIX "reply-"

typedef struct
{
  MtUpdateParts *parts; /* owned; empty: it is gone, and its file has to go */
  gint64 saved;
  gboolean dirty; /* not handed to the thread yet */
} Draft;

struct _MtDraftStore
{
  GObject parent_instance;

  char *folder;
  char *team;
  char *me;
  char *prefix;       /* of the names of the files */
  GHashTable *drafts; /* owned: key -> Draft */
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

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  mt_update_parts_free (draft->parts);
  g_free (draft);
}

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

static gboolean
write_file (const char *path, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      const gint code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   _ ("%s: cannot be made: %s"), folder, g_strerror (code));
      return FALSE;
    }

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* On the thread of the pool. */
static void
job_thread (gpointer data, gpointer user_data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (job->text == NULL && g_unlink (job->path) != 0 && errno != ENOENT)
    job->error = g_strdup_printf ("%s: %s", job->path, g_strerror (errno));
  else if (job->text != NULL && !write_file (job->path, job->text, &error))
    job->error = g_strdup (error->message);

  if (job->error != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, failed_cb, job, job_free);
  else
    job_free (job);
}

static char *
path_of (MtDraftStore *self, const char *key)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *name = g_strdup_printf ("%s-%.*s" SUFFIX, self->prefix, NAME_LENGTH, sum);

  return g_build_filename (self->folder, name, NULL);
}

static char *
describe (MtDraftStore *self, const char *key, const Draft *draft)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  g_key_file_set_string (keys, GROUP, "team", self->team);
  g_key_file_set_string (keys, GROUP, "me", self->me);
  g_key_file_set_string (keys, GROUP, "key", key);
  g_key_file_set_int64 (keys, GROUP, "saved", draft->saved);
  g_key_file_set_string (keys, GROUP, "done", draft->parts->done);
  g_key_file_set_string (keys, GROUP, "next", draft->parts->next);
  g_key_file_set_string (keys, GROUP, "blocked", draft->parts->blocked);

  return g_key_file_to_data (keys, NULL, NULL);
}

static void
hand_over (MtDraftStore *self, const char *key, Draft *draft)
{
  Job *job = g_new0 (Job, 1);

  if (self->pool == NULL)
    self->pool = g_thread_pool_new (job_thread, NULL, 1, FALSE, NULL);
  g_weak_ref_init (&job->store, self);
  job->path = path_of (self, key);
  job->text = mt_update_parts_is_empty (draft->parts) ? NULL : describe (self, key, draft);
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

/* Where to look, and what was found. */
typedef struct
{
  char *folder;
  char *prefix;
  char *team;
  char *me;
  GHashTable *drafts; /* owned: key -> Draft */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->folder);
  g_free (search->prefix);
  g_free (search->team);
  g_free (search->me);
  g_clear_pointer (&search->drafts, g_hash_table_unref);
  g_free (search);
}

static char *
get_text (GKeyFile *keys, const char *name)
{
  char *text = g_key_file_get_string (keys, GROUP, name, NULL);

  return text != NULL ? text : g_strdup ("");
}

static gboolean
is_small_file (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && S_ISREG (info.st_mode) && info.st_size <= MAX_BYTES;
}

/* What is no draft of this person in this team is left alone. */
static void
read_file (Search *search, const char *path)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *team = NULL;
  g_autofree char *me = NULL;
  g_autofree char *key = NULL;
  Draft *draft = NULL;

  if (!is_small_file (path) || !g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL))
    return;
  team = get_text (keys, "team");
  me = get_text (keys, "me");
  key = get_text (keys, "key");
  if (!g_str_equal (team, search->team) || !g_str_equal (me, search->me) || *key == '\0')
    return;

  draft = g_new0 (Draft, 1);
  draft->parts = g_new0 (MtUpdateParts, 1);
  draft->parts->done = get_text (keys, "done");
  draft->parts->next = get_text (keys, "next");
  draft->parts->blocked = get_text (keys, "blocked");
  draft->saved = g_key_file_get_int64 (keys, GROUP, "saved", NULL);
  g_hash_table_replace (search->drafts, g_steal_pointer (&key), draft);
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  g_autoptr (GDir) dir = g_dir_open (search->folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (search->folder, name, NULL);

      if (g_str_has_prefix (name, search->prefix) && g_str_has_suffix (name, SUFFIX))
        read_file (search, path);
    }
  g_task_return_boolean (task, TRUE);
}

/* What was typed meanwhile is newer. */
static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtDraftStore *self = MT_DRAFT_STORE (source);
  Search *search = g_task_get_task_data (G_TASK (result));
  GHashTableIter iter;
  gpointer key, draft;

  g_hash_table_iter_init (&iter, search->drafts);
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
  Search *search = g_new0 (Search, 1);

  search->folder = g_strdup (self->folder);
  search->prefix = g_strdup (self->prefix);
  search->team = g_strdup (self->team);
  search->me = g_strdup (self->me);
  search->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, draft_free);
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
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
  g_free (self->folder);
  g_free (self->team);
  g_free (self->me);
  g_free (self->prefix);
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
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, draft_free);
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
  g_autofree char *whose = g_strconcat (team_path, "\n", me, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whose, -1);

  self->folder = folder != NULL
                     ? g_strdup (folder)
                     : g_build_filename (g_get_user_state_dir (), "meantime", "drafts", NULL);
  self->team = g_utf8_make_valid (team_path, -1);
  self->me = g_strdup (me);
  self->prefix = g_strndup (sum, NAME_LENGTH);
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
  const Draft *draft = NULL;

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
  Draft *draft = NULL;
  gboolean was_there = FALSE;

  g_return_if_fail (MT_IS_DRAFT_STORE (self));

  was_there = mt_draft_store_get (self, key, NULL) != NULL;
  draft = g_new0 (Draft, 1);
  draft->parts = parts != NULL ? copy_parts (parts) : mt_update_parts_new_empty ();
  draft->saved = now;
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
    if (((Draft *) draft)->dirty)
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
