/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The records of foreign iCalendar components.
 */
#include "core/mt-item.h"

/**
 * mt_attendee_new:
 * @address: address without `mailto:`
 * @name: (nullable): common name
 * @partstat: participation status
 *
 * Makes an attendee.
 *
 * Returns: (transfer full): the attendee
 */
MtAttendee *
mt_attendee_new (const char *address, const char *name, MtPartstat partstat)
{
  MtAttendee *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_new0 (MtAttendee, 1);
  self->address = g_strdup (address);
  self->name = g_strdup (name);
  self->partstat = partstat;
  return self;
}

/**
 * mt_attendee_free:
 * @self: (transfer full) (nullable): an attendee
 *
 * Frees an attendee.
 */
void
mt_attendee_free (MtAttendee *self)
{
  if (self == NULL)
    return;
  g_free (self->address);
  g_free (self->name);
  g_free (self);
}

/**
 * mt_comment_new:
 * @text: what was said
 * @address: (nullable): of who said it, without `mailto:`
 * @name: (nullable): their common name
 *
 * Makes a comment.
 *
 * Returns: (transfer full): the comment
 */
MtComment *
mt_comment_new (const char *text, const char *address, const char *name)
{
  MtComment *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (MtComment, 1);
  self->text = g_strdup (text);
  self->address = g_strdup (address);
  self->name = g_strdup (name);
  return self;
}

/**
 * mt_comment_free:
 * @self: (transfer full) (nullable): a comment
 *
 * Frees a comment.
 */
void
mt_comment_free (MtComment *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->address);
  g_free (self->name);
  g_free (self);
}

/**
 * mt_item_new:
 * @kind: what it is
 * @uid: its UID
 *
 * Makes an item with nothing in it: no times, no instances, absent instants at %G_MININT64.
 *
 * Returns: (transfer full): the item
 */
MtItem *
mt_item_new (MtItemKind kind, const char *uid)
{
  MtItem *self;

  g_return_val_if_fail (uid != NULL, NULL);

  self = g_new0 (MtItem, 1);
  self->kind = kind;
  self->uid = g_strdup (uid);
  self->categories = g_new0 (char *, 1);
  self->attendees = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_attendee_free);
  self->starts = g_array_new (FALSE, FALSE, sizeof (MtTime));
  self->periods = g_array_new (FALSE, FALSE, sizeof (MtPeriod));
  self->created = G_MININT64;
  self->dtstamp = G_MININT64;
  self->last_modified = G_MININT64;
  self->completed = G_MININT64;
  self->percent = -1;
  self->comments = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_comment_free);
  return self;
}

/**
 * mt_item_free:
 * @self: (transfer full) (nullable): an item
 *
 * Frees an item.
 */
void
mt_item_free (MtItem *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->file);
  g_free (self->summary);
  g_free (self->description);
  g_strfreev (self->categories);
  g_free (self->organizer);
  g_ptr_array_unref (self->attendees);
  g_array_unref (self->starts);
  g_array_unref (self->periods);
  g_free (self->note);
  g_free (self->related_to);
  g_free (self->url);
  g_ptr_array_unref (self->comments);
  g_free (self);
}

/**
 * mt_item_has_category:
 * @self: an item
 * @category: a category
 *
 * Tells whether an item has a category: as a whole value, in any case.
 *
 * Returns: %TRUE when it has
 */
gboolean
mt_item_has_category (const MtItem *self, const char *category)
{
  g_return_val_if_fail (self != NULL && category != NULL, FALSE);

  for (char **value = self->categories; *value != NULL; value++)
    if (g_ascii_strcasecmp (*value, category) == 0)
      return TRUE;
  return FALSE;
}

/**
 * mt_time_equal:
 * @a: a time
 * @b: a time
 *
 * Tells whether two times are of one kind and value. A floating time and an instant never are.
 *
 * Returns: %TRUE when they are
 */
gboolean
mt_time_equal (MtTime a, MtTime b)
{
  return a.kind == b.kind && (a.kind == MT_TIME_NONE || a.value == b.value);
}
