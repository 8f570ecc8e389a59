/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Adding an account, from what is typed to what is written, and every way in which it fails.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../../net/beside-gnutls.h"
#include "canned.h"
#include "fake-dav.h"
#include "names.h"
#include "service/accounts/mt-account-file.h"
#include "service/accounts/mt-account-setup.h"
#include "service/accounts/mt-setup-job.h"
#include "service/accounts/mt-setup-words.h"
#include "../finalized.h"

#define SECRET "p\xc3\xa4ssw\xc3\xb6rd \xe2\x9c\x93"

typedef struct
{
  FakeDav *dav;
  MtSecrets *secrets;
  MtAccountSetup *setup;
  char *directory;
  char *accounts;
  char *secret_file;
  GError *error; /* of the last call */
  MtAccount *account;
  gboolean done;
} Fixture;

static MtTeam *
make_team (void)
{
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtWeek) week = mt_week_new_default ();
  MtTeam *team = mt_team_new ();

  mt_team_take_person (team, mt_person_new ("ana", "Ana Ruiz", zone, week));
  mt_team_take_person (team, mt_person_new ("bo", "Bo Lind", zone, week));
  return team;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (MtTeam) team = make_team ();

  self->dav = fake_dav_new ();
  fake_dav_add_user (self->dav, "ana", SECRET);
  self->directory = g_dir_make_tmp ("setup-XXXXXX", NULL);
  self->accounts = g_build_filename (self->directory, "accounts.ini", NULL);
  self->secret_file = g_build_filename (self->directory, "secrets.ini", NULL);
  self->secrets = mt_secrets_new (self->secret_file);
  self->setup = mt_account_setup_new (team, "ana", self->secrets);
  mt_account_setup_set_accounts_path (self->setup, self->accounts);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->account, mt_account_unref);
  assert_finalized (self->setup);
  mt_secrets_unref (self->secrets);
  fake_dav_free (self->dav);
  g_remove (self->accounts);
  g_remove (self->secret_file);
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self->accounts);
  g_free (self->secret_file);
}

static void
wait (Fixture *self)
{
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (mt_account_setup_get_busy (self->setup));
  g_assert_cmpstr (mt_account_setup_get_step_text (self->setup), ==, "");
  if (self->error != NULL && self->error->domain == MT_ACCOUNT_SETUP_ERROR)
    g_assert_cmpint (self->error->code, ==, mt_account_setup_get_trouble (self->setup));
}

#define CALLBACK(name)                                                                             \
  static void name##_cb (GObject *source, GAsyncResult *result, gpointer user_data)                \
  {                                                                                                \
    Fixture *self = user_data;                                                                     \
                                                                                                   \
    g_clear_error (&self->error);                                                                  \
    mt_account_setup_##name##_finish (MT_ACCOUNT_SETUP (source), result, &self->error);            \
    self->done = TRUE;                                                                             \
  }

CALLBACK (find)
CALLBACK (sign_in)
CALLBACK (make)
CALLBACK (browse)

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  g_clear_error (&self->error);
  g_clear_pointer (&self->account, mt_account_unref);
  self->account = mt_account_setup_save_finish (MT_ACCOUNT_SETUP (source), result, &self->error);
  self->done = TRUE;
}

static void
find (Fixture *self, const char *typed)
{
  self->done = FALSE;
  mt_account_setup_find_async (self->setup, typed, NULL, find_cb, self);
  wait (self);
}

static void
sign_in (Fixture *self, const char *user, const char *secret)
{
  self->done = FALSE;
  mt_account_setup_sign_in_async (self->setup, MT_AUTH_PASSWORD, user, secret, NULL, sign_in_cb,
                                  self);
  wait (self);
}

static void
save (Fixture *self)
{
  self->done = FALSE;
  mt_account_setup_save_async (self->setup, NULL, save_cb, self);
  wait (self);
}

static void
find_and_sign_in (Fixture *self, const char *path)
{
  g_autofree char *url = fake_dav_url (self->dav, path);

  find (self, url);
  g_assert_no_error (self->error);
  sign_in (self, "ana", SECRET);
  g_assert_no_error (self->error);
}

