/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCredentials: who signs in at one origin, and the header that says so. Basic goes ahead without
 * being asked: there are servers that show strangers a different, smaller world instead of asking.
 */
#define _GNU_SOURCE /* memmem() */

#include "config.h"

#include "net/mt-credentials.h"

#include <string.h>

struct _MtCredentials
{
  gatomicrefcount references;
  MtAuthKind kind;
  char *user;       /* nullable */
  char *secret;     /* nullable */
  GMutex mutex;     /* guards all below */
  SoupAuth *digest; /* owned, nullable: the server asked for it */
  gboolean accepted;
  gboolean refused;
};

/* RFC 7617, 2.1: in UTF-8, composed, as the server will have stored it. */
static char *
compose (const char *text)
{
  char *composed = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFC) : NULL;

  return composed != NULL ? composed : g_strdup (text != NULL ? text : "");
}

/**
 * mt_credentials_new:
 * @kind: how the secret is sent
 * @user: (nullable): user name
 * @secret: (nullable): password or token
 *
 * Returns: (transfer full): credentials
 */
MtCredentials *
mt_credentials_new (MtAuthKind kind, const char *user, const char *secret)
{
  MtCredentials *self = g_new0 (MtCredentials, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->kind = kind;
  self->user = compose (user);
  self->secret = compose (secret);
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
  explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_clear_object (&self->digest);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * mt_credentials_are:
 * @self: credentials
 * @kind: how the secret is sent
 * @user: (nullable): user name
 * @secret: (nullable): password or token
 *
 * Returns: whether they were made of just these
 */
gboolean
mt_credentials_are (const MtCredentials *self,
                    MtAuthKind kind,
                    const char *user,
                    const char *secret)
{
  g_autofree char *other_user = compose (user);
  g_autofree char *other_secret = compose (secret);
  gboolean same = self->kind == kind && strcmp (self->user, other_user) == 0 &&
                  strcmp (self->secret, other_secret) == 0;

  explicit_bzero (other_secret, strlen (other_secret));
  return same;
}

/**
 * mt_credentials_get_kind:
 * @self: credentials
 *
 * Returns: how the secret is sent
 */
MtAuthKind
mt_credentials_get_kind (const MtCredentials *self)
{
  return self->kind;
}

static void
authorize (SoupMessage *message, const char *value)
{
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
}

/* RFC 7617, 2 */
static char *
encode_pair (const MtCredentials *self)
{
  g_autofree char *pair = g_strconcat (self->user, ":", self->secret, NULL);

  return g_base64_encode ((const guchar *) pair, strlen (pair));
}

static void
sign_basic (const MtCredentials *self, SoupMessage *message)
{
  g_autofree char *encoded = encode_pair (self);
  g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);

  authorize (message, value);
}

/* RFC 6750, 2.1. What cannot be a token is not sent. */
static MtSigned
sign_bearer (const MtCredentials *self, SoupMessage *message)
{
  g_autofree char *value = g_strconcat ("Bearer ", self->secret, NULL);

  for (const char *at = self->secret; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return MT_SIGNED_NOT;
  authorize (message, value);
  return MT_SIGNED_BEARER;
}

/* Counts the uses of the nonce, so one thread at a time. */
static gboolean
sign_digest (MtCredentials *self, SoupMessage *message)
{
  g_autofree char *value = NULL;

  g_mutex_lock (&self->mutex);
  if (self->digest != NULL)
    value = soup_auth_get_authorization (self->digest, message);
  g_mutex_unlock (&self->mutex);
  if (value != NULL)
    authorize (message, value);
  return value != NULL;
}

/**
 * mt_credentials_sign:
 * @self: credentials
 * @message: a message to their origin, by TLS or to this machine
 *
 * Adds the secret to a message. Thread-safe.
 *
 * Returns: how
 */
MtSigned
mt_credentials_sign (MtCredentials *self, SoupMessage *message)
{
  switch (self->kind)
    {
    case MT_AUTH_BEARER:
      return sign_bearer (self, message);
    case MT_AUTH_PASSWORD:
      if (sign_digest (self, message))
        return MT_SIGNED_DIGEST;
      sign_basic (self, message);
      return MT_SIGNED_BASIC;
    case MT_AUTH_NONE:
    default:
      return MT_SIGNED_NOT;
    }
}

/* Keeps what a server asks Digest with. Returns: whether it is a kind we can answer */
static gboolean
begin_digest (MtCredentials *self, SoupMessage *message, const char *challenge)
{
  SoupAuth *digest = soup_auth_new (SOUP_TYPE_AUTH_DIGEST, message, challenge);

  if (digest == NULL)
    return FALSE;
  soup_auth_authenticate (digest, self->user, self->secret);
  g_mutex_lock (&self->mutex);
  g_set_object (&self->digest, digest);
  g_mutex_unlock (&self->mutex);
  g_object_unref (digest);
  return TRUE;
}

static void
end_digest (MtCredentials *self)
{
  g_mutex_lock (&self->mutex);
  g_clear_object (&self->digest);
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_credentials_challenge:
 * @self: credentials
 * @message: a message that was answered with 401
 * @challenges: what that offers
 * @how: how it was signed
 * @attempt: how often this request was sent before, from 0
 *
 * Looks whether the server asks for another way to sign, or for Digest once more because its nonce
 * is stale. The same secret never goes out twice the same way. Thread-safe.
 *
 * Returns: what to do
 */
MtChallenge
mt_credentials_challenge (MtCredentials *self,
                          SoupMessage *message,
                          const MtChallenges *challenges,
                          MtSigned how,
                          guint attempt)
{
  const char *digest = mt_challenges_find (challenges, "Digest");
  gboolean basic = mt_challenges_find (challenges, "Basic") != NULL;

  if (self->kind != MT_AUTH_PASSWORD || attempt >= 2)
    return MT_CHALLENGE_REFUSED;
  if (how == MT_SIGNED_BASIC && !basic && digest != NULL && begin_digest (self, message, digest))
    return MT_CHALLENGE_AGAIN;
  if (how == MT_SIGNED_DIGEST && attempt == 0 && digest != NULL &&
      begin_digest (self, message, digest))
    return MT_CHALLENGE_AGAIN;
  if (how != MT_SIGNED_DIGEST)
    return MT_CHALLENGE_REFUSED;
  end_digest (self);
  return basic && attempt == 0 ? MT_CHALLENGE_AGAIN : MT_CHALLENGE_REFUSED;
}

/**
 * mt_credentials_show_in:
 * @self: credentials
 * @bytes: what a server says
 *
 * Returns: whether the secret stands in it, as it is or as it was sent: some servers repeat
 * requests in their refusals
 */
gboolean
mt_credentials_show_in (const MtCredentials *self, GBytes *bytes)
{
  gsize n;
  const char *text = g_bytes_get_data (bytes, &n);
  g_autofree char *encoded = encode_pair (self);

  if (text == NULL || *self->secret == '\0')
    return FALSE;
  return memmem (text, n, self->secret, strlen (self->secret)) != NULL ||
         memmem (text, n, encoded, strlen (encoded)) != NULL;
}

/**
 * mt_credentials_set_accepted:
 * @self: credentials
 *
 * Notes that a server took them.
 */
void
mt_credentials_set_accepted (MtCredentials *self)
{
  g_mutex_lock (&self->mutex);
  self->accepted = TRUE;
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_credentials_set_refused:
 * @self: credentials
 *
 * Notes that a server refused them. If it never took them they are not sent again: servers lock
 * accounts after a few wrong passwords.
 */
void
mt_credentials_set_refused (MtCredentials *self)
{
  g_mutex_lock (&self->mutex);
  self->refused = !self->accepted;
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_credentials_is_refused:
 * @self: credentials
 *
 * Returns: whether there is no use in sending them
 */
gboolean
mt_credentials_is_refused (MtCredentials *self)
{
  gboolean refused;

  g_mutex_lock (&self->mutex);
  refused = self->refused;
  g_mutex_unlock (&self->mutex);
  return refused;
}
