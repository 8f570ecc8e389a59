/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * fake-dav [--port N] [NAME=VALUE...]: the server of the tests as a program, for tests in other
 * languages. Prints its port in a line, and runs until its standard input ends.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake-dav.h"

int
main (int argc, char **argv)
{
  int at = 1;
  guint port = 0;
  FakeDav *server;

  if (argc > 2 && g_str_equal (argv[1], "--port"))
    {
      port = atoi (argv[2]);
      at = 3;
    }
  server = fake_dav_new_on (port);
  for (; at < argc; at++)
    {
      g_auto (GStrv) parts = g_strsplit (argv[at], "=", 2);

      if (parts[1])
        fake_dav_set (server, parts[0], parts[1]);
    }
  printf ("%u\n", fake_dav_get_port (server));
  fflush (stdout);
  while (getchar () != EOF)
    ;
  fake_dav_free (server);
  return 0;
}
