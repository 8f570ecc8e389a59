/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Accounts on disk: round trip, two writers, a broken file, ids that a key file cannot name.
 */
#include "config.h"

#include "service/accounts/mt-account-file.h"

#include <glib/gstdio.h>

#include <string.h>

typedef struct
{
  char *directory; /* owned */
  char *path;      /* owned: does not exist yet, nor does its folder */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("meantime-accounts-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "meantime", "accounts.ini", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);

  g_unlink (fixture->path);
  g_unlink (lock);
  g_rmdir (folder);
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static void
write_file (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static MtAccount *
make_account (const char *user, const char *url)
{
  g_autofree char *id = mt_account_make_id (user, url);
  MtAccount *account = mt_account_new (id);

  account->user = g_strdup (user);
  account->url = g_strdup (url);
  account->origin = mt_account_dup_origin (url);
  return account;
}

static MtAccount *
make_full_account (void)
{
  MtAccount *account = make_account ("ana [x]\nÑ;=", "https://dav.example.org:8443/dav/?a=[b]");
  MtAccountCollection *collection;

  g_free (account->title);
  account->title = g_strdup (" My; server ");
  g_free (account->auth);
  account->auth = g_strdup (MT_ACCOUNT_AUTH_OAUTH);
  account->secret_file = g_strdup ("/etc/meantime/secrets");
  account->ca_file = g_strdup ("/etc/ssl/our ca.pem");
  account->oauth_client = g_strdup ("client");
  account->oauth_token_url = g_strdup ("https://login.example.org/token");
  account->goa_id = g_strdup ("account_1");
  account->principal = g_strdup ("https://dav.example.org:8443/p/ana/");
  g_strfreev (account->homes);
  account->homes = g_strsplit ("https://dav.example.org:8443/h;1/ https://b.example.org/", " ", -1);
  g_strfreev (account->addresses);
  account->addresses = g_strsplit ("ana@example.org a;b@example.org", " ", -1);
  account->inbox = g_strdup ("https://dav.example.org:8443/in/");
  account->outbox = g_strdup ("https://dav.example.org:8443/out/");
  mt_account_pause (account, "the password was refused\nsince 11:20", 1795000000);
  account->publish_hours_of = g_strdup ("ana");

  collection = mt_account_add_collection (account, "https://dav.example.org:8443/h/[a] b%20c/");
  collection->name = g_strdup ("Work [1]");
  collection->owner = g_strdup ("Bo");
  collection->owner_address = g_strdup ("bo@example.org");
  collection->components = g_strdup ("VEVENT VTODO");
  collection->person = g_strdup ("bo");
  collection->used = TRUE;
  collection->counts = FALSE;
  collection->read_only = TRUE;
  mt_account_add_collection (account, "https://dav.example.org:8443/h/plain/");
  return account;
}

static MtAccount *
load_one (const MtAccountFile *file, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = mt_account_file_load (file, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < accounts->len; i++)
    {
      MtAccount *account = g_ptr_array_index (accounts, i);

      if (g_str_equal (account->id, id))
        return mt_account_ref (account);
    }
  return NULL;
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (fixture->path);
  g_autoptr (MtAccount) account = make_full_account ();
  g_autoptr (MtAccount) copy = mt_account_copy (account);
  g_autoptr (MtAccount) other = make_account ("ana", "https://dav.example.org/");
  g_autoptr (MtAccount) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = mt_account_file_load (file, &error);
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  g_assert_true (mt_account_equal (account, copy));
  g_assert_true (mt_account_file_add (file, other, &error));
  g_assert_true (mt_account_file_add (file, account, &error));
  again = load_one (file, account->id);
  g_assert_nonnull (again);
  g_assert_true (mt_account_equal (account, again));
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  g_assert_false (mt_account_file_add (file, other, &error));
  g_assert_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_EXISTS);
}

/* The group of one account must not be read as one of another whose id begins the same. */
static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (fixture->path);
  g_autoptr (MtAccount) account = make_full_account ();
  g_autoptr (MtAccount) shorter = make_account (account->user, "https://dav.example.org:844/");
  g_autoptr (MtAccount) again = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (account->id, shorter->id));
  mt_account_add_collection (shorter, "https://dav.example.org:844/only/")->used = TRUE;
  g_assert_true (mt_account_file_put (file, account, NULL));
  g_assert_true (mt_account_file_put (file, shorter, NULL));
  g_assert_true (mt_account_file_remove (file, shorter->id, NULL));
  again = load_one (file, account->id);
  g_assert_true (mt_account_equal (account, again));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "844/only"));

  g_assert_false (mt_account_file_remove (file, shorter->id, &error));
  g_assert_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_UNKNOWN);
}

