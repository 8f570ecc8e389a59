/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the client reads of a request.
 */
#pragma once

#include "net/mt-request.h"

G_BEGIN_DECLS

struct _MtRequest
{
  char *method;
  char *url;
  GPtrArray *headers; /* (element-type utf8): names and values in turn */
  char *type;         /* of the body, nullable */
  GBytes *body;       /* nullable */
  MtRequestSink sink; /* nullable */
  gpointer sink_data; /* unowned: of the caller, who waits */
  gsize cap;          /* decoded bytes */
  gboolean follow_site;
  gboolean anonymous;
};

gboolean mt_request_is_safe (const MtRequest *self);
gboolean mt_request_is_idempotent (const MtRequest *self);
gboolean mt_request_check (const MtRequest *self, GError **error);

G_END_DECLS
