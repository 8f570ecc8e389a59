/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whether a URL is a calendar by itself: judged by how it begins, whatever it is called.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "providers/collections/caldav/mt-discovery-private.h"

#define FEED_LOOK 512 /* bytes in which a calendar must begin */

typedef struct
{
  char bytes[FEED_LOOK + 1];
  gsize n;
} Look;

/* An MtRequestSink that wants no more than the beginning. */
static gboolean
look_at_beginning (const char *bytes, gsize n, gpointer data, GError **error)
{
  Look *look = data;
  const gsize part = MIN (n, FEED_LOOK - look->n);

  memcpy (look->bytes + look->n, bytes, part);
  look->n += part;
  if (look->n < FEED_LOOK)
    return TRUE;
  g_set_error_literal (error, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_NO_CALDAV, "seen enough");
  return FALSE;
}

static gboolean
begins_calendar (const Look *look)
{
  const char *at = look->bytes;

  if (g_str_has_prefix (at, "\xef\xbb\xbf"))
    at += strlen ("\xef\xbb\xbf");
  while (g_ascii_isspace (*at))
    at++;
  return g_ascii_strncasecmp (at, "BEGIN:VCALENDAR", strlen ("BEGIN:VCALENDAR")) == 0;
}

/**
 * mt_discovery_is_feed:
 * @self: a discovery
 * @url: a URL
 * @error: return location
 *
 * Blocking. Looks whether a calendar can be fetched whole there; only its beginning is read.
 *
 * Returns: %TRUE when one can; %FALSE with %MT_DISCOVERY_ERROR_NO_CALDAV or an %MT_NET_ERROR
 */
gboolean
mt_discovery_is_feed (MtDiscovery *self, const char *url, GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new ("GET", url);
  g_autoptr (MtResponse) response = NULL;
  g_autoptr (GError) failure = NULL;
  Look look = { { 0 }, 0 };

  mt_request_set_header (request, "Accept", "text/calendar, */*;q=0.5");
  mt_request_set_follow_site (request, TRUE);
  mt_request_set_sink (request, look_at_beginning, &look);
  response = mt_http_send (self->http, request, self->cancellable, &failure);
  if (begins_calendar (&look))
    return TRUE;
  if (response != NULL && mt_response_check (response, &failure))
    g_set_error_literal (&failure, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_NO_CALDAV,
                         _ ("what is there is no calendar"));
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
