/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * FakeNetwork: a GNetworkMonitor that stands in for the machine's.
 */
#include "fake-network.h"

#define FAKE_TYPE_NETWORK (fake_network_get_type ())
G_DECLARE_FINAL_TYPE (FakeNetwork, fake_network, FAKE, NETWORK, GObject)

struct _FakeNetwork
{
  GObject parent_instance;

  gboolean available;
  gboolean metered;
};

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static gboolean
init_initable (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
initable_init (GInitableIface *iface)
{
  iface->init = init_initable;
}

static void
monitor_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeNetwork,
                               fake_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_init))

static void
fake_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FakeNetwork *self = FAKE_NETWORK (object);

  if (id == PROP_AVAILABLE)
    g_value_set_boolean (value, self->available);
  else if (id == PROP_METERED)
    g_value_set_boolean (value, self->metered);
  else
    g_value_set_enum (value,
                      self->available ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
}

static void
fake_network_class_init (FakeNetworkClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = fake_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fake_network_init (FakeNetwork *self)
{
  self->available = TRUE;
}

/* Before anybody asks for the network of the machine. */
void
fake_network_install (void)
{
  g_vfs_get_default (); /* the extension points are there from now on */
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, FAKE_TYPE_NETWORK, "fake",
                                  1000);
  g_assert_true (FAKE_IS_NETWORK (g_network_monitor_get_default ()));
}

void
fake_network_set (gboolean available, gboolean metered)
{
  FakeNetwork *self = FAKE_NETWORK (g_network_monitor_get_default ());

  self->available = available;
  self->metered = metered;
  g_signal_emit_by_name (self, "network-changed", available);
}
