/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtZoneItem: one card of the clock strip.
 */
#include "config.h"

#include "service/mt-zone-item-private.h"

#include <glib/gi18n-lib.h>

#include "core/mt-sun.h"
#include "service/mt-city.h"
#include "service/mt-display-text.h"
#include "service/mt-model-sync.h"
#include "service/mt-notify.h"
#include "service/mt-person-item-private.h"
#include "service/mt-person-text.h"
#include "service/mt-zone-text.h"

#define MAX_PLACES 3
#define RISING_STEP_S 600
/* The sun moves a degree or less meanwhile: most minutes draw no card anew, and one draws all. */
#define SUN_STEP_S 300

struct _MtZoneItem
{
  GObject parent_instance;

  char **zone_ids;
  char *place;
  char *local;
  char *offset_text;
  char *day_text;
  char *warning;
  gint days; /* from the reader's date to the one here: -1, 0 or 1 */
  double sun;
  gboolean rising;
  gboolean is_mine;
  GListStore *people; /* owned (element-type MtPersonItem) */
  GListStore *places; /* owned (element-type MtCity) */
};

enum
{
  PROP_PLACE = 1,
  PROP_ZONE_IDS,
  PROP_LOCAL,
  PROP_OFFSET_TEXT,
  PROP_DAY_TEXT,
  PROP_WARNING,
  PROP_SUN,
  PROP_RISING,
  PROP_IS_MINE,
  PROP_PEOPLE,
  PROP_PLACES,
  PROP_DESCRIPTION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtZoneItem, mt_zone_item, G_TYPE_OBJECT)

static const char *
day_in_words (gint days)
{
  if (days == 0)
    return "";

  return days > 0 ? _ ("tomorrow") : _ ("yesterday");
}

/* "Auckland, 04:22, tomorrow, +12 h; Aroha Kingi: Off · back 09:00" */
static char *
describe (MtZoneItem *self)
{
  GString *text = g_string_new (self->place);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  const char *facts[] = { self->local, day_in_words (self->days), self->offset_text };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i] != NULL && *facts[i] != '\0')
      g_string_append_printf (text, ", %s", facts[i]);

  if (self->warning != NULL && *self->warning != '\0')
    g_string_append_printf (text, "; %s", self->warning);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtPersonItem) person = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      g_string_append_printf (text, "; %s: %s", mt_person_item_get_name (person),
                              mt_person_item_get_state_text (person));
    }

  return g_string_free (text, FALSE);
}

static void
mt_zone_item_finalize (GObject *object)
{
  MtZoneItem *self = MT_ZONE_ITEM (object);

  g_strfreev (self->zone_ids);
  g_free (self->place);
  g_free (self->local);
  g_free (self->offset_text);
  g_free (self->day_text);
  g_free (self->warning);
  g_object_unref (self->people);
  g_object_unref (self->places);

  G_OBJECT_CLASS (mt_zone_item_parent_class)->finalize (object);
}

