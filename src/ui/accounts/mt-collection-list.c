/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCollectionList: the calendars of an account, some at a time, with a search where there are
 * many: a home of 500 calendars must neither freeze the window nor hide the one that is wanted.
 */
#include "config.h"

#include "ui/accounts/mt-collection-list.h"

#include <glib/gi18n-lib.h>

#define FEW 12  /* without a search */
#define STEP 40 /* rows that are shown at a time */

struct _MtCollectionList
{
  GtkWidget parent_instance;

  MtCollectionText text;
  gpointer user_data;
  char *wanted;              /* owned, nullable: what is searched for, casefolded */
  GListModel *all;           /* owned, nullable */
  GtkFilterListModel *found; /* owned, nullable */
  GtkSliceListModel *slice;  /* owned, nullable */
  GtkCustomFilter *filter;   /* unowned: of `found` */
  GtkWidget *search;
  GtkListBox *list;
  GtkWidget *none;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (MtCollectionList, mt_collection_list, GTK_TYPE_WIDGET)

static gboolean
match (gpointer item, gpointer user_data)
{
  MtCollectionList *self = user_data;
  g_autofree char *text = NULL, *folded = NULL;

  if (self->wanted == NULL || self->wanted[0] == '\0')
    return TRUE;
  text = self->text (item, self->user_data);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, self->wanted) != NULL;
}

static void
update (MtCollectionList *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  const guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->slice));
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->search, g_list_model_get_n_items (self->all) > FEW);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->none, n == 0);
  gtk_widget_set_visible (self->more, shown < n);
  if (shown >= n)
    return;
  label = g_strdup_printf (ngettext ("Show %u More", "Show %u More", n - shown), n - shown);
  gtk_button_set_label (GTK_BUTTON (self->more), label);
}

static void
searched_cb (MtCollectionList *self)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_slice_list_model_set_size (self->slice, STEP);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
more_clicked_cb (MtCollectionList *self)
{
  gtk_slice_list_model_set_size (self->slice, gtk_slice_list_model_get_size (self->slice) + STEP);
  update (self);
}

static void
mt_collection_list_dispose (GObject *object)
{
  MtCollectionList *self = MT_COLLECTION_LIST (object);
  GtkWidget *child;

  if (self->all != NULL)
    g_signal_handlers_disconnect_by_data (self->all, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->slice);
  g_clear_object (&self->found);
  g_clear_object (&self->all);
  G_OBJECT_CLASS (mt_collection_list_parent_class)->dispose (object);
}

static void
mt_collection_list_finalize (GObject *object)
{
  g_free (MT_COLLECTION_LIST (object)->wanted);
  G_OBJECT_CLASS (mt_collection_list_parent_class)->finalize (object);
}

static void
mt_collection_list_class_init (MtCollectionListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_collection_list_dispose;
  G_OBJECT_CLASS (class)->finalize = mt_collection_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
add_child (MtCollectionList *self, GtkWidget *child)
{
  gtk_widget_set_visible (child, FALSE);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
mt_collection_list_init (MtCollectionList *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 8);
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Find calendars"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find Calendars"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (searched_cb), self,
                           G_CONNECT_SWAPPED);
  self->list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Calendars"), -1);
  self->none = g_object_new (GTK_TYPE_LABEL, "label", _ ("No calendar is called so."), "wrap", TRUE,
                             "margin-top", 12, NULL);
  self->more = g_object_new (GTK_TYPE_BUTTON, "halign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->more, "pill");
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  add_child (self, self->search);
  add_child (self, GTK_WIDGET (self->list));
  add_child (self, self->none);
  add_child (self, self->more);
}

/**
 * mt_collection_list_bind:
 * @self: a list
 * @collections: what it lists
 * @text: what a search looks at in one of them
 * @create: makes a row for one of them
 * @user_data: for both
 *
 * Lists something; once in the life of @self.
 */
void
mt_collection_list_bind (MtCollectionList *self,
                         GListModel *collections,
                         MtCollectionText text,
                         GtkListBoxCreateWidgetFunc create,
                         gpointer user_data)
{
  self->all = g_object_ref (collections);
  self->text = text;
  self->user_data = user_data;
  self->filter = gtk_custom_filter_new (match, self, NULL);
  self->found = gtk_filter_list_model_new (g_object_ref (collections), GTK_FILTER (self->filter));
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->found)), 0, STEP);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->slice), create, user_data, NULL);
  g_signal_connect_object (self->slice, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
