/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * All cities, and which of them somebody means. What is searched of each is folded beforehand:
 * words in lower case and without accents, each after a space, each name on a line of its own. So a
 * search is a look for " word" in a few hundred kilobytes.
 */
#include "config.h"

#include "service/mt-city-index.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

#define N_FIELDS 9

enum
{
  NAME,
  ENGLISH,
  THERE,
  REGION,
  ENGLISH_REGION,
  COUNTRY,
  ZONE,
  LATITUDE,
  LONGITUDE,
};

/* How well a city fits, the better first. */
typedef enum
{
  FIT_WHOLE, /* its name is what was typed */
  FIT_START, /* its name begins with it */
  FIT_WORDS, /* all of it is of its name */
  FIT_OTHER, /* some of it is of region, country or zone */
  FIT_NOT,
} Fit;

typedef struct
{
  const char *name; /* these are of the index' text */
  const char *region;
  const char *zone_id;
  const char *names;  /* folded: "\n munchen\n munich\n" */
  const char *others; /* folded: " bavaria germany europe berlin" */
  double latitude;
  double longitude;
  gboolean is_main; /* its zone is named after it */
} Record;

typedef struct
{
  Fit fit;
  guint index;
  gboolean is_main;
} Hit;

struct _MtCityIndex
{
  GStringChunk *text;
  GArray *records; /* (element-type Record) in order of names */
};

/* "são" becomes "sao": a word that a keyboard without those letters can type. */
static void
append_word (GString *folded, const char *word)
{
  g_autofree char *ascii = g_str_to_ascii (word, "en");
  g_autofree char *lower = g_ascii_strdown (ascii, -1);

  g_string_append_c (folded, ' ');
  g_string_append (folded, strchr (ascii, '?') == NULL && *ascii != '\0' ? lower : word);
}

/* "St. John’s" is one with "St Johns". */
static char *
dup_without_apostrophes (const char *text)
{
  GString *bare = g_string_new (text);

  g_string_replace (bare, "'", "", 0);
  g_string_replace (bare, "’", "", 0);

  return g_string_free (bare, FALSE);
}

/* (transfer full): the words of @text, each after a space. */
static char *
fold (const char *text)
{
  g_autofree char *bare = dup_without_apostrophes (text);
  g_auto (GStrv) words = g_str_tokenize_and_fold (bare, NULL, NULL);
  GString *folded = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    append_word (folded, words[i]);

  return g_string_free (folded, FALSE);
}

static void
add_name (GString *names, const char *folded)
{
  g_autofree char *line = g_strconcat ("\n", folded, "\n", NULL);

  if (*folded != '\0' && strstr (names->str, line) == NULL)
    g_string_append (names, *names->str != '\0' ? line + 1 : line);
}

/* The name with another beginning, where it begins so. */
static void
add_other_name (GString *names, const char *folded, const char *from, const char *to)
{
  g_autofree char *other = NULL;

  if (!g_str_has_prefix (folded, from))
    return;
  other = g_strconcat (to, folded + strlen (from), NULL);
  add_name (names, other);
}

/* "St. Petersburg" is typed for "Saint Petersburg", and cities are known by the names they had. */
static void
add_names (GString *names, const char *name)
{
  static const char *const pairs[][2] = {
    { " saint ", " st " },         { " bangalore", " bengaluru" }, { " kiev", " kyiv" },
    { " gurgaon", " gurugram" },   { " mysore", " mysuru" },       { " calcutta", " kolkata" },
    { " bombay", " mumbai" },      { " madras", " chennai" },      { " ahmadabad", " ahmedabad" },
    { " saigon", " ho chi minh" }, { " peking", " beijing" },      { " poona", " pune" },
  };
  g_autofree char *folded = fold (name);

  add_name (names, folded);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      add_other_name (names, folded, pairs[i][0], pairs[i][1]);
      add_other_name (names, folded, pairs[i][1], pairs[i][0]);
    }
}

/* "America/New_York": "New York"; a zone whose name says no place keeps all of it. */
static char *
dup_place_of_zone (const char *zone_id)
{
  const char *slash = strrchr (zone_id, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : zone_id), "_", ' ');
}

