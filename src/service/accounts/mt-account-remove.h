/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The end of an account on this computer: the record, its secret, and what was read with it.
 */
#pragma once

#include "secrets/mt-secrets.h"
#include "service/accounts/mt-account.h"

G_BEGIN_DECLS

/* What is left of it. */
typedef struct
{
  char *id;           /* of the account */
  guint n_waiting;    /* edits that were not sent: they are kept, and wait for an account there */
  char *secret_error; /* nullable: why its secret could not be removed */
} MtAccountRemains;

gboolean mt_account_remove (const MtAccount *account,
                            MtSecrets *secrets,
                            const char *accounts_path,
                            const char *store,
                            MtAccountRemains *remains,
                            GCancellable *cancellable,
                            GError **error);
void mt_account_forget (const MtAccount *account,
                        MtSecrets *secrets,
                        const char *store,
                        MtAccountRemains *remains,
                        GCancellable *cancellable);
char *mt_account_remains_say_waiting (const MtAccountRemains *remains);
char *mt_account_remains_say_secret (const MtAccountRemains *remains);
void mt_account_remains_clear (MtAccountRemains *remains);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtAccountRemains, mt_account_remains_clear)

G_END_DECLS
