/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A feed: one published calendar (.ics) or free/busy file (.ifb), asked for again only if it has
 * changed.
 */
#include "config.h"

#include "providers/collections/mt-feed.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-split.h"
#include "net/mt-request.h"
#include "net/mt-response.h"

/**
 * mt_feed_mark_clear:
 * @mark: what is known of a feed
 *
 * Frees what it holds.
 */
void
mt_feed_mark_clear (MtFeedMark *mark)
{
  g_clear_pointer (&mark->etag, g_free);
  g_clear_pointer (&mark->last_modified, g_free);
  g_clear_pointer (&mark->hash, g_free);
}

/**
 * mt_feed_mark_to_string:
 * @mark: what is known of a feed
 *
 * Returns: (transfer full): it as one text, to be kept
 */
char *
mt_feed_mark_to_string (const MtFeedMark *mark)
{
  return g_strdup_printf ("%s\n%s\n%s", mark->etag ? mark->etag : "",
                          mark->last_modified ? mark->last_modified : "",
                          mark->hash ? mark->hash : "");
}

static char *
dup_filled (const char *text)
{
  return text && *text ? g_strdup (text) : NULL;
}

/**
 * mt_feed_mark_from_string:
 * @mark: (out caller-allocates): what is known of a feed
 * @text: (nullable): what mt_feed_mark_to_string() gave; anything else means that nothing is known
 */
void
mt_feed_mark_from_string (MtFeedMark *mark, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text ? text : "", "\n", -1);

  memset (mark, 0, sizeof *mark);
  if (g_strv_length (lines) != 3)
    return;
  mark->etag = dup_filled (lines[0]);
  mark->last_modified = dup_filled (lines[1]);
  mark->hash = dup_filled (lines[2]);
}

/* Subscriptions have a scheme of their own, which means no other way of fetching. */
static char *
make_url (const char *url)
{
  if (g_ascii_strncasecmp (url, "webcal://", 9) == 0)
    return g_strconcat ("https://", url + 9, NULL);
  if (g_ascii_strncasecmp (url, "webcals://", 10) == 0)
    return g_strconcat ("https://", url + 10, NULL);
  return g_strdup (url);
}

static gboolean
starts_like_calendar (const char *data, gsize n)
{
  static const char begin[] = "BEGIN:VCALENDAR";
  gsize at = n >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < n && g_ascii_isspace (data[at]))
    at++;
  return n - at >= strlen (begin) && g_ascii_strncasecmp (data + at, begin, strlen (begin)) == 0;
}

/* A connection that is cut often looks like the end. */
static gboolean
ends_like_calendar (const char *data, gsize n)
{
  static const char end[] = "END:VCALENDAR";

  while (n > 0 && (g_ascii_isspace (data[n - 1]) || data[n - 1] == '\0'))
    n--;
  return n >= strlen (end) && g_ascii_strncasecmp (data + n - strlen (end), end, strlen (end)) == 0;
}

static gboolean
check_calendar (GBytes *bytes, const char *url, GError **error)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  gsize at = 0;

  if (n > 0 && starts_like_calendar (data, n))
    {
      if (ends_like_calendar (data, n))
        return TRUE;
      g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                           _ ("the calendar ends in the middle: it was cut off"));
      return FALSE;
    }
  while (at < n && g_ascii_isspace (data[at]))
    at++;
  if (at < n && data[at] == '<')
    g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_PORTAL,
                         _ ("the address gives a web page, not a calendar: check it, or sign in to "
                            "the network in a browser"));
  else
    g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                         _ ("the address gives no calendar: its text should begin with "
                            "BEGIN:VCALENDAR"));
  return FALSE;
}

/* A JSON object from its first to its last bracket; its reader says what is wrong within. */
static gboolean
check_json (GBytes *bytes, const char *url, GError **error)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  gsize at = n >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < n && g_ascii_isspace (data[at]))
    at++;
  while (n > at && g_ascii_isspace (data[n - 1]))
    n--;
  if (n > at + 1 && data[at] == '{' && data[n - 1] == '}')
    return TRUE;
  if (at < n && data[at] == '<')
    g_set_error_literal (
        error, MT_NET_ERROR, MT_NET_ERROR_PORTAL,
        _ ("the address gives a web page, not a team file: check it, or sign in to "
           "the network in a browser"));
  else if (at < n && data[at] == '{')
    g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                         _ ("the team file ends in the middle: it was cut off"));
  else
    g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                         _ ("the address gives no team file: its text should begin with {"));
  return FALSE;
}

