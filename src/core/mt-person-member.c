/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a person is made of: each member compared and copied alone, so that what two people changed
 * of one person can be put together.
 */
#include "core/mt-person-member.h"

/**
 * mt_member_get_key:
 * @member: a member
 *
 * Returns: its key in the team file
 */
const char *
mt_member_get_key (MtMember member)
{
  static const char *const keys[] = {
    [MT_MEMBER_NAME] = "name",         [MT_MEMBER_EMAILS] = "emails",
    [MT_MEMBER_TIMEZONE] = "timezone", [MT_MEMBER_LOCATION] = "location",
    [MT_MEMBER_HOURS] = "hours",       [MT_MEMBER_EXCEPTIONS] = "exceptions",
    [MT_MEMBER_STRETCH] = "stretch",   [MT_MEMBER_AWAY] = "away",
    [MT_MEMBER_TRAVEL] = "travel",     [MT_MEMBER_CALENDARS] = "calendars",
    [MT_MEMBER_HOLIDAYS] = "holidays", [MT_MEMBER_BACKUP] = "backup",
    [MT_MEMBER_PICTURE] = "picture",   [MT_MEMBER_CALL] = "call",
  };

  g_return_val_if_fail (member < MT_N_MEMBERS, NULL);

  return keys[member];
}

/**
 * mt_member_text:
 * @person: a person
 * @member: a member
 *
 * Returns: (transfer none) (nullable): where @person has it, if it is a text; the text may be %NULL
 */
char **
mt_member_text (MtPerson *person, MtMember member)
{
  switch (member)
    {
    case MT_MEMBER_NAME:
      return &person->name;
    case MT_MEMBER_LOCATION:
      return &person->location;
    case MT_MEMBER_BACKUP:
      return &person->backup;
    case MT_MEMBER_PICTURE:
      return &person->picture;
    case MT_MEMBER_CALL:
      return &person->call;
    default:
      return NULL;
    }
}

/**
 * mt_member_texts:
 * @person: a person
 * @member: a member
 *
 * Returns: (transfer none) (nullable): where @person has it, if it is a list of texts
 */
char ***
mt_member_texts (MtPerson *person, MtMember member)
{
  switch (member)
    {
    case MT_MEMBER_EMAILS:
      return &person->emails;
    case MT_MEMBER_CALENDARS:
      return &person->calendars;
    case MT_MEMBER_HOLIDAYS:
      return &person->holidays;
    default:
      return NULL;
    }
}

static gboolean
same_ranges (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const MtRange *one = &g_array_index (a, MtRange, i);
      const MtRange *other = &g_array_index (b, MtRange, i);

      if (one->start_s != other->start_s || one->end_s != other->end_s)
        return FALSE;
    }
  return TRUE;
}

/* What servers and accounts added on this machine is no member of the file. */
static guint
count_exceptions (const MtPerson *person)
{
  return person->exceptions->len - person->n_exceptions_added;
}

static gboolean
same_exceptions (const MtPerson *a, const MtPerson *b)
{
  gboolean same = count_exceptions (a) == count_exceptions (b);

  for (guint i = 0; same && i < count_exceptions (a); i++)
    {
      const MtException *one = &g_array_index (a->exceptions, MtException, i);
      const MtException *other = &g_array_index (b->exceptions, MtException, i);

      same = one->date == other->date && same_ranges (one->ranges, other->ranges);
    }
  return same;
}

static guint
count_away (const MtPerson *person)
{
  return person->away->len - person->n_away_added;
}

/* (transfer full): a list as the file has it. */
static char **
dup_written (const MtPerson *person, MtMember member)
{
  char **texts = g_strdupv (*mt_member_texts ((MtPerson *) person, member));
  const guint n = g_strv_length (texts);

  for (guint i = 0; member == MT_MEMBER_CALENDARS && i < person->n_added; i++)
    g_clear_pointer (&texts[n - 1 - i], g_free);

  return texts;
}

static gboolean
same_texts (const MtPerson *a, const MtPerson *b, MtMember member)
{
  g_auto (GStrv) one = dup_written (a, member);
  g_auto (GStrv) other = dup_written (b, member);

  return g_strv_equal ((const char *const *) one, (const char *const *) other);
}

static gboolean
same_away (const MtPerson *a, const MtPerson *b)
{
  gboolean same = count_away (a) == count_away (b);

  for (guint i = 0; same && i < count_away (a); i++)
    {
      const MtAway *one = &g_array_index (a->away, MtAway, i);
      const MtAway *other = &g_array_index (b->away, MtAway, i);

      same = one->from == other->from && one->to == other->to &&
             g_strcmp0 (one->reason, other->reason) == 0;
    }
  return same;
}

static gboolean
same_zone (MtZone *a, MtZone *b)
{
  return a == b || g_str_equal (mt_zone_get_id (a), mt_zone_get_id (b));
}

static gboolean
same_travel (const GArray *a, const GArray *b)
{
  gboolean same = a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    {
      const MtTravel *one = &g_array_index (a, MtTravel, i);
      const MtTravel *other = &g_array_index (b, MtTravel, i);

      same = one->from == other->from && one->to == other->to && same_zone (one->zone, other->zone);
    }
  return same;
}

