/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWatch: says when files or folders change, once things are quiet again.
 *
 * Folders are watched rather than files, so that an editor's rename over a file is seen and ten
 * thousand files of one folder cost one watch. Of a folder that does not exist the nearest parent
 * that does is watched until it comes.
 */
#include "config.h"

#include "providers/collections/mt-watch.h"

#include <sys/vfs.h>

#include "providers/collections/mt-poll-mark.h"

/* Source: linux/magic.h; file systems whose changes on other machines the kernel does not tell. */
#define MAGIC_NFS 0x6969
#define MAGIC_SMB 0x517B
#define MAGIC_SMB2 0xFE534D42
#define MAGIC_CIFS 0xFF534D42
#define MAGIC_FUSE 0x65735546
#define MAGIC_9P 0x01021997
#define MAGIC_AFS 0x5346414F
#define MAGIC_CEPH 0x00C36400

struct _MtWatch
{
  GObject parent_instance;

  GHashTable *paths;         /* owned (element-type utf8): what is asked for */
  GHashTable *monitors;      /* owned: folder -> GFileMonitor (owned) */
  GHashTable *marks;         /* owned: path -> what it looked like, "" not yet; of what is polled */
  guint quiet_id;            /* source: the changes seen are told when it fires */
  guint poll_id;             /* source */
  gboolean looking;          /* a look is under way */
  GCancellable *cancellable; /* owned */
  gboolean always_poll;      /* for tests: as on a file system that tells nothing */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rebuild (MtWatch *self);

G_DEFINE_FINAL_TYPE (MtWatch, mt_watch, G_TYPE_OBJECT)

static gboolean
quiet_cb (gpointer user_data)
{
  MtWatch *self = user_data;

  self->quiet_id = 0;
  rebuild (self);
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* Every change starts the wait anew: a synchroniser that writes for a second is told once. */
static void
note_change (MtWatch *self)
{
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  self->quiet_id = g_timeout_add (MT_WATCH_QUIET_MS, quiet_cb, self);
}

static gboolean
is_ours (MtWatch *self, const char *folder, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  GHashTableIter iter;
  gpointer wanted = NULL;

  if (path == NULL)
    return FALSE;
  if (g_hash_table_contains (self->paths, folder) || g_hash_table_contains (self->paths, path))
    return TRUE;

  /* A parent of something that does not exist yet. */
  g_hash_table_iter_init (&iter, self->paths);
  while (g_hash_table_iter_next (&iter, &wanted, NULL))
    if (g_str_has_prefix (wanted, path) && ((const char *) wanted)[strlen (path)] == '/')
      return TRUE;

  return FALSE;
}

static void
monitor_cb (GFileMonitor *monitor,
            GFile *file,
            GFile *other,
            GFileMonitorEvent event,
            gpointer user_data)
{
  MtWatch *self = user_data;
  const char *folder = g_object_get_data (G_OBJECT (monitor), "folder");

  if (is_ours (self, folder, file) || is_ours (self, folder, other))
    note_change (self);
}

/* Looking can take as long as a server takes to answer: never on the main thread. */
static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  char **paths = task_data;
  GHashTable *marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; paths[i] != NULL; i++)
    g_hash_table_insert (marks, g_strdup (paths[i]), mt_poll_mark_of (paths[i]));

  g_task_return_pointer (task, marks, (GDestroyNotify) g_hash_table_unref);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtWatch) self = user_data;
  g_autoptr (GHashTable) marks = g_task_propagate_pointer (G_TASK (result), NULL);
  GHashTableIter iter;
  gpointer path = NULL;
  gpointer old = NULL;
  gboolean changed = FALSE;

  self->looking = FALSE;
  if (marks == NULL)
    return;

  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, &path, &old))
    {
      const char *now = g_hash_table_lookup (marks, path);

      if (now == NULL || g_strcmp0 (now, old) == 0)
        continue;
      /* The first look only learns what there is. */
      changed |= *(const char *) old != '\0';
      g_hash_table_iter_replace (&iter, g_strdup (now));
    }

  if (changed)
    note_change (self);
}

static void
look (MtWatch *self)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  GHashTableIter iter;
  gpointer path = NULL;

  if (self->looking || g_hash_table_size (self->marks) == 0)
    return;

  paths = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_ptr_array_add (paths, g_strdup (path));
  g_ptr_array_add (paths, NULL);

  self->looking = TRUE;
  /* No source object: the thread may be the last to let go of the task. */
  task = g_task_new (NULL, self->cancellable, looked_cb, g_object_ref (self));
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, g_ptr_array_free (g_steal_pointer (&paths), FALSE),
                        (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, look_thread);
}

static gboolean
poll_cb (gpointer user_data)
{
  look (user_data);

  return G_SOURCE_CONTINUE;
}

/* Whether the kernel tells of changes below @folder. */
static gboolean
is_told (const char *folder)
{
  static const guint32 magic[] = { MAGIC_NFS,  MAGIC_SMB, MAGIC_SMB2, MAGIC_CIFS,
                                   MAGIC_FUSE, MAGIC_9P,  MAGIC_AFS,  MAGIC_CEPH };
  struct statfs info;

  if (statfs (folder, &info) != 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (magic); i++)
    if ((guint32) info.f_type == magic[i])
      return FALSE;

  return TRUE;
}

