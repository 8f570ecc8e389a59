/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonItem: one person as the window shows them at the chosen instant.
 */
#include "config.h"

#include "service/mt-person-item-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-notify.h"
#include "service/mt-person-text.h"
#include "service/mt-prop.h"
#include "service/mt-spoken-day.h"

#define N_COLORS 10

struct _MtPersonItem
{
  GObject parent_instance;

  MtMoment *moment;       /* owned */
  const MtPerson *person; /* unowned: the moment's snapshot keeps it */
  const MtAgenda *agenda; /* unowned: likewise */
  MtState state;
  MtDate date; /* of the person, that spoken-day was last told for */

  char *id;
  char *name;
  char *initials;
  char *place;
  char *zone_id;
  char *local;
  char *local_day;
  char *state_text;
  char *state_yours;
  char *mark_text;
  char *why;
  char *source_text;
  char *trouble_text;
  guint color;
  gint kind;
  gint64 until;
  gint mark;
  gboolean is_me;
  gboolean is_chosen;
  MtPicture *picture; /* owned, nullable */
};

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_INITIALS,
  PROP_PLACE,
  PROP_COLOR,
  PROP_ZONE_ID,
  PROP_LOCAL,
  PROP_LOCAL_DAY,
  PROP_STATE,
  PROP_STATE_TEXT,
  PROP_STATE_YOURS,
  PROP_UNTIL,
  PROP_MARK,
  PROP_MARK_TEXT,
  PROP_WHY,
  PROP_IS_ME,
  PROP_IS_CHOSEN,
  PROP_SPOKEN_DAY,
  PROP_PICTURE,
  PROP_SOURCE_TEXT,
  PROP_TROUBLE_TEXT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtPersonItem, mt_person_item, G_TYPE_OBJECT)

static void
mt_person_item_finalize (GObject *object)
{
  MtPersonItem *self = MT_PERSON_ITEM (object);

  g_clear_pointer (&self->moment, mt_moment_unref);
  g_clear_object (&self->picture);
  g_free (self->id);
  g_free (self->name);
  g_free (self->initials);
  g_free (self->place);
  g_free (self->zone_id);
  g_free (self->local);
  g_free (self->local_day);
  g_free (self->state_text);
  g_free (self->state_yours);
  g_free (self->mark_text);
  g_free (self->why);
  g_free (self->source_text);
  g_free (self->trouble_text);

  G_OBJECT_CLASS (mt_person_item_parent_class)->finalize (object);
}

static gboolean
get_string (MtPersonItem *self, guint prop_id, GValue *value)
{
  const MtPropString strings[] = {
    { PROP_ID, self->id },
    { PROP_NAME, self->name },
    { PROP_INITIALS, self->initials },
    { PROP_PLACE, self->place },
    { PROP_ZONE_ID, self->zone_id },
    { PROP_LOCAL, self->local },
    { PROP_LOCAL_DAY, self->local_day },
    { PROP_STATE_TEXT, self->state_text },
    { PROP_STATE_YOURS, self->state_yours },
    { PROP_MARK_TEXT, self->mark_text },
    { PROP_WHY, self->why },
    { PROP_SOURCE_TEXT, self->source_text },
    { PROP_TROUBLE_TEXT, self->trouble_text },
  };

  return mt_prop_get_string (strings, G_N_ELEMENTS (strings), prop_id, value);
}

