/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl who`: everybody's clock, state, and until when it holds.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-answer.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "cli/mt-words.h"
#include "core/mt-state.h"

static MtState
state_of (const MtCli *cli, const MtPerson *person)
{
  return mt_state_at (cli->patterns, person, mt_snapshot_agenda (cli->snapshot, person), cli->now);
}

static void
add_json (const MtCli *cli, JsonBuilder *builder, const MtPerson *person)
{
  const MtAgenda *agenda = mt_snapshot_agenda (cli->snapshot, person);
  MtZone *zone = mt_day_zone_at (person, cli->now);
  MtState state = state_of (cli, person);

  json_builder_begin_object (builder);
  mt_json_string (builder, "id", person->id);
  mt_json_string (builder, "name", person->name);
  mt_json_string (builder, "timezone", mt_zone_get_id (zone));
  mt_json_local (builder, "local", cli->now, zone);
  mt_json_string (builder, "state", mt_state_to_string (state.kind));
  mt_json_maybe_instant (builder, "until", state.until != G_MAXINT64, state.until);
  mt_json_string (builder, "calendar", mt_mark_to_string (agenda->mark));
  if (agenda->mark == MT_MARK_STALE)
    mt_json_instant (builder, "stale_since", agenda->stale_since);
  json_builder_end_object (builder);
}

static void
answer_json (MtCli *cli)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < cli->team->people->len; i++)
    add_json (cli, builder, g_ptr_array_index (cli->team->people, i));
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

/* "until 17:30, 16:30 there": the viewer's clock first. */
static void
add_until (const MtCli *cli, MtTable *table, MtZone *zone, MtState state)
{
  MtZone *viewer = mt_cli_viewer_zone (cli, state.until);
  g_autofree char *yours = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *until = NULL;
  g_autofree char *there = NULL;

  if (state.until == G_MAXINT64)
    {
      mt_table_add (table, MT_INK_DIM, C_ ("state", "for two weeks or more"));
      mt_table_add (table, MT_INK_PLAIN, NULL);
      return;
    }
  yours = mt_words_time (cli, state.until, viewer);
  until = g_strdup_printf (C_ ("state", "until %s"), yours);
  mt_table_add (table, MT_INK_PLAIN, until);
  if (mt_zone_offset_at (viewer, state.until) != mt_zone_offset_at (zone, state.until))
    {
      theirs = mt_words_time (cli, state.until, zone);
      there = g_strdup_printf (C_ ("state", "%s there"), theirs);
    }
  mt_table_add (table, MT_INK_DIM, there);
}

static void
add_row (const MtCli *cli, MtTable *table, const MtPerson *person)
{
  const MtAgenda *agenda = mt_snapshot_agenda (cli->snapshot, person);
  MtZone *zone = mt_day_zone_at (person, cli->now);
  MtState state = state_of (cli, person);
  g_autofree char *local = mt_words_time (cli, cli->now, zone);
  g_autofree char *place = mt_words_place (person, zone);
  g_autofree char *mark = mt_words_mark (cli, agenda);

  mt_table_add (table, MT_INK_STRONG, person->name);
  mt_table_add (table, MT_INK_DIM, place);
  mt_table_add (table, MT_INK_PLAIN, local);
  mt_table_add (table, mt_words_state_ink (state.kind), mt_words_state (state));
  add_until (cli, table, zone, state);
  mt_table_add (table, MT_INK_ALERT, mark);
}

static void
answer_text (MtCli *cli)
{
  g_autoptr (MtTable) table = mt_table_new (7, 0);
  g_autofree char *now = mt_words_now (cli);
  guint n_working = 0;

  for (guint i = 0; i < cli->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (cli->team->people, i);
      MtStateKind kind = state_of (cli, person).kind;

      n_working += kind >= MT_STATE_BUSY ? 1 : 0;
      add_row (cli, table, person);
    }
  mt_ink_append (cli->out, cli->colour, MT_INK_STRONG, now);
  g_string_append (cli->out, " · ");
  g_string_append_printf (
      cli->out,
      ngettext ("%u of %u person at work", "%u of %u people at work", cli->team->people->len),
      n_working, cli->team->people->len);
  g_string_append (cli->out, "\n\n");
  mt_table_print (table, cli->out, cli->colour);
}

/**
 * mt_cmd_who:
 * @cli: a run
 * @error: return location
 *
 * Answers with a row a person, in the order of the team file.
 *
 * Returns: %FALSE with an error when the team cannot be read.
 */
gboolean
mt_cmd_who (MtCli *cli, GError **error)
{
  MtSpan window = { cli->now - 2 * MT_DAY_S, cli->now + MT_STATE_HORIZON_S + 2 * MT_DAY_S };

  if (!mt_cli_read_team (cli, error) || !mt_cli_load (cli, window, MT_LOAD_CALENDARS, error))
    return FALSE;
  if (cli->options.json)
    answer_json (cli);
  else if (cli->team->people->len == 0)
    g_string_append (cli->out, _ ("Nobody is on this team yet: add people to its file.\n"));
  else
    answer_text (cli);
  return TRUE;
}
