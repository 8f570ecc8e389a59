/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCaldavListing: one answer that lists items of a collection, all of them or what has changed.
 * What comes with its item is handed on at once; the rest is kept to be fetched.
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-private.h"

#include <string.h>

#include "net/mt-url.h"

/**
 * mt_caldav_entry_new:
 * @name: (transfer full): its name
 * @href: (transfer full) (nullable): how the server spells it
 * @etag: (transfer full) (nullable): its ETag
 *
 * Returns: (transfer full): an item that a server told of
 */
MtCaldavEntry *
mt_caldav_entry_new (char *name, char *href, char *etag)
{
  MtCaldavEntry *self = g_new0 (MtCaldavEntry, 1);

  self->name = name;
  self->href = href;
  self->etag = etag;
  return self;
}

/**
 * mt_caldav_entry_free:
 * @self: (transfer full) (nullable): an item that a server told of
 */
void
mt_caldav_entry_free (MtCaldavEntry *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->href);
  g_free (self->etag);
  g_free (self);
}

/**
 * mt_caldav_listing_new:
 * @sync: the sync that it belongs to; has to outlive it
 * @full: whether the names of all that is there are wanted, to see what is gone
 *
 * Returns: (transfer full): a listing that is not yet asked for
 */
MtCaldavListing *
mt_caldav_listing_new (MtCaldavSync *sync, gboolean full)
{
  MtCaldavListing *self = g_new0 (MtCaldavListing, 1);

  self->sync = sync;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_caldav_entry_free);
  self->gone = g_ptr_array_new_with_free_func (g_free);
  if (full)
    self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * mt_caldav_listing_free:
 * @self: (transfer full): a listing
 */
void
mt_caldav_listing_free (MtCaldavListing *self)
{
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->gone);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->ctag);
  g_free (self->token);
  g_free (self);
}

/**
 * mt_caldav_listing_reset:
 * @self: a listing
 *
 * Forgets what came, before an answer is read again from its beginning.
 */
void
mt_caldav_listing_reset (MtCaldavListing *self)
{
  g_ptr_array_set_size (self->entries, 0);
  g_ptr_array_set_size (self->gone, 0);
  if (self->names)
    g_hash_table_remove_all (self->names);
  self->n_changes = 0;
  self->n_data = 0;
  self->own = 0;
  self->cut = FALSE;
  g_clear_pointer (&self->ctag, g_free);
  g_clear_pointer (&self->token, g_free);
}

/* What the collection says about itself among its items. */
static void
take_own (MtCaldavListing *self, const MtDavResponse *response)
{
  const guint failure = mt_dav_response_get_failure (response);

  if (response->status == 507)
    self->cut = TRUE;
  self->own = failure ? failure : 200;
  if (!self->ctag)
    self->ctag = mt_dav_response_dup_text (response, MT_DAV_NS_CS, "getctag");
  if (!self->token)
    self->token = mt_dav_response_dup_text (response, MT_DAV_NS_DAV, "sync-token");
}

/* Keeps the server's own spelling only where it can be sent back as it is. */
static char *
keep_href (const char *href)
{
  for (const char *at = href; *at; at++)
    if ((guchar) *at <= 0x20 || (guchar) *at >= 0x7f || strchr ("\"<>\\^`{|}", *at))
      return NULL;
  return *href == '/' ? g_strdup (href) : NULL;
}

static gboolean
is_folder (const MtDavResponse *response)
{
  const MtDavNode *type = mt_dav_response_find (response, MT_DAV_NS_DAV, "resourcetype");

  return mt_dav_node_child (type, MT_DAV_NS_DAV, "collection") != NULL;
}

/* One line of a listing, or of a report of changes. */
static gboolean
take_response (MtDavResponse *response, gpointer data, GError **error)
{
  MtCaldavListing *self = data;
  MtCaldavSync *sync = self->sync;
  g_autofree char *name = mt_caldav_names_read (sync->caldav->names, response->href);
  g_autofree char *etag = NULL;
  MtDavNode *node;
  g_autoptr (GBytes) bytes = NULL;

  if (!name)
    return TRUE;
  if (*name == '\0')
    {
      take_own (self, response);
      return TRUE;
    }
  if (response->status == 404 || response->status == 410)
    {
      g_ptr_array_add (self->gone, g_steal_pointer (&name));
      self->n_changes++;
      return TRUE;
    }
  if (is_folder (response))
    return TRUE;

  self->n_changes++;
  if (self->names)
    g_hash_table_add (self->names, g_strdup (name));
  etag = mt_dav_response_dup_text (response, MT_DAV_NS_DAV, "getetag");
  node = mt_dav_response_find (response, MT_DAV_NS_CALDAV, "calendar-data");
  bytes = response->damaged ? NULL : mt_dav_node_steal_calendar (node);
  if (!bytes)
    {
      g_ptr_array_add (self->entries,
                       mt_caldav_entry_new (g_steal_pointer (&name), keep_href (response->href),
                                            g_steal_pointer (&etag)));
      return TRUE;
    }
  self->n_data++;
  return sync->sink->item (name, etag, bytes, sync->data, error);
}

/* Where the collection has moved to within its server, to begin there the next time. */
static gboolean
follow (MtCaldavSync *self, const char *final_url)
{
  if (!mt_caldav_follow (self->caldav, final_url))
    return FALSE;
  g_free (self->mode->path);
  self->mode->path = mt_url_get_path (mt_caldav_names_get_url (self->caldav->names));
  return TRUE;
}

/**
 * mt_caldav_listing_ask:
 * @self: an empty listing
 * @method: PROPFIND or REPORT
 * @depth: the Depth header
 * @body: what is asked
 * @error: return location
 *
 * Asks; once more from where the collection has moved to. Items that come with the answer go to the
 * sink. Blocking.
 *
 * Returns: FALSE with an error of MT_NET_ERROR, or the sink's
 */
gboolean
mt_caldav_listing_ask (MtCaldavListing *self,
                       const char *method,
                       const char *depth,
                       const char *body,
                       GError **error)
{
  MtCaldavSync *sync = self->sync;

  for (guint i = 0;; i++)
    {
      g_autoptr (MtMultistatus) answer = mt_multistatus_new (take_response, self);
      g_autofree char *final_url = NULL;
      GError *local = NULL;
      const gboolean ok =
          mt_dav_ask (sync->caldav->http, method, mt_caldav_names_get_url (sync->caldav->names),
                      depth, body, answer, &final_url, sync->cancellable, &local);

      if (follow (sync, final_url) && i == 0 && (ok || !mt_caldav_is_final (local)))
        {
          g_clear_error (&local);
          mt_caldav_listing_reset (self);
          continue;
        }
      if (!ok)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      if (mt_multistatus_get_sync_token (answer))
        {
          g_free (self->token);
          self->token = g_strdup (mt_multistatus_get_sync_token (answer));
        }
      return TRUE;
    }
}
