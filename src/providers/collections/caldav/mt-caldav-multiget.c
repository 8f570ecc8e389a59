/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Gets many items in one request. One that fails is split until the item is found that it fails
 * for.
 *
 * Source: RFC 4791 section 7.9
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-fetch-private.h"

#include <string.h>

#include "net/mt-dav-xml.h"
#include "net/mt-url.h"

enum
{
  RETRIES_MAX = 3, /* of batches that broke off with something gained */
  ALONE_MAX = 3,   /* see MtCaldavFetch.n_alone */
};

/* One item of an answer. What was not asked for is passed over. */
static gboolean
take_response (MtDavResponse *response, gpointer data, GError **error)
{
  MtCaldavWorker *self = data;
  g_autofree char *name = mt_caldav_names_read (self->names, response->href);
  MtCaldavEntry *entry = name ? g_hash_table_lookup (self->asked, name) : NULL;
  MtDavNode *node = mt_dav_response_find (response, MT_DAV_NS_CALDAV, "calendar-data");
  GBytes *bytes;

  if (!entry || entry->status == 200)
    return TRUE;
  bytes = response->damaged ? NULL : mt_dav_node_steal_calendar (node);
  if (!bytes)
    {
      const guint failure = mt_dav_response_get_failure (response);

      entry->status = failure ? failure : 404;
      return TRUE;
    }
  self->n_got++;
  return mt_caldav_fetch_take_item (self->fetch, entry,
                                    mt_dav_response_dup_text (response, MT_DAV_NS_DAV, "getetag"),
                                    bytes, error);
}

/* How the server spells it, else how we do. */
static char *
spell (MtCaldavWorker *self, const MtCaldavEntry *entry)
{
  g_autofree char *url = NULL;

  if (entry->href)
    return g_strdup (entry->href);
  url = mt_caldav_names_make_url (self->names, entry->name);
  return mt_url_get_path (url);
}

/* Asks for all of @entries in one request; says of each what came of it. */
static gboolean
ask (MtCaldavWorker *self, GPtrArray *entries, GError **error)
{
  MtCaldavSync *sync = self->fetch->sync;
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) hrefs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (take_response, self);
  g_autofree char *body = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      MtCaldavEntry *entry = g_ptr_array_index (entries, i);

      entry->status = 0;
      g_hash_table_insert (asked, entry->name, entry);
      g_ptr_array_add (hrefs, spell (self, entry));
    }
  body = mt_dav_xml_multiget ((const char *const *) hrefs->pdata, hrefs->len);
  self->asked = asked;
  self->n_got = 0;
  return mt_dav_ask (sync->caldav->http, "REPORT", mt_caldav_names_get_url (self->names), "1", body,
                     answer, NULL, sync->cancellable, error);
}

/* Those of which the answer said nothing (0), or that it did not give (else). */
static GPtrArray *
pick (GPtrArray *entries, gboolean unmentioned)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      MtCaldavEntry *entry = g_ptr_array_index (entries, i);

      if (unmentioned ? entry->status == 0 : entry->status != 200 && entry->status != 0)
        g_ptr_array_add (picked, entry);
    }
  return picked;
}

static gboolean
get_slices (MtCaldavWorker *self, GPtrArray *entries, guint size, GError **error)
{
  for (guint from = 0; from < entries->len; from += size)
    {
      g_autoptr (GPtrArray) slice = g_ptr_array_new ();

      for (guint i = from; i < MIN (from + size, entries->len); i++)
        g_ptr_array_add (slice, g_ptr_array_index (entries, i));
      if (!mt_caldav_get_many (self, slice, error))
        return FALSE;
    }
  return TRUE;
}

/* An answer that came whole: what it did not give is asked for alone, but what a server leaves out
 * because it was asked for too much is asked for again. */
static gboolean
finish_answer (MtCaldavWorker *self, GPtrArray *entries, GError **error)
{
  g_autoptr (GPtrArray) refused = pick (entries, FALSE);
  g_autoptr (GPtrArray) missing = pick (entries, TRUE);
  const gboolean again = missing->len > 1 && self->n_got > 0;

  if (!mt_caldav_get_singles (self, refused, error))
    return FALSE;
  return again ? mt_caldav_get_many (self, missing, error)
               : mt_caldav_get_singles (self, missing, error);
}

