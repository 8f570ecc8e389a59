/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Settings shared by window and commands: a key file, read anew before each change, so that neither
 * undoes what the other wrote, and replaced whole.
 */
#include "config.h"

#include "service/mt-settings-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <errno.h>

G_DEFINE_FINAL_TYPE (MtSettings, mt_settings, G_TYPE_OBJECT)
G_DEFINE_QUARK (mt_settings_error, mt_settings_error)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} MtSettingsSignal;

static guint signals[N_SIGNALS];

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
         g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

/* While the file cannot be read, what stood in it before holds: somebody may be writing it. */
static void
load (MtSettings *self)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_clear_error (&self->broken);
  if (!g_key_file_load_from_file (
          keys, self->path, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &error) &&
      !is_missing (error))
    {
      self->broken = g_steal_pointer (&error);
      return;
    }
  g_key_file_unref (self->keys);
  self->keys = g_steal_pointer (&keys);
}

/* Reads the file anew, and tells what somebody else put there. */
static void
reload (MtSettings *self)
{
  g_autofree char *before = g_key_file_to_data (self->keys, NULL, NULL);
  g_autofree char *after = NULL;

  load (self);
  after = g_key_file_to_data (self->keys, NULL, NULL);
  if (self->monitor != NULL && !g_str_equal (before, after))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* A link is kept and what it leads to replaced: people keep such files in a repository. */
static char *
follow_link (const char *path)
{
  g_autofree char *target = g_file_read_link (path, NULL);
  g_autofree char *directory = NULL;

  if (target == NULL)
    return g_strdup (path);
  directory = g_path_get_dirname (path);
  return g_canonicalize_filename (target, directory);
}

/**
 * mt_settings_save:
 * @self: settings, after mt_settings_begin_change()
 * @error: set when the file cannot be written
 *
 * Replaces the file whole.
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_settings_save (MtSettings *self, GError **error)
{
  g_autofree char *target = follow_link (self->path);
  g_autofree char *directory = g_path_get_dirname (target);
  gsize length;
  g_autofree char *text = g_key_file_to_data (self->keys, &length, NULL);

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      gint code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   _ ("%s: cannot be made: %s"), directory, g_strerror (code));
      return FALSE;
    }
  return g_file_set_contents_full (target, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

/**
 * mt_settings_begin_change:
 * @self: settings
 * @error: set to %MT_SETTINGS_ERROR_BROKEN when the file cannot be read
 *
 * Reads the file anew, so that what somebody else put there stays.
 *
 * Returns: %FALSE when writing would lose it
 */
gboolean
mt_settings_begin_change (MtSettings *self, GError **error)
{
  reload (self);
  if (self->broken == NULL)
    return TRUE;
  g_set_error (error, MT_SETTINGS_ERROR, MT_SETTINGS_ERROR_BROKEN,
               _ ("%s: cannot be read (%s); correct it or move it away"), self->path,
               self->broken->message);
  return FALSE;
}

static void
mt_settings_dispose (GObject *object)
{
  MtSettings *self = MT_SETTINGS (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (mt_settings_parent_class)->dispose (object);
}

static void
mt_settings_finalize (GObject *object)
{
  MtSettings *self = MT_SETTINGS (object);

  g_free (self->path);
  g_key_file_unref (self->keys);
  g_clear_error (&self->broken);
  G_OBJECT_CLASS (mt_settings_parent_class)->finalize (object);
}

static void
mt_settings_class_init (MtSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mt_settings_dispose;
  object_class->finalize = mt_settings_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MT_TYPE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
mt_settings_init (MtSettings *self)
{
  self->keys = g_key_file_new ();
}

/**
 * mt_settings_new:
 * @path: (nullable) (type filename): the settings file, %NULL for the user's own
 *
 * Reads the settings. Main thread; the file is small.
 *
 * Returns: (transfer full): the settings, empty when there are none or they cannot be read
 */
MtSettings *
mt_settings_new (const char *path)
{
  MtSettings *self = g_object_new (MT_TYPE_SETTINGS, NULL);

  self->path = path != NULL
                   ? g_strdup (path)
                   : g_build_filename (g_get_user_config_dir (), "meantime", "settings.ini", NULL);
  load (self);
  return self;
}

/**
 * mt_settings_watch:
 * @self: settings
 *
 * Follows changes that somebody else makes to the file, each told by the signal `changed`. A
 * command has no use for that, so it is asked for. A file that cannot be read is waited for.
 */
void
mt_settings_watch (MtSettings *self)
{
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (MT_IS_SETTINGS (self));
  if (self->monitor != NULL)
    return;
  file = g_file_new_for_path (self->path);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (reload), self,
                             G_CONNECT_SWAPPED);
}
