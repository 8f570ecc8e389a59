/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSecrets: where passwords and tokens are kept: the keyring of the session, a file of one's own
 * where no keyring runs, else this process alone. All of it may be called from any thread, and
 * blocks: never on the main thread of a window.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  MT_SECRETS_ERROR_MISSING, /* nothing is kept under that name: ask the person */
  MT_SECRETS_ERROR_LOCKED,  /* the keyring is locked: ask for this session, or unlock it */
  MT_SECRETS_ERROR_ABSENT,  /* no keyring runs, or it does not answer: ask for this session */
  MT_SECRETS_ERROR_DENIED,  /* the keyring refused */
  MT_SECRETS_ERROR_FILE,    /* the secret file is open to others, broken or cannot be written */
} MtSecretsError;

#define MT_SECRETS_ERROR (mt_secrets_error_quark ())
GQuark mt_secrets_error_quark (void);

/* What kinds of secret an account may have. */
#define MT_SECRET_PASSWORD "password"
#define MT_SECRET_TOKEN "token"
#define MT_SECRET_REFRESH "refresh-token"

typedef struct _MtSecrets MtSecrets;

/* `secret_file` (nullable): for every account that has no file of its own. */
MtSecrets *mt_secrets_new (const char *secret_file);
MtSecrets *mt_secrets_ref (MtSecrets *self);
void mt_secrets_unref (MtSecrets *self);

const char *mt_secrets_get_file (const MtSecrets *self); /* nullable: the keyring */
void mt_secrets_set_file (MtSecrets *self, const char *account, const char *path);
void mt_secrets_set_deadline (MtSecrets *self, guint milliseconds);
char *mt_secrets_lookup (MtSecrets *self,
                         const char *account,
                         const char *kind,
                         GCancellable *cancellable,
                         GError **error);
gboolean mt_secrets_store (MtSecrets *self,
                           const char *account,
                           const char *kind,
                           const char *secret,
                           GCancellable *cancellable,
                           GError **error);
gboolean
mt_secrets_clear (MtSecrets *self, const char *account, GCancellable *cancellable, GError **error);
gboolean mt_secrets_unlock (MtSecrets *self, GCancellable *cancellable, GError **error);

/* For this session only: known to this process until it ends, and never written. */
void
mt_secrets_remember (MtSecrets *self, const char *account, const char *kind, const char *secret);

void mt_secret_free (char *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSecrets, mt_secrets_unref)

G_END_DECLS
