/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * An engine between a server of the tests' own and a store in a folder that goes with the test.
 */
#include "config.h"

#include "sync-fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <string.h>

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
sync_fixture_set_up (SyncFixture *f, gconstpointer data)
{
  f->server = fake_dav_new ();
  f->directory = g_dir_make_tmp ("meantime-sync-XXXXXX", NULL);
  f->accounts_path = g_build_filename (f->directory, "accounts.ini", NULL);
  f->secrets = mt_secrets_new (NULL);
  f->engine = mt_sync_engine_new (f->directory, f->accounts_path, f->secrets);
  f->store = mt_item_store_new (f->directory);
  f->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_account_unref);
  f->team = mt_team_new ();
  f->now = NOW;
  f->ana = sync_add_account (f, "ana", "test");
}

void
sync_fixture_tear_down (SyncFixture *f, gconstpointer data)
{
  mt_sync_report_clear (&f->report);
  mt_sync_engine_free (f->engine);
  mt_item_store_free (f->store);
  mt_secrets_unref (f->secrets);
  g_ptr_array_unref (f->accounts);
  mt_team_unref (f->team);
  fake_dav_free (f->server);
  remove_folder (f->directory);
  g_free (f->directory);
  g_free (f->accounts_path);
}

/* As if the program had been killed and started again. */
void
sync_restart (SyncFixture *f)
{
  mt_sync_engine_free (f->engine);
  f->engine = mt_sync_engine_new (f->directory, f->accounts_path, f->secrets);
}

char *
sync_url (SyncFixture *f, const char *path)
{
  return strstr (path, ":") != NULL ? g_strdup (path) : fake_dav_url (f->server, path);
}

MtAccount *
sync_add_account (SyncFixture *f, const char *user, const char *password)
{
  g_autofree char *url = fake_dav_url (f->server, "/");
  g_autofree char *id = mt_account_make_id (user, url);
  g_autoptr (MtAccountFile) file = mt_account_file_new (f->accounts_path);
  MtAccount *account = mt_account_new (id);

  fake_dav_add_user (f->server, user, "test");
  account->user = g_strdup (user);
  account->url = g_strdup (url);
  account->origin = mt_account_dup_origin (url);
  g_assert_true (mt_account_file_add (file, account, NULL));
  mt_secrets_remember (f->secrets, id, MT_SECRET_PASSWORD, password);
  g_ptr_array_add (f->accounts, account);
  return account;
}

MtAccount *
sync_load_account (SyncFixture *f, const char *id)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (f->accounts_path);
  g_autoptr (GPtrArray) accounts = mt_account_file_load (file, NULL);

  for (guint i = 0; i < accounts->len; i++)
    {
      MtAccount *account = g_ptr_array_index (accounts, i);

      if (g_str_equal (account->id, id))
        return mt_account_ref (account);
    }
  return NULL;
}

MtAccountCollection *
sync_use (SyncFixture *f, MtAccount *account, const char *path)
{
  g_autofree char *url = sync_url (f, path);
  MtAccountCollection *collection = mt_account_add_collection (account, url);

  collection->used = TRUE;
  return collection;
}

MtPerson *
sync_add_person (SyncFixture *f, const char *id, const char *email, const char *url)
{
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtWeek) week = mt_week_new_default ();
  MtPerson *person = mt_person_new (id, id, zone, week);

  g_strfreev (person->emails);
  person->emails = g_strsplit (email, " ", -1);
  if (url != NULL)
    {
      g_strfreev (person->calendars);
      person->calendars = g_strsplit (url, " ", -1);
    }
  mt_team_take_person (f->team, person);
  return person;
}

char *
sync_make_event (const char *uid, const char *summary)
{
  return g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Meantime//Test//EN\r\n"
                          "BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260115T080000Z\r\n"
                          "DTSTART:20260302T090000Z\r\nDTEND:20260302T094500Z\r\nSUMMARY:%s\r\n"
                          "END:VEVENT\r\nEND:VCALENDAR\r\n",
                          uid, summary);
}

