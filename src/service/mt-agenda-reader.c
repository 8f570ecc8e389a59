/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * From the calendars that a team names to an agenda per person.
 *
 * A place that several people name (the holidays of a country) is read and expanded once; people
 * to whom it means the same share one agenda.
 */
#include "config.h"

#include "service/mt-agenda-reader.h"

#include "service/mt-source.h"
#include "store/mt-signature.h"

/* Instances are wanted so far beyond the window: its floating times and dates are anybody's. */
#define MARGIN_S (2 * MT_DAY_S)

typedef struct
{
  MtSnapshot *snapshot;
  MtIcalClient *client;
  MtItemStore *items;   /* nullable */
  MtAgendaCache *cache; /* nullable */
  MtSpan wide;          /* what is read when anything is */
  GCancellable *cancellable;
  char *base;          /* owned: the folder of the team file */
  GHashTable *sources; /* owned: as written -> MtSource (owned) */
  GHashTable *shared;  /* owned: key -> MtAgenda (owned) */
  MtAgenda *none;      /* owned: of everybody without calendars */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_hash_table_unref (reading->sources);
  g_hash_table_unref (reading->shared);
  g_clear_pointer (&reading->none, mt_agenda_unref);
  g_free (reading->base);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
count_uses (Reading *reading, const MtPerson *person, char **written)
{
  for (guint i = 0; written[i] != NULL; i++)
    {
      MtSource *source = g_hash_table_lookup (reading->sources, written[i]);

      if (mt_person_ignores (person, written[i]))
        continue;
      if (source == NULL)
        {
          source = mt_source_new (written[i], reading->base, reading->snapshot->sources);
          g_hash_table_insert (reading->sources, source->written, source);
          mt_source_name_parked (source, reading->items, reading->snapshot->problems);
        }
      source->uses++;
    }
}

/* (transfer none) (nullable): a calendar of a person, unless it does not count. */
static MtSource *
find_source (const Reading *reading, const MtPerson *person, const char *written)
{
  return mt_person_ignores (person, written) ? NULL
                                             : g_hash_table_lookup (reading->sources, written);
}

/* Whether any of the calendars counts. */
static gboolean
any_counts (const MtPerson *person, char **written)
{
  for (guint i = 0; written[i] != NULL; i++)
    if (!mt_person_ignores (person, written[i]))
      return TRUE;

  return FALSE;
}

static MtSpan
with_margin (MtSpan window)
{
  return (MtSpan){ window.start - MARGIN_S, window.end + MARGIN_S };
}

static gboolean
expand (Reading *reading, MtSource *source, GError **error)
{
  const MtSourceWish wish = { .kinds = MT_ICAL_HAS_EVENT | MT_ICAL_HAS_FREEBUSY,
                              .times = TRUE,
                              .wide = with_margin (reading->wide),
                              .narrow = reading->snapshot->window };

  mt_source_read (source, reading->items, reading->snapshot->problems, reading->cancellable);
  if (g_cancellable_set_error_if_cancelled (reading->cancellable, error))
    return FALSE;

  return mt_source_expand (source, reading->client, &wish, reading->snapshot->problems,
                           reading->cancellable, error);
}

/* What the sources of one person come to. */
typedef struct
{
  MtMark mark;
  gboolean personal; /* some item names people */
  gboolean wide;     /* all cover the wide window */
} Sum;

static gboolean
expand_all (Reading *reading, const MtPerson *person, char **written, Sum *sum, GError **error)
{
  for (guint i = 0; written[i] != NULL; i++)
    {
      MtSource *source = find_source (reading, person, written[i]);

      if (source == NULL)
        continue;
      if (!expand (reading, source, error))
        return FALSE;

      sum->mark = mt_mark_worst (sum->mark, source->mark);
      sum->personal |= source->names_people;
      sum->wide &= !source->expanded || source->window.start == reading->wide.start - MARGIN_S;
    }

  return TRUE;
}

/* Whether it is no calendar but what a server says of a person. */
static gboolean
is_told (const MtSource *source)
{
  return source != NULL && source->known != NULL && g_str_equal (source->known->kind, "freebusy");
}

/* What a server says is read by the hours of the person it is about. */
static void
append_sources (Reading *reading, const MtPerson *person, char **written, GString *key)
{
  for (guint i = 0; written[i] != NULL; i++)
    {
      const MtSource *source = find_source (reading, person, written[i]);

      g_string_append_printf (key, "%p %s ", source, is_told (source) ? person->id : "");
    }
  g_string_append (key, "| ");
}

static void
append_facts (GString *key, const MtPerson *person, gboolean personal)
{
  g_string_append_printf (key, "%p ", person->zone);
  for (guint i = 0; i < person->travel->len; i++)
    {
      const MtTravel *travel = &g_array_index (person->travel, MtTravel, i);

      g_string_append_printf (key, "%d-%d-%p ", travel->from, travel->to, travel->zone);
    }
  for (guint i = 0; personal && person->emails[i] != NULL; i++)
    g_string_append_printf (key, "%s ", person->emails[i]);
}

/* (transfer full) (element-type MtItem) unowned items: each knows which of the person's calendars
 * it came from, as long as this person's agenda is made. */
static GPtrArray *
gather_items (Reading *reading, const MtPerson *person, char **written)
{
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; written[i] != NULL; i++)
    {
      const MtSource *source = find_source (reading, person, written[i]);

      for (guint k = 0; source != NULL && k < source->items->len; k++)
        {
          MtItem *item = g_ptr_array_index (source->items, k);

          item->source = (gint) i;
          item->told = is_told (source);
          g_ptr_array_add (items, item);
        }
    }

  return items;
}

