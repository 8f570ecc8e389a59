/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Pointer and keys on a column of the board: drop, menu, moving cards. What comes of it are actions
 * of the board.
 */
#include "config.h"

#include "ui/board/mt-column-input.h"

#include "service/mt-session.h"
#include "ui/board/mt-board-actions.h"
#include "ui/board/mt-board-section.h"
#include "ui/board/mt-task-card.h"
#include "ui/mt-accessible.h"

static guint
get_index (GtkWidget *column)
{
  guint index = 0;

  while ((column = gtk_widget_get_prev_sibling (column)) != NULL)
    index++;
  return index;
}

static guint
count_columns (GtkWidget *column)
{
  GtkWidget *last = gtk_widget_get_last_child (gtk_widget_get_parent (column));

  return get_index (last) + 1;
}

/* (transfer none) (nullable): the card whose row has the focus. */
static MtTaskCard *
find_focused (GtkListView *list)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (list));
  GtkWidget *card = row != NULL ? gtk_widget_get_first_child (row) : NULL;

  return MT_IS_TASK_CARD (card) ? MT_TASK_CARD (card) : NULL;
}

static MtTaskCard *
find_at (GtkListView *list, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (list), x, y, GTK_PICK_DEFAULT);

  widget = widget != NULL ? gtk_widget_get_ancestor (widget, MT_TYPE_TASK_CARD) : NULL;
  return widget != NULL ? MT_TASK_CARD (widget) : NULL;
}

/* -- Menu -- */

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* What was chosen is done after this. */
static void
menu_closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
pop_up (GtkWidget *column, MtTaskCard *card, const GdkRectangle *where)
{
  GtkWidget *board = gtk_widget_get_ancestor (column, MT_TYPE_BOARD_SECTION);
  g_autoptr (MtSession) session = NULL;
  g_autoptr (GMenuModel) menu = NULL;
  GtkWidget *popover;

  g_object_get (board, "session", &session, NULL);
  menu = mt_board_actions_create_menu (session, mt_task_card_get_id (card));
  if (menu == NULL)
    return;
  popover = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), where->width > 1);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), where);
  gtk_widget_set_parent (popover, column);
  g_signal_connect (popover, "closed", G_CALLBACK (menu_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  mt_accessible_name_menu (popover);
}

static void
pop_up_at (GtkWidget *column, GtkListView *list, double x, double y)
{
  MtTaskCard *card = find_at (list, x, y);
  graphene_point_t point;

  if (card == NULL ||
      !gtk_widget_compute_point (GTK_WIDGET (list), column, &GRAPHENE_POINT_INIT (x, y), &point))
    return;
  pop_up (column, card, &(GdkRectangle){ point.x, point.y, 1, 1 });
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *column)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_at (column,
             GTK_LIST_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture))), x,
             y);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture, double x, double y, GtkWidget *column)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_at (column,
             GTK_LIST_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture))), x,
             y);
}

static void
add_pointer (GtkWidget *column, GtkWidget *list)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), column, 0);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (long_pressed_cb), column, 0);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (press));
}

/* -- Keys -- */

static gboolean
menu_key_cb (GtkWidget *list, GVariant *arguments, gpointer column)
{
  MtTaskCard *card = find_focused (GTK_LIST_VIEW (list));
  graphene_rect_t bounds;

  if (card == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (card), column, &bounds))
    return FALSE;
  pop_up (
      column, card,
      &(GdkRectangle){ bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height });
  return TRUE;
}

static gboolean
move_key_cb (GtkWidget *list, GVariant *arguments, gpointer column)
{
  MtTaskCard *card = find_focused (GTK_LIST_VIEW (list));
  const gboolean rtl = gtk_widget_get_direction (list) == GTK_TEXT_DIR_RTL;
  const int step = rtl ? -g_variant_get_int32 (arguments) : g_variant_get_int32 (arguments);
  const int index = (int) get_index (column) + step;

  if (card == NULL)
    return FALSE;
  if (index >= 0 && index < (int) count_columns (column))
    gtk_widget_activate_action (column, "board.carry", "(su)", mt_task_card_get_id (card),
                                (guint) index);
  else
    gtk_widget_error_bell (list);
  return TRUE;
}

static gboolean
delete_key_cb (GtkWidget *list, GVariant *arguments, gpointer column)
{
  MtTaskCard *card = find_focused (GTK_LIST_VIEW (list));

  return card != NULL &&
         gtk_widget_activate_action (column, "board.delete", "s", mt_task_card_get_id (card));
}

static void
add_key (GtkEventController *keys,
         const char *trigger,
         GtkShortcutFunc func,
         int step,
         gpointer column)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                            gtk_callback_action_new (func, column, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (step));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/* Before the list, which would walk along its rows. */
static void
add_keys (GtkWidget *column, GtkWidget *list)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, "<Control>Right", move_key_cb, 1, column);
  add_key (keys, "<Control>Left", move_key_cb, -1, column);
  add_key (keys, "<Control>KP_Right", move_key_cb, 1, column);
  add_key (keys, "<Control>KP_Left", move_key_cb, -1, column);
  add_key (keys, "Menu", menu_key_cb, 0, column);
  add_key (keys, "<Shift>F10", menu_key_cb, 0, column);
  add_key (keys, "Delete", delete_key_cb, 0, column);
  gtk_widget_add_controller (list, keys);
}

/* -- Drop -- */

static GdkDragAction
enter_cb (GtkDropTarget *target, double x, double y, GtkWidget *column)
{
  gtk_widget_add_css_class (column, "target");
  return GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target, GtkWidget *column)
{
  gtk_widget_remove_css_class (column, "target");
}

/* In its own column nothing is to be done, and the action does nothing. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *column)
{
  g_autofree char *id = NULL;

  gtk_widget_remove_css_class (column, "target");
  g_object_get (g_value_get_object (value), "id", &id, NULL);
  return gtk_widget_activate_action (column, "board.move", "(su)", id, get_index (column));
}

static void
add_drop (GtkWidget *column)
{
  GtkDropTarget *target = gtk_drop_target_new (MT_TYPE_TASK_ITEM, GDK_ACTION_MOVE);

  g_signal_connect_object (target, "enter", G_CALLBACK (enter_cb), column, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), column, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), column, 0);
  gtk_widget_add_controller (column, GTK_EVENT_CONTROLLER (target));
}

/**
 * mt_column_input_add:
 * @column: a column
 * @list: its cards
 *
 * Lets cards be dropped on the column, and those in it be moved by keys and have a menu.
 */
void
mt_column_input_add (MtBoardColumn *column, GtkListView *list)
{
  add_pointer (GTK_WIDGET (column), GTK_WIDGET (list));
  add_keys (GTK_WIDGET (column), GTK_WIDGET (list));
  add_drop (GTK_WIDGET (column));
}
