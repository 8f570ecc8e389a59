/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The secret file: what it keeps, and what it refuses; what is remembered for a session.
 */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "secrets/mt-secrets.h"

#define ANA "ana@dav.example.org:8443"

typedef struct
{
  char *folder; /* owned */
  char *path;   /* owned: of the secret file, not made yet */
  MtSecrets *secrets;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("meantime-secrets-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "secrets", NULL);
  fixture->secrets = mt_secrets_new (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  mt_secrets_unref (fixture->secrets);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
write_file (const char *path, const char *text, int mode)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static void
assert_kept (MtSecrets *secrets, const char *account, const char *kind, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = mt_secrets_lookup (secrets, account, kind, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

static void
assert_missing (MtSecrets *secrets, const char *account, const char *kind)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = mt_secrets_lookup (secrets, account, kind, NULL, &error);

  g_assert_error (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_MISSING);
  g_assert_null (secret);
}

static void
test_file_keeps (Fixture *fixture, gconstpointer data)
{
  static const char *const accounts[] = {
    ANA,       "bo@[2001:db8::1]:5232", "Jürgen Müller@cloud.example.org", "#not a comment@x",
    "a%5Bb@x", "ana@example.org/dav=1"
  };
  static const char *const passwords[] = {
    "test", " spaces ", "tab\tand\nbreak", "pässwörd", "back\\slash", "[group]\nk=v", "#;=%", ""
  };
  g_autoptr (MtSecrets) again = NULL;
  GStatBuf info;

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (passwords); j++)
      {
        g_autoptr (GError) error = NULL;

        mt_secrets_store (fixture->secrets, accounts[i], MT_SECRET_PASSWORD, passwords[j], NULL,
                          &error);
        g_assert_no_error (error);
        g_clear_pointer (&again, mt_secrets_unref);
        again = mt_secrets_new (fixture->path);
        assert_kept (again, accounts[i], MT_SECRET_PASSWORD, passwords[j]);
      }
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    assert_kept (again, accounts[i], MT_SECRET_PASSWORD, "");
  assert_missing (again, ANA, MT_SECRET_TOKEN);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
}

static void
test_file_clears_one (Fixture *fixture, gconstpointer data)
{
  write_file (fixture->path,
              "# mine\n[" ANA "]\npassword=one\ntoken=two\n[bo@example.org]\npassword=three\n",
              0600);
  assert_kept (fixture->secrets, ANA, MT_SECRET_TOKEN, "two");
  g_assert_true (mt_secrets_clear (fixture->secrets, ANA, NULL, NULL));
  g_assert_true (mt_secrets_clear (fixture->secrets, ANA, NULL, NULL));
  assert_missing (fixture->secrets, ANA, MT_SECRET_PASSWORD);
  assert_missing (fixture->secrets, ANA, MT_SECRET_TOKEN);
  assert_kept (fixture->secrets, "bo@example.org", MT_SECRET_PASSWORD, "three");
}

static void
test_clearing_makes_no_file (Fixture *fixture, gconstpointer data)
{
  g_assert_true (mt_secrets_clear (fixture->secrets, ANA, NULL, NULL));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* A file that is refused is refused to readers and writers alike, and stays as it is. */
static void
assert_refused (Fixture *fixture, const char *words)
{
  g_autoptr (GError) reading = NULL;
  g_autoptr (GError) writing = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean readable = g_file_test (fixture->path, G_FILE_TEST_IS_REGULAR) &&
                      g_file_get_contents (fixture->path, &before, NULL, NULL);

  g_assert_null (mt_secrets_lookup (fixture->secrets, ANA, MT_SECRET_PASSWORD, NULL, &reading));
  g_assert_error (reading, MT_SECRETS_ERROR, MT_SECRETS_ERROR_FILE);
  g_assert_false (
      mt_secrets_store (fixture->secrets, ANA, MT_SECRET_PASSWORD, "new", NULL, &writing));
  g_assert_error (writing, MT_SECRETS_ERROR, MT_SECRETS_ERROR_FILE);
  g_assert_nonnull (strstr (reading->message, words));
  g_assert_nonnull (strstr (writing->message, words));
  g_assert_nonnull (strstr (reading->message, fixture->path));
  g_assert_null (strstr (reading->message, "canary"));
  g_assert_null (strstr (writing->message, "canary"));
  g_assert_false (mt_secrets_clear (fixture->secrets, ANA, NULL, NULL));
  if (readable)
    {
      g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_open_to_others (Fixture *fixture, gconstpointer data)
{
  static const int modes[] = { 0644, 0640, 0604, 0660, 0601, 0620 };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      write_file (fixture->path, "[" ANA "]\npassword=canary\n", modes[i]);
      assert_refused (fixture, "chmod 600");
    }
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  assert_kept (fixture->secrets, ANA, MT_SECRET_PASSWORD, "canary");
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);

  write_file (target, "[" ANA "]\npassword=canary\n", 0600);
  g_assert_cmpint (symlink (target, fixture->path), ==, 0);
  assert_refused (fixture, "link");
}

static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  assert_refused (fixture, "not a file");
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0); /* nobody ever writes: it must not wait */
  assert_refused (fixture, "not a file");
}

static void
test_somebody_elses (Fixture *fixture, gconstpointer data)
{
  if (geteuid () != 0)
    {
      g_test_skip ("only root can give files away");
      return;
    }
  write_file (fixture->path, "[" ANA "]\npassword=canary\n", 0600);
  g_assert_cmpint (chown (fixture->path, 65534, (gid_t) -1), ==, 0);
  assert_refused (fixture, "somebody else");
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (1024 * 1024 + 1, '#');

  write_file (fixture->path, "canary\n", 0600);
  assert_refused (fixture, "cannot be understood");
  write_file (fixture->path, "[" ANA "]\npassword=\377canary\n[", 0600);
  assert_refused (fixture, "cannot be understood");
  write_file (fixture->path, huge, 0600);
  assert_refused (fixture, "1 MiB");
}

static void
test_absent_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "no", "secrets", NULL);
  g_autoptr (MtSecrets) secrets = mt_secrets_new (path);
  g_autoptr (GError) error = NULL;

  assert_missing (secrets, ANA, MT_SECRET_PASSWORD);
  g_assert_false (mt_secrets_store (secrets, ANA, MT_SECRET_PASSWORD, "x", NULL, &error));
  g_assert_error (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_FILE);
}

