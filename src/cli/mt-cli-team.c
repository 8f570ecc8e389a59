/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One run of meantimectl: which team it is about and who is *me*, read, and what is wrong with it.
 */
#include "config.h"
#include "cli/mt-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/mt-cli-sync.h"
#include "service/mt-demo.h"
#include "service/mt-settings.h"

static gboolean
make_sample (MtCli *self, GError **error)
{
  g_autoptr (GError) why = NULL;

  self->scratch = mt_scratch_new (self->now, &why);
  if (self->scratch == NULL)
    {
      gboolean is_input = g_error_matches (why, G_FILE_ERROR, G_FILE_ERROR_INVAL);

      g_set_error (error, MT_CLI_ERROR, is_input ? MT_CLI_ERROR_USAGE : MT_CLI_ERROR_FAILED,
                   "--demo: %s", why->message);
      return FALSE;
    }
  self->team_path = g_strdup (mt_scratch_get_team_path (self->scratch));
  return TRUE;
}

/**
 * mt_cli_find_team:
 * @self: a run
 * @error: return location
 *
 * Decides which team file this is about: `--team`, the sample, else the team opened last.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_USAGE when there is none.
 */
gboolean
mt_cli_find_team (MtCli *self, GError **error)
{
  g_autoptr (MtSettings) settings = NULL;

  if (self->options.demo && self->options.team != NULL)
    return mt_cli_usage (error, "--demo", _ ("not together with --team; give one of the two"));
  if (self->options.demo)
    {
      if (!make_sample (self, error))
        return FALSE;
    }
  else if (self->options.team != NULL)
    self->team_path = g_strdup (self->options.team);
  else
    {
      settings = mt_settings_new (NULL);
      self->team_path = mt_settings_dup_last_team (settings);
    }
  if (self->team_path == NULL)
    return mt_cli_usage (
        error, "--team",
        _ ("no team was opened yet; name its file with --team FILE, or try --demo"));
  return TRUE;
}

/**
 * mt_cli_get_team_url:
 * @self: a run that has found its team, or not
 *
 * Returns: (nullable): the URL of the team file, %NULL of one on this computer
 */
const char *
mt_cli_get_team_url (const MtCli *self)
{
  return self->team_path != NULL && strstr (self->team_path, "://") != NULL ? self->team_path
                                                                            : NULL;
}

static char *
list_ids (const MtTeam *team)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < team->people->len && i < 12; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);
      g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", person->id);
    }
  if (team->people->len > 12)
    g_string_append (ids, ", …");
  return g_strdup (ids->str);
}

/**
 * mt_cli_find_person:
 * @self: a run that has read the team
 * @where: the option or argument the id came from
 * @id: an id as typed
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the person, or %NULL with a %MT_CLI_ERROR_USAGE that lists
 *   who there is.
 */
const MtPerson *
mt_cli_find_person (const MtCli *self, const char *where, const char *id, GError **error)
{
  const MtPerson *person = mt_team_find (self->team, id);
  g_autofree char *ids = NULL;

  if (person != NULL)
    return person;
  ids = list_ids (self->team);
  if (self->team->people->len == 0)
    mt_cli_usage (error, where, _ ("there is no “%s”: nobody is on this team yet"), id);
  else
    mt_cli_usage (error, where, _ ("there is no “%s” on the team; there are: %s"), id, ids);
  return NULL;
}

static gboolean
find_me (MtCli *self, GError **error)
{
  g_autoptr (MtSettings) settings = NULL;
  g_autofree char *id = NULL;

  if (self->options.me != NULL)
    {
      self->me = mt_cli_find_person (self, "--me", self->options.me, error);
      return self->me != NULL;
    }
  if (self->options.demo)
    {
      self->me = mt_team_find (self->team, MT_DEMO_ME);
      return TRUE;
    }
  settings = mt_settings_new (NULL);
  id = mt_settings_dup_me (settings, self->team_path);
  self->me = id != NULL ? mt_team_find (self->team, id) : NULL;
  return TRUE;
}