static void
mt_zone_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtZoneItem *self = MT_ZONE_ITEM (object);

  switch (prop_id)
    {
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    case PROP_ZONE_IDS:
      g_value_set_boxed (value, self->zone_ids);
      break;
    case PROP_LOCAL:
      g_value_set_string (value, self->local);
      break;
    case PROP_OFFSET_TEXT:
      g_value_set_string (value, self->offset_text);
      break;
    case PROP_DAY_TEXT:
      g_value_set_string (value, self->day_text);
      break;
    case PROP_WARNING:
      g_value_set_string (value, self->warning);
      break;
    case PROP_SUN:
      g_value_set_double (value, self->sun);
      break;
    case PROP_RISING:
      g_value_set_boolean (value, self->rising);
      break;
    case PROP_IS_MINE:
      g_value_set_boolean (value, self->is_mine);
      break;
    case PROP_PEOPLE:
      g_value_set_object (value, self->people);
      break;
    case PROP_PLACES:
      g_value_set_object (value, self->places);
      break;
    case PROP_DESCRIPTION:
      g_value_take_string (value, describe (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

#define READABLE (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

static void
mt_zone_item_class_init (MtZoneItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_zone_item_finalize;
  object_class->get_property = mt_zone_item_get_property;

  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, READABLE);
  props[PROP_ZONE_IDS] = g_param_spec_boxed ("zone-ids", NULL, NULL, G_TYPE_STRV, READABLE);
  props[PROP_LOCAL] = g_param_spec_string ("local", NULL, NULL, NULL, READABLE);
  props[PROP_OFFSET_TEXT] = g_param_spec_string ("offset-text", NULL, NULL, NULL, READABLE);
  props[PROP_DAY_TEXT] = g_param_spec_string ("day-text", NULL, NULL, NULL, READABLE);
  props[PROP_WARNING] = g_param_spec_string ("warning", NULL, NULL, NULL, READABLE);
  props[PROP_SUN] = g_param_spec_double ("sun", NULL, NULL, -90, 90, 0, READABLE);
  props[PROP_RISING] = g_param_spec_boolean ("rising", NULL, NULL, FALSE, READABLE);
  props[PROP_IS_MINE] = g_param_spec_boolean ("is-mine", NULL, NULL, FALSE, READABLE);
  props[PROP_PEOPLE] = g_param_spec_object ("people", NULL, NULL, G_TYPE_LIST_MODEL, READABLE);
  props[PROP_PLACES] = g_param_spec_object ("places", NULL, NULL, G_TYPE_LIST_MODEL, READABLE);
  props[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_zone_item_init (MtZoneItem *self)
{
  self->people = g_list_store_new (MT_TYPE_PERSON_ITEM);
  self->places = g_list_store_new (MT_TYPE_CITY);
}

/**
 * mt_zone_item_new: (skip)
 *
 * Returns: (transfer full): an empty card
 */
MtZoneItem *
mt_zone_item_new (void)
{
  return g_object_new (MT_TYPE_ZONE_ITEM, NULL);
}

static void
add_place (GPtrArray *places, const char *place)
{
  if (!g_ptr_array_find_with_equal_func (places, place, g_str_equal, NULL))
    g_ptr_array_add (places, g_strdup (place));
}

/* "Madrid", "Madrid, Berlin", "Madrid, Berlin, Paris and 2 more" */
static char *
join_places (GPtrArray *people, GPtrArray *others)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  guint more = 0;

  for (guint i = 0; i < people->len; i++)
    add_place (places, mt_person_item_get_place (g_ptr_array_index (people, i)));
  for (guint i = 0; i < others->len; i++)
    {
      g_autofree char *name = mt_display_line (mt_city_get_name (g_ptr_array_index (others, i)));

      add_place (places, name);
    }

  if (places->len > MAX_PLACES)
    {
      more = places->len - MAX_PLACES;
      g_ptr_array_set_size (places, MAX_PLACES);
    }
  g_ptr_array_add (places, NULL);
  joined = g_strjoinv (", ", (char **) places->pdata);

  if (more == 0)
    return g_steal_pointer (&joined);

  /* Translators: places on one clock: "Madrid, Berlin, Paris and 2 more". */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", more), joined, more);
}

static void
set_zone_ids (MtZoneItem *self, GPtrArray *zones)
{
  g_auto (GStrv) ids = g_new0 (char *, zones->len + 1);

  for (guint i = 0; i < zones->len; i++)
    ids[i] = g_strdup (mt_zone_get_id (g_ptr_array_index (zones, i)));

  if (self->zone_ids != NULL &&
      g_strv_equal ((const char *const *) ids, (const char *const *) self->zone_ids))
    return;

  g_strfreev (self->zone_ids);
  self->zone_ids = g_steal_pointer (&ids);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ZONE_IDS]);
}

/* (transfer full): short, for it stands on a narrow card; the description says it in words. */
static char *
dup_day_text (MtFormat *format, gint days)
{
  if (days == 0)
    return g_strdup ("");

  /* Translators: the date on a clock against the reader's own, with a real minus. */
  return mt_format_signed (format, days > 0 ? _ ("+1 day") : _ ("−1 day"));
}

static void
set_sun (MtZoneItem *self, const MtMoment *moment, GPtrArray *zones)
{
  g_autoptr (MtCity) place = g_list_model_get_item (G_LIST_MODEL (self->places), 0);
  const gint64 at = moment->at - moment->at % SUN_STEP_S;
  double latitude = 0;
  double longitude = 0;
  double now = 0;
  gboolean known = FALSE;

  /* Where nobody works, the sun is that of the place: Las Vegas is far from its zone's Los Angeles.
   */
  if (place != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->people)) == 0)
    known = mt_city_get_position (place, &latitude, &longitude);
  for (guint i = 0; i < zones->len && !known; i++)
    known = mt_tzdata_get_position (moment->tzdata, mt_zone_get_id (g_ptr_array_index (zones, i)),
                                    &latitude, &longitude);

  /* A zone without a place ("Etc/GMT-5") gets the sun of its meridian at the equator. */
  if (!known)
    longitude = mt_zone_offset_at (g_ptr_array_index (zones, 0), moment->at) / 240.0;

  now = mt_sun_elevation (latitude, longitude, at);
  mt_notify_set_double (self, props[PROP_SUN], &self->sun, now);
  mt_notify_set_boolean (self, props[PROP_RISING], &self->rising,
                         mt_sun_elevation (latitude, longitude, at + RISING_STEP_S) > now);
}