static void
take_mark (MtFeedMark *mark, const MtResponse *response, char *hash)
{
  mt_feed_mark_clear (mark);
  mark->etag = dup_filled (mt_response_get_header (response, "ETag"));
  mark->last_modified = dup_filled (mt_response_get_header (response, "Last-Modified"));
  mark->hash = hash;
}

/* Whether the whole of an answer is what was asked for. */
typedef gboolean (*Check) (GBytes *bytes, const char *url, GError **error);

static gboolean
fetch (MtHttp *http,
       const char *url,
       const char *accept,
       Check check,
       MtFeedMark *mark,
       GBytes **bytes,
       GCancellable *cancellable,
       GError **error)
{
  g_autofree char *real = make_url (url);
  g_autoptr (MtRequest) request = mt_request_new ("GET", real);
  g_autoptr (MtResponse) response = NULL;
  g_autofree char *hash = NULL;
  GBytes *body;

  *bytes = NULL;
  mt_request_set_header (request, "Accept", accept);
  if (mark->etag)
    mt_request_set_header (request, "If-None-Match", mark->etag);
  if (mark->last_modified)
    mt_request_set_header (request, "If-Modified-Since", mark->last_modified);
  mt_request_set_cap (request, MT_ICAL_MAX_FILE);

  response = mt_http_send (http, request, cancellable, error);
  if (!response)
    return FALSE;
  if (mt_response_get_status (response) == 304 && mark->hash)
    return TRUE;
  body = mt_response_get_body (response);
  if (!mt_response_check (response, error) || !check (body, real, error))
    return FALSE;

  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  if (g_strcmp0 (hash, mark->hash) != 0)
    *bytes = g_bytes_ref (body);
  take_mark (mark, response, g_steal_pointer (&hash));
  return TRUE;
}

/**
 * mt_feed_fetch:
 * @http: the client
 * @url: of the feed: http(s) or webcal(s)
 * @mark: (inout): what is known of the last answer; changes only with a good one
 * @bytes: (out) (transfer full) (nullable): the feed; NULL if it has not changed
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Fetches a feed if it has changed: by its ETag, its Last-Modified, and where the server knows
 * neither by what is in it. Blocks.
 *
 * Returns: FALSE with MT_NET_ERROR_PORTAL or MT_NET_ERROR_MALFORMED if something else than a
 * calendar is there, or another MT_NET_ERROR
 *
 * Source: RFC 9110 section 13.1
 */
gboolean
mt_feed_fetch (MtHttp *http,
               const char *url,
               MtFeedMark *mark,
               GBytes **bytes,
               GCancellable *cancellable,
               GError **error)
{
  return fetch (http, url, "text/calendar, text/plain;q=0.5, */*;q=0.1", check_calendar, mark,
                bytes, cancellable, error);
}

/**
 * mt_feed_fetch_json:
 * @http: the client
 * @url: of a JSON file, such as that of a team
 * @mark: (inout): what is known of the last answer; changes only with a good one
 * @bytes: (out) (transfer full) (nullable): the file; NULL if it has not changed
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Fetches a file if it has changed, like mt_feed_fetch(). Blocks.
 *
 * Returns: FALSE with MT_NET_ERROR_PORTAL or MT_NET_ERROR_MALFORMED if something else than a JSON
 * object is there, or another MT_NET_ERROR
 */
gboolean
mt_feed_fetch_json (MtHttp *http,
                    const char *url,
                    MtFeedMark *mark,
                    GBytes **bytes,
                    GCancellable *cancellable,
                    GError **error)
{
  return fetch (http, url, "application/json, text/plain;q=0.5, */*;q=0.1", check_json, mark, bytes,
                cancellable, error);
}