/* The team file's own warnings are for `team check`; everything else is said each time. */
static guint
say_problems (const MtCli *self, const GPtrArray *problems)
{
  guint n_errors = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *line = mt_problem_format (problem);

      if (problem->severity == MT_SEVERITY_WARNING &&
          g_strcmp0 (problem->file, self->team_path) == 0)
        continue;
      n_errors += problem->severity == MT_SEVERITY_ERROR ? 1 : 0;
      mt_cli_warn (line);
    }
  return n_errors;
}

/* A broken team file has said all there is to say in its problems. */
static gboolean
fail_with_problems (const MtCli *self, const GPtrArray *problems, GError *why, GError **error)
{
  gboolean is_input = g_error_matches (why, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE);
  guint n_errors = say_problems (self, problems);

  g_set_error_literal (error, MT_CLI_ERROR, is_input ? MT_CLI_ERROR_USAGE : MT_CLI_ERROR_FAILED,
                       is_input && n_errors > 0 ? "" : why->message);
  g_error_free (why);
  return FALSE;
}

/* The sample team is what it is: no setting has a say in it. */
static MtLoader *
get_loader (MtCli *self)
{
  if (self->loader != NULL)
    return self->loader;
  self->loader = mt_loader_new (self->tzdata);
  if (!self->options.demo)
    {
      g_autoptr (MtSettings) settings = mt_settings_new (NULL);
      g_autoptr (MtIgnored) ignored = mt_settings_dup_ignored (settings, self->team_path);

      mt_loader_set_ignored (self->loader, ignored);
    }
  return self->loader;
}

/**
 * mt_cli_read_team:
 * @self: a run
 * @error: return location
 *
 * Finds the team file, reads it, and finds out who is *me*. A broken file says its problems on
 * standard error; the error then has an empty message.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_USAGE when the file or `--me` is wrong.
 */
gboolean
mt_cli_read_team (MtCli *self, GError **error)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  GError *why = NULL;

  if (!mt_cli_find_team (self, error))
    return FALSE;
  if (mt_cli_get_team_url (self) != NULL)
    mt_cli_sync_before_reading (self, (MtSpan){ 0, 0 });
  self->team = mt_loader_read_team (get_loader (self), self->team_path, problems, &why);
  if (self->team == NULL)
    return fail_with_problems (self, problems, why, error);
  if (!self->options.json)
    self->format = mt_format_new ();
  return find_me (self, error);
}

/**
 * mt_cli_read_team_quietly:
 * @self: a run that has found its team
 *
 * Reads the team for what can do without; nothing is said of one that is broken.
 */
void
mt_cli_read_team_quietly (MtCli *self)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);

  self->team = mt_loader_read_team (get_loader (self), self->team_path, problems, NULL);
  if (self->team != NULL && !find_me (self, NULL))
    self->me = NULL;
}

/**
 * mt_cli_load:
 * @self: a run that has read the team
 * @window: what the agendas must cover
 * @flags: what to read
 * @error: return location
 *
 * Reads calendars, board and journal. What cannot be read and every bad item is named on standard
 * error, once; the answer is given all the same.
 *
 * Returns: %FALSE with an error when nothing can be read at all.
 */
gboolean
mt_cli_load (MtCli *self, MtSpan window, MtLoadFlags flags, GError **error)
{
  const gboolean again = self->snapshot != NULL;
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autofree char *me = g_strdup (self->me != NULL ? self->me->id : NULL);
  GError *why = NULL;

  if (self->options.demo)
    flags |= MT_LOAD_NO_STORE;
  if (!again)
    mt_cli_sync_before_reading (self, window);
  g_clear_pointer (&self->snapshot, mt_snapshot_unref);
  self->snapshot = mt_loader_load (get_loader (self), self->team_path, window, flags, self->now,
                                   problems, NULL, &why);
  if (self->snapshot == NULL)
    return fail_with_problems (self, problems, why, error);
  if (!again)
    say_problems (self, self->snapshot->problems);
  mt_team_unref (self->team);
  self->team = mt_team_ref (self->snapshot->team);
  self->me = me != NULL ? mt_team_find (self->team, me) : NULL;
  return TRUE;
}