static void
test_a_file_of_its_own (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = g_build_filename (fixture->folder, "own", NULL);

  mt_secrets_set_file (fixture->secrets, "bo@example.org", own);
  g_assert_true (
      mt_secrets_store (fixture->secrets, "bo@example.org", MT_SECRET_PASSWORD, "b", NULL, NULL));
  g_assert_true (mt_secrets_store (fixture->secrets, ANA, MT_SECRET_PASSWORD, "a", NULL, NULL));
  assert_kept (fixture->secrets, "bo@example.org", MT_SECRET_PASSWORD, "b");
  mt_secrets_set_file (fixture->secrets, "bo@example.org", NULL);
  assert_missing (fixture->secrets, "bo@example.org", MT_SECRET_PASSWORD);
  mt_secrets_set_file (fixture->secrets, ANA, own);
  assert_missing (fixture->secrets, ANA, MT_SECRET_PASSWORD);
}

static void
test_this_session (Fixture *fixture, gconstpointer data)
{
  mt_secrets_remember (fixture->secrets, ANA, MT_SECRET_PASSWORD, "typed");
  assert_kept (fixture->secrets, ANA, MT_SECRET_PASSWORD, "typed");
  assert_missing (fixture->secrets, ANA, MT_SECRET_TOKEN);
  assert_missing (fixture->secrets, ANA "2", MT_SECRET_PASSWORD);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (
      mt_secrets_store (fixture->secrets, ANA, MT_SECRET_PASSWORD, "stored", NULL, NULL));
  assert_kept (fixture->secrets, ANA, MT_SECRET_PASSWORD, "stored");
  mt_secrets_remember (fixture->secrets, ANA, MT_SECRET_PASSWORD, "typed");
  g_assert_true (mt_secrets_clear (fixture->secrets, ANA, NULL, NULL));
  assert_missing (fixture->secrets, ANA, MT_SECRET_PASSWORD);
}

static void
test_not_utf8 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      mt_secrets_store (fixture->secrets, ANA, MT_SECRET_PASSWORD, "p\344ss", NULL, &error));
  g_assert_error (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_DENIED);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_no_core (Fixture *fixture, gconstpointer data)
{
  struct rlimit limit;
  g_autoptr (MtSecrets) secrets = NULL;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_CORE, &limit), ==, 0);
  secrets = mt_secrets_new (NULL);
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/secrets/file/keeps", test_file_keeps },
    { "/secrets/file/clears-one", test_file_clears_one },
    { "/secrets/file/clearing-makes-none", test_clearing_makes_no_file },
    { "/secrets/file/open-to-others", test_open_to_others },
    { "/secrets/file/link", test_link },
    { "/secrets/file/not-a-file", test_no_file },
    { "/secrets/file/somebody-elses", test_somebody_elses },
    { "/secrets/file/broken", test_broken },
    { "/secrets/file/absent-folder", test_absent_folder },
    { "/secrets/file/of-an-account", test_a_file_of_its_own },
    { "/secrets/session", test_this_session },
    { "/secrets/not-utf8", test_not_utf8 },
    { "/secrets/no-core", test_no_core },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
