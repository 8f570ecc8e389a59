/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the parts of the client share.
 */
#pragma once

#include "net/mt-credentials.h"
#include "net/mt-http.h"
#include "net/mt-http-lane.h"
#include "net/mt-http-tls.h"

G_BEGIN_DECLS

/* Lanes come from a pool, so that connections stay open between requests. */
MtLane *mt_http_take_lane (MtHttp *self);
void mt_http_give_lane (MtHttp *self, MtLane *lane);

gint64 mt_http_get_time (MtHttp *self);
MtCredentials *mt_http_find_credentials (MtHttp *self, const char *origin);
GTlsDatabase *mt_http_dup_authorities (MtHttp *self);
void mt_http_get_limits (MtHttp *self, MtHttpLimits *limits);
void mt_http_add_traffic (MtHttp *self, SoupMessage *message);
void mt_http_hold_origin (MtHttp *self, const char *origin, gint64 seconds);
gint64 mt_http_get_hold (MtHttp *self, const char *origin);

G_END_DECLS