static gboolean
is_main (const Record *record)
{
  g_autofree char *place = dup_place_of_zone (record->zone_id);
  g_autofree char *folded = fold (place);
  g_autofree char *line = g_strconcat ("\n", folded, "\n", NULL);

  return strstr (record->names, line) != NULL;
}

static char *
join_region (const char *region, const char *country)
{
  if (*region == '\0' || *country == '\0')
    return g_strconcat (region, country, NULL);

  /* Translators: where a city is: "Maharashtra, India". */
  return g_strdup_printf (C_ ("region", "%s, %s"), region, country);
}

static const char *
keep (MtCityIndex *self, const char *text)
{
  return g_string_chunk_insert_const (self->text, text);
}

static double
read_degrees (const char *text)
{
  char *end = NULL;
  const double degrees = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' ? degrees : NAN;
}

static void
add_record (MtCityIndex *self, char **fields)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *region = join_region (fields[REGION], fields[COUNTRY]);
  g_autofree char *around =
      g_strjoin (" ", fields[REGION], fields[ENGLISH_REGION], fields[COUNTRY], fields[ZONE], NULL);
  g_autofree char *others = fold (around);
  Record record = {
    .name = keep (self, fields[NAME]),
    .region = keep (self, region),
    .zone_id = keep (self, fields[ZONE]),
    .others = keep (self, others),
    .latitude = read_degrees (fields[LATITUDE]),
    .longitude = read_degrees (fields[LONGITUDE]),
  };

  for (guint i = NAME; i <= THERE; i++)
    add_names (names, fields[i]);
  record.names = keep (self, names->str);
  record.is_main = is_main (&record);
  g_array_append_val (self->records, record);
}

/* A list that another version wrote is taken as far as it is understood. */
static void
read_list (MtCityIndex *self, const char *list, GHashTable *zones)
{
  g_auto (GStrv) lines = g_strsplit (list, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (g_strv_length (fields) == N_FIELDS && *fields[NAME] != '\0' &&
          g_hash_table_contains (zones, fields[ZONE]))
        add_record (self, fields);
    }
}

/* Places that only tzdata names: the zones themselves, without areas that are none. */
static void
add_zone (MtCityIndex *self, const char *id)
{
  static const char *const no_areas[] = { "Etc/",    "SystemV/", "US/",   "Canada/",
                                          "Brazil/", "Mexico/",  "Chile/" };
  g_autofree char *place = dup_place_of_zone (id);
  const char *fields[] = { place, place, "", "", "", "", id, "", "", NULL };

  if (strchr (id, '/') == NULL && !g_str_equal (id, "UTC"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (no_areas); i++)
    if (g_str_has_prefix (id, no_areas[i]))
      return;
  add_record (self, (char **) fields);
}

/* A zone's older name ("Asia/Calcutta") is no place of its own when that city is there. */
static gboolean
is_named (const char *names, const char *zone_id)
{
  g_autofree char *place = dup_place_of_zone (zone_id);
  g_autofree char *folded = fold (place);
  g_autofree char *line = g_strconcat ("\n", folded, "\n", NULL);

  return strstr (names, line) != NULL;
}

static void
add_zones (MtCityIndex *self, char **ids)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      const Record *record = &g_array_index (self->records, Record, i);

      if (record->is_main)
        g_string_append (names, record->names);
    }
  for (gsize i = 0; ids[i] != NULL; i++)
    if (!is_named (names->str, ids[i]))
      add_zone (self, ids[i]);
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  const Record *first = a;
  const Record *second = b;
  const int names = g_strcmp0 (first->names, second->names);

  return names != 0 ? names : g_strcmp0 (first->region, second->region);
}

/**
 * mt_city_index_new:
 * @list: what `meantime-cities` printed, "" when there is nothing of it
 * @tzdata: the zones there are; cities in others are left out, and their own places added
 *
 * Makes the index. Any thread; some tens of milliseconds.
 *
 * Returns: (transfer full): the index
 */
