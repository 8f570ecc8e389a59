/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Who signs in at one origin, and the header that says so.
 */
#include "config.h"

#include "net/mt-http-private.h"

#include <string.h>

/**
 * mt_credentials_new:
 * @kind: how the secret is sent
 * @user: (nullable): user name
 * @secret: (nullable): password or token
 *
 * Returns: (transfer full): credentials, which never change
 */
MtCredentials *
mt_credentials_new (MtAuthKind kind, const char *user, const char *secret)
{
  MtCredentials *self = g_new0 (MtCredentials, 1);

  g_atomic_ref_count_init (&self->references);
  self->kind = kind;
  self->user = g_strdup (user);
  self->secret = g_strdup (secret);
  return self;
}

/**
 * mt_credentials_ref:
 * @self: credentials
 *
 * Returns: (transfer full): @self
 */
MtCredentials *
mt_credentials_ref (MtCredentials *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * mt_credentials_unref:
 * @self: (transfer full): credentials
 *
 * Lets go of credentials.
 */
void
mt_credentials_unref (MtCredentials *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->user);
  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_free (self);
}

/* RFC 7617, 2.1: in UTF-8, composed, as the server will have stored it. */
static char *
compose (const char *text)
{
  char *composed = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFC) : NULL;

  return composed != NULL ? composed : g_strdup (text != NULL ? text : "");
}

/**
 * mt_credentials_authorize:
 * @self: credentials
 *
 * Source: RFC 7617 (Basic), RFC 6750, 2.1 (Bearer)
 *
 * Returns: (transfer full) (nullable): the value of an Authorization header; a secret
 */
char *
mt_credentials_authorize (const MtCredentials *self)
{
  g_autofree char *user = compose (self->user);
  g_autofree char *secret = compose (self->secret);
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;

  switch (self->kind)
    {
    case MT_AUTH_BEARER:
      return g_strconcat ("Bearer ", self->secret, NULL);
    case MT_AUTH_PASSWORD:
      pair = g_strconcat (user, ":", secret, NULL);
      encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
      return g_strconcat ("Basic ", encoded, NULL);
    case MT_AUTH_NONE:
    default:
      return NULL;
    }
}
