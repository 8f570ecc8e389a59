/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The system's zones: found by name or place, read at most once.
 */
#include "zone/mt-tzdata.h"

#include "zone/mt-tz-names.h"
#include "zone/mt-tz-stamp.h"
#include "zone/mt-tz-tables.h"
#include "zone/mt-tzfile.h"

#define DEFAULT_DIRECTORY "/usr/share/zoneinfo"
#define DIRECTORY_NAME "/zoneinfo/"

struct _MtTzdata
{
  gatomicrefcount ref_count;
  char *directory;
  char *localtime;
  char *tz; /* value of TZ, nullable */
  char *version;
  guint64 stamp; /* of the files when this was made */

  GMutex lock;        /* guards what follows */
  GHashTable *zones;  /* id -> MtZone */
  MtTzTables *tables; /* nullable until wanted, then immutable */
  MtTzNames *names;   /* nullable until wanted, then immutable */
};

static char *
default_directory (void)
{
  const char *directory = g_getenv ("TZDIR");

  return g_strdup (directory != NULL && g_path_is_absolute (directory) ? directory
                                                                       : DEFAULT_DIRECTORY);
}

/**
 * mt_tzdata_new:
 * @directory: (nullable): where the zones are; %NULL: `$TZDIR`, else `/usr/share/zoneinfo`
 *
 * Makes the system's zones. Nothing but the version is read yet.
 *
 * Returns: (transfer full): the zones
 */
MtTzdata *
mt_tzdata_new (const char *directory)
{
  return mt_tzdata_new_for (directory, MT_TZDATA_LOCALTIME, g_getenv ("TZ"));
}

/**
 * mt_tzdata_new_for:
 * @directory: (nullable): as for mt_tzdata_new()
 * @localtime: path of the file or link that says which zone is the local one
 * @tz: (nullable): value of the environment variable `TZ`
 *
 * Makes zones with all they depend on given, for tests.
 *
 * Returns: (transfer full): the zones
 */
MtTzdata *
mt_tzdata_new_for (const char *directory, const char *localtime, const char *tz)
{
  MtTzdata *self = g_new0 (MtTzdata, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->directory = directory != NULL ? g_strdup (directory) : default_directory ();
  self->localtime = g_strdup (localtime);
  self->tz = g_strdup (tz);
  self->stamp = mt_tz_stamp_read (self->directory, self->localtime);
  self->version = mt_tz_tables_read_version (self->directory);
  if (self->version == NULL)
    self->version = g_strdup_printf ("files-%016" G_GINT64_MODIFIER "x",
                                     mt_tz_stamp_read_directory (self->directory));
  self->zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mt_zone_unref);
  return self;
}

/**
 * mt_tzdata_ref:
 * @self: zones
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
MtTzdata *
mt_tzdata_ref (MtTzdata *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * mt_tzdata_unref:
 * @self: (transfer full): zones
 *
 * Drops a reference; the last one forgets all tables that nobody else holds. Any thread.
 */
void
mt_tzdata_unref (MtTzdata *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->zones);
  mt_tz_names_free (self->names);
  mt_tz_tables_free (self->tables);
  g_mutex_clear (&self->lock);
  g_free (self->directory);
  g_free (self->localtime);
  g_free (self->tz);
  g_free (self->version);
  g_free (self);
}

/**
 * mt_tzdata_is_current:
 * @self: zones
 *
 * Tells whether the files are still those that were there when @self was made: neither tzdata nor
 * the local zone has changed. When not, make it anew: tables are never changed under a reader.
 * Some 30 system calls; ask when a file monitor of the directory or %MT_TZDATA_LOCALTIME reports,
 * or on waking up. Any thread.
 *
 * Returns: %TRUE when nothing changed
 */
gboolean
mt_tzdata_is_current (MtTzdata *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return mt_tz_stamp_read (self->directory, self->localtime) == self->stamp;
}

/* Call with the lock held. */
static const MtTzTables *
ensure_tables (MtTzdata *self)
{
  if (self->tables == NULL)
    self->tables = mt_tz_tables_load (self->directory);
  return self->tables;
}

