/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtChoiceBar: whose overlap is shown, how many of them must be free, and the way back.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-accessible.h"
#include "ui/people/mt-choice-bar.h"

struct _MtChoiceBar
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
  GtkAdjustment *adjustment;
  gboolean updating; /* the session tells the spin button, not the other way round */
};

G_DEFINE_FINAL_TYPE (MtChoiceBar, mt_choice_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update (MtChoiceBar *self)
{
  guint n, min;

  g_object_get (self->session, "n-chosen", &n, "choice-min", &min, NULL);
  self->updating = TRUE;
  gtk_adjustment_set_upper (self->adjustment, MAX (1, n));
  gtk_adjustment_set_value (self->adjustment, min);
  self->updating = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
min_changed_cb (MtChoiceBar *self)
{
  if (self->session != NULL && !self->updating)
    mt_session_set_choice_min (self->session, (guint) gtk_adjustment_get_value (self->adjustment));
}

static void
clear_cb (MtChoiceBar *self)
{
  mt_session_set_choice (self->session, NULL, 0);
}

static void
set_session (MtChoiceBar *self, MtSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, update, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "notify::n-chosen", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::choice-min", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
mt_choice_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, MT_CHOICE_BAR (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_choice_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (MT_CHOICE_BAR (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_choice_bar_dispose (GObject *object)
{
  MtChoiceBar *self = MT_CHOICE_BAR (object);
  GtkWidget *child;

  set_session (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_CHOICE_BAR);
  G_OBJECT_CLASS (mt_choice_bar_parent_class)->dispose (object);
}

static void
mt_choice_bar_class_init (MtChoiceBarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_choice_bar_dispose;
  object_class->get_property = mt_choice_bar_get_property;
  object_class->set_property = mt_choice_bar_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "mt-choice-bar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/people/mt-choice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MtChoiceBar, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, min_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
mt_choice_bar_init (MtChoiceBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mt_accessible_name_inner (GTK_WIDGET (self), GTK_TYPE_TEXT, _ ("How Many of Them at Least"));
}
