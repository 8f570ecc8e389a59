/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCaldav: the items of one CalDAV collection: reading and changing single ones.
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-dav-xml.h"
#include "net/mt-request.h"
#include "net/mt-response.h"
#include "net/mt-url.h"

#define ICAL_TYPE "text/calendar; charset=utf-8"

/**
 * mt_caldav_new:
 * @http: the client, with the secret of the collection's origin
 * @collection_url: URL of a collection
 *
 * Returns: (transfer full): the collection. For one thread at a time; several objects may share
 *   @http.
 */
MtCaldav *
mt_caldav_new (MtHttp *http, const char *collection_url)
{
  MtCaldav *self = g_new0 (MtCaldav, 1);

  self->http = mt_http_ref (http);
  self->url = g_str_has_suffix (collection_url, "/") ? g_strdup (collection_url)
                                                     : g_strconcat (collection_url, "/", NULL);
  self->names = mt_caldav_names_new (self->url);
  return self;
}

/**
 * mt_caldav_free:
 * @self: (transfer full) (nullable): a collection
 */
void
mt_caldav_free (MtCaldav *self)
{
  if (!self)
    return;
  mt_http_unref (self->http);
  mt_caldav_names_free (self->names);
  g_free (self->url);
  g_free (self->twin);
  g_free (self);
}

/**
 * mt_sync_mark_clear:
 * @mark: where a sync ended
 *
 * Frees what it holds.
 */
void
mt_sync_mark_clear (MtSyncMark *mark)
{
  g_clear_pointer (&mark->token, g_free);
  g_clear_pointer (&mark->ctag, g_free);
  g_clear_pointer (&mark->mode, g_free);
}

static gboolean
is_strong (const char *etag)
{
  return etag && *etag && !g_str_has_prefix (etag, "W/");
}

static const char *
skip_weakness (const char *etag)
{
  return g_str_has_prefix (etag, "W/") ? etag + 2 : etag;
}

/**
 * mt_caldav_same_etag:
 * @a: (nullable): an ETag
 * @b: (nullable): another
 *
 * Returns: whether both are there and equal by the weak comparison; some servers leave out the
 *   quotes in one of the places where they tell it
 *
 * Source: RFC 9110 section 8.8.3.2
 */
gboolean
mt_caldav_same_etag (const char *a, const char *b)
{
  gsize n_a;
  gsize n_b;

  if (!a || !b || !*a || !*b)
    return FALSE;
  a = skip_weakness (a);
  b = skip_weakness (b);
  a += *a == '"';
  b += *b == '"';
  n_a = strlen (a);
  n_b = strlen (b);
  n_a -= n_a > 0 && a[n_a - 1] == '"';
  n_b -= n_b > 0 && b[n_b - 1] == '"';
  return n_a == n_b && memcmp (a, b, n_a) == 0;
}

/* The next line without its end and without white space behind it. */
static gsize
next_line (const char **at, const char *end, const char **line)
{
  const char *feed = memchr (*at, '\n', end - *at);
  gsize n;

  *line = *at;
  n = (feed ? feed : end) - *at;
  *at = feed ? feed + 1 : end;
  while (n > 0 && g_ascii_isspace ((*line)[n - 1]))
    n--;
  return n;
}

/* Whether two texts say the same: servers and XML change the ends of lines. */
static gboolean
is_same_text (GBytes *a, GBytes *b)
{
  gsize n_a;
  gsize n_b;
  const char *at_a = g_bytes_get_data (a, &n_a);
  const char *at_b = g_bytes_get_data (b, &n_b);
  const char *end_a = at_a + n_a;
  const char *end_b = at_b + n_b;

  if (g_bytes_equal (a, b))
    return TRUE;
  while (at_a < end_a || at_b < end_b)
    {
      const char *line_a;
      const char *line_b;
      const gsize length = next_line (&at_a, end_a, &line_a);

      if (next_line (&at_b, end_b, &line_b) != length ||
          (length > 0 && memcmp (line_a, line_b, length) != 0))
        return FALSE;
    }
  return TRUE;
}

/* A page in place of an item is what networks put there that want to be signed in to; and a
 * connection that is cut often looks like the end. */