static MtFoundCollection *
dup_collection (Fixture *self, const char *part)
{
  GListModel *items = mt_account_setup_get_collections (self->setup);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (MtFoundCollection) item = g_list_model_get_item (items, i);

      if (strstr (mt_found_collection_get_url (item), part) != NULL)
        return g_steal_pointer (&item);
    }
  return NULL;
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Each step ended, and says how. */
static void
check_steps (Fixture *self)
{
  GListModel *steps = mt_account_setup_get_steps (self->setup);

  g_assert_cmpuint (g_list_model_get_n_items (steps), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MtSetupStep) step = g_list_model_get_item (steps, i);

      g_assert_cmpint (mt_setup_step_get_state (step), !=, MT_SETUP_STEP_WORKING);
      g_assert_cmpstr (mt_setup_step_get_text (step), !=, "");
      g_assert_cmpstr (mt_setup_step_get_result_text (step), !=, "");
    }
}

static void
test_all_goes_well (Fixture *self, gconstpointer data)
{
  g_autofree char *url = fake_dav_url (self->dav, "/");
  g_autofree char *written = NULL, *secrets = NULL, *id = NULL, *kept = NULL;
  g_autoptr (MtFoundCollection) work = NULL, bo = NULL;

  fake_dav_share (self->dav, "/calendars/bo/work/", "ana", "read");
  find (self, url);
  g_assert_no_error (self->error);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_SIGN_IN);
  g_assert_nonnull (mt_account_setup_get_server (self->setup));
  check_steps (self);
  sign_in (self, "ana", SECRET);
  g_assert_no_error (self->error);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_COLLECTIONS);
  check_steps (self);

  work = dup_collection (self, "/ana/work/");
  bo = dup_collection (self, "/bo/work/");
  g_assert_cmpstr (mt_found_collection_get_person_id (work), ==, "ana");
  g_assert_cmpstr (mt_found_collection_get_owner_text (work), ==, "");
  g_assert_true (mt_found_collection_get_use (work));
  g_assert_true (mt_found_collection_get_counts (work));
  g_assert_cmpstr (mt_found_collection_get_person_id (bo), ==, "bo");
  g_assert_cmpstr (mt_found_collection_get_owner_text (bo), ==, "bo");
  g_assert_cmpstr (mt_found_collection_get_why_text (bo), !=, "");
  g_assert_true (mt_found_collection_get_read_only (bo));

  mt_found_collection_set_person_id (bo, NULL);
  g_assert_cmpstr (mt_found_collection_get_why_text (bo), ==, "");
  mt_found_collection_set_counts (work, FALSE);
  mt_account_setup_set_title (self->setup, "Harbour \xe2\x9a\x93");
  save (self);
  g_assert_no_error (self->error);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_SAVED);
  g_assert_cmpstr (self->account->title, ==, "Harbour \xe2\x9a\x93");
  g_assert_cmpstr (self->account->auth, ==, MT_ACCOUNT_AUTH_PASSWORD);
  g_assert_cmpstr (self->account->addresses[0], ==, "ana@example.org");
  g_assert_nonnull (self->account->outbox);
  g_assert_false (
      mt_account_find_collection (self->account, mt_found_collection_get_url (work))->counts);
  g_assert_null (
      mt_account_find_collection (self->account, mt_found_collection_get_url (bo))->person);

  written = read_file (self->accounts);
  secrets = read_file (self->secret_file);
  g_assert_null (strstr (written, "w\xc3\xb6rd"));
  g_assert_nonnull (strstr (written, "Harbour"));
  g_assert_nonnull (strstr (secrets, self->account->id));
  kept = mt_secrets_lookup (self->secrets, self->account->id, MT_SECRET_PASSWORD, NULL, NULL);
  g_assert_cmpstr (kept, ==, SECRET);
}

