/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtMessageWindow: says what could not be done, and what to do.
 */
#include "config.h"

#include "ui/mt-message-window.h"

struct _MtMessageWindow
{
  AdwWindow parent_instance;

  GtkLabel *heading;
  GtkLabel *text;
  GtkWidget *close;
};

G_DEFINE_FINAL_TYPE (MtMessageWindow, mt_message_window, ADW_TYPE_WINDOW)

static void
mt_message_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_MESSAGE_WINDOW);
  G_OBJECT_CLASS (mt_message_window_parent_class)->dispose (object);
}

static void
mt_message_window_class_init (MtMessageWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_message_window_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-message-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MtMessageWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, MtMessageWindow, text);
  gtk_widget_class_bind_template_child (widget_class, MtMessageWindow, close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_message_window_init (MtMessageWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->close);
  gtk_window_set_focus (GTK_WINDOW (self), self->close);
}

/**
 * mt_message_window_show:
 * @parent: (nullable): the window it belongs to
 * @heading: what could not be done
 * @text: why, and what to do
 *
 * Shows a message that stays until it is closed.
 */
void
mt_message_window_show (GtkWindow *parent, const char *heading, const char *text)
{
  MtMessageWindow *self = g_object_new (MT_TYPE_MESSAGE_WINDOW, "transient-for", parent, NULL);

  gtk_window_set_title (GTK_WINDOW (self), heading);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->text, text);
  gtk_window_present (GTK_WINDOW (self));
}
