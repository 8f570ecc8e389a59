/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The side of the pipe that trusts nothing: objects go out many at a time, answers are checked as
 * they come, and a worker that stands still is replaced.
 */
#include "config.h"

#include "ical/mt-ical-client.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "ical/mt-ical-bytes.h"
#include "ical/mt-ical-process.h"
#include "ical/mt-ical-reason.h"
#include "ical/mt-ical-wire.h"

#define IN_FLIGHT_BYTES (1024 * 1024)
#define READ_SIZE (256 * 1024)
#define TICK_MS 50         /* how often progress is looked at */
#define MAX_RESTARTS 20    /* of one source: something outside kills the workers */
#define SPENT_LIMIT_MS 100 /* of an object once the answer's budget is spent */

struct _MtIcalClient
{
  char *path;
  MtZoneLookup lookup;
  gpointer user_data;
  GDestroyNotify destroy;
  MtIcalProcess *process; /* nullable: started when needed */
  GByteArray *in;
  guint next_set;    /* numbers of sets of VTIMEZONEs are never used again */
  gint64 hostile_ms; /* of this answer */
  guint kills;
};

/* One call of mt_ical_client_expand(). */
typedef struct
{
  MtIcalClient *client;
  GPtrArray *objects;
  MtSpan window;
  GPtrArray *items;
  GPtrArray *problems;
  GQueue todo;      /* indices + 1 of objects not yet sent */
  GQueue in_flight; /* indices + 1 of objects sent, in order */
  gsize in_flight_bytes;
  GHashTable *sets; /* GPtrArray of zones (unowned) -> number */
  GByteArray *out;
  gsize sent;
  guint64 seen;   /* progress when last looked at */
  gint64 seen_at; /* monotonic microseconds */
  guint kills;
  guint restarts;
  gpointer retried; /* index + 1 of an object that was read again after its worker died */
  gboolean fresh;   /* the worker was started by this job and has not answered yet */
} Job;

G_DEFINE_QUARK (mt - ical - error - quark, mt_ical_error)

/**
 * mt_ical_client_new:
 * @worker_path: the worker: mt_ical_worker_find()
 * @lookup: (scope notified): gives tables of tzdata; called on the thread that expands
 * @user_data: for @lookup
 * @destroy: (nullable): for @user_data
 *
 * Makes a client; the worker is started with the first object.
 *
 * Returns: (transfer full): a client for one thread at a time
 */
MtIcalClient *
mt_ical_client_new (const char *worker_path,
                    MtZoneLookup lookup,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  MtIcalClient *self;

  g_return_val_if_fail (worker_path && lookup, NULL);

  self = g_new0 (MtIcalClient, 1);
  self->path = g_strdup (worker_path);
  self->lookup = lookup;
  self->user_data = user_data;
  self->destroy = destroy;
  self->in = g_byte_array_new ();
  self->next_set = 1;
  return self;
}

/**
 * mt_ical_client_free:
 * @self: (transfer full): a client
 *
 * Ends the worker and frees the client.
 */
void
mt_ical_client_free (MtIcalClient *self)
{
  g_clear_pointer (&self->process, mt_ical_process_kill);
  g_byte_array_unref (self->in);
  if (self->destroy)
    self->destroy (self->user_data);
  g_free (self->path);
  g_free (self);
}

/**
 * mt_ical_client_begin_answer:
 * @self: a client
 *
 * Begins a new answer: %MT_ICAL_ANSWER_LIMIT_MS may be spent on hostile objects anew.
 */
void
mt_ical_client_begin_answer (MtIcalClient *self)
{
  self->hostile_ms = 0;
}

/**
 * mt_ical_client_get_kills:
 * @self: a client
 *
 * Returns: how many workers were killed or died since the client was made
 */
guint
mt_ical_client_get_kills (const MtIcalClient *self)
{
  return self->kills;
}

static MtIcalObject *
object_at (Job *job, gpointer index_1)
{
  return g_ptr_array_index (job->objects, GPOINTER_TO_UINT (index_1) - 1);
}

