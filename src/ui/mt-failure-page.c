/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFailurePage: why a team cannot be opened, and what to do now.
 */
#include "config.h"

#include "service/mt-session.h"
#include "ui/mt-failure-page.h"

struct _MtFailurePage
{
  AdwBin parent_instance;

  MtSession *session; /* owned, nullable */
  GtkWidget *text;
  GtkWidget *problems;
};

G_DEFINE_FINAL_TYPE (MtFailurePage, mt_failure_page, ADW_TYPE_BIN)

enum
{
  PROP_SESSION = 1,
};

/* The list of problems says more than the one line. */
static void
update (MtFailurePage *self)
{
  gboolean listed = g_list_model_get_n_items (mt_session_get_problems (self->session)) > 0;

  gtk_widget_set_visible (self->text, !listed);
  gtk_widget_set_visible (self->problems, listed);
}

static void
set_session (MtFailurePage *self, MtSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (mt_session_get_problems (session), "items-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  update (self);
}

static void
mt_failure_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, MT_FAILURE_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_failure_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (MT_FAILURE_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_failure_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_FAILURE_PAGE);
  g_clear_object (&MT_FAILURE_PAGE (object)->session);
  G_OBJECT_CLASS (mt_failure_page_parent_class)->dispose (object);
}

static void
mt_failure_page_class_init (MtFailurePageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_failure_page_dispose;
  object_class->get_property = mt_failure_page_get_property;
  object_class->set_property = mt_failure_page_set_property;
  g_object_class_install_property (
      object_class, PROP_SESSION,
      g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-failure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MtFailurePage, text);
  gtk_widget_class_bind_template_child (widget_class, MtFailurePage, problems);
}

static void
mt_failure_page_init (MtFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
