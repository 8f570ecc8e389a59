/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHttp: the one HTTP client. It blocks, and several threads may share it.
 */
#pragma once

#include "net/mt-auth-kind.h"
#include "net/mt-net-error.h"
#include "net/mt-request.h"
#include "net/mt-response.h"

G_BEGIN_DECLS

/* What went over the wire, headers and retries counted. */
typedef struct
{
  guint requests;
  guint64 bytes_up;
  guint64 bytes_down;
} MtTraffic;

/* Times in milliseconds. */
typedef struct
{
  guint idle_ms;  /* without progress: to connect, and between two reads */
  guint total_ms; /* for one request with its redirects and retries */
} MtHttpLimits;

/* Tells the time in microseconds. */
typedef gint64 (*MtHttpClock) (gpointer data);

typedef struct _MtHttp MtHttp;

MtHttp *mt_http_new (void);
MtHttp *mt_http_ref (MtHttp *self);
void mt_http_unref (MtHttp *self);

void mt_http_set_credentials (MtHttp *self,
                              const char *origin,
                              MtAuthKind kind,
                              const char *user,
                              const char *secret);
gboolean mt_http_set_ca_file (MtHttp *self, const char *path, GError **error);
void mt_http_set_limits (MtHttp *self, const MtHttpLimits *limits);
void mt_http_set_clock (MtHttp *self, MtHttpClock clock, gpointer data);
void mt_http_get_traffic (MtHttp *self, MtTraffic *traffic);

MtResponse *
mt_http_send (MtHttp *self, MtRequest *request, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtHttp, mt_http_unref)

G_END_DECLS