static void
test_wrong_password (Fixture *self, gconstpointer data)
{
  g_autofree char *url = fake_dav_url (self->dav, "/");

  find (self, url);
  fake_dav_clear_log (self->dav);
  sign_in (self, "ana", "hunter2");
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_PASSWORD);
  g_assert_null (strstr (self->error->message, "hunter2"));
  g_assert_cmpstr (mt_account_setup_get_error_text (self->setup), ==, self->error->message);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_SIGN_IN);
  g_assert_cmpuint (fake_dav_count (self->dav, "*"), <=, 4);
  sign_in (self, "ana", SECRET);
  g_assert_no_error (self->error);
  g_assert_cmpint (mt_account_setup_get_trouble (self->setup), ==, MT_SETUP_TROUBLE_NONE);
  g_assert_cmpstr (mt_account_setup_get_error_text (self->setup), ==, "");
}

/* "ana@example.org" is tried, then "ana": once each. */
static void
test_address_as_user (Fixture *self, gconstpointer data)
{
  g_autofree char *url = fake_dav_url (self->dav, "/");
  g_autoptr (MtSetupJob) job = mt_setup_job_new (url);
  g_autoptr (GError) error = NULL;

  job->origin = g_strdup (url);
  job->kind = MT_AUTH_PASSWORD;
  job->user = g_strdup ("ana@example.org");
  job->secret = g_strdup (SECRET);
  job->as_address = TRUE;
  g_assert_true (mt_setup_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (job->user, ==, "ana");
}

typedef struct
{
  const char *name;
  const char *typed; /* nullable: the server */
  const char *fault; /* nullable */
  const char *header;
  MtSetupTrouble trouble;
  const char *says; /* part of the words */
} Row;

static const Row rows[] = {
  { "nothing", "", NULL, NULL, MT_SETUP_TROUBLE_ADDRESS, "e-mail address" },
  { "a word", "ana", NULL, NULL, MT_SETUP_TROUBLE_ADDRESS, "ana" },
  { "an address without domain", "ana@", NULL, NULL, MT_SETUP_TROUBLE_ADDRESS, "ana@" },
  { "another scheme", "ftp://example.org/", NULL, NULL, MT_SETUP_TROUBLE_ADDRESS, "example.org" },
  { "web pages everywhere", NULL, "html", NULL, MT_SETUP_TROUBLE_PORTAL, "web page" },
  { "nothing there", NULL, "404", NULL, MT_SETUP_TROUBLE_NO_CALDAV, "CalDAV" },
  { "no PROPFIND", NULL, "405", NULL, MT_SETUP_TROUBLE_NO_CALDAV, "CalDAV" },
  { "out of order", NULL, "500", NULL, MT_SETUP_TROUBLE_SERVER, "500" },
  { "asks to wait", NULL, "503", "Retry-After: 90", MT_SETUP_TROUBLE_WAIT, "2 minutes" },
  { "asks to wait a moment", NULL, "429", "Retry-After: 5", MT_SETUP_TROUBLE_WAIT, "1 minute " },
  { "no answer", NULL, "close", NULL, MT_SETUP_TROUBLE_SERVER, "does not answer" },
  { "elsewhere", NULL, "redirect:https://example.invalid/dav/", NULL, MT_SETUP_TROUBLE_NO_CALDAV,
    "example.invalid" },
};

static void
test_failure (Fixture *self, gconstpointer data)
{
  const Row *row = data;
  g_autofree char *url = fake_dav_url (self->dav, "/");

  if (row->fault != NULL)
    fake_dav_fail (self->dav, "*", row->fault, G_MAXUINT, row->header);
  find (self, row->typed != NULL ? row->typed : url);
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, (int) row->trouble);
  g_test_message ("%s", self->error->message);
  g_assert_nonnull (strstr (self->error->message, row->says));
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_ADDRESS);
  if (row->fault != NULL)
    check_steps (self);

  /* And it goes on from there. */
  fake_dav_reset (self->dav);
  find (self, url);
  g_assert_true (self->error == NULL || row->trouble == MT_SETUP_TROUBLE_WAIT);
}

static char *
get_text (Fixture *self, const char *name)
{
  char *value = NULL;

  g_object_get (self->setup, name, &value, NULL);
  return value;
}

