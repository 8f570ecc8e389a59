/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What this build of the program is called by servers that want to know it (OAuth 2.0 client IDs).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mt_oauth_client_find (const char *clients, const char *authorization_url);

G_END_DECLS
