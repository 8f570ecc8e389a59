/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountListPage: the accounts of the user, each with who signs in and what is wrong with it.
 */
#include "config.h"

#include "ui/accounts/mt-account-list-page.h"

#include <glib/gi18n-lib.h>

struct _MtAccountListPage
{
  GtkWidget parent_instance;

  MtAccounts *accounts; /* owned */
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *problem_group;
  GtkWidget *problem;
  GtkWidget *first;
  GtkWidget *another;
};

G_DEFINE_FINAL_TYPE (MtAccountListPage, mt_account_list_page, GTK_TYPE_WIDGET)

static void
update (MtAccountListPage *self)
{
  g_autofree char *problem = NULL;
  gboolean broken;

  g_object_get (self->accounts, "problem", &problem, NULL);
  broken = problem != NULL && problem[0] != '\0';
  if (broken)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem), problem);
  gtk_widget_set_visible (self->problem_group, broken);
  gtk_stack_set_visible_child_name (
      self->stack,
      broken || g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) > 0 ? "list" : "empty");
}

static void
update_row (MtAccountItem *item, GParamSpec *pspec, AdwActionRow *row)
{
  GtkWidget *icon = g_object_get_data (G_OBJECT (row), "icon");
  g_autofree char *title = NULL, *user = NULL, *paused = NULL, *subtitle = NULL;
  gboolean is_paused;

  g_object_get (item, "title", &title, "user-text", &user, "paused-text", &paused, "paused",
                &is_paused, NULL);
  subtitle = g_strconcat (user, is_paused ? "\n" : "", is_paused ? paused : "", NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon),
                                is_paused ? "dialog-warning-symbolic" : "network-server-symbolic");
  gtk_widget_set_css_classes (icon, is_paused ? (const char *[]){ "warning", NULL }
                                              : (const char *[]){ NULL });
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", TRUE,
                                    "subtitle-lines", 0, NULL);
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *next = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_action_row_add_prefix (row, icon);
  adw_action_row_add_suffix (row, next);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (item, "notify", G_CALLBACK (update_row), row, 0);
  update_row (item, NULL, row);
  return GTK_WIDGET (row);
}

static void
activated_cb (MtAccountListPage *self, GtkListBoxRow *row)
{
  g_autofree char *id = NULL;

  g_object_get (g_object_get_data (G_OBJECT (row), "item"), "id", &id, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "accounts.open", "s", id);
}

static gboolean
mt_account_list_page_grab_focus (GtkWidget *widget)
{
  MtAccountListPage *self = MT_ACCOUNT_LIST_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "empty"))
    return gtk_widget_grab_focus (self->first);
  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->another);
}

static void
mt_account_list_page_dispose (GObject *object)
{
  MtAccountListPage *self = MT_ACCOUNT_LIST_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_ACCOUNT_LIST_PAGE);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (mt_account_list_page_parent_class)->dispose (object);
}

static void
mt_account_list_page_class_init (MtAccountListPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_account_list_page_dispose;
  widget_class->grab_focus = mt_account_list_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-account-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MtAccountListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MtAccountListPage, list);
  gtk_widget_class_bind_template_child (widget_class, MtAccountListPage, problem_group);
  gtk_widget_class_bind_template_child (widget_class, MtAccountListPage, problem);
  gtk_widget_class_bind_template_child (widget_class, MtAccountListPage, first);
  gtk_widget_class_bind_template_child (widget_class, MtAccountListPage, another);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
mt_account_list_page_init (MtAccountListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_account_list_page_new:
 * @accounts: what it lists
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
mt_account_list_page_new (MtAccounts *accounts)
{
  MtAccountListPage *self = g_object_new (MT_TYPE_ACCOUNT_LIST_PAGE, NULL);

  self->accounts = g_object_ref (accounts);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (accounts), create_row_cb, NULL, NULL);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "notify::problem", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
