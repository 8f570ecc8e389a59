/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The keys that walk along the tracks of a list of people.
 */
#include "config.h"

#include "ui/people/mt-track-walk.h"

#include "ui/people/mt-person-row.h"

/* The row that has the focus, itself or by the cursor of its track. */
static MtPersonRow *
get_focus_row (GtkWidget *list)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (list));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, MT_TYPE_PERSON_ROW) : NULL;

  if (row == NULL && focus != NULL && gtk_widget_is_ancestor (focus, list))
    row = gtk_widget_get_first_child (focus);
  return MT_IS_PERSON_ROW (row) ? MT_PERSON_ROW (row) : NULL;
}

/* Left and right walk along the track of the row, the way time runs; Escape gives the row the focus
 * back. */
static gboolean
walk_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  MtPersonRow *row = get_focus_row (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int direction = g_variant_get_int32 (args);

  if (row == NULL)
    return FALSE;
  if (direction != 0)
    {
      mt_person_row_walk (row, rtl ? -direction : direction);
      return TRUE;
    }
  if (gtk_widget_get_focus_child (GTK_WIDGET (row)) == NULL)
    return FALSE;
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  return TRUE;
}

/**
 * mt_track_walk_add_keys:
 * @list: a list of person rows
 *
 * Makes the left and right keys walk along the track of the row that has the focus.
 */
void
mt_track_walk_add_keys (GtkWidget *list)
{
  static const struct
  {
    guint key;
    int direction; /* 0: back to the row */
  } keys[] = { { GDK_KEY_Left, -1 }, { GDK_KEY_Right, 1 }, { GDK_KEY_Escape, 0 } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (keys[i].key, 0),
                                         gtk_callback_action_new (walk_cb, NULL, NULL), "i",
                                         keys[i].direction));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (list, controller);
}