/* A name that does not exist; or a domain that has mail, which tells whose customer it is. */
static void
test_no_such_name (Fixture *self, gconstpointer data)
{
  g_autoptr (Names) names = names_new ();
  g_autofree char *sharing = NULL;

  g_assert_cmpstr (mt_account_setup_get_notes_text (self->setup), ==, "");
  mt_account_setup_set_resolver (self->setup, G_RESOLVER (names));
  find (self, "ana@harbour.example");
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_OFFLINE);
  check_steps (self);
  names->mail = "harbour-example.mail.protection.outlook.com";
  find (self, "ana@harbour.example");
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_NO_CALDAV);
  g_assert_nonnull (strstr (mt_account_setup_get_notes_text (self->setup), "ICS"));
  sharing = get_text (self, "sharing-text");
  g_assert_nonnull (strstr (sharing, "ICS"));
}

/* Web pages where there is known to be no CalDAV are no captive portal. */
static void
test_never (Fixture *self, gconstpointer data)
{
  static const CannedAnswer page[] = { { "*", "*", 200, "text/html", NULL, "<html>hello</html>" } };
  g_autofree char *good = g_test_build_filename (G_TEST_DIST, "tls", "good.pem", NULL);
  g_autofree char *authority = g_test_build_filename (G_TEST_DIST, "tls", "authority.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (good, NULL);
  g_autoptr (Canned) server = canned_new_tls (certificate, page, G_N_ELEMENTS (page));
  g_autofree char *url = canned_url (server, "/");
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (Names) names = names_new ();

  names->port = (guint16) g_uri_get_port (uri);
  names->mail = "harbour-example.mail.protection.outlook.com";
  mt_account_setup_set_resolver (self->setup, G_RESOLVER (names));
  mt_account_setup_set_ca_file (self->setup, authority);
  find (self, "ana@harbour.example");
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_NO_CALDAV);
  g_assert_nonnull (strstr (mt_account_setup_get_notes_text (self->setup), "ICS"));
}

/* A server of that domain that has none says how it is done there. */
static void
test_other_way (Fixture *self, gconstpointer data)
{
  static const CannedAnswer nothing[] = { { "*", "*", 404, "text/plain", NULL, "" } };
  g_autofree char *good = g_test_build_filename (G_TEST_DIST, "tls", "good.pem", NULL);
  g_autofree char *authority = g_test_build_filename (G_TEST_DIST, "tls", "authority.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (good, NULL);
  g_autoptr (Canned) server = canned_new_tls (certificate, nothing, G_N_ELEMENTS (nothing));
  g_autofree char *url = canned_url (server, "/");
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *typed = g_strdup_printf ("https://localhost:%d/", g_uri_get_port (uri));

  mt_account_setup_set_ca_file (self->setup, authority);
  find (self, typed);
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_NO_CALDAV);
  g_assert_nonnull (strstr (mt_account_setup_get_notes_text (self->setup), ".ics"));
}

static void
test_without_scheme (Fixture *self, gconstpointer data)
{
  g_autofree char *url = fake_dav_url (self->dav, "/");

  find (self, url + strlen ("http://"));
  g_assert_no_error (self->error);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_SIGN_IN);
}

static const CannedAnswer stranger[] = {
  { "PROPFIND", "*", 401, "text/plain", "WWW-Authenticate: Basic realm=\"x\"", "" },
  { "GET", "/es.ics", 200, "text/calendar", NULL, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" },
};

/* A certificate that nobody vouches for: the secret is not asked for until one is given who does.
 */
static void
test_certificate (Fixture *self, gconstpointer data)
{
  g_autofree char *itself = g_test_build_filename (G_TEST_DIST, "tls", "itself.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (itself, NULL);
  g_autoptr (Canned) server = canned_new_tls (certificate, stranger, G_N_ELEMENTS (stranger));
  g_autofree char *url = canned_url (server, "/");

  find (self, url);
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_CERTIFICATE);
  mt_account_setup_set_ca_file (self->setup, "/nonexistent.pem");
  find (self, url);
  g_assert_nonnull (self->error);
  mt_account_setup_set_ca_file (self->setup, itself);
  find (self, url);
  g_assert_no_error (self->error);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_SIGN_IN);
}