static gboolean
check_calendar (GBytes *bytes, const char *name, GError **error)
{
  static const char last[] = "END:VCALENDAR";
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  gsize at = 0;

  while (at < n && (g_ascii_isspace (data[at]) || (guchar) data[at] == 0xef ||
                    (guchar) data[at] == 0xbb || (guchar) data[at] == 0xbf))
    at++;
  while (n > at && g_ascii_isspace (data[n - 1]))
    n--;
  if (n - at >= 6 && g_ascii_strncasecmp (data + at, "BEGIN:", 6) == 0)
    {
      if (n - at > strlen (last) &&
          g_ascii_strncasecmp (data + n - strlen (last), last, strlen (last)) == 0)
        return TRUE;
      g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                   _ ("“%s” has no END:VCALENDAR: it was cut off"), name);
      return FALSE;
    }
  g_set_error (error, MT_NET_ERROR,
               at < n && data[at] == '<' ? MT_NET_ERROR_PORTAL : MT_NET_ERROR_MALFORMED,
               _ ("“%s” is no calendar data"), name);
  return FALSE;
}

/**
 * mt_caldav_get:
 * @self: a collection
 * @name: of an item
 * @bytes: (out) (transfer full): the item as it is stored
 * @etag: (out) (optional) (transfer full) (nullable): its ETag, if the server tells one
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads one item. Blocks.
 *
 * Returns: FALSE with MT_NET_ERROR_MISSING if it is not there, MT_NET_ERROR_TOO_LARGE beyond 8 MiB,
 *   or another MT_NET_ERROR
 *
 * Source: RFC 4791 section 5.3.4
 */
gboolean
mt_caldav_get (MtCaldav *self,
               const char *name,
               GBytes **bytes,
               char **etag,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *url = mt_caldav_names_make_url (self->names, name);
  g_autoptr (MtRequest) request = mt_request_new ("GET", url);
  g_autoptr (MtResponse) response = NULL;
  const char *tag;

  mt_request_set_header (request, "Accept", "text/calendar");
  mt_request_set_cap (request, MT_CALDAV_ITEM_MAX);
  response = mt_http_send (self->http, request, cancellable, error);
  if (!response || !mt_response_check (response, error) ||
      !check_calendar (mt_response_get_body (response), name, error))
    return FALSE;
  tag = mt_response_get_header (response, "ETag");
  *bytes = g_bytes_ref (mt_response_get_body (response));
  if (etag)
    *etag = g_strdup (tag && *tag ? tag : NULL);
  return TRUE;
}

static gboolean refuse_conflict (GError **error, const char *words, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse_conflict (GError **error, const char *words, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, words);
  text = g_strdup_vprintf (words, args);
  va_end (args);
  g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_CONFLICT, text);
  return FALSE;
}

/* "etag": quoted as the header wants it. */
static void
set_match (MtRequest *request, const char *etag)
{
  g_autofree char *quoted =
      g_str_has_prefix (etag, "\"") ? g_strdup (etag) : g_strdup_printf ("\"%s\"", etag);

  mt_request_set_header (request, "If-Match", quoted);
}

typedef enum
{
  CONDITION_NEW,   /* there must be nothing yet */
  CONDITION_MATCH, /* what is there must have the ETag */
  CONDITION_NONE,  /* what is there was looked at just now */
} Condition;

static gboolean
send_put (MtCaldav *self,
          const char *name,
          GBytes *bytes,
          Condition condition,
          const char *match,
          char **etag,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *url = mt_caldav_names_make_url (self->names, name);
  g_autoptr (MtRequest) request = mt_request_new ("PUT", url);
  g_autoptr (MtResponse) response = NULL;
  const char *tag;

  g_clear_pointer (&self->twin, g_free);
  if (condition == CONDITION_NEW)
    mt_request_set_header (request, "If-None-Match", "*");
  else if (condition == CONDITION_MATCH)
    set_match (request, match);
  mt_request_set_body (request, ICAL_TYPE, bytes);
  response = mt_http_send (self->http, request, cancellable, error);
  if (!response || !mt_caldav_check_change (self, request, response, bytes, cancellable, error))
    return FALSE;
  tag = mt_response_get_header (response, "ETag");
  if (etag)
    *etag = g_strdup (is_strong (tag) ? tag : NULL);
  return TRUE;
}

/**
 * mt_caldav_put:
 * @self: a collection
 * @name: of an item
 * @bytes: what to store
 * @if_match: (nullable): the strong ETag of what is there; NULL: there must be nothing yet
 * @etag: (out) (optional) (transfer full) (nullable): the strong ETag it has now; NULL if the
 * server does not say: then read it again. Servers may store something else than was sent, and even
 * tell an ETag for it
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Stores one item. Blocks. When it fails because the connection does, the server may have stored
 * it: read it before trying again. A failure that is no conflict will be the same next time: the
 * server does not accept this item. For an item whose ETag is weak or unknown see
 * mt_caldav_replace().
 *
 * Returns: FALSE with MT_NET_ERROR_CONFLICT if the condition did not hold, or if the server has the
 *   UID under another name, see mt_caldav_get_twin(); or with another MT_NET_ERROR, also where the
 *   failure was hidden in a 207
 *
 * Source: RFC 4791 section 5.3.2, RFC 9110 section 13.1
 */
