/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * OAuth 2.0: where a server's sign-in page is, the way through it in the user's browser, and the
 * tokens that come of it. The client id comes from whoever builds or runs the program.
 *
 *   server = mt_oauth_server_discover (http, url, ...);      or mt_oauth_server_new ()
 *   flow = mt_oauth_flow_new (server, client_id, ...);
 *   open mt_oauth_flow_get_uri (flow) in a browser
 *   tokens = mt_oauth_flow_wait (flow, http, ...);           until the browser comes back
 *   tokens = mt_oauth_refresh (http, token_url, client_id, client_secret, refresh, ...);
 */
#pragma once

#include "net/mt-http.h"

G_BEGIN_DECLS

/* Where to sign in. */
typedef struct
{
  char *issuer;            /* nullable */
  char *authorization_url; /* opened in a browser */
  char *token_url;
  char *scope; /* nullable: what to ask for, words separated by spaces */
} MtOauthServer;

typedef struct
{
  char *access;     /* a secret */
  char *refresh;    /* a secret, nullable: none was given, or the one used stays */
  gint64 expires_s; /* from now; 0 unknown */
} MtOauthTokens;

typedef struct _MtOauthFlow MtOauthFlow;

MtOauthServer *mt_oauth_server_new (const char *authorization_url,
                                    const char *token_url,
                                    const char *scope,
                                    GError **error);
MtOauthServer *
mt_oauth_server_discover (MtHttp *http, const char *url, GCancellable *cancellable, GError **error);
void mt_oauth_server_free (MtOauthServer *self);

MtOauthFlow *mt_oauth_flow_new (const MtOauthServer *server,
                                const char *client_id,
                                const char *client_secret,
                                GError **error);
void mt_oauth_flow_free (MtOauthFlow *self);
void mt_oauth_flow_set_patience (MtOauthFlow *self, guint total_ms);
const char *mt_oauth_flow_get_uri (const MtOauthFlow *self);
MtOauthTokens *
mt_oauth_flow_wait (MtOauthFlow *self, MtHttp *http, GCancellable *cancellable, GError **error);

MtOauthTokens *mt_oauth_refresh (MtHttp *http,
                                 const char *token_url,
                                 const char *client_id,
                                 const char *client_secret,
                                 const char *refresh_token,
                                 GCancellable *cancellable,
                                 GError **error);
void mt_oauth_tokens_free (MtOauthTokens *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtOauthServer, mt_oauth_server_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtOauthFlow, mt_oauth_flow_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtOauthTokens, mt_oauth_tokens_free)

G_END_DECLS
