/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: its properties, and how they are read.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include "service/mt-notify.h"

static GParamSpec *props[MT_SESSION_N_PROPS];

static gboolean
get_text_property (MtSession *self, guint prop_id, GValue *value)
{
  const char *texts[MT_SESSION_N_PROPS] = {
    [MT_SESSION_PROP_ERROR_TEXT] = self->error_text,
    [MT_SESSION_PROP_TROUBLE] = self->trouble,
    [MT_SESSION_PROP_TEAM_NAME] = self->team_name,
    [MT_SESSION_PROP_DATE_TEXT] = self->date_text,
    [MT_SESSION_PROP_SUMMARY] = self->summary,
    [MT_SESSION_PROP_NEXT_START_TEXT] = self->next_start_text,
    [MT_SESSION_PROP_CHANGE_TEXT] = self->change_text,
    [MT_SESSION_PROP_CHOICE_TEXT] = self->choice_text,
    [MT_SESSION_PROP_ZONE_HINT] = self->zone_hint,
    [MT_SESSION_PROP_BOARD_TEXT] = self->board_text,
    [MT_SESSION_PROP_UPDATES_TEXT] = self->updates_text,
    [MT_SESSION_PROP_BOARD_SOURCE_TEXT] = self->board_source_text,
    [MT_SESSION_PROP_BOARD_TROUBLE_TEXT] = self->board_trouble_text,
    [MT_SESSION_PROP_UPDATES_SOURCE_TEXT] = self->updates_source_text,
    [MT_SESSION_PROP_UPDATES_TROUBLE_TEXT] = self->updates_trouble_text,
  };

  if (prop_id >= MT_SESSION_N_PROPS || !G_IS_PARAM_SPEC_STRING (props[prop_id]))
    return FALSE;

  g_value_set_string (value, texts[prop_id] != NULL ? texts[prop_id] : "");

  return TRUE;
}

static gboolean
get_model_property (MtSession *self, guint prop_id, GValue *value)
{
  GListStore *models[MT_SESSION_N_PROPS] = {
    [MT_SESSION_PROP_PEOPLE] = self->people,     [MT_SESSION_PROP_ZONES] = self->zones,
    [MT_SESSION_PROP_COLUMNS] = self->columns,   [MT_SESSION_PROP_UPDATES] = self->updates,
    [MT_SESSION_PROP_OVERLAPS] = self->overlaps, [MT_SESSION_PROP_PROBLEMS] = self->problems,
  };

  if (prop_id >= MT_SESSION_N_PROPS || models[prop_id] == NULL)
    return FALSE;

  g_value_set_object (value, models[prop_id]);

  return TRUE;
}

static gboolean
get_number_property (MtSession *self, guint prop_id, GValue *value)
{
  const gint states[MT_SESSION_N_PROPS] = {
    [MT_SESSION_PROP_STATE] = self->state,
    [MT_SESSION_PROP_PEOPLE_STATE] = self->people_state,
    [MT_SESSION_PROP_BOARD_STATE] = self->board_state,
    [MT_SESSION_PROP_UPDATES_STATE] = self->updates_state,
  };
  const guint numbers[MT_SESSION_N_PROPS] = {
    [MT_SESSION_PROP_AXIS_HOURS] = self->axis_hours,
    [MT_SESSION_PROP_N_CHOSEN] = self->n_chosen,
    [MT_SESSION_PROP_CHOICE_MIN] = self->choice_min,
    [MT_SESSION_PROP_N_WORKING] = self->n_working,
    [MT_SESSION_PROP_N_PENDING] = self->n_pending,
    [MT_SESSION_PROP_N_CONFLICTS] = self->n_conflicts,
  };

  if (prop_id >= MT_SESSION_N_PROPS)
    return FALSE;
  if (G_IS_PARAM_SPEC_INT (props[prop_id]))
    g_value_set_int (value, states[prop_id]);
  else if (G_IS_PARAM_SPEC_UINT (props[prop_id]))
    g_value_set_uint (value, numbers[prop_id]);
  else
    return FALSE;

  return TRUE;
}