/* Call with the lock held. */
static const MtTzNames *
ensure_names (MtTzdata *self)
{
  if (self->names == NULL)
    self->names = mt_tz_names_load (self->directory, ensure_tables (self));
  return self->names;
}

/* A link may be listed in tzdata.zi only: distributions leave old names out, calendars do not. */
static MtZone *
load_zone (MtTzdata *self, const char *id)
{
  g_autofree char *path = g_build_filename (self->directory, id, NULL);
  g_autofree char *target_path = NULL;
  MtZone *zone = mt_tzfile_load (id, path);
  const char *target;

  if (zone != NULL)
    return zone;
  target = mt_tz_tables_get_link (ensure_tables (self), id);
  if (target == NULL || !mt_tz_names_is_legal (target))
    return NULL;
  target_path = g_build_filename (self->directory, target, NULL);
  return mt_tzfile_load (id, target_path);
}

/**
 * mt_tzdata_lookup:
 * @self: zones
 * @id: name of a zone exactly as tzdata spells it, not trusted
 *
 * Finds a zone. The first time its file is read (some microseconds), later it is a look-up in a
 * table. Any thread.
 *
 * Returns: (transfer full) (nullable): the zone; %NULL when there is none of that name
 */
MtZone *
mt_tzdata_lookup (MtTzdata *self, const char *id)
{
  g_autoptr (GMutexLocker) locker = NULL;
  MtZone *zone;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  zone = g_hash_table_lookup (self->zones, id);
  if (zone == NULL)
    {
      if (!mt_tz_names_is_legal (id))
        return NULL;
      zone = load_zone (self, id);
      if (zone == NULL)
        return NULL;
      g_hash_table_insert (self->zones, g_strdup (id), zone);
    }
  return mt_zone_ref (zone);
}

static const char *
find_place (MtTzdata *self, const char *place)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return mt_tz_names_find_place (ensure_names (self), place);
}

/**
 * mt_tzdata_lookup_place:
 * @self: zones
 * @place: a place as people type it: `Europe/Berlin`, `berlin`, `São Paulo`, `new york`
 *
 * Finds the zone of a place: by its exact name, else as mt_tz_names_find_place() says. Any thread.
 *
 * Returns: (transfer full) (nullable): the zone; %NULL when no zone is named after that place
 */
MtZone *
mt_tzdata_lookup_place (MtTzdata *self, const char *place)
{
  MtZone *zone;
  const char *id;

  g_return_val_if_fail (self != NULL && place != NULL, NULL);

  zone = mt_tzdata_lookup (self, place);
  if (zone != NULL)
    return zone;
  id = find_place (self, place);
  return id == NULL ? NULL : mt_tzdata_lookup (self, id);
}

/**
 * mt_tzdata_lookup_func:
 * @id: name of a zone
 * @tzdata: an #MtTzdata
 *
 * mt_tzdata_lookup() in the shape of an #MtZoneLookup.
 *
 * Returns: (transfer full) (nullable): the zone
 */
MtZone *
mt_tzdata_lookup_func (const char *id, gpointer tzdata)
{
  return mt_tzdata_lookup (tzdata, id);
}

/**
 * mt_tzdata_lookup_place_func:
 * @place: a place
 * @tzdata: an #MtTzdata
 *
 * mt_tzdata_lookup_place() in the shape of an #MtPlaceLookup.
 *
 * Returns: (transfer full) (nullable): the zone
 */
MtZone *
mt_tzdata_lookup_place_func (const char *place, gpointer tzdata)
{
  return mt_tzdata_lookup_place (tzdata, place);
}

/* `Europe/Berlin` of `../usr/share/zoneinfo/Europe/Berlin`, whichever directory it is. */
static MtZone *
lookup_path (MtTzdata *self, const char *path)
{
  const char *tail;

  if (g_str_has_prefix (path, self->directory) && path[strlen (self->directory)] == '/')
    return mt_tzdata_lookup (self, path + strlen (self->directory) + 1);
  tail = g_strrstr (path, DIRECTORY_NAME);
  return tail == NULL ? NULL : mt_tzdata_lookup (self, tail + strlen (DIRECTORY_NAME));
}

