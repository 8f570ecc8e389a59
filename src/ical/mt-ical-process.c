/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Starting and ending the worker.
 */
#define _GNU_SOURCE /* memfd_create */

#include "config.h"

#include "ical/mt-ical-process.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ical/mt-ical-client.h"

#define PROGRESS_FD 3 /* in the worker */

static gboolean
fail (GError **error, const char *path, const char *why)
{
  g_set_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_WORKER,
               _ ("%s: reads calendars, but cannot be started (%s); install Meantime again"), path,
               why);
  return FALSE;
}

static int
make_page (volatile guint64 **page)
{
  int fd = memfd_create ("meantime-progress", MFD_CLOEXEC);
  void *mapped;

  if (fd < 0)
    return -1;
  if (ftruncate (fd, sizeof (guint64)) != 0)
    {
      close (fd);
      return -1;
    }
  mapped = mmap (NULL, sizeof (guint64), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (mapped == MAP_FAILED)
    {
      close (fd);
      return -1;
    }
  *page = mapped;
  return fd;
}

/* A socket, not pipes: sending to a worker that died must not raise SIGPIPE in the window. */
static gboolean
spawn (MtIcalProcess *self, const char *path, int child, int page, GError **error)
{
  const char *const argv[] = { path, NULL };
  const int targets[] = { PROGRESS_FD };
  GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD;
  int child_out = fcntl (child, F_DUPFD_CLOEXEC, 10);
  g_autoptr (GError) local = NULL;
  gboolean started;

#if !defined(__SANITIZE_ADDRESS__)
  flags |= G_SPAWN_STDERR_TO_DEV_NULL;
#endif
  started = child_out >= 0 && g_spawn_async_with_pipes_and_fds (
                                  NULL, argv, NULL, flags, NULL, NULL, child, child_out, -1, &page,
                                  targets, 1, &self->pid, NULL, NULL, NULL, &local);
  if (child_out >= 0)
    close (child_out);
  return started || fail (error, path, local ? local->message : g_strerror (errno));
}

/**
 * mt_ical_process_start:
 * @path: the worker
 * @error: return location for an error
 *
 * Starts a worker.
 *
 * Returns: (transfer full) (nullable): the process; %NULL with %MT_ICAL_ERROR_WORKER
 */
MtIcalProcess *
mt_ical_process_start (const char *path, GError **error)
{
  g_autofree MtIcalProcess *self = g_new0 (MtIcalProcess, 1);
  int ends[2];
  int page;
  gboolean started;

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    {
      fail (error, path, g_strerror (errno));
      return NULL;
    }
  page = make_page (&self->progress);
  if (page < 0)
    {
      fail (error, path, g_strerror (errno));
      close (ends[0]);
      close (ends[1]);
      return NULL;
    }
  started = spawn (self, path, ends[1], page, error);
  close (page);
  close (ends[1]);
  if (!started)
    {
      munmap ((void *) self->progress, sizeof (guint64));
      close (ends[0]);
      return NULL;
    }
  self->fd = ends[0];
  fcntl (self->fd, F_SETFL, O_NONBLOCK);
  return g_steal_pointer (&self);
}

/**
 * mt_ical_process_kill:
 * @self: (transfer full): a worker
 *
 * Ends the worker at once and waits for its end. What it holds is only in memory.
 */
void
mt_ical_process_kill (MtIcalProcess *self)
{
  close (self->fd);
  kill (self->pid, SIGKILL);
  while (waitpid (self->pid, NULL, 0) < 0 && errno == EINTR)
    ;
  g_spawn_close_pid (self->pid);
  munmap ((void *) self->progress, sizeof (guint64));
  g_free (self);
}
