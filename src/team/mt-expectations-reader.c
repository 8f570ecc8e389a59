/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The expectations of a team file (DESIGN section 3), with the values of channels left out.
 */
#include "config.h"

#include "team/mt-expectations-reader.h"
#include "team/mt-hours-reader.h"

#include "core/mt-instant.h"

#include <glib/gi18n-lib.h>

#define HOUR_S 3600
#define ALL_DAYS 0x7f
#define MONDAY_TO_FRIDAY 0x1f

typedef struct
{
  const char *name;
  MtCounting counting;
  gint64 within_s;
  guint8 days;
} Usual;

static const Usual usual_channels[] = {
  { "email", MT_COUNTING_WORKDAYS, 24 * HOUR_S, ALL_DAYS },
  { "chat", MT_COUNTING_WORKING_HOURS, 8 * HOUR_S, ALL_DAYS },
  { "urgent", MT_COUNTING_WORKING_HOURS, 2 * HOUR_S, ALL_DAYS },
  { "update", MT_COUNTING_END_OF_DAY, 0, MONDAY_TO_FRIDAY },
};

static const Usual *
find_usual (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (usual_channels); i++)
    if (g_str_equal (usual_channels[i].name, name))
      return &usual_channels[i];
  return NULL;
}

static MtChannel *
channel_new (const char *name, const Usual *usual)
{
  MtChannel *channel =
      mt_channel_new (name, usual != NULL ? usual->counting : MT_COUNTING_WORKING_HOURS,
                      usual != NULL ? usual->within_s : 0);

  channel->days = usual != NULL ? usual->days : ALL_DAYS;
  return channel;
}

/* One of some words; `index` stays as it is when the member is absent or wrong. */
static void
read_choice (MtTeamCheck *check,
             const MtJsonNode *object,
             const char *key,
             const char *const *words,
             gint *index)
{
  const MtJsonNode *node = mt_team_check_member (check, object, key, MT_JSON_STRING, FALSE);
  g_autofree char *list = NULL;

  if (node == NULL)
    return;
  for (gint i = 0; words[i] != NULL; i++)
    if (g_str_equal (node->string, words[i]))
      {
        *index = i;
        return;
      }
  list = g_strjoinv (", ", (char **) words);
  mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                 _ ("\"%s\" is not one of the values of \"%s\": %s"), node->string, key, list);
}

static void
read_within (MtTeamCheck *check, const MtJsonNode *object, gboolean required, MtChannel *channel)
{
  const MtJsonNode *node = mt_team_check_member (check, object, "within", MT_JSON_STRING, required);

  if (node == NULL || mt_length_parse (node->string, &channel->within_s))
    return;
  mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                 _ ("\"%s\" is no length: write it as 8h, 30m or 1d12h, a day being 24 hours"),
                 node->string);
}

static void
read_days (MtTeamCheck *check, const MtJsonNode *object, MtChannel *channel)
{
  const MtJsonNode *array = mt_team_check_member (check, object, "days", MT_JSON_ARRAY, FALSE);

  if (array == NULL)
    return;
  channel->days = 0;
  for (const MtJsonNode *node = array->first; node != NULL; node = node->next)
    {
      MtWeekday weekday;

      if (!mt_team_check_kind (check, node, MT_JSON_STRING))
        continue;
      if (mt_hours_find_weekday (node->string, &weekday))
        channel->days |= (guint8) (1 << weekday);
      else
        mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                       _ ("\"%s\" is no weekday: write mon, tue, wed, thu, fri, sat or sun"),
                       node->string);
    }
}

static void
read_counting (MtTeamCheck *check, const MtJsonNode *object, MtChannel *channel)
{
  static const char *const words[] = { "working-hours", "workdays", "elapsed", NULL };
  static const MtCounting meant[] = { MT_COUNTING_WORKING_HOURS, MT_COUNTING_WORKDAYS,
                                      MT_COUNTING_ELAPSED };
  gint index = -1;

  read_choice (check, object, "counting", words, &index);
  if (index >= 0)
    channel->counting = meant[index];
}