/* POSIX: an implementation reads what follows a colon as it likes, everybody as a file name. */
static MtZone *
lookup_tz (MtTzdata *self)
{
  const char *tz = self->tz;

  if (tz == NULL)
    return NULL;
  if (*tz == ':')
    tz++;
  return g_path_is_absolute (tz) ? lookup_path (self, tz) : mt_tzdata_lookup (self, tz);
}

/* A copy instead of a link: the best name of those with the same bytes. */
static MtZone *
lookup_copy (MtTzdata *self)
{
  g_autofree char *bytes = NULL;
  g_auto (GStrv) list = NULL;
  const char *best = NULL;
  MtTzRank best_rank = MT_TZ_RANK_LINK;
  gsize size;

  if (!g_file_get_contents (self->localtime, &bytes, &size, NULL))
    return NULL;
  list = mt_tzdata_list (self);
  for (char **id = list; *id != NULL; id++)
    {
      g_autofree char *path = g_build_filename (self->directory, *id, NULL);
      g_autofree char *other = NULL;
      MtTzRank rank = mt_tz_tables_get_rank (self->tables, *id);
      gsize other_size;

      if ((best == NULL || rank < best_rank) &&
          g_file_get_contents (path, &other, &other_size, NULL) && other_size == size &&
          memcmp (other, bytes, size) == 0)
        {
          best = *id;
          best_rank = rank;
        }
    }
  return best == NULL ? NULL : mt_tzdata_lookup (self, best);
}

/**
 * mt_tzdata_dup_local:
 * @self: zones
 *
 * Finds the local zone of this machine: what `TZ` names, else where `/etc/localtime` leads or whose
 * bytes it has, else UTC. Blocks when that is not a link.
 *
 * Returns: (transfer full): the zone
 */
MtZone *
mt_tzdata_dup_local (MtTzdata *self)
{
  g_autofree char *target = NULL;
  MtZone *zone;

  g_return_val_if_fail (self != NULL, NULL);

  zone = lookup_tz (self);
  if (zone != NULL)
    return zone;
  target = g_file_read_link (self->localtime, NULL);
  if (target != NULL)
    zone = lookup_path (self, target);
  if (zone == NULL)
    zone = lookup_copy (self);
  if (zone == NULL)
    zone = mt_tzdata_lookup (self, "UTC");
  return zone != NULL ? zone : mt_zone_new_fixed ("UTC", 0);
}

/**
 * mt_tzdata_get_version:
 * @self: zones
 *
 * Tells which release of tzdata this is; where the files do not say, a name that changes with them.
 *
 * Returns: (transfer none): e.g. `2026f`
 */
const char *
mt_tzdata_get_version (MtTzdata *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->version;
}

/**
 * mt_tzdata_get_directory:
 * @self: zones
 *
 * Tells where the zones are.
 *
 * Returns: (transfer none): path of the directory
 */
const char *
mt_tzdata_get_directory (MtTzdata *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->directory;
}

/**
 * mt_tzdata_list:
 * @self: zones
 *
 * Lists all zones and links. The first time this reads the directory (some milliseconds). Any
 * thread.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, in order of bytes
 */
char **
mt_tzdata_list (MtTzdata *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  return g_strdupv ((char **) mt_tz_names_list (ensure_names (self)));
}

/**
 * mt_tzdata_get_position:
 * @self: zones
 * @id: name of a zone
 * @latitude: (out): degrees north
 * @longitude: (out): degrees east
 *
 * Tells where the place is that a zone is named after. The first time this reads tables (a
 * millisecond). Any thread.
 *
 * Returns: %TRUE when tzdata says; it does not for `UTC` and the like
 */
gboolean
mt_tzdata_get_position (MtTzdata *self, const char *id, double *latitude, double *longitude)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, FALSE);
  g_return_val_if_fail (latitude != NULL && longitude != NULL, FALSE);

  locker = g_mutex_locker_new (&self->lock);
  return mt_tz_tables_get_position (ensure_tables (self), id, latitude, longitude);
}
