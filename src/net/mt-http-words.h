/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Errors of the client, with words for people.
 */
#pragma once

#include "net/mt-challenges.h"
#include "net/mt-credentials.h"
#include "net/mt-http-tls.h"

G_BEGIN_DECLS

void mt_http_fail_transport (const char *url,
                             const MtTlsCheck *tls,
                             const GError *cause,
                             GError **error);
void mt_http_fail_auth (const char *url,
                        MtAuthKind kind,
                        const MtChallenges *challenges,
                        GError **error);
void mt_http_fail_throttled (const char *url, guint status, gint64 seconds, GError **error);
void mt_http_fail_redirect (const char *url, guint status, const char *target, GError **error);
void mt_http_fail_plain (const char *url, GError **error);
void mt_http_fail_web_page (const char *url, GError **error);

G_END_DECLS