static void
test_feed (Fixture *self, gconstpointer data)
{
  g_autoptr (Canned) server = canned_new (stranger, G_N_ELEMENTS (stranger));
  g_autofree char *url = canned_url (server, "/es.ics");

  find (self, url);
  g_assert_no_error (self->error);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_FEED);
  g_assert_cmpstr (mt_account_setup_get_feed (self->setup), ==, url);
  g_assert_cmpuint (canned_count (server), ==, 1);
}

static const CannedAnswer private_feed[] = {
  { "PROPFIND", "*", 405, "text/plain", NULL, "" },
  { "GET", "/mine.ics", 200, "text/calendar", NULL, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" },
};

/* One that wants a password is an account of one calendar. */
static void
test_private_feed (Fixture *self, gconstpointer data)
{
  g_autoptr (Canned) server = canned_new (private_feed, G_N_ELEMENTS (private_feed));
  g_autofree char *url = canned_url (server, "/mine.ics");
  g_autoptr (MtSetupJob) job = mt_setup_job_new (url);
  g_autoptr (GError) error = NULL;
  const MtHomeCollection *one;

  job->origin = g_strdup (url);
  job->kind = MT_AUTH_PASSWORD;
  job->user = g_strdup ("ana");
  job->secret = g_strdup ("x");
  g_assert_true (mt_setup_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (job->collections->len, ==, 1);
  one = g_ptr_array_index (job->collections, 0);
  g_assert_cmpstr (one->url, ==, url);
  g_assert_cmpstr (one->name, ==, "mine.ics");
  g_assert_false (one->may_write);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *url = fake_dav_url (self->dav, "/");

  fake_dav_fail (self->dav, "*", "silence", G_MAXUINT, NULL);
  self->done = FALSE;
  mt_account_setup_find_async (self->setup, url, cancellable, find_cb, self);
  while (fake_dav_count (self->dav, "*") == 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (mt_account_setup_get_busy (self->setup));
  g_cancellable_cancel (cancellable);
  wait (self);
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_CANCELLED);
  g_assert_cmpstr (mt_account_setup_get_error_text (self->setup), ==, "");
}

static void
pending_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *called = user_data;

  g_assert_false (mt_account_setup_find_finish (MT_ACCOUNT_SETUP (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  *called = TRUE;
}

static void
test_one_at_a_time (Fixture *self, gconstpointer data)
{
  g_autofree char *url = fake_dav_url (self->dav, "/");
  gboolean called = FALSE;

  self->done = FALSE;
  mt_account_setup_find_async (self->setup, url, NULL, find_cb, self);
  mt_account_setup_find_async (self->setup, url, NULL, pending_cb, &called);
  wait (self);
  g_assert_no_error (self->error);
  while (!called)
    g_main_context_iteration (NULL, TRUE);
}

/* Without a keyring nothing is written; for this session only, it is. */
static void
test_no_keyring (Fixture *self, gconstpointer data)
{
  g_autoptr (MtSecrets) keyring = mt_secrets_new (NULL);
  g_autoptr (MtTeam) team = make_team ();
  g_autofree char *kept = NULL;

  assert_finalized (self->setup);
  self->setup = mt_account_setup_new (team, "ana", keyring);
  mt_account_setup_set_accounts_path (self->setup, self->accounts);
  find_and_sign_in (self, "/");
  save (self);
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_KEYRING);
  g_assert_false (g_file_test (self->accounts, G_FILE_TEST_EXISTS));
  mt_account_setup_set_session_only (self->setup, TRUE);
  save (self);
  g_assert_no_error (self->error);
  g_assert_true (g_file_test (self->accounts, G_FILE_TEST_EXISTS));
  kept = mt_secrets_lookup (keyring, self->account->id, MT_SECRET_PASSWORD, NULL, NULL);
  g_assert_cmpstr (kept, ==, SECRET);
}

static void
test_cannot_be_written (Fixture *self, gconstpointer data)
{
  find_and_sign_in (self, "/");
  mt_account_setup_set_accounts_path (self->setup, "/proc/nowhere/accounts.ini");
  save (self);
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_FILE);
  g_assert_null (self->account);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_COLLECTIONS);
}

static gboolean
get_flag (Fixture *self, const char *name)
{
  gboolean value = FALSE;

  g_object_get (self->setup, name, &value, NULL);
  return value;
}

static void
make (Fixture *self, MtSetupMake what, const char *name)
{
  self->done = FALSE;
  mt_account_setup_make_async (self->setup, what, name, NULL, make_cb, self);
  wait (self);
}

static void
test_make (Fixture *self, gconstpointer data)
{
  g_autoptr (MtFoundCollection) board = NULL, journal = NULL;

  find_and_sign_in (self, "/");
  g_assert_true (get_flag (self, "lacks-board"));
  g_assert_true (get_flag (self, "lacks-journal"));
  make (self, MT_SETUP_MAKE_BOARD, "Harbour board");
  g_assert_no_error (self->error);
  g_assert_false (get_flag (self, "lacks-board"));
  board = dup_collection (self, "/calendars/ana/board/");
  g_assert_cmpstr (mt_found_collection_get_name (board), ==, "Harbour board");
  g_assert_null (mt_found_collection_get_person_id (board));
  /* A server without journals gets events instead. */
  fake_dav_set (self->dav, "components", "VEVENT,VTODO");
  make (self, MT_SETUP_MAKE_JOURNAL, "Journal");
  g_assert_no_error (self->error);
  g_assert_false (get_flag (self, "lacks-journal"));
  journal = dup_collection (self, "/calendars/ana/journal/");
  g_assert_nonnull (journal);
  fake_dav_set (self->dav, "mkcalendar", "no");
  make (self, MT_SETUP_MAKE_BOARD, "One more");
  g_assert_nonnull (self->error);
}

/* What was chosen stays chosen, and the id stays. */
static void
test_again (Fixture *self, gconstpointer data)
{
  g_autoptr (MtFoundCollection) before = NULL, after = NULL;
  g_autofree char *id = NULL;

  find_and_sign_in (self, "/");
  before = dup_collection (self, "/ana/work/");
  mt_found_collection_set_person_id (before, "bo");
  mt_found_collection_set_use (before, FALSE);
  mt_account_setup_set_title (self->setup, "Mine");
  save (self);
  g_assert_no_error (self->error);
  id = g_strdup (self->account->id);

  fake_dav_add_user (self->dav, "ana", "changed");
  mt_account_setup_set_account (self->setup, self->account);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_SIGN_IN);
  g_assert_cmpstr (mt_account_setup_get_user (self->setup), ==, "ana");
  sign_in (self, "ana", SECRET);
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_PASSWORD);
  sign_in (self, "ana", "changed");
  g_assert_no_error (self->error);
  after = dup_collection (self, "/ana/work/");
  g_assert_cmpstr (mt_found_collection_get_person_id (after), ==, "bo");
  g_assert_false (mt_found_collection_get_use (after));
  save (self);
  g_assert_no_error (self->error);
  g_assert_cmpstr (self->account->id, ==, id);
  g_assert_cmpstr (self->account->title, ==, "Mine");
}

