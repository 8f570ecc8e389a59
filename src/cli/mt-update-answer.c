/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How people stand with their updates, in the answers of several commands.
 */
#include "config.h"

#include "cli/mt-update-answer.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-table.h"
#include "cli/mt-words.h"
#include "core/mt-due.h"

#define CHANNEL "update"

/**
 * mt_update_day_read:
 * @cli: a run
 * @day: (out): what `--day` says
 * @error: return location
 *
 * Returns: %FALSE with %MT_CLI_ERROR_USAGE when it is no date
 */
gboolean
mt_update_day_read (const MtCli *cli, MtUpdateDay *day, GError **error)
{
  day->given = cli->options.day != NULL;
  if (!day->given || (mt_date_parse (cli->options.day, &day->date) && day->date >= MT_DATE_MIN &&
                      day->date < MT_DATE_MAX - 2))
    return TRUE;
  return mt_cli_usage (error, "--day", _ ("“%s” is not a date; write one like 2026-11-24"),
                       cli->options.day);
}

static MtDue
due_of (const MtCli *cli, const MtPerson *person, const MtUpdateDay *day)
{
  MtDate date = day->given ? day->date : mt_day_of (person, cli->now);

  return mt_due_on (cli->patterns, person, mt_snapshot_agenda (cli->snapshot, person),
                    mt_team_channel (cli->team, CHANNEL), cli->snapshot->posts,
                    cli->snapshot->journal != MT_SOURCE_UNKNOWN, date, cli->now);
}

/* RFC 5545 wants a DTSTAMP, not everybody writes one. */
static gboolean
has_posted (const MtDue *due)
{
  return due->post != NULL && due->post->posted != G_MININT64;
}

static void
answer_json (MtCli *cli, const MtUpdateDay *day, const MtPerson *only)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < cli->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (cli->team->people, i);
      MtDue due = due_of (cli, person, day);

      if (only != NULL && person != only)
        continue;
      json_builder_begin_object (builder);
      mt_json_string (builder, "id", person->id);
      mt_json_date (builder, "day", due.day);
      mt_json_string (builder, "state", mt_due_to_string (due.kind));
      mt_json_maybe_instant (builder, "due", due.has_due, due.due);
      mt_json_maybe_instant (builder, "posted", has_posted (&due),
                             has_posted (&due) ? due.post->posted : 0);
      mt_json_pending (builder, due.post != NULL ? &due.post->pending : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

/* "by 19:00, 20:00 there" or "at 09:58". */
static char *
describe_when (const MtCli *cli, const MtPerson *person, const MtDue *due)
{
  gint64 instant = has_posted (due) ? due->post->posted : due->due;
  MtZone *viewer = mt_cli_viewer_zone (cli, instant);
  MtZone *zone = mt_day_zone_at (person, instant);
  g_autofree char *yours = mt_words_time (cli, instant, viewer);
  g_autofree char *theirs = mt_words_time (cli, instant, zone);

  if (has_posted (due))
    return g_strdup_printf (C_ ("update", "at %s"), yours);
  if (!due->has_due)
    return NULL;
  if (mt_zone_offset_at (viewer, instant) == mt_zone_offset_at (zone, instant))
    return g_strdup_printf (C_ ("update", "by %s"), yours);
  return g_strdup_printf (C_ ("update", "by %s, %s there"), yours, theirs);
}

static void
answer_text (MtCli *cli, const MtUpdateDay *day, const MtPerson *only)
{
  g_autoptr (MtTable) table = mt_table_new (5, 0);

  if (cli->snapshot->journal == MT_SOURCE_NONE)
    g_string_append (cli->out,
                     _ ("The team has no journal: add \"calendars\": { \"journal\": \"journal\" } "
                        "to its file and make that folder.\n\n"));
  for (guint i = 0; i < cli->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (cli->team->people, i);
      MtDue due = due_of (cli, person, day);
      g_autofree char *date = mt_format_date (cli->format, due.day);
      g_autofree char *when = describe_when (cli, person, &due);

      if (only != NULL && person != only)
        continue;
      mt_table_add (table, MT_INK_STRONG, person->name);
      mt_table_add (table, MT_INK_DIM, date);
      mt_table_add (table, mt_words_due_ink (due.kind), mt_words_due (due.kind));
      mt_table_add (table, MT_INK_PLAIN, when);
      mt_table_add (table, MT_INK_DIM, due.post != NULL ? due.post->summary : NULL);
    }
  mt_table_print (table, cli->out, cli->colour);
}

/**
 * mt_update_day_window:
 * @cli: a run
 * @day: a day
 *
 * Returns: what calendars must be read to say how anybody stands on it
 */
MtSpan
mt_update_day_window (const MtCli *cli, const MtUpdateDay *day)
{
  const gint64 middle = day->given ? mt_date_to_wall (day->date) : cli->now;

  return (MtSpan){ middle - 4 * MT_DAY_S, middle + 4 * MT_DAY_S };
}

/**
 * mt_update_answer_post:
 * @cli: a run that has read calendars and journal
 * @day: a day
 * @person: one person of the team
 *
 * Returns: (transfer none) (nullable): what they posted for it
 */
const MtPost *
mt_update_answer_post (const MtCli *cli, const MtUpdateDay *day, const MtPerson *person)
{
  return due_of (cli, person, day).post;
}

/**
 * mt_update_answer:
 * @cli: a run that has read calendars and journal
 * @day: a day
 * @only: (nullable): one person of the team; %NULL: everybody
 *
 * Answers with one update a person.
 */
void
mt_update_answer (MtCli *cli, const MtUpdateDay *day, const MtPerson *only)
{
  if (cli->options.json)
    answer_json (cli, day, only);
  else
    answer_text (cli, day, only);
}