MtCityIndex *
mt_city_index_new (const char *list, MtTzdata *tzdata)
{
  MtCityIndex *self = g_new0 (MtCityIndex, 1);
  g_auto (GStrv) ids = mt_tzdata_list (tzdata);
  g_autoptr (GHashTable) zones = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; ids[i] != NULL; i++)
    g_hash_table_add (zones, ids[i]);
  self->text = g_string_chunk_new (16 * 1024);
  self->records = g_array_new (FALSE, FALSE, sizeof (Record));
  read_list (self, list, zones);
  add_zones (self, ids);
  g_array_sort (self->records, compare_records);

  return self;
}

/**
 * mt_city_index_free:
 * @self: (transfer full): an index
 *
 * Frees it.
 */
void
mt_city_index_free (MtCityIndex *self)
{
  g_string_chunk_free (self->text);
  g_array_unref (self->records);
  g_free (self);
}

static gboolean
has_word (const char *folded, const char *word)
{
  return strstr (folded, word) != NULL;
}

static Fit
fit (const Record *record, const char *typed, char **words)
{
  g_autofree char *start = g_strconcat ("\n", typed, NULL);
  g_autofree char *whole = g_strconcat (start, "\n", NULL);
  gboolean in_names = TRUE;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      const gboolean in_name = has_word (record->names, words[i]);

      if (!in_name && !has_word (record->others, words[i]))
        return FIT_NOT;
      in_names = in_names && in_name;
    }

  if (has_word (record->names, whole))
    return FIT_WHOLE;
  if (has_word (record->names, start))
    return FIT_START;

  return in_names ? FIT_WORDS : FIT_OTHER;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *first = a;
  const Hit *second = b;

  if (first->fit != second->fit)
    return first->fit < second->fit ? -1 : 1;
  if (first->is_main != second->is_main)
    return first->is_main ? -1 : 1;

  return first->index < second->index ? -1 : first->index > second->index;
}

/* " new york" → " new", " york", each to be found at the start of a word. */
static char **
split_words (const char *typed)
{
  g_auto (GStrv) bare = g_strsplit (typed + 1, " ", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (gsize i = 0; bare[i] != NULL; i++)
    {
      g_autofree char *word = g_strconcat (" ", bare[i], NULL);

      g_strv_builder_add (words, word);
    }

  return g_strv_builder_end (words);
}

static GArray *
find_hits (const MtCityIndex *self, const char *text, const char *typed)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_auto (GStrv) words = split_words (typed);

  for (guint i = 0; i < self->records->len; i++)
    {
      const Record *record = &g_array_index (self->records, Record, i);
      Hit hit = { fit (record, typed, words), i, record->is_main };

      /* The zone itself was typed: the place it is named after comes first. */
      if (hit.fit == FIT_OTHER && hit.is_main && g_ascii_strcasecmp (record->zone_id, text) == 0)
        hit.fit = FIT_WHOLE;
      if (hit.fit != FIT_NOT)
        g_array_append_val (hits, hit);
    }
  g_array_sort (hits, compare_hits);

  return hits;
}

/**
 * mt_city_index_search:
 * @self: an index
 * @text: what somebody typed, not trusted
 * @max: at most so many
 *
 * Finds the cities in whose name, region, country or zone every word typed begins a word, in any
 * case, with or without accents. Best first: whole names, beginnings, words of the name; among
 * equals the city its zone is named after. Any thread; about a millisecond.
 *
 * Returns: (transfer full) (element-type MtCity): the cities
 */
GPtrArray *
mt_city_index_search (const MtCityIndex *self, const char *text, guint max)
{
  GPtrArray *cities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *typed = fold (valid);
  g_autoptr (GArray) hits = NULL;

  if (*typed == '\0')
    return cities;

  hits = find_hits (self, valid, typed);
  for (guint i = 0; i < MIN (hits->len, max); i++)
    {
      const Record *record =
          &g_array_index (self->records, Record, g_array_index (hits, Hit, i).index);

      g_ptr_array_add (cities, mt_city_new_at (record->name, record->region, record->zone_id,
                                               record->latitude, record->longitude));
    }

  return cities;
}
