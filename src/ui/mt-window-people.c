/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWindow: the people of the team are added, changed and removed.
 */
#include "config.h"

#include "ui/mt-window-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "ui/editor/mt-period-dialog.h"
#include "ui/editor/mt-new-team-window.h"
#include "ui/editor/mt-person-editor.h"
#include "ui/mt-apply.h"

static void
show_editor (MtWindow *self, const char *id)
{
  GtkWindow *editor = mt_person_editor_new (GTK_WINDOW (self), self->session, id);

  if (editor != NULL)
    gtk_window_present (editor);
}

static void
add_person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_editor (MT_WINDOW (widget), NULL);
}

static void
edit_person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_editor (MT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
present (GtkWindow *dialog)
{
  if (dialog != NULL)
    gtk_window_present (dialog);
}

static void
add_leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present (mt_period_dialog_new_leave (GTK_WINDOW (widget), MT_WINDOW (widget)->session,
                                       g_variant_get_string (parameter, NULL)));
}

/* Where this computer is, I am. */
static void
add_journey_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtSession *session = MT_WINDOW (widget)->session;
  MtPersonItem *me = mt_session_get_me (session);
  g_autoptr (MtZone) here = mt_tzdata_dup_local (mt_session_get_tzdata (session));

  if (me != NULL)
    present (mt_period_dialog_new_journey (GTK_WINDOW (widget), session,
                                           mt_person_item_get_person (me)->id, here));
}

/* (transfer full): what is said, with the way back. */
static char *
dup_removed_text (MtWindow *self, const MtPerson *person)
{
  MtPersonItem *me = mt_session_get_me (self->session);
  g_autofree char *shown = mt_display_line (person->name);

  /* Translators: a name. */
  if (me != NULL && mt_person_item_get_person (me) == person)
    return g_strdup_printf (_ ("Removed %s, who was you"), shown);

  /* Translators: a name. */
  return g_strdup_printf (_ ("Removed %s"), shown);
}

static void
remove_person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);
  MtSnapshot *snapshot = mt_session_get_snapshot (self->session);
  const MtPerson *person =
      snapshot != NULL ? mt_team_find (snapshot->team, g_variant_get_string (parameter, NULL))
                       : NULL;
  g_autoptr (MtTeamDraft) draft = mt_team_draft_new ();
  g_autofree char *done = NULL;

  if (person == NULL)
    return;
  done = dup_removed_text (self, person);
  mt_team_draft_remove_person (draft, person->id);
  mt_apply_team_draft (widget, self->session, draft, done);
}

static void
made_cb (GtkWidget *window, const char *path, const char *id)
{
  gtk_widget_activate_action (window, "app.open-as", "(ss)", path, id);
}

static void
new_team_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *dialog = mt_new_team_window_new (GTK_WINDOW (widget), MT_WINDOW (widget)->session);

  g_signal_connect_object (dialog, "made", G_CALLBACK (made_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/**
 * mt_window_update_people:
 * @self: a window
 *
 * Allows what can be done with the team file that is open.
 */
void
mt_window_update_people (MtWindow *self)
{
  gboolean can_edit = self->session != NULL && mt_session_can_edit_team (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-person", can_edit);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.edit-person", can_edit);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.remove-person", can_edit);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-leave", can_edit);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-journey",
                                 can_edit && mt_session_get_me (self->session) != NULL);
}

/**
 * mt_window_install_people_actions:
 * @widget_class: the class of windows
 *
 * Adds what can be done with people: each by an id.
 */
void
mt_window_install_people_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-team", NULL, new_team_action);
  gtk_widget_class_install_action (widget_class, "win.add-person", NULL, add_person_action);
  gtk_widget_class_install_action (widget_class, "win.edit-person", "s", edit_person_action);
  gtk_widget_class_install_action (widget_class, "win.remove-person", "s", remove_person_action);
  gtk_widget_class_install_action (widget_class, "win.add-leave", "s", add_leave_action);
  gtk_widget_class_install_action (widget_class, "win.add-journey", NULL, add_journey_action);
}
