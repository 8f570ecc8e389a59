/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonDetail: all that the page about a person says, live.
 */
#include "config.h"

#include "service/mt-person-detail.h"

#include <glib/gi18n-lib.h>

#include "service/mt-detail-line.h"
#include "service/mt-detail-replies.h"
#include "service/mt-detail-sources.h"
#include "service/mt-detail-times.h"
#include "service/mt-notify.h"
#include "service/mt-person-item-private.h"
#include "service/mt-person-text.h"

struct _MtPersonDetail
{
  GObject parent_instance;

  MtPersonItem *person; /* owned */
  gboolean present;
  char *clock_text;
  char *hours_text;
  char *next_note;
  char *shared_note;
  char *calendars_note;
  char *away_calendar;
  GListStore *lines[MT_DETAIL_N_GROUPS]; /* owned (element-type MtDetailLine) */
};

enum
{
  PROP_PERSON = 1,
  PROP_PRESENT,
  PROP_CLOCK_TEXT,
  PROP_HOURS_TEXT,
  PROP_NEXT_NOTE,
  PROP_SHARED_NOTE,
  PROP_CALENDARS_NOTE,
  PROP_AWAY_CALENDAR,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtPersonDetail, mt_person_detail, G_TYPE_OBJECT)

static void
mt_person_detail_finalize (GObject *object)
{
  MtPersonDetail *self = MT_PERSON_DETAIL (object);

  g_clear_object (&self->person);
  for (guint i = 0; i < MT_DETAIL_N_GROUPS; i++)
    g_object_unref (self->lines[i]);
  g_free (self->clock_text);
  g_free (self->hours_text);
  g_free (self->next_note);
  g_free (self->shared_note);
  g_free (self->calendars_note);
  g_free (self->away_calendar);
  G_OBJECT_CLASS (mt_person_detail_parent_class)->finalize (object);
}

