/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtUpdateRow: one person's update of their day: what they wrote, or until when it is due.
 */
#include "config.h"

#include "ui/accounts/mt-pending-icon.h"
#include "ui/mt-avatar.h"
#include "ui/updates/mt-update-row.h"

struct _MtUpdateRow
{
  GtkWidget parent_instance;

  MtUpdateItem *update; /* owned, nullable */
  MtPersonItem *person; /* owned, nullable */
  GtkWidget *avatar;
  GtkLabel *name;
  GtkLabel *text;
  GtkLabel *replies;
  GtkImage *pending;
  GtkImage *icon;
  GtkLabel *state;
};

G_DEFINE_FINAL_TYPE (MtUpdateRow, mt_update_row, GTK_TYPE_WIDGET)

/* How a state looks beside its words. */
static const struct
{
  const char *icon; /* nullable */
  const char *css_class;
} looks[] = {
  [MT_DUE_OFF] = { NULL, "dim-label" },
  [MT_DUE_DUE] = { NULL, "due" },
  [MT_DUE_POSTED] = { "object-select-symbolic", "posted" },
  [MT_DUE_LATE] = { "object-select-symbolic", "late" },
  [MT_DUE_OVERDUE] = { "dialog-warning-symbolic", "overdue" },
  [MT_DUE_MISSED] = { "dialog-warning-symbolic", "overdue" },
  [MT_DUE_UNKNOWN] = { "dialog-question-symbolic", "unknown" },
};

static void
update_state (MtUpdateRow *self, MtDueKind kind)
{
  g_autofree char *state = NULL;
  const char *classes[] = { looks[kind].css_class, NULL };

  g_object_get (self->update, "state-text", &state, NULL);
  gtk_label_set_label (self->state, state);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state), classes);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), looks[kind].icon != NULL);
  if (looks[kind].icon != NULL)
    gtk_image_set_from_icon_name (self->icon, looks[kind].icon);
}

static void
update (MtUpdateRow *self)
{
  g_autofree char *text = NULL, *due = NULL, *yours = NULL, *description = NULL, *when = NULL,
                  *replies = NULL, *sync_text = NULL;
  int kind = MT_DUE_OFF, sync_state = MT_PENDING_NONE;
  gboolean written;

  g_object_get (self->update, "state", &kind, "text", &text, "due-text", &due, "due-yours", &yours,
                "replies-text", &replies, "description", &description, "sync-state", &sync_state,
                "sync-text", &sync_text, NULL);
  mt_pending_icon_update (self->pending, sync_state, sync_text);
  written = text != NULL && text[0] != '\0';
  when = g_strdup_printf ("%s%s%s", due, yours[0] != '\0' ? " · " : "", yours);
  gtk_label_set_label (self->text, written ? text : when);
  gtk_widget_set_visible (GTK_WIDGET (self->text), written || when[0] != '\0');
  gtk_label_set_label (self->replies, replies);
  gtk_widget_set_visible (GTK_WIDGET (self->replies), replies[0] != '\0');
  update_state (self, kind);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  -1);
}

static void
name_changed_cb (MtUpdateRow *self)
{
  g_autofree char *name = NULL;

  g_object_get (self->person, "name", &name, NULL);
  gtk_label_set_label (self->name, name);
}

static void
set_person (MtUpdateRow *self, MtPersonItem *person)
{
  if (self->person != NULL)
    g_signal_handlers_disconnect_by_func (self->person, name_changed_cb, self);
  g_set_object (&self->person, person);
  g_object_set (self->avatar, "person", person, NULL);
  if (person == NULL)
    return;
  g_signal_connect_object (person, "notify::name", G_CALLBACK (name_changed_cb), self,
                           G_CONNECT_SWAPPED);
  name_changed_cb (self);
}

static void
mt_update_row_dispose (GObject *object)
{
  MtUpdateRow *self = MT_UPDATE_ROW (object);
  GtkWidget *child;

  mt_update_row_set_update (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_UPDATE_ROW);
  G_OBJECT_CLASS (mt_update_row_parent_class)->dispose (object);
}

static void
mt_update_row_class_init (MtUpdateRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_update_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "mt-update");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/updates/mt-update-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MtUpdateRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, MtUpdateRow, name);
  gtk_widget_class_bind_template_child (widget_class, MtUpdateRow, text);
  gtk_widget_class_bind_template_child (widget_class, MtUpdateRow, replies);
  gtk_widget_class_bind_template_child (widget_class, MtUpdateRow, icon);
  gtk_widget_class_bind_template_child (widget_class, MtUpdateRow, pending);
  gtk_widget_class_bind_template_child (widget_class, MtUpdateRow, state);
}

static void
mt_update_row_init (MtUpdateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_update_row_new:
 *
 * Makes a row without an update.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_update_row_new (void)
{
  return g_object_new (MT_TYPE_UPDATE_ROW, NULL);
}

/**
 * mt_update_row_set_update:
 * @self: a row
 * @item: (nullable): what it shows from now on
 *
 * Binds the row to another update, or to none before it is used again.
 */
void
mt_update_row_set_update (MtUpdateRow *self, MtUpdateItem *item)
{
  g_autoptr (MtPersonItem) person = NULL;

  if (self->update != NULL)
    g_signal_handlers_disconnect_by_func (self->update, update, self);
  g_set_object (&self->update, item);
  if (item != NULL)
    g_object_get (item, "person", &person, NULL);
  set_person (self, person);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::description", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
