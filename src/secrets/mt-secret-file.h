/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The secret file of servers and scripts, where no keyring runs: a GKeyFile with a group for each
 * account, which nobody but its owner may open.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *
mt_secret_file_lookup (const char *path, const char *account, const char *kind, GError **error);
gboolean mt_secret_file_store (const char *path,
                               const char *account,
                               const char *kind,
                               const char *secret,
                               GError **error);
gboolean mt_secret_file_clear (const char *path, const char *account, GError **error);

G_END_DECLS