static void
test_no_browser (Fixture *self, gconstpointer data)
{
  g_autofree char *url = fake_dav_url (self->dav, "/");

  find (self, url);
  g_assert_false (get_flag (self, "takes-browser"));
  self->done = FALSE;
  mt_account_setup_browse_async (self->setup, NULL, NULL, browse_cb, self);
  wait (self);
  g_assert_error (self->error, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_BROWSER);
}

static const CannedAnswer cloud[] = {
  { "POST", "/index.php/login/v2", 200, "application/json", NULL,
    "{\"poll\":{\"token\":\"t\",\"endpoint\":\"%s/poll\"},\"login\":\"%s/login\"}" },
  { "POST", "/poll", 200, "application/json", NULL,
    "{\"server\":\"%s\",\"loginName\":\"ana\",\"appPassword\":\"apppass\"}" },
  { "PROPFIND", "/.well-known/caldav", 401, "text/plain", "WWW-Authenticate: Basic realm=\"x\"",
    "" },
};

static const CannedAnswer cloud_inside[] = {
  { "POST", "/index.php/login/v2", 200, "application/json", NULL,
    "{\"poll\":{\"token\":\"t\",\"endpoint\":\"%s/poll\"},\"login\":\"%s/login\"}" },
  { "POST", "/poll", 200, "application/json", NULL,
    "{\"server\":\"%s\",\"loginName\":\"ana\",\"appPassword\":\"apppass\"}" },
  { "PROPFIND", "/.well-known/caldav", 207, NULL, NULL,
    CANNED_MULTISTATUS (
        CANNED_RESPONSE ("/.well-known/caldav", CANNED_HREF ("D:current-user-principal", "/p/"))) },
  { "PROPFIND", "/p/", 207, NULL, "DAV: calendar-access",
    CANNED_MULTISTATUS (CANNED_RESPONSE ("/p/", CANNED_HREF ("C:calendar-home-set", "/h/"))) },
  { "PROPFIND", "/h/", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE ("/h/one/", CANNED_CALENDAR)) },
};

