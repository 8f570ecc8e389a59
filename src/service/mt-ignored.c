/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtIgnored: whose calendars do not count on this machine.
 */
#include "config.h"

#include "service/mt-ignored.h"

struct _MtIgnored
{
  GHashTable *people; /* owned: id -> GPtrArray of utf8, as written in the team file */
};

/**
 * mt_ignored_new:
 *
 * Returns: (transfer full): nothing, so far: every calendar counts
 */
MtIgnored *
mt_ignored_new (void)
{
  MtIgnored *self = g_atomic_rc_box_new0 (MtIgnored);

  self->people =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  return self;
}

/**
 * mt_ignored_ref:
 * @self: what does not count
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
MtIgnored *
mt_ignored_ref (MtIgnored *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  MtIgnored *self = data;

  g_hash_table_unref (self->people);
}

/**
 * mt_ignored_unref:
 * @self: (transfer full): what does not count
 *
 * Any thread.
 */
void
mt_ignored_unref (MtIgnored *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * mt_ignored_add:
 * @self: what does not count, not shared yet
 * @person: id of a person
 * @calendar: one of their calendars, as the team file has it
 *
 * Says that a calendar does not count.
 */
void
mt_ignored_add (MtIgnored *self, const char *person, const char *calendar)
{
  GPtrArray *calendars = g_hash_table_lookup (self->people, person);

  if (calendars == NULL)
    {
      calendars = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->people, g_strdup (person), calendars);
    }
  if (!g_ptr_array_find_with_equal_func (calendars, calendar, g_str_equal, NULL))
    g_ptr_array_add (calendars, g_strdup (calendar));
}

/**
 * mt_ignored_copy_with:
 * @self: (nullable): what does not count
 * @person: id of a person
 * @calendar: one of their calendars, as the team file has it
 * @counts: whether it is to count
 *
 * Returns: (transfer full): the same but for this calendar
 */
MtIgnored *
mt_ignored_copy_with (const MtIgnored *self,
                      const char *person,
                      const char *calendar,
                      gboolean counts)
{
  MtIgnored *copy = mt_ignored_new ();
  GHashTableIter iter;
  gpointer id, calendars;

  if (self != NULL)
    {
      g_hash_table_iter_init (&iter, self->people);
      while (g_hash_table_iter_next (&iter, &id, &calendars))
        for (guint i = 0; i < ((GPtrArray *) calendars)->len; i++)
          {
            const char *other = g_ptr_array_index ((GPtrArray *) calendars, i);

            if (!g_str_equal (id, person) || !g_str_equal (other, calendar))
              mt_ignored_add (copy, id, other);
          }
    }
  if (!counts)
    mt_ignored_add (copy, person, calendar);

  return copy;
}

/* Whether all that does not count in @a does not count in @b either; NULL is nothing. */
static gboolean
is_within (const MtIgnored *a, const MtIgnored *b)
{
  GHashTableIter iter;
  gpointer id, calendars;

  if (a == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, a->people);
  while (g_hash_table_iter_next (&iter, &id, &calendars))
    {
      GPtrArray *others = b != NULL ? g_hash_table_lookup (b->people, id) : NULL;

      for (guint i = 0; i < ((GPtrArray *) calendars)->len; i++)
        if (others == NULL ||
            !g_ptr_array_find_with_equal_func (
                others, g_ptr_array_index ((GPtrArray *) calendars, i), g_str_equal, NULL))
          return FALSE;
    }

  return TRUE;
}

/**
 * mt_ignored_equal:
 * @a: (nullable): what does not count
 * @b: (nullable): what does not count; %NULL: everything counts
 *
 * Any thread.
 *
 * Returns: whether the same calendars of the same people do not count, in whatever order
 */
gboolean
mt_ignored_equal (const MtIgnored *a, const MtIgnored *b)
{
  return is_within (a, b) && is_within (b, a);
}

static gboolean
lists (char **written, const char *calendar)
{
  return g_strv_contains ((const char *const *) written, calendar);
}

/**
 * mt_ignored_apply:
 * @self: what does not count
 * @team: a team as it was read
 *
 * Notes it with the people it is about. What the team file does not name any more is passed over.
 */
void
mt_ignored_apply (const MtIgnored *self, MtTeam *team)
{
  for (guint i = 0; i < team->people->len; i++)
    {
      MtPerson *person = g_ptr_array_index (team->people, i);
      const GPtrArray *calendars = g_hash_table_lookup (self->people, person->id);
      g_autoptr (GStrvBuilder) found = g_strv_builder_new ();

      for (guint k = 0; calendars != NULL && k < calendars->len; k++)
        {
          const char *calendar = g_ptr_array_index (calendars, k);

          if (lists (person->calendars, calendar) || lists (person->holidays, calendar))
            g_strv_builder_add (found, calendar);
        }
      g_strfreev (person->ignored);
      person->ignored = g_strv_builder_end (found);
    }
}
