/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The error domain of net, whose errors carry the status, the URL and the time to wait.
 */
#include "config.h"

#include "net/mt-net-error.h"

typedef struct
{
  gint64 retry_after_s;
  guint status;
  char *url;     /* owned, nullable */
  char *schemes; /* owned, nullable */
} MtNetErrorPrivate;

static void
mt_net_error_private_init (MtNetErrorPrivate *private)
{
}

static void
mt_net_error_private_copy (const MtNetErrorPrivate *from, MtNetErrorPrivate *to)
{
  to->retry_after_s = from->retry_after_s;
  to->status = from->status;
  to->url = g_strdup (from->url);
  to->schemes = g_strdup (from->schemes);
}

static void
mt_net_error_private_clear (MtNetErrorPrivate *private)
{
  g_clear_pointer (&private->url, g_free);
  g_clear_pointer (&private->schemes, g_free);
}

G_DEFINE_EXTENDED_ERROR (MtNetError, mt_net_error)

static MtNetErrorPrivate *
look (const GError *error)
{
  return error != NULL && error->domain == MT_NET_ERROR ? mt_net_error_get_private (error) : NULL;
}

/**
 * mt_net_error_get_retry_after:
 * @error: (nullable): any error
 *
 * Returns: seconds to wait before the host is asked again, 1 s to 24 h; 0 if it did not say
 */
gint64
mt_net_error_get_retry_after (const GError *error)
{
  const MtNetErrorPrivate *private = look (error);

  return private != NULL ? private->retry_after_s : 0;
}

/**
 * mt_net_error_get_status:
 * @error: (nullable): any error
 *
 * Returns: the HTTP status that led to the error, 0 if none did
 */
guint
mt_net_error_get_status (const GError *error)
{
  const MtNetErrorPrivate *private = look (error);

  return private != NULL ? private->status : 0;
}

/**
 * mt_net_error_get_url:
 * @error: (nullable): any error
 *
 * Returns: (nullable): the URL that answered, after redirects; of %MT_NET_ERROR_REDIRECT the one
 *   that was not followed
 */
const char *
mt_net_error_get_url (const GError *error)
{
  const MtNetErrorPrivate *private = look (error);

  return private != NULL ? private->url : NULL;
}

/**
 * mt_net_error_get_schemes:
 * @error: (nullable): any error
 *
 * Returns: (nullable): of %MT_NET_ERROR_AUTH, the ways to sign in that the server offers, e.g.
 *   "Digest, Basic" or "Bearer"; empty if it offers none
 */
const char *
mt_net_error_get_schemes (const GError *error)
{
  const MtNetErrorPrivate *private = look (error);

  return private != NULL ? private->schemes : NULL;
}

/**
 * mt_net_error_set_retry_after:
 * @error: an error of %MT_NET_ERROR
 * @seconds: time to wait
 *
 * Says when to come back.
 */
void
mt_net_error_set_retry_after (GError *error, gint64 seconds)
{
  look (error)->retry_after_s = seconds;
}

/**
 * mt_net_error_set_status:
 * @error: an error of %MT_NET_ERROR
 * @status: HTTP status
 *
 * Says what the server answered.
 */
void
mt_net_error_set_status (GError *error, guint status)
{
  look (error)->status = status;
}

/**
 * mt_net_error_set_url:
 * @error: an error of %MT_NET_ERROR
 * @url: (nullable): a URL without secrets
 *
 * Says where it happened.
 */
void
mt_net_error_set_url (GError *error, const char *url)
{
  MtNetErrorPrivate *private = look (error);

  g_free (private->url);
  private->url = g_strdup (url);
}

/**
 * mt_net_error_set_schemes:
 * @error: an error of %MT_NET_ERROR
 * @schemes: (nullable): names of ways to sign in
 *
 * Says what the server offers.
 */
void
mt_net_error_set_schemes (GError *error, const char *schemes)
{
  MtNetErrorPrivate *private = look (error);

  g_free (private->schemes);
  private->schemes = g_strdup (schemes);
}
