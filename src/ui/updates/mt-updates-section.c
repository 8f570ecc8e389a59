/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtUpdatesSection: whose update is due until when, and what was posted.
 */
#include "config.h"

#include "service/mt-session.h"
#include "ui/updates/mt-update-row.h"
#include "ui/updates/mt-updates-section.h"

struct _MtUpdatesSection
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (MtUpdatesSection, mt_updates_section, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_UPDATES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
setup_cb (MtUpdatesSection *self, GtkListItem *item)
{
  /* Selectable it stays, though nothing is selected: GTK 4.8 lets no other row have the focus. */
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, mt_update_row_new ());
}

static void
bind_cb (MtUpdatesSection *self, GtkListItem *item)
{
  mt_update_row_set_update (MT_UPDATE_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
unbind_cb (MtUpdatesSection *self, GtkListItem *item)
{
  mt_update_row_set_update (MT_UPDATE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
mt_updates_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtUpdatesSection *self = MT_UPDATES_SECTION (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_UPDATES:
      g_value_set_object (value,
                          self->session != NULL ? mt_session_get_updates (self->session) : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_updates_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtUpdatesSection *self = MT_UPDATES_SECTION (object);

  if (id != PROP_SESSION)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_set_object (&self->session, g_value_get_object (value)))
    {
      g_object_notify_by_pspec (object, properties[PROP_SESSION]);
      g_object_notify_by_pspec (object, properties[PROP_UPDATES]);
    }
}

static void
mt_updates_section_dispose (GObject *object)
{
  MtUpdatesSection *self = MT_UPDATES_SECTION (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_UPDATES_SECTION);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_updates_section_parent_class)->dispose (object);
}

static void
mt_updates_section_class_init (MtUpdatesSectionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_updates_section_dispose;
  object_class->get_property = mt_updates_section_get_property;
  object_class->set_property = mt_updates_section_set_property;
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_UPDATES] = g_param_spec_object ("updates", NULL, NULL, G_TYPE_LIST_MODEL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "mt-updates");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/updates/mt-updates-section.ui");
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
mt_updates_section_init (MtUpdatesSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
