/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTimeField: a popover that takes a time as people say it. While it is typed, it says which
 * instant is understood; only Enter tells what is not.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-time-field.h"

struct _MtTimeField
{
  GtkPopover parent_instance;

  MtSession *session; /* owned */
  GtkEditable *entry;
  GtkWidget *message;
};

G_DEFINE_FINAL_TYPE (MtTimeField, mt_time_field, GTK_TYPE_POPOVER)

/* What is said below the entry is its description, too. */
static void
show_message (MtTimeField *self, const char *text, gboolean wrong)
{
  gtk_label_set_label (GTK_LABEL (self->message), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_add_css_class (self->message, "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_remove_css_class (self->message, "error");
    }
}

static void
changed_cb (MtTimeField *self)
{
  g_autofree char *text = NULL;
  gint64 instant;

  if (self->session != NULL &&
      mt_session_read_when (self->session, gtk_editable_get_text (self->entry), &instant, NULL))
    text = mt_session_format_date_time (self->session, instant);
  show_message (
      self, text != NULL ? text : _ ("A time, a day and a place or person; Esc goes back to now."),
      FALSE);
}

static void
activate_cb (MtTimeField *self)
{
  g_autoptr (GError) error = NULL;
  gint64 instant;

  if (!mt_session_read_when (self->session, gtk_editable_get_text (self->entry), &instant, &error))
    {
      show_message (self, error->message, TRUE);
      return;
    }
  mt_session_set_at (self->session, instant);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  MtTimeField *self = MT_TIME_FIELD (widget);

  mt_session_follow_clock (self->session);
  gtk_popover_popdown (GTK_POPOVER (self));
  return TRUE;
}

/* It opens empty: what was typed the last time is what is shown now. */
static void
mt_time_field_map (GtkWidget *widget)
{
  MtTimeField *self = MT_TIME_FIELD (widget);

  gtk_editable_set_text (self->entry, "");
  changed_cb (self);
  GTK_WIDGET_CLASS (mt_time_field_parent_class)->map (widget);
}

static void
mt_time_field_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_TIME_FIELD);
  g_clear_object (&MT_TIME_FIELD (object)->session);
  G_OBJECT_CLASS (mt_time_field_parent_class)->dispose (object);
}

static void
mt_time_field_class_init (MtTimeFieldClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_time_field_dispose;
  widget_class->map = mt_time_field_map;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-time-field.ui");
  gtk_widget_class_bind_template_child (widget_class, MtTimeField, entry);
  gtk_widget_class_bind_template_child (widget_class, MtTimeField, message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
mt_time_field_init (MtTimeField *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * mt_time_field_new:
 * @session: what it moves
 *
 * Makes the popover; give it a parent, and unparent it when that goes.
 *
 * Returns: (transfer floating): the popover, not yet shown
 */
GtkPopover *
mt_time_field_new (MtSession *session)
{
  MtTimeField *self = g_object_new (MT_TYPE_TIME_FIELD, NULL);

  self->session = g_object_ref (session);
  return GTK_POPOVER (self);
}
