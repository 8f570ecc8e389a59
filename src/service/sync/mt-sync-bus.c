/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync on the session bus: a command beside the window asks it to sync.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

static const char introspection[] = "<node><interface name='" MT_SYNC_INTERFACE "'>"
                                    "<method name='Sync'><arg type='b' direction='in' name='full'/>"
                                    "</method></interface></node>";

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  /* How single places did stands in the store, for whoever asked to read. */
  if (mt_sync_run_finish (MT_SYNC (source), result, &error) || error->domain != MT_SYNC_ERROR ||
      error->code != MT_SYNC_ERROR_STORE)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_gerror (invocation, error);
}

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (MtSync) self = g_weak_ref_get (weak);
  gboolean full = FALSE;

  if (self == NULL)
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_variant_get (parameters, "(b)", &full);
  mt_sync_run_async (self, full, NULL, synced_cb, invocation);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/**
 * mt_sync_export:
 * @self: the sync
 * @connection: the session bus
 * @error: why it cannot be reached there
 *
 * Lets a command ask for a run: %MT_SYNC_OBJECT_PATH, method Sync (b full). It is answered when the
 * run has ended.
 *
 * Returns: whether it can
 */
gboolean
mt_sync_export (MtSync *self, GDBusConnection *connection, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = call_cb };
  g_autoptr (GDBusNodeInfo) node = NULL;
  GWeakRef *weak;

  g_return_val_if_fail (MT_IS_SYNC (self), FALSE);
  node = g_dbus_node_info_new_for_xml (introspection, error);
  if (node == NULL)
    return FALSE;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  self->object_id = g_dbus_connection_register_object (
      connection, MT_SYNC_OBJECT_PATH, node->interfaces[0], &vtable, weak, weak_ref_free, error);
  if (self->object_id == 0)
    return FALSE;
  g_set_object (&self->session, connection);
  return TRUE;
}
