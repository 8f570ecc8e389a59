/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Random edits by two clients and by others, on a server whose habits and faults come and go. After
 * the faults are lifted, one sync makes all equal; no change that was told as done is lost, none
 * that was told as refused is there. What fails is cut down to the few steps that it takes.
 *
 * MODEL_SEED and MODEL_STEPS choose another run.
 */
#include <stdlib.h>
#include <string.h>

#include "fake-dav.h"
#include "sync-store.h"

#define WORK "/calendars/ana/work/"

enum
{
  CLIENTS = 2,
  RUNS = 12,
  STEPS = 150,
};

typedef enum
{
  STEP_SERVER_PUT,
  STEP_SERVER_REMOVE,
  STEP_PUT,
  STEP_REMOVE,
  STEP_SYNC,
  STEP_FULL,
  STEP_HABIT,
  STEP_FAULT,
  STEP_EPOCH,
  STEP_FORGET,
  STEP_HEAL,
  N_STEPS,
} StepKind;

typedef struct
{
  StepKind kind;
  guint client;
  guint item;
  guint choice;
} Step;

typedef struct
{
  FakeDav *server;
  char *url;
  MtHttp *https[CLIENTS];
  SyncStore *stores[CLIENTS];
  guint n_texts;
  guint epoch;
  GString *log;
  char *failure; /* nullable: what is wrong */
} World;

static const char *const names[] = {
  "a.ics", "b c.ics", "\xc3\xa9.ics", "d&e.ics", "f@g.ics", "h+i.ics",
  "j.ics", "k=l.ics", "m(1).ics",     "n,o.ics", "p;q.ics", "r'.ics",
};

/* "NAME=VALUE": what may change at any time without making it impossible to find out the truth. A
 * counter that restarts is such a thing where there are no tokens, so it is not here. */
static const char *const habits[] = {
  "sync-data=no",
  "sync-page=2",
  "sync-gone=yes",
  "sync-token=inclusive",
  "sync-token=tree",
  "sync-token=none",
  "sync=no",
  "sync=403",
  "sync=500",
  "sync-refused=403",
  "sync-refused=507",
  "ctag=no",
  "etag=weak",
  "etag=none",
  "etag=changing",
  "put-etag=no",
  "put=rewrite",
  "if-match=never",
  "style=ns",
  "style=indent",
  "style=cdata",
  "href=url",
  "href=escaped",
  "href=lower",
  "href=raw",
  "href=relative",
  "href=slashes",
  "line-ends=raw",
  "foreign=yes",
  "multiget=no",
  "multiget=404-whole",
  "multiget=drop",
  "multiget=max-2",
  "multiget=only-1",
  "multiget=forbidden",
  "listing=own-missing",
  "delete=200",
  "put=207-412",
  "put=403",
  "put=507",
  "item:a.ics=500",
  "item:b c.ics=500-all",
  "item:f@g.ics=404-multiget",
};

static const char *const requests[] = {
  "*",   "REPORT", "REPORT:sync-collection", "REPORT:calendar-multiget", "PROPFIND", "PUT",
  "GET", "DELETE",
};

static const char *const actions[] = {
  "reset", "close",    "after", "cut:0",   "cut:150",      "cut:700", "torn:300", "short:200",
  "html",  "html-207", "empty", "doctype", "garbage-gzip", "loop",    "403",      "404",
  "409",   "410",      "412",   "418",     "500",          "507",     "long",
};

static GBytes *
make_text (World *world, guint item)
{
  char *text = g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Meantime//Test//EN\r\n"
                                "BEGIN:VEVENT\r\nUID:uid-%u\r\nDTSTAMP:20260115T080000Z\r\n"
                                "DTSTART:20260302T090000Z\r\nSUMMARY:Text %u%s\r\nEND:VEVENT\r\n"
                                "END:VCALENDAR\r\n",
                                item, world->n_texts, world->n_texts % 5 ? "" : " \x02 & <b>");

  world->n_texts++;
  return g_bytes_new_take (text, strlen (text));
}

static char *
path_of (const char *name)
{
  return g_strconcat (WORK, name, NULL);
}

static void
connect_client (World *world, guint i)
{
  static const MtHttpLimits limits = { 5000, 20000 };
  g_autofree char *origin = fake_dav_url (world->server, "");

  g_clear_pointer (&world->https[i], mt_http_unref);
  world->https[i] = mt_http_new ();
  mt_http_set_limits (world->https[i], &limits);
  mt_http_set_credentials (world->https[i], origin, MT_AUTH_PASSWORD, "ana", "test");
}

static void
world_init (World *world)
{
  memset (world, 0, sizeof *world);
  world->server = fake_dav_new ();
  world->url = fake_dav_url (world->server, WORK);
  world->log = g_string_new (NULL);
  for (guint i = 0; i < CLIENTS; i++)
    {
      connect_client (world, i);
      world->stores[i] = sync_store_new ();
    }
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < CLIENTS; i++)
    {
      sync_store_free (world->stores[i]);
      mt_http_unref (world->https[i]);
    }
  fake_dav_free (world->server);
  g_free (world->url);
  g_string_free (world->log, TRUE);
  g_free (world->failure);
}

