/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One WebDAV question and its answer of many parts.
 */
#pragma once

#include "net/mt-http.h"
#include "net/mt-multistatus.h"

G_BEGIN_DECLS

#define MT_DAV_XML_TYPE "application/xml; charset=utf-8"

gboolean mt_dav_ask (MtHttp *http,
                     const char *method,
                     const char *url,
                     const char *depth,
                     const char *body,
                     MtMultistatus *answer,
                     char **final_url,
                     GCancellable *cancellable,
                     GError **error);
gboolean mt_dav_check_inner (GBytes *body, const char *what, GError **error);
gboolean mt_dav_read_inner (GBytes *body, const char *what, MtDavNode **condition, GError **error);

G_END_DECLS
