/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl outlook`: coming clock changes, and what they do to the weekly overlap.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-answer.h"
#include "cli/mt-arguments.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "cli/mt-words.h"
#include "core/mt-outlook.h"

#define DEFAULT_DAYS 60
#define PAIRS_SHOWN 12 /* in text: more is a wall */

static const MtPerson *
person_at (const MtCli *cli, guint index)
{
  return g_ptr_array_index (cli->team->people, index);
}

static void
add_pair (const MtCli *cli, JsonBuilder *builder, const MtOutlookPair *pair)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, person_at (cli, pair->a)->id);
  json_builder_add_string_value (builder, person_at (cli, pair->b)->id);
  json_builder_end_array (builder);
  mt_json_int (builder, "before", pair->before_min);
  mt_json_int (builder, "after", pair->after_min);
  mt_json_maybe_instant (builder, "until", pair->has_until, pair->until);
  json_builder_end_object (builder);
}

static void
add_entry (const MtCli *cli, JsonBuilder *builder, const MtOutlookEntry *entry)
{
  json_builder_begin_object (builder);
  mt_json_instant (builder, "at", entry->at);
  mt_json_string (builder, "zone", mt_zone_get_id (entry->zone));
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entry->people->len; i++)
    json_builder_add_string_value (builder,
                                   person_at (cli, g_array_index (entry->people, guint, i))->id);
  json_builder_end_array (builder);
  mt_json_int (builder, "shift", entry->shift_s);
  json_builder_set_member_name (builder, "team_overlap");
  json_builder_begin_object (builder);
  mt_json_int (builder, "before", entry->team_before_min);
  mt_json_int (builder, "after", entry->team_after_min);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "pairs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entry->pairs->len; i++)
    add_pair (cli, builder, &g_array_index (entry->pairs, MtOutlookPair, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
answer_json (MtCli *cli, const GPtrArray *entries)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    add_entry (cli, builder, g_ptr_array_index (entries, i));
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

static void
add_pair_row (const MtCli *cli, MtTable *table, const MtOutlookPair *pair)
{
  g_autofree char *names =
      g_strdup_printf (C_ ("two people", "%s and %s"), person_at (cli, pair->a)->name,
                       person_at (cli, pair->b)->name);
  g_autofree char *before = mt_words_hours (pair->before_min * 60);
  g_autofree char *after = mt_words_hours (pair->after_min * 60);
  g_autofree char *change = g_strdup_printf (_ ("%s → %s a week"), before, after);
  g_autofree char *date = NULL;
  g_autofree char *until = NULL;

  if (pair->has_until)
    {
      date = mt_format_date (cli->format, mt_date_of_wall (mt_zone_to_wall (
                                              mt_cli_viewer_zone (cli, pair->until), pair->until)));
      until = g_strdup_printf (C_ ("clock change", "until %s"), date);
    }
  mt_table_add (table, MT_INK_PLAIN, names);
  mt_table_add (table, MT_INK_PLAIN, change);
  mt_table_add (table, MT_INK_DIM, until);
}

static void
answer_entry (MtCli *cli, const MtOutlookEntry *entry)
{
  g_autoptr (MtTable) table = mt_table_new (3, 2);
  g_autofree char *when =
      mt_format_date_time (cli->format, entry->at, mt_cli_viewer_zone (cli, entry->at));
  g_autofree char *shift = mt_format_length (cli->format, ABS (entry->shift_s));
  g_autofree char *before = mt_words_hours (entry->team_before_min * 60);
  g_autofree char *after = mt_words_hours (entry->team_after_min * 60);
  guint n_left = entry->pairs->len + entry->n_pairs_left_out;

  mt_ink_append (cli->out, cli->colour, MT_INK_STRONG, when);
  g_string_append_printf (cli->out,
                          entry->shift_s >= 0 ? _ (": %s goes forward by %s\n")
                                              : _ (": %s goes back by %s\n"),
                          mt_zone_get_id (entry->zone), shift);
  if (entry->team_before_min != entry->team_after_min)
    g_string_append_printf (cli->out, _ ("  Everybody together: %s → %s a week\n"), before, after);
  for (guint i = 0; i < entry->pairs->len && i < PAIRS_SHOWN; i++)
    add_pair_row (cli, table, &g_array_index (entry->pairs, MtOutlookPair, i));
  mt_table_print (table, cli->out, cli->colour);
  if (n_left > PAIRS_SHOWN)
    g_string_append_printf (
        cli->out, ngettext ("  and %u pair more\n", "  and %u pairs more\n", n_left - PAIRS_SHOWN),
        n_left - PAIRS_SHOWN);
  if (n_left == 0)
    g_string_append (cli->out, _ ("  No two people share more or less than before.\n"));
}

static void
answer_text (MtCli *cli, const GPtrArray *entries, guint days)
{
  if (entries->len == 0)
    g_string_append_printf (
        cli->out,
        ngettext ("No clock changes within %u day.\n", "No clock changes within %u days.\n", days),
        days);
  for (guint i = 0; i < entries->len; i++)
    {
      if (i > 0)
        g_string_append_c (cli->out, '\n');
      answer_entry (cli, g_ptr_array_index (entries, i));
    }
}

/**
 * mt_cmd_outlook:
 * @cli: a run
 * @error: return location
 *
 * Answers with each coming clock change of anyone on the team. Needs no calendars.
 *
 * Returns: %FALSE with an error when an option is wrong or the team cannot be read.
 */
gboolean
mt_cmd_outlook (MtCli *cli, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  guint days;

  if (!mt_arguments_days (cli, DEFAULT_DAYS, &days, error) || !mt_cli_read_team (cli, error))
    return FALSE;
  entries = mt_outlook (cli->team, cli->now, days);
  if (cli->options.json)
    answer_json (cli, entries);
  else
    answer_text (cli, entries, days);
  return TRUE;
}