gboolean
mt_caldav_put (MtCaldav *self,
               const char *name,
               GBytes *bytes,
               const char *if_match,
               char **etag,
               GCancellable *cancellable,
               GError **error)
{
  return send_put (self, name, bytes, if_match ? CONDITION_MATCH : CONDITION_NEW, if_match, etag,
                   cancellable, error);
}

/* What is there must still be @before. Returns: its ETag in @etag. */
static gboolean
check_before (MtCaldav *self,
              const char *name,
              GBytes *before,
              char **etag,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GBytes) there = NULL;
  GError *local = NULL;

  g_clear_pointer (etag, g_free);
  if (!mt_caldav_get (self, name, &there, etag, cancellable, &local))
    {
      const gboolean gone = g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_MISSING);

      if (!gone)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      g_clear_error (&local);
      return refuse_conflict (error, _ ("“%s” is no longer on the server"), name);
    }
  if (!is_same_text (there, before))
    return refuse_conflict (error, _ ("somebody else has changed “%s” on the server"), name);
  return TRUE;
}

static gboolean
is_conflict (const GError *error)
{
  return g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_CONFLICT);
}

/**
 * mt_caldav_replace:
 * @self: a collection
 * @name: of an item that is there
 * @before: what is believed to be there
 * @if_match: (nullable): its ETag as it was told, also a weak one
 * @after: what to store
 * @etag: (out) (optional) (transfer full) (nullable): as for mt_caldav_put()
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Replaces one item, on any server: with If-Match where the ETag is strong. Where it is weak,
 * missing or different with each answer, what is there is read and compared with @before right
 * before, and its ETag of that moment is used. Only where even that is refused although nothing has
 * changed, the condition is left out: such a server accepts none. Blocks.
 *
 * Returns: as mt_caldav_put(); MT_NET_ERROR_CONFLICT means that something else than @before is
 * there
 *
 * Source: RFC 9110 section 13.1.1
 */
gboolean
mt_caldav_replace (MtCaldav *self,
                   const char *name,
                   GBytes *before,
                   const char *if_match,
                   GBytes *after,
                   char **etag,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *now = g_strdup (if_match);
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < 2; i++)
    {
      /* The ETag at hand first, then the one that the item has now. */
      if (is_strong (now) &&
          send_put (self, name, after, CONDITION_MATCH, now, etag, cancellable, &local))
        return TRUE;
      if (local && (!is_conflict (local) || self->twin))
        break;
      g_clear_error (&local);
      if (!check_before (self, name, before, &now, cancellable, error))
        return FALSE;
      if (!is_strong (now))
        break;
    }
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return send_put (self, name, after, CONDITION_NONE, NULL, etag, cancellable, error);
}

/* What is there must have that weak ETag still. */
static gboolean
check_weak (MtCaldav *self,
            const char *name,
            const char *etag,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GBytes) there = NULL;
  g_autofree char *now = NULL;

  if (!mt_caldav_get (self, name, &there, &now, cancellable, error))
    return FALSE;
  return mt_caldav_same_etag (now, etag) ||
         refuse_conflict (error, _ ("somebody else has changed “%s” on the server"), name);
}

static gboolean
send_delete (MtCaldav *self,
             const char *name,
             const char *if_match,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *url = mt_caldav_names_make_url (self->names, name);
  g_autoptr (MtRequest) request = mt_request_new ("DELETE", url);
  g_autoptr (MtResponse) response = NULL;

  if (is_strong (if_match))
    set_match (request, if_match);
  else if (if_match && *if_match && !check_weak (self, name, if_match, cancellable, error))
    return FALSE;
  response = mt_http_send (self->http, request, cancellable, error);
  return response && mt_caldav_check_change (self, request, response, NULL, cancellable, error);
}

/* A condition does not hold for what is not there, either; and what a server says is not there may
 * be. */
static gboolean
is_gone (MtCaldav *self, const char *name, const GError *error, GCancellable *cancellable)
{
  g_autoptr (GBytes) there = NULL;
  g_autoptr (GError) local = NULL;

  if (!is_conflict (error) && !g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_MISSING))
    return FALSE;
  return !mt_caldav_get (self, name, &there, NULL, cancellable, &local) &&
         g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_MISSING);
}

/**
 * mt_caldav_remove:
 * @self: a collection
 * @name: of an item
 * @if_match: (nullable): the ETag of what is to be removed; a weak one is compared right before;
 * NULL: whatever is there
 * @gone: (out) (optional): whether it was not there; that is what the server says of this name
 *   alone, and it may be wrong
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Removes one item. It is no failure if it is gone already. Blocks.
 *
 * Returns: FALSE with MT_NET_ERROR_CONFLICT if something else is there, or another MT_NET_ERROR
 *
 * Source: RFC 9110 sections 9.3.5 and 13.1.1
 */
