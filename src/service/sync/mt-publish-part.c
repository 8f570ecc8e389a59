/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Moves one file or folder. The collection is listed first, so that what is there already is known
 * without asking for each item; each new one is sent on the condition that nothing is at its place.
 */
#include "config.h"
#include "service/sync/mt-publish-part.h"

#include <glib/gi18n-lib.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-caldav.h"
#include "service/sync/mt-publish-same.h"
#include "service/sync/mt-publish.h"

#define FETCH_PARALLEL 4
#define REFUSED_IN_A_ROW 20 /* then it is not about the items */
#define MAX_WAIT_S 300      /* a server may ask to wait: longer than this, and it is another day */

/* One run of a part. */
typedef struct
{
  MtPublishPart *part; /* unowned */
  MtCaldav *caldav;    /* owned */
  GHashTable *by_name; /* owned: name -> GBytes: what was there */
  GHashTable *by_uid;  /* owned: UID -> name */
  GHashTable *sent;    /* owned: UIDs */
  guint in_a_row;      /* items refused, one after the other */
  gboolean as_events;  /* it takes no journal entries */
  GCancellable *cancellable;
} Run;

static gboolean send_item (Run *run, const MtPublishItem *item, GError **error);

static void
trouble_free (MtPublishTrouble *trouble)
{
  g_free (trouble->path);
  g_free (trouble->uid);
  g_free (trouble->why);
  g_free (trouble);
}

/**
 * mt_publish_part_new:
 * @path: an .ics file or a folder of them
 * @home: URL, with a slash at its end
 * @segment: what the collection is to be called in it
 *
 * Returns: (transfer full): a part of which nothing is moved yet
 */
MtPublishPart *
mt_publish_part_new (const char *path, const char *home, const char *segment)
{
  MtPublishPart *self = g_new0 (MtPublishPart, 1);
  g_autofree char *escaped = g_uri_escape_string (segment, "@", TRUE);

  self->path = g_strdup (path);
  self->home = g_strdup (home);
  self->segment = g_strdup (segment);
  self->url = g_strconcat (home, escaped, "/", NULL);
  self->troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) trouble_free);
  self->altered = g_ptr_array_new_with_free_func ((GDestroyNotify) trouble_free);
  return self;
}

/**
 * mt_publish_part_free:
 * @self: (transfer full): a part
 */
void
mt_publish_part_free (MtPublishPart *self)
{
  g_free (self->path);
  g_free (self->home);
  g_free (self->segment);
  g_free (self->url);
  g_ptr_array_unref (self->troubles);
  g_ptr_array_unref (self->altered);
  g_free (self);
}

/**
 * mt_publish_change_free:
 * @self: (transfer full): a change
 */
