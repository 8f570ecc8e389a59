/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPendingBar: says in a dialog that its item is not as its server has it, and lets somebody
 * decide.
 */
#include "config.h"

#include "ui/accounts/mt-pending-bar.h"

#include "service/mt-pending-text.h"
#include "ui/accounts/mt-conflicts.h"
#include "ui/accounts/mt-pending-icon.h"

struct _MtPendingBar
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
  gint64 edit;
  GtkImage *icon;
  GtkLabel *text;
  GtkWidget *decide;
};

G_DEFINE_FINAL_TYPE (MtPendingBar, mt_pending_bar, GTK_TYPE_WIDGET)

static void
decide_clicked_cb (MtPendingBar *self)
{
  mt_conflicts_show (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->session,
                     self->edit);
}

static void
mt_pending_bar_dispose (GObject *object)
{
  MtPendingBar *self = MT_PENDING_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_PENDING_BAR);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_pending_bar_parent_class)->dispose (object);
}

static void
mt_pending_bar_class_init (MtPendingBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_pending_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "mt-pending-bar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-pending-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MtPendingBar, icon);
  gtk_widget_class_bind_template_child (widget_class, MtPendingBar, text);
  gtk_widget_class_bind_template_child (widget_class, MtPendingBar, decide);
  gtk_widget_class_bind_template_callback (widget_class, decide_clicked_cb);
}

static void
mt_pending_bar_init (MtPendingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_pending_bar_set_mark:
 * @self: a bar
 * @session: where the item is
 * @mark: (nullable): of the item
 *
 * Says how the item stands to its server from now on.
 */
void
mt_pending_bar_set_mark (MtPendingBar *self, MtSession *session, const MtPendingMark *mark)
{
  const MtPending state = mark != NULL ? mark->state : MT_PENDING_NONE;
  g_autofree char *text = mark != NULL ? mt_pending_text (mark) : g_strdup ("");

  g_set_object (&self->session, session);
  self->edit = mark != NULL ? mark->edit : 0;
  mt_pending_icon_update (self->icon, state, text);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (self->decide,
                          state == MT_PENDING_REFUSED || state == MT_PENDING_CONFLICT);
  gtk_widget_set_visible (GTK_WIDGET (self), state != MT_PENDING_NONE);
}
