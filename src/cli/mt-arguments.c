/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads options that several commands share, and says what to write instead where they are wrong.
 */
#include "config.h"
#include "cli/mt-arguments.h"

#include <glib/gi18n-lib.h>

#include "core/mt-instant.h"

/**
 * mt_arguments_int:
 * @where: the option, for the message
 * @text: a number as typed
 * @min: the least it may be
 * @max: the most it may be
 * @value: (out): the number
 * @error: return location
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_USAGE when it is no number or out of range.
 */
gboolean
mt_arguments_int (const char *where,
                  const char *text,
                  gint64 min,
                  gint64 max,
                  gint64 *value,
                  GError **error)
{
  /* In texts of their own: the format of a number differs between systems, a translation does not.
   */
  g_autofree char *least = g_strdup_printf ("%" G_GINT64_FORMAT, min);
  g_autofree char *most = g_strdup_printf ("%" G_GINT64_FORMAT, max);

  if (g_ascii_string_to_signed (text, 10, min, max, value, NULL))
    return TRUE;
  return mt_cli_usage (error, where, _ ("“%s” is not a whole number from %s to %s"), text, least,
                       most);
}

/**
 * mt_arguments_days:
 * @cli: a run
 * @otherwise: the value when the option is not given
 * @days: (out): the number of days, 1 to %MT_DAYS_MAX
 * @error: return location
 *
 * Reads `--days`.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_USAGE.
 */
gboolean
mt_arguments_days (const MtCli *cli, guint otherwise, guint *days, GError **error)
{
  gint64 value = otherwise;

  if (cli->options.days != NULL &&
      !mt_arguments_int ("--days", cli->options.days, 1, MT_DAYS_MAX, &value, error))
    return FALSE;
  *days = (guint) value;
  return TRUE;
}

/* Midnight of *me* begins a date; where nobody is *me*, midnight UTC. */
static gint64
midnight (const MtCli *cli, MtDate date)
{
  return cli->me != NULL ? mt_day_start (cli->me, date) : mt_date_to_wall (date);
}

/**
 * mt_arguments_window:
 * @cli: a run that has read the team
 * @otherwise: how many days when `--days` is not given
 * @window: (out): the window
 * @error: return location
 *
 * Reads `--from` and `--days`: from midnight of a plain date to midnight so many dates later, from
 * a time (now, when nothing is given) for so many times 24 hours.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_USAGE.
 */
gboolean
mt_arguments_window (const MtCli *cli, guint otherwise, MtSpan *window, GError **error)
{
  const char *from = cli->options.from;
  gint64 start = cli->now;
  MtDate date;
  guint days;

  if (!mt_arguments_days (cli, otherwise, &days, error))
    return FALSE;
  if (from != NULL && mt_date_parse (from, &date))
    {
      if (date < MT_DATE_MIN || date + (MtDate) days >= MT_DATE_MAX)
        return mt_cli_usage (error, "--from",
                             _ ("“%s” is too far away; years 1600 to 2199 are known"), from);
      *window = (MtSpan){ midnight (cli, date), midnight (cli, date + (MtDate) days) };
      return TRUE;
    }
  if (from != NULL && !mt_instant_parse (from, &start))
    return mt_cli_usage (error, "--from",
                         _ ("“%s” is neither a date nor a time; write one like 2026-11-24 or "
                            "2026-11-24T15:00:00Z"),
                         from);
  *window = (MtSpan){ start, start + (gint64) days * MT_DAY_S };
  return TRUE;
}

/**
 * mt_arguments_people:
 * @cli: a run that has read the team
 * @error: return location
 *
 * Reads `--people`.
 *
 * Returns: (transfer full) (element-type guint): indices into the team's people, in the order of
 *   the team file, each once; all of them without the option. %NULL with a %MT_CLI_ERROR_USAGE
 *   when an id is unknown.
 */
GArray *
mt_arguments_people (const MtCli *cli, GError **error)
{
  guint n = cli->team->people->len;
  g_autofree gboolean *chosen = g_new0 (gboolean, n + 1);
  g_auto (GStrv) ids = NULL;
  GArray *people;

  if (cli->options.people != NULL)
    ids = g_strsplit (cli->options.people, ",", -1);
  if (ids != NULL && ids[0] == NULL)
    {
      mt_cli_usage (error, "--people", _ ("nobody is named; give ids like ana,bo"));
      return NULL;
    }
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const MtPerson *person = mt_cli_find_person (cli, "--people", g_strstrip (ids[i]), error);

      if (person == NULL)
        return NULL;
      chosen[person->index] = TRUE;
    }
  people = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    if (ids == NULL || chosen[i])
      g_array_append_val (people, i);
  return people;
}
