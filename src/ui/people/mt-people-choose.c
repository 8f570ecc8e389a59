/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Choosing people in their list, by pointer and by key.
 */
#include "config.h"

#include "ui/people/mt-people-choose.h"

#include "service/mt-session.h"
#include "ui/people/mt-person-row.h"

static gboolean
choose (GtkWidget *section, MtPersonItem *person)
{
  g_autoptr (MtSession) session = NULL;

  g_object_get (section, "session", &session, NULL);
  if (person == NULL || session == NULL)
    return FALSE;
  mt_session_toggle_chosen (session, person);
  return TRUE;
}

/* With Ctrl a click chooses, and opens nothing. */
static void
pressed_cb (GtkWidget *section, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if ((state & GDK_CONTROL_MASK) != 0 &&
      choose (section, mt_person_row_find_person (gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT))))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
choose_cb (GtkWidget *section, GVariant *arguments, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (section);

  return root != NULL && choose (section, mt_person_row_find_person (gtk_root_get_focus (root)));
}

/**
 * mt_people_choose_add:
 * @list: a list of person rows
 * @section: the widget around it, with a property `session`
 *
 * Ctrl with a click or with Enter chooses whose overlap is shown.
 */
void
mt_people_choose_add (GtkWidget *list, GtkWidget *section)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), section, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                        gtk_callback_action_new (choose_cb, NULL, NULL)));
  gtk_widget_add_controller (section, keys);
}
