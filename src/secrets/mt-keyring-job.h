/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtKeyringJob: one question to the keyring, shared by who asks and the thread that answers.
 */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

typedef struct
{
  gatomicrefcount ref_count;
  GSourceFunc start;         /* on the thread */
  char *account;             /* owned, nullable */
  char *kind;                /* owned, nullable */
  char *secret;              /* owned, nullable: to store; wiped */
  GCancellable *cancellable; /* owned: ends the calls of libsecret */
  gboolean create;           /* of unlocking: there is no keyring yet */

  GMutex mutex; /* guards what follows */
  GCond cond;
  gboolean done;
  gboolean given_up; /* the caller does not want to wait any more */
  char *found;       /* owned, nullable: the answer of a lookup */
  GError *error;     /* owned, nullable */
} MtKeyringJob;

MtKeyringJob *
mt_keyring_job_new (GSourceFunc start, const char *account, const char *kind, const char *secret);
MtKeyringJob *mt_keyring_job_ref (MtKeyringJob *job);
void mt_keyring_job_unref (MtKeyringJob *job);
void mt_keyring_job_wait (MtKeyringJob *job, guint deadline_ms);
void mt_keyring_job_end (MtKeyringJob *job, GError *error);
void mt_keyring_job_end_locked (MtKeyringJob *job);
void mt_keyring_job_end_missing (MtKeyringJob *job);

gboolean mt_keyring_start_lookup (gpointer data);
gboolean mt_keyring_start_store (gpointer data);
gboolean mt_keyring_start_clear (gpointer data);
gboolean mt_keyring_start_unlock (gpointer data);

G_END_DECLS
