/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A calendar that is read some at a time comes to the same as one that is read at once: each row is
 * read with nothing else in its resources, and with so much that one of them or two are a portion.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "service/mt-source.h"
#include "store/mt-item-cursor.h"
#include "zone/mt-tzdata.h"

#define URL "https://dav.example.org/ana/work/"
#define MARCH G_GINT64_CONSTANT (1772323200) /* 2026-03-01T00:00:00Z */
#define WEEK (7 * 86400)

#define EVENT(uid, start, more)                                                                    \
  "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:202603" start                \
  "Z\r\nDURATION:PT30M\r\n" more "END:VEVENT\r\n"
#define TASK(uid) "BEGIN:VTODO\r\nUID:" uid "\r\nDTSTAMP:20260101T000000Z\r\nEND:VTODO\r\n"
#define DAILY "RRULE:FREQ=DAILY;COUNT=5\r\n"

typedef struct
{
  const char *name;
  const char *resources[5]; /* what stands in each calendar of the collection, by href */
  const char *items;        /* "UID day,day;": what is wanted */
  MtMark mark;
  guint n_problems;
} Row;

static const Row rows[] = {
  { "plain", { EVENT ("a", "02T090000", ""), EVENT ("b", "03T090000", "") }, "a 2;b 3;" },
  { "outside", { EVENT ("a", "02T090000", ""), EVENT ("b", "30T090000", "") }, "a 2;" },
  { "empty", { "" }, "" },
  { "override behind",
    { EVENT ("a", "02T090000", DAILY), EVENT ("b", "03T090000", ""),
      EVENT ("a", "07T150000", "RECURRENCE-ID:20260304T090000Z\r\n") },
    "a 2,3,5,6;a 7;b 3;" },
  { "override before",
    { EVENT ("a", "07T150000", "RECURRENCE-ID:20260304T090000Z\r\n"), EVENT ("b", "03T090000", ""),
      EVENT ("a", "02T090000", DAILY) },
    "a 2,3,5,6;a 7;b 3;" },
  { "three parts, two of them",
    { EVENT ("a", "02T090000", DAILY) EVENT ("c", "02T100000", DAILY),
      EVENT ("a", "07T150000", "RECURRENCE-ID:20260304T090000Z\r\n"),
      EVENT ("c", "07T170000", "RECURRENCE-ID:20260305T100000Z\r\n"), EVENT ("b", "03T090000", ""),
      EVENT ("a", "07T160000", "RECURRENCE-ID:20260305T090000Z\r\n") },
    "a 2,3,6;a 7;a 7;b 3;c 2,3,4,6;c 7;" },
  { "the same twice",
    { EVENT ("a", "02T090000", ""), EVENT ("b", "03T090000", ""), EVENT ("a", "02T090000", "") },
    "a 2;b 3;" },
  { "the newer counts",
    { EVENT ("a", "02T090000", "SEQUENCE:1\r\n"), EVENT ("b", "03T090000", ""),
      EVENT ("a", "04T090000", "SEQUENCE:2\r\n") },
    "a 4;b 3;" },
  { "another kind",
    { TASK ("a"), EVENT ("b", "03T090000", ""), EVENT ("a", "02T090000", "") },
    "a ;a 2;b 3;" },
  { "bad ones",
    { EVENT ("a", "02T090000", ""), "BEGIN:VEVENT\r\nUID:x\r\n", EVENT ("b", "03T090000", "") },
    "a 2;b 3;",
    MT_MARK_PARTIAL,
    1 },
  { "a rule nobody reads, with an override",
    { EVENT ("a", "02T090000", "RRULE:FREQ=NEVER\r\n"), EVENT ("b", "03T090000", ""),
      EVENT ("a", "07T150000", "RECURRENCE-ID:20260304T090000Z\r\n") },
    "a 2;a 7;b 3;",
    MT_MARK_PARTIAL,
    1 },
};

typedef struct
{
  char *folder;
  MtItemStore *store;
  MtTzdata *tzdata;
  MtIcalClient *client;
} Fixture;

static MtZone *
look_up_cb (const char *id, gpointer tzdata)
{
  return mt_tzdata_lookup (tzdata, id);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *worker = mt_ical_worker_find ();

  f->folder = g_dir_make_tmp ("meantime-source-XXXXXX", NULL);
  f->store = mt_item_store_new (f->folder);
  f->tzdata = mt_tzdata_new (NULL);
  f->client = mt_ical_client_new (worker, look_up_cb, f->tzdata, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  mt_ical_client_free (f->client);
  mt_tzdata_unref (f->tzdata);
  mt_item_store_free (f->store);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
}

/* A property of so many bytes, which no gate refuses. */
static char *
make_filler (gsize n)
{
  GString *text = g_string_new (n > 0 ? "DESCRIPTION:" : "");

  while (text->len < n)
    g_string_append (text, "and so on and so on and so on and so on and so on and so on\r\n ");
  g_string_append (text, n > 0 ? "end\r\n" : "");
  return g_string_free (text, FALSE);
}

/* The filler stands behind everything, so that all lines keep their numbers. */
static char *
make_calendar (const char *components, const char *filler)
{
  const char *last = g_strrstr (components, "END:VEVENT");
  g_autofree char *before =
      last != NULL ? g_strndup (components, last - components) : g_strdup (components);

  return g_strconcat ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", before, last != NULL ? filler : "",
                      last != NULL ? last : "", "END:VCALENDAR\r\n", NULL);
}

