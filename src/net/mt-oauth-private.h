/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How tokens are asked for.
 */
#pragma once

#include "net/mt-oauth.h"

G_BEGIN_DECLS

MtOauthTokens *mt_oauth_ask_tokens (MtHttp *http,
                                    const char *token_url,
                                    GHashTable *form,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