static void
mt_person_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtPersonItem *self = MT_PERSON_ITEM (object);

  if (get_string (self, prop_id, value))
    return;

  switch (prop_id)
    {
    case PROP_COLOR:
      g_value_set_uint (value, self->color);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->kind);
      break;
    case PROP_UNTIL:
      g_value_set_int64 (value, self->until);
      break;
    case PROP_MARK:
      g_value_set_int (value, self->mark);
      break;
    case PROP_IS_ME:
      g_value_set_boolean (value, self->is_me);
      break;
    case PROP_IS_CHOSEN:
      g_value_set_boolean (value, self->is_chosen);
      break;
    case PROP_SPOKEN_DAY:
      g_value_take_string (value, mt_spoken_day (self->moment, self->person));
      break;
    case PROP_PICTURE:
      g_value_set_object (value, self->picture);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_person_item_class_init (MtPersonItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_person_item_finalize;
  object_class->get_property = mt_person_item_get_property;

  props[PROP_ID] = mt_prop_string ("id");
  props[PROP_NAME] = mt_prop_string ("name");
  props[PROP_INITIALS] = mt_prop_string ("initials");
  props[PROP_PLACE] = mt_prop_string ("place");
  props[PROP_COLOR] = g_param_spec_uint ("color", NULL, NULL, 0, N_COLORS - 1, 0, MT_PROP_READABLE);
  props[PROP_ZONE_ID] = mt_prop_string ("zone-id");
  props[PROP_LOCAL] = mt_prop_string ("local");
  props[PROP_LOCAL_DAY] = mt_prop_string ("local-day");
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, MT_STATE_AWAY, MT_STATE_WORKING,
                                        MT_STATE_OFF, MT_PROP_READABLE);
  props[PROP_STATE_TEXT] = mt_prop_string ("state-text");
  props[PROP_STATE_YOURS] = mt_prop_string ("state-yours");
  props[PROP_UNTIL] = g_param_spec_int64 ("until", NULL, NULL, G_MININT64, G_MAXINT64, G_MAXINT64,
                                          MT_PROP_READABLE);
  props[PROP_MARK] = g_param_spec_int ("mark", NULL, NULL, MT_MARK_OK, MT_MARK_UNKNOWN, MT_MARK_OK,
                                       MT_PROP_READABLE);
  props[PROP_MARK_TEXT] = mt_prop_string ("mark-text");
  props[PROP_WHY] = mt_prop_string ("why");
  props[PROP_IS_ME] = mt_prop_boolean ("is-me");
  props[PROP_IS_CHOSEN] = mt_prop_boolean ("is-chosen");
  props[PROP_SPOKEN_DAY] = mt_prop_string ("spoken-day");
  props[PROP_PICTURE] =
      g_param_spec_object ("picture", NULL, NULL, MT_TYPE_PICTURE, MT_PROP_READABLE);
  props[PROP_SOURCE_TEXT] = mt_prop_string ("source-text");
  props[PROP_TROUBLE_TEXT] = mt_prop_string ("trouble-text");
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_person_item_init (MtPersonItem *self)
{
  self->kind = MT_STATE_OFF;
  self->until = G_MAXINT64;
  self->date = MT_DATE_MIN;
}

/**
 * mt_person_item_new: (skip)
 * @moment: what to show
 * @index: of the person in its team
 *
 * Returns: (transfer full): an item
 */
MtPersonItem *
mt_person_item_new (MtMoment *moment, guint index)
{
  MtPersonItem *self = g_object_new (MT_TYPE_PERSON_ITEM, NULL);

  mt_person_item_set_moment (self, moment, index);

  return self;
}

/**
 * mt_person_item_refresh_sources: (skip)
 * @self: an item
 *
 * Says where their calendars are from, and what is wrong with those places.
 */
void
mt_person_item_refresh_sources (MtPersonItem *self)
{
  const MtMoment *moment = self->moment;
  MtZone *viewer = mt_moment_viewer_at (moment, moment->now);

  mt_notify_take_string (self, props[PROP_SOURCE_TEXT], &self->source_text,
                         mt_sources_text (moment->sources, self->person->calendars, moment->format,
                                          viewer, moment->now));
  mt_notify_take_string (self, props[PROP_TROUBLE_TEXT], &self->trouble_text,
                         mt_sources_trouble (moment->sources, self->person->calendars,
                                             moment->format, viewer, moment->now));
}

static void
refresh_fixed (MtPersonItem *self)
{
  const MtPerson *person = self->person;

  mt_notify_set_string (self, props[PROP_ID], &self->id, person->id);
  mt_notify_take_string (self, props[PROP_NAME], &self->name, mt_display_line (person->name));
  mt_notify_take_string (self, props[PROP_INITIALS], &self->initials,
                         mt_display_initials (person->name));
  mt_notify_set_uint (self, props[PROP_COLOR], &self->color, person->index % N_COLORS);
  mt_notify_set_int (self, props[PROP_MARK], &self->mark, self->agenda->mark);
  mt_notify_take_string (self, props[PROP_MARK_TEXT], &self->mark_text,
                         mt_person_text_mark (self->moment, self->agenda));
  mt_notify_set_boolean (self, props[PROP_IS_ME], &self->is_me, person == self->moment->me);
}

/**
 * mt_person_item_set_moment:
 * @self: an item
 * @moment: what to show
 * @index: of the person in its team
 *
 * Shows another reading of the same person.
 */
void
mt_person_item_set_moment (MtPersonItem *self, MtMoment *moment, guint index)
{
  g_object_freeze_notify (G_OBJECT (self));

  mt_moment_ref (moment);
  g_clear_pointer (&self->moment, mt_moment_unref);
  self->moment = moment;
  self->person = g_ptr_array_index (moment->snapshot->team->people, index);
  self->agenda = mt_snapshot_agenda (moment->snapshot, self->person);

  refresh_fixed (self);
  mt_person_item_refresh_sources (self);
  mt_person_item_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPOKEN_DAY]);

  g_object_thaw_notify (G_OBJECT (self));
}

