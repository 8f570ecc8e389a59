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

/* Instances are wanted so far beyond the window: its floating times and dates are anybody's. */
#define MARGIN_S (2 * MT_DAY_S)

typedef struct
{
  MtSnapshot *snapshot;
  MtIcalClient *client;
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
count_uses (Reading *reading, char **written)
{
  for (guint i = 0; written[i] != NULL; i++)
    {
      MtSource *source = g_hash_table_lookup (reading->sources, written[i]);

      if (source == NULL)
        {
          source = mt_source_new (written[i], reading->base);
          g_hash_table_insert (reading->sources, source->written, source);
        }
      source->uses++;
    }
}

static gboolean
expand (Reading *reading, MtSource *source, GError **error)
{
  const MtSpan window = { reading->snapshot->window.start - MARGIN_S,
                          reading->snapshot->window.end + MARGIN_S };

  mt_source_read (source, reading->snapshot->problems, reading->cancellable);
  if (g_cancellable_set_error_if_cancelled (reading->cancellable, error))
    return FALSE;

  return mt_source_expand (source, reading->client, MT_ICAL_HAS_EVENT | MT_ICAL_HAS_FREEBUSY,
                           window, reading->snapshot->problems, reading->cancellable, error);
}

/* Expands what @written names, and appends what makes two people's agendas differ to @key. */
static gboolean
expand_all (Reading *reading,
            char **written,
            GString *key,
            MtMark *mark,
            gboolean *personal,
            GError **error)
{
  for (guint i = 0; written[i] != NULL; i++)
    {
      MtSource *source = g_hash_table_lookup (reading->sources, written[i]);

      if (!expand (reading, source, error))
        return FALSE;

      *mark = mt_mark_worst (*mark, source->mark);
      *personal |= source->names_people;
      g_string_append_printf (key, "%p ", source);
    }
  g_string_append (key, "| ");

  return TRUE;
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
gather_items (Reading *reading, char **written)
{
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; written[i] != NULL; i++)
    {
      const MtSource *source = g_hash_table_lookup (reading->sources, written[i]);

      for (guint k = 0; k < source->items->len; k++)
        {
          MtItem *item = g_ptr_array_index (source->items, k);

          item->source = (gint) i;
          g_ptr_array_add (items, item);
        }
    }

  return items;
}

static void
release_all (Reading *reading, char **written)
{
  for (guint i = 0; written[i] != NULL; i++)
    mt_source_release (g_hash_table_lookup (reading->sources, written[i]));
}

/* (transfer full): what a person's calendars say; NULL with an error. */
static MtAgenda *
read_person (Reading *reading, const MtPerson *person, GError **error)
{
  g_autoptr (GString) key = g_string_new (NULL);
  MtMark mark = *person->calendars == NULL ? MT_MARK_NONE : MT_MARK_OK;
  gboolean personal = FALSE;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) holidays = NULL;
  MtAgenda *agenda = NULL;

  if (*person->calendars == NULL && *person->holidays == NULL)
    return mt_agenda_ref (reading->none);

  if (!expand_all (reading, person->calendars, key, &mark, &personal, error) ||
      !expand_all (reading, person->holidays, key, &mark, &personal, error))
    return NULL;

  append_facts (key, person, personal);
  agenda = g_hash_table_lookup (reading->shared, key->str);
  if (agenda == NULL)
    {
      events = gather_items (reading, person->calendars);
      holidays = gather_items (reading, person->holidays);
      agenda = mt_agenda_new (person, reading->snapshot->window, events, holidays, mark, 0);
      g_hash_table_insert (reading->shared, g_strdup (key->str), agenda);
    }

  release_all (reading, person->calendars);
  release_all (reading, person->holidays);

  return mt_agenda_ref (agenda);
}

/**
 * mt_agenda_reader_read: (skip)
 * @snapshot: being made: team, window and problems are there, agendas are added
 * @client: the worker's client
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: %FALSE with an error when the worker cannot be started or when cancelled; what cannot be
 *   read is a problem and a mark, not an error
 */
gboolean
mt_agenda_reader_read (MtSnapshot *snapshot,
                       MtIcalClient *client,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (Reading) reading = {
    .snapshot = snapshot,
    .client = client,
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

      count_uses (&reading, person->calendars);
      count_uses (&reading, person->holidays);
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
 * mt_agenda_reader_leave_unknown: (skip)
 * @snapshot: being made: agendas are added
 *
 * For when calendars are not read: people who have some are `unknown`, the others `none`.
 */
void
mt_agenda_reader_leave_unknown (MtSnapshot *snapshot)
{
  g_autoptr (MtAgenda) none = mt_agenda_new_empty (snapshot->window, MT_MARK_NONE);
  g_autoptr (MtAgenda) unknown = mt_agenda_new_empty (snapshot->window, MT_MARK_UNKNOWN);

  for (guint i = 0; i < snapshot->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (snapshot->team->people, i);
      const gboolean any = *person->calendars != NULL || *person->holidays != NULL;

      g_ptr_array_add (snapshot->agendas, mt_agenda_ref (any ? unknown : none));
    }
}
