/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountFile: the accounts of this user on disk, $XDG_CONFIG_HOME/meantime/accounts.ini. A key
 * file of mode 0600 without any secret, shared by window and command.
 */
#pragma once

#include "service/accounts/mt-account.h"

G_BEGIN_DECLS

typedef enum
{
  MT_ACCOUNT_ERROR_BROKEN,  /* the file is there but cannot be read: it is left alone */
  MT_ACCOUNT_ERROR_UNKNOWN, /* no such account */
  MT_ACCOUNT_ERROR_EXISTS,  /* an account of that id is there already */
  MT_ACCOUNT_ERROR_INVALID, /* not something an account can be */
} MtAccountError;

#define MT_ACCOUNT_ERROR (mt_account_error_quark ())
GQuark mt_account_error_quark (void);

typedef struct _MtAccountFile MtAccountFile;

/* What is to be changed in a copy that is written after; FALSE with an error: nothing is. */
typedef gboolean (*MtAccountChange) (MtAccount *account, gpointer user_data, GError **error);

/* Blocking, any thread; `path` NULL: the user's own. */
MtAccountFile *mt_account_file_new (const char *path);
void mt_account_file_free (MtAccountFile *self);
const char *mt_account_file_get_path (const MtAccountFile *self);
GPtrArray *mt_account_file_load (const MtAccountFile *self, GError **error);
gboolean mt_account_file_add (const MtAccountFile *self, const MtAccount *account, GError **error);
gboolean mt_account_file_put (const MtAccountFile *self, const MtAccount *account, GError **error);
gboolean mt_account_file_change (const MtAccountFile *self,
                                 const char *id,
                                 MtAccountChange change,
                                 gpointer user_data,
                                 GError **error);
gboolean mt_account_file_remove (const MtAccountFile *self, const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtAccountFile, mt_account_file_free)

G_END_DECLS
