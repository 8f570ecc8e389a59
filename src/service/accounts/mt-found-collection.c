/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A calendar that was found, for a list in which a person chooses.
 */
#include "config.h"

#include "service/accounts/mt-found-collection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-url.h"
#include "service/mt-display-text.h"

struct _MtFoundCollection
{
  GObject parent_instance;

  MtHomeCollection *collection; /* owned */
  char *name;
  char *owner_text;
  char *holds_text;
  char *person_id; /* nullable */
  char *why_text;
  gboolean counts;
  gboolean use;
};

G_DEFINE_FINAL_TYPE (MtFoundCollection, mt_found_collection, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_URL,
  PROP_OWNER_TEXT,
  PROP_HOLDS_TEXT,
  PROP_COLOUR,
  PROP_READ_ONLY,
  PROP_PERSON_ID,
  PROP_WHY_TEXT,
  PROP_COUNTS,
  PROP_USE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
mt_found_collection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtFoundCollection *self = MT_FOUND_COLLECTION (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_URL:
      g_value_set_string (value, self->collection->url);
      break;
    case PROP_OWNER_TEXT:
      g_value_set_string (value, self->owner_text);
      break;
    case PROP_HOLDS_TEXT:
      g_value_set_string (value, self->holds_text);
      break;
    case PROP_COLOUR:
      g_value_set_string (value, self->collection->colour);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, !self->collection->may_write);
      break;
    case PROP_PERSON_ID:
      g_value_set_string (value, self->person_id);
      break;
    case PROP_WHY_TEXT:
      g_value_set_string (value, self->why_text);
      break;
    case PROP_COUNTS:
      g_value_set_boolean (value, self->counts);
      break;
    case PROP_USE:
      g_value_set_boolean (value, self->use);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_found_collection_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtFoundCollection *self = MT_FOUND_COLLECTION (object);

  switch (id)
    {
    case PROP_PERSON_ID:
      mt_found_collection_set_person_id (self, g_value_get_string (value));
      break;
    case PROP_COUNTS:
      mt_found_collection_set_counts (self, g_value_get_boolean (value));
      break;
    case PROP_USE:
      mt_found_collection_set_use (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_found_collection_finalize (GObject *object)
{
  MtFoundCollection *self = MT_FOUND_COLLECTION (object);

  g_clear_pointer (&self->collection, mt_home_collection_free);
  g_free (self->name);
  g_free (self->owner_text);
  g_free (self->holds_text);
  g_free (self->person_id);
  g_free (self->why_text);
  G_OBJECT_CLASS (mt_found_collection_parent_class)->finalize (object);
}

static void
install_texts (void)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  props[PROP_URL] = g_param_spec_string ("url", NULL, NULL, "", flags);
  props[PROP_OWNER_TEXT] = g_param_spec_string ("owner-text", NULL, NULL, "", flags);
  props[PROP_HOLDS_TEXT] = g_param_spec_string ("holds-text", NULL, NULL, "", flags);
  props[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL, flags);
  props[PROP_WHY_TEXT] = g_param_spec_string ("why-text", NULL, NULL, "", flags);
  props[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
}

static void
mt_found_collection_class_init (MtFoundCollectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags chosen = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = mt_found_collection_get_property;
  object_class->set_property = mt_found_collection_set_property;
  object_class->finalize = mt_found_collection_finalize;

  install_texts ();
  props[PROP_PERSON_ID] = g_param_spec_string ("person-id", NULL, NULL, NULL, chosen);
  props[PROP_COUNTS] = g_param_spec_boolean ("counts", NULL, NULL, FALSE, chosen);
  props[PROP_USE] = g_param_spec_boolean ("use", NULL, NULL, FALSE, chosen);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_found_collection_init (MtFoundCollection *self)
{
  self->why_text = g_strdup ("");
}

static char *
describe_owner (const MtHomeCollection *collection)
{
  g_autofree char *path = NULL;

  if (!collection->foreign)
    return g_strdup ("");
  if (collection->owner_name != NULL)
    return mt_display_line (collection->owner_name);
  if (collection->owner_addresses[0] != NULL)
    return mt_display_line (collection->owner_addresses[0]);
  path = mt_url_get_path (collection->owner);
  if (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  return mt_display_line (strrchr (path, '/') != NULL ? strrchr (path, '/') + 1 : path);
}

static char *
describe_holds (MtHolds holds)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (holds & MT_HOLDS_EVENTS)
    g_ptr_array_add (words, (gpointer) C_ ("what a calendar holds", "Events"));
  if (holds & MT_HOLDS_TASKS)
    g_ptr_array_add (words, (gpointer) C_ ("what a calendar holds", "Tasks"));
  if (holds & MT_HOLDS_JOURNALS)
    g_ptr_array_add (words, (gpointer) C_ ("what a calendar holds", "Journal"));
  g_ptr_array_add (words, NULL);
  /* Translators: parts the words of a list: Events, Tasks */
  return g_strjoinv (C_ ("list", ", "), (char **) words->pdata);
}

/**
 * mt_found_collection_new:
 * @collection: (transfer full): what the server says of it
 *
 * Returns: (transfer full): it, nothing chosen yet
 */
MtFoundCollection *
mt_found_collection_new (MtHomeCollection *collection)
{
  MtFoundCollection *self = g_object_new (MT_TYPE_FOUND_COLLECTION, NULL);

  self->collection = collection;
  self->name = mt_display_line (collection->name);
  self->owner_text = describe_owner (collection);
  self->holds_text = describe_holds (collection->holds);
  return self;
}

/**
 * mt_found_collection_get:
 * @self: a found collection
 *
 * Returns: (transfer none): what the server says of it
 */
const MtHomeCollection *
mt_found_collection_get (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), NULL);

  return self->collection;
}

/**
 * mt_found_collection_get_name:
 * @self: a found collection
 *
 * Returns: (transfer none): what it is called, fit to be shown
 */
const char *
mt_found_collection_get_name (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), NULL);

  return self->name;
}

