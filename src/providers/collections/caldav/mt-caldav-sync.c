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
  SAMPLES = 3,       /* of items that a listing does not have: looked for by themselves */
  SEARCHES_MAX = 50, /* where the listing cannot be trusted */
};

/* One answer that lists items. */
typedef struct
{
  MtCaldavSync *sync;
  GPtrArray *entries; /* owned, of MtCaldavEntry: what is there and is not at hand */
  GPtrArray *gone;    /* owned, of names */
  GHashTable *names;  /* owned, nullable: all names that are there, for full listings */
  guint n_changes;    /* that the answer spoke of */
  guint n_data;       /* that came with the item */
  guint own;          /* status of the collection itself; 0: it is not in the answer */
  gboolean cut;       /* there is more: 507 on the collection */
  char *ctag;         /* owned, nullable */
  char *token;        /* owned, nullable */
} Listing;

/* How an attempt ended. */
typedef enum
{
  END_DONE,
  END_FAILED,
  END_REFUSED, /* not in this way, with the error that says why */
} End;

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

static Listing *
listing_new (MtCaldavSync *sync, gboolean full)
{
  Listing *self = g_new0 (Listing, 1);

  self->sync = sync;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_caldav_entry_free);
  self->gone = g_ptr_array_new_with_free_func (g_free);
  if (full)
    self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static void
listing_free (Listing *self)
{
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->gone);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->ctag);
  g_free (self->token);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listing, listing_free)

/* Before an answer is read again from its beginning. */
static void
listing_reset (Listing *self)
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
take_own (Listing *self, const MtDavResponse *response)
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
  Listing *self = data;
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

/* Asks for a listing; once more from where the collection has moved to. */
static gboolean
ask (Listing *self, const char *method, const char *depth, const char *body, GError **error)
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
          listing_reset (self);
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

static gboolean
hand_on_gone (MtCaldavSync *self, GPtrArray *gone, GError **error)
{
  for (guint i = 0; i < gone->len; i++)
    if (!self->sink->gone (g_ptr_array_index (gone, i), self->data, error))
      return FALSE;
  return TRUE;
}

/* Of a full listing: what differs from what the caller has. */
static GPtrArray *
find_changed (Listing *listing, GHashTable *known)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_caldav_entry_free);

  for (guint i = 0; i < listing->entries->len; i++)
    {
      MtCaldavEntry *entry = g_ptr_array_index (listing->entries, i);
      const char *etag = known ? g_hash_table_lookup (known, entry->name) : NULL;

      if (!mt_caldav_same_etag (etag, entry->etag))
        g_ptr_array_add (changed, g_steal_pointer (&listing->entries->pdata[i]));
    }
  return changed;
}

/* What the caller has and a full listing does not. */
static GPtrArray *
find_gone (Listing *listing, GHashTable *known)
{
  GPtrArray *gone = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  const char *name;

  if (!known)
    return gone;
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    if (!g_hash_table_contains (listing->names, name))
      g_ptr_array_add (gone, g_strdup (name));
  return gone;
}

static End
ask_whether_gone (MtCaldavSync *self, const char *name, gboolean *gone, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;

  *gone = FALSE;
  if (mt_caldav_get (self->caldav, name, &bytes, NULL, self->cancellable, &local))
    return END_DONE;
  *gone = g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_MISSING);
  if (!*gone && mt_caldav_is_final (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return END_FAILED;
    }
  return END_DONE;
}

/* A listing that came whole may still leave things out. A few of those that it does not have are
 * looked for, and all of them if it has lied, or has not spoken of the collection itself; @trusted
 * gets whether it is to be believed. Returns: FALSE only if nothing else is to be tried. */
static gboolean
confirm_gone (MtCaldavSync *self, GPtrArray *gone, gboolean *trusted, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < gone->len; i++)
    {
      gboolean really;

      if (*trusted && i >= SAMPLES)
        return TRUE;
      if (i >= SEARCHES_MAX)
        break;
      if (ask_whether_gone (self, g_ptr_array_index (gone, i), &really, error) == END_FAILED)
        return FALSE;
      *trusted = *trusted && really;
      if (really)
        {
          /* Those that are gone move to the front. */
          gpointer other = gone->pdata[n];

          gone->pdata[n++] = gone->pdata[i];
          gone->pdata[i] = other;
        }
    }
  if (!*trusted)
    g_ptr_array_set_size (gone, n);
  return TRUE;
}

