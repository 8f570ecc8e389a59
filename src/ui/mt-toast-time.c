/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How long what passes by itself is there: as long as reading it and reaching its button takes.
 */
#include "config.h"

#include "ui/mt-toast-time.h"

#define TOAST_S 8
#define LONGEST_S 3600

/**
 * mt_toast_time_get:
 *
 * MEANTIME_TOAST_S in the environment says otherwise: to tests, which must not depend on how fast
 * they read.
 *
 * Returns: how long a toast stays, in seconds
 */
guint
mt_toast_time_get (void)
{
  const char *given = g_getenv ("MEANTIME_TOAST_S");
  guint64 seconds;

  if (given != NULL && g_ascii_string_to_unsigned (given, 10, 1, LONGEST_S, &seconds, NULL))
    return (guint) seconds;
  return TOAST_S;
}