/* (transfer full): the folder to watch for @path: itself, or the nearest parent there is. */
static char *
nearest_folder (const char *path)
{
  g_autofree char *folder = g_strdup (path);

  while (!g_file_test (folder, G_FILE_TEST_IS_DIR) && !g_str_equal (folder, "/"))
    {
      char *parent = g_path_get_dirname (folder);

      g_free (folder);
      folder = parent;
    }

  return g_steal_pointer (&folder);
}

static gboolean
start_monitor (MtWatch *self, const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileMonitor) monitor =
      g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);

  if (monitor == NULL)
    return FALSE;

  g_object_set_data_full (G_OBJECT (monitor), "folder", g_strdup (folder), g_free);
  g_signal_connect_object (monitor, "changed", G_CALLBACK (monitor_cb), self, 0);
  g_hash_table_insert (self->monitors, g_strdup (folder), g_steal_pointer (&monitor));

  return TRUE;
}

/* The kernel's watches are few: where none is left the folder is polled. */
static void
watch_path (MtWatch *self, const char *path, GHashTable *wanted)
{
  g_autofree char *folder = nearest_folder (path);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *above = nearest_folder (parent);
  const char *both[] = { folder, above };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      if (g_hash_table_contains (wanted, both[i]))
        continue;
      if (!self->always_poll && is_told (both[i]) &&
          (g_hash_table_contains (self->monitors, both[i]) || start_monitor (self, both[i])))
        g_hash_table_add (wanted, g_strdup (both[i]));
      else if (!g_hash_table_contains (self->marks, path))
        g_hash_table_insert (self->marks, g_strdup (path), g_strdup (""));
    }
}

static gboolean
drop_monitor_cb (gpointer folder, gpointer monitor, gpointer wanted)
{
  if (g_hash_table_contains (wanted, folder))
    return FALSE;

  g_file_monitor_cancel (monitor);

  return TRUE;
}

static gboolean
drop_mark_cb (gpointer path, gpointer mark, gpointer paths)
{
  return !g_hash_table_contains (paths, path);
}

/* Brings monitors and marks to what is asked for and what exists now. */
static void
rebuild (MtWatch *self)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer path = NULL;

  g_hash_table_iter_init (&iter, self->paths);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    watch_path (self, path, wanted);

  g_hash_table_foreach_remove (self->monitors, drop_monitor_cb, wanted);
  g_hash_table_foreach_remove (self->marks, drop_mark_cb, self->paths);

  g_clear_handle_id (&self->poll_id, g_source_remove);
  if (g_hash_table_size (self->marks) > 0)
    self->poll_id = g_timeout_add_seconds (MT_WATCH_POLL_S, poll_cb, self);
  look (self);
}

static void
mt_watch_dispose (GObject *object)
{
  MtWatch *self = MT_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_hash_table_remove_all (self->paths);
  g_hash_table_remove_all (self->marks);
  g_hash_table_remove_all (self->monitors);

  G_OBJECT_CLASS (mt_watch_parent_class)->dispose (object);
}

static void
mt_watch_finalize (GObject *object)
{
  MtWatch *self = MT_WATCH (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->paths);
  g_hash_table_unref (self->marks);
  g_hash_table_unref (self->monitors);

  G_OBJECT_CLASS (mt_watch_parent_class)->finalize (object);
}

static void
mt_watch_class_init (MtWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mt_watch_dispose;
  object_class->finalize = mt_watch_finalize;

  /**
   * MtWatch::changed:
   * @self: a watch
   *
   * Something changed, and nothing has since for a moment.
   */
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
mt_watch_init (MtWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->monitors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * mt_watch_new:
 *
 * Returns: (transfer full): a watch of nothing
 */
MtWatch *
mt_watch_new (void)
{
  return g_object_new (MT_TYPE_WATCH, NULL);
}

/**
 * mt_watch_set_paths:
 * @self: a watch
 * @paths: (array zero-terminated=1): absolute paths of files and folders, whether they exist or not
 *
 * Watches these and nothing else. Of a folder, everything directly in it.
 */
void
mt_watch_set_paths (MtWatch *self, const char *const *paths)
{
  g_return_if_fail (MT_IS_WATCH (self));

  g_hash_table_remove_all (self->paths);
  for (guint i = 0; paths[i] != NULL; i++)
    g_hash_table_add (self->paths, g_strdup (paths[i]));

  rebuild (self);
}

/**
 * mt_watch_poll:
 * @self: a watch
 *
 * Looks at once at what the kernel does not tell of; what the timer does.
 */
void
mt_watch_poll (MtWatch *self)
{
  g_return_if_fail (MT_IS_WATCH (self));

  look (self);
}

/**
 * mt_watch_set_always_poll:
 * @self: a watch without paths
 * @always: whether to take every file system for one that tells nothing
 *
 * For tests.
 */
void
mt_watch_set_always_poll (MtWatch *self, gboolean always)
{
  self->always_poll = always;
}

/**
 * mt_watch_is_polling:
 * @self: a watch
 *
 * Returns: whether anything has to be polled
 */
gboolean
mt_watch_is_polling (MtWatch *self)
{
  return self->poll_id != 0;
}
