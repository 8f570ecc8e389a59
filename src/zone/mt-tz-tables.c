/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads zone1970.tab, zone.tab and tzdata.zi. What is missing or wrong in them is left out.
 */
#include "zone/mt-tz-tables.h"

#include <glib/gstdio.h>

#define VERSION_MARK "# version "
#define LONGEST_VERSION 64
#define MAX_LINKS 4 /* links to links are rare, and never deep */

typedef struct
{
  MtTzRank rank;
  double latitude;
  double longitude;
} Place;

struct _MtTzTables
{
  GHashTable *places; /* id -> Place, of zone1970.tab and zone.tab */
  GHashTable *zones;  /* (element-type utf8) the zones of tzdata.zi */
  GHashTable *links;  /* id -> id */
};

/* Takes up to two more digits for each of minutes and seconds: `+4024-00341`, `+404121-0740023` */
static gboolean
read_angle (const char **text, guint degree_digits, double max, double *angle)
{
  double sign = **text == '-' ? -1 : 1;
  int parts[3] = { 0 };
  guint n;

  if (**text != '+' && **text != '-')
    return FALSE;
  (*text)++;
  for (n = 0; g_ascii_isdigit ((*text)[n]); n++)
    {
      guint part = n < degree_digits ? 0 : 1 + (n - degree_digits) / 2;

      if (part > 2)
        return FALSE;
      parts[part] = parts[part] * 10 + ((*text)[n] - '0');
    }
  if (n != degree_digits + 2 && n != degree_digits + 4)
    return FALSE;
  *text += n;
  *angle = sign * (parts[0] + parts[1] / 60.0 + parts[2] / 3600.0);
  return *angle >= -max && *angle <= max;
}

/* `codes TAB position TAB id [TAB comment]` */
static void
read_place (MtTzTables *self, const char *line, MtTzRank rank)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 4);
  Place place = { .rank = rank };
  const char *position;

  if (*line == '#' || g_strv_length (fields) < 3 || g_hash_table_contains (self->places, fields[2]))
    return;
  position = fields[1];
  if (read_angle (&position, 2, 90, &place.latitude) &&
      read_angle (&position, 3, 180, &place.longitude) && *position == '\0')
    g_hash_table_insert (self->places, g_strdup (fields[2]), g_memdup2 (&place, sizeof place));
}

/* `L target id`, `Z id ...` */
static void
read_zi_line (MtTzTables *self, const char *line)
{
  g_auto (GStrv) fields = NULL;

  if ((line[0] != 'L' && line[0] != 'Z') || line[1] != ' ')
    return;
  fields = g_strsplit (line, " ", 4);
  if (line[0] == 'Z' && fields[1] != NULL)
    g_hash_table_add (self->zones, g_strdup (fields[1]));
  else if (line[0] == 'L' && fields[1] != NULL && fields[2] != NULL)
    g_hash_table_replace (self->links, g_strdup (fields[2]), g_strdup (fields[1]));
}

static char *
read_table (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

/* Cuts a text into lines in place. */
static char *
next_line (char **rest)
{
  char *line = *rest;
  char *end;

  if (line == NULL || *line == '\0')
    return NULL;
  end = strchr (line, '\n');
  *rest = end == NULL ? NULL : end + 1;
  if (end != NULL)
    *end = '\0';
  return line;
}

static void
read_places (MtTzTables *self, const char *directory, const char *name, MtTzRank rank)
{
  g_autofree char *text = read_table (directory, name);
  char *rest = text;

  for (char *line = next_line (&rest); line != NULL; line = next_line (&rest))
    read_place (self, line, rank);
}

/**
 * mt_tz_tables_load:
 * @directory: directory of tzdata
 *
 * Reads the tables. Those that are missing are as good as empty. Blocks.
 *
 * Returns: (transfer full): the tables; immutable, so any thread may read them
 */
MtTzTables *
mt_tz_tables_load (const char *directory)
{
  MtTzTables *self = g_new0 (MtTzTables, 1);
  g_autofree char *text = read_table (directory, "tzdata.zi");
  char *rest = text;

  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (char *line = next_line (&rest); line != NULL; line = next_line (&rest))
    read_zi_line (self, line);
  read_places (self, directory, "zone1970.tab", MT_TZ_RANK_MAIN);
  read_places (self, directory, "zone.tab", MT_TZ_RANK_COUNTRY);
  return self;
}

/**
 * mt_tz_tables_free:
 * @self: (transfer full) (nullable): tables
 *
 * Frees the tables.
 */
void
mt_tz_tables_free (MtTzTables *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->zones);
  g_hash_table_unref (self->links);
  g_free (self);
}

