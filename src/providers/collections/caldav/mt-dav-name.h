/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What DNS says of a domain's calendars (RFC 6764): SRV and TXT records.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GPtrArray *mt_dav_name_lookup (GResolver *resolver,
                               const char *domain,
                               guint patience_ms,
                               GCancellable *cancellable,
                               GError **error);
char **mt_dav_name_lookup_mail (GResolver *resolver,
                                const char *domain,
                                guint patience_ms,
                                GCancellable *cancellable);

G_END_DECLS
