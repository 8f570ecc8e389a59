/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The live list of accounts: it follows its own changes and those of others.
 */
#include "config.h"

#include "service/accounts/mt-accounts.h"

#include "../finalized.h"

#include <glib/gstdio.h>

#include <string.h>

typedef struct
{
  char *directory;      /* owned */
  char *path;           /* owned */
  MtAccounts *accounts; /* owned */
  guint n_changed;
  GError *error; /* owned, nullable: of the last change */
  gboolean done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("meantime-accounts-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "accounts.ini", NULL);
  fixture->accounts = mt_accounts_new (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);

  assert_finalized (g_steal_pointer (&fixture->accounts));
  g_clear_error (&fixture->error);
  g_unlink (fixture->path);
  g_unlink (lock);
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static MtAccount *
make_account (const char *user)
{
  g_autofree char *id = mt_account_make_id (user, "https://dav.example.org/");
  MtAccount *account = mt_account_new (id);

  account->user = g_strdup (user);
  account->url = g_strdup ("https://dav.example.org/");
  return account;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  mt_accounts_finish (MT_ACCOUNTS (source), result, &fixture->error);
  fixture->done = TRUE;
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

static void
wait_for (const gboolean *condition)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);

  while (!*condition)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

static void
wait_done (Fixture *fixture)
{
  wait_for (&fixture->done);
  fixture->done = FALSE;
}

static void
changed_cb (MtAccounts *accounts, Fixture *fixture)
{
  fixture->n_changed++;
}

static gboolean
set_title (MtAccount *account, gpointer user_data, GError **error)
{
  g_free (account->title);
  account->title = g_strdup (user_data);
  return TRUE;
}

static void
assert_ids (Fixture *fixture, const char *expected)
{
  g_autoptr (GPtrArray) list = mt_accounts_list (fixture->accounts);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (ids, "%s ", ((MtAccount *) list->pdata[i])->user);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtAccount) ana = make_account ("ana");
  g_autoptr (MtAccount) bo = make_account ("bo");
  MtAccountItem *item;
  g_autofree char *title = NULL;

  g_signal_connect (fixture->accounts, "changed", G_CALLBACK (changed_cb), fixture);
  mt_accounts_put_async (fixture->accounts, ana, NULL, done_cb, fixture);
  wait_done (fixture);
  mt_accounts_put_async (fixture->accounts, bo, NULL, done_cb, fixture);
  wait_done (fixture);
  g_assert_no_error (fixture->error);
  assert_ids (fixture, "ana bo ");
  g_assert_cmpuint (fixture->n_changed, ==, 2);

  item = mt_accounts_find (fixture->accounts, ana->id);
  mt_accounts_change_async (fixture->accounts, ana->id, set_title, g_strdup ("Ana\xe2\x80\xae"),
                            g_free, NULL, done_cb, fixture);
  wait_done (fixture);
  g_assert_no_error (fixture->error);
  g_assert_true (mt_accounts_find (fixture->accounts, ana->id) == item);
  g_object_get (item, "title", &title, NULL);
  g_assert_null (strstr (title, "\xe2\x80\xae"));
  g_assert_cmpuint (fixture->n_changed, ==, 3);

  mt_accounts_remove_async (fixture->accounts, ana->id, NULL, done_cb, fixture);
  wait_done (fixture);
  assert_ids (fixture, "bo ");
  mt_accounts_remove_async (fixture->accounts, ana->id, NULL, done_cb, fixture);
  wait_done (fixture);
  g_assert_error (fixture->error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_UNKNOWN);
}

static void
noted_cb (MtAccounts *accounts, gboolean *noted)
{
  *noted = TRUE;
}

static void
noted_pspec_cb (MtAccounts *accounts, GParamSpec *pspec, gboolean *noted)
{
  *noted = TRUE;
}

/* A command beside the window adds one; a hand breaks the file. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (fixture->path);
  g_autoptr (MtAccount) ana = make_account ("ana");
  gboolean noted = FALSE;
  g_autofree char *problem = NULL;

  g_signal_connect (fixture->accounts, "changed", G_CALLBACK (noted_cb), &noted);
  g_assert_true (mt_account_file_put (file, ana, NULL));
  wait_for (&noted);
  assert_ids (fixture, "ana ");

  noted = FALSE;
  g_signal_connect (fixture->accounts, "notify::problem", G_CALLBACK (noted_pspec_cb), &noted);
  g_assert_true (g_file_set_contents (fixture->path, "<<<<\n", -1, NULL));
  wait_for (&noted);
  g_object_get (fixture->accounts, "problem", &problem, NULL);
  g_assert_cmpstr (problem, !=, "");
  assert_ids (fixture, "ana ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/accounts/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/accounts/others", Fixture, NULL, set_up, test_others, tear_down);

  return g_test_run ();
}