/**
 * mt_zone_item_set:
 * @self: a card
 * @moment: the chosen instant
 * @zones: (element-type MtZone): zones of equal offsets, one at least
 * @people: (element-type MtPersonItem): who is in them
 * @places: (element-type MtCity): places of the user in them; one of either at least
 * @is_mine: whether the viewer's clock is this one
 *
 * Shows them; only what differs notifies.
 */
void
mt_zone_item_set (MtZoneItem *self,
                  const MtMoment *moment,
                  GPtrArray *zones,
                  GPtrArray *people,
                  GPtrArray *places,
                  gboolean is_mine)
{
  const MtZone *zone = g_ptr_array_index (zones, 0);
  const gint32 offset = mt_zone_offset_at (zone, moment->at);
  const gint32 mine = mt_zone_offset_at (moment->viewer, moment->at);
  const MtDate date = mt_date_of_wall (mt_zone_to_wall (zone, moment->at));

  g_object_freeze_notify (G_OBJECT (self));

  set_zone_ids (self, zones);
  mt_model_sync (self->people, people);
  mt_model_sync (self->places, places);
  mt_notify_take_string (self, props[PROP_PLACE], &self->place, join_places (people, places));
  mt_notify_take_string (self, props[PROP_LOCAL], &self->local,
                         mt_format_time (moment->format, moment->at, zone));
  mt_notify_set_boolean (self, props[PROP_IS_MINE], &self->is_mine, is_mine);
  mt_notify_take_string (self, props[PROP_OFFSET_TEXT], &self->offset_text,
                         is_mine ? g_strdup (C_ ("clock", "you"))
                                 : mt_format_offset (moment->format, offset - mine));
  self->days = date - moment->date;
  mt_notify_take_string (self, props[PROP_DAY_TEXT], &self->day_text,
                         dup_day_text (moment->format, self->days));
  set_sun (self, moment, zones);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DESCRIPTION]);

  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mt_zone_item_set_warning:
 * @self: a card that shows something
 * @moment: whose team and whose clock
 * @outlook: (nullable) (element-type MtOutlookEntry): the changes of clocks to come
 * @now: since when
 *
 * Warns of a change of its clock.
 */
void
mt_zone_item_set_warning (MtZoneItem *self,
                          const MtMoment *moment,
                          const GPtrArray *outlook,
                          gint64 now)
{
  g_autofree char *text =
      mt_zone_text_warning (moment, outlook, (const char *const *) self->zone_ids, now);

  if (g_strcmp0 (text, self->warning) == 0)
    return;

  g_free (self->warning);
  self->warning = g_steal_pointer (&text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WARNING]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DESCRIPTION]);
}

/**
 * mt_zone_item_get_key:
 * @self: a card
 *
 * Returns: (transfer none): the first of its zones, by which it is found again
 */
const char *
mt_zone_item_get_key (MtZoneItem *self)
{
  return self->zone_ids[0];
}

/**
 * mt_zone_item_get_people:
 * @self: a card
 *
 * Returns: (transfer none): who is there, of #MtPersonItem; the same object for the life of the
 *   card
 */
GListModel *
mt_zone_item_get_people (MtZoneItem *self)
{
  g_return_val_if_fail (MT_IS_ZONE_ITEM (self), NULL);

  return G_LIST_MODEL (self->people);
}

/**
 * mt_zone_item_get_places:
 * @self: a card
 *
 * Returns: (transfer none): places of the user there, of #MtCity; the same object for the life of
 *   the card
 */
GListModel *
mt_zone_item_get_places (MtZoneItem *self)
{
  g_return_val_if_fail (MT_IS_ZONE_ITEM (self), NULL);

  return G_LIST_MODEL (self->places);
}