static void
refresh_clock (MtPersonItem *self)
{
  const MtMoment *moment = self->moment;
  MtZone *zone = mt_day_zone_at (self->person, moment->at);
  const MtDate date = mt_day_of (self->person, moment->at);

  mt_notify_set_string (self, props[PROP_ZONE_ID], &self->zone_id, mt_zone_get_id (zone));
  mt_notify_take_string (self, props[PROP_PLACE], &self->place,
                         mt_person_text_place (self->person, zone));
  mt_notify_take_string (self, props[PROP_LOCAL], &self->local,
                         mt_format_time (moment->format, moment->at, zone));
  mt_notify_take_string (self, props[PROP_LOCAL_DAY], &self->local_day,
                         mt_person_text_local_day (date - moment->date));

  if (self->date == date)
    return;

  self->date = date;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPOKEN_DAY]);
}

static void
refresh_state (MtPersonItem *self)
{
  const MtMoment *moment = self->moment;

  self->state = mt_state_at (moment->patterns, self->person, self->agenda, moment->at);

  mt_notify_set_int (self, props[PROP_STATE], &self->kind, self->state.kind);
  mt_notify_set_int64 (self, props[PROP_UNTIL], &self->until, self->state.until);
  mt_notify_take_string (self, props[PROP_STATE_TEXT], &self->state_text,
                         mt_person_text_state (moment, self->person, &self->state));
  mt_notify_take_string (self, props[PROP_STATE_YOURS], &self->state_yours,
                         mt_person_text_yours (moment, self->person, &self->state));
  mt_notify_take_string (self, props[PROP_WHY], &self->why,
                         mt_person_text_why (moment, self->person, self->agenda, &self->state));
}

/**
 * mt_person_item_refresh:
 * @self: an item
 *
 * Brings everything to the instant of its moment; only what differs notifies.
 */
void
mt_person_item_refresh (MtPersonItem *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  refresh_clock (self);
  refresh_state (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mt_person_item_set_chosen: (skip)
 * @self: an item
 * @chosen: whether the person is among those whose overlap is shown
 */
void
mt_person_item_set_chosen (MtPersonItem *self, gboolean chosen)
{
  mt_notify_set_boolean (self, props[PROP_IS_CHOSEN], &self->is_chosen, chosen);
}

/**
 * mt_person_item_get_chosen:
 * @self: an item
 *
 * Returns: whether the person is among those whose overlap is shown
 */
gboolean
mt_person_item_get_chosen (MtPersonItem *self)
{
  return self->is_chosen;
}

/**
 * mt_person_item_set_picture: (skip)
 * @self: an item
 * @picture: (nullable): what to show instead of initials
 */
void
mt_person_item_set_picture (MtPersonItem *self, MtPicture *picture)
{
  if (g_set_object (&self->picture, picture))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PICTURE]);
}

/**
 * mt_person_item_get_picture:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what to show instead of initials, once it has been read
 */
MtPicture *
mt_person_item_get_picture (MtPersonItem *self)
{
  return self->picture;
}

/**
 * mt_person_item_get_person:
 * @self: an item
 *
 * Returns: (transfer none): the record; good until the team is read again
 */
const MtPerson *
mt_person_item_get_person (MtPersonItem *self)
{
  g_return_val_if_fail (MT_IS_PERSON_ITEM (self), NULL);

  return self->person;
}

/**
 * mt_person_item_get_agenda:
 * @self: an item
 *
 * Returns: (transfer none): what their calendars say; good until the team is read again
 */
const MtAgenda *
mt_person_item_get_agenda (MtPersonItem *self)
{
  g_return_val_if_fail (MT_IS_PERSON_ITEM (self), NULL);

  return self->agenda;
}

/**
 * mt_person_item_get_state:
 * @self: an item
 *
 * Returns: the state at the chosen instant
 */
MtState
mt_person_item_get_state (MtPersonItem *self)
{
  static const MtState nothing = { MT_STATE_OFF, G_MAXINT64, FALSE, G_MAXINT64, G_MAXINT64 };

  g_return_val_if_fail (MT_IS_PERSON_ITEM (self), nothing);

  return self->state;
}

/**
 * mt_person_item_get_name:
 * @self: an item
 *
 * Returns: (transfer none): the name, fit to show
 */
const char *
mt_person_item_get_name (MtPersonItem *self)
{
  return self->name;
}

/**
 * mt_person_item_get_place:
 * @self: an item
 *
 * Returns: (transfer none): where the person is on the date
 */
const char *
mt_person_item_get_place (MtPersonItem *self)
{
  return self->place;
}

/**
 * mt_person_item_get_state_text:
 * @self: an item
 *
 * Returns: (transfer none): the state in words
 */
const char *
mt_person_item_get_state_text (MtPersonItem *self)
{
  return self->state_text;
}

/**
 * mt_person_item_get_moment:
 * @self: an item
 *
 * Returns: (transfer none): what it shows
 */
MtMoment *
mt_person_item_get_moment (MtPersonItem *self)
{
  return self->moment;
}
