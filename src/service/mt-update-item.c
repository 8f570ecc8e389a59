/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtUpdateItem: one person's update of the day: what is due until when, or what they posted.
 */
#include "config.h"

#include "service/mt-update-item-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-notify.h"
#include "service/mt-person-item-private.h"
#include "service/mt-pending-text.h"
#include "service/mt-person-text.h"
#include "service/mt-post-text.h"
#include "service/mt-prop.h"

struct _MtUpdateItem
{
  GObject parent_instance;

  MtPersonItem *person; /* owned */
  MtDue due;

  gint kind;
  gint64 due_at;
  char *state_text;
  char *due_text;
  char *due_yours;
  char *text;
  char *replies_text;
  gboolean pending;
  gint sync_state;
  char *sync_text;
};

enum
{
  PROP_PERSON = 1,
  PROP_STATE,
  PROP_STATE_TEXT,
  PROP_DUE_TEXT,
  PROP_DUE_YOURS,
  PROP_DUE,
  PROP_TEXT,
  PROP_REPLIES_TEXT,
  PROP_PENDING,
  PROP_SYNC_STATE,
  PROP_SYNC_TEXT,
  PROP_DESCRIPTION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtUpdateItem, mt_update_item, G_TYPE_OBJECT)

/* "Priya Nair, overdue, due 19:00 in Bengaluru, your 14:30" */
static char *
describe (MtUpdateItem *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const char *all[] = { mt_person_item_get_name (self->person),
                        self->state_text,
                        self->due_text,
                        self->due_yours,
                        self->text,
                        self->replies_text,
                        self->sync_text };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL && *all[i] != '\0')
      g_ptr_array_add (parts, (char *) all[i]);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (", ", (char **) parts->pdata);
}

static void
mt_update_item_finalize (GObject *object)
{
  MtUpdateItem *self = MT_UPDATE_ITEM (object);

  g_clear_object (&self->person);
  g_free (self->state_text);
  g_free (self->due_text);
  g_free (self->due_yours);
  g_free (self->text);
  g_free (self->replies_text);
  g_free (self->sync_text);

  G_OBJECT_CLASS (mt_update_item_parent_class)->finalize (object);
}

static gboolean
get_string (MtUpdateItem *self, guint prop_id, GValue *value)
{
  const MtPropString strings[] = {
    { PROP_STATE_TEXT, self->state_text },     { PROP_DUE_TEXT, self->due_text },
    { PROP_DUE_YOURS, self->due_yours },       { PROP_TEXT, self->text },
    { PROP_REPLIES_TEXT, self->replies_text }, { PROP_SYNC_TEXT, self->sync_text },
  };

  return mt_prop_get_string (strings, G_N_ELEMENTS (strings), prop_id, value);
}

