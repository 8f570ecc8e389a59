/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What can be done with a person, in their row: a menu by the other button of the pointer, by the
 * menu key or Shift+F10; F2 changes them. The menu is made when it is asked for.
 */
#include "config.h"

#include "ui/people/mt-person-menu.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-accessible.h"
#include "ui/people/mt-person-row.h"

static void
append (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static GMenuModel *
new_menu (MtPersonItem *person)
{
  const char *id = mt_person_item_get_person (person)->id;
  GMenu *menu = g_menu_new ();

  append (menu, _ ("_Show"), "person.open", id);
  append (menu, _ ("_Edit…"), "win.edit-person", id);
  append (menu, _ ("Add _Leave…"), "win.add-leave", id);
  append (menu, _ ("_Remove from Team"), "win.remove-person", id);

  return G_MENU_MODEL (menu);
}

/* Only once what was chosen has been done: it belongs to the menu. */
static gboolean
drop_cb (gpointer popover)
{
  gtk_widget_unparent (GTK_WIDGET (popover));

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_cb, g_object_ref (popover), g_object_unref);
}

/* A list view takes no other children than its rows: the menu belongs to whoever holds it. */
static void
show_menu (GtkWidget *list, MtPersonItem *person, double x, double y)
{
  GtkWidget *holder = g_object_get_data (G_OBJECT (list), "menu-holder");
  g_autoptr (GMenuModel) menu = new_menu (person);
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);
  graphene_point_t at = GRAPHENE_POINT_INIT ((float) x, (float) y);

  if (!gtk_widget_compute_point (list, holder, &at, &at))
    return;
  gtk_widget_set_parent (popover, holder);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(GdkRectangle){ (int) at.x, (int) at.y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  mt_accessible_name_menu (popover);
}

static void
pressed_cb (GtkWidget *list, int n_press, double x, double y, GtkGesture *gesture)
{
  MtPersonItem *person = mt_person_row_find_person (gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT));

  if (person == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (list, person, x, y);
}

/* (transfer none) (nullable): whose row has the focus. */
static MtPersonItem *
get_focused (GtkWidget *list, GtkWidget **widget)
{
  GtkRoot *root = gtk_widget_get_root (list);

  *widget = root != NULL ? gtk_root_get_focus (root) : NULL;

  return mt_person_row_find_person (*widget);
}

static gboolean
menu_cb (GtkWidget *list, GVariant *arguments, gpointer user_data)
{
  GtkWidget *widget;
  MtPersonItem *person = get_focused (list, &widget);
  graphene_rect_t bounds;

  if (person == NULL || !gtk_widget_compute_bounds (widget, list, &bounds))
    return FALSE;
  show_menu (list, person, bounds.origin.x + bounds.size.width / 4,
             bounds.origin.y + bounds.size.height / 2);

  return TRUE;
}

static gboolean
edit_cb (GtkWidget *list, GVariant *arguments, gpointer user_data)
{
  GtkWidget *widget;
  MtPersonItem *person = get_focused (list, &widget);

  return person != NULL && gtk_widget_activate_action (list, "win.edit-person", "s",
                                                       mt_person_item_get_person (person)->id);
}

static void
add_key (GtkEventController *controller, const char *trigger, GtkShortcutFunc func)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (func, NULL, NULL)));
}

/**
 * mt_person_menu_add:
 * @list: a list of #MtPersonRow
 * @holder: what holds @list, and the menu
 *
 * Adds the menu and the keys.
 */
void
mt_person_menu_add (GtkWidget *list, GtkWidget *holder)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data (G_OBJECT (list), "menu-holder", holder);
  add_key (keys, "Menu|<Shift>F10", menu_cb);
  add_key (keys, "F2", edit_cb);
  gtk_widget_add_controller (list, keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), list, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));
}
