/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A change made to a folder of .ics files, or to one file.
 */
#include "config.h"

#include "providers/collections/mt-folder-change.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/mt-date.h"
#include "providers/collections/mt-whole-file.h"

/* One change under way. */
typedef struct
{
  const MtChange *change;
  MtIcalClient *client;
  const MtIcalZones *zones;
  char *path;     /* owned: of the file */
  GBytes *before; /* owned, nullable: there is none */
  GBytes *after;  /* owned, nullable: there is to be none */
} Write;

static void
write_clear (Write *self)
{
  g_free (self->path);
  g_clear_pointer (&self->before, g_bytes_unref);
  g_clear_pointer (&self->after, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Write, write_clear)

/**
 * mt_change_tag_of:
 * @bytes: a resource
 *
 * Returns: (transfer full): what a change of it names as read
 */
char *
mt_change_tag_of (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/**
 * mt_change_result_clear:
 * @self: what came of a change
 *
 * Frees what it holds.
 */
void
mt_change_result_clear (MtChangeResult *self)
{
  g_clear_pointer (&self->now, g_bytes_unref);
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->undo, mt_change_free);
}

/* Letters, digits and a few marks: a name on every file system, and in no other folder. */
static gboolean
is_safe (const char *href)
{
  if (*href == '.' || strlen (href) > 200)
    return FALSE;
  for (const char *at = href; *at; at++)
    if (!g_ascii_isalnum (*at) && !strchr ("-_.@", *at))
      return FALSE;
  return TRUE;
}

/* What is there already may have any name, but none that leads elsewhere. */
static gboolean
check_href (const MtChange *change, GError **error)
{
  const char *href = change->href;
  const gboolean is_new = change->kind == MT_CHANGE_CREATE;

  if (href && (is_new ? is_safe (href) : !strchr (href, '/') && *href != '.'))
    return TRUE;
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_INVALID,
               _ ("“%s” is no name for a file of %s"), href ? href : "", change->collection);
  return FALSE;
}

/* What the author of the change has seen must be what is there. */
static gboolean
check_tag (const Write *self, GError **error)
{
  g_autofree char *tag = self->before ? mt_change_tag_of (self->before) : NULL;

  /* An item more in a file of many hurts nobody, whatever else is in there. */
  if (self->change->kind == MT_CHANGE_CREATE && (!self->before || *self->change->href == '\0'))
    return TRUE;
  if (g_strcmp0 (tag, self->change->read_tag) == 0 &&
      (self->before || self->change->kind == MT_CHANGE_CREATE ||
       self->change->kind == MT_CHANGE_REPLACE))
    return TRUE;
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT,
               _ ("%s has been changed by somebody else meanwhile; look at it and try again"),
               self->path);
  return FALSE;
}

static gboolean
read_before (Write *self, GError **error)
{
  GError *why = NULL;

  self->before = mt_whole_file_read (self->path, &why);
  if (self->before)
    return TRUE;
  if (*self->change->href != '\0' &&
      g_error_matches (why, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_MISSING))
    {
      g_error_free (why);
      return TRUE;
    }
  g_propagate_error (error, why);
  return FALSE;
}

/* (transfer full): the file as the gates see it. */
static GPtrArray *
split (GBytes *bytes, GPtrArray *problems)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);

  if (bytes)
    mt_ical_split (bytes, NULL, objects, problems);
  return objects;
}

/* Whether any item is left. */
static gboolean
is_empty (GBytes *bytes)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (GPtrArray) objects = split (bytes, problems);

  return objects->len == 0 && problems->len == 0;
}

/* The bytes as they are to be; `after` stays NULL when the file is to go. */
static gboolean
make_after (Write *self, GError **error)
{
  const MtChange *change = self->change;
  const gboolean is_file = *change->href == '\0';
  GError *why = NULL;

  switch (change->kind)
    {
    case MT_CHANGE_CREATE:
      self->after = mt_ical_create (change, is_file ? self->before : NULL, &why);
      break;
    case MT_CHANGE_PATCH:
      self->after = mt_ical_patch (self->before, change, self->zones, &why);
      break;
    case MT_CHANGE_DELETE:
      self->after = mt_ical_remove (self->before, change, &why);
      if (self->after && !is_file && is_empty (self->after))
        g_clear_pointer (&self->after, g_bytes_unref);
      break;
    case MT_CHANGE_REPLACE:
    default:
      self->after = change->text ? g_bytes_ref (change->text) : NULL;
      break;
    }
  if (!why)
    return TRUE;
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_INVALID, "%s: %s", self->path,
               why->message);
  g_error_free (why);
  return FALSE;
}

static const MtIcalObject *
find_object (const GPtrArray *objects, const char *uid)
{
  for (guint i = 0; i < objects->len; i++)
    {
      const MtIcalObject *object = g_ptr_array_index (objects, i);

      if (strcmp (object->uid, uid) == 0)
        return object;
    }
  return NULL;
}

static gboolean
is_changed_item (const MtItem *item, const MtChange *change)
{
  return item->kind == change->item && strcmp (item->uid, change->uid) == 0 &&
         (change->kind == MT_CHANGE_CREATE ||
          mt_time_equal (item->recurrence_id, change->recurrence_id));
}

