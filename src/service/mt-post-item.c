/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPostItem: one post of the journal as the window shows it.
 */
#include "config.h"

#include "service/mt-post-item.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-pending-text.h"
#include "service/mt-person-text.h"
#include "service/mt-post-text.h"
#include "service/mt-prop.h"
#include "service/mt-session-private.h"

struct _MtPostItem
{
  GObject parent_instance;

  MtMoment *moment;     /* owned: it keeps the post */
  const MtPost *post;   /* unowned: of the moment's snapshot */
  MtPersonItem *person; /* owned, nullable */
  gboolean begins_day;
};

enum
{
  PROP_ID = 1,
  PROP_PERSON,
  PROP_AUTHOR,
  PROP_DAY_TEXT,
  PROP_WHEN_TEXT,
  PROP_TEXT,
  PROP_NOTE,
  PROP_REPLIES_TEXT,
  PROP_MINE,
  PROP_HEADING,
  PROP_PENDING,
  PROP_SYNC_STATE,
  PROP_SYNC_TEXT,
  PROP_DESCRIPTION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtPostItem, mt_post_item, G_TYPE_OBJECT)

static char *
dup_heading (MtPostItem *self)
{
  if (!self->begins_day)
    return g_strdup ("");

  return mt_post_text_day (self->moment, self->post, TRUE);
}

/* "Priya Nair, Tue 24 Nov, 13:40 · 18:10 in Bengaluru, 2 replies, Done: ..." */
static char *
describe (MtPostItem *self)
{
  g_autofree char *author = mt_post_text_author (self->moment, self->post);
  g_autofree char *day = mt_post_text_day (self->moment, self->post, FALSE);
  g_autofree char *when = mt_post_text_when (self->moment, self->post);
  g_autofree char *note = mt_post_text_note (self->moment, self->post);
  g_autofree char *replies = mt_post_text_replies (self->moment, self->post);
  g_autofree char *text = mt_post_text_body (self->post);
  g_autofree char *sync = mt_pending_text (&self->post->pending);
  const char *all[] = { author, day, when, note, replies, text, sync };
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (*all[i] != '\0')
      g_ptr_array_add (parts, (char *) all[i]);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (", ", (char **) parts->pdata);
}

static gboolean
is_mine (MtPostItem *self)
{
  const MtPerson *me = self->moment->me;

  return me != NULL && g_strcmp0 (self->post->author, me->id) == 0;
}

static void
mt_post_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtPostItem *self = MT_POST_ITEM (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->post->uid);
      break;
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_AUTHOR:
      g_value_take_string (value, mt_post_text_author (self->moment, self->post));
      break;
    case PROP_DAY_TEXT:
      g_value_take_string (value, mt_post_text_day (self->moment, self->post, FALSE));
      break;
    case PROP_WHEN_TEXT:
      g_value_take_string (value, mt_post_text_when (self->moment, self->post));
      break;
    case PROP_TEXT:
      g_value_take_string (value, mt_post_text_body (self->post));
      break;
    case PROP_NOTE:
      g_value_take_string (value, mt_post_text_note (self->moment, self->post));
      break;
    case PROP_REPLIES_TEXT:
      g_value_take_string (value, mt_post_text_replies (self->moment, self->post));
      break;
    case PROP_MINE:
      g_value_set_boolean (value, is_mine (self));
      break;
    case PROP_HEADING:
      g_value_take_string (value, dup_heading (self));
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->post->pending.state != MT_PENDING_NONE);
      break;
    case PROP_SYNC_STATE:
      g_value_set_int (value, self->post->pending.state);
      break;
    case PROP_SYNC_TEXT:
      g_value_take_string (value, mt_pending_text (&self->post->pending));
      break;
    case PROP_DESCRIPTION:
      g_value_take_string (value, describe (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_post_item_finalize (GObject *object)
{
  MtPostItem *self = MT_POST_ITEM (object);

  g_clear_object (&self->person);
  g_clear_pointer (&self->moment, mt_moment_unref);
  G_OBJECT_CLASS (mt_post_item_parent_class)->finalize (object);
}

static void
mt_post_item_class_init (MtPostItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_post_item_finalize;
  object_class->get_property = mt_post_item_get_property;
  props[PROP_ID] = mt_prop_string ("id");
  props[PROP_PERSON] =
      g_param_spec_object ("person", NULL, NULL, MT_TYPE_PERSON_ITEM, MT_PROP_READABLE);
  props[PROP_AUTHOR] = mt_prop_string ("author");
  props[PROP_DAY_TEXT] = mt_prop_string ("day-text");
  props[PROP_WHEN_TEXT] = mt_prop_string ("when-text");
  props[PROP_TEXT] = mt_prop_string ("text");
  props[PROP_NOTE] = mt_prop_string ("note");
  props[PROP_REPLIES_TEXT] = mt_prop_string ("replies-text");
  props[PROP_MINE] = mt_prop_boolean ("mine");
  props[PROP_HEADING] = mt_prop_string ("heading");
  props[PROP_PENDING] = mt_prop_boolean ("pending");
  props[PROP_SYNC_STATE] =
      g_param_spec_int ("sync-state", NULL, NULL, MT_PENDING_NONE, MT_PENDING_CONFLICT,
                        MT_PENDING_NONE, MT_PROP_READABLE);
  props[PROP_SYNC_TEXT] = mt_prop_string ("sync-text");
  props[PROP_DESCRIPTION] = mt_prop_string ("description");
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_post_item_init (MtPostItem *self)
{
}

/**
 * mt_post_item_new: (skip)
 * @session: the open team
 * @moment: a reading of it, now or before
 * @post: a post of the journal of @moment
 * @begins_day: whether it is the first one of its date in a list
 *
 * Returns: (transfer full): the item; it keeps what it shows
 */
MtPostItem *
mt_post_item_new (MtSession *session, MtMoment *moment, const MtPost *post, gboolean begins_day)
{
  MtPostItem *self = g_object_new (MT_TYPE_POST_ITEM, NULL);

  self->moment = mt_moment_ref (moment);
  self->post = post;
  self->begins_day = begins_day;
  if (post->author != NULL)
    g_set_object (&self->person, g_hash_table_lookup (session->people_by_id, post->author));

  return self;
}

/**
 * mt_post_item_get_post:
 * @self: an item
 *
 * Returns: (transfer none): the record; as long as the item lives
 */
const MtPost *
mt_post_item_get_post (MtPostItem *self)
{
  g_return_val_if_fail (MT_IS_POST_ITEM (self), NULL);

  return self->post;
}
