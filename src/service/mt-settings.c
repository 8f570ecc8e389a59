/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Settings shared by window and commands: a key file, read anew before each change, so that neither
 * undoes what the other wrote, and replaced whole.
 */
#include "config.h"

#include "service/mt-settings.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <string.h>

#define GROUP "meantime"
#define KEY_TEAMS "teams"
#define KEY_ME "me"
#define KEY_IGNORED "ignored-" /* and the id of a person */
#define KEY_ORDER "people-order"
#define KEY_PLACES "places"
#define KEY_FILTER "board-filter"
#define GROUP_WINDOW "window"
#define MAX_TEAMS 10

struct _MtSettings
{
  GObject parent_instance;

  char *path;            /* owned */
  GKeyFile *keys;        /* owned */
  GError *broken;        /* owned, nullable: why the file could not be read */
  GFileMonitor *monitor; /* owned, nullable */
};

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

static gboolean
save (MtSettings *self, GError **error)
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

/* Reads the file anew; FALSE when writing would lose what somebody else put there. */
static gboolean
begin_change (MtSettings *self, GError **error)
{
  reload (self);
  if (self->broken == NULL)
    return TRUE;
  g_set_error (error, MT_SETTINGS_ERROR, MT_SETTINGS_ERROR_BROKEN,
               _ ("%s: cannot be read (%s); correct it or move it away"), self->path,
               self->broken->message);
  return FALSE;
}

static char *
canonical (const char *team_path)
{
  return strstr (team_path, "://") != NULL ? g_strdup (team_path)
                                           : g_canonicalize_filename (team_path, NULL);
}

/* A group a team; brackets and control characters may stand in a path but not in a group. */
static char *
group_of (const char *team_path)
{
  g_autofree char *path = canonical (team_path);
  g_autofree char *escaped = g_uri_escape_string (path, "/:", TRUE);

  return g_strconcat ("team ", escaped, NULL);
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

/**
 * mt_settings_dup_teams:
 * @self: settings
 *
 * Returns: (transfer full) (array zero-terminated=1): paths of the teams opened so far, the last
 *   one first
 */
char **
mt_settings_dup_teams (MtSettings *self)
{
  char **teams;

  g_return_val_if_fail (MT_IS_SETTINGS (self), NULL);
  teams = g_key_file_get_string_list (self->keys, GROUP, KEY_TEAMS, NULL, NULL);
  return teams != NULL ? teams : g_new0 (char *, 1);
}

/**
 * mt_settings_dup_last_team:
 * @self: settings
 *
 * Returns: (transfer full) (nullable) (type filename): path of the team opened last
 */
char *
mt_settings_dup_last_team (MtSettings *self)
{
  g_auto (GStrv) teams = mt_settings_dup_teams (self);

  return teams != NULL ? g_strdup (teams[0]) : NULL;
}

/**
 * mt_settings_dup_me:
 * @self: settings
 * @team_path: (type filename): path or URL of a team file
 *
 * Returns: (transfer full) (nullable): the id of the person who uses this machine
 */
char *
mt_settings_dup_me (MtSettings *self, const char *team_path)
{
  g_autofree char *group = group_of (team_path);

  g_return_val_if_fail (MT_IS_SETTINGS (self), NULL);
  return g_key_file_get_string (self->keys, group, KEY_ME, NULL);
}

/**
 * mt_settings_set_last_team:
 * @self: settings
 * @team_path: (type filename): path or URL of the team that was opened
 * @error: set when the file cannot be written, or not be read before: %MT_SETTINGS_ERROR_BROKEN
 *
 * Puts a team before the others.
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_settings_set_last_team (MtSettings *self, const char *team_path, GError **error)
{
  g_autofree char *path = canonical (team_path);
  g_auto (GStrv) before = NULL;
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();

  g_return_val_if_fail (MT_IS_SETTINGS (self), FALSE);
  if (!begin_change (self, error))
    return FALSE;
  before = mt_settings_dup_teams (self);
  if (before[0] != NULL && g_str_equal (before[0], path))
    return TRUE;
  g_ptr_array_add (teams, path);
  for (gsize i = 0; before[i] != NULL && teams->len < MAX_TEAMS; i++)
    if (!g_str_equal (before[i], path))
      g_ptr_array_add (teams, before[i]);
  g_key_file_set_string_list (self->keys, GROUP, KEY_TEAMS, (const char *const *) teams->pdata,
                              teams->len);
  return save (self, error);
}

/* No words are no key. */
static void
put_words (MtSettings *self, const char *group, const char *key, const char *const *words, gsize n)
{
  if (n > 0)
    g_key_file_set_string_list (self->keys, group, key, words, n);
  else
    g_key_file_remove_key (self->keys, group, key, NULL);
}

static gboolean
set_words (MtSettings *self,
           const char *team_path,
           const char *key,
           const char *const *words,
           GError **error)
{
  g_autofree char *group = group_of (team_path);

  if (!begin_change (self, error))
    return FALSE;
  put_words (self, group, key, words, g_strv_length ((char **) words));
  return save (self, error);
}

/**
 * mt_settings_set_me:
 * @self: settings
 * @team_path: (type filename): path or URL of a team file
 * @id: (nullable): the id of the person who uses this machine, %NULL for nobody
 * @error: set when the file cannot be written, or not be read before: %MT_SETTINGS_ERROR_BROKEN
 *
 * Says who is *me* in a team.
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_settings_set_me (MtSettings *self, const char *team_path, const char *id, GError **error)
{
  g_autofree char *group = group_of (team_path);

  g_return_val_if_fail (MT_IS_SETTINGS (self), FALSE);
  if (!begin_change (self, error))
    return FALSE;
  if (id != NULL)
    g_key_file_set_string (self->keys, group, KEY_ME, id);
  else
    g_key_file_remove_key (self->keys, group, KEY_ME, NULL);
  return save (self, error);
}

/**
 * mt_settings_dup_ignored:
 * @self: settings
 * @team_path: (type filename): path or URL of a team file
 *
 * Returns: (transfer full): whose calendars do not count in that team
 */
MtIgnored *
mt_settings_dup_ignored (MtSettings *self, const char *team_path)
{
  g_autofree char *group = group_of (team_path);
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys, group, NULL, NULL);
  MtIgnored *ignored = mt_ignored_new ();

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_auto (GStrv) calendars = NULL;

      if (!g_str_has_prefix (keys[i], KEY_IGNORED))
        continue;
      calendars = g_key_file_get_string_list (self->keys, group, keys[i], NULL, NULL);
      for (gsize k = 0; calendars != NULL && calendars[k] != NULL; k++)
        mt_ignored_add (ignored, keys[i] + strlen (KEY_IGNORED), calendars[k]);
    }
  return ignored;
}

