/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl convert`: a time as somebody said it, on everybody's clock.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-answer.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "cli/mt-words.h"
#include "core/mt-instant.h"
#include "core/mt-state.h"
#include "core/mt-when.h"

static MtZone *
lookup_place (const char *place, gpointer user_data)
{
  return mt_tzdata_lookup_place (user_data, place);
}

static gboolean
read_instant (const MtCli *cli, gint64 *instant, GError **error)
{
  g_autofree char *text = g_strjoinv (" ", cli->options.words);
  g_autoptr (GError) why = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return mt_cli_usage (error, "convert", _ ("the time is not UTF-8 text"));
  if (mt_when_parse (text, cli->team, cli->me, cli->local_zone, lookup_place, cli->tzdata, cli->now,
                     instant, &why))
    return TRUE;
  return mt_cli_usage (error, "convert", "%s", why->message);
}

static MtState
state_of (const MtCli *cli, const MtPerson *person, gint64 instant)
{
  return mt_state_at (cli->patterns, person, mt_snapshot_agenda (cli->snapshot, person), instant);
}

static void
answer_json (MtCli *cli, gint64 instant)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mt_json_instant (builder, "instant", instant);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cli->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (cli->team->people, i);

      json_builder_begin_object (builder);
      mt_json_string (builder, "id", person->id);
      mt_json_local (builder, "local", instant, mt_day_zone_at (person, instant));
      mt_json_string (builder, "state", mt_state_to_string (state_of (cli, person, instant).kind));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  mt_answer_json (cli, builder);
}

static void
answer_text (MtCli *cli, gint64 instant)
{
  g_autoptr (MtTable) table = mt_table_new (4, 0);
  MtZone *viewer = mt_cli_viewer_zone (cli, instant);
  g_autofree char *when = mt_format_date_time (cli->format, instant, viewer);
  g_autofree char *utc = mt_instant_format_utc (instant);

  for (guint i = 0; i < cli->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (cli->team->people, i);
      MtZone *zone = mt_day_zone_at (person, instant);
      MtState state = state_of (cli, person, instant);
      g_autofree char *place = mt_words_place (person, zone);
      g_autofree char *local = mt_format_weekday_time (cli->format, instant, zone);

      mt_table_add (table, MT_INK_STRONG, person->name);
      mt_table_add (table, MT_INK_DIM, place);
      mt_table_add (table, MT_INK_PLAIN, local);
      mt_table_add (table, mt_words_state_ink (state.kind), mt_words_state (state));
    }
  mt_ink_append (cli->out, cli->colour, MT_INK_STRONG, when);
  g_string_append_printf (cli->out, " (%s)\n\n", utc);
  mt_table_print (table, cli->out, cli->colour);
}

/**
 * mt_cmd_convert:
 * @cli: a run
 * @error: return location
 *
 * Answers with the instant meant and everybody's clock and state then.
 *
 * Returns: %FALSE with an error when the time makes no sense or the team cannot be read.
 */
gboolean
mt_cmd_convert (MtCli *cli, GError **error)
{
  gint64 instant;
  MtSpan window;

  if (!mt_cli_read_team (cli, error) || !read_instant (cli, &instant, error))
    return FALSE;
  window = (MtSpan){ instant - 2 * MT_DAY_S, instant + MT_STATE_HORIZON_S + 2 * MT_DAY_S };
  if (!mt_cli_load (cli, window, MT_LOAD_CALENDARS, error))
    return FALSE;
  if (cli->options.json)
    answer_json (cli, instant);
  else
    answer_text (cli, instant);
  return TRUE;
}