static void
add_problem (Job *job, MtSeverity severity, const MtIcalObject *object, const char *text)
{
  g_ptr_array_add (job->problems, mt_problem_new (severity, object->file, object->line, 0,
                                                  object->uid, "%s", text));
}

static guint
set_of (Job *job, const MtIcalObject *object)
{
  guint set;

  if (!object->zones || object->zones->len == 0)
    return 0;
  set = GPOINTER_TO_UINT (g_hash_table_lookup (job->sets, object->zones));
  if (set == 0)
    {
      set = job->client->next_set++;
      g_hash_table_insert (job->sets, object->zones, GUINT_TO_POINTER (set));
    }
  return set;
}

static void
encode_object (Job *job, guint index)
{
  const MtIcalObject *object = g_ptr_array_index (job->objects, index);
  gsize length;
  const char *text = g_bytes_get_data (object->text, &length);
  gsize frame = mt_wire_begin (job->out, MT_WIRE_OBJECT);

  mt_wire_put_u32 (job->out, index);
  mt_wire_put_i64 (job->out, job->window.start);
  mt_wire_put_i64 (job->out, job->window.end);
  mt_wire_put_u32 (job->out, set_of (job, object));
  mt_wire_put_string (job->out, object->uid);
  mt_wire_put_bytes (job->out, text, length);
  mt_wire_end (job->out, frame);
}

static gsize
size_of (Job *job, gpointer index_1)
{
  return g_bytes_get_size (object_at (job, index_1)->text) + 64;
}

static void
fill_out (Job *job)
{
  if (job->sent < job->out->len)
    return;
  g_byte_array_set_size (job->out, 0);
  job->sent = 0;
  while (!g_queue_is_empty (&job->todo) &&
         (job->in_flight_bytes < IN_FLIGHT_BYTES || g_queue_is_empty (&job->in_flight)))
    {
      gpointer index_1 = g_queue_pop_head (&job->todo);

      encode_object (job, GPOINTER_TO_UINT (index_1) - 1);
      g_queue_push_tail (&job->in_flight, index_1);
      job->in_flight_bytes += size_of (job, index_1);
    }
}

static gpointer
take_in_flight (Job *job)
{
  gpointer index_1 = g_queue_pop_head (&job->in_flight);

  if (index_1)
    job->in_flight_bytes -= size_of (job, index_1);
  return index_1;
}

static gboolean
take_item (Job *job, const MtIcalObject *object, MtWireReader *fields)
{
  MtItem *item = mt_wire_get_item (fields);

  if (!item)
    return FALSE;
  if (strcmp (item->uid, object->uid) != 0)
    {
      mt_item_free (item);
      return FALSE;
    }
  if (item->note)
    {
      g_autofree char *encoded = item->note;

      item->note = mt_reason_to_text (encoded);
    }
  item->file = g_strdup (object->file);
  if (item->note)
    add_problem (job, MT_SEVERITY_WARNING, object, item->note);
  if (item->cut)
    add_problem (job, MT_SEVERITY_WARNING, object,
                 _ ("more than 10,000 instances in this window: the rest is cut"));
  g_ptr_array_add (job->items, item);
  return TRUE;
}

static void
take_reason (Job *job, const MtIcalObject *object, const char *encoded)
{
  g_autofree char *text = mt_reason_to_text (encoded);

  if (text)
    add_problem (job, MT_SEVERITY_ERROR, object, text);
}

/* Answers come in the order of the questions; anything else is a worker gone wrong. */
static gboolean
take_result (Job *job, MtWireReader *fields)
{
  gpointer index_1 = g_queue_peek_head (&job->in_flight);
  guint n_items = job->items->len;
  guint n_problems = job->problems->len;
  MtIcalObject *object;
  guint32 n;

  if (!index_1 || mt_wire_get_u32 (fields) != GPOINTER_TO_UINT (index_1) - 1)
    return FALSE;
  object = object_at (job, index_1);
  n = mt_wire_get_u32 (fields);
  for (guint32 i = 0; i < n && !fields->failed; i++)
    if (!take_item (job, object, fields))
      fields->failed = TRUE;
  n = mt_wire_get_u32 (fields);
  for (guint32 i = 0; i < n && !fields->failed; i++)
    {
      g_autofree char *encoded = mt_wire_get_string (fields);

      if (encoded)
        take_reason (job, object, encoded);
    }
  if (!mt_wire_is_done (fields))
    {
      g_ptr_array_set_size (job->items, n_items);
      g_ptr_array_set_size (job->problems, n_problems);
      return FALSE;
    }
  take_in_flight (job);
  job->fresh = FALSE;
  return TRUE;
}

