/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl busy`: what calendars say, without titles: busy is enough.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/mt-answer.h"
#include "cli/mt-arguments.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "cli/mt-words.h"

#define DEFAULT_DAYS 7

typedef struct
{
  MtBusySpan span;
  const MtPerson *person; /* unowned: in the team */
} Row;

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;
  int order;

  if (x->span.start != y->span.start)
    return x->span.start < y->span.start ? -1 : 1;
  if (x->span.end != y->span.end)
    return x->span.end < y->span.end ? -1 : 1;
  order = strcmp (x->person->id, y->person->id);
  return order != 0 ? order
                    : strcmp (mt_busy_type_to_string (x->span.type),
                              mt_busy_type_to_string (y->span.type));
}

/* The agendas may cover more than was asked for. */
static GArray *
collect (const MtCli *cli, const GArray *people, MtSpan window)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint i = 0; i < people->len; i++)
    {
      const MtPerson *person =
          g_ptr_array_index (cli->team->people, g_array_index (people, guint, i));
      const GArray *spans = mt_snapshot_agenda (cli->snapshot, person)->spans;

      for (guint j = 0; j < spans->len; j++)
        {
          Row row = { g_array_index (spans, MtBusySpan, j), person };

          row.span.start = MAX (row.span.start, window.start);
          row.span.end = MIN (row.span.end, window.end);
          if (row.span.start < row.span.end)
            g_array_append_val (rows, row);
        }
    }
  g_array_sort (rows, compare_rows);
  return rows;
}

static void
answer_json (MtCli *cli, const GArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      json_builder_begin_object (builder);
      mt_json_string (builder, "id", row->person->id);
      mt_json_instant (builder, "start", row->span.start);
      mt_json_instant (builder, "end", row->span.end);
      mt_json_string (builder, "type", mt_busy_type_to_string (row->span.type));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

static void
answer_text (MtCli *cli, const GArray *rows)
{
  g_autoptr (MtTable) table = mt_table_new (4, 0);

  if (rows->len == 0)
    g_string_append (cli->out, _ ("Nobody has anything in their calendar then.\n"));
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      MtZone *zone = mt_cli_viewer_zone (cli, row->span.start);
      g_autofree char *date =
          mt_format_date (cli->format, mt_date_of_wall (mt_zone_to_wall (zone, row->span.start)));
      g_autofree char *time = mt_words_span (cli, (MtSpan){ row->span.start, row->span.end });

      mt_table_add (table, MT_INK_PLAIN, date);
      mt_table_add (table, MT_INK_PLAIN, time);
      mt_table_add (table, MT_INK_STRONG, row->person->name);
      mt_table_add (table, mt_words_busy_ink (row->span.type), mt_words_busy (row->span.type));
    }
  mt_table_print (table, cli->out, cli->colour);
}

/**
 * mt_cmd_busy:
 * @cli: a run
 * @error: return location
 *
 * Answers with the calendar events of a window: per person and type merged, clipped to the window,
 * sorted by start, end, id and type.
 *
 * Returns: %FALSE with an error when an option is wrong or the team cannot be read.
 */
gboolean
mt_cmd_busy (MtCli *cli, GError **error)
{
  g_autoptr (GArray) people = NULL;
  g_autoptr (GArray) rows = NULL;
  MtSpan window;

  if (!mt_cli_read_team (cli, error) || !mt_arguments_window (cli, DEFAULT_DAYS, &window, error) ||
      (people = mt_arguments_people (cli, error)) == NULL ||
      !mt_cli_load (cli, window, MT_LOAD_CALENDARS, error))
    return FALSE;
  rows = collect (cli, people, window);
  if (cli->options.json)
    answer_json (cli, rows);
  else
    answer_text (cli, rows);
  return TRUE;
}
