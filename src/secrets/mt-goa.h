/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * GNOME Online Accounts, over the session bus: which accounts with calendars the desktop has, and
 * the secret of one of them, fetched when it is needed and kept nowhere. Everything blocks.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  MT_GOA_PASSWORD,
  MT_GOA_TOKEN, /* an access token, renewed by the desktop */
} MtGoaKind;

typedef struct
{
  char *id;           /* "account_1543399425_0" */
  char *provider;     /* whose account, in the desktop's words */
  char *title;        /* what the desktop calls it: "ana@cloud.example.org" */
  char *user;         /* who signs in */
  char *uri;          /* where its calendars are */
  MtGoaKind kind;     /* of its secret */
  gboolean attention; /* its user has to sign in again, in the desktop's settings */
} MtGoaAccount;

/* Errors are those of mt-secrets.h. */
GPtrArray *mt_goa_list (GCancellable *cancellable, GError **error);
char *mt_goa_lookup (const char *id, MtGoaKind *kind, GCancellable *cancellable, GError **error);
void mt_goa_account_free (MtGoaAccount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtGoaAccount, mt_goa_account_free)

G_END_DECLS
