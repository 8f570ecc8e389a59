/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A store of its own for each test.
 */
#include "config.h"

#include "mt-store-fixture.h"

#include <glib/gstdio.h>

/* Opens a store in a folder that does not exist yet. */
void
mt_fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("meantime-store-XXXXXX", NULL);
  fixture->directory = g_build_filename (fixture->root, "data", NULL);
  fixture->path = g_build_filename (fixture->directory, "meantime.db", NULL);
  fixture->store = mt_item_store_new (fixture->directory);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

void
mt_fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->store, mt_item_store_free);
  remove_all (fixture->root);
  g_free (fixture->root);
  g_free (fixture->directory);
  g_free (fixture->path);
}

/* As a program that is started again. */
void
mt_fixture_reopen (Fixture *fixture)
{
  g_clear_pointer (&fixture->store, mt_item_store_free);
  fixture->store = mt_item_store_new (fixture->directory);
}

GBytes *
mt_text_bytes (const char *text)
{
  return text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
}

char *
mt_bytes_text (GBytes *bytes)
{
  gsize size;
  const char *data;

  if (bytes == NULL)
    return g_strdup ("-");
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

/* Makes a collection. */
gint64
mt_fixture_add (Fixture *fixture, const char *url)
{
  g_autoptr (GError) error = NULL;
  const gint64 id = mt_item_store_add (fixture->store, url, "ana@dav", "caldav", &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

/* What a sync does when a server has something. */
void
mt_fixture_put (Fixture *fixture,
                const char *url,
                const char *href,
                const char *etag,
                const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = mt_text_bytes (text);
  const gint64 id = mt_fixture_add (fixture, url);

  mt_item_store_begin (fixture->store);
  mt_item_store_put_item (fixture->store, id, href, etag, bytes);
  mt_item_store_commit (fixture->store, &error);
  g_assert_no_error (error);
}

/* What a sync does when a server has something no longer. */
void
mt_fixture_remove (Fixture *fixture, const char *url, const char *href)
{
  g_autoptr (GError) error = NULL;
  const gint64 id = mt_fixture_add (fixture, url);

  mt_item_store_begin (fixture->store);
  mt_item_store_remove_item (fixture->store, id, href);
  mt_item_store_commit (fixture->store, &error);
  g_assert_no_error (error);
}

/* An edit of what is shown. Returns the id of its row. */
gint64
mt_fixture_edit (Fixture *fixture,
                 const char *url,
                 const char *href,
                 const char *shown,
                 const char *after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = mt_text_bytes (shown);
  g_autoptr (GBytes) bytes = mt_text_bytes (after);
  const gint64 id =
      mt_outbox_add (fixture->store, url, href, href, before, bytes, NULL, 1000, &error);

  g_assert_no_error (error);
  return id;
}

static void
append_item (GString *text, const MtStoreItem *item)
{
  static const char *const states[] = { "", "!waiting", "!sending", "!conflict", "!refused" };
  g_autofree char *bytes = mt_bytes_text (item->bytes);

  g_string_append_printf (text, "%s%s=%s%s%s%s", text->len > 0 ? " " : "", item->href, bytes,
                          states[item->state], item->parked != NULL ? "?" : "",
                          item->parked != NULL ? item->parked : "");
}

static char *
show_in_portions (Fixture *fixture, const char *url, gsize portion)
{
  g_autoptr (MtItemCursor) cursor = mt_item_cursor_new (fixture->store, url, portion);
  GString *text = g_string_new (NULL);

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = mt_item_cursor_next (cursor, &error);

      g_assert_no_error (error);
      if (items == NULL)
        return g_string_free (text, FALSE);
      for (guint i = 0; i < items->len; i++)
        append_item (text, g_ptr_array_index (items, i));
    }
}

/* "a.ics=text b.ics=text!waiting": what is shown of a collection, the same in one and in many
 * portions. */
char *
mt_fixture_show (Fixture *fixture, const char *url)
{
  char *whole = show_in_portions (fixture, url, G_MAXSIZE);
  g_autofree char *singly = show_in_portions (fixture, url, 1);
  g_autofree char *some = show_in_portions (fixture, url, 7);

  g_assert_cmpstr (singly, ==, whole);
  g_assert_cmpstr (some, ==, whole);
  return whole;
}

/* "waiting a.ics:before/etag>after": the rows of the outbox. */
char *
mt_fixture_show_edits (Fixture *fixture, const char *url)
{
  static const char *const states[] = { "none", "waiting", "sending", "conflict", "refused" };
  g_autoptr (GPtrArray) rows = mt_outbox_list (fixture->store, url);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const MtOutboxRow *row = g_ptr_array_index (rows, i);
      g_autofree char *before = mt_bytes_text (row->before);
      g_autofree char *after = mt_bytes_text (row->after);
      g_autofree char *theirs = mt_bytes_text (row->theirs);

      g_string_append_printf (text, "%s%s %s:%s/%s>%s", i > 0 ? " " : "", states[row->state],
                              row->href, before, row->before_etag != NULL ? row->before_etag : "-",
                              after);
      if (row->state == MT_OUTBOX_CONFLICT)
        g_string_append_printf (text, "|%s/%s", theirs,
                                row->theirs_etag != NULL ? row->theirs_etag : "-");
    }
  return g_string_free (text, FALSE);
}
