/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtKeyring: the keyring of the session, asked on a thread of its own so that no caller waits
 * longer than it means to.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MtKeyring MtKeyring;

MtKeyring *mt_keyring_new (void);
void mt_keyring_free (MtKeyring *self);
char *mt_keyring_lookup (MtKeyring *self,
                         const char *account,
                         const char *kind,
                         guint deadline_ms,
                         GCancellable *cancellable,
                         GError **error);
gboolean mt_keyring_store (MtKeyring *self,
                           const char *account,
                           const char *kind,
                           const char *secret,
                           guint deadline_ms,
                           GCancellable *cancellable,
                           GError **error);
gboolean mt_keyring_clear (MtKeyring *self,
                           const char *account,
                           guint deadline_ms,
                           GCancellable *cancellable,
                           GError **error);
gboolean
mt_keyring_unlock (MtKeyring *self, guint deadline_ms, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtKeyring, mt_keyring_free)

G_END_DECLS