static void
remember_page (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  char **page = user_data;
  const char *uri = mt_account_setup_get_browser_uri (MT_ACCOUNT_SETUP (object));

  if (uri != NULL && *page == NULL)
    *page = g_strdup (uri);
}

/* The page of the server is shown, and what it hands out is kept as a password. */
static void
test_browser (Fixture *self, gconstpointer data)
{
  g_autoptr (Canned) server = canned_new (cloud_inside, G_N_ELEMENTS (cloud_inside));
  g_autofree char *url = canned_url (server, "/");
  g_autofree char *login = canned_url (server, "/login");
  g_autofree char *page = NULL, *kept = NULL;

  g_signal_connect (self->setup, "notify::browser-uri", G_CALLBACK (remember_page), &page);
  find (self, url);
  g_assert_no_error (self->error);
  self->done = FALSE;
  mt_account_setup_browse_async (self->setup, NULL, NULL, browse_cb, self);
  wait (self);
  g_assert_no_error (self->error);
  g_assert_cmpstr (page, ==, login);
  g_assert_null (mt_account_setup_get_browser_uri (self->setup));
  save (self);
  g_assert_no_error (self->error);
  g_assert_cmpstr (self->account->user, ==, "ana");
  g_assert_cmpstr (self->account->auth, ==, MT_ACCOUNT_AUTH_PASSWORD);
  kept = mt_secrets_lookup (self->secrets, self->account->id, MT_SECRET_PASSWORD, NULL, NULL);
  g_assert_cmpstr (kept, ==, "apppass");
}

/* Nobody asks who one is: nobody is asked for a password. */
static void
test_open_server (Fixture *self, gconstpointer data)
{
  g_autoptr (Canned) server = canned_new (cloud_inside, G_N_ELEMENTS (cloud_inside));
  g_autofree char *url = canned_url (server, "/");

  find (self, url);
  g_assert_no_error (self->error);
  g_assert_cmpint (mt_account_setup_get_stage (self->setup), ==, MT_SETUP_STAGE_COLLECTIONS);
  save (self);
  g_assert_no_error (self->error);
  g_assert_cmpstr (self->account->auth, ==, MT_ACCOUNT_AUTH_NONE);
  g_assert_null (self->account->user);
  g_assert_cmpuint (self->account->collections->len, ==, 1);
  g_assert_false (g_file_test (self->secret_file, G_FILE_TEST_EXISTS));
}

static void
test_browser_is_offered (Fixture *self, gconstpointer data)
{
  g_autoptr (Canned) server = canned_new (cloud, G_N_ELEMENTS (cloud));
  g_autofree char *url = canned_url (server, "/");

  find (self, url);
  g_assert_no_error (self->error);
  g_assert_true (get_flag (self, "takes-browser"));
}

/* -- Words -- */