static void
release_all (Reading *reading, const MtPerson *person, char **written)
{
  for (guint i = 0; written[i] != NULL; i++)
    {
      MtSource *source = find_source (reading, person, written[i]);

      if (source != NULL)
        mt_source_release (source);
    }
}

/* (transfer full): an agenda of what is read and expanded; one for all to whom it means the same.
 */
static MtAgenda *
build (Reading *reading, const MtPerson *person, const Sum *sum)
{
  const MtSpan window = sum->wide ? reading->wide : reading->snapshot->window;
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) holidays = NULL;
  MtAgenda *agenda = NULL;

  append_sources (reading, person, person->calendars, key);
  append_sources (reading, person, person->holidays, key);
  append_facts (key, person, sum->personal);
  agenda = g_hash_table_lookup (reading->shared, key->str);
  if (agenda != NULL)
    return mt_agenda_ref (agenda);

  events = gather_items (reading, person, person->calendars);
  holidays = gather_items (reading, person, person->holidays);
  agenda = mt_agenda_new (person, window, events, holidays, sum->mark, 0);
  g_hash_table_insert (reading->shared, g_strdup (key->str), agenda);

  return mt_agenda_ref (agenda);
}

/* What servers hold looks like its stamp. */
static void
append_stamp (GString *stamps, const MtSource *source)
{
  g_autofree char *stamp = mt_source_get_stamp (source);

  g_string_append_printf (stamps, " %s", stamp);
}

/* (transfer full): what the person's files look like now, "" if that proves nothing. */
static char *
take_signature (Reading *reading, const MtPerson *person)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GString) stamps = g_string_new (NULL);
  char **both[] = { person->calendars, person->holidays };
  gboolean settled = FALSE;
  g_autofree char *signature = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    for (guint k = 0; both[i][k] != NULL; k++)
      {
        const MtSource *source = find_source (reading, person, both[i][k]);

        if (source == NULL)
          continue;
        if (source->path != NULL)
          g_ptr_array_add (paths, source->path);
        else
          append_stamp (stamps, source);
      }
  g_ptr_array_add (paths, NULL);
  signature = mt_signature_take ((const char *const *) paths->pdata, &settled);

  return settled ? g_strconcat (signature, stamps->str, NULL) : g_strdup ("");
}

/* (transfer full): the hash of all that was read for a person, "" if anything is wrong with it. */
static char *
join_hashes (Reading *reading, const MtPerson *person)
{
  char **both[] = { person->calendars, person->holidays };
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      for (guint k = 0; both[i][k] != NULL; k++)
        {
          const MtSource *source = find_source (reading, person, both[i][k]);

          if (source == NULL)
            continue;
          if (!source->clean || source->mark != MT_MARK_OK || source->hash == NULL)
            {
              g_string_free (joined, TRUE);
              return g_strdup ("");
            }
          g_string_append_printf (joined, "%s ", source->hash);
        }
      g_string_append (joined, "| ");
    }

  return g_string_free (joined, FALSE);
}

static void
read_bytes (Reading *reading, const MtPerson *person, char **written)
{
  for (guint i = 0; written[i] != NULL; i++)
    {
      MtSource *source = find_source (reading, person, written[i]);

      if (source != NULL)
        mt_source_read (source, reading->items, reading->snapshot->problems, reading->cancellable);
    }
}

/* (transfer full): what the store has of a person, if it is as good as reading anew. */
static MtAgenda *
find_stored (Reading *reading, const MtPerson *person, const char *signature)
{
  MtAgenda *agenda = NULL;
  g_autofree char *sources = NULL;

  if (reading->cache == NULL)
    return NULL;
  if (*signature != '\0')
    agenda = mt_agenda_cache_find_unchanged (reading->cache, person, signature);
  if (agenda != NULL)
    return agenda;

  read_bytes (reading, person, person->calendars);
  read_bytes (reading, person, person->holidays);
  sources = join_hashes (reading, person);
  if (*sources != '\0')
    agenda = mt_agenda_cache_find_equal (reading->cache, person, sources);
  if (agenda != NULL && *signature != '\0')
    mt_agenda_cache_put (reading->cache, person, agenda, sources, signature);

  return agenda;
}