static void
mt_person_detail_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtPersonDetail *self = MT_PERSON_DETAIL (object);

  switch (prop_id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_PRESENT:
      g_value_set_boolean (value, self->present);
      break;
    case PROP_CLOCK_TEXT:
      g_value_set_string (value, self->clock_text);
      break;
    case PROP_HOURS_TEXT:
      g_value_set_string (value, self->hours_text);
      break;
    case PROP_NEXT_NOTE:
      g_value_set_string (value, self->next_note);
      break;
    case PROP_SHARED_NOTE:
      g_value_set_string (value, self->shared_note);
      break;
    case PROP_CALENDARS_NOTE:
      g_value_set_string (value, self->calendars_note);
      break;
    case PROP_AWAY_CALENDAR:
      g_value_set_string (value, self->away_calendar);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_person_detail_class_init (MtPersonDetailClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_person_detail_finalize;
  object_class->get_property = mt_person_detail_get_property;
  props[PROP_PERSON] = g_param_spec_object ("person", NULL, NULL, MT_TYPE_PERSON_ITEM, flags);
  props[PROP_PRESENT] = g_param_spec_boolean ("present", NULL, NULL, TRUE, flags);
  props[PROP_CLOCK_TEXT] = g_param_spec_string ("clock-text", NULL, NULL, NULL, flags);
  props[PROP_HOURS_TEXT] = g_param_spec_string ("hours-text", NULL, NULL, NULL, flags);
  props[PROP_NEXT_NOTE] = g_param_spec_string ("next-note", NULL, NULL, NULL, flags);
  props[PROP_SHARED_NOTE] = g_param_spec_string ("shared-note", NULL, NULL, NULL, flags);
  props[PROP_CALENDARS_NOTE] = g_param_spec_string ("calendars-note", NULL, NULL, NULL, flags);
  props[PROP_AWAY_CALENDAR] = g_param_spec_string ("away-calendar", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_person_detail_init (MtPersonDetail *self)
{
  self->present = TRUE;
  for (guint i = 0; i < MT_DETAIL_N_GROUPS; i++)
    self->lines[i] = g_list_store_new (MT_TYPE_DETAIL_LINE);
}

/* "Cairo · 16:22 · +1 h" */
static char *
format_clock (MtPersonDetail *self)
{
  const MtMoment *moment = mt_person_item_get_moment (self->person);
  const MtPerson *person = mt_person_item_get_person (self->person);
  const gint32 offset = mt_zone_offset_at (mt_day_zone_at (person, moment->at), moment->at) -
                        mt_zone_offset_at (moment->viewer, moment->at);
  g_autofree char *local = NULL;
  g_autofree char *day = NULL;
  g_autofree char *ahead = NULL;
  g_autofree char *clock = NULL;

  g_object_get (self->person, "local", &local, "local-day", &day, NULL);
  clock = g_strdup_printf ("%s · %s%s%s", mt_person_item_get_place (self->person), local,
                           day[0] != '\0' ? " " : "", day);
  if (person == moment->me)
    return g_steal_pointer (&clock);

  ahead = offset != 0 ? mt_format_offset (moment->format, offset) : g_strdup (_ ("your time"));

  return g_strdup_printf ("%s · %s", clock, ahead);
}

static char *
free_note (MtPersonDetail *self, MtDetailGroup group, gboolean wanted)
{
  const MtAgenda *agenda = mt_person_item_get_agenda (self->person);

  if (!wanted || g_list_model_get_n_items (G_LIST_MODEL (self->lines[group])) > 0)
    return g_strdup ("");
  if (agenda->mark == MT_MARK_UNKNOWN)
    return g_strdup (_ ("Nobody knows: their calendar has not been read."));
  if (group == MT_DETAIL_NEXT)
    return g_strdup (_ ("No free working hours within two weeks."));

  return g_strdup (_ ("No half hour within a week."));
}

static char *
find_away_calendar (MtPersonDetail *self)
{
  const MtState state = mt_person_item_get_state (self->person);
  const char *calendar = mt_person_text_away_calendar (
      mt_person_item_get_moment (self->person), mt_person_item_get_person (self->person),
      mt_person_item_get_agenda (self->person), &state);

  return g_strdup (calendar != NULL ? calendar : "");
}

static void
refresh_texts (MtPersonDetail *self)
{
  const MtMoment *moment = mt_person_item_get_moment (self->person);
  const MtPerson *person = mt_person_item_get_person (self->person);
  const gboolean colleague = moment->me != NULL && moment->me != person;

  mt_notify_take_string (self, props[PROP_CLOCK_TEXT], &self->clock_text, format_clock (self));
  mt_notify_take_string (self, props[PROP_HOURS_TEXT], &self->hours_text,
                         mt_detail_times_hours (moment, person));
  mt_notify_take_string (self, props[PROP_NEXT_NOTE], &self->next_note,
                         free_note (self, MT_DETAIL_NEXT, TRUE));
  mt_notify_take_string (self, props[PROP_SHARED_NOTE], &self->shared_note,
                         free_note (self, MT_DETAIL_SHARED, colleague));
  mt_notify_take_string (self, props[PROP_CALENDARS_NOTE], &self->calendars_note,
                         mt_detail_sources_note (moment, person));
  mt_notify_take_string (self, props[PROP_AWAY_CALENDAR], &self->away_calendar,
                         find_away_calendar (self));
}

static void
refresh (MtPersonDetail *self)
{
  static GPtrArray *(*const build[MT_DETAIL_N_GROUPS]) (const MtMoment *, const MtPerson *) = {
    [MT_DETAIL_REPLIES] = mt_detail_replies_new,
    [MT_DETAIL_SHARED] = mt_detail_times_shared,
    [MT_DETAIL_NEXT] = mt_detail_times_next,
    [MT_DETAIL_DAYS] = mt_detail_times_days,
    [MT_DETAIL_LINKS] = mt_detail_sources_links,
    [MT_DETAIL_CALENDARS] = mt_detail_sources_calendars,
  };
  const MtMoment *moment = mt_person_item_get_moment (self->person);
  const MtPerson *person = mt_person_item_get_person (self->person);

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < MT_DETAIL_N_GROUPS; i++)
    {
      g_autoptr (GPtrArray) lines = build[i](moment, person);

      mt_detail_lines_update (self->lines[i], lines);
    }
  refresh_texts (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/* (transfer full) (nullable) */
static MtPersonItem *
find_person (GListModel *people, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (people, i);

      if (g_str_equal (mt_person_item_get_person (item)->id, id))
        return g_steal_pointer (&item);
    }

  return NULL;
}

static void
people_changed_cb (MtPersonDetail *self, guint at, guint removed, guint added, GListModel *people)
{
  gboolean present = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (people) && !present; i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (people, i);

      present = item == self->person;
    }
  mt_notify_set_boolean (self, props[PROP_PRESENT], &self->present, present);
}

/**
 * mt_person_detail_new:
 * @session: an open team
 * @id: of a person
 *
 * Follows the chosen instant and the data for as long as it lives: the clock of a person changes
 * with the one, their day with the other.
 *
 * Returns: (transfer full) (nullable): the detail; %NULL when nobody on the team has that id
 */
MtPersonDetail *
mt_person_detail_new (MtSession *session, const char *id)
{
  GListModel *people = mt_session_get_people (session);
  MtPersonItem *person = find_person (people, id);
  MtPersonDetail *self = NULL;

  if (person == NULL)
    return NULL;

  self = g_object_new (MT_TYPE_PERSON_DETAIL, NULL);
  self->person = person;
  g_signal_connect_object (person, "notify::local", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (person, "notify::spoken-day", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (people_changed_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);

  return self;
}

/**
 * mt_person_detail_get_person:
 * @self: a detail
 *
 * Returns: (transfer none): whom it is about
 */
MtPersonItem *
mt_person_detail_get_person (MtPersonDetail *self)
{
  return self->person;
}

/**
 * mt_person_detail_get_lines:
 * @self: a detail
 * @group: which lines
 *
 * Returns: (transfer none): of #MtDetailLine
 */
GListModel *
mt_person_detail_get_lines (MtPersonDetail *self, MtDetailGroup group)
{
  g_return_val_if_fail (group < MT_DETAIL_N_GROUPS, NULL);

  return G_LIST_MODEL (self->lines[group]);
}
