/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Limits of the kernel, without a dependency.
 */
#include "config.h"

#include "ical/worker/mt-worker-lock.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define MAX_MEMORY (512 * 1024 * 1024)
#define CPU_S 20 /* between renewals: a worker whose client is gone does not spin for ever */

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#ifndef HAS_ASAN
#define HAS_ASAN 0
#endif

static gboolean
limit (int resource, rlim_t value)
{
  struct rlimit both = { value, value };

  return setrlimit (resource, &both) == 0;
}

/**
 * mt_worker_lock:
 *
 * Gives up, for good: opening files and sockets, writing to files, core dumps, new privileges,
 * being traced, and memory over 512 MB (not under AddressSanitizer, whose shadow is larger).
 *
 * Returns: %FALSE if the kernel refused; then nothing may be read
 *
 * Source: setrlimit(2), prctl(2)
 */
gboolean
mt_worker_lock (void)
{
  mt_worker_renew_cpu ();
  signal (SIGPIPE, SIG_DFL);
  if (!HAS_ASAN && !limit (RLIMIT_AS, MAX_MEMORY))
    return FALSE;
  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
         limit (RLIMIT_CORE, 0) && limit (RLIMIT_FSIZE, 0) && limit (RLIMIT_NOFILE, 0);
}

/**
 * mt_worker_renew_cpu:
 *
 * Allows some more seconds of processor time from now on. Called as work goes on: only one object
 * that never ends, with no client to kill it, runs into the limit.
 *
 * Source: setrlimit(2)
 */
void
mt_worker_renew_cpu (void)
{
  struct rusage used;
  struct rlimit both;

  if (getrusage (RUSAGE_SELF, &used) != 0 || getrlimit (RLIMIT_CPU, &both) != 0)
    return;
  both.rlim_cur = used.ru_utime.tv_sec + used.ru_stime.tv_sec + CPU_S;
  if (both.rlim_max == RLIM_INFINITY || both.rlim_cur < both.rlim_max)
    setrlimit (RLIMIT_CPU, &both);
}
