/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The floor of process start: links the libraries of meantimectl and does nothing.
 */
#include <gio/gio.h>

int
main (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/");

  return g_file_peek_path (file) != NULL ? 0 : 1;
}
