/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One run of meantimectl: its clock, its time zones, whose time is shown, and its end.
 */
#include "config.h"
#include "cli/mt-cli.h"

#include <glib/gi18n-lib.h>

#include "core/mt-instant.h"
#include "service/mt-clock.h"

static gboolean
read_now (MtCli *self, GError **error)
{
  g_autoptr (MtClock) clock = NULL;

  if (self->options.at == NULL)
    {
      clock = mt_clock_new ();
      self->now = mt_clock_get_now (clock);
      return TRUE;
    }
  if (mt_instant_parse (self->options.at, &self->now))
    return TRUE;
  return mt_cli_usage (
      error, "--at",
      _ ("“%s” is not a time of the years 1600 to 2199; write one like 2026-11-24T15:22:00+01:00"),
      self->options.at);
}

/**
 * mt_cli_start:
 * @self: a run whose options and command are set
 * @error: return location
 *
 * Reads the clock (or `--at`) and makes what every command needs.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_USAGE when `--at` is no time, a %MT_CLI_ERROR_FAILED when
 *   the system has no time zones.
 */
gboolean
mt_cli_start (MtCli *self, GError **error)
{
  if (!read_now (self, error))
    return FALSE;
  self->tzdata = mt_tzdata_new (NULL);
  if (!g_file_test (mt_tzdata_get_directory (self->tzdata), G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED,
                   _ ("%s: the time zones of the system are missing; install tzdata, or correct "
                      "TZDIR"),
                   mt_tzdata_get_directory (self->tzdata));
      return FALSE;
    }
  self->patterns = mt_patterns_new ();
  self->local_zone = mt_tzdata_dup_local (self->tzdata);
  return TRUE;
}

/**
 * mt_cli_clear:
 * @self: a run
 *
 * Frees all of it, and removes the folder of the sample team.
 */
void
mt_cli_clear (MtCli *self)
{
  g_clear_pointer (&self->snapshot, mt_snapshot_unref);
  g_clear_pointer (&self->team, mt_team_unref);
  g_clear_pointer (&self->team_path, g_free);
  g_clear_pointer (&self->scratch, mt_scratch_free);
  g_clear_pointer (&self->secrets, mt_secrets_unref);
  g_clear_pointer (&self->local_zone, mt_zone_unref);
  g_clear_object (&self->format);
  g_clear_pointer (&self->patterns, mt_patterns_free);
  g_clear_pointer (&self->loader, mt_loader_free);
  g_clear_pointer (&self->tzdata, mt_tzdata_unref);
  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  self->out = NULL;
  mt_options_clear (&self->options);
}

/**
 * mt_cli_viewer_zone:
 * @self: a run
 * @instant: Unix seconds
 *
 * Returns: (transfer none): the zone in which the viewer reads that instant: *me*'s of the date,
 *   else the system's.
 */
MtZone *
mt_cli_viewer_zone (const MtCli *self, gint64 instant)
{
  return self->me != NULL ? mt_day_zone_at (self->me, instant) : self->local_zone;
}
