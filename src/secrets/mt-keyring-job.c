/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One question to the keyring: who asks waits for it on one thread, libsecret answers on another.
 */
#include "config.h"
#include "secrets/mt-keyring-job.h"

#include <glib/gi18n-lib.h>

#include "secrets/mt-secrets.h"

/**
 * mt_keyring_job_new:
 * @start: what asks libsecret, on the thread of the keyring
 * @account: (nullable): whose secret
 * @kind: (nullable): which of them
 * @secret: (nullable): the secret to store
 *
 * Returns: (transfer full): a question that nobody has put yet
 */
MtKeyringJob *
mt_keyring_job_new (GSourceFunc start, const char *account, const char *kind, const char *secret)
{
  MtKeyringJob *job = g_new0 (MtKeyringJob, 1);

  g_atomic_ref_count_init (&job->ref_count);
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  job->start = start;
  job->account = g_strdup (account);
  job->kind = g_strdup (kind);
  job->secret = g_strdup (secret);
  job->cancellable = g_cancellable_new ();
  return job;
}

/**
 * mt_keyring_job_ref:
 * @job: a question
 *
 * Returns: (transfer full): the same
 */
MtKeyringJob *
mt_keyring_job_ref (MtKeyringJob *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

/**
 * mt_keyring_job_unref:
 * @job: (transfer full): a question
 *
 * Lets go of it; any thread. With the last reference what is secret in it is wiped.
 */
void
mt_keyring_job_unref (MtKeyringJob *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->cond);
  g_free (job->account);
  g_free (job->kind);
  mt_secret_free (job->secret);
  mt_secret_free (job->found);
  g_clear_error (&job->error);
  g_object_unref (job->cancellable);
  g_free (job);
}

/**
 * mt_keyring_job_end:
 * @job: (transfer full): a question that was put: each is ended exactly once
 * @error: (transfer full) (nullable): why there is no answer
 *
 * Wakes who waits for the answer. On the thread of the keyring.
 */
void
mt_keyring_job_end (MtKeyringJob *job, GError *error)
{
  /* What is known of a keyring that failed is forgotten: it may have been started again. */
  if (error != NULL && error->domain != MT_SECRETS_ERROR)
    secret_service_disconnect ();
  g_mutex_lock (&job->mutex);
  job->error = error;
  job->done = TRUE;
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
  mt_keyring_job_unref (job);
}

/**
 * mt_keyring_job_end_locked:
 * @job: (transfer full): a question that was put
 *
 * Ends it: the keyring has to be unlocked first.
 */
void
mt_keyring_job_end_locked (MtKeyringJob *job)
{
  mt_keyring_job_end (job, g_error_new_literal (MT_SECRETS_ERROR, MT_SECRETS_ERROR_LOCKED,
                                                _ ("the keyring is locked")));
}

/**
 * mt_keyring_job_end_missing:
 * @job: (transfer full): a question that was put
 *
 * Ends it: there is no such secret.
 */
void
mt_keyring_job_end_missing (MtKeyringJob *job)
{
  mt_keyring_job_end (job, g_error_new (MT_SECRETS_ERROR, MT_SECRETS_ERROR_MISSING,
                                        _ ("the keyring has no password of “%s”"), job->account));
}

/**
 * mt_keyring_job_wait:
 * @job: a question that was put
 * @deadline_ms: how long to wait at most
 *
 * Blocks until it is ended, until who asks has given up, or until the deadline.
 */
void
mt_keyring_job_wait (MtKeyringJob *job, guint deadline_ms)
{
  const gint64 until = g_get_monotonic_time () + (gint64) deadline_ms * 1000;

  g_mutex_lock (&job->mutex);
  while (!job->done && !job->given_up && g_cond_wait_until (&job->cond, &job->mutex, until))
    ;
  g_mutex_unlock (&job->mutex);
}
