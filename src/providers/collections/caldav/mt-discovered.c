/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What discovery found, as a record.
 */
#include "config.h"

#include "providers/collections/caldav/mt-discovery.h"

G_DEFINE_QUARK (mt - discovery - error - quark, mt_discovery_error)

/**
 * mt_dav_person_new:
 *
 * Returns: (transfer full): somebody of whom nothing is known
 */
MtDavPerson *
mt_dav_person_new (void)
{
  MtDavPerson *self = g_new0 (MtDavPerson, 1);

  self->addresses = g_new0 (char *, 1);
  self->homes = g_new0 (char *, 1);
  return self;
}

/**
 * mt_dav_person_free:
 * @self: (transfer full): somebody
 *
 * Frees the record.
 */
void
mt_dav_person_free (MtDavPerson *self)
{
  g_free (self->principal);
  g_free (self->name);
  g_strfreev (self->addresses);
  g_strfreev (self->homes);
  g_free (self);
}

/**
 * mt_discovered_free:
 * @self: (transfer full): what was found
 *
 * Frees the record.
 */
void
mt_discovered_free (MtDiscovered *self)
{
  g_free (self->url);
  g_free (self->origin);
  g_free (self->user);
  g_free (self->feed);
  g_free (self->collection);
  g_clear_pointer (&self->self, mt_dav_person_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self->inbox);
  g_free (self->outbox);
  g_strfreev (self->features);
  g_free (self);
}

/**
 * mt_discovered_has_feature:
 * @self: what was found
 * @feature: a word of the DAV header, in lower case
 *
 * Returns: whether the server has it
 */
gboolean
mt_discovered_has_feature (const MtDiscovered *self, const char *feature)
{
  return self->features != NULL && g_strv_contains ((const char *const *) self->features, feature);
}