static gboolean
rename_account (MtAccount *account, gpointer user_data, GError **error)
{
  g_free (account->title);
  account->title = g_strdup (user_data);
  return TRUE;
}

static gboolean
pause_account (MtAccount *account, gpointer user_data, GError **error)
{
  g_free (account->paused);
  account->paused = g_strdup (user_data);
  return TRUE;
}

static gboolean
drop_plain (MtAccount *account, gpointer user_data, GError **error)
{
  return mt_account_remove_collection (account, "https://dav.example.org:8443/h/plain/");
}

static gboolean
refuse (MtAccount *account, gpointer user_data, GError **error)
{
  rename_account (account, (gpointer) "never", NULL);
  g_set_error_literal (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_INVALID, "no");
  return FALSE;
}

/* Each changes what it means and leaves what the other wrote meanwhile. */
static void
test_two_writers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtAccountFile) one = mt_account_file_new (fixture->path);
  g_autoptr (MtAccountFile) two = mt_account_file_new (fixture->path);
  g_autoptr (MtAccount) account = make_full_account ();
  g_autoptr (MtAccount) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mt_account_file_put (one, account, NULL));
  g_assert_true (mt_account_file_change (one, account->id, rename_account, (gpointer) "One", NULL));
  g_assert_true (mt_account_file_change (two, account->id, pause_account, NULL, NULL));
  g_assert_true (mt_account_file_change (two, account->id, pause_account, (gpointer) "x", NULL));
  g_assert_true (mt_account_file_change (one, account->id, drop_plain, NULL, NULL));
  g_assert_false (mt_account_file_change (two, account->id, refuse, NULL, &error));
  g_assert_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_INVALID);

  again = load_one (two, account->id);
  g_assert_cmpstr (again->title, ==, "One");
  g_assert_cmpstr (again->paused, ==, "x");
  g_assert_cmpuint (again->collections->len, ==, 1);
}

/* What others put there stays, and what is no news is not written. */
static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  static const char text[] =
      "# by hand\n[account ana@dav.example.org]\nurl  =  https://dav.example.org/\n"
      "later-key=7\n\n[elsewhere]\nx=1\n";
  g_autoptr (MtAccountFile) file = mt_account_file_new (fixture->path);
  g_autoptr (MtAccount) account = NULL;
  g_autofree char *same = NULL, *after = NULL;

  write_file (fixture->path, text);
  account = load_one (file, "ana@dav.example.org");
  g_assert_cmpstr (account->origin, ==, "https://dav.example.org");
  g_assert_cmpstr (account->title, ==, "ana@dav.example.org");
  g_assert_cmpstr (account->auth, ==, MT_ACCOUNT_AUTH_PASSWORD);

  g_assert_true (mt_account_file_change (file, account->id, pause_account, NULL, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &same, NULL, NULL));
  g_assert_cmpstr (same, ==, text);
  g_assert_true (
      mt_account_file_change (file, account->id, rename_account, (gpointer) "Mine", NULL));
  g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
  g_assert_nonnull (strstr (after, "# by hand"));
  g_assert_nonnull (strstr (after, "later-key=7"));
  g_assert_nonnull (strstr (after, "[elsewhere]"));
  g_assert_nonnull (strstr (after, "title=Mine"));
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "<<<<<<< HEAD\n[account a]\n";
  g_autoptr (MtAccountFile) file = mt_account_file_new (fixture->path);
  g_autoptr (MtAccount) account = make_full_account ();
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture->path, text);
  g_assert_null (mt_account_file_load (file, &error));
  g_assert_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_BROKEN);
  g_clear_error (&error);
  g_assert_false (mt_account_file_put (file, account, &error));
  g_assert_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_BROKEN);
  g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);
}

