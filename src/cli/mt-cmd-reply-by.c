/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl reply-by`: when an answer may be expected, and which days did not count.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-answer.h"
#include "cli/mt-command.h"
#include "cli/mt-words.h"
#include "core/mt-instant.h"
#include "core/mt-reply.h"
#include "service/mt-display-text.h"

#define DEFAULT_CHANNEL "chat"

typedef struct
{
  const MtPerson *person;   /* unowned: in the team */
  const MtChannel *channel; /* unowned: in the team */
  gint64 sent;
} Question;

static char *
list_channels (const MtTeam *team)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < team->channels->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((const MtChannel *) g_ptr_array_index (team->channels, i))->name);
  return g_strdup (names->str);
}

static gboolean
find_channel (const MtCli *cli, Question *question, GError **error)
{
  const char *name = cli->options.channel != NULL ? cli->options.channel : DEFAULT_CHANNEL;
  g_autofree char *names = NULL;

  question->channel = mt_team_channel (cli->team, name);
  if (question->channel != NULL)
    return TRUE;
  names = list_channels (cli->team);
  return mt_cli_usage (error, "--channel", _ ("the team has no channel “%s”; there are: %s"), name,
                       names);
}

static gboolean
read_question (const MtCli *cli, Question *question, GError **error)
{
  question->person = mt_cli_find_person (cli, "reply-by", cli->options.words[0], error);
  if (question->person == NULL || !find_channel (cli, question, error))
    return FALSE;
  question->sent = cli->now;
  if (cli->options.sent == NULL || mt_instant_parse (cli->options.sent, &question->sent))
    return TRUE;
  return mt_cli_usage (
      error, "--sent",
      _ ("“%s” is not a time of the years 1600 to 2199; write one like 2026-11-24T15:22:00+01:00"),
      cli->options.sent);
}

static void
answer_json (MtCli *cli, const Question *question, const MtReply *reply)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mt_json_maybe_instant (builder, "due", reply->reached, reply->due);
  if (reply->reached)
    mt_json_local (builder, "local", reply->due, mt_day_zone_at (question->person, reply->due));
  else
    mt_json_string (builder, "local", NULL);
  mt_json_string (builder, "counting", mt_counting_to_string (question->channel->counting));
  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reply->skipped->len; i++)
    {
      const MtSkip *skip = &g_array_index (reply->skipped, MtSkip, i);

      json_builder_begin_object (builder);
      mt_json_date (builder, "from", skip->from);
      mt_json_date (builder, "to", skip->to);
      mt_json_string (builder, "why", mt_skip_why_to_string (skip->why));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  mt_answer_json (cli, builder);
}

static const char *
describe_counting (MtCounting counting)
{
  switch (counting)
    {
    case MT_COUNTING_WORKING_HOURS:
      return _ ("of their working hours");
    case MT_COUNTING_WORKDAYS:
      return _ ("on their working days");
    case MT_COUNTING_END_OF_DAY:
      return _ ("by the end of their working day");
    case MT_COUNTING_ELAPSED:
    default:
      return _ ("by the clock");
    }
}

static void
add_rule (MtCli *cli, const Question *question)
{
  const MtChannel *channel = question->channel;
  g_autofree char *name = mt_display_line (channel->name);
  g_autofree char *length = mt_words_hours (channel->within_s);

  if (channel->counting == MT_COUNTING_END_OF_DAY)
    g_string_append_printf (cli->out, "%s: %s\n", name, describe_counting (channel->counting));
  else
    g_string_append_printf (cli->out, "%s: %s %s\n", name, length,
                            describe_counting (channel->counting));
}

static void
add_skipped (MtCli *cli, const MtReply *reply)
{
  for (guint i = 0; i < reply->skipped->len; i++)
    {
      const MtSkip *skip = &g_array_index (reply->skipped, MtSkip, i);
      g_autofree char *from = mt_format_date (cli->format, skip->from);
      g_autofree char *to = mt_format_date (cli->format, skip->to);

      if (skip->from == skip->to)
        g_string_append_printf (cli->out, _ ("not counted: %s (%s)\n"), from,
                                mt_words_skip (skip->why));
      else
        g_string_append_printf (cli->out, _ ("not counted: %s to %s (%s)\n"), from, to,
                                mt_words_skip (skip->why));
    }
}

static void
answer_text (MtCli *cli, const Question *question, const MtReply *reply)
{
  g_autofree char *name = mt_display_line (question->person->name);
  MtZone *zone = mt_day_zone_at (question->person, reply->due);
  MtZone *viewer = mt_cli_viewer_zone (cli, reply->due);
  g_autofree char *yours = NULL;
  g_autofree char *theirs = NULL;

  if (!reply->reached)
    g_string_append_printf (cli->out, _ ("%s need not answer within a year.\n"), name);
  else
    {
      yours = mt_format_date_time (cli->format, reply->due, viewer);
      theirs = mt_words_time (cli, reply->due, zone);
      if (mt_zone_offset_at (viewer, reply->due) == mt_zone_offset_at (zone, reply->due))
        g_string_append_printf (cli->out, _ ("%s answers by %s.\n"), name, yours);
      else
        g_string_append_printf (cli->out, _ ("%s answers by %s, %s there.\n"), name, yours, theirs);
    }
  add_rule (cli, question);
  add_skipped (cli, reply);
}

/**
 * mt_cmd_reply_by:
 * @cli: a run
 * @error: return location
 *
 * Answers with the instant by which somebody is expected to reply, and the days that do not count.
 *
 * Returns: %FALSE with an error when an option is wrong or the team cannot be read.
 */
gboolean
mt_cmd_reply_by (MtCli *cli, GError **error)
{
  g_auto (MtReply) reply = { 0 };
  Question question;
  MtSpan window;

  if (!mt_cli_read_team (cli, error) || !read_question (cli, &question, error))
    return FALSE;
  window.start = question.sent - 2 * MT_DAY_S;
  window.end = question.sent + (MT_REPLY_HORIZON_DAYS + 2) * MT_DAY_S;
  if (!mt_cli_load (cli, window, MT_LOAD_CALENDARS, error) ||
      !read_question (cli, &question, error)) /* the people are those of the new reading */
    return FALSE;
  mt_reply_by (cli->patterns, question.person, mt_snapshot_agenda (cli->snapshot, question.person),
               question.channel, question.sent, &reply);
  if (cli->options.json)
    answer_json (cli, &question, &reply);
  else
    answer_text (cli, &question, &reply);
  return TRUE;
}