/**
 * mt_found_collection_get_url:
 * @self: a found collection
 *
 * Returns: (transfer none): where it is
 */
const char *
mt_found_collection_get_url (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), NULL);

  return self->collection->url;
}

/**
 * mt_found_collection_get_owner_text:
 * @self: a found collection
 *
 * Returns: (transfer none): whose it is, "" for one's own
 */
const char *
mt_found_collection_get_owner_text (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), NULL);

  return self->owner_text;
}

/**
 * mt_found_collection_get_holds_text:
 * @self: a found collection
 *
 * Returns: (transfer none): what it holds, in words
 */
const char *
mt_found_collection_get_holds_text (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), NULL);

  return self->holds_text;
}

/**
 * mt_found_collection_get_person_id:
 * @self: a found collection
 *
 * Returns: (transfer none) (nullable): whose calendar it is, %NULL: nobody's
 */
const char *
mt_found_collection_get_person_id (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), NULL);

  return self->person_id;
}

static void
set_text (MtFoundCollection *self, char **field, guint prop, const char *text)
{
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
set_flag (MtFoundCollection *self, gboolean *field, guint prop, gboolean value)
{
  if (*field == !!value)
    return;
  *field = !!value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/**
 * mt_found_collection_set_person_id:
 * @self: a found collection
 * @person_id: (nullable): whose calendar it is
 *
 * Is the user's word: a proposal has no reason any more.
 */
void
mt_found_collection_set_person_id (MtFoundCollection *self, const char *person_id)
{
  g_return_if_fail (MT_IS_FOUND_COLLECTION (self));

  if (g_strcmp0 (self->person_id, person_id) == 0)
    return;
  set_text (self, &self->why_text, PROP_WHY_TEXT, "");
  set_text (self, &self->person_id, PROP_PERSON_ID, person_id);
}

/**
 * mt_found_collection_propose:
 * @self: a found collection
 * @person_id: (nullable): whose calendar it seems to be
 * @why: (nullable): the reason, translated
 *
 * Proposes a person.
 */
void
mt_found_collection_propose (MtFoundCollection *self, const char *person_id, const char *why)
{
  g_return_if_fail (MT_IS_FOUND_COLLECTION (self));

  set_text (self, &self->person_id, PROP_PERSON_ID, person_id);
  set_text (self, &self->why_text, PROP_WHY_TEXT, why != NULL ? why : "");
}

/**
 * mt_found_collection_get_why_text:
 * @self: a found collection
 *
 * Returns: (transfer none): why its person is proposed; "" when the user chose
 */
const char *
mt_found_collection_get_why_text (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), NULL);

  return self->why_text;
}

/**
 * mt_found_collection_get_counts:
 * @self: a found collection
 *
 * Returns: whether its events make its person busy
 */
gboolean
mt_found_collection_get_counts (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), FALSE);

  return self->counts;
}

/**
 * mt_found_collection_set_counts:
 * @self: a found collection
 * @counts: whether its events make its person busy
 *
 * Sets it.
 */
void
mt_found_collection_set_counts (MtFoundCollection *self, gboolean counts)
{
  g_return_if_fail (MT_IS_FOUND_COLLECTION (self));

  set_flag (self, &self->counts, PROP_COUNTS, counts);
}

/**
 * mt_found_collection_get_use:
 * @self: a found collection
 *
 * Returns: whether it is kept up to date here
 */
gboolean
mt_found_collection_get_use (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), FALSE);

  return self->use;
}

/**
 * mt_found_collection_set_use:
 * @self: a found collection
 * @use: whether it is kept up to date here
 *
 * Sets it.
 */
void
mt_found_collection_set_use (MtFoundCollection *self, gboolean use)
{
  g_return_if_fail (MT_IS_FOUND_COLLECTION (self));

  set_flag (self, &self->use, PROP_USE, use);
}

/**
 * mt_found_collection_get_read_only:
 * @self: a found collection
 *
 * Returns: whether nothing can be changed in it
 */
gboolean
mt_found_collection_get_read_only (MtFoundCollection *self)
{
  g_return_val_if_fail (MT_IS_FOUND_COLLECTION (self), TRUE);

  return !self->collection->may_write;
}
