/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Who an address of an item belongs to, in one look however large the team.
 */
#include "config.h"

#include "providers/items/mt-people-index.h"

/**
 * mt_people_index_new: (skip)
 * @team: a team, which must outlive the index
 *
 * Returns: (transfer full): the people by their e-mail addresses; of two with one address the first
 */
GHashTable *
mt_people_index_new (const MtTeam *team)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < team->people->len; i++)
    {
      MtPerson *person = g_ptr_array_index (team->people, i);

      for (guint e = 0; person->emails[e] != NULL; e++)
        {
          g_autofree char *key = g_utf8_strdown (person->emails[e], -1);

          if (!g_hash_table_contains (index, key))
            g_hash_table_insert (index, g_steal_pointer (&key), person);
        }
    }

  return index;
}

/**
 * mt_people_index_find: (skip)
 * @index: of mt_people_index_new()
 * @address: (nullable): an address without "mailto:", in any case
 *
 * Returns: (transfer none) (nullable): whose it is
 */
const MtPerson *
mt_people_index_find (GHashTable *index, const char *address)
{
  g_autofree char *key = NULL;

  if (address == NULL)
    return NULL;

  key = g_utf8_strdown (address, -1);

  return g_hash_table_lookup (index, key);
}
