/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFolder: a collection on this machine.
 */
#include "config.h"

#include "providers/collections/mt-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mt-problem.h"
#include "ical/mt-ical-split.h"
#include "providers/collections/mt-conflict-copy.h"

struct _MtFolder
{
  GObject parent_instance;

  char *path;
};

/* One fetch under way. */
typedef struct
{
  const char *path; /* of the collection */
  GHashTable *known;
  GPtrArray *problems;
  GCancellable *cancellable;
  MtBatch *batch;
} Fetch;

static void collection_iface_init (MtCollectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MtFolder,
                               mt_folder,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MT_TYPE_COLLECTION, collection_iface_init))

static char *
make_tag (const struct stat *info)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT "-%" G_GINT64_FORMAT ".%09ld-%" G_GUINT64_FORMAT,
                          (guint64) info->st_size, (gint64) info->st_mtim.tv_sec,
                          info->st_mtim.tv_nsec, (guint64) info->st_ino);
}

static void
set_error (GError **error, const char *path, int code)
{
  const gboolean missing = code == ENOENT || code == ENOTDIR;

  g_set_error (error, MT_COLLECTION_ERROR,
               missing ? MT_COLLECTION_ERROR_MISSING : MT_COLLECTION_ERROR_UNREADABLE,
               missing ? _ ("there is no such file or folder: check the path in the team file")
                       : _ ("cannot be read: %s"),
               g_strerror (code));
}

/* Opens without ever waiting for a pipe's other end. */
static int
open_file (const char *path, struct stat *info, GError **error)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

  if (fd < 0 || fstat (fd, info) != 0)
    {
      set_error (error, path, errno);
      if (fd >= 0)
        close (fd);
      return -1;
    }

  return fd;
}

/* (transfer full): everything in @fd; NULL when there is more than the gates let pass. */
static GBytes *
read_all (int fd, const struct stat *info, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (MIN (info->st_size, MT_ICAL_MAX_FILE) + 1);
  guint8 buffer[64 * 1024];

  for (;;)
    {
      const gssize n = read (fd, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_error (error, NULL, errno);
          return NULL;
        }
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (bytes->len + n > MT_ICAL_MAX_FILE)
        {
          g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNREADABLE,
                       _ ("is larger than %d MiB; split it into smaller files"),
                       MT_ICAL_MAX_FILE / 1024 / 1024);
          return NULL;
        }
      g_byte_array_append (bytes, buffer, n);
    }
}

/* Appends the file to the batch unless it is known as it is. */
static gboolean
fetch_file (Fetch *fetch, const char *path, const char *href, GError **error)
{
  struct stat info = { 0 };
  const int fd = open_file (path, &info, error);
  g_autofree char *tag = NULL;
  GBytes *bytes = NULL;

  if (fd < 0)
    return FALSE;

  tag = make_tag (&info);
  if (!S_ISREG (info.st_mode))
    g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNREADABLE,
                 _ ("is neither a file nor a folder"));
  else if (fetch->known != NULL && g_strcmp0 (g_hash_table_lookup (fetch->known, href), tag) == 0)
    {
      close (fd);
      return TRUE;
    }
  else
    bytes = read_all (fd, &info, error);

  close (fd);
  if (bytes == NULL)
    return FALSE;

  g_ptr_array_add (fetch->batch->items,
                   mt_raw_item_new (href, path, bytes, g_steal_pointer (&tag)));

  return TRUE;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full) (element-type utf8): the names that count, sorted; conflict copies are named. */
static GPtrArray *
list_names (Fetch *fetch, GDir *dir)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (name[0] == '.')
        continue;
      if (mt_conflict_copy_is_name (name))
        {
          g_autofree char *path = g_build_filename (fetch->path, name, NULL);

          g_ptr_array_add (fetch->problems,
                           mt_problem_new (MT_SEVERITY_WARNING, path, 0, 0, NULL, "%s",
                                           _ ("is a synchroniser's conflict copy and is not "
                                              "counted; compare it with the original, then "
                                              "delete one of them")));
        }
      else if (g_str_has_suffix (name, ".ics"))
        {
          g_ptr_array_add (names, g_strdup (name));
        }
    }

  g_ptr_array_sort (names, compare_names);

  return names;
}