/* Whether the worker reads the item that was changed. */
static gboolean
worker_reads (const Write *self, GPtrArray *objects, guint at, gboolean *found, GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  const gint64 now = self->change->at;

  *found = FALSE;
  g_ptr_array_add (one, g_ptr_array_index (objects, at));
  mt_ical_client_begin_answer (self->client);
  if (!mt_ical_client_expand (self->client, one, (MtSpan){ now - MT_DAY_S, now + MT_DAY_S }, items,
                              problems, NULL, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    *found |= is_changed_item (g_ptr_array_index (items, i), self->change);
  return TRUE;
}

static gboolean
fail_unreadable (const Write *self, GError **error)
{
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_INVALID,
               _ ("%s would not be readable afterwards, so it stays as it is"), self->path);
  return FALSE;
}

/* Nothing is written that cannot be read: the gates see every other item as before, and the worker
 * reads the one that was changed. What was there before and comes back needs no judge. */
static gboolean
check_after (const Write *self, GError **error)
{
  const MtChange *change = self->change;
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) objects = NULL;
  const MtIcalObject *object;
  gboolean found = TRUE;
  guint at = 0;

  if (!self->after || change->kind == MT_CHANGE_REPLACE || change->kind == MT_CHANGE_DELETE)
    return TRUE;
  old = split (self->before, problems);
  objects = split (self->after, problems);
  object = find_object (objects, change->uid);
  if (!object || objects->len != old->len + (find_object (old, change->uid) ? 0 : 1))
    return fail_unreadable (self, error);
  g_ptr_array_find (objects, object, &at);
  if (!worker_reads (self, objects, at, &found, error))
    return FALSE;
  return found || fail_unreadable (self, error);
}

static gboolean
write_after (const Write *self, GError **error)
{
  if (self->before && self->after)
    return g_bytes_equal (self->before, self->after) ||
           mt_whole_file_exchange (self->path, self->before, self->after, error);
  if (self->after)
    return mt_whole_file_create (self->path, self->after, error);
  return !self->before || mt_whole_file_remove (self->path, self->before, error);
}

/* (transfer full): takes the change back. */
static MtChange *
make_undo (const Write *self)
{
  MtChange *undo = mt_change_new (MT_CHANGE_REPLACE, self->change->item, self->change->collection,
                                  self->change->uid);

  undo->href = g_strdup (self->change->href);
  undo->read_tag = self->after ? mt_change_tag_of (self->after) : NULL;
  undo->text = self->before ? g_bytes_ref (self->before) : NULL;
  return undo;
}

static void
tell (MtChangeResult *result, GBytes *now)
{
  result->now = now ? g_bytes_ref (now) : NULL;
  result->tag = now ? mt_change_tag_of (now) : NULL;
}

/* The other side of a conflict. */
static void
tell_theirs (const Write *self, MtChangeResult *result)
{
  g_autoptr (GBytes) theirs = mt_whole_file_read (self->path, NULL);

  tell (result, theirs);
}

/* Two changes made by Meantime wait for each other. Some file systems have no locks: no failure. */
static int
lock_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    flock (fd, LOCK_EX);
  return fd;
}

static gboolean
run (Write *self, GError **error)
{
  return read_before (self, error) && check_tag (self, error) && make_after (self, error) &&
         check_after (self, error) && write_after (self, error);
}

/**
 * mt_folder_change_apply:
 * @change: what is to happen; its collection is an absolute path, its `read_tag` that of
 *   mt_change_tag_of()
 * @client: the worker's client
 * @zones: what a TZID means
 * @result: (out caller-allocates): what came of it; to be cleared in any case
 * @error: return location
 *
 * Makes a change at once. Blocking. The file is compared with what was read, the worker reads the
 * result, and a temporary file that is on the disk takes the place of the old one: whenever this is
 * interrupted, the old or the new file is there whole. Links are not followed. The rights of the
 * file stay.
 *
 * Returns: %FALSE with an %MT_COLLECTION_ERROR, or %MT_ICAL_ERROR_WORKER, and nothing changed: of a
 *   %MT_COLLECTION_ERROR_CONFLICT @result has the other side
 */
gboolean
mt_folder_change_apply (const MtChange *change,
                        MtIcalClient *client,
                        const MtIcalZones *zones,
                        MtChangeResult *result,
                        GError **error)
{
  g_auto (Write) self = { .change = change, .client = client, .zones = zones };
  GError *why = NULL;
  gboolean done = FALSE;
  int lock = -1;

  *result = (MtChangeResult){ 0 };
  if (!check_href (change, error))
    return FALSE;
  self.path = *change->href ? g_build_filename (change->collection, change->href, NULL)
                            : g_strdup (change->collection);
  lock = lock_folder (self.path);
  done = run (&self, &why);
  if (lock >= 0)
    close (lock);
  if (done)
    {
      tell (result, self.after);
      if (self.before != self.after)
        result->undo = make_undo (&self);
      return TRUE;
    }
  if (g_error_matches (why, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT))
    tell_theirs (&self, result);
  g_propagate_error (error, why);
  return FALSE;
}
