/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncRow: one source: how old what it says is, and what is wrong with it. Where more than half
 * of it has vanished at once, somebody decides here whether that is believed.
 */
#include "config.h"

#include "ui/accounts/mt-sync-row.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-accessible.h"

struct _MtSyncRow
{
  GtkWidget parent_instance;

  MtSync *sync;     /* owned */
  MtSyncItem *item; /* owned, nullable */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *age;
  GtkLabel *waiting;
  GtkLabel *trouble;
  GtkWidget *held;
  GtkWidget *accept;
};

G_DEFINE_FINAL_TYPE (MtSyncRow, mt_sync_row, GTK_TYPE_WIDGET)

static gboolean
is_said (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static void
update_icon (MtSyncRow *self, gboolean trouble, gboolean working)
{
  gtk_image_set_from_icon_name (self->icon, trouble   ? "dialog-warning-symbolic"
                                            : working ? "view-refresh-symbolic"
                                                      : "object-select-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), trouble
                                                           ? (const char *[]){ "warning", NULL }
                                                           : (const char *[]){ "dim-label", NULL });
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  trouble ? _ ("Warning") : "", -1);
}

/* "1,203 items · checked 11:20" */
static char *
dup_age (MtSyncRow *self)
{
  g_autofree char *checked = NULL, *items = NULL, *when = NULL;
  gboolean working;
  double progress;
  gint64 at;
  guint n;

  g_object_get (self->item, "checked-text", &checked, "checked", &at, "n-items", &n, "progress",
                &progress, "working", &working, NULL);
  if (working && progress >= 0)
    return g_strdup_printf (_ ("Fetching: %.0f %%"), progress * 100);
  if (at == 0)
    return g_strdup (working ? _ ("Fetching…") : _ ("Not read yet"));
  /* Translators: when a calendar was fetched last: "checked 11:20", "checked Tue 11:20". */
  when = g_strdup_printf (_ ("checked %s"), checked);
  if (n == 0)
    return g_steal_pointer (&when);
  items = g_strdup_printf (ngettext ("%'u item", "%'u items", n), n);
  /* Translators: how many items a calendar has, and when it was checked last. */
  return g_strdup_printf (C_ ("source", "%s · %s"), items, when);
}

/* (transfer full) (nullable): how many edits of it wait. */
static char *
dup_waiting (MtSyncRow *self)
{
  guint n;

  g_object_get (self->item, "n-pending", &n, NULL);
  return n > 0 ? g_strdup_printf (
                     ngettext ("%u change waits to be sent", "%u changes wait to be sent", n), n)
               : NULL;
}

/* What is wrong, and how many items could not be had. */
static char *
dup_trouble (MtSyncRow *self)
{
  g_autofree char *trouble = NULL, *parked = NULL;
  guint n;

  g_object_get (self->item, "trouble-text", &trouble, "n-parked", &n, NULL);
  if (n == 0)
    return g_steal_pointer (&trouble);
  parked = g_strdup_printf (ngettext ("%u item cannot be read", "%u items cannot be read", n), n);
  return is_said (trouble) ? g_strconcat (trouble, "\n", parked, NULL) : g_steal_pointer (&parked);
}

static void
update_name (MtSyncRow *self, const char *title, const char *age, const char *trouble)
{
  g_autofree char *name = g_strconcat (title, ", ", age, is_said (trouble) ? ", " : "",
                                       trouble != NULL ? trouble : "", NULL);
  g_autofree char *accept = NULL;

  /* Translators: a button: what has vanished on the server is removed here, too; %s is a calendar.
   */
  accept = g_strdup_printf (_ ("Remove from %s here, too"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  mt_accessible_name (GTK_WIDGET (self->accept), accept);
}

/**
 * mt_sync_row_update:
 * @self: a row
 *
 * Tells anew how old what the source says is.
 */
void
mt_sync_row_update (MtSyncRow *self)
{
  g_autofree char *title = NULL, *age = NULL, *trouble = NULL, *waiting = NULL;
  gboolean held, working;

  if (self->item == NULL)
    return;
  g_object_get (self->item, "title", &title, "held", &held, "working", &working, NULL);
  age = dup_age (self);
  waiting = dup_waiting (self);
  trouble = dup_trouble (self);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->age, age);
  gtk_label_set_label (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (self->age), is_said (age));
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), is_said (trouble));
  gtk_label_set_label (self->waiting, waiting != NULL ? waiting : "");
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), waiting != NULL);
  gtk_widget_set_visible (self->held, held);
  update_icon (self, held || is_said (trouble), working);
  update_name (self, title, age, trouble);
}

static void
accept_clicked_cb (MtSyncRow *self)
{
  if (self->item != NULL)
    mt_sync_accept_vanished (self->sync, self->item);
}

static void
mt_sync_row_dispose (GObject *object)
{
  MtSyncRow *self = MT_SYNC_ROW (object);
  GtkWidget *child;

  mt_sync_row_set_item (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_SYNC_ROW);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (mt_sync_row_parent_class)->dispose (object);
}

static void
mt_sync_row_class_init (MtSyncRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_sync_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "mt-sync");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-sync-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MtSyncRow, icon);
  gtk_widget_class_bind_template_child (widget_class, MtSyncRow, title);
  gtk_widget_class_bind_template_child (widget_class, MtSyncRow, age);
  gtk_widget_class_bind_template_child (widget_class, MtSyncRow, trouble);
  gtk_widget_class_bind_template_child (widget_class, MtSyncRow, waiting);
  gtk_widget_class_bind_template_child (widget_class, MtSyncRow, held);
  gtk_widget_class_bind_template_child (widget_class, MtSyncRow, accept);
  gtk_widget_class_bind_template_callback (widget_class, accept_clicked_cb);
}

static void
mt_sync_row_init (MtSyncRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_sync_row_new:
 * @sync: what is told what somebody decides
 *
 * Makes a row without a source.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_sync_row_new (MtSync *sync)
{
  MtSyncRow *self = g_object_new (MT_TYPE_SYNC_ROW, NULL);

  self->sync = g_object_ref (sync);
  return GTK_WIDGET (self);
}

/**
 * mt_sync_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows from now on
 *
 * Binds the row to another source, or to none before it is used again.
 */
void
mt_sync_row_set_item (MtSyncRow *self, MtSyncItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, mt_sync_row_update, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify", G_CALLBACK (mt_sync_row_update), self,
                           G_CONNECT_SWAPPED);
  mt_sync_row_update (self);
}
