/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Finds out what has changed in a collection. By sync-collection where the server has it, which
 * costs one request when nothing has; else by its ctag and a listing of ETags.
 *
 * The first time, the listing comes without the items: they follow in batches, several at a time,
 * and each batch that has come stays when the rest is cut off. Later the items are asked for in the
 * report itself, so that a few changes cost one request where the server gives them.
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-dav-xml.h"
#include "net/mt-url.h"

enum
{
  PAGES_MAX = 10000,
};

/* How an attempt ended. */
typedef enum
{
  END_DONE,
  END_FAILED,
  END_REFUSED, /* not in this way, with the error that says why */
} End;

/**
 * mt_caldav_sync_page:
 * @self: a sync
 * @token: (nullable): for the mark
 * @ctag: (nullable): for the mark
 * @error: return location
 *
 * Tells the sink that all before may be committed.
 *
 * Returns: FALSE with the sink's error
 */
gboolean
mt_caldav_sync_page (MtCaldavSync *self, const char *token, const char *ctag, GError **error)
{
  g_autofree char *mode = mt_caldav_mode_format (self->mode);
  const MtSyncMark mark = { (char *) token, (char *) ctag, mode };

  return self->sink->page (&mark, self->done, self->total, self->data, error);
}

/* What the caller has with that very ETag, where the server says that nothing has moved on: tokens
 * that count seconds tell the last change again and again. */
static void
drop_known (MtCaldavListing *listing)
{
  MtCaldavSync *self = listing->sync;

  if (!self->sink->known_etag)
    return;
  for (guint i = listing->entries->len; i > 0; i--)
    {
      MtCaldavEntry *entry = g_ptr_array_index (listing->entries, i - 1);
      g_autofree char *etag = self->sink->known_etag (entry->name, self->data);

      if (mt_caldav_same_etag (etag, entry->etag))
        g_ptr_array_remove_index_fast (listing->entries, i - 1);
    }
}

/* Whether the report gives items is learnt from the first one that could. */
static void
learn_data (MtCaldavSync *self, const MtCaldavListing *listing, gboolean asked)
{
  if (asked && listing->n_data > 0)
    self->mode->data = MT_CALDAV_YES;
  else if (asked && listing->entries->len > 0)
    self->mode->data = MT_CALDAV_NO;
}

/* What was parked before, where no listing makes it come again. */
static gboolean
fetch_again (MtCaldavSync *self, GError **error)
{
  g_autoptr (GPtrArray) names = self->sink->unfetched ? self->sink->unfetched (self->data) : NULL;
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_caldav_entry_free);
  gboolean ok;

  for (guint i = 0; names && i < names->len; i++)
    g_ptr_array_add (entries,
                     mt_caldav_entry_new (g_strdup (g_ptr_array_index (names, i)), NULL, NULL));
  self->total += entries->len;
  self->again = TRUE;
  ok = mt_caldav_fetch (self, entries, error);
  self->again = FALSE;
  return ok;
}

/* One page of changes since @token, which gets the next one. */
static End
sync_changes (MtCaldavSync *self, char **token, gboolean *more, GError **error)
{
  g_autoptr (MtCaldavListing) listing = mt_caldav_listing_new (self, FALSE);
  gboolean with_data = self->mode->data != MT_CALDAV_NO;
  g_autofree char *body = mt_dav_xml_sync_collection (*token, with_data);
  GError *local = NULL;
  gboolean ok = mt_caldav_listing_ask (listing, "REPORT", "0", body, &local);

  /* Items may be too many or too broken to come in the report: then only their names. */
  if (!ok && with_data &&
      (g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_MALFORMED) ||
       g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_TOO_LARGE)))
    {
      g_clear_error (&local);
      g_free (body);
      with_data = FALSE;
      body = mt_dav_xml_sync_collection (*token, FALSE);
      mt_caldav_listing_reset (listing);
      ok = mt_caldav_listing_ask (listing, "REPORT", "0", body, &local);
    }
  if (!ok)
    {
      const gboolean final = mt_caldav_is_final (local);

      g_propagate_error (error, local);
      return final ? END_FAILED : END_REFUSED;
    }
  *more = listing->cut;
  if (!listing->token || (listing->cut && strcmp (listing->token, *token) == 0))
    {
      g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                           _ ("the server’s report of changes does not say how far it goes"));
      return END_REFUSED;
    }

  learn_data (self, listing, with_data);
  if (strcmp (listing->token, *token) == 0)
    drop_known (listing);
  self->done += listing->n_data;
  self->total += listing->n_data + listing->entries->len;
  if (!mt_caldav_fetch (self, listing->entries, error) ||
      !mt_caldav_sync_gone (self, listing->gone, error))
    return END_FAILED;
  g_free (*token);
  *token = g_steal_pointer (&listing->token);
  return END_DONE;
}

