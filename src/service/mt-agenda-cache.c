/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAgendaCache: what the store knows of a team during one reading, and what it is to know after
 * it.
 *
 * Only what was read without a single problem is ever taken for new: a bad item is named at every
 * reading, not just the first.
 */
#include "config.h"

#include "service/mt-agenda-cache.h"

struct _MtAgendaCache
{
  MtStore *store; /* unowned: the loader keeps it */
  char *team;     /* path of the team file */
  char *tzdata_version;
  GHashTable *rows;     /* owned: id -> MtStoreRow (unowned) */
  GPtrArray *read;      /* owned (element-type MtStoreRow) */
  GPtrArray *written;   /* owned (element-type MtStoreRow) */
  GHashTable *unpacked; /* owned: GBytes -> MtAgenda: equal ones are one */
};

#define SAMPLES 32

/* Of a few bytes only: packed agendas are long, and those that differ, differ all over. */
static guint
hash_packed (gconstpointer packed)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data ((GBytes *) packed, &size);
  const gsize step = size / SAMPLES + 1;
  guint hash = (guint) size;

  for (gsize i = 0; i < size; i += step)
    hash = hash * 33 + bytes[i];

  return hash;
}

/**
 * mt_agenda_cache_new: (skip)
 * @store: the store, which must outlive the cache
 * @team_path: absolute path of the team file
 * @tzdata_version: of the system's zones
 * @window: what is to be covered
 *
 * Returns: (transfer full): what the store knows
 */
MtAgendaCache *
mt_agenda_cache_new (MtStore *store,
                     const char *team_path,
                     const char *tzdata_version,
                     MtSpan window)
{
  MtAgendaCache *self = g_new0 (MtAgendaCache, 1);

  self->store = store;
  self->team = g_strdup (team_path);
  self->tzdata_version = g_strdup (tzdata_version);
  self->read = mt_store_read (store, team_path, window);
  self->written = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_row_free);
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->unpacked = g_hash_table_new_full (
      hash_packed, g_bytes_equal, (GDestroyNotify) g_bytes_unref, (GDestroyNotify) mt_agenda_unref);

  for (guint i = 0; i < self->read->len; i++)
    {
      MtStoreRow *row = g_ptr_array_index (self->read, i);

      g_hash_table_insert (self->rows, row->person, row);
    }

  return self;
}

/**
 * mt_agenda_cache_free:
 * @self: (transfer full): a cache
 */
void
mt_agenda_cache_free (MtAgendaCache *self)
{
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->unpacked);
  g_ptr_array_unref (self->read);
  g_ptr_array_unref (self->written);
  g_free (self->team);
  g_free (self->tzdata_version);
  g_free (self);
}

/* The row of a person if it was made of the person as they are now. */
static const MtStoreRow *
find_row (MtAgendaCache *self, const MtPerson *person)
{
  const MtStoreRow *row = g_hash_table_lookup (self->rows, person->id);
  g_autofree char *facts = NULL;

  if (row == NULL)
    return NULL;

  facts = mt_store_facts (person, self->tzdata_version);

  return g_str_equal (row->facts, facts) ? row : NULL;
}

static MtAgenda *
unpack (MtAgendaCache *self, const MtStoreRow *row)
{
  MtAgenda *agenda = g_hash_table_lookup (self->unpacked, row->agenda);

  if (agenda == NULL)
    {
      agenda = mt_agenda_unpack (row->agenda, NULL);
      if (agenda == NULL)
        return NULL;
      g_hash_table_insert (self->unpacked, g_bytes_ref (row->agenda), agenda);
    }

  return mt_agenda_ref (agenda);
}

/**
 * mt_agenda_cache_find_last:
 * @self: a cache
 * @person: a person
 *
 * For the first frame: reads no file.
 *
 * Returns: (transfer full) (nullable): what was known of @person last
 */
MtAgenda *
mt_agenda_cache_find_last (MtAgendaCache *self, const MtPerson *person)
{
  const MtStoreRow *row = find_row (self, person);

  return row != NULL ? unpack (self, row) : NULL;
}

/**
 * mt_agenda_cache_find_unchanged:
 * @self: a cache
 * @person: a person
 * @signature: what their files look like from outside now
 *
 * Returns: (transfer full) (nullable): what is known of @person, if nothing changed since
 */
MtAgenda *
mt_agenda_cache_find_unchanged (MtAgendaCache *self, const MtPerson *person, const char *signature)
{
  const MtStoreRow *row = find_row (self, person);

  if (row == NULL || *row->signature == '\0' || !g_str_equal (row->signature, signature))
    return NULL;

  return unpack (self, row);
}

/**
 * mt_agenda_cache_find_equal:
 * @self: a cache
 * @person: a person
 * @sources: the hash of what their files hold now
 *
 * Returns: (transfer full) (nullable): what is known of @person, if it was made of the same bytes
 */
MtAgenda *
mt_agenda_cache_find_equal (MtAgendaCache *self, const MtPerson *person, const char *sources)
{
  const MtStoreRow *row = find_row (self, person);

  if (row == NULL || *row->sources == '\0' || !g_str_equal (row->sources, sources))
    return NULL;

  return unpack (self, row);
}

/**
 * mt_agenda_cache_put:
 * @self: a cache
 * @person: a person
 * @agenda: what was read
 * @sources: the hash of the bytes, "" if anything was wrong with them
 * @signature: what the files looked like before they were read, "" if that proves nothing
 *
 * Notes what mt_agenda_cache_finish() writes.
 */
void
mt_agenda_cache_put (MtAgendaCache *self,
                     const MtPerson *person,
                     const MtAgenda *agenda,
                     const char *sources,
                     const char *signature)
{
  g_autoptr (GBytes) packed = mt_agenda_pack (agenda);
  g_autofree char *facts = mt_store_facts (person, self->tzdata_version);

  g_ptr_array_add (self->written, mt_store_row_new (person->id, agenda->window, facts, sources,
                                                    signature, packed));
}

static gboolean
has_strangers (MtAgendaCache *self, const MtTeam *team)
{
  for (guint i = 0; i < self->read->len; i++)
    if (mt_team_find (team, ((const MtStoreRow *) g_ptr_array_index (self->read, i))->person) ==
        NULL)
      return TRUE;

  return FALSE;
}

/* (transfer container) */
static const char **
list_ids (const MtTeam *team)
{
  const char **ids = g_new0 (const char *, team->people->len + 1);

  for (guint i = 0; i < team->people->len; i++)
    ids[i] = ((const MtPerson *) g_ptr_array_index (team->people, i))->id;

  return ids;
}

/**
 * mt_agenda_cache_finish:
 * @self: a cache
 * @team: the team as it is now
 *
 * Writes what was noted, and forgets who is no longer on the team. A store that cannot be written
 * costs the next start some time, nothing else.
 */
void
mt_agenda_cache_finish (MtAgendaCache *self, const MtTeam *team)
{
  g_autofree const char **ids = NULL;

  if (self->written->len > 0)
    mt_store_write (self->store, self->team, self->written, NULL);
  if (!has_strangers (self, team))
    return;

  ids = list_ids (team);
  mt_store_keep_people (self->store, self->team, ids, NULL);
}
