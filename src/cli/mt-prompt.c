/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads a password. It never stands on a command line, where every process of the computer could
 * read it, and a terminal shows again what is typed once the question is over, however it ends.
 */
#include "config.h"
#include "cli/mt-prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli/mt-cli.h"

#define MAX_LENGTH 4096

static const int ends[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM };

/* What a signal handler may touch. It runs on any thread and at any moment, so that whoever waits
 * for a line also waits for this pipe. */
static volatile sig_atomic_t caught;
static int wake[2] = { -1, -1 };

static void
note_signal (int number)
{
  const int code = errno;
  gssize n;

  caught = number;
  n = write (wake[1], "", 1);
  (void) n; /* it is full: then there is something to wake up for already */
  errno = code;
}

/* A signal interrupts the reading, so that the terminal can be put right before it has its effect.
 */
static void
catch_signals (struct sigaction before[G_N_ELEMENTS (ends)])
{
  struct sigaction action = { 0 };

  caught = 0;
  action.sa_handler = note_signal;
  sigemptyset (&action.sa_mask);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    sigaction (ends[i], &action, &before[i]);
}

static void
release_signals (const struct sigaction before[G_N_ELEMENTS (ends)])
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    sigaction (ends[i], &before[i], NULL);
  close (wake[0]);
  close (wake[1]);
  wake[0] = wake[1] = -1;
  if (caught != 0)
    raise (caught);
}

/* Returns: FALSE when a signal came instead of something to read. */
static gboolean
wait_for_input (void)
{
  struct pollfd fds[] = { { STDIN_FILENO, POLLIN, 0 }, { wake[0], POLLIN, 0 } };

  while (caught == 0 && poll (fds, wake[0] >= 0 ? 2 : 1, -1) < 0 && errno == EINTR)
    ;
  return caught == 0;
}

/* Byte by byte: what follows the line belongs to somebody else. Returns: the number of bytes, or
 * -1. */
static gssize
read_line (char line[MAX_LENGTH])
{
  gsize n = 0;

  while (n + 1 < MAX_LENGTH)
    {
      gssize got = wait_for_input () ? read (STDIN_FILENO, line + n, 1) : -1;

      if (got < 0 && errno == EINTR && caught == 0)
        continue;
      if (got < 0 || (got == 0 && n == 0))
        return -1;
      if (got == 0 || line[n] == '\n')
        break;
      n++;
    }
  if (n > 0 && line[n - 1] == '\r')
    n--;
  line[n] = '\0';
  return (gssize) n;
}

static gssize
ask (const char *question, char line[MAX_LENGTH])
{
  struct sigaction before[G_N_ELEMENTS (ends)];
  struct termios shown, hidden;
  gssize n;

  if (tcgetattr (STDIN_FILENO, &shown) != 0 || !g_unix_open_pipe (wake, FD_CLOEXEC, NULL))
    return -1;
  catch_signals (before);
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) (ECHO | ECHOE | ECHOK);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  g_printerr ("%s", question); /* now: whoever sees it may type at once */
  n = read_line (line);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  g_printerr ("\n");
  release_signals (before);
  return n;
}

/* Servers are given UTF-8, whatever the terminal speaks. */
static char *
to_utf8 (const char *line, GError **error)
{
  char *text;

  if (g_utf8_validate (line, -1, NULL))
    return g_strdup (line);
  text = g_locale_to_utf8 (line, -1, NULL, NULL, NULL);
  if (text == NULL)
    mt_cli_usage (error, _ ("standard input"),
                  _ ("the password is neither UTF-8 nor in the "
                     "character set of your locale"));
  return text;
}

/**
 * mt_prompt_is_terminal:
 *
 * Returns: %TRUE when somebody sits there who can be asked
 */
gboolean
mt_prompt_is_terminal (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

/**
 * mt_prompt_secret:
 * @question: what to ask on a terminal, on standard error
 * @error: return location
 *
 * Reads one line. Blocks.
 *
 * Returns: (transfer full): what was typed, for mt_secret_free(); %NULL with a
 *   %MT_CLI_ERROR_USAGE when there is nothing to read, or nothing was typed
 */
char *
mt_prompt_secret (const char *question, GError **error)
{
  char line[MAX_LENGTH];
  gssize n = mt_prompt_is_terminal () ? ask (question, line) : read_line (line);
  char *secret = n > 0 ? to_utf8 (line, error) : NULL;

  if (n <= 0)
    mt_cli_usage (error, _ ("standard input"),
                  _ ("a password is wanted: type it when asked, or write it as one line to "
                     "standard input"));
  explicit_bzero (line, sizeof line);
  return secret;
}
