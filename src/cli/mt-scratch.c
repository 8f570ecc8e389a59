/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A temporary folder with the sample team, removed at the end and on SIGINT, SIGTERM or SIGHUP.
 */
#include "config.h"
#include "cli/mt-scratch.h"

#include <signal.h>

#include "service/mt-demo.h"

#define NAME "meantime-demo-XXXXXX"

/* The thread that waits for signals holds a reference: it lives as long as the program. */
struct _MtScratch
{
  char *directory; /* owned */
  char *team_path; /* owned */
  sigset_t signals;
  GMutex lock; /* held while the folder is being removed */
  gboolean removed;
};

static void
scratch_clear (gpointer data)
{
  MtScratch *self = data;

  g_free (self->directory);
  g_free (self->team_path);
  g_mutex_clear (&self->lock);
}

static void
remove_once (MtScratch *self)
{
  g_mutex_lock (&self->lock);
  if (!self->removed)
    mt_demo_remove (self->directory);
  self->removed = TRUE;
  g_mutex_unlock (&self->lock);
}

/* Removing a folder is nothing a signal handler may do, so the signals are blocked and a thread
 * waits for them. It then dies of the signal it got, as the program would have. */
static gpointer
wait_for_signal (gpointer data)
{
  MtScratch *self = data;
  int number = 0;
  sigset_t one;

  if (sigwait (&self->signals, &number) != 0)
    return NULL;
  remove_once (self);
  sigemptyset (&one);
  sigaddset (&one, number);
  signal (number, SIG_DFL);
  raise (number);
  pthread_sigmask (SIG_UNBLOCK, &one, NULL);
  return NULL;
}

/* A signal that is ignored (nohup) stays ignored. */
static void
block_signals (MtScratch *self)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

  sigemptyset (&self->signals);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      struct sigaction action;

      if (sigaction (numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
        sigaddset (&self->signals, numbers[i]);
    }
  pthread_sigmask (SIG_BLOCK, &self->signals, NULL);
}

/* The user's runtime folder lies in memory and is theirs alone: a team of eighty small files is
 * written and removed there in a millisecond. */
static char *
make_folder (GError **error)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  char *folder;

  if (runtime != NULL && g_path_is_absolute (runtime))
    {
      folder = g_build_filename (runtime, NAME, NULL);
      if (g_mkdtemp (folder) != NULL)
        return folder;
      g_free (folder);
    }
  return g_dir_make_tmp (NAME, error);
}

/**
 * mt_scratch_new:
 * @now: the instant the sample lives at, in Unix seconds
 * @error: return location
 *
 * Makes the sample team in a new folder for temporary files. Call it before any other thread is
 * started: they inherit which signals are blocked. The object lives until the program ends.
 *
 * Returns: (transfer full): the folder, or %NULL with a #GFileError.
 */
MtScratch *
mt_scratch_new (gint64 now, GError **error)
{
  g_autoptr (MtScratch) self = g_atomic_rc_box_new0 (MtScratch);
  GThread *thread;

  g_mutex_init (&self->lock);
  block_signals (self);
  self->directory = make_folder (error);
  if (self->directory == NULL)
    return NULL;
  self->team_path = mt_demo_create (self->directory, now, error);
  if (self->team_path == NULL)
    return NULL;
  thread = g_thread_try_new ("signals", wait_for_signal, self, error);
  if (thread == NULL)
    return NULL;
  g_atomic_rc_box_acquire (self);
  g_thread_unref (thread);
  return g_steal_pointer (&self);
}

/**
 * mt_scratch_free:
 * @self: a sample, or %NULL
 *
 * Removes the folder.
 */
void
mt_scratch_free (MtScratch *self)
{
  if (self == NULL)
    return;
  if (self->directory != NULL)
    remove_once (self);
  g_atomic_rc_box_release_full (self, scratch_clear);
}

/**
 * mt_scratch_get_team_path:
 * @self: a sample
 *
 * Returns: (transfer none): the path of its team file.
 */
const char *
mt_scratch_get_team_path (const MtScratch *self)
{
  return self->team_path;
}
