/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * meantime, the window.
 */
#include "config.h"

#include "service/mt-locale.h"
#include "ui/mt-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (MtApplication) application = NULL;

  mt_locale_init ();
  g_set_prgname ("meantime");
  application = mt_application_new ();
  return mt_application_run (application, argc, argv);
}
