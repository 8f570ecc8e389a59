/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Says of each team file named on the command line whether it can be used: for the test that
 * compares the reader with the schema.
 */
#include "config.h"

#include "fake-zones.h"

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *json = NULL;
      g_autofree char *said = NULL;
      g_autofree char *escaped = NULL;
      MtTeam *team;
      gsize size;

      if (!g_file_get_contents (argv[i], &json, &size, NULL))
        return 2;
      said = fake_zones_read (json, (gssize) size, FALSE, &team);
      escaped = g_strescape (said, NULL);
      g_print ("%s %s\n", team != NULL ? "good" : "bad", escaped);
      g_clear_pointer (&team, mt_team_unref);
    }
  return 0;
}
