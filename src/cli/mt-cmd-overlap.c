/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl overlap`: when people are free together, as text, JSON or iCalendar.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-answer.h"
#include "cli/mt-arguments.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "cli/mt-words.h"
#include "core/mt-instant.h"
#include "core/mt-overlap.h"
#include "service/mt-export.h"
#include "service/mt-free-table.h"
#include "service/mt-team-overlap.h"

#define DEFAULT_DAYS 7
#define LARGEST_MIN_LENGTH_S (30 * 60)

typedef enum
{
  FORMAT_TEXT,
  FORMAT_JSON,
  FORMAT_ICS,
  FORMAT_FREEBUSY,
} Format;

typedef struct
{
  Format format;
  MtSpan window;
  MtSpan reach;     /* of what is looked at: the last of a week is not cut where nobody said so */
  GArray *people;   /* owned (element-type guint) */
  guint min_people; /* 0: as many as ever share it */
  gint64 min_length_s;
} Question;

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->people, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static gboolean
read_format (const MtCli *cli, Format *format, GError **error)
{
  static const char *const names[] = { "text", "json", "ics", "freebusy" };
  const char *name = cli->options.format;

  *format = cli->options.json ? FORMAT_JSON : FORMAT_TEXT;
  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        *format = (Format) i;
        if (!cli->options.json || *format == FORMAT_JSON)
          return TRUE;
        return mt_cli_usage (error, "--json",
                             _ ("not together with --format %s; give one of the two"), name);
      }
  return mt_cli_usage (error, "--format", _ ("“%s” is none of text, json, ics and freebusy"), name);
}

static gboolean
read_min_people (const MtCli *cli, Question *question, GError **error)
{
  gint64 value = question->people->len;

  if (cli->options.largest && cli->options.min_people != NULL)
    return mt_cli_usage (error, "--largest",
                         _ ("not together with --min-people; give one of the two"));
  if (cli->options.min_people != NULL && question->people->len == 0)
    return mt_cli_usage (error, "--min-people", _ ("nobody is on this team yet"));
  if (cli->options.min_people != NULL &&
      !mt_arguments_int ("--min-people", cli->options.min_people, 1, question->people->len, &value,
                         error))
    return FALSE;
  question->min_people = cli->options.largest ? 0 : (guint) value;
  return TRUE;
}

static gboolean
read_question (const MtCli *cli, Question *question, GError **error)
{
  question->people = mt_arguments_people (cli, error);
  if (question->people == NULL || !read_format (cli, &question->format, error) ||
      !read_min_people (cli, question, error) ||
      !mt_arguments_window (cli, DEFAULT_DAYS, &question->window, error))
    return FALSE;
  question->reach = question->window;
  if (cli->options.largest && cli->options.from == NULL && cli->options.days == NULL)
    question->reach.end += MT_TEAM_OVERLAP_TAIL_S;
  question->min_length_s = cli->options.largest ? LARGEST_MIN_LENGTH_S : 0;
  if (cli->options.min_length != NULL &&
      !mt_length_parse (cli->options.min_length, &question->min_length_s))
    return mt_cli_usage (error, "--min-length",
                         _ ("“%s” is not a length; write one like 30m or 1h30m"),
                         cli->options.min_length);
  return TRUE;
}

static const MtPerson *
person_at (const MtCli *cli, const GArray *people, guint index)
{
  return g_ptr_array_index (cli->team->people, g_array_index (people, guint, index));
}

static void
answer_json (MtCli *cli, const Question *question, const GPtrArray *slots)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < slots->len; i++)
    {
      const MtSlot *slot = g_ptr_array_index (slots, i);

      json_builder_begin_object (builder);
      mt_json_instant (builder, "start", slot->span.start);
      mt_json_instant (builder, "end", slot->span.end);
      json_builder_set_member_name (builder, "people");
      json_builder_begin_array (builder);
      for (guint j = 0; j < slot->free->len; j++)
        json_builder_add_string_value (
            builder, person_at (cli, question->people, g_array_index (slot->free, guint, j))->id);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

/* Below everybody, who is free may vary within the span. */
static char *
describe_people (const MtCli *cli, const Question *question, const MtSlot *slot)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (slot->free->len == question->people->len && slot->free->len > 2)
    return g_strdup (_ ("everybody"));
  for (guint i = 0; i < slot->free->len; i++)
    {
      const char *name =
          person_at (cli, question->people, g_array_index (slot->free, guint, i))->name;
      g_auto (GStrv) parts = g_strsplit (name, " ", 2);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", parts[0] != NULL ? parts[0] : name);
    }
  if (slot->free->len < question->min_people)
    g_string_append (names, names->len > 0 ? _ (", others varying") : _ ("varying"));
  return g_strdup (names->str);
}

static void
add_slot (MtCli *cli, const Question *question, MtTable *table, const MtSlot *slot)
{
  MtZone *zone = mt_cli_viewer_zone (cli, slot->span.start);
  MtDate date = mt_date_of_wall (mt_zone_to_wall (zone, slot->span.start));
  g_autofree char *day = mt_format_date (cli->format, date);
  g_autofree char *time = mt_words_span (cli, slot->span);
  g_autofree char *length = mt_format_length (cli->format, slot->span.end - slot->span.start);
  g_autofree char *people = describe_people (cli, question, slot);
  g_autofree char *count = g_strdup_printf (
      _ ("%u of %u"), MAX (slot->free->len, question->min_people), question->people->len);

  mt_table_add (table, MT_INK_PLAIN, day);
  mt_table_add (table, MT_INK_STRONG, time);
  mt_table_add (table, MT_INK_DIM, length);
  mt_table_add (table, MT_INK_GOOD, count);
  mt_table_add (table, MT_INK_PLAIN, people);
}

static void
answer_text (MtCli *cli, const Question *question, const GPtrArray *slots)
{
  g_autoptr (MtTable) table = mt_table_new (5, 0);
  g_autofree char *now = mt_words_now (cli);

  mt_ink_append (cli->out, cli->colour, MT_INK_STRONG, now);
  g_string_append (cli->out, "\n\n");
  for (guint i = 0; i < slots->len; i++)
    add_slot (cli, question, table, g_ptr_array_index (slots, i));
  mt_table_print (table, cli->out, cli->colour);
}

/* What to say, and what to try, when nobody overlaps. */
static char *
describe_none (const Question *question)
{
  if (question->people->len == 0)
    return g_strdup (_ ("nobody is on this team yet, so there is no overlap"));
  if (question->min_people == 0)
    return g_strdup (_ ("no two people are free together for that long; try more --days"));
  return g_strdup_printf (ngettext ("no overlap of %u person; try more --days",
                                    "no overlap of %u people; try --largest, a smaller "
                                    "--min-people or more --days",
                                    question->min_people),
                          question->min_people);
}

/* The free time of the people asked about, in their order. */
static const MtSpans **
pick_free (const MtFreeTable *table, const GArray *people)
{
  const MtSpans **free_of = g_new0 (const MtSpans *, people->len + 1);

  for (guint i = 0; i < people->len; i++)
    free_of[i] = table->of[g_array_index (people, guint, i)];
  return free_of;
}

static int
index_of_me (const MtCli *cli, const GArray *people)
{
  for (guint i = 0; cli->me != NULL && i < people->len; i++)
    if (g_array_index (people, guint, i) == cli->me->index)
      return (int) i;
  return -1;
}

/* As many as ever share it, *me* among them. Tells how many that is. */
static GPtrArray *
find_largest (MtCli *cli, Question *question)
{
  g_autoptr (MtFreeTable) table = mt_free_table_new (cli->patterns, cli->snapshot, question->reach);
  g_autofree const MtSpans **free_of = pick_free (table, question->people);
  GPtrArray *slots = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_slot_free);
  guint n = question->people->len;
  int me = index_of_me (cli, question->people);
  g_autoptr (MtSpans) spans = NULL;

  question->min_people =
      mt_overlap_largest (free_of, n, me, question->window, MAX (question->min_length_s, 1));
  if (question->min_people == 0)
    return slots;
  spans = mt_overlap_find_with (free_of, n, me, question->min_people, question->reach,
                                question->min_length_s);
  mt_spans_keep_begun (spans, question->window.end);
  for (guint i = 0; i < spans->n; i++)
    {
      MtSlot *slot = g_new0 (MtSlot, 1);

      slot->span = spans->at[i];
      slot->free = g_array_new (FALSE, FALSE, sizeof (guint));
      mt_overlap_members (free_of, n, slot->span, slot->free);
      question->window.end = MAX (question->window.end, slot->span.end);
      g_ptr_array_add (slots, slot);
    }
  return slots;
}

static GPtrArray *
find_slots (MtCli *cli, Question *question)
{
  if (question->people->len == 0)
    return g_ptr_array_new ();
  if (question->min_people == 0)
    return find_largest (cli, question);
  return mt_overlap_slots (cli->snapshot, question->people, question->min_people, question->window,
                           question->min_length_s);
}

static gboolean
answer_calendar (MtCli *cli, const Question *question, const GPtrArray *slots)
{
  g_autoptr (GBytes) bytes = NULL;

  if (question->format == FORMAT_ICS && slots->len == 0)
    return FALSE;
  bytes = question->format == FORMAT_ICS
              ? mt_export_ics (cli->snapshot, question->people, slots, cli->now)
              : mt_export_freebusy (cli->snapshot, question->people, slots, question->window,
                                    cli->me, cli->now);
  g_string_append_len (cli->out, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  return TRUE;
}

/* Whether there is anything to write: without slots an .ics would be empty, and no calendar reads
 * that. */
static gboolean
answer (MtCli *cli, const Question *question, const GPtrArray *slots)
{
  switch (question->format)
    {
    case FORMAT_JSON:
      answer_json (cli, question, slots);
      return TRUE;
    case FORMAT_ICS:
    case FORMAT_FREEBUSY:
      return answer_calendar (cli, question, slots);
    case FORMAT_TEXT:
    default:
      if (slots->len > 0)
        answer_text (cli, question, slots);
      return TRUE;
    }
}

static gboolean
write_output (MtCli *cli, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (cli->out->str, cli->out->len);

  g_string_truncate (cli->out, 0);
  return mt_export_write (cli->options.output, bytes, error);
}

/* JSON has its own way to say that there is nothing; for people it is the answer; with a calendar
 * it must not stand between the lines. */
static void
say_none (MtCli *cli, const Question *question)
{
  g_autofree char *message = describe_none (question);
  g_autofree char *line = NULL;

  if (question->format == FORMAT_JSON)
    return;
  if (question->format == FORMAT_TEXT)
    g_string_append_printf (cli->out, "%s\n", message);
  else if (question->format == FORMAT_ICS && cli->options.output != NULL)
    line = g_strdup_printf (_ ("%s: not written: %s"), cli->options.output, message);
  else
    line = g_strdup_printf ("overlap: %s", message);
  if (line != NULL)
    mt_cli_warn (line);
}

/**
 * mt_cmd_overlap:
 * @cli: a run
 * @error: return location
 *
 * Answers with the spans in which the people asked about, or a number of them, are free together.
 * Without any, the exit status is 0, it is said in words, and no .ics is written.
 *
 * Returns: %FALSE with an error when an option is wrong, the team cannot be read, or the output
 *   cannot be written.
 */
gboolean
mt_cmd_overlap (MtCli *cli, GError **error)
{
  g_auto (Question) question = { 0 };
  g_autoptr (GPtrArray) slots = NULL;

  if (!mt_cli_read_team (cli, error) || !read_question (cli, &question, error) ||
      !mt_cli_load (cli, question.reach, MT_LOAD_CALENDARS, error))
    return FALSE;
  slots = find_slots (cli, &question);
  if (slots->len == 0)
    say_none (cli, &question);
  cli->colour = cli->colour && cli->options.output == NULL;
  if (!answer (cli, &question, slots) || cli->options.output == NULL)
    return TRUE;
  return write_output (cli, error);
}