/**
 * mt_settings_set_counts:
 * @self: settings
 * @team_path: (type filename): path or URL of a team file
 * @person: id of a person
 * @calendar: one of their calendars, as the team file has it
 * @counts: whether it counts
 * @error: set when the file cannot be written, or not be read before: %MT_SETTINGS_ERROR_BROKEN
 *
 * Says whether a calendar says anything about when its owner is free, on this machine.
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_settings_set_counts (MtSettings *self,
                        const char *team_path,
                        const char *person,
                        const char *calendar,
                        gboolean counts,
                        GError **error)
{
  g_autofree char *group = group_of (team_path);
  g_autofree char *key = g_strconcat (KEY_IGNORED, person, NULL);
  g_auto (GStrv) before = NULL;
  g_autoptr (GPtrArray) after = g_ptr_array_new ();

  g_return_val_if_fail (MT_IS_SETTINGS (self), FALSE);
  if (!begin_change (self, error))
    return FALSE;
  before = g_key_file_get_string_list (self->keys, group, key, NULL, NULL);
  for (gsize i = 0; before != NULL && before[i] != NULL; i++)
    if (!g_str_equal (before[i], calendar))
      g_ptr_array_add (after, before[i]);
  if (!counts)
    g_ptr_array_add (after, (gpointer) calendar);
  put_words (self, group, key, (const char *const *) after->pdata, after->len);
  return save (self, error);
}

/**
 * mt_settings_dup_order:
 * @self: settings
 *
 * Returns: (transfer full) (nullable): the order in which the window lists people, as
 *   mt_people_order_to_string() names it
 */
char *
mt_settings_dup_order (MtSettings *self)
{
  g_return_val_if_fail (MT_IS_SETTINGS (self), NULL);
  return g_key_file_get_string (self->keys, GROUP, KEY_ORDER, NULL);
}