static void
get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtSession *self = MT_SESSION (object);

  if (get_text_property (self, prop_id, value) || get_number_property (self, prop_id, value) ||
      get_model_property (self, prop_id, value))
    return;

  switch (prop_id)
    {
    case MT_SESSION_PROP_AT:
      g_value_set_int64 (value, self->at);
      break;
    case MT_SESSION_PROP_LIVE:
      g_value_set_boolean (value, self->live);
      break;
    case MT_SESSION_PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case MT_SESSION_PROP_AXIS_START:
      g_value_set_int64 (value, self->axis.start);
      break;
    case MT_SESSION_PROP_AXIS_END:
      g_value_set_int64 (value, self->axis.end);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_axis_hours (MtSession *self, guint hours)
{
  if (!mt_notify_set_uint (self, props[MT_SESSION_PROP_AXIS_HOURS], &self->axis_hours,
                           hours <= 24 ? 24 : 48))
    return;

  self->axis = (MtSpan){ 0, 0 };
  if (self->moment == NULL)
    return;

  mt_session_refresh_axis (self);
  mt_session_refresh_overlaps (self);
  mt_session_refresh (self);
}

static void
set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MtSession *self = MT_SESSION (object);

  switch (prop_id)
    {
    case MT_SESSION_PROP_AT:
      mt_session_set_at (self, g_value_get_int64 (value));
      break;
    case MT_SESSION_PROP_AXIS_HOURS:
      set_axis_hours (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

#define READABLE (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)
#define WRITABLE (READABLE | G_PARAM_WRITABLE)

static GParamSpec *
string_prop (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, "", READABLE);
}

static GParamSpec *
section_prop (const char *name)
{
  return g_param_spec_int (name, NULL, NULL, MT_SECTION_LOADING, MT_SECTION_CONTENT,
                           MT_SECTION_LOADING, READABLE);
}

static GParamSpec *
instant_prop (const char *name, GParamFlags flags)
{
  return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
}

static GParamSpec *
model_prop (const char *name)
{
  return g_param_spec_object (name, NULL, NULL, G_TYPE_LIST_MODEL, READABLE);
}

static void
make_state_specs (void)
{
  props[MT_SESSION_PROP_STATE] = g_param_spec_int ("state", NULL, NULL, MT_SESSION_CLOSED,
                                                   MT_SESSION_ERROR, MT_SESSION_CLOSED, READABLE);
  props[MT_SESSION_PROP_ERROR_TEXT] = string_prop ("error-text");
  props[MT_SESSION_PROP_TROUBLE] = string_prop ("trouble");
  props[MT_SESSION_PROP_TEAM_NAME] = string_prop ("team-name");
  props[MT_SESSION_PROP_SUMMARY] = string_prop ("summary");
  props[MT_SESSION_PROP_NEXT_START_TEXT] = string_prop ("next-start-text");
  props[MT_SESSION_PROP_CHANGE_TEXT] = string_prop ("change-text");
  props[MT_SESSION_PROP_ZONE_HINT] = string_prop ("zone-hint");
  props[MT_SESSION_PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, READABLE);
  props[MT_SESSION_PROP_PEOPLE_STATE] = section_prop ("people-state");
  props[MT_SESSION_PROP_BOARD_STATE] = section_prop ("board-state");
  props[MT_SESSION_PROP_UPDATES_STATE] = section_prop ("updates-state");
  props[MT_SESSION_PROP_BOARD_TEXT] = string_prop ("board-text");
  props[MT_SESSION_PROP_UPDATES_TEXT] = string_prop ("updates-text");
  props[MT_SESSION_PROP_N_WORKING] =
      g_param_spec_uint ("n-working", NULL, NULL, 0, G_MAXUINT, 0, READABLE);
}

static void
make_source_specs (void)
{
  props[MT_SESSION_PROP_BOARD_SOURCE_TEXT] = string_prop ("board-source-text");
  props[MT_SESSION_PROP_BOARD_TROUBLE_TEXT] = string_prop ("board-trouble-text");
  props[MT_SESSION_PROP_UPDATES_SOURCE_TEXT] = string_prop ("updates-source-text");
  props[MT_SESSION_PROP_UPDATES_TROUBLE_TEXT] = string_prop ("updates-trouble-text");
  props[MT_SESSION_PROP_N_PENDING] =
      g_param_spec_uint ("n-pending", NULL, NULL, 0, G_MAXUINT, 0, READABLE);
  props[MT_SESSION_PROP_N_CONFLICTS] =
      g_param_spec_uint ("n-conflicts", NULL, NULL, 0, G_MAXUINT, 0, READABLE);
}

static void
make_time_specs (void)
{
  props[MT_SESSION_PROP_AT] = instant_prop ("at", WRITABLE);
  props[MT_SESSION_PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, TRUE, READABLE);
  props[MT_SESSION_PROP_AXIS_START] = instant_prop ("axis-start", READABLE);
  props[MT_SESSION_PROP_AXIS_END] = instant_prop ("axis-end", READABLE);
  props[MT_SESSION_PROP_AXIS_HOURS] =
      g_param_spec_uint ("axis-hours", NULL, NULL, 24, 48, 24, WRITABLE);
  props[MT_SESSION_PROP_DATE_TEXT] = string_prop ("date-text");
}

static void
make_choice_specs (void)
{
  props[MT_SESSION_PROP_N_CHOSEN] =
      g_param_spec_uint ("n-chosen", NULL, NULL, 0, G_MAXUINT, 0, READABLE);
  props[MT_SESSION_PROP_CHOICE_MIN] =
      g_param_spec_uint ("choice-min", NULL, NULL, 0, G_MAXUINT, 0, READABLE);
  props[MT_SESSION_PROP_CHOICE_TEXT] = string_prop ("choice-text");
}

static void
make_model_specs (void)
{
  props[MT_SESSION_PROP_PEOPLE] = model_prop ("people");
  props[MT_SESSION_PROP_ZONES] = model_prop ("zones");
  props[MT_SESSION_PROP_COLUMNS] = model_prop ("columns");
  props[MT_SESSION_PROP_UPDATES] = model_prop ("updates");
  props[MT_SESSION_PROP_OVERLAPS] = model_prop ("overlaps");
  props[MT_SESSION_PROP_PROBLEMS] = model_prop ("problems");
}

/**
 * mt_session_install_properties: (skip)
 * @object_class: the class of sessions
 *
 * Gives the class its properties.
 */
void
mt_session_install_properties (GObjectClass *object_class)
{
  object_class->get_property = get_property;
  object_class->set_property = set_property;

  make_state_specs ();
  make_source_specs ();
  make_time_specs ();
  make_choice_specs ();
  make_model_specs ();
  g_object_class_install_properties (object_class, MT_SESSION_N_PROPS, props);
}

/**
 * mt_session_prop: (skip)
 * @prop_id: one of the session's properties
 *
 * Returns: (transfer none): its spec, to notify it
 */
GParamSpec *
mt_session_prop (guint prop_id)
{
  return props[prop_id];
}