/* What a full listing means for what the caller has. @trusted: whether it may say that items are
 * gone; gets whether it was right where it did. */
static gboolean
apply_full (Listing *listing, gboolean *trusted, GError **error)
{
  MtCaldavSync *self = listing->sync;
  g_autoptr (GHashTable) known = self->sink->known ? self->sink->known (self->data) : NULL;
  g_autoptr (GPtrArray) changed = find_changed (listing, known);
  g_autoptr (GPtrArray) gone = find_gone (listing, known);

  self->total += changed->len;
  return mt_caldav_fetch (self, changed, error) && confirm_gone (self, gone, trusted, error) &&
         hand_on_gone (self, gone, error);
}

/* What the caller has with that very ETag, where the server says that nothing has moved on: tokens
 * that count seconds tell the last change again and again. */
static void
drop_known (Listing *listing)
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
learn_data (MtCaldavSync *self, const Listing *listing, gboolean asked)
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
  g_autoptr (Listing) listing = listing_new (self, FALSE);
  gboolean with_data = self->mode->data != MT_CALDAV_NO;
  g_autofree char *body = mt_dav_xml_sync_collection (*token, with_data);
  GError *local = NULL;
  gboolean ok = ask (listing, "REPORT", "0", body, &local);

  /* Items may be too many or too broken to come in the report: then only their names. */
  if (!ok && with_data &&
      (g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_MALFORMED) ||
       g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_TOO_LARGE)))
    {
      g_clear_error (&local);
      g_free (body);
      with_data = FALSE;
      body = mt_dav_xml_sync_collection (*token, FALSE);
      listing_reset (listing);
      ok = ask (listing, "REPORT", "0", body, &local);
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
      !hand_on_gone (self, listing->gone, error))
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
list_by_report (Listing *listing, GError **error)
{
  char *token = NULL;
  End end = END_REFUSED;

  for (guint i = 0; i < PAGES_MAX; i++)
    {
      g_autofree char *body = mt_dav_xml_sync_collection (token, FALSE);
      GError *local = NULL;

      listing->cut = FALSE;
      g_clear_pointer (&listing->token, g_free);
      if (!ask (listing, "REPORT", "0", body, &local))
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
ask_for (Listing *listing, const char *depth, const MtDavName *names, guint n, GError **error)
{
  g_autofree char *body = mt_dav_xml_propfind (names, n);

  return ask (listing, "PROPFIND", depth, body, error);
}

/* All that is there, by PROPFIND. @trusted gets whether it may say that items are gone. */
static gboolean
list_by_propfind (Listing *listing, gboolean *trusted, GError **error)
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
  g_autoptr (Listing) own = listing_new (self, FALSE);
  g_autoptr (Listing) all = listing_new (self, TRUE);
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
  return list_by_propfind (all, &trusted, error) && apply_full (all, &trusted, error) &&
         mt_caldav_sync_page (self, NULL, trusted ? own->ctag : NULL, error);
}

/* Everything from the beginning: the first time, or because a token is no longer accepted. */
static gboolean
sync_from_beginning (MtCaldavSync *self, GError **error)
{
  g_autoptr (Listing) listing = listing_new (self, TRUE);
  g_autoptr (GError) refusal = NULL;
  const gboolean proven = self->mode->tokens == MT_CALDAV_YES;
  gboolean trusted = TRUE;
  static const MtSyncMark none = { NULL, NULL, NULL };
  const End end = list_by_report (listing, &refusal);

  self->from = &none;
  if (end == END_DONE)
    {
      self->mode->tokens = MT_CALDAV_YES;
      return apply_full (listing, &trusted, error) &&
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
  g_autoptr (Listing) all = listing_new (self, TRUE);
  gboolean trusted;

  return list_by_propfind (all, &trusted, error) && apply_full (all, &trusted, error) &&
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