/* All that has changed, page by page. Returns: END_REFUSED if the token, or the report, is not
 * accepted. */
static End
sync_by_token (MtCaldavSync *self, char **token, GError **error)
{
  *token = g_strdup (self->from->token);
  for (guint i = 0; i < PAGES_MAX; i++)
    {
      gboolean more = FALSE;
      const End end = sync_changes (self, token, &more, error);

      if (end != END_DONE)
        return end;
      if (!more)
        return fetch_again (self, error) ? END_DONE : END_FAILED;
      if (!mt_caldav_sync_page (self, *token, NULL, error))
        return END_FAILED;
    }
  g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                       _ ("the server’s report of changes has no end"));
  return END_REFUSED;
}

/* All that is there, by sync-collection from the beginning, page by page. */
static End
list_by_report (MtCaldavListing *listing, GError **error)
{
  char *token = NULL;
  End end = END_REFUSED;

  for (guint i = 0; i < PAGES_MAX; i++)
    {
      g_autofree char *body = mt_dav_xml_sync_collection (token, FALSE);
      GError *local = NULL;

      listing->cut = FALSE;
      g_clear_pointer (&listing->token, g_free);
      if (!mt_caldav_listing_ask (listing, "REPORT", "0", body, &local))
        {
          end = mt_caldav_is_final (local) ? END_FAILED : END_REFUSED;
          g_propagate_error (error, local);
          break;
        }
      if (!listing->token || (listing->cut && g_strcmp0 (listing->token, token) == 0))
        {
          g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                               _ ("the server’s report of changes does not say how far it goes"));
          break;
        }
      if (!listing->cut)
        {
          end = END_DONE;
          break;
        }
      g_free (token);
      token = g_strdup (listing->token);
    }
  g_free (token);
  return end;
}

static gboolean
ask_for (MtCaldavListing *listing,
         const char *depth,
         const MtDavName *names,
         guint n,
         GError **error)
{
  g_autofree char *body = mt_dav_xml_propfind (names, n);

  return mt_caldav_listing_ask (listing, "PROPFIND", depth, body, error);
}

/* All that is there, by PROPFIND. @trusted gets whether it may say that items are gone. */
static gboolean
list_by_propfind (MtCaldavListing *listing, gboolean *trusted, GError **error)
{
  static const MtDavName names[] = {
    { MT_DAV_NS_DAV, "getetag" },
    { MT_DAV_NS_DAV, "resourcetype" },
  };

  if (!ask_for (listing, "1", names, G_N_ELEMENTS (names), error))
    return FALSE;
  /* A listing that does not speak of the collection itself, or not well, is none to delete by. */
  *trusted = listing->own == 200;
  if (listing->own >= 300 && listing->names && g_hash_table_size (listing->names) == 0)
    {
      g_set_error (error, MT_NET_ERROR,
                   listing->own == 404 ? MT_NET_ERROR_MISSING : MT_NET_ERROR_FORBIDDEN,
                   _ ("the server lists nothing of this calendar (%u)"), listing->own);
      return FALSE;
    }
  return TRUE;
}

/* The whole collection by PROPFIND; where it has a ctag, only if that has changed. */
static gboolean
sync_by_listing (MtCaldavSync *self, gboolean always, GError **error)
{
  static const MtDavName names[] = {
    { MT_DAV_NS_CS, "getctag" },
  };
  g_autoptr (MtCaldavListing) own = mt_caldav_listing_new (self, FALSE);
  g_autoptr (MtCaldavListing) all = mt_caldav_listing_new (self, TRUE);
  gboolean trusted;

  /* The ctag is from before the listing: what changes in between is listed again next time. */
  if (self->mode->ctag != MT_CALDAV_NO)
    {
      if (!ask_for (own, "0", names, G_N_ELEMENTS (names), error))
        return FALSE;
      self->mode->ctag = own->ctag ? MT_CALDAV_YES : MT_CALDAV_NO;
    }
  if (!always && own->ctag && g_strcmp0 (own->ctag, self->from->ctag) == 0)
    return fetch_again (self, error) && mt_caldav_sync_page (self, NULL, own->ctag, error);
  return list_by_propfind (all, &trusted, error) &&
         mt_caldav_listing_apply (all, &trusted, error) &&
         mt_caldav_sync_page (self, NULL, trusted ? own->ctag : NULL, error);
}