void
mt_publish_change_free (MtPublishChange *self)
{
  g_free (self->person);
  g_free (self->key);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

/**
 * mt_publish_part_is_complete:
 * @self: a part
 *
 * Returns: %TRUE when all of it is on the server, and says the same there
 */
gboolean
mt_publish_part_is_complete (const MtPublishPart *self)
{
  return self->finished && self->troubles->len == 0;
}

static void
add_to (GPtrArray *troubles, const char *path, const char *uid, gboolean differs, char *why)
{
  MtPublishTrouble *trouble = g_new0 (MtPublishTrouble, 1);

  trouble->path = g_strdup (path);
  trouble->uid = g_strdup (uid);
  trouble->why = why;
  trouble->differs = differs;
  g_ptr_array_add (troubles, trouble);
}

static void
add_trouble (MtPublishPart *self, const char *path, const char *uid, gboolean differs, char *why)
{
  add_to (self->troubles, path, uid, differs, why);
}

static MtHolds
holds_of (const GPtrArray *items)
{
  MtIcalKinds kinds = 0;

  for (guint i = 0; i < items->len; i++)
    kinds |= ((const MtPublishItem *) g_ptr_array_index (items, i))->kinds;
  return (kinds & MT_ICAL_HAS_EVENT ? MT_HOLDS_EVENTS : 0) |
         (kinds & MT_ICAL_HAS_TODO ? MT_HOLDS_TASKS : 0) |
         (kinds & MT_ICAL_HAS_JOURNAL ? MT_HOLDS_JOURNALS : 0);
}

/* What the gates left out is named: it is not moved. */
static GPtrArray *
read_items (MtPublishPart *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  GPtrArray *items = mt_publish_items_read (self->path, problems, cancellable, error);

  g_ptr_array_set_size (self->troubles, 0);
  g_ptr_array_set_size (self->altered, 0);
  for (guint i = 0; i < problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (problems, i);

      if (problem->severity == MT_SEVERITY_ERROR)
        add_trouble (self, problem->file != NULL ? problem->file : self->path, problem->item, FALSE,
                     g_strdup (problem->message));
    }
  if (items != NULL)
    {
      self->n_items = items->len;
      self->holds = self->wanted | holds_of (items);
    }
  return items;
}

static gboolean
found_item (const char *name, const char *etag, GBytes *bytes, gpointer data, GError **error)
{
  Run *run = data;
  char *uid = mt_publish_find_uid (bytes);

  g_hash_table_replace (run->by_name, g_strdup (name), g_bytes_ref (bytes));
  if (uid != NULL)
    g_hash_table_replace (run->by_uid, uid, g_strdup (name));
  return TRUE;
}

static gboolean
found_gone (const char *name, gpointer data, GError **error)
{
  return TRUE; /* nothing was known before */
}

static gboolean
found_parked (const char *name, const char *etag, const char *why, gpointer data, GError **error)
{
  return TRUE; /* its place is taken: seen once it is written to */
}

static gboolean
found_page (const MtSyncMark *mark, guint done, guint total, gpointer data, GError **error)
{
  return TRUE;
}

static GHashTable *
known_names (gpointer data)
{
  return NULL;
}

/* Lists what is there, all of it. */
static gboolean
list_all (Run *run, GError **error)
{
  static const MtSyncSink sink = { known_names, NULL,         found_item,
                                   found_gone,  found_parked, found_page };
  const MtSyncMark nothing = { NULL, NULL, NULL };

  g_hash_table_remove_all (run->by_name);
  g_hash_table_remove_all (run->by_uid);
  return mt_caldav_sync (run->caldav, &nothing, FALSE, FETCH_PARALLEL, &sink, run, run->cancellable,
                         error);
}

/* Lists what is there. A collection that is not there is made. */
static gboolean
prepare (Run *run, MtHttp *http, GError **error)
{
  MtPublishPart *part = run->part;
  g_autoptr (GError) why = NULL;
  g_autofree char *made = NULL;

  if (list_all (run, &why))
    return TRUE;
  if (!g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_MISSING))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  made = mt_home_make (http, part->home, part->segment, part->segment, part->holds,
                       run->cancellable, error);
  if (made == NULL)
    return FALSE;
  part->made = TRUE;
  if (mt_url_equal (made, part->url))
    return TRUE;
  g_free (part->url);
  part->url = g_steal_pointer (&made);
  mt_caldav_free (run->caldav);
  run->caldav = mt_caldav_new (http, part->url);
  return TRUE;
}

/* Whether a fault is about the server as a whole: the other items would meet it, too. */
static gboolean
is_general (const GError *error)
{
  static const MtNetError general[] = { MT_NET_ERROR_OFFLINE,  MT_NET_ERROR_TLS,
                                        MT_NET_ERROR_AUTH,     MT_NET_ERROR_THROTTLED,
                                        MT_NET_ERROR_REDIRECT, MT_NET_ERROR_PORTAL,
                                        MT_NET_ERROR_FULL,     MT_NET_ERROR_URL };

  if (error->domain != MT_NET_ERROR)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    if (error->code == (int) general[i])
      return TRUE;
  return FALSE;
}

