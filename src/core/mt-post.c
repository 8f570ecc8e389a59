/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPost: an update, decision or note somebody wrote.
 */
#include "config.h"

#include "core/mt-due.h"

/**
 * mt_post_new:
 * @uid: UID of the item
 *
 * Makes an empty post. Its fields are filled in by whoever reads the item.
 *
 * Returns: (transfer full): the post
 */
MtPost *
mt_post_new (const char *uid)
{
  g_return_val_if_fail (uid != NULL, NULL);

  MtPost *self = g_new0 (MtPost, 1);
  self->uid = g_strdup (uid);
  self->kind = MT_ITEM_JOURNAL;
  self->categories = g_new0 (char *, 1);
  return self;
}

/**
 * mt_post_free:
 * @self: (transfer full) (nullable): a post
 *
 * Frees a post.
 */
void
mt_post_free (MtPost *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->author);
  g_free (self->address);
  g_free (self->summary);
  g_free (self->text);
  g_free (self->related_to);
  g_strfreev (self->categories);
  g_free (self->file);
  g_free (self->collection);
  g_free (self->href);
  g_free (self->tag);
  g_free (self->pending.why);
  g_free (self);
}

/* Nobody knows when it was posted: no date of anybody's. */
static MtDate
local_date (const MtPerson *author, gint64 instant)
{
  if (instant == G_MININT64)
    return MT_DATE_MIN;
  return author != NULL ? mt_day_of (author, instant) : mt_date_of_wall (instant);
}

/**
 * mt_post_resolve_day:
 * @self: a post with `day_time` and `posted` filled in
 * @author: (nullable): who wrote it; UTC stands for the zone of a stranger
 *
 * Sets the date the post belongs to: the one it names, else its author's local date when it was
 * posted. A date and a floating time name themselves, an instant is read in the author's zone.
 */
void
mt_post_resolve_day (MtPost *self, const MtPerson *author)
{
  g_return_if_fail (self != NULL);

  switch (self->day_time.kind)
    {
    case MT_TIME_DATE:
      self->day = (MtDate) self->day_time.value;
      break;
    case MT_TIME_FLOATING:
      self->day = mt_date_of_wall (self->day_time.value);
      break;
    case MT_TIME_INSTANT:
      self->day = local_date (author, self->day_time.value);
      break;
    case MT_TIME_NONE:
    default:
      self->day = local_date (author, self->posted);
      break;
    }
}
