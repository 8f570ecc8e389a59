/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * meantime, the window.
 */
#include "config.h"

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "service/mt-locale.h"
#include "ui/mt-application.h"

/* The threads read in turn, not at once: of one heap, what one has freed serves the next. Each
 * would otherwise keep a heap of its own, with holes nobody fills. */
static void
share_heap (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 1);
#endif
}

int
main (int argc, char **argv)
{
  g_autoptr (MtApplication) application = NULL;

  share_heap ();
  mt_locale_init ();
  g_set_prgname ("meantime");
  application = mt_application_new ();
  return mt_application_run (application, argc, argv);
}