/* The last one of a request that fails. If it comes alone, and batches never did or no longer do,
 * the server has no such report. */
static gboolean
get_last (MtCaldavWorker *self, MtCaldavEntry *entry, GError **error)
{
  MtCaldavFetch *fetch = self->fetch;
  gboolean got;

  if (!mt_caldav_get_single (self, entry, &got, error))
    return FALSE;
  g_mutex_lock (&fetch->lock);
  fetch->n_alone += got;
  if (got && (fetch->multiget == MT_CALDAV_UNKNOWN || fetch->n_alone >= ALONE_MAX))
    fetch->multiget = MT_CALDAV_NO;
  g_mutex_unlock (&fetch->lock);
  return TRUE;
}

/* Whether it is of use to go on after @failure. Cut in the middle: the rest again. Nothing at all
 * within the time: perhaps that was too much. */
static gboolean
may_recover (MtCaldavWorker *self, const GError *failure, gboolean gained, guint n_missing)
{
  MtCaldavFetch *fetch = self->fetch;

  if (!g_error_matches (failure, MT_NET_ERROR, MT_NET_ERROR_OFFLINE))
    return !mt_caldav_is_final (failure);
  if (gained)
    return self->retries++ < RETRIES_MAX;
  g_mutex_lock (&fetch->lock);
  fetch->slow = TRUE;
  g_mutex_unlock (&fetch->lock);
  return n_missing > mt_caldav_fetch_size_batch (fetch);
}

/* How many of those that did not come are asked for next time. */
static guint
choose_slice (MtCaldavWorker *self, gboolean gained, guint n_missing)
{
  const guint batch = mt_caldav_fetch_size_batch (self->fetch);

  return MIN (gained ? n_missing : (n_missing + 1) / 2, batch);
}

/* An answer that did not come, or not to its end. Takes @failure. */
static gboolean
recover (MtCaldavWorker *self, GPtrArray *entries, GError *failure, GError **error)
{
  g_autoptr (GPtrArray) refused = pick (entries, FALSE);
  g_autoptr (GPtrArray) missing = pick (entries, TRUE);
  const gboolean gained = self->n_got > 0 || refused->len > 0;

  if (!may_recover (self, failure, gained, missing->len))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  if (!mt_caldav_get_singles (self, refused, error))
    return FALSE;
  if (missing->len == 0)
    return TRUE;
  if (missing->len == 1)
    return get_last (self, g_ptr_array_index (missing, 0), error);
  return get_slices (self, missing, choose_slice (self, gained, missing->len), error);
}

/* Whether the server can be asked for many at once, as far as that is known. */
static gboolean
has_report (MtCaldavFetch *self)
{
  gboolean has;

  g_mutex_lock (&self->lock);
  has = self->multiget != MT_CALDAV_NO;
  g_mutex_unlock (&self->lock);
  return has;
}

static void
note_report (MtCaldavFetch *self)
{
  g_mutex_lock (&self->lock);
  self->multiget = MT_CALDAV_YES;
  self->n_alone = 0;
  g_mutex_unlock (&self->lock);
}

/**
 * mt_caldav_get_many:
 * @self: a thread's own
 * @entries: (element-type MtCaldavEntry): what to get
 * @error: return location
 *
 * Gets all of them that can be had, in one request if that works.
 *
 * Returns: FALSE only if nothing else is to be tried
 */
gboolean
mt_caldav_get_many (MtCaldavWorker *self, GPtrArray *entries, GError **error)
{
  GError *failure = NULL;
  gboolean ok;

  if (!has_report (self->fetch))
    return mt_caldav_get_singles (self, entries, error);
  ok = ask (self, entries, &failure);
  if (self->n_got > 0)
    note_report (self->fetch);
  return ok ? finish_answer (self, entries, error) : recover (self, entries, failure, error);
}
