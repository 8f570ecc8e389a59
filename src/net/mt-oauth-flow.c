/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtOauthFlow: a code comes back by the user's browser, and is good only with the word whose hash
 * went out with the browser (PKCE).
 */
#include "config.h"

#include "net/mt-oauth-private.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include <string.h>
#include <unistd.h>

#include "net/mt-harmless.h"
#include "net/mt-loopback.h"
#include "net/mt-url.h"

#define RANDOM_BYTES 32
/* Time to find one's password and the second factor. */
#define TOTAL_MS (10 * 60 * 1000)
#define MS_US 1000
#define WORDS_MAX 200

struct _MtOauthFlow
{
  MtLoopback *loopback;
  char *client_id;
  char *client_secret; /* nullable */
  char *token_url;
  char *issuer; /* nullable */
  char *verifier;
  char *state;
  char *uri;
  guint total_ms;
};

/* Base64 for URLs, RFC 4648, 5, without padding. */
static char *
encode (const guchar *bytes, gsize n)
{
  char *text = g_base64_encode (bytes, n);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
random_word (void)
{
  guchar bytes[RANDOM_BYTES];

  if (getentropy (bytes, sizeof bytes) != 0)
    g_error ("No random numbers are to be had");
  return encode (bytes, sizeof bytes);
}

/* RFC 7636, 4.2 */
static char *
challenge_of (const char *verifier)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar digest[32];
  gsize n = sizeof digest;

  g_checksum_update (sum, (const guchar *) verifier, (gssize) strlen (verifier));
  g_checksum_get_digest (sum, digest, &n);
  return encode (digest, n);
}

static char *
build_uri (const MtOauthFlow *self, const MtOauthServer *server)
{
  g_autofree char *challenge = challenge_of (self->verifier);
  g_autofree char *query =
      soup_form_encode ("response_type", "code", "client_id", self->client_id, "redirect_uri",
                        mt_loopback_get_uri (self->loopback), "state", self->state,
                        "code_challenge", challenge, "code_challenge_method", "S256", NULL);
  g_autofree char *scope =
      server->scope != NULL ? soup_form_encode ("scope", server->scope, NULL) : NULL;
  const char *joint = strchr (server->authorization_url, '?') != NULL ? "&" : "?";

  return g_strconcat (server->authorization_url, joint, query, scope != NULL ? "&" : "",
                      scope != NULL ? scope : "", NULL);
}

/**
 * mt_oauth_flow_new:
 * @server: where to sign in
 * @client_id: what this program is called there
 * @client_secret: (nullable): where programs get one, which is none
 * @error: (out): of GIO, when no port is to be had
 *
 * Begins a way through the browser. It ends with mt_oauth_flow_free(), before or after it is done.
 *
 * Returns: (transfer full): a flow, or %NULL
 */
MtOauthFlow *
mt_oauth_flow_new (const MtOauthServer *server,
                   const char *client_id,
                   const char *client_secret,
                   GError **error)
{
  MtLoopback *loopback = mt_loopback_new (error);
  MtOauthFlow *self;

  if (loopback == NULL)
    return NULL;
  self = g_new0 (MtOauthFlow, 1);
  self->loopback = loopback;
  self->client_id = g_strdup (client_id);
  self->client_secret = g_strdup (client_secret);
  self->token_url = g_strdup (server->token_url);
  self->issuer = g_strdup (server->issuer);
  self->verifier = random_word ();
  self->state = random_word ();
  self->uri = build_uri (self, server);
  self->total_ms = TOTAL_MS;
  return self;
}

/**
 * mt_oauth_flow_free:
 * @self: (transfer full): a flow
 *
 * Ends a flow.
 */
void
mt_oauth_flow_free (MtOauthFlow *self)
{
  mt_loopback_free (self->loopback);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->token_url);
  g_free (self->issuer);
  g_free (self->verifier);
  g_free (self->state);
  g_free (self->uri);
  g_free (self);
}

/**
 * mt_oauth_flow_set_patience:
 * @self: a flow
 * @total_ms: how long to wait for the user, 10 minutes unless set
 */
void
mt_oauth_flow_set_patience (MtOauthFlow *self, guint total_ms)
{
  self->total_ms = total_ms;
}

/**
 * mt_oauth_flow_get_uri:
 * @self: a flow
 *
 * Returns: the page to open in the user's browser
 */
const char *
mt_oauth_flow_get_uri (const MtOauthFlow *self)
{
  return self->uri;
}

static gboolean
fail (GError **error, const char *words)
{
  g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_AUTH, words);
  return FALSE;
}

/* RFC 6749, 4.1.2; RFC 9207 for the issuer. */
static gboolean
check_parameters (const MtOauthFlow *self, GHashTable *parameters, GError **error)
{
  const char *refusal = g_hash_table_lookup (parameters, "error");
  const char *described = g_hash_table_lookup (parameters, "error_description");
  const char *issuer = g_hash_table_lookup (parameters, "iss");
  g_autofree char *shown = NULL;
  g_autofree char *words = NULL;

  if (refusal != NULL)
    {
      shown = mt_harmless (described != NULL ? described : refusal, WORDS_MAX);
      words = g_strdup_printf (_ ("signing in was refused: %s"), shown);
      return fail (error, words);
    }
  if (issuer != NULL && self->issuer != NULL && !mt_url_equal (issuer, self->issuer))
    return fail (error, _ ("another server than the one that was asked answered the sign-in"));
  if (g_hash_table_lookup (parameters, "code") == NULL)
    return fail (error, _ ("the server answered the sign-in with nothing; try again"));
  return TRUE;
}

static MtOauthTokens *
exchange (const MtOauthFlow *self,
          MtHttp *http,
          const char *code,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (form, (gpointer) "grant_type", (gpointer) "authorization_code");
  g_hash_table_insert (form, (gpointer) "code", (gpointer) code);
  g_hash_table_insert (form, (gpointer) "redirect_uri",
                       (gpointer) mt_loopback_get_uri (self->loopback));
  g_hash_table_insert (form, (gpointer) "client_id", self->client_id);
  g_hash_table_insert (form, (gpointer) "code_verifier", self->verifier);
  if (self->client_secret != NULL)
    g_hash_table_insert (form, (gpointer) "client_secret", self->client_secret);
  return mt_oauth_ask_tokens (http, self->token_url, form, cancellable, error);
}

/**
 * mt_oauth_flow_wait:
 * @self: a flow whose page was opened
 * @http: a client, whose credentials are not used
 * @cancellable: (nullable): to give up, from any thread
 * @error: (out): %MT_NET_ERROR; %MT_NET_ERROR_AUTH when the user or the server said no;
 *   %G_IO_ERROR_TIMED_OUT when nobody came back; %G_IO_ERROR_CANCELLED
 *
 * Waits for the browser to come back and asks for tokens. Blocking, not for the main thread.
 *
 * Returns: (transfer full): tokens, or %NULL
 */
MtOauthTokens *
mt_oauth_flow_wait (MtOauthFlow *self, MtHttp *http, GCancellable *cancellable, GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + (gint64) self->total_ms * MS_US;
  g_autoptr (GHashTable) parameters =
      mt_loopback_wait (self->loopback, self->state, deadline_us, cancellable, error);

  if (parameters == NULL || !check_parameters (self, parameters, error))
    return NULL;
  return exchange (self, http, g_hash_table_lookup (parameters, "code"), cancellable, error);
}