static void
put (Fixture *f, const Row *row, gsize size)
{
  g_autofree char *filler = make_filler (size);
  const gint64 id = mt_item_store_add (f->store, URL, NULL, "caldav", NULL);

  mt_item_store_begin (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (row->resources) && row->resources[i] != NULL; i++)
    {
      g_autofree char *href = g_strdup_printf ("%u.ics", i);
      char *text = make_calendar (row->resources[i], filler);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

      mt_item_store_put_item (f->store, id, href, NULL, bytes);
    }
  mt_item_store_set_checked (f->store, id, MARCH);
  g_assert_true (mt_item_store_commit (f->store, NULL));
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "a 2,3;b 4;": all items, by name. */
static char *
describe (const MtSource *source)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < source->items->len; i++)
    {
      const MtItem *item = g_ptr_array_index (source->items, i);
      GString *text = g_string_new (item->uid);

      g_string_append_c (text, ' ');
      for (guint k = 0; k < item->starts->len; k++)
        g_string_append_printf (
            text, "%s%d", k > 0 ? "," : "",
            (int) ((g_array_index (item->starts, MtTime, k).value - MARCH) / 86400) + 1);
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (all, "%s;", (char *) g_ptr_array_index (texts, i));
  return g_string_free (all, FALSE);
}

static void
count_cb (const MtRawItem *item, gpointer data)
{
  guint *n = data;

  (*n)++;
}

static void
assert_row (Fixture *f, const Row *row, gboolean times)
{
  g_autoptr (MtSources) known = mt_sources_new (mt_item_store_list (f->store));
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  MtSource *source = mt_source_new (URL, "/", known);
  guint n_seen = 0;
  guint n_resources = 0;
  const MtSourceWish wish = { .kinds = MT_ICAL_HAS_EVENT | MT_ICAL_HAS_FREEBUSY,
                              .times = times,
                              .wide = { MARCH, MARCH + WEEK },
                              .narrow = { MARCH, MARCH + WEEK },
                              .seen = count_cb,
                              .data = &n_seen };
  g_autoptr (GError) error = NULL;
  g_autofree char *items = NULL;

  while (n_resources < G_N_ELEMENTS (row->resources) && row->resources[n_resources] != NULL)
    n_resources++;
  mt_source_read (source, f->store, problems, NULL);
  g_assert_nonnull (source->hash);
  g_assert_true (mt_source_expand (source, f->client, &wish, problems, NULL, &error));
  g_assert_no_error (error);
  items = describe (source);
  g_assert_cmpstr (items, ==, row->items);
  g_assert_cmpint (source->mark, ==, row->mark);
  g_assert_cmpuint (problems->len, ==, row->n_problems);
  g_assert_cmpuint (n_seen, ==, n_resources);
  mt_source_free (source);
}

static void
test_row (Fixture *f, gconstpointer data)
{
  const Row *row = data;

  put (f, row, 0);
  assert_row (f, row, TRUE);
  assert_row (f, row, FALSE);
  put (f, row, MT_ITEM_PORTION);
  assert_row (f, row, TRUE);
  /* As much of one UID as passes the gates. */
  put (f, row, MT_ITEM_PORTION / 2);
  assert_row (f, row, FALSE);
}

/* What is cut in the window that is good for days need not be in the one that is needed; then all
 * of it is read in that one. */
static void
test_cut (Fixture *f, gconstpointer data)
{
  static const Row row = {
    NULL, { EVENT ("a", "02T090000", "RRULE:FREQ=MINUTELY\r\n"), EVENT ("b", "03T090000", "") }
  };
  g_autoptr (MtSources) known = NULL;
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  const MtSourceWish wish = { .kinds = MT_ICAL_HAS_EVENT,
                              .times = TRUE,
                              .wide = { MARCH, MARCH + 4 * WEEK },
                              .narrow = { MARCH, MARCH + 3 * 86400 } };
  MtSource *source;

  put (f, &row, MT_ITEM_PORTION);
  known = mt_sources_new (mt_item_store_list (f->store));
  source = mt_source_new (URL, "/", known);
  mt_source_read (source, f->store, problems, NULL);
  g_assert_true (mt_source_expand (source, f->client, &wish, problems, NULL, NULL));
  g_assert_cmpint (source->mark, ==, MT_MARK_OK);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpint (source->window.end, ==, wish.narrow.end);
  g_assert_cmpuint (source->items->len, ==, 2);
  mt_source_free (source);
}

/* A summary as long as a book is none. */
static void
test_summary (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new ("SUMMARY:x");
  g_autoptr (MtSources) known = NULL;
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  const MtSourceWish wish = { .kinds = MT_ICAL_HAS_EVENT,
                              .times = TRUE,
                              .wide = { MARCH, MARCH + WEEK },
                              .narrow = { MARCH, MARCH + WEEK } };
  g_autofree char *event = NULL;
  Row row = { NULL };
  MtSource *source;
  const MtItem *item;

  for (guint i = 0; i < 50000; i++)
    g_string_append (many, "ü");
  g_string_append (many, "\r\n");
  event = g_strconcat ("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260302T090000Z\r\n", many->str,
                       "END:VEVENT\r\n", NULL);
  row.resources[0] = event;
  put (f, &row, 0);
  known = mt_sources_new (mt_item_store_list (f->store));
  source = mt_source_new (URL, "/", known);
  mt_source_read (source, f->store, problems, NULL);
  g_assert_true (mt_source_expand (source, f->client, &wish, problems, NULL, NULL));
  g_assert_cmpuint (source->items->len, ==, 1);
  item = g_ptr_array_index (source->items, 0);
  g_assert_true (g_utf8_validate (item->summary, -1, NULL));
  g_assert_cmpuint (strlen (item->summary), ==, 1999);
  mt_source_free (source);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/source/", rows[i].name, NULL);

      g_test_add (path, Fixture, &rows[i], set_up, test_row, tear_down);
    }
  g_test_add ("/source/cut", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/source/summary", Fixture, NULL, set_up, test_summary, tear_down);
  return g_test_run ();
}
