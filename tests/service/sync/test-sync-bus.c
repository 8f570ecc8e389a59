/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync on D-Bus: a command asks the window to sync; the machine wakes up from sleep.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

#include "sync-fixture.h"
#include "../finalized.h"

#define LOGIN "org.freedesktop.login1"

typedef struct
{
  SyncFixture base;
  GTestDBus *bus;
  GDBusConnection *other; /* a command, or the system */
  MtAccounts *accounts;
  MtSync *sync;
} Fixture;

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

static gboolean
use_work (MtAccount *account, gpointer user_data, GError **error)
{
  mt_account_add_collection (account, user_data)->used = TRUE;
  return TRUE;
}

static GDBusConnection *
connect_bus (const char *address)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (MtAccountFile) file = NULL;
  g_autoptr (MtClock) clock = mt_clock_new_fixed (NOW);
  g_autoptr (MtFormat) format = mt_format_new_fixed (FALSE, MT_MONDAY);
  g_autofree char *url = NULL;

  f->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (f->bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (f->bus), TRUE);
  f->other = connect_bus (g_test_dbus_get_bus_address (f->bus));

  sync_fixture_set_up (&f->base, NULL);
  url = sync_url (&f->base, WORK);
  file = mt_account_file_new (f->base.accounts_path);
  g_assert_true (mt_account_file_change (file, f->base.ana->id, use_work, url, NULL));
  f->accounts = mt_accounts_new (f->base.accounts_path);
  f->sync = mt_sync_new (f->accounts, f->base.secrets, clock, format, f->base.directory);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  while (g_atomic_int_get (&G_OBJECT (f->sync)->ref_count) > 1)
    g_main_context_iteration (NULL, FALSE);
  assert_finalized (f->sync);
  g_object_unref (f->accounts);
  g_dbus_connection_close_sync (f->other, NULL, NULL);
  g_object_unref (f->other);
  sync_fixture_tear_down (&f->base, NULL);
  g_test_dbus_stop (f->bus);
  g_object_unref (f->bus);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  *(gboolean *) user_data = TRUE;
}

static void
call_sync (Fixture *f, GDBusConnection *window, gboolean full)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);
  gboolean done = FALSE;

  g_dbus_connection_call (f->other, g_dbus_connection_get_unique_name (window), MT_SYNC_OBJECT_PATH,
                          MT_SYNC_INTERFACE, "Sync", g_variant_new ("(b)", full), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, called_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

/* Answered when the run has ended; also when servers failed: the store says how each place did. */
static void
test_command (Fixture *f, gconstpointer data)
{
  g_autoptr (GDBusConnection) window = connect_bus (g_test_dbus_get_bus_address (f->bus));
  g_autoptr (GError) error = NULL;

  g_assert_true (mt_sync_export (f->sync, window, &error));
  g_assert_no_error (error);
  sync_put (&f->base, WORK "one.ics", "One");
  call_sync (f, window, FALSE);
  sync_assert_equal (&f->base, WORK, 1);
  fake_dav_fail (f->base.server, "*", "500", G_MAXUINT, NULL);
  call_sync (f, window, TRUE);
  g_assert_cmpint (mt_sync_get_state (f->sync), ==, MT_SYNC_TROUBLE);
}

static void
emit_sleep (Fixture *f, gboolean begins)
{
  g_assert_true (g_dbus_connection_emit_signal (f->other, NULL, "/org/freedesktop/login1",
                                                LOGIN ".Manager", "PrepareForSleep",
                                                g_variant_new ("(b)", begins), NULL));
}

/* Timers stand still while the machine sleeps, so that its waking up is a reason of its own. */
static void
test_sleep (Fixture *f, gconstpointer data)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);
  g_autoptr (GVariant) answer = NULL;
  gint64 due_ms;

  answer = g_dbus_connection_call_sync (f->other, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", LOGIN, 0), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (answer);
  while (f->sync->ended_ms == 0 || f->sync->running != NULL || f->sync->sleep_id == 0)
    g_main_context_iteration (NULL, TRUE);
  due_ms = f->sync->timer_due_ms;
  g_assert_cmpint (due_ms - f->sync->ended_ms, >, 4 * 60 * 1000);
  /* The bus may not have told yet who has the name: said until it is heard. */
  while (f->sync->timer_due_ms == due_ms)
    {
      emit_sleep (f, TRUE);
      emit_sleep (f, FALSE);
      if (!g_main_context_iteration (NULL, FALSE))
        g_thread_yield ();
    }
  g_assert_cmpint (f->sync->timer_due_ms - mt_sync_pace_read_clock (), <=, 4000);
  g_source_remove (id);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/sync-bus/command", Fixture, NULL, set_up, test_command, tear_down);
  g_test_add ("/sync-bus/sleep", Fixture, NULL, set_up, test_sleep, tear_down);

  return g_test_run ();
}