/* (transfer full): what is in a person's files now; NULL with an error. */
static MtAgenda *
read_files (Reading *reading, const MtPerson *person, const char *signature, GError **error)
{
  Sum sum = { .mark = any_counts (person, person->calendars) ? MT_MARK_OK : MT_MARK_NONE,
              .wide = TRUE };
  g_autofree char *sources = NULL;
  MtAgenda *agenda = NULL;

  if (!expand_all (reading, person, person->calendars, &sum, error) ||
      !expand_all (reading, person, person->holidays, &sum, error))
    return NULL;

  agenda = build (reading, person, &sum);
  if (reading->cache == NULL || !sum.wide)
    return agenda;

  sources = join_hashes (reading, person);
  mt_agenda_cache_put (reading->cache, person, agenda, sources, *sources != '\0' ? signature : "");

  return agenda;
}

/* (transfer full): takes @agenda: the same, with what is to be said of the places it is from. It is
 * kept in the store without that: a server that is back makes it good again. */
static MtAgenda *
mark_places (const MtSnapshot *snapshot, const MtPerson *person, MtAgenda *agenda)
{
  char **both[] = { person->calendars, person->holidays };
  MtMark mark = MT_MARK_OK;
  gint64 since = 0;
  MtAgenda *marked = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    for (guint k = 0; both[i][k] != NULL; k++)
      {
        const MtStoreCollection *known = mt_person_ignores (person, both[i][k])
                                             ? NULL
                                             : mt_sources_find (snapshot->sources, both[i][k]);

        mark = mt_mark_worst (mark, mt_source_judge (known));
        if (mt_source_judge (known) == MT_MARK_STALE && (since == 0 || known->checked < since))
          since = known->checked;
      }
  if (mt_mark_worst (agenda->mark, mark) == agenda->mark)
    return agenda;
  marked = mt_agenda_new_marked (agenda, mark, since);
  mt_agenda_unref (agenda);

  return marked;
}

/* (transfer full): what a person's calendars say; NULL with an error. */
static MtAgenda *
read_person (Reading *reading, const MtPerson *person, GError **error)
{
  g_autofree char *signature = NULL;
  MtAgenda *agenda = NULL;

  if (!any_counts (person, person->calendars) && !any_counts (person, person->holidays))
    return mt_agenda_ref (reading->none);

  signature = reading->cache != NULL ? take_signature (reading, person) : g_strdup ("");
  agenda = find_stored (reading, person, signature);
  if (agenda == NULL)
    agenda = read_files (reading, person, signature, error);

  release_all (reading, person, person->calendars);
  release_all (reading, person, person->holidays);

  return agenda != NULL ? mark_places (reading->snapshot, person, agenda) : NULL;
}

/**
 * mt_agenda_reader_read: (skip)
 * @snapshot: being made: team, window and problems are there, agendas are added
 * @client: the worker's client
 * @items: (nullable): what the store has of servers
 * @cache: (nullable): what the store knows
 * @wide: what to read when anything has to be: the window of @snapshot or a wider one
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: %FALSE with an error when the worker cannot be started or when cancelled; what cannot be
 *   read is a problem and a mark, not an error
 */
gboolean
mt_agenda_reader_read (MtSnapshot *snapshot,
                       MtIcalClient *client,
                       MtItemStore *items,
                       MtAgendaCache *cache,
                       MtSpan wide,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (Reading) reading = {
    .snapshot = snapshot,
    .client = client,
    .items = items,
    .cache = cache,
    .wide = wide,
    .cancellable = cancellable,
    .base = g_path_get_dirname (snapshot->path),
    .sources =
        g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) mt_source_free),
    .shared =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mt_agenda_unref),
    .none = mt_agenda_new_empty (snapshot->window, MT_MARK_NONE),
  };
  const GPtrArray *people = snapshot->team->people;

  for (guint i = 0; i < people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (people, i);

      count_uses (&reading, person, person->calendars);
      count_uses (&reading, person, person->holidays);
    }

  for (guint i = 0; i < people->len; i++)
    {
      MtAgenda *agenda = read_person (&reading, g_ptr_array_index (people, i), error);

      if (agenda == NULL)
        return FALSE;
      g_ptr_array_add (snapshot->agendas, agenda);
    }

  return TRUE;
}

/**
 * mt_agenda_reader_read_cached: (skip)
 * @snapshot: being made: agendas are added
 * @cache: (nullable): what the store knows
 *
 * Reads no calendar: people of whom nothing is known are `unknown`, those without calendars `none`.
 */
void
mt_agenda_reader_read_cached (MtSnapshot *snapshot, MtAgendaCache *cache)
{
  g_autoptr (MtAgenda) none = mt_agenda_new_empty (snapshot->window, MT_MARK_NONE);
  g_autoptr (MtAgenda) unknown = mt_agenda_new_empty (snapshot->window, MT_MARK_UNKNOWN);

  for (guint i = 0; i < snapshot->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (snapshot->team->people, i);
      const gboolean any =
          any_counts (person, person->calendars) || any_counts (person, person->holidays);
      MtAgenda *agenda = any && cache != NULL ? mt_agenda_cache_find_last (cache, person) : NULL;

      if (agenda == NULL)
        agenda = mt_agenda_ref (any ? unknown : none);
      else
        agenda = mark_places (snapshot, person, agenda);
      g_ptr_array_add (snapshot->agendas, agenda);
    }
}