static gboolean
answer_zone (Job *job, MtWireReader *fields)
{
  g_autofree char *id = mt_wire_get_string (fields);
  g_autoptr (MtZone) zone = NULL;
  gsize frame;

  if (!id || !mt_wire_is_done (fields))
    return FALSE;
  zone = job->client->lookup (id, job->client->user_data);
  frame = mt_wire_begin (job->out, MT_WIRE_ZONE);
  mt_wire_put_u8 (job->out, zone != NULL);
  if (zone)
    mt_wire_put_zone (job->out, zone);
  mt_wire_end (job->out, frame);
  return TRUE;
}

/* The text of a VTIMEZONE, unfolded, if it is the one of @tzid. */
static char *
text_if_named (GBytes *vtimezone, const char *tzid)
{
  gsize length;
  const char *bytes = g_bytes_get_data (vtimezone, &length);
  g_autofree char *text = mt_ical_bytes_to_utf8 (bytes, length, NULL);

  for (const char *line = text; line; line = strchr (line, '\n'))
    {
      gsize end;
      const char *value;

      line += *line == '\n';
      if (g_ascii_strncasecmp (line, "TZID", 4) != 0 || (line[4] != ':' && line[4] != ';'))
        continue;
      end = strcspn (line, "\r\n");
      value = memchr (line, ':', end);
      if (!value)
        continue;
      if (strlen (tzid) == (gsize) (line + end - value - 1) &&
          strncmp (value + 1, tzid, strlen (tzid)) == 0)
        return g_steal_pointer (&text);
      return NULL;
    }
  return NULL;
}

static gboolean
answer_vtimezone (Job *job, MtWireReader *fields)
{
  guint32 index = mt_wire_get_u32 (fields);
  g_autofree char *tzid = mt_wire_get_string (fields);
  g_autofree char *text = NULL;
  gsize frame;

  if (!tzid || !mt_wire_is_done (fields) || index >= job->objects->len)
    return FALSE;
  for (guint i = 0; !text; i++)
    {
      const GPtrArray *zones = ((MtIcalObject *) g_ptr_array_index (job->objects, index))->zones;

      if (!zones || i >= zones->len)
        break;
      text = text_if_named (g_ptr_array_index (zones, i), tzid);
    }
  frame = mt_wire_begin (job->out, MT_WIRE_VTIMEZONE);
  mt_wire_put_u8 (job->out, text != NULL);
  if (text)
    mt_wire_put_string (job->out, text);
  mt_wire_end (job->out, frame);
  return TRUE;
}

static gboolean
handle_frame (Job *job, MtWireType type, MtWireReader *fields)
{
  switch (type)
    {
    case MT_WIRE_RESULT:
      return take_result (job, fields);
    case MT_WIRE_ASK_ZONE:
      return answer_zone (job, fields);
    case MT_WIRE_ASK_VTIMEZONE:
      return answer_vtimezone (job, fields);
    case MT_WIRE_OBJECT:
    case MT_WIRE_ZONE:
    case MT_WIRE_VTIMEZONE:
    default:
      return FALSE;
    }
}

static gboolean
handle_input (Job *job)
{
  GByteArray *in = job->client->in;
  gsize used = 0;
  MtWireType type;
  MtWireReader fields;
  gsize length;
  gboolean broken;

  while (mt_wire_peek_frame (in->data + used, in->len - used, &type, &fields, &length, &broken))
    {
      if (!handle_frame (job, type, &fields))
        return FALSE;
      used += length;
    }
  if (used > 0)
    g_byte_array_remove_range (in, 0, used);
  return !broken;
}