static void
read_when_off (MtTeamCheck *check, const MtJsonNode *object, MtChannel *channel)
{
  static const char *const words[] = { "wait", "pass-on", NULL };
  gint index = 0;

  read_choice (check, object, "when-off", words, &index);
  channel->when_off = index == 1 ? MT_WHEN_OFF_PASS_ON : MT_WHEN_OFF_WAIT;
}

/* Members that the other way of counting would need. */
static void
warn_of_useless (MtTeamCheck *check, const MtJsonNode *object, const char *const *keys)
{
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const MtJsonNode *member = mt_json_node_member (object, keys[i]);

      if (member != NULL)
        mt_report_add (check->report, MT_SEVERITY_WARNING, member->key_start,
                       _ ("\"%s\" has no effect in this expectation"), keys[i]);
    }
}

/* "by": "end-of-day", or a channel that has it by default and names no length. */
static gboolean
is_end_of_day (MtTeamCheck *check, const MtJsonNode *object, const Usual *usual)
{
  static const char *const words[] = { "end-of-day", NULL };
  gint index = -1;

  if (mt_json_node_member (object, "by") == NULL)
    return usual != NULL && usual->counting == MT_COUNTING_END_OF_DAY &&
           mt_json_node_member (object, "within") == NULL;
  read_choice (check, object, "by", words, &index);
  return TRUE;
}

static MtChannel *
read_channel (MtTeamCheck *check, const MtJsonNode *object)
{
  static const char *const known[] = { "within", "counting", "by", "days", "when-off", NULL };
  static const char *const useless_by[] = { "within", "counting", NULL };
  static const char *const useless_within[] = { "days", NULL };
  const Usual *usual = find_usual (object->key);
  MtChannel *channel = channel_new (object->key, usual);

  mt_team_check_keys (check, object, known);
  channel->days = ALL_DAYS;
  if (is_end_of_day (check, object, usual))
    {
      channel->counting = MT_COUNTING_END_OF_DAY;
      read_days (check, object, channel);
      warn_of_useless (check, object, useless_by);
    }
  else
    {
      if (channel->counting == MT_COUNTING_END_OF_DAY)
        channel->counting = MT_COUNTING_WORKING_HOURS;
      read_within (check, object, usual == NULL, channel);
      read_counting (check, object, channel);
      warn_of_useless (check, object, useless_within);
    }
  read_when_off (check, object, channel);
  return channel;
}

static gboolean
has_channel (const MtTeam *team, const char *name)
{
  for (guint i = 0; i < team->channels->len; i++)
    if (g_str_equal (((const MtChannel *) g_ptr_array_index (team->channels, i))->name, name))
      return TRUE;
  return FALSE;
}

static void
read_channels (MtTeamCheck *check, const MtJsonNode *expectations, MtTeam *team)
{
  for (const MtJsonNode *node = expectations->first; node != NULL; node = node->next)
    if (!node->duplicate && !g_str_equal (node->key, "review-by") &&
        mt_team_check_kind (check, node, MT_JSON_OBJECT))
      g_ptr_array_add (team->channels, read_channel (check, node));
}

/**
 * mt_expectations_read:
 * @check: takes the problems
 * @root: the object of the whole file
 * @team: takes the channels, in the order of the file, those left out after them
 *
 * Reads "expectations".
 */
void
mt_expectations_read (MtTeamCheck *check, const MtJsonNode *root, MtTeam *team)
{
  const MtJsonNode *node =
      mt_team_check_member (check, root, "expectations", MT_JSON_OBJECT, FALSE);

  if (node != NULL)
    {
      read_channels (check, node, team);
      team->has_review_by = mt_team_check_date (check, node, "review-by", FALSE, &team->review_by);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (usual_channels); i++)
    if (!has_channel (team, usual_channels[i].name))
      g_ptr_array_add (team->channels, channel_new (usual_channels[i].name, &usual_channels[i]));
}
