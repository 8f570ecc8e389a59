/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Errors of the client, for people: the host, what happened, and what to do. No secret, no path
 * that holds one, and nothing a server wrote but a host stands in them.
 */
#include "config.h"

#include "net/mt-http-words.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-net-error.h"
#include "net/mt-retry-after.h"
#include "net/mt-url.h"

static void
fail (GError **error, MtNetError code, const char *url, guint status, const char *words)
{
  g_autofree char *host = mt_url_get_host (url);
  GError *made = g_error_new (MT_NET_ERROR, (gint) code, "%s: %s", host, words);

  mt_net_error_set_status (made, status);
  mt_net_error_set_url (made, url);
  g_propagate_error (error, made);
}

static const char *
describe_offline (const GError *cause)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return _ ("no such host is known, or there is no network; check the address");
  if (cause->domain != G_IO_ERROR)
    return _ ("the connection broke off; it is tried again later");
  switch (cause->code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      return _ ("the server accepts no connection; it is tried again later");
    case G_IO_ERROR_TIMED_OUT:
      return _ ("the server did not answer in time; it is tried again later");
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_HOST_UNREACHABLE:
      return _ ("there is no network that leads there; it is tried again later");
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return _ ("the proxy lets nothing through; check the proxy in the settings of the network");
    case G_IO_ERROR_INVALID_DATA:
      return _ ("the compressed answer cannot be read; it is tried again later");
    default:
      return _ ("the connection broke off; it is tried again later");
    }
}

/**
 * mt_http_fail_transport:
 * @url: where to
 * @tls: what was seen of the certificate
 * @cause: an error of GIO or libsoup
 * @error: (out): %MT_NET_ERROR_TLS or %MT_NET_ERROR_OFFLINE
 *
 * Says what stood between us and an answer.
 */
void
mt_http_fail_transport (const char *url, const MtTlsCheck *tls, const GError *cause, GError **error)
{
  g_autofree char *words = NULL;

  if (cause->domain != G_TLS_ERROR || cause->code == G_TLS_ERROR_EOF)
    {
      fail (error, MT_NET_ERROR_OFFLINE, url, 0, describe_offline (cause));
      return;
    }
  words = mt_tls_check_describe (tls);
  fail (error, MT_NET_ERROR_TLS, url, 0, words);
}

/* Whether something is offered, but nothing that takes a password. */
static gboolean
takes_no_password (const char *schemes)
{
  g_autofree char *lower = g_ascii_strdown (schemes, -1);

  return *lower != '\0' && strstr (lower, "basic") == NULL && strstr (lower, "digest") == NULL;
}

static char *
describe_refusal (MtAuthKind kind, const char *schemes)
{
  if (kind != MT_AUTH_BEARER && takes_no_password (schemes))
    return g_strdup_printf (
        _ ("the server takes no password, but another way to sign in (%s); sign "
           "in by browser, or with a token"),
        schemes);
  if (kind == MT_AUTH_PASSWORD)
    return g_strdup (_ ("the server does not accept the user name or the password; sign in again"));
  if (kind == MT_AUTH_BEARER)
    return g_strdup (_ ("the server does not accept the sign-in any more; sign in again"));
  return g_strdup (_ ("the server asks for a user name and a password"));
}

/**
 * mt_http_fail_auth:
 * @url: what was asked
 * @kind: what was sent
 * @challenges: (nullable): what the server offers, %NULL if it was not asked
 * @error: (out): %MT_NET_ERROR_AUTH
 *
 * Says that the server wants another secret, or one at all.
 */
void
mt_http_fail_auth (const char *url, MtAuthKind kind, const MtChallenges *challenges, GError **error)
{
  g_autofree char *schemes = challenges != NULL ? mt_challenges_list (challenges) : NULL;
  g_autofree char *words = describe_refusal (kind, schemes != NULL ? schemes : "");
  g_autoptr (GError) local = NULL;

  fail (&local, MT_NET_ERROR_AUTH, url, 401, words);
  mt_net_error_set_schemes (local, schemes);
  g_propagate_error (error, g_steal_pointer (&local));
}

/**
 * mt_http_fail_throttled:
 * @url: what was asked, or would have been
 * @status: status of the answer
 * @seconds: how long to wait, 0 if the server did not say
 * @error: (out): %MT_NET_ERROR_THROTTLED
 *
 * Says that the server wants to be left alone.
 */
void
mt_http_fail_throttled (const char *url, guint status, gint64 seconds, GError **error)
{
  g_autofree char *length = mt_retry_after_describe (seconds);
  g_autofree char *words =
      seconds > 0 ? g_strdup_printf (_ ("the server is busy and asks to wait %s"), length)
                  : g_strdup (_ ("the server is busy; it is tried again later"));
  g_autoptr (GError) local = NULL;

  fail (&local, MT_NET_ERROR_THROTTLED, url, status, words);
  mt_net_error_set_retry_after (local, seconds);
  g_propagate_error (error, g_steal_pointer (&local));
}

/**
 * mt_http_fail_redirect:
 * @url: what was asked
 * @status: status of the answer
 * @target: (nullable): where it leads, %NULL for in circles
 * @error: (out): %MT_NET_ERROR_REDIRECT, whose URL is @target
 *
 * Says that the server sends us where we do not go.
 */
void
mt_http_fail_redirect (const char *url, guint status, const char *target, GError **error)
{
  g_autofree char *origin = target != NULL ? mt_url_get_origin (target) : NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) local = NULL;

  if (origin == NULL)
    words = g_strdup (_ ("the server sends from one address to the next without end; check the "
                         "address"));
  else
    words = g_strdup_printf (_ ("the server sends to another one, %s, which was not asked; if that "
                                "is right, give that address instead"),
                             origin);
  fail (&local, MT_NET_ERROR_REDIRECT, url, status, words);
  if (target != NULL)
    mt_net_error_set_url (local, target);
  g_propagate_error (error, g_steal_pointer (&local));
}

/**
 * mt_http_fail_plain:
 * @url: what would have been asked
 * @error: (out): %MT_NET_ERROR_URL
 *
 * Says that nothing is asked without TLS.
 */
void
mt_http_fail_plain (const char *url, GError **error)
{
  fail (error, MT_NET_ERROR_URL, url, 0,
        _ ("an address without encryption is not used; write https:// instead of http://"));
}

/**
 * mt_http_fail_web_page:
 * @url: what was asked
 * @error: (out): %MT_NET_ERROR_PORTAL
 *
 * Says that somebody else answers, or that this is no calendar server.
 */
void
mt_http_fail_web_page (const char *url, GError **error)
{
  fail (error, MT_NET_ERROR_PORTAL, url, 0,
        _ ("a web page answers instead of a calendar: either this network wants you to sign in "
           "first (open any web page to see), or there is no calendar at this address"));
}