static gboolean
send_some (Job *job)
{
  gssize n;

  if (job->sent == job->out->len)
    return TRUE;
  n = send (job->client->process->fd, job->out->data + job->sent, job->out->len - job->sent,
            MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n > 0)
    job->sent += n;
  return n >= 0 || errno == EAGAIN || errno == EINTR;
}

static gboolean
receive_some (Job *job)
{
  guint8 buffer[READ_SIZE];
  gssize n = recv (job->client->process->fd, buffer, sizeof buffer, MSG_DONTWAIT);

  if (n < 0)
    return errno == EAGAIN || errno == EINTR;
  if (n == 0)
    return FALSE;
  g_byte_array_append (job->client->in, buffer, n);
  return handle_input (job);
}

static void
wait_for_worker (Job *job, GCancellable *cancellable)
{
  GPollFD cancel = { .fd = -1 };
  struct pollfd fds[2] = { { job->client->process->fd, POLLIN, 0 }, { -1, POLLIN, 0 } };

  if (job->sent < job->out->len)
    fds[0].events |= POLLOUT;
  if (cancellable && g_cancellable_make_pollfd (cancellable, &cancel))
    fds[1].fd = cancel.fd;
  poll (fds, 2, TICK_MS);
  if (fds[1].fd >= 0)
    g_cancellable_release_fd (cancellable);
}

/* How long the worker may be at one object. */
static gint64
object_limit_ms (Job *job)
{
  gint64 left = MT_ICAL_ANSWER_LIMIT_MS - job->client->hostile_ms;

  return CLAMP (left, SPENT_LIMIT_MS, MT_ICAL_OBJECT_LIMIT_MS - 2 * TICK_MS);
}

static gboolean
stands_still (Job *job)
{
  guint64 progress = *job->client->process->progress;
  gint64 now = g_get_monotonic_time ();

  if (progress != job->seen || progress == 0)
    {
      job->seen = progress;
      job->seen_at = now;
      return FALSE;
    }
  return (now - job->seen_at) / 1000 >= object_limit_ms (job);
}

/* Takes the object the worker was at out of those in flight; the others go back to be sent. */
static gpointer
take_culprit (Job *job)
{
  guint64 progress = *job->client->process->progress;
  gpointer culprit = g_queue_peek_head (&job->in_flight);
  gpointer index_1;

  if (progress > 0 && progress <= job->objects->len &&
      g_queue_find (&job->in_flight, GUINT_TO_POINTER ((guint) progress)))
    culprit = GUINT_TO_POINTER ((guint) progress);
  while ((index_1 = g_queue_pop_tail (&job->in_flight)))
    if (index_1 != culprit)
      g_queue_push_head (&job->todo, index_1);
  job->in_flight_bytes = 0;
  return culprit;
}

static void
park_rest (Job *job)
{
  guint n = g_queue_get_length (&job->todo);
  const MtIcalObject *first;

  if (n == 0)
    return;
  first = object_at (job, g_queue_peek_head (&job->todo));
  g_ptr_array_add (job->problems,
                   mt_problem_new (MT_SEVERITY_ERROR, first->file, first->line, 0, NULL,
                                   ngettext ("%u item is left out unread: too many items before "
                                             "it could not be read",
                                             "%u items are left out unread: too many items before "
                                             "them could not be read",
                                             n),
                                   n));
  g_queue_clear (&job->todo);
}

static void
drop_worker (Job *job)
{
  g_clear_pointer (&job->client->process, mt_ical_process_kill);
  g_byte_array_set_size (job->client->in, 0);
  g_byte_array_set_size (job->out, 0);
  job->sent = 0;
  job->seen = 0;
  job->restarts++;
}

static void
blame (Job *job, gpointer culprit, gboolean hung)
{
  MtIcalClient *client = job->client;

  client->kills++;
  job->kills++;
  add_problem (job, MT_SEVERITY_ERROR, object_at (job, culprit),
               hung ? _ ("left out: reading it takes too long")
                    : _ ("left out: the program that reads calendars failed on it"));
  if (job->kills >= MT_ICAL_MAX_KILLS || client->hostile_ms >= MT_ICAL_ANSWER_LIMIT_MS)
    park_rest (job);
}