/* Waits as long as a server asked for. Returns: FALSE when that is too long, or cancelled. */
static gboolean
wait_for_server (GCancellable *cancellable, const GError *why)
{
  gint64 seconds = mt_net_error_get_retry_after (why);
  GPollFD fd = { -1, 0, 0 };
  gboolean has_fd;

  if (!g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_THROTTLED) || seconds > MAX_WAIT_S)
    return FALSE;
  has_fd = g_cancellable_make_pollfd (cancellable, &fd);
  g_poll (&fd, has_fd ? 1 : 0, (int) MAX (seconds, 1) * 1000);
  if (has_fd)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_is_cancelled (cancellable);
}

static gboolean
is_same (const MtPublishItem *item, GBytes *theirs)
{
  g_autoptr (GBytes) event = NULL;

  if (mt_publish_same (item->bytes, theirs))
    return TRUE;
  if (item->kinds != MT_ICAL_HAS_JOURNAL)
    return FALSE;
  event = mt_publish_item_as_event (item);
  return mt_publish_same (event, theirs);
}

/* Compares with what is at a place of the server. */
static gboolean
compare (Run *run, const MtPublishItem *item, const char *name, GBytes *theirs)
{
  if (is_same (item, theirs))
    {
      run->part->n_same++;
      return TRUE;
    }
  add_trouble (run->part, item->path, item->uid, TRUE,
               g_strdup_printf (_ ("the server has another version of it (%s): it is left alone; "
                                   "remove one of the two and publish again"),
                                name));
  return TRUE;
}

/* Whether the place is that of an item that has nothing to do with this one. */
static gboolean
is_other (const MtPublishItem *item, GBytes *theirs)
{
  g_autofree char *uid = mt_publish_find_uid (theirs);

  return uid != NULL && !g_str_equal (uid, item->uid);
}

static gboolean
send_elsewhere (Run *run, const MtPublishItem *item, const GError *refusal, GError **error)
{
  g_autofree char *name = mt_publish_item_other_name (item->uid);
  MtPublishItem moved = *item;

  if (g_str_equal (name, item->name))
    {
      add_trouble (run->part, item->path, item->uid, FALSE, g_strdup (refusal->message));
      return TRUE;
    }
  moved.name = name;
  return send_item (run, &moved, error);
}

/* The place was taken, or the server knows the UID: looks at what is there. */
static gboolean
compare_with_server (Run *run, const MtPublishItem *item, const GError *refusal, GError **error)
{
  const char *twin = mt_caldav_get_twin (run->caldav);
  g_autofree char *name = g_strdup (twin != NULL ? twin : item->name);
  g_autoptr (GBytes) theirs = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GError) why = NULL;

  if (mt_caldav_get (run->caldav, name, &theirs, &etag, run->cancellable, &why))
    return is_other (item, theirs) ? send_elsewhere (run, item, refusal, error)
                                   : compare (run, item, name, theirs);
  if (is_general (why))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  add_trouble (run->part, item->path, item->uid, FALSE, g_strdup (refusal->message));
  return TRUE;
}

/* An item that the server does not take. After many of them it is asked no more. */
static gboolean
refused (Run *run, const MtPublishItem *item, const GError *why, GError **error)
{
  add_trouble (run->part, item->path, item->uid, FALSE, g_strdup (why->message));
  run->in_a_row++;
  if (run->in_a_row < REFUSED_IN_A_ROW)
    return TRUE;
  g_set_error (error, MT_PUBLISH_ERROR, MT_PUBLISH_ERROR_STOPPED,
               ngettext ("the server refused %u item in a row, the last with: %s",
                         "the server refused %u items in a row, the last with: %s", run->in_a_row),
               run->in_a_row, why->message);
  return FALSE;
}

static gboolean
put (Run *run, const MtPublishItem *item, GError **error)
{
  g_autoptr (GBytes) event =
      run->as_events && item->kinds == MT_ICAL_HAS_JOURNAL ? mt_publish_item_as_event (item) : NULL;
  g_autofree char *etag = NULL;
  GError *why = NULL;

  while (!mt_caldav_put (run->caldav, item->name, event != NULL ? event : item->bytes, NULL, &etag,
                         run->cancellable, &why))
    {
      if (!wait_for_server (run->cancellable, why))
        {
          g_propagate_error (error, why);
          return FALSE;
        }
      g_clear_error (&why);
    }
  g_hash_table_add (run->sent, g_strdup (item->uid));
  run->part->n_sent++;
  run->in_a_row = 0;
  return TRUE;
}