/* Everything from the beginning: the first time, or because a token is no longer accepted. */
static gboolean
sync_from_beginning (MtCaldavSync *self, GError **error)
{
  g_autoptr (MtCaldavListing) listing = mt_caldav_listing_new (self, TRUE);
  g_autoptr (GError) refusal = NULL;
  const gboolean proven = self->mode->tokens == MT_CALDAV_YES;
  gboolean trusted = TRUE;
  static const MtSyncMark none = { NULL, NULL, NULL };
  const End end = list_by_report (listing, &refusal);

  self->from = &none;
  if (end == END_DONE)
    {
      self->mode->tokens = MT_CALDAV_YES;
      return mt_caldav_listing_apply (listing, &trusted, error) &&
             mt_caldav_sync_page (self, trusted ? listing->token : NULL, NULL, error);
    }
  if (end == END_FAILED)
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  /* One that worked before may work again; one that never did is asked again at the next full
   * check. */
  if (!proven)
    self->mode->tokens = MT_CALDAV_NO;
  return sync_by_listing (self, TRUE, error);
}

/* Whether a listing agrees with what the reports of changes have told; after them, so that what
 * changes in between is told by the next one. */
static gboolean
check_listing (MtCaldavSync *self, const char *token, GError **error)
{
  g_autoptr (MtCaldavListing) all = mt_caldav_listing_new (self, TRUE);
  gboolean trusted;

  return list_by_propfind (all, &trusted, error) &&
         mt_caldav_listing_apply (all, &trusted, error) &&
         mt_caldav_sync_page (self, token, NULL, error);
}

static gboolean
run (MtCaldavSync *self, gboolean full, GError **error)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) refusal = NULL;
  End end;

  if (self->mode->tokens == MT_CALDAV_NO && !full)
    return sync_by_listing (self, FALSE, error);
  if (!self->from->token)
    return sync_from_beginning (self, error);

  end = sync_by_token (self, &token, &refusal);
  if (end == END_REFUSED)
    return sync_from_beginning (self, error);
  if (end == END_FAILED)
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  self->mode->tokens = MT_CALDAV_YES;
  return mt_caldav_sync_page (self, token, NULL, error) &&
         (!full || check_listing (self, token, error));
}

/* Servers learn, and have bad days: now and then what they could not do is tried again. */
static void
doubt (MtCaldavMode *mode)
{
  if (mode->data == MT_CALDAV_NO)
    mode->data = MT_CALDAV_UNKNOWN;
  if (mode->multiget == MT_CALDAV_NO)
    mode->multiget = MT_CALDAV_UNKNOWN;
  if (mode->ctag == MT_CALDAV_NO)
    mode->ctag = MT_CALDAV_UNKNOWN;
}

/* Starts where the collection was found last time. */
static void
restore_path (MtCaldav *self, const char *path)
{
  g_autofree char *url = path ? mt_url_resolve (self->url, path, NULL) : NULL;

  if (!url || !mt_url_same_origin (url, self->url))
    return;
  mt_caldav_names_free (self->names);
  self->names = mt_caldav_names_new (url);
}

/**
 * mt_caldav_sync:
 * @self: a collection
 * @from: where the last sync ended; all NULL the first time
 * @full: whether a listing of all items must agree, too: now and then, for what reports do not tell
 * @parallel: how many requests for items at a time, from 1
 * @sink: where to put what is found
 * @data: for @sink
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Finds all that has changed. Blocks; starts threads only where there are many items to get. Items
 * are handed on as they come; items are called gone only after an answer that came whole. What was
 * handed on before a failure is true and may be kept with the mark of the last page.
 *
 * Where nothing has changed this is one request. An item may be handed on although its bytes have
 * not changed: not all servers have ETags that can be relied on. In the table of known(), a parked
 * item has no ETag (NULL or ""): it is then tried again with each listing.
 *
 * Returns: FALSE with an error of the sink, G_IO_ERROR_CANCELLED, or MT_NET_ERROR: MISSING if there
 *   is no such collection
 *
 * Source: RFC 6578 section 3, RFC 4791 sections 7.9 and 8.2.1
 */
gboolean
mt_caldav_sync (MtCaldav *self,
                const MtSyncMark *from,
                gboolean full,
                guint parallel,
                const MtSyncSink *sink,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  g_auto (MtCaldavMode) mode = { 0 };
  MtCaldavSync sync = { .caldav = self,
                        .mode = &mode,
                        .parallel = parallel,
                        .sink = sink,
                        .data = data,
                        .cancellable = cancellable,
                        .from = from };

  mt_caldav_mode_parse (&mode, from->mode);
  if (full)
    doubt (&mode);
  restore_path (self, mode.path);
  return run (&sync, full, error);
}
