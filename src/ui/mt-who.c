/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWho: asks which person of the team the user is.
 */
#include "config.h"

#include "ui/mt-who.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-accessible.h"

struct _MtWho
{
  GtkWidget parent_instance;

  GtkDropDown *choice;
};

G_DEFINE_FINAL_TYPE (MtWho, mt_who, GTK_TYPE_WIDGET)

static void
choose_clicked_cb (MtWho *self)
{
  gpointer person = gtk_drop_down_get_selected_item (self->choice);
  g_autofree char *id = NULL;

  if (person == NULL)
    return;
  g_object_get (person, "id", &id, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.me", "s", id);
}

static void
mt_who_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_WHO);
  G_OBJECT_CLASS (mt_who_parent_class)->dispose (object);
}

static void
mt_who_class_init (MtWhoClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_who_dispose;
  gtk_widget_class_set_css_name (widget_class, "mt-who");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/meantime_desktop/Meantime/ui/mt-who.ui");
  gtk_widget_class_bind_template_child (widget_class, MtWho, choice);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
}

static void
mt_who_init (MtWho *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_who_new:
 * @people: (transfer none): the people to choose from
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_who_new (GListModel *people)
{
  MtWho *self = g_object_new (MT_TYPE_WHO, NULL);

  gtk_drop_down_set_model (self->choice, people);
  mt_accessible_name_drop_down (self->choice, _ ("Who of them are you?"));
  return GTK_WIDGET (self);
}
