/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Says for people why a server could not be reached.
 */
#include "config.h"

#include "net/mt-http-private.h"

#include <glib/gi18n-lib.h>

#include "net/mt-url.h"

static const char *
describe_offline (const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return _ ("the server accepts no connection; it is tried again later");
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return _ ("the server did not answer in time; it is tried again later");
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return _ ("there is no network that leads there; it is tried again later");
  if (cause->domain == G_RESOLVER_ERROR)
    return _ ("no such host is known, or there is no network; check the address");
  return _ ("the connection broke off; it is tried again later");
}

/**
 * mt_http_set_transport_error:
 * @error: (out): %MT_NET_ERROR_OFFLINE or %MT_NET_ERROR_TLS
 * @message: what was sent
 * @cause: an error of GIO or libsoup
 *
 * Says what happened between us and the server. Errors of %MT_NET_ERROR and of cancelling, and
 * those of a sink, are handed on as they are.
 */
void
mt_http_set_transport_error (GError **error, SoupMessage *message, const GError *cause)
{
  g_autofree char *url = g_uri_to_string (soup_message_get_uri (message));
  g_autofree char *host = mt_url_get_host (url);

  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE, "%s: %s", host, describe_offline (cause));
}