static const struct
{
  int code;
  gboolean offline, portal, no_such_name;
  MtSetupTrouble trouble;
  const char *says;
} sayings[] = {
  { MT_NET_ERROR_OFFLINE, TRUE, FALSE, TRUE, MT_SETUP_TROUBLE_OFFLINE, "no network" },
  { MT_NET_ERROR_OFFLINE, FALSE, FALSE, TRUE, MT_SETUP_TROUBLE_OFFLINE, "no server called h" },
  { MT_NET_ERROR_OFFLINE, FALSE, FALSE, FALSE, MT_SETUP_TROUBLE_SERVER, "h does not answer" },
  { MT_NET_ERROR_PORTAL, FALSE, TRUE, FALSE, MT_SETUP_TROUBLE_PORTAL, "sign in first" },
  { MT_NET_ERROR_PORTAL, FALSE, FALSE, FALSE, MT_SETUP_TROUBLE_PORTAL, "hotel" },
  { MT_NET_ERROR_TLS, FALSE, FALSE, FALSE, MT_SETUP_TROUBLE_CERTIFICATE, "certificate authority" },
  { MT_NET_ERROR_TLS, FALSE, TRUE, FALSE, MT_SETUP_TROUBLE_PORTAL, "sign in first" },
  { MT_NET_ERROR_REDIRECT, FALSE, TRUE, FALSE, MT_SETUP_TROUBLE_PORTAL, "sign in first" },
  { MT_NET_ERROR_AUTH, FALSE, TRUE, FALSE, MT_SETUP_TROUBLE_PASSWORD, "password" },
  { MT_NET_ERROR_AUTH, FALSE, FALSE, FALSE, MT_SETUP_TROUBLE_PASSWORD, "password" },
  { MT_NET_ERROR_FORBIDDEN, FALSE, FALSE, FALSE, MT_SETUP_TROUBLE_FORBIDDEN, "knows who you are" },
  { MT_NET_ERROR_MISSING, FALSE, FALSE, FALSE, MT_SETUP_TROUBLE_NO_CALDAV, "CalDAV" },
  { MT_NET_ERROR_THROTTLED, FALSE, FALSE, FALSE, MT_SETUP_TROUBLE_WAIT, "few minutes" },
  { MT_NET_ERROR_MALFORMED, FALSE, FALSE, FALSE, MT_SETUP_TROUBLE_SERVER, "the cause" },
  { MT_NET_ERROR_URL, FALSE, FALSE, FALSE, MT_SETUP_TROUBLE_ADDRESS, "the cause" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sayings); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (MT_NET_ERROR, sayings[i].code, "the cause");
      const MtSetupCircumstances around = { "h", sayings[i].offline, sayings[i].portal,
                                            sayings[i].no_such_name, FALSE };
      g_autofree char *words = NULL;

      g_assert_cmpint (mt_setup_explain (error, &around, &words), ==, sayings[i].trouble);
      g_test_message ("%s", words);
      g_assert_nonnull (strstr (words, sayings[i].says));
    }
}

#define ADD(path, function) g_test_add ("/setup/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  /* No keyring answers here. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/setup/failure/%s", rows[i].name);

      g_test_add (path, Fixture, &rows[i], set_up, test_failure, tear_down);
    }
  ADD ("all-goes-well", test_all_goes_well);
  ADD ("wrong-password", test_wrong_password);
  ADD ("address-as-user", test_address_as_user);
  ADD ("no-such-name", test_no_such_name);
  ADD ("never", test_never);
  ADD ("other-way", test_other_way);
  ADD ("without-scheme", test_without_scheme);
  ADD ("certificate", test_certificate);
  ADD ("feed", test_feed);
  ADD ("private-feed", test_private_feed);
  ADD ("cancelled", test_cancelled);
  ADD ("one-at-a-time", test_one_at_a_time);
  ADD ("no-keyring", test_no_keyring);
  ADD ("cannot-be-written", test_cannot_be_written);
  ADD ("make", test_make);
  ADD ("again", test_again);
  ADD ("no-browser", test_no_browser);
  ADD ("browser", test_browser);
  ADD ("browser-is-offered", test_browser_is_offered);
  ADD ("open-server", test_open_server);
  g_test_add_func ("/setup/words", test_words);
  return g_test_run ();
}
