/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLoginFlow: signing in to a self-hosted cloud by its own page in the user's browser, which then
 * hands out a password for this program alone ("login flow v2").
 *
 *   flow = mt_login_flow_start (http, url, ...);             MISSING: there is no such thing there
 *   open mt_login_flow_get_uri (flow) in a browser
 *   login = mt_login_flow_wait (flow, http, ...);            until the user is done
 */
#pragma once

#include "net/mt-http.h"

G_BEGIN_DECLS

typedef struct _MtLoginFlow MtLoginFlow;

typedef struct
{
  char *server;   /* URL to go on with */
  char *user;     /* name to sign in with */
  char *password; /* a secret */
} MtLogin;

MtLoginFlow *
mt_login_flow_start (MtHttp *http, const char *url, GCancellable *cancellable, GError **error);
void mt_login_flow_free (MtLoginFlow *self);
void mt_login_flow_set_patience (MtLoginFlow *self, guint interval_ms, guint total_ms);
const char *mt_login_flow_get_uri (const MtLoginFlow *self);
MtLogin *
mt_login_flow_wait (MtLoginFlow *self, MtHttp *http, GCancellable *cancellable, GError **error);
void mt_login_free (MtLogin *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtLoginFlow, mt_login_flow_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtLogin, mt_login_free)

G_END_DECLS