/* The worker hung, died or talks nonsense: names the object, and goes on without it. One that died
 * may have been killed from outside: its object gets a second chance. */
static gboolean
replace_worker (Job *job, gboolean hung, GError **error)
{
  MtIcalClient *client = job->client;
  gboolean began = *client->process->progress > 0;
  gboolean useless = job->fresh && !began;
  gpointer culprit = take_culprit (job);

  if (job->seen != 0)
    client->hostile_ms += (g_get_monotonic_time () - job->seen_at) / 1000;
  drop_worker (job);
  if (useless || job->restarts > MAX_RESTARTS)
    {
      g_set_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_WORKER,
                   _ ("%s: reads calendars, but ends as soon as it starts; install Meantime again"),
                   client->path);
      return FALSE;
    }
  if (culprit && (hung || culprit == job->retried))
    blame (job, culprit, hung);
  else if (culprit)
    {
      g_queue_push_head (&job->todo, culprit);
      job->retried = culprit;
    }
  return TRUE;
}

static gboolean
ensure_worker (Job *job, GError **error)
{
  MtIcalClient *client = job->client;

  if (client->process)
    return TRUE;
  client->process = mt_ical_process_start (client->path, error);
  job->fresh = TRUE;
  return client->process != NULL;
}

static gboolean
run (Job *job, GCancellable *cancellable, GError **error)
{
  while (!g_queue_is_empty (&job->todo) || !g_queue_is_empty (&job->in_flight))
    {
      gboolean alive, hung;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !ensure_worker (job, error))
        return FALSE;
      fill_out (job);
      wait_for_worker (job, cancellable);
      alive = send_some (job) && receive_some (job);
      hung = alive && stands_still (job);
      if ((!alive || hung) && !replace_worker (job, hung, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * mt_ical_client_expand:
 * @self: a client
 * @objects: (element-type MtIcalObject): the objects of one source, from mt_ical_split()
 * @window: which instances are wanted; dates and floating times are given for two days more at
 *   either side, to be clipped by whoever knows the owner's zone
 * @items: (element-type MtItem): array with mt_item_free() as its free function, to append to.
 *   Events without an instance in the window are left out, unless there is something to say of
 *   them; tasks, journals and free/busy are always given
 * @problems: (element-type MtProblem): array to append to: of severity %MT_SEVERITY_ERROR what is
 *   left out, as a warning what an item's note says
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Has the objects read and expanded. An object that takes more than %MT_ICAL_OBJECT_LIMIT_MS, or
 * brings the worker down, is named and left out; after %MT_ICAL_MAX_KILLS of them, or when the
 * answer has spent %MT_ICAL_ANSWER_LIMIT_MS on such, the unread rest is left out as one problem.
 *
 * Blocks; call it from a thread.
 *
 * Returns: %FALSE with %MT_ICAL_ERROR_WORKER if the worker cannot be started, or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
mt_ical_client_expand (MtIcalClient *self,
                       GPtrArray *objects,
                       MtSpan window,
                       GPtrArray *items,
                       GPtrArray *problems,
                       GCancellable *cancellable,
                       GError **error)
{
  Job job = { .client = self, .objects = objects, .window = window, .items = items };
  gboolean done;

  g_return_val_if_fail (self && objects && items && problems, FALSE);

  job.problems = problems;
  g_queue_init (&job.todo);
  g_queue_init (&job.in_flight);
  for (guint i = 0; i < objects->len; i++)
    g_queue_push_tail (&job.todo, GUINT_TO_POINTER (i + 1));
  job.sets = g_hash_table_new (NULL, NULL);
  job.out = g_byte_array_new ();
  job.seen_at = g_get_monotonic_time ();
  done = run (&job, cancellable, error);
  if (!done) /* answers still under way belong to nobody */
    {
      g_clear_pointer (&self->process, mt_ical_process_kill);
      g_byte_array_set_size (self->in, 0);
    }
  g_queue_clear (&job.todo);
  g_queue_clear (&job.in_flight);
  g_hash_table_unref (job.sets);
  g_byte_array_unref (job.out);
  return done;
}
