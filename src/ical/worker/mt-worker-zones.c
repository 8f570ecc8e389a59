/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The order in which a TZID is tried (DESIGN section 4), with a memo of every answer.
 */
#include "config.h"

#include "ical/worker/mt-worker-zones.h"

#include <string.h>

#include "ical/worker/mt-vtimezone.h"
#include "zone/mt-zone-alias.h"

#define MAX_MEMO 5000 /* names: a calendar of made-up ones must not fill the memory */
#define MAX_NAME 255

struct _MtWorkerZones
{
  MtZoneLookup ask_zone;
  MtVtimezoneLookup ask_vtimezone;
  gpointer user_data;
  guint32 set;
  GHashTable *tables; /* name of tzdata -> MtZone, or NULL for none */
  GHashTable *tzids;  /* "set/TZID" -> MtZone, or NULL for unknown */
};

static void
unref_zone (gpointer zone)
{
  if (zone)
    mt_zone_unref (zone);
}

/**
 * mt_worker_zones_new:
 * @zones: (scope forever): gives tables of tzdata
 * @vtimezones: (scope forever): gives the VTIMEZONE texts of the current object
 * @user_data: for both
 *
 * Returns: (transfer full): a resolver with an empty memo
 */
MtWorkerZones *
mt_worker_zones_new (MtZoneLookup zones, MtVtimezoneLookup vtimezones, gpointer user_data)
{
  MtWorkerZones *self = g_new0 (MtWorkerZones, 1);

  self->ask_zone = zones;
  self->ask_vtimezone = vtimezones;
  self->user_data = user_data;
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_zone);
  self->tzids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_zone);
  return self;
}

/**
 * mt_worker_zones_free:
 * @self: (transfer full): a resolver
 *
 * Frees the resolver and its reference on every zone it gave.
 */
void
mt_worker_zones_free (MtWorkerZones *self)
{
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->tzids);
  g_free (self);
}

/**
 * mt_worker_zones_use_set:
 * @self: a resolver
 * @set: number of the set of VTIMEZONEs that comes with the next object
 *
 * Begins an object. Zones given before may be dropped now.
 */
void
mt_worker_zones_use_set (MtWorkerZones *self, guint32 set)
{
  self->set = set;
  if (g_hash_table_size (self->tzids) > MAX_MEMO)
    g_hash_table_remove_all (self->tzids);
  if (g_hash_table_size (self->tables) > MAX_MEMO)
    g_hash_table_remove_all (self->tables);
}

static MtZone *
lookup_table (MtWorkerZones *self, const char *id)
{
  gpointer zone;

  if (g_hash_table_lookup_extended (self->tables, id, NULL, &zone))
    return zone;
  zone = self->ask_zone (id, self->user_data);
  g_hash_table_insert (self->tables, g_strdup (id), zone);
  return zone;
}

static MtZone *
exists_cb (const char *id, gpointer user_data)
{
  MtZone *zone = lookup_table (user_data, id);

  return zone ? mt_zone_ref (zone) : NULL;
}

static MtZone *
resolve_alias (MtWorkerZones *self, const char *name)
{
  g_autofree char *id = mt_zone_alias_resolve (name, exists_cb, self);

  return id ? lookup_table (self, id) : NULL;
}

static gboolean
is_sane (const char *tzid)
{
  gsize length = strlen (tzid);

  if (length == 0 || length > MAX_NAME)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (tzid[i]))
      return FALSE;
  return TRUE;
}

/* Exact name, known prefix, X-LIC-LOCATION, Windows name, the VTIMEZONE itself. */
static MtZone *
resolve_anew (MtWorkerZones *self, const char *tzid)
{
  g_autofree char *text = NULL;
  g_autofree char *location = NULL;
  MtZone *zone = lookup_table (self, tzid);

  if (!zone && *tzid == '/')
    zone = resolve_alias (self, tzid);
  if (zone)
    return mt_zone_ref (zone);
  text = self->ask_vtimezone (tzid, self->user_data);
  location = text ? mt_vtimezone_dup_location (text, strlen (text)) : NULL;
  if (location && is_sane (location))
    zone = resolve_alias (self, location);
  if (!zone)
    zone = resolve_alias (self, tzid);
  if (zone)
    return mt_zone_ref (zone);
  return text ? mt_vtimezone_read (text, strlen (text), tzid) : NULL;
}

/**
 * mt_worker_zones_resolve:
 * @self: a resolver
 * @tzid: a TZID as written
 *
 * Returns: (transfer none) (nullable): the zone, valid until the next object begins; %NULL if
 *   nobody knows it
 *
 * Source: RFC 5545 3.2.19
 */
MtZone *
mt_worker_zones_resolve (MtWorkerZones *self, const char *tzid)
{
  g_autofree char *key = NULL;
  gpointer zone;

  if (!is_sane (tzid))
    return NULL;
  zone = g_hash_table_lookup (self->tables, tzid);
  if (zone)
    return zone;
  key = g_strdup_printf ("%u/%s", self->set, tzid);
  if (g_hash_table_lookup_extended (self->tzids, key, NULL, &zone))
    return zone;
  zone = resolve_anew (self, tzid);
  g_hash_table_insert (self->tzids, g_steal_pointer (&key), zone);
  return zone;
}