void
sync_put (SyncFixture *f, const char *path, const char *summary)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = sync_make_event (name, summary);

  fake_dav_put (f->server, path, text);
}

gboolean
sync_run (SyncFixture *f, MtSyncFlags flags)
{
  g_autoptr (MtSyncPlan) plan = mt_sync_plan_new (NULL, f->team, NULL, f->accounts);
  g_autoptr (GError) error = NULL;
  gboolean done;

  mt_sync_report_clear (&f->report);
  done = mt_sync_engine_run (f->engine, plan, flags, f->now, &f->report, NULL, &error);
  g_assert_no_error (error);
  return done && f->report.n_failed == 0;
}

/* "" is nothing; other words are the summary of the event. */
static GBytes *
make_bytes (const char *path, const char *summary)
{
  g_autofree char *name = g_path_get_basename (path);
  char *text = summary[0] != '\0' ? sync_make_event (name, summary) : NULL;

  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

/* What stands in the store, which a server may have written otherwise than it was sent. */
static GBytes *
find_shown (SyncFixture *f, const char *url, const char *name, const char *summary)
{
  g_autoptr (MtStoreItem) item = mt_item_store_read_item (f->store, url, name);

  if (summary[0] == '\0')
    return NULL;
  g_assert_nonnull (item);
  return g_bytes_ref (item->bytes);
}

gint64
sync_edit (SyncFixture *f, const char *path, const char *before, const char *after)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *collection = g_strconcat (folder, "/", NULL);
  g_autofree char *url = sync_url (f, collection);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GBytes) shown = find_shown (f, url, name, before);
  g_autoptr (GBytes) wanted = make_bytes (path, after);
  g_autoptr (GError) error = NULL;
  const gint64 id = mt_outbox_add (f->store, url, name, name, shown, wanted, NULL, f->now, &error);

  g_assert_no_error (error);
  return id;
}

/* The store has exactly what the server has. */
void
sync_assert_equal (SyncFixture *f, const char *path, guint n)
{
  g_autofree char *url = sync_url (f, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtItemCursor) cursor = mt_item_cursor_new (f->store, url, G_MAXSIZE);
  g_autoptr (GPtrArray) items = mt_item_cursor_next (cursor, &error);
  g_autoptr (GHashTable) theirs = fake_dav_list (f->server, path);

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, n);
  g_assert_cmpuint (g_hash_table_size (theirs), ==, n);
  for (guint i = 0; i < items->len; i++)
    {
      const MtStoreItem *item = g_ptr_array_index (items, i);
      g_autofree char *place = g_strconcat (path, item->href, NULL);
      g_autoptr (GBytes) bytes = fake_dav_read (f->server, place);

      g_assert_nonnull (bytes);
      g_assert_true (g_bytes_equal (bytes, item->bytes));
    }
}

MtStoreCollection *
sync_find (SyncFixture *f, const char *path)
{
  g_autofree char *url = sync_url (f, path);

  return mt_item_store_find (f->store, url);
}

MtOutboxRow *
sync_find_edit (SyncFixture *f, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *collection = g_strconcat (folder, "/", NULL);
  g_autofree char *url = sync_url (f, collection);
  g_autofree char *name = g_path_get_basename (path);

  return mt_outbox_find_item (f->store, url, name);
}

/* "PUT", "*", or one of them and a path: how often that was
 * asked, or with a path answered, since the log was cleared. */
guint
sync_count (SyncFixture *f, const char *request)
{
  g_auto (GStrv) words = g_strsplit (request, " ", 2);
  g_autofree char *log = fake_dav_dup_log (f->server);
  g_auto (GStrv) lines = g_strsplit (log, "\n", -1);
  guint n = 0;

  if (words[1] == NULL)
    return fake_dav_count (f->server, request);
  for (gsize i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], " ", 2);
      char *status = strrchr (parts[1], ' ');

      if (status != NULL)
        *status = '\0';
      if ((g_str_equal (words[0], "*") || g_str_has_prefix (parts[0], words[0])) &&
          g_str_equal (parts[1], words[1]))
        n++;
    }
  return n;
}