/* Many servers take no journal entries: they go as events then, from the first refusal on. */
static gboolean
put_as_event (Run *run, const MtPublishItem *item)
{
  if (run->as_events || item->kinds != MT_ICAL_HAS_JOURNAL)
    return FALSE;
  run->as_events = TRUE;
  if (put (run, item, NULL))
    return TRUE;
  run->as_events = FALSE;
  return FALSE;
}

static gboolean
send_item (Run *run, const MtPublishItem *item, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (put (run, item, &why))
    return TRUE;
  if (g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_CONFLICT))
    return compare_with_server (run, item, why, error);
  if (is_general (why))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  return put_as_event (run, item) || refused (run, item, why, error);
}

static gboolean
move_item (Run *run, const MtPublishItem *item, GError **error)
{
  const char *name = g_hash_table_lookup (run->by_uid, item->uid);
  GBytes *theirs = name != NULL ? g_hash_table_lookup (run->by_name, name) : NULL;

  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  if (theirs != NULL)
    return compare (run, item, name, theirs);
  return send_item (run, item, error);
}

/* Reads back what was sent: that a server says it took something is not enough. */
static gboolean
verify (Run *run, const GPtrArray *items, GError **error)
{
  if (run->part->n_sent == 0)
    return TRUE;
  if (!list_all (run, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const MtPublishItem *item = g_ptr_array_index (items, i);
      const char *name = g_hash_table_lookup (run->by_uid, item->uid);

      if (name == NULL && g_hash_table_contains (run->sent, item->uid))
        add_trouble (run->part, item->path, item->uid, FALSE,
                     g_strdup (_ ("the server took it, and does not have it; publish again")));
      else if (name != NULL && g_hash_table_contains (run->sent, item->uid) &&
               !is_same (item, g_hash_table_lookup (run->by_name, name)))
        add_to (run->part->altered, item->path, item->uid, TRUE,
                g_strdup_printf (_ ("the server keeps it in another way (%s): see that nothing "
                                    "you need is missing"),
                                 name));
    }
  return TRUE;
}

/* Names are made of those of files: two different ones never meet, unless somebody means it. */
static gboolean
move_all (Run *run,
          const GPtrArray *items,
          MtPublishProgress progress,
          gpointer user_data,
          GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (!move_item (run, g_ptr_array_index (items, i), error))
        return FALSE;
      if (progress != NULL)
        progress (run->part, user_data);
    }
  return TRUE;
}

/**
 * mt_publish_part_run:
 * @self: a part
 * @http: a client that is signed in
 * @progress: (nullable): called after each item
 * @user_data: given to @progress
 * @cancellable: (nullable): to stop after an item
 * @error: return location
 *
 * Makes the collection where it is missing, and sends what is missing in it. What one item meets
 * is told among the troubles, and the rest goes on. To be called again after a failure.
 *
 * Returns: %FALSE with an error when the rest was not tried: an #MtNetError, an #MtPublishError, an
 *   #MtCollectionError (the file or folder cannot be read) or %G_IO_ERROR_CANCELLED
 */
gboolean
mt_publish_part_run (MtPublishPart *self,
                     MtHttp *http,
                     MtPublishProgress progress,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) items = read_items (self, cancellable, error);
  Run run = { self };
  gboolean ok;

  if (items == NULL)
    return FALSE;
  self->n_sent = self->n_same = 0;
  run.caldav = mt_caldav_new (http, self->url);
  run.by_name =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  run.by_uid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run.sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run.cancellable = cancellable;
  ok = prepare (&run, http, error) && move_all (&run, items, progress, user_data, error) &&
       verify (&run, items, error);
  g_hash_table_unref (run.by_name);
  g_hash_table_unref (run.by_uid);
  g_hash_table_unref (run.sent);
  self->finished = ok;
  mt_caldav_free (run.caldav);
  return ok;
}
