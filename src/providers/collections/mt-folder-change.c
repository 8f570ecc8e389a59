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

#include "providers/collections/mt-change-bytes.h"
#include "providers/collections/mt-whole-file.h"

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

static gboolean
read_before (MtChangeBytes *self, GError **error)
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

static gboolean
write_after (const MtChangeBytes *self, GError **error)
{
  if (self->before && self->after)
    return g_bytes_equal (self->before, self->after) ||
           mt_whole_file_exchange (self->path, self->before, self->after, error);
  if (self->after)
    return mt_whole_file_create (self->path, self->after, error);
  return !self->before || mt_whole_file_remove (self->path, self->before, error);
}

static void
tell (MtChangeResult *result, GBytes *now)
{
  result->now = now ? g_bytes_ref (now) : NULL;
  result->tag = now ? mt_change_tag_of (now) : NULL;
}

/* The other side of a conflict. */
static void
tell_theirs (const MtChangeBytes *self, MtChangeResult *result)
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
run (MtChangeBytes *self, GError **error)
{
  return read_before (self, error) && mt_change_bytes_check_tag (self, error) &&
         mt_change_bytes_make (self, error) && write_after (self, error);
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
  g_auto (MtChangeBytes) self = { .change = change, .client = client, .zones = zones };
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
        result->undo = mt_change_bytes_make_undo (&self);
      return TRUE;
    }
  if (g_error_matches (why, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT))
    tell_theirs (&self, result);
  g_propagate_error (error, why);
  return FALSE;
}