/**
 * mt_settings_set_order:
 * @self: settings
 * @order: the order in which the window lists people
 * @error: set when the file cannot be written, or not be read before: %MT_SETTINGS_ERROR_BROKEN
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_settings_set_order (MtSettings *self, const char *order, GError **error)
{
  g_return_val_if_fail (MT_IS_SETTINGS (self), FALSE);
  if (!begin_change (self, error))
    return FALSE;
  g_key_file_set_string (self->keys, GROUP, KEY_ORDER, order);
  return save (self, error);
}

/**
 * mt_settings_dup_board_filter:
 * @self: settings
 * @team_path: (type filename): path or URL of a team file
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): which cards of that team's board
 *   the window shows, as mt_task_filter_to_strv() has it
 */
char **
mt_settings_dup_board_filter (MtSettings *self, const char *team_path)
{
  g_autofree char *group = group_of (team_path);

  g_return_val_if_fail (MT_IS_SETTINGS (self), NULL);
  return g_key_file_get_string_list (self->keys, group, KEY_FILTER, NULL, NULL);
}

/**
 * mt_settings_set_board_filter:
 * @self: settings
 * @team_path: (type filename): path or URL of a team file
 * @words: (array zero-terminated=1): as mt_task_filter_to_strv() has it; none for all cards
 * @error: set when the file cannot be written, or not be read before: %MT_SETTINGS_ERROR_BROKEN
 *
 * Keeps which cards of that team's board the window shows.
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_settings_set_board_filter (MtSettings *self,
                              const char *team_path,
                              const char *const *words,
                              GError **error)
{
  g_return_val_if_fail (MT_IS_SETTINGS (self) && words != NULL, FALSE);
  return set_words (self, team_path, KEY_FILTER, words, error);
}

/**
 * mt_settings_dup_places:
 * @self: settings
 * @team_path: (type filename): path or URL of a team file
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): places that stand in the strip
 *   beside that team's, as mt_places_to_strv() has them
 */
char **
mt_settings_dup_places (MtSettings *self, const char *team_path)
{
  g_autofree char *group = group_of (team_path);

  g_return_val_if_fail (MT_IS_SETTINGS (self), NULL);
  return g_key_file_get_string_list (self->keys, group, KEY_PLACES, NULL, NULL);
}

/**
 * mt_settings_set_places:
 * @self: settings
 * @team_path: (type filename): path or URL of a team file
 * @words: (array zero-terminated=1): as mt_places_to_strv() has them
 * @error: set when the file cannot be written, or not be read before: %MT_SETTINGS_ERROR_BROKEN
 *
 * Keeps the places that stand in the strip beside that team's.
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_settings_set_places (MtSettings *self,
                        const char *team_path,
                        const char *const *words,
                        GError **error)
{
  g_return_val_if_fail (MT_IS_SETTINGS (self) && words != NULL, FALSE);
  return set_words (self, team_path, KEY_PLACES, words, error);
}

/**
 * mt_settings_dup_view:
 * @self: settings
 * @key: what of the window, "width"
 *
 * Returns: (transfer full) (nullable): how it was when the window was last used
 */
char *
mt_settings_dup_view (MtSettings *self, const char *key)
{
  g_return_val_if_fail (MT_IS_SETTINGS (self), NULL);
  return g_key_file_get_string (self->keys, GROUP_WINDOW, key, NULL);
}

/* TRUE if that changes anything; "" is nothing. */
static gboolean
put_view (MtSettings *self, const char *key, const char *value)
{
  g_autofree char *before = g_key_file_get_string (self->keys, GROUP_WINDOW, key, NULL);

  if (g_str_equal (before != NULL ? before : "", value))
    return FALSE;
  if (value[0] != '\0')
    g_key_file_set_string (self->keys, GROUP_WINDOW, key, value);
  else
    g_key_file_remove_key (self->keys, GROUP_WINDOW, key, NULL);
  return TRUE;
}

/**
 * mt_settings_set_view:
 * @self: settings
 * @values: (array zero-terminated=1): keys, each followed by its value; "" takes it out
 * @error: set when the file cannot be written, or not be read before: %MT_SETTINGS_ERROR_BROKEN
 *
 * Remembers how the window is used. The file is written only if that is news.
 *
 * Returns: %TRUE if it is written, or needs not be
 */
gboolean
mt_settings_set_view (MtSettings *self, const char *const *values, GError **error)
{
  gboolean changed = FALSE;

  g_return_val_if_fail (MT_IS_SETTINGS (self), FALSE);
  if (!begin_change (self, error))
    return FALSE;
  for (gsize i = 0; values[i] != NULL; i += 2)
    changed |= put_view (self, values[i], values[i + 1]);
  return !changed || save (self, error);
}