static gboolean
is_same (GBytes *a, GBytes *b)
{
  return a && b ? g_bytes_equal (a, b) : a == b;
}

static void
fail (World *world, const char *what)
{
  if (!world->failure)
    world->failure = g_strdup (what);
}

/* Whether the server has what a change that ended so must leave behind. */
static void
check_change (World *world, const char *path, GBytes *before, GBytes *sent, const GError *error)
{
  g_autoptr (GBytes) now = fake_dav_read (world->server, path);
  const gboolean done =
      is_same (now, sent) || (now && sent && g_bytes_get_size (now) > g_bytes_get_size (sent));

  if (!error && !done)
    fail (world, "a change was told as done, and is not there");
  if (error && error->code == MT_NET_ERROR_CONFLICT && !is_same (now, before))
    fail (world, "a change was told as a conflict, and is there");
  if (error && !is_same (now, before) && !done)
    fail (world, "a change that failed left something else behind");
}

/* An edit of what this client has, as the outbox would send it. */
static void
put (World *world, const Step *step)
{
  SyncStore *store = world->stores[step->client];
  const char *name = names[step->item];
  g_autofree char *path = path_of (name);
  const SyncItem *item = sync_store_get (store, name);
  g_autoptr (MtCaldav) caldav = mt_caldav_new (world->https[step->client], world->url);
  g_autoptr (GBytes) before = fake_dav_read (world->server, path);
  g_autoptr (GBytes) text = make_text (world, step->item);
  g_autoptr (GBytes) stored = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GError) error = NULL;

  if (item && !item->bytes)
    return;
  if (item)
    mt_caldav_replace (caldav, name, item->bytes, item->etag, text, NULL, NULL, &error);
  else
    mt_caldav_put (caldav, name, text, NULL, NULL, NULL, &error);
  check_change (world, path, before, text, error);
  g_string_append_printf (world->log, "  %s\n", error ? error->message : "done");
  if (!error && mt_caldav_get (caldav, name, &stored, &etag, NULL, NULL))
    sync_store_put (store, name, etag, stored);
}

static void
remove_item (World *world, const Step *step)
{
  SyncStore *store = world->stores[step->client];
  const char *name = names[step->item];
  g_autofree char *path = path_of (name);
  const SyncItem *item = sync_store_get (store, name);
  g_autoptr (MtCaldav) caldav = mt_caldav_new (world->https[step->client], world->url);
  g_autoptr (GBytes) before = fake_dav_read (world->server, path);
  g_autoptr (GError) error = NULL;

  if (!item || !item->bytes || !item->etag)
    return;
  mt_caldav_remove (caldav, name, item->etag, NULL, NULL, &error);
  check_change (world, path, before, NULL, error);
  g_string_append_printf (world->log, "  %s\n", error ? error->message : "done");
  if (!error)
    sync_store_put (store, name, NULL, NULL);
}

static void
sync_client (World *world, guint i, gboolean full)
{
  g_autoptr (GError) error = NULL;

  sync_store_sync (world->stores[i], world->https[i], world->url, full, 1 + i * 3, &error);
  g_string_append_printf (world->log, "  %s, %s\n", error ? error->message : "done",
                          world->stores[i]->mark.mode ? world->stores[i]->mark.mode : "-");
}

static char *
describe_server (World *world)
{
  g_autoptr (GHashTable) list = fake_dav_list (world->server, WORK);

  return sync_store_describe_server (list);
}

/* No more faults: one sync each, and all are equal. */
static void
heal (World *world)
{
  g_autofree char *there = NULL;

  fake_dav_reset (world->server);
  world->epoch = 0;
  there = describe_server (world);
  for (guint i = 0; i < CLIENTS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *here = NULL;

      sync_store_sync (world->stores[i], world->https[i], world->url, FALSE, 1 + i * 3, &error);
      here = sync_store_describe (world->stores[i]);
      if (error)
        fail (world, error->message);
      else if (!g_str_equal (here, there))
        {
          g_string_append_printf (world->log, "client %u has\n%sthe server has\n%s", i, here,
                                  there);
          fail (world, "a client and the server differ after a sync");
        }
    }
}

static void
note (World *world, const char *what, const Step *step, const char *how)
{
  g_string_append_printf (world->log, "%s, client %u, %s %s\n", what, step->client,
                          names[step->item], how ? how : "");
}

static void
set_habit (World *world, const char *habit)
{
  g_auto (GStrv) pair = g_strsplit (habit, "=", 2);

  fake_dav_set (world->server, pair[0], pair[1]);
}

static void
fault (World *world, const Step *step)
{
  const char *request = requests[step->item % G_N_ELEMENTS (requests)];
  const char *action = actions[step->choice % G_N_ELEMENTS (actions)];

  /* That an item is not there, twice in a row, is all that there is to know of it. */
  if ((g_str_equal (request, "*") || g_str_equal (request, "GET")) &&
      (g_str_equal (action, "404") || g_str_equal (action, "410")))
    action = "403";
  g_string_append_printf (world->log, "fault: %s %s\n", request, action);
  fake_dav_fail (world->server, request, action, 1 + step->client, NULL);
}