static void
mt_update_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtUpdateItem *self = MT_UPDATE_ITEM (object);

  if (get_string (self, prop_id, value))
    return;

  switch (prop_id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->kind);
      break;
    case PROP_DUE:
      g_value_set_int64 (value, self->due_at);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    case PROP_SYNC_STATE:
      g_value_set_int (value, self->sync_state);
      break;
    case PROP_DESCRIPTION:
      g_value_take_string (value, describe (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_update_item_class_init (MtUpdateItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_update_item_finalize;
  object_class->get_property = mt_update_item_get_property;

  props[PROP_PERSON] =
      g_param_spec_object ("person", NULL, NULL, MT_TYPE_PERSON_ITEM, MT_PROP_READABLE);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, MT_DUE_OFF, MT_DUE_UNKNOWN, MT_DUE_OFF,
                                        MT_PROP_READABLE);
  props[PROP_STATE_TEXT] = mt_prop_string ("state-text");
  props[PROP_DUE_TEXT] = mt_prop_string ("due-text");
  props[PROP_DUE_YOURS] = mt_prop_string ("due-yours");
  props[PROP_DUE] =
      g_param_spec_int64 ("due", NULL, NULL, G_MININT64, G_MAXINT64, G_MAXINT64, MT_PROP_READABLE);
  props[PROP_TEXT] = mt_prop_string ("text");
  props[PROP_REPLIES_TEXT] = mt_prop_string ("replies-text");
  props[PROP_PENDING] = mt_prop_boolean ("pending");
  props[PROP_SYNC_STATE] =
      g_param_spec_int ("sync-state", NULL, NULL, MT_PENDING_NONE, MT_PENDING_CONFLICT,
                        MT_PENDING_NONE, MT_PROP_READABLE);
  props[PROP_SYNC_TEXT] = mt_prop_string ("sync-text");
  props[PROP_DESCRIPTION] = mt_prop_string ("description");
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_update_item_init (MtUpdateItem *self)
{
  self->due_at = G_MAXINT64;
}

/**
 * mt_update_item_new: (skip)
 * @person: whose update
 *
 * Returns: (transfer full): an item, refreshed
 */
MtUpdateItem *
mt_update_item_new (MtPersonItem *person)
{
  MtUpdateItem *self = g_object_new (MT_TYPE_UPDATE_ITEM, NULL);

  self->person = g_object_ref (person);
  mt_update_item_refresh (self);

  return self;
}

static char *
posted_text (const MtMoment *moment, const MtDue *due)
{
  const gint64 posted = due->post->posted;
  const MtZone *viewer = mt_moment_viewer_at (moment, posted);
  g_autofree char *time = mt_moment_date_of (moment, posted) == moment->date
                              ? mt_format_time (moment->format, posted, viewer)
                              : mt_format_weekday_time (moment->format, posted, viewer);

  return due->kind == MT_DUE_LATE ? g_strdup_printf (_ ("posted late, %s"), time)
                                  : g_strdup_printf (_ ("posted %s"), time);
}

static char *
state_text (const MtMoment *moment, const MtDue *due)
{
  switch (due->kind)
    {
    case MT_DUE_DUE:
      return g_strdup (C_ ("update", "due"));
    case MT_DUE_POSTED:
    case MT_DUE_LATE:
      return due->post != NULL ? posted_text (moment, due) : g_strdup (C_ ("update", "posted"));
    case MT_DUE_OVERDUE:
      return g_strdup (C_ ("update", "overdue"));
    case MT_DUE_MISSED:
      return g_strdup (C_ ("update", "missed"));
    case MT_DUE_UNKNOWN:
      return g_strdup (C_ ("update", "unknown: the journal cannot be read"));
    case MT_DUE_OFF:
    default:
      return g_strdup (C_ ("update", "none due"));
    }
}

static char *
due_text (const MtMoment *moment, const MtPerson *person, const MtDue *due)
{
  g_autofree char *time = NULL;
  g_autofree char *place = NULL;

  if (!due->has_due)
    return g_strdup ("");

  time = mt_moment_format_until (moment, due->due, person);
  place = mt_person_text_place (person, mt_day_zone_at (person, due->due));

  /* Translators: a time and the place whose clock it is on: "due 19:00 in Cairo". */
  return g_strdup_printf (_ ("due %s in %s"), time, place);
}

/* The first two lines of what was written. */
static char *
post_text (const MtPost *post)
{
  const char *written = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *first = NULL;

  if (post == NULL)
    return g_strdup ("");

  written = post->text != NULL && *post->text != '\0' ? post->text : post->summary;
  lines = g_strsplit (written != NULL ? written : "", "\n", 3);
  if (g_strv_length (lines) == 3)
    g_clear_pointer (&lines[2], g_free);
  first = g_strjoinv ("\n", lines);

  return mt_display_text (first);
}

static gboolean
set_pending (MtUpdateItem *self, const MtPost *post)
{
  static const MtPendingMark none = { MT_PENDING_NONE, NULL, 0 };
  const MtPendingMark *mark = post != NULL ? &post->pending : &none;
  gboolean changed = mt_notify_set_boolean (self, props[PROP_PENDING], &self->pending,
                                            mark->state != MT_PENDING_NONE);

  changed |= mt_notify_set_int (self, props[PROP_SYNC_STATE], &self->sync_state, mark->state);
  changed |=
      mt_notify_take_string (self, props[PROP_SYNC_TEXT], &self->sync_text, mt_pending_text (mark));

  return changed;
}

/**
 * mt_update_item_refresh:
 * @self: an item
 *
 * Brings it to the instant of its person's moment.
 */
void
mt_update_item_refresh (MtUpdateItem *self)
{
  const MtMoment *moment = mt_person_item_get_moment (self->person);
  const MtSnapshot *snapshot = moment->snapshot;
  const MtPerson *person = mt_person_item_get_person (self->person);
  const MtAgenda *agenda = mt_person_item_get_agenda (self->person);
  const MtChannel *channel = mt_team_channel (snapshot->team, "update");
  const GPtrArray *posts = mt_moment_posts_of (moment, person);
  const MtDate day = mt_due_day_current (moment->patterns, person, agenda, channel, moment->at);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gboolean changed = FALSE;

  self->due = mt_due_on (moment->patterns, person, agenda, channel, posts != NULL ? posts : none,
                         snapshot->journal == MT_SOURCE_OK, day, moment->at);

  g_object_freeze_notify (G_OBJECT (self));
  changed |= mt_notify_set_int (self, props[PROP_STATE], &self->kind, self->due.kind);
  changed |= mt_notify_set_int64 (self, props[PROP_DUE], &self->due_at,
                                  self->due.has_due ? self->due.due : G_MAXINT64);
  changed |= mt_notify_take_string (self, props[PROP_STATE_TEXT], &self->state_text,
                                    state_text (moment, &self->due));
  changed |= mt_notify_take_string (self, props[PROP_DUE_TEXT], &self->due_text,
                                    due_text (moment, person, &self->due));
  changed |= mt_notify_take_string (
      self, props[PROP_DUE_YOURS], &self->due_yours,
      self->due.has_due ? mt_moment_format_yours (moment, self->due.due, person) : g_strdup (""));
  changed |=
      mt_notify_take_string (self, props[PROP_TEXT], &self->text, post_text (self->due.post));
  changed |= mt_notify_take_string (
      self, props[PROP_REPLIES_TEXT], &self->replies_text,
      self->due.post != NULL ? mt_post_text_replies (moment, self->due.post) : g_strdup (""));
  changed |= set_pending (self, self->due.post);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DESCRIPTION]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mt_update_item_get_due:
 * @self: an item
 *
 * Returns: the state of the update at the chosen instant; its post is good until the journal is
 *   read again
 */
MtDue
mt_update_item_get_due (MtUpdateItem *self)
{
  static const MtDue nothing = { 0, MT_DUE_OFF, FALSE, 0, NULL };

  g_return_val_if_fail (MT_IS_UPDATE_ITEM (self), nothing);

  return self->due;
}