/* Accounts that nothing can be asked of are not accounts; the others are. */
static void
test_odd_groups (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (fixture->path);
  g_autoptr (MtAccount) nowhere = mt_account_new ("x");
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  write_file (
      fixture->path,
      "[account ]\nurl=https://a/\n[account a]\n[account b]\nurl=file:///etc\n"
      "[account c]\nurl=https:///x\n[account d]\nurl=https://d.example/\n"
      "[collection d]\n[collection d %zz]\n[collection d https://d.example/%41/]\nused=maybe\n");
  accounts = mt_account_file_load (file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accounts->len, ==, 1);
  g_assert_cmpuint (((MtAccount *) accounts->pdata[0])->collections->len, ==, 1);

  g_assert_false (mt_account_file_put (file, nowhere, &error));
  g_assert_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_INVALID);
}

typedef struct
{
  const char *user;
  const char *url;
  const char *id;     /* NULL: refused */
  const char *origin; /* likewise */
} IdCase;

static const IdCase id_cases[] = {
  { "ana", "https://dav.example.org/x/", "ana@dav.example.org", "https://dav.example.org" },
  { "ana", "https://dav.example.org:443/", "ana@dav.example.org", "https://dav.example.org" },
  { "ana", "HTTPS://DAV.Example.org:8443", "ana@dav.example.org:8443",
    "https://dav.example.org:8443" },
  { "ana", "http://127.0.0.1:5232/", "ana@127.0.0.1:5232", "http://127.0.0.1:5232" },
  { "ana", "http://[::1]:80/", "ana@[::1]", "http://[::1]" },
  { "ana@example.org", "https://d.example/", "ana@example.org@d.example", "https://d.example" },
  { NULL, "https://d.example/feed.ics", "d.example", "https://d.example" },
  { "", "https://d.example/feed.ics", "d.example", "https://d.example" },
  { "ana", "dav.example.org", NULL, NULL },
  { "ana", "ftp://dav.example.org/", NULL, NULL },
  { "ana", "https:///x", NULL, NULL },
  { "ana", "", NULL, NULL },
  { "ana", "https://u:p@d.example/", "ana@d.example", "https://d.example" },
};

static void
test_ids (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (id_cases); i++)
    {
      const IdCase *row = &id_cases[i];
      g_autofree char *id = mt_account_make_id (row->user, row->url);
      g_autofree char *origin = mt_account_dup_origin (row->url);

      g_assert_cmpstr (id, ==, row->id);
      g_assert_cmpstr (origin, ==, row->origin);
    }
}

static void
test_for_url (void)
{
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_account_unref);
  MtAccount *ana = make_account ("ana", "https://dav.example.org/");
  MtAccount *bo = make_account ("bo", "https://dav.example.org/");

  g_ptr_array_add (accounts, ana);
  g_ptr_array_add (accounts, bo);
  g_strfreev (bo->homes);
  bo->homes = g_strsplit ("https://dav.example.org/bo/", " ", -1);
  mt_account_add_collection (ana, "https://dav.example.org/bo/shared/");

  g_assert_true (mt_account_for_url (accounts, "https://dav.example.org/x/") == ana);
  g_assert_true (mt_account_for_url (accounts, "https://dav.example.org/bo/own/") == bo);
  g_assert_true (mt_account_for_url (accounts, "https://dav.example.org/bo/shared/") == ana);
  g_assert_null (mt_account_for_url (accounts, "http://dav.example.org/x/"));
  g_assert_null (mt_account_for_url (accounts, "https://dav.example.org.evil.example/"));
  g_assert_null (mt_account_for_url (accounts, "https://dav.example.org:8443/"));
  g_assert_null (mt_account_for_url (accounts, "work/"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/account-file/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("remove", test_remove);
  ADD ("two-writers", test_two_writers);
  ADD ("keeps", test_keeps);
  ADD ("broken", test_broken);
  ADD ("odd-groups", test_odd_groups);
#undef ADD
  g_test_add_func ("/account/ids", test_ids);
  g_test_add_func ("/account/for-url", test_for_url);

  return g_test_run ();
}
