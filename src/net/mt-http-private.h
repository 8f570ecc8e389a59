/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the parts of the client share.
 */
#pragma once

#include "net/mt-http.h"
#include "net/mt-http-lane.h"

G_BEGIN_DECLS

/* Who signs in at one origin. */
typedef struct
{
  gatomicrefcount references;
  MtAuthKind kind;
  char *user;   /* nullable */
  char *secret; /* nullable */
} MtCredentials;

MtCredentials *mt_credentials_new (MtAuthKind kind, const char *user, const char *secret);
MtCredentials *mt_credentials_ref (MtCredentials *self);
void mt_credentials_unref (MtCredentials *self);
char *mt_credentials_authorize (const MtCredentials *self);

/* Lanes come from a pool, so that connections stay open between requests. */
MtLane *mt_http_take_lane (MtHttp *self);
void mt_http_give_lane (MtHttp *self, MtLane *lane);
MtCredentials *mt_http_find_credentials (MtHttp *self, const char *origin);
void mt_http_get_limits (MtHttp *self, MtHttpLimits *limits);
void mt_http_add_traffic (MtHttp *self, SoupMessage *message);

/* mt-http-words.c */
void mt_http_set_transport_error (GError **error, SoupMessage *message, const GError *cause);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtCredentials, mt_credentials_unref)

G_END_DECLS