static gboolean
same_stretch (const MtPerson *a, const MtPerson *b)
{
  return a->has_stretch == b->has_stretch &&
         (!a->has_stretch ||
          (a->stretch.start_s == b->stretch.start_s && a->stretch.end_s == b->stretch.end_s));
}

/**
 * mt_person_same_member:
 * @a: a person
 * @b: another, or the same at another time
 * @member: what to compare
 *
 * Returns: whether both have the same there; order counts in lists
 */
gboolean
mt_person_same_member (const MtPerson *a, const MtPerson *b, MtMember member)
{
  char **const text = mt_member_text ((MtPerson *) a, member);
  char ***const texts = mt_member_texts ((MtPerson *) a, member);

  if (text != NULL)
    return g_strcmp0 (*text, *mt_member_text ((MtPerson *) b, member)) == 0;
  if (texts != NULL)
    return same_texts (a, b, member);
  switch (member)
    {
    case MT_MEMBER_TIMEZONE:
      return same_zone (a->zone, b->zone);
    case MT_MEMBER_HOURS:
      return a->standard_hours == b->standard_hours && mt_week_equal (a->week, b->week);
    case MT_MEMBER_EXCEPTIONS:
      return same_exceptions (a, b);
    case MT_MEMBER_STRETCH:
      return same_stretch (a, b);
    case MT_MEMBER_AWAY:
      return same_away (a, b);
    case MT_MEMBER_TRAVEL:
      return same_travel (a->travel, b->travel);
    default:
      g_return_val_if_reached (TRUE);
    }
}

static void
copy_exceptions (MtPerson *self, const MtPerson *other)
{
  GArray *to = self->exceptions;

  g_array_set_size (to, 0);
  self->n_exceptions_added = 0;
  for (guint i = 0; i < count_exceptions (other); i++)
    {
      MtException exception = g_array_index (other->exceptions, MtException, i);

      exception.ranges = g_array_copy (exception.ranges);
      g_array_append_val (to, exception);
    }
}

static void
copy_away (MtPerson *self, const MtPerson *other)
{
  GArray *to = self->away;

  g_array_set_size (to, 0);
  self->n_away_added = 0;
  for (guint i = 0; i < count_away (other); i++)
    {
      MtAway away = g_array_index (other->away, MtAway, i);

      away.reason = g_strdup (away.reason);
      g_array_append_val (to, away);
    }
}

static void
copy_travel (GArray *to, const GArray *from)
{
  g_array_set_size (to, 0);
  for (guint i = 0; i < from->len; i++)
    {
      MtTravel travel = g_array_index (from, MtTravel, i);

      travel.zone = mt_zone_ref (travel.zone);
      g_array_append_val (to, travel);
    }
}

static void
copy_texts (MtPerson *self, const MtPerson *other, MtMember member)
{
  char **texts = dup_written (other, member);

  g_strfreev (*mt_member_texts (self, member));
  *mt_member_texts (self, member) = texts;
  if (member == MT_MEMBER_CALENDARS)
    self->n_added = 0;
}

static void
copy_text (MtPerson *self, const MtPerson *other, MtMember member)
{
  char *text = g_strdup (*mt_member_text ((MtPerson *) other, member));

  g_free (*mt_member_text (self, member));
  *mt_member_text (self, member) = text;
}

static void
copy_zone (MtPerson *self, const MtPerson *other)
{
  MtZone *zone = mt_zone_ref (other->zone);

  mt_zone_unref (self->zone);
  self->zone = zone;
}

static void
copy_week (MtPerson *self, const MtPerson *other)
{
  MtWeek *week = mt_week_ref (other->week);

  mt_week_unref (self->week);
  self->week = week;
  self->standard_hours = other->standard_hours;
}

/**
 * mt_person_copy_member:
 * @self: a person that nobody else reads
 * @other: from whom
 * @member: what to copy
 *
 * Makes one member of @self what it is of @other.
 */
void
mt_person_copy_member (MtPerson *self, const MtPerson *other, MtMember member)
{
  g_return_if_fail (self != other);

  if (mt_member_text (self, member) != NULL)
    copy_text (self, other, member);
  else if (mt_member_texts (self, member) != NULL)
    copy_texts (self, other, member);
  else if (member == MT_MEMBER_TIMEZONE)
    copy_zone (self, other);
  else if (member == MT_MEMBER_HOURS)
    copy_week (self, other);
  else if (member == MT_MEMBER_EXCEPTIONS)
    copy_exceptions (self, other);
  else if (member == MT_MEMBER_AWAY)
    copy_away (self, other);
  else if (member == MT_MEMBER_TRAVEL)
    copy_travel (self->travel, other->travel);
  else
    {
      self->has_stretch = other->has_stretch;
      self->stretch = other->stretch;
    }
}

/**
 * mt_person_copy:
 * @self: a person
 *
 * Copies id and every member, so that they can be changed. Logins are not among them.
 *
 * Returns: (transfer full): the copy; mt_person_free() it
 */
MtPerson *
mt_person_copy (const MtPerson *self)
{
  MtPerson *copy = mt_person_new (self->id, self->name, self->zone, self->week);

  copy->index = self->index;
  for (guint i = 0; i < MT_N_MEMBERS; i++)
    mt_person_copy_member (copy, self, i);
  return copy;
}
