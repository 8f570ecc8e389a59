/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * mt-expand FILE START END: prints what the worker makes of a file, a line an instance, for tests
 * that compare with another implementation. START and END are Unix seconds.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "ical/mt-ical-client.h"
#include "zone/mt-tzdata.h"

static MtZone *
lookup_cb (const char *id, gpointer user_data)
{
  return mt_tzdata_lookup (user_data, id);
}

static void
print_item (const MtItem *item)
{
  for (guint i = 0; i < item->starts->len; i++)
    {
      MtTime time = g_array_index (item->starts, MtTime, i);

      printf ("%s\t%c\t%" G_GINT64_FORMAT "\t%s\n", item->uid, "-IFD"[time.kind], time.value,
              item->summary ? item->summary : "");
    }
  for (guint i = 0; i < item->periods->len; i++)
    {
      MtPeriod period = g_array_index (item->periods, MtPeriod, i);

      printf ("%s\tP\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%d\n", item->uid,
              period.start.value, period.end.value, period.type);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autofree char *worker = mt_ical_worker_find ();
  g_autoptr (MtIcalClient) client = mt_ical_client_new (worker, lookup_cb, tzdata, NULL);
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);
  problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  if (argc != 4 || !g_file_get_contents (argv[1], &text, &length, &error))
    {
      fprintf (stderr, "mt-expand: %s\n", error ? error->message : "FILE START END");
      return 2;
    }
  {
    g_autoptr (GBytes) bytes = g_bytes_new (text, length);
    MtSpan window = { g_ascii_strtoll (argv[2], NULL, 10), g_ascii_strtoll (argv[3], NULL, 10) };

    mt_ical_split (bytes, argv[1], objects, problems);
    if (!mt_ical_client_expand (client, objects, window, items, problems, NULL, &error))
      {
        fprintf (stderr, "mt-expand: %s\n", error->message);
        return 1;
      }
  }
  for (guint i = 0; i < items->len; i++)
    print_item (g_ptr_array_index (items, i));
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = mt_problem_format (g_ptr_array_index (problems, i));

      fprintf (stderr, "%s\n", line);
    }
  return 0;
}