static void
do_step (World *world, const Step *step)
{
  g_autofree char *path = path_of (names[step->item]);
  g_autoptr (GBytes) text = NULL;
  g_autofree char *epoch = NULL;

  switch (step->kind)
    {
    case STEP_SERVER_PUT:
      note (world, "the server gets", step, NULL);
      text = make_text (world, step->item);
      fake_dav_put_bytes (world->server, path, text);
      break;
    case STEP_SERVER_REMOVE:
      note (world, "the server loses", step, NULL);
      fake_dav_remove (world->server, path);
      break;
    case STEP_PUT:
      note (world, "put", step, NULL);
      put (world, step);
      break;
    case STEP_REMOVE:
      note (world, "remove", step, NULL);
      remove_item (world, step);
      break;
    case STEP_SYNC:
    case STEP_FULL:
      note (world, step->kind == STEP_FULL ? "full sync" : "sync", step, NULL);
      sync_client (world, step->client, step->kind == STEP_FULL);
      break;
    case STEP_HABIT:
      note (world, "habit", step, habits[step->choice % G_N_ELEMENTS (habits)]);
      set_habit (world, habits[step->choice % G_N_ELEMENTS (habits)]);
      break;
    case STEP_FAULT:
      fault (world, step);
      break;
    case STEP_EPOCH:
      note (world, "all tokens are forgotten", step, NULL);
      epoch = g_strdup_printf ("%u", ++world->epoch);
      fake_dav_set (world->server, "sync-epoch", epoch);
      break;
    case STEP_FORGET:
      note (world, "start again", step, NULL);
      connect_client (world, step->client);
      break;
    case STEP_HEAL:
      note (world, "heal", step, NULL);
      heal (world);
      break;
    case N_STEPS:
      break;
    }
}

/* Returns: what went wrong with the log of it, NULL if all is well. */
static char *
run (const Step *steps, guint n)
{
  World world;
  char *report = NULL;

  world_init (&world);
  for (guint i = 0; i < n && !world.failure; i++)
    do_step (&world, &steps[i]);
  if (!world.failure)
    heal (&world);
  if (world.failure)
    report = g_strdup_printf ("%s%s", world.log->str, world.failure);
  world_clear (&world);
  return report;
}

static GArray *
without (GArray *steps, guint from, guint n)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (Step));

  g_array_append_vals (rest, steps->data, from);
  g_array_append_vals (rest, &g_array_index (steps, Step, from + n), steps->len - from - n);
  return rest;
}

/* Leaves out what is not needed for the failure. */
static char *
shrink (GArray *steps, char *report)
{
  GArray *least = g_array_ref (steps);

  for (guint size = least->len / 2; size > 0; size /= 2)
    for (guint from = 0; from + size <= least->len;)
      {
        GArray *fewer = without (least, from, size);
        char *again = run ((Step *) fewer->data, fewer->len);

        if (again)
          {
            g_free (report);
            report = again;
            g_array_unref (least);
            least = fewer;
          }
        else
          {
            g_array_unref (fewer);
            from += size;
          }
      }
  g_array_unref (least);
  return report;
}

static StepKind
choose (GRand *rand)
{
  static const struct
  {
    StepKind kind;
    int weight;
  } weights[] = {
    { STEP_SERVER_PUT, 20 }, { STEP_SERVER_REMOVE, 10 }, { STEP_PUT, 20 },  { STEP_REMOVE, 8 },
    { STEP_SYNC, 20 },       { STEP_FULL, 2 },           { STEP_HABIT, 8 }, { STEP_FAULT, 8 },
    { STEP_EPOCH, 1 },       { STEP_FORGET, 1 },         { STEP_HEAL, 2 },
  };
  int at = g_rand_int_range (rand, 0, 100);
  guint i = 0;

  while (at >= weights[i].weight)
    at -= weights[i++].weight;
  return weights[i].kind;
}

static void
test_run (gconstpointer data)
{
  const guint seed = GPOINTER_TO_UINT (data);
  const char *count = g_getenv ("MODEL_STEPS");
  const guint n = count ? (guint) atoi (count) : STEPS;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  char *report;

  for (guint i = 0; i < n; i++)
    {
      const Step step = { choose (rand), g_rand_int_range (rand, 0, CLIENTS),
                          g_rand_int_range (rand, 0, G_N_ELEMENTS (names)),
                          g_rand_int_range (rand, 0, 1000) };

      g_array_append_val (steps, step);
    }
  report = run ((Step *) steps->data, steps->len);
  if (!report)
    return;
  report = shrink (steps, report);
  g_test_message ("seed %u, the least that fails:\n%s", seed, report);
  g_free (report);
  g_test_fail ();
}

int
main (int argc, char **argv)
{
  const char *seed = g_getenv ("MODEL_SEED");
  const guint first = seed ? (guint) atoi (seed) : 1;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < RUNS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/caldav-model/%u", first + i);

      g_test_add_data_func (path, GUINT_TO_POINTER (first + i), test_run);
    }
  return g_test_run ();
}