/**
 * mt_tz_tables_get_rank:
 * @self: tables
 * @id: name of a zone
 *
 * Tells how good a name is.
 *
 * Returns: its rank
 */
MtTzRank
mt_tz_tables_get_rank (const MtTzTables *self, const char *id)
{
  const Place *place = g_hash_table_lookup (self->places, id);

  if (place != NULL)
    return place->rank;
  return g_hash_table_contains (self->zones, id) ? MT_TZ_RANK_ZONE : MT_TZ_RANK_LINK;
}

/**
 * mt_tz_tables_get_link:
 * @self: tables
 * @id: name of a zone
 *
 * Tells which zone a link leads to.
 *
 * Returns: (transfer none) (nullable): its name; %NULL when @id is no link
 */
const char *
mt_tz_tables_get_link (const MtTzTables *self, const char *id)
{
  return g_hash_table_lookup (self->links, id);
}

/**
 * mt_tz_tables_get_position:
 * @self: tables
 * @id: name of a zone
 * @latitude: (out): degrees north
 * @longitude: (out): degrees east
 *
 * Tells where the place is that a zone is named after; of a link, where the place is that it leads
 * to.
 *
 * Source: zone1970.tab, ISO 6709
 *
 * Returns: %TRUE when that is known
 */
gboolean
mt_tz_tables_get_position (const MtTzTables *self,
                           const char *id,
                           double *latitude,
                           double *longitude)
{
  for (guint i = 0; id != NULL && i <= MAX_LINKS; i++)
    {
      const Place *place = g_hash_table_lookup (self->places, id);

      if (place != NULL)
        {
          *latitude = place->latitude;
          *longitude = place->longitude;
          return TRUE;
        }
      id = g_hash_table_lookup (self->links, id);
    }
  return FALSE;
}

/* The start of a file: tzdata.zi is long and its version stands first. */
static char *
read_first_line (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  char start[sizeof VERSION_MARK + LONGEST_VERSION] = "";
  FILE *file = g_fopen (path, "re");

  if (file == NULL)
    return NULL;
  if (fgets (start, sizeof start, file) == NULL)
    start[0] = '\0';
  fclose (file);
  return g_strdup (g_strchomp (start));
}

static gboolean
is_version (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("+-._", *at) == NULL)
      return FALSE;
  return *text != '\0' && strlen (text) <= LONGEST_VERSION;
}

/**
 * mt_tz_tables_read_version:
 * @directory: directory of tzdata
 *
 * Reads which release of tzdata this is: the first line of `tzdata.zi`, else `+VERSION`. Blocks.
 *
 * Returns: (transfer full) (nullable): e.g. `2026f`; %NULL when neither file says
 */
char *
mt_tz_tables_read_version (const char *directory)
{
  g_autofree char *line = read_first_line (directory, "tzdata.zi");
  g_autofree char *version = read_first_line (directory, "+VERSION");

  if (line != NULL && g_str_has_prefix (line, VERSION_MARK) &&
      is_version (line + strlen (VERSION_MARK)))
    return g_strdup (line + strlen (VERSION_MARK));
  return version != NULL && is_version (version) ? g_steal_pointer (&version) : NULL;
}
