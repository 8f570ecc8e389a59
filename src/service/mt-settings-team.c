/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSettings: what is kept about each team: which were opened, who is *me* there, whose calendars
 * do not count, which cards are shown, what stands in the strip beside its own places.
 */
#include "config.h"

#include "service/mt-settings-private.h"

#include <string.h>

#define KEY_TEAMS "teams"
#define KEY_ME "me"
#define KEY_IGNORED "ignored-" /* and the id of a person */
#define KEY_PLACES "places"
#define KEY_FILTER "board-filter"
#define MAX_TEAMS 10

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
  teams = g_key_file_get_string_list (self->keys, MT_SETTINGS_GROUP, KEY_TEAMS, NULL, NULL);
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
  if (!mt_settings_begin_change (self, error))
    return FALSE;
  before = mt_settings_dup_teams (self);
  if (before[0] != NULL && g_str_equal (before[0], path))
    return TRUE;
  g_ptr_array_add (teams, path);
  for (gsize i = 0; before[i] != NULL && teams->len < MAX_TEAMS; i++)
    if (!g_str_equal (before[i], path))
      g_ptr_array_add (teams, before[i]);
  g_key_file_set_string_list (self->keys, MT_SETTINGS_GROUP, KEY_TEAMS,
                              (const char *const *) teams->pdata, teams->len);
  return mt_settings_save (self, error);
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

  if (!mt_settings_begin_change (self, error))
    return FALSE;
  put_words (self, group, key, words, g_strv_length ((char **) words));
  return mt_settings_save (self, error);
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
  if (!mt_settings_begin_change (self, error))
    return FALSE;
  if (id != NULL)
    g_key_file_set_string (self->keys, group, KEY_ME, id);
  else
    g_key_file_remove_key (self->keys, group, KEY_ME, NULL);
  return mt_settings_save (self, error);
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
  if (!mt_settings_begin_change (self, error))
    return FALSE;
  before = g_key_file_get_string_list (self->keys, group, key, NULL, NULL);
  for (gsize i = 0; before != NULL && before[i] != NULL; i++)
    if (!g_str_equal (before[i], calendar))
      g_ptr_array_add (after, before[i]);
  if (!counts)
    g_ptr_array_add (after, (gpointer) calendar);
  put_words (self, group, key, (const char *const *) after->pdata, after->len);
  return mt_settings_save (self, error);
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