static void
find_gone (Fetch *fetch, const GPtrArray *names)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer href = NULL;

  if (fetch->known == NULL)
    return;

  for (guint i = 0; i < names->len; i++)
    g_hash_table_add (there, g_ptr_array_index (names, i));
  g_hash_table_iter_init (&iter, fetch->known);
  while (g_hash_table_iter_next (&iter, &href, NULL))
    if (!g_hash_table_contains (there, href))
      g_ptr_array_add (fetch->batch->gone, g_strdup (href));
}

/* "x (1).ics" with the UID of "x.ics" is a copy that a browser or a synchroniser made. */
static void
drop_numbered_copies (Fetch *fetch)
{
  GPtrArray *items = fetch->batch->items;

  for (guint i = items->len; i-- > 0;)
    {
      const MtRawItem *item = g_ptr_array_index (items, i);
      g_autofree char *original = mt_conflict_copy_original (item->href);

      for (guint k = 0; original != NULL && k < items->len; k++)
        {
          const MtRawItem *other = g_ptr_array_index (items, k);

          if (!g_str_equal (other->href, original) ||
              !mt_conflict_copy_same_uid (item->bytes, other->bytes))
            continue;

          g_ptr_array_add (fetch->problems,
                           mt_problem_new (MT_SEVERITY_WARNING, item->path, 0, 0, NULL,
                                           _ ("is a copy of %s and is not counted; delete one of "
                                              "them"),
                                           original));
          g_ptr_array_remove_index (items, i);
          break;
        }
    }
}

static gboolean
fetch_folder (Fetch *fetch, GDir *dir, GError **error)
{
  g_autoptr (GPtrArray) names = list_names (fetch, dir);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (fetch->path, name, NULL);
      g_autoptr (GError) why = NULL;

      if (g_cancellable_set_error_if_cancelled (fetch->cancellable, error))
        return FALSE;
      if (!fetch_file (fetch, path, name, &why))
        g_ptr_array_add (fetch->problems,
                         mt_problem_new (MT_SEVERITY_ERROR, path, 0, 0, NULL, "%s", why->message));
    }

  find_gone (fetch, names);
  drop_numbered_copies (fetch);
  fetch->batch->complete = TRUE;

  return TRUE;
}

static MtBatch *
mt_folder_fetch (MtCollection *collection,
                 const char *token,
                 GHashTable *known,
                 GPtrArray *problems,
                 GCancellable *cancellable,
                 GError **error)
{
  MtFolder *self = MT_FOLDER (collection);
  g_autoptr (MtBatch) batch = mt_batch_new ();
  Fetch fetch = { self->path, known, problems, cancellable, batch };
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  gboolean ok = FALSE;

  if (dir != NULL)
    ok = fetch_folder (&fetch, dir, error);
  else if (g_file_test (self->path, G_FILE_TEST_IS_DIR))
    set_error (error, self->path, EACCES);
  else
    ok = batch->complete = fetch_file (&fetch, self->path, "", error);

  return ok ? g_steal_pointer (&batch) : NULL;
}

static void
collection_iface_init (MtCollectionInterface *iface)
{
  iface->fetch = mt_folder_fetch;
}

static void
mt_folder_finalize (GObject *object)
{
  MtFolder *self = MT_FOLDER (object);

  g_free (self->path);

  G_OBJECT_CLASS (mt_folder_parent_class)->finalize (object);
}

static void
mt_folder_class_init (MtFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mt_folder_finalize;
}

static void
mt_folder_init (MtFolder *self)
{
}

/**
 * mt_folder_new:
 * @path: an absolute path, which need not exist yet
 *
 * What the path is decides each fetch: a folder gives every *.ics file in it, anything else is read
 * as one calendar. Deletions are told of a folder that could be listed; a file that cannot be read
 * is a problem, not a deletion.
 *
 * Returns: (transfer full): a collection
 */
MtFolder *
mt_folder_new (const char *path)
{
  MtFolder *self = g_object_new (MT_TYPE_FOLDER, NULL);

  self->path = g_strdup (path);

  return self;
}