gboolean
mt_caldav_remove (MtCaldav *self,
                  const char *name,
                  const char *if_match,
                  gboolean *gone,
                  GCancellable *cancellable,
                  GError **error)
{
  GError *local = NULL;

  g_clear_pointer (&self->twin, g_free);
  if (gone)
    *gone = FALSE;
  if (send_delete (self, name, if_match, cancellable, &local))
    return TRUE;
  if (is_gone (self, name, local, cancellable))
    {
      g_clear_error (&local);
      if (gone)
        *gone = TRUE;
      return TRUE;
    }
  g_propagate_error (error, local);
  return FALSE;
}

/**
 * mt_caldav_get_twin:
 * @self: a collection
 *
 * Returns: (transfer none) (nullable): under which name this collection has the UID that the last
 *   mt_caldav_put() was refused for: an earlier try of the same edit, or somebody's copy; NULL also
 *   if the UID is in another collection
 *
 * Source: RFC 4791 section 5.3.2.1, CALDAV:no-uid-conflict; RFC 6638 section 3.2.4.1
 */
const char *
mt_caldav_get_twin (MtCaldav *self)
{
  return self->twin;
}

/**
 * mt_caldav_follow:
 * @self: a collection
 * @final_url: (nullable): what was asked in the end, when the collection itself was asked
 *
 * A server may show a collection of somebody else's under another name: what it says then is of
 * that name.
 *
 * Returns: whether the collection is elsewhere on its server than @self knew; now @self does
 */
gboolean
mt_caldav_follow (MtCaldav *self, const char *final_url)
{
  g_autofree char *slashed = NULL;

  if (!final_url)
    return FALSE;
  slashed =
      g_str_has_suffix (final_url, "/") ? g_strdup (final_url) : g_strconcat (final_url, "/", NULL);
  if (mt_url_equal (slashed, mt_caldav_names_get_url (self->names)) ||
      !mt_url_same_origin (slashed, self->url))
    return FALSE;
  mt_caldav_names_free (self->names);
  self->names = mt_caldav_names_new (slashed);
  return TRUE;
}

/**
 * mt_caldav_ask:
 * @self: a collection
 * @method: "PROPFIND" or "REPORT"
 * @depth: "0" or "1"
 * @body: XML
 * @func: (scope call): takes the responses; what it gets before the collection is found elsewhere
 *   is about names that are none of its own
 * @data: for @func
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Asks the collection itself; once more from where it has moved to. Blocks.
 *
 * Returns: as mt_dav_ask()
 */
gboolean
mt_caldav_ask (MtCaldav *self,
               const char *method,
               const char *depth,
               const char *body,
               MtMultistatusFunc func,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  for (guint i = 0;; i++)
    {
      g_autoptr (MtMultistatus) answer = mt_multistatus_new (func, data);
      g_autofree char *final_url = NULL;

      if (!mt_dav_ask (self->http, method, mt_caldav_names_get_url (self->names), depth, body,
                       answer, &final_url, cancellable, error))
        return FALSE;
      if (!mt_caldav_follow (self, final_url) || i > 0)
        return TRUE;
    }
}

/* What a collection says of itself. */
typedef struct
{
  MtCaldav *caldav; /* unowned */
  gboolean good;
} Look;

static gboolean
take_look (MtDavResponse *response, gpointer data, GError **error)
{
  Look *look = data;
  g_autofree char *name = mt_caldav_names_read (look->caldav->names, response->href);

  if (name && *name == '\0')
    look->good = mt_dav_response_get_failure (response) == 0;
  return TRUE;
}

/**
 * mt_caldav_answers:
 * @self: a collection
 * @cancellable: (nullable): a cancellable
 * @error: what is wrong
 *
 * Asks for nothing but whether the collection is there and may be looked at: what is refused then
 * is about one item, otherwise about anything. Blocking.
 *
 * Returns: whether it does
 *
 * Source: RFC 4918 sections 9.1 and 13
 */
gboolean
mt_caldav_answers (MtCaldav *self, GCancellable *cancellable, GError **error)
{
  static const MtDavName names[] = { { MT_DAV_NS_DAV, "resourcetype" } };
  g_autofree char *body = mt_dav_xml_propfind (names, G_N_ELEMENTS (names));
  Look look = { .caldav = self };

  if (!mt_caldav_ask (self, "PROPFIND", "0", body, take_look, &look, cancellable, error))
    return FALSE;
  if (!look.good)
    g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MISSING,
                         _ ("the calendar is not there"));
  return look.good;
}
