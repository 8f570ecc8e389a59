/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What can go wrong between us and a server, told apart by what can be done about it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MT_NET_ERROR_OFFLINE,   /* no name, no route, refused, timed out, reset, cut: try later */
  MT_NET_ERROR_TLS,       /* the certificate, or TLS itself, was refused */
  MT_NET_ERROR_AUTH,      /* 401: the secret was refused, or one is needed */
  MT_NET_ERROR_FORBIDDEN, /* 403 */
  MT_NET_ERROR_MISSING,   /* 404, 410 */
  MT_NET_ERROR_CONFLICT,  /* 409, 412 */
  MT_NET_ERROR_THROTTLED, /* 429, 503: nothing is sent there before mt_net_error_get_retry_after()
                           */
  MT_NET_ERROR_REDIRECT,  /* to another origin, mt_net_error_get_url(), or in circles */
  MT_NET_ERROR_PORTAL,    /* a web page where something else was asked for */
  MT_NET_ERROR_MALFORMED, /* an answer that cannot be read */
  MT_NET_ERROR_TOO_LARGE, /* an answer beyond the cap; also 413 */
  MT_NET_ERROR_FULL,      /* 507 */
  MT_NET_ERROR_STATUS,    /* any other status that is no success: mt_net_error_get_status() */
  MT_NET_ERROR_URL,       /* no usable URL, or one without TLS */
} MtNetError;

#define MT_NET_ERROR (mt_net_error_quark ())

GQuark mt_net_error_quark (void);

gint64 mt_net_error_get_retry_after (const GError *error);
guint mt_net_error_get_status (const GError *error);
const char *mt_net_error_get_url (const GError *error);
const char *mt_net_error_get_schemes (const GError *error);

void mt_net_error_set_retry_after (GError *error, gint64 seconds);
void mt_net_error_set_status (GError *error, guint status);
void mt_net_error_set_url (GError *error, const char *url);
void mt_net_error_set_schemes (GError *error, const char *schemes);

G_END_DECLS
