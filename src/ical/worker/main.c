/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * meantime-ical: foreign iCalendar text in, plain records out. Reads frames from standard input,
 * writes frames to standard output, has no files, no network and bounded memory.
 *
 * Descriptor 3, where there is one, is a shared page: the number of the object being worked on
 * stands in it, so that the client can name the one that hangs or kills the worker.
 */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ical/mt-ical-wire.h"
#include "ical/worker/mt-object.h"
#include "ical/worker/mt-worker-lock.h"

#define PROGRESS_FD 3
#define READ_SIZE (256 * 1024)
#define FLUSH_AT (64 * 1024)
#define RENEW_EVERY 256 /* objects */

typedef struct
{
  GByteArray *in; /* bytes read and not yet used, from `used` on */
  gsize used;
  GQueue waiting; /* (element-type GByteArray) objects that came while an answer was awaited */
  GByteArray *out;
  MtWorkerZones *zones;
  guint32 sequence; /* of the current object */
  guint32 done;
  volatile guint64 *progress; /* (nullable): the shared page */
} Worker;

static void
stop (int status)
{
  _exit (status);
}

static void
flush (Worker *self)
{
  gsize at = 0;

  while (at < self->out->len)
    {
      gssize n = write (STDOUT_FILENO, self->out->data + at, self->out->len - at);

      if (n < 0 && errno != EINTR)
        stop (1);
      if (n > 0)
        at += n;
    }
  g_byte_array_set_size (self->out, 0);
}

static void
read_more (Worker *self)
{
  guint8 buffer[READ_SIZE];
  gssize n;

  if (self->used > 0)
    {
      g_byte_array_remove_range (self->in, 0, self->used);
      self->used = 0;
    }
  do
    n = read (STDIN_FILENO, buffer, sizeof buffer);
  while (n < 0 && errno == EINTR);
  if (n <= 0) /* the client is gone or done */
    stop (n < 0);
  g_byte_array_append (self->in, buffer, n);
}

static gboolean
peek (Worker *self, MtWireType *type, MtWireReader *fields, gsize *length)
{
  gboolean broken;

  if (mt_wire_peek_frame (self->in->data + self->used, self->in->len - self->used, type, fields,
                          length, &broken))
    return TRUE;
  if (broken)
    stop (2);
  return FALSE;
}

/* Waits for the answer to a question; objects that come before it are kept for later. */
static void
await (Worker *self, MtWireType wanted, MtWireReader *fields)
{
  MtWireType type;
  gsize length;

  flush (self);
  for (;;)
    {
      if (!peek (self, &type, fields, &length))
        {
          read_more (self);
          continue;
        }
      self->used += length;
      if (type == wanted)
        return;
      if (type != MT_WIRE_OBJECT)
        stop (2);
      g_queue_push_tail (&self->waiting, g_byte_array_append (g_byte_array_new (), fields->at,
                                                              fields->end - fields->at));
    }
}

static MtZone *
ask_zone_cb (const char *id, gpointer user_data)
{
  Worker *self = user_data;
  gsize frame = mt_wire_begin (self->out, MT_WIRE_ASK_ZONE);
  MtWireReader fields;

  mt_wire_put_string (self->out, id);
  mt_wire_end (self->out, frame);
  await (self, MT_WIRE_ZONE, &fields);
  return mt_wire_get_u8 (&fields) ? mt_wire_get_zone (&fields, id) : NULL;
}

static char *
ask_vtimezone_cb (const char *tzid, gpointer user_data)
{
  Worker *self = user_data;
  gsize frame = mt_wire_begin (self->out, MT_WIRE_ASK_VTIMEZONE);
  MtWireReader fields;

  mt_wire_put_u32 (self->out, self->sequence);
  mt_wire_put_string (self->out, tzid);
  mt_wire_end (self->out, frame);
  await (self, MT_WIRE_VTIMEZONE, &fields);
  return mt_wire_get_u8 (&fields) ? mt_wire_get_string (&fields) : NULL;
}

static void
answer (Worker *self, GPtrArray *items, GPtrArray *reasons)
{
  gsize frame = mt_wire_begin (self->out, MT_WIRE_RESULT);

  mt_wire_put_u32 (self->out, self->sequence);
  mt_wire_put_u32 (self->out, items->len);
  for (guint i = 0; i < items->len; i++)
    mt_wire_put_item (self->out, g_ptr_array_index (items, i));
  mt_wire_put_u32 (self->out, reasons->len);
  for (guint i = 0; i < reasons->len; i++)
    mt_wire_put_string (self->out, g_ptr_array_index (reasons, i));
  mt_wire_end (self->out, frame);
  if (self->out->len >= FLUSH_AT)
    flush (self);
}

static void
work (Worker *self, MtWireReader fields)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *uid = NULL;
  g_autofree char *text = NULL;
  const char *bytes;
  gsize length;
  MtSpan window;
  guint32 set;

  self->sequence = mt_wire_get_u32 (&fields);
  window.start = mt_wire_get_i64 (&fields);
  window.end = mt_wire_get_i64 (&fields);
  set = mt_wire_get_u32 (&fields);
  uid = mt_wire_get_string (&fields);
  bytes = mt_wire_get_bytes (&fields, &length);
  if (!uid || !mt_wire_is_done (&fields))
    stop (2);
  if (self->progress)
    *self->progress = (guint64) self->sequence + 1;
  /* A question may move the buffer the text stands in. */
  text = g_memdup2 (bytes, length);
  mt_worker_zones_use_set (self->zones, set);
  mt_object_expand (text, length, uid, window, self->zones, items, reasons);
  answer (self, items, reasons);
  if (++self->done % RENEW_EVERY == 0)
    mt_worker_renew_cpu ();
}

static void
work_next (Worker *self)
{
  g_autoptr (GByteArray) kept = g_queue_pop_head (&self->waiting);
  MtWireReader fields;
  MtWireType type;
  gsize length;

  if (kept)
    {
      work (self, (MtWireReader){ kept->data, kept->data + kept->len, FALSE });
      return;
    }
  if (peek (self, &type, &fields, &length))
    {
      if (type != MT_WIRE_OBJECT)
        stop (2);
      self->used += length;
      work (self, fields);
      return;
    }
  flush (self);
  if (self->progress)
    *self->progress = 0;
  read_more (self);
}

static volatile guint64 *
map_progress (void)
{
  struct stat about;
  void *page;

  if (fstat (PROGRESS_FD, &about) != 0 || about.st_size < (off_t) sizeof (guint64))
    return NULL;
  page = mmap (NULL, sizeof (guint64), PROT_READ | PROT_WRITE, MAP_SHARED, PROGRESS_FD, 0);
  close (PROGRESS_FD);
  return page == MAP_FAILED ? NULL : page;
}

int
main (void)
{
  Worker worker = { .in = g_byte_array_new (), .out = g_byte_array_new () };

  g_queue_init (&worker.waiting);
  worker.progress = map_progress ();
  worker.zones = mt_worker_zones_new (ask_zone_cb, ask_vtimezone_cb, &worker);
  if (!mt_worker_lock ())
    return 3;
  for (;;)
    work_next (&worker);
}
