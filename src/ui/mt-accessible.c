/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Names for parts of GTK's and libadwaita's own widgets that have the focus in their place: what is
 * given to the widget does not reach them.
 */
#include "config.h"

#include "ui/mt-accessible.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static GtkWidget *
find_inner (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_inner (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * mt_accessible_name:
 * @widget: a button with words on it, or that a row of libadwaita's activates
 * @name: what it is
 *
 * Names a widget. Since GTK 4.12 a button is labelled by the words on it and since libadwaita 1.3
 * by the title of the row that activates it, which would go before a name: words and row come
 * first, then this.
 */
void
mt_accessible_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * mt_accessible_keep_names:
 * @page: a widget made of a template
 *
 * Buttons in rows that activate them keep the names that the template gives them, or their words:
 * since libadwaita 1.3 they would be called as the row is, and not by what they do.
 */
void
mt_accessible_keep_names (GtkWidget *page)
{
  GtkWidget *button = ADW_IS_ACTION_ROW (page)
                          ? adw_action_row_get_activatable_widget (ADW_ACTION_ROW (page))
                          : NULL;

  if (GTK_IS_BUTTON (button))
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mt_accessible_keep_names (child);
}

/**
 * mt_accessible_name_inner:
 * @widget: a widget
 * @type: the type of one that it is made of, of which the first is meant
 * @name: what it is
 *
 * Names a part of a widget; nothing if there is none.
 */
void
mt_accessible_name_inner (GtkWidget *widget, GType type, const char *name)
{
  GtkWidget *inner = find_inner (widget, type);

  if (inner != NULL)
    mt_accessible_name (inner, name);
}

/* (transfer full): what is chosen, "" for nothing. */
static char *
dup_selected_text (GtkDropDown *drop_down)
{
  gpointer item = gtk_drop_down_get_selected_item (drop_down);
  GtkExpression *expression = gtk_drop_down_get_expression (drop_down);
  g_auto (GValue) value = G_VALUE_INIT;

  if (GTK_IS_STRING_OBJECT (item))
    return g_strdup (gtk_string_object_get_string (item));
  if (item == NULL || expression == NULL || !gtk_expression_evaluate (expression, item, &value) ||
      !G_VALUE_HOLDS_STRING (&value))
    return g_strdup ("");
  return g_value_dup_string (&value);
}

static void
selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, const char *name)
{
  g_autofree char *selected = dup_selected_text (drop_down);
  /* Translators: what is chosen, and the choice: "Order of the People: By name". */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), name, selected);

  mt_accessible_name_inner (GTK_WIDGET (drop_down), GTK_TYPE_TOGGLE_BUTTON, text);
  /* On GTK 4.18 the button is called as the drop-down is. */
  mt_accessible_name_inner (GTK_WIDGET (drop_down), GTK_TYPE_DROP_DOWN, text);
}

static void
free_name (gpointer name, GClosure *closure)
{
  g_free (name);
}

/**
 * mt_accessible_name_drop_down:
 * @drop_down: a drop-down
 * @name: what is chosen with it
 *
 * Names the button in a drop-down, with what is chosen now.
 */
void
mt_accessible_name_drop_down (GtkDropDown *drop_down, const char *name)
{
  g_signal_connect_data (drop_down, "notify::selected-item", G_CALLBACK (selected_cb),
                         g_strdup (name), free_name, 0);
  selected_cb (drop_down, NULL, name);
}

/**
 * mt_accessible_name_menu:
 * @menu: a popover that was made of a menu model and is shown, or a part of it
 *
 * Names its items by their text, which on GTK 4.18 reaches nobody who does not see it.
 */
void
mt_accessible_name_menu (GtkWidget *menu)
{
  for (GtkWidget *child = gtk_widget_get_first_child (menu); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *text = NULL;

      mt_accessible_name_menu (child);
      if (!g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkModelButton"))
        continue;
      g_object_get (child, "text", &text, NULL);
      mt_accessible_name_inner (child, G_OBJECT_TYPE (child), text);
    }
}

/**
 * mt_accessible_name_menu_of:
 * @button: a button that has a menu model
 *
 * Names the items of its menu whenever it is shown, until it is given another.
 */
void
mt_accessible_name_menu_of (GtkMenuButton *button)
{
  g_signal_connect (gtk_menu_button_get_popover (button), "map",
                    G_CALLBACK (mt_accessible_name_menu), NULL);
}
