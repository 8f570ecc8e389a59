/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The team: its people in order, and who is found by which name.
 */
#include "core/mt-team.h"

/**
 * mt_channel_new:
 * @name: name of the channel
 * @counting: which time counts
 * @within_s: seconds an answer may take; 0 with %MT_COUNTING_END_OF_DAY
 *
 * Makes an expectation for every weekday, that waits for somebody who is off.
 *
 * Returns: (transfer full): the channel
 */
MtChannel *
mt_channel_new (const char *name, MtCounting counting, gint64 within_s)
{
  MtChannel *self = g_new0 (MtChannel, 1);

  self->name = g_strdup (name);
  self->counting = counting;
  self->within_s = within_s;
  self->days = MT_ALL_WEEKDAYS;
  self->when_off = MT_WHEN_OFF_WAIT;
  return self;
}

/**
 * mt_channel_free:
 * @self: (transfer full) (nullable): a channel
 *
 * Frees a channel.
 */
void
mt_channel_free (MtChannel *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

/**
 * mt_column_new:
 * @name: its title
 * @status: (nullable): VTODO STATUS that stands for it
 * @category: (nullable): category that stands for it
 *
 * Makes a column of the board.
 *
 * Returns: (transfer full): the column
 */
MtColumn *
mt_column_new (const char *name, const char *status, const char *category)
{
  MtColumn *self = g_new0 (MtColumn, 1);

  self->name = g_strdup (name);
  self->status = g_strdup (status);
  self->category = g_strdup (category);
  return self;
}

/**
 * mt_column_free:
 * @self: (transfer full) (nullable): a column
 *
 * Frees a column.
 */
void
mt_column_free (MtColumn *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->status);
  g_free (self->category);
  g_free (self);
}

/**
 * mt_link_new:
 * @title: what to call it
 * @url: where it leads
 *
 * Makes a link.
 *
 * Returns: (transfer full): the link
 */
MtLink *
mt_link_new (const char *title, const char *url)
{
  MtLink *self = g_new0 (MtLink, 1);

  self->title = g_strdup (title);
  self->url = g_strdup (url);
  return self;
}

/**
 * mt_link_free:
 * @self: (transfer full) (nullable): a link
 *
 * Frees a link.
 */
void
mt_link_free (MtLink *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->url);
  g_free (self);
}

static void
person_free_cb (gpointer data)
{
  mt_person_free (data);
}

static void
week_unref_cb (gpointer data)
{
  mt_week_unref (data);
}

static guint
week_hash_cb (gconstpointer key)
{
  return mt_week_hash (key);
}

static gboolean
week_equal_cb (gconstpointer a, gconstpointer b)
{
  return mt_week_equal (a, b);
}

/**
 * mt_team_new:
 *
 * Makes a team of nobody, with no name, columns or channels. Its arrays own what is put into them;
 * people are put in by mt_team_take_person().
 *
 * Returns: (transfer full): the team
 */
MtTeam *
mt_team_new (void)
{
  MtTeam *self = g_new0 (MtTeam, 1);

  self->ref_count = 1;
  self->name = g_strdup ("");
  self->people = g_ptr_array_new_with_free_func (person_free_cb);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_column_free);
  self->channels = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_channel_free);
  self->escalation = g_new0 (char *, 1);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_link_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_email = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->weeks = g_hash_table_new_full (week_hash_cb, week_equal_cb, week_unref_cb, NULL);
  return self;
}

/**
 * mt_team_ref:
 * @self: a team
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
MtTeam *
mt_team_ref (MtTeam *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * mt_team_unref:
 * @self: (transfer full): a team
 *
 * Drops a reference; the last one frees the team. Any thread.
 */
void
mt_team_unref (MtTeam *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_email);
  g_ptr_array_unref (self->people);
  g_hash_table_unref (self->weeks);
  g_free (self->name);
  g_free (self->board);
  g_free (self->journal);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->channels);
  g_strfreev (self->escalation);
  g_ptr_array_unref (self->links);
  g_free (self);
}

/* People with the same hours get the same MtWeek, so that memos can be keyed by the pointer. */
static void
share_week (MtTeam *self, MtPerson *person)
{
  MtWeek *shared = g_hash_table_lookup (self->weeks, person->week);

  if (shared == NULL)
    {
      g_hash_table_add (self->weeks, mt_week_ref (person->week));
    }
  else if (shared != person->week)
    {
      mt_week_unref (person->week);
      person->week = mt_week_ref (shared);
    }
}

/**
 * mt_team_take_person:
 * @self: a team
 * @person: (transfer full): a person, whole: neither id, e-mails nor week change afterwards
 *
 * Puts a person at the end of the team, and gives them the week of whoever has the same hours. Of
 * two people with one id or address the first is found.
 */
void
mt_team_take_person (MtTeam *self, MtPerson *person)
{
  g_return_if_fail (self != NULL && person != NULL);

  person->index = self->people->len;
  share_week (self, person);
  g_ptr_array_add (self->people, person);
  if (!g_hash_table_contains (self->by_id, person->id))
    g_hash_table_insert (self->by_id, person->id, person);
  for (char **email = person->emails; *email != NULL; email++)
    {
      g_autofree char *key = g_ascii_strdown (*email, -1);

      if (!g_hash_table_contains (self->by_email, key))
        g_hash_table_insert (self->by_email, g_steal_pointer (&key), person);
    }
}

/**
 * mt_team_find:
 * @self: a team
 * @id: (nullable): an id
 *
 * Finds a person by id.
 *
 * Returns: (transfer none) (nullable): the person; %NULL when there is none
 */
MtPerson *
mt_team_find (const MtTeam *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return id == NULL ? NULL : g_hash_table_lookup (self->by_id, id);
}

/**
 * mt_team_find_email:
 * @self: a team
 * @address: (nullable): an address without `mailto:`, in any case
 *
 * Finds a person by e-mail address.
 *
 * Returns: (transfer none) (nullable): the person; %NULL when nobody has it
 */
MtPerson *
mt_team_find_email (const MtTeam *self, const char *address)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (address == NULL)
    return NULL;
  key = g_ascii_strdown (address, -1);
  return g_hash_table_lookup (self->by_email, key);
}

/**
 * mt_team_channel:
 * @self: a team
 * @name: name of a channel, exactly
 *
 * Finds an expectation.
 *
 * Returns: (transfer none) (nullable): the channel; %NULL when there is none of that name
 */
const MtChannel *
mt_team_channel (const MtTeam *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->channels->len; i++)
    {
      const MtChannel *channel = g_ptr_array_index (self->channels, i);

      if (strcmp (channel->name, name) == 0)
        return channel;
    }
  return NULL;
}
