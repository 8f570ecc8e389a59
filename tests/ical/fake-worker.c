/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A worker that misbehaves where the UID tells it to: "hang.." stands still, "spin.." never
 * ends, "crash.." dies, "lie.." answers garbage, "once" dies the first time. Everything else is
 * answered by an empty item.
 */
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ical/mt-ical-wire.h"

static volatile guint64 *progress;

static void
misbehave (const char *uid)
{
  const char *mark = g_getenv ("MEANTIME_TEST_ONCE");

  if (g_str_has_prefix (uid, "hang"))
    for (;;)
      pause ();
  if (g_str_has_prefix (uid, "spin"))
    for (;;)
      ;
  if (g_str_has_prefix (uid, "crash"))
    raise (SIGKILL);
  if (g_str_equal (uid, "once") && mark && !g_file_test (mark, G_FILE_TEST_EXISTS))
    {
      g_file_set_contents (mark, "", 0, NULL);
      raise (SIGKILL);
    }
}

static void
answer (guint32 sequence, const char *uid)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize frame = mt_wire_begin (out, MT_WIRE_RESULT);
  g_autoptr (MtItem) item = mt_item_new (MT_ITEM_EVENT, uid);

  mt_wire_put_u32 (out, sequence);
  mt_wire_put_u32 (out, 1);
  if (g_str_has_prefix (uid, "lie"))
    mt_wire_put_string (out, "no item");
  else
    mt_wire_put_item (out, item);
  mt_wire_put_u32 (out, 0);
  mt_wire_end (out, frame);
  if (write (STDOUT_FILENO, out->data, out->len) != (gssize) out->len)
    _exit (1);
}

static void
work (MtWireReader fields)
{
  guint32 sequence = mt_wire_get_u32 (&fields);
  g_autofree char *uid = NULL;

  mt_wire_get_i64 (&fields);
  mt_wire_get_i64 (&fields);
  mt_wire_get_u32 (&fields);
  uid = mt_wire_get_string (&fields);
  *progress = (guint64) sequence + 1;
  misbehave (uid);
  answer (sequence, uid);
}

int
main (void)
{
  g_autoptr (GByteArray) in = g_byte_array_new ();
  guint8 buffer[4096];
  gssize n;

  progress = mmap (NULL, sizeof (guint64), PROT_READ | PROT_WRITE, MAP_SHARED, 3, 0);
  while ((n = read (STDIN_FILENO, buffer, sizeof buffer)) > 0)
    {
      MtWireType type;
      MtWireReader fields;
      gsize length;
      gboolean broken;

      g_byte_array_append (in, buffer, n);
      while (mt_wire_peek_frame (in->data, in->len, &type, &fields, &length, &broken))
        {
          work (fields);
          g_byte_array_remove_range (in, 0, length);
        }
    }
  return 0;
}
