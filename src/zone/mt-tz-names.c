/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Lists the zones of a directory and folds place names.
 */
#include "zone/mt-tz-names.h"

#include <dirent.h>
#include <sys/stat.h>

#include "zone/mt-tzfile.h"

#define LONGEST_NAME 128
#define DEEPEST 4

struct _MtTzNames
{
  GPtrArray *list;    /* (element-type utf8) sorted, ends with NULL */
  GHashTable *places; /* folded place name -> id (unowned: in the list) */
};

static gboolean
part_is_legal (const char *part, gsize length)
{
  if (length == 0 || part[0] == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (part[i]) && strchr ("_+.-", part[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Trees and files beside the zones: right/ counts leap seconds, posix/ is everything once more, and
 * the rest is no zone or another name of the local one. */
static gboolean
is_beside (const char *id)
{
  static const char *const trees[] = { "right/", "posix/" };
  static const char *const files[] = {
    "posixrules",   "localtime",   "leapseconds", "leap-seconds.list", "tzdata.zi", "zone.tab",
    "zone1970.tab", "zonenow.tab", "iso3166.tab", "+VERSION",          "SECURITY",
  };

  for (guint i = 0; i < G_N_ELEMENTS (trees); i++)
    if (g_str_has_prefix (id, trees[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (strcmp (id, files[i]) == 0)
      return TRUE;
  return FALSE;
}

/**
 * mt_tz_names_is_legal:
 * @id: what may be the name of a zone, not trusted
 *
 * Tells whether a name may be looked up below the directory: parts of letters, digits and `_+.-`
 * that do not begin with a dot, and none of the names there that are no zones.
 *
 * Returns: %TRUE when it may
 */
gboolean
mt_tz_names_is_legal (const char *id)
{
  const char *part = id;

  if (strnlen (id, LONGEST_NAME + 1) > LONGEST_NAME || is_beside (id))
    return FALSE;
  for (;;)
    {
      gsize length = strcspn (part, "/");

      if (!part_is_legal (part, length))
        return FALSE;
      if (part[length] == '\0')
        return TRUE;
      part += length + 1;
    }
}

static gboolean
is_directory (const char *path, const struct dirent *entry)
{
  struct stat status;

  if (entry->d_type != DT_UNKNOWN)
    return entry->d_type == DT_DIR;
  return lstat (path, &status) == 0 && S_ISDIR (status.st_mode);
}

static void
list_directory (GPtrArray *list, const char *directory, const char *prefix, guint depth)
{
  DIR *stream = opendir (directory);
  struct dirent *entry;

  if (stream == NULL)
    return;
  while ((entry = readdir (stream)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, entry->d_name, NULL);
      g_autofree char *id = g_strconcat (prefix, entry->d_name, NULL);
      g_autofree char *inside = g_strconcat (id, "/", NULL);

      if (!mt_tz_names_is_legal (id) || is_beside (inside))
        continue;
      if (is_directory (path, entry))
        {
          if (depth < DEEPEST)
            list_directory (list, path, inside, depth + 1);
        }
      else if (mt_tzfile_is_one (path))
        {
          g_ptr_array_add (list, g_steal_pointer (&id));
        }
    }
  closedir (stream);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* ASCII, lower case, one space for each run of spaces, `_` and `-`. */
static char *
fold (const char *text)
{
  g_autofree char *ascii = g_str_is_ascii (text) ? NULL : g_str_to_ascii (text, "en");
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *at = ascii != NULL ? ascii : text; *at != '\0'; at++)
    {
      if (strchr (" _-", *at) == NULL)
        g_string_append_c (folded, g_ascii_tolower (*at));
      else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);
  return g_string_free (folded, FALSE);
}

/* Names whose last part is no place ("Canada/Eastern"), or says the contrary of what people mean
 * ("Etc/GMT+5" is west of Greenwich): they count as a whole only. */
static gboolean
ends_in_place (const char *id)
{
  static const char *const groups[] = { "Etc/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/" };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_has_prefix (id, groups[i]))
      return FALSE;
  return TRUE;
}

static void
add_place (MtTzNames *self, const MtTzTables *tables, const char *name, const char *id)
{
  g_autofree char *folded = fold (name);
  const char *other = g_hash_table_lookup (self->places, folded);

  if (other == NULL || mt_tz_tables_get_rank (tables, id) < mt_tz_tables_get_rank (tables, other))
    g_hash_table_replace (self->places, g_steal_pointer (&folded), (char *) id);
}

/* The whole name, and every end of it that begins with a part. */
static void
add_places (MtTzNames *self, const MtTzTables *tables, const char *id)
{
  const char *slash = id;

  add_place (self, tables, id, id);
  while (ends_in_place (id) && (slash = strchr (slash, '/')) != NULL)
    add_place (self, tables, ++slash, id);
}

/**
 * mt_tz_names_load:
 * @directory: directory of tzdata
 * @tables: its tables
 *
 * Lists the zones of a directory: every file below it that is a TZif file, but those below `right/`
 * and `posix/`. Blocks for some milliseconds.
 *
 * Returns: (transfer full): the names; immutable, so any thread may read them
 */
MtTzNames *
mt_tz_names_load (const char *directory, const MtTzTables *tables)
{
  MtTzNames *self = g_new0 (MtTzNames, 1);

  self->list = g_ptr_array_new_with_free_func (g_free);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  list_directory (self->list, directory, "", 0);
  g_ptr_array_sort (self->list, compare_names);
  for (guint i = 0; i < self->list->len; i++)
    add_places (self, tables, g_ptr_array_index (self->list, i));
  g_ptr_array_add (self->list, NULL);
  return self;
}

/**
 * mt_tz_names_free:
 * @self: (transfer full) (nullable): names
 *
 * Frees the names.
 */
void
mt_tz_names_free (MtTzNames *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->list);
  g_free (self);
}

/**
 * mt_tz_names_list:
 * @self: names
 *
 * Gives the names of all zones.
 *
 * Returns: (transfer none) (array zero-terminated=1): the names, in order of bytes
 */
const char *const *
mt_tz_names_list (const MtTzNames *self)
{
  return (const char *const *) self->list->pdata;
}

/**
 * mt_tz_names_find_place:
 * @self: names
 * @place: a place as people type it
 *
 * Finds the zone of a place: the last part of its name, or a longer end of it, in any case, with or
 * without accents, `_`, `-` and space alike. Of several zones that of the better #MtTzRank counts,
 * among equals the first in order of bytes.
 *
 * Returns: (transfer none) (nullable): name of the zone; %NULL when there is none
 */
const char *
mt_tz_names_find_place (const MtTzNames *self, const char *place)
{
  g_autofree char *folded = g_utf8_validate (place, -1, NULL) ? fold (place) : NULL;

  return folded == NULL ? NULL : g_hash_table_lookup (self->places, folded);
}
