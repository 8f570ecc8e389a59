/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonEditor: a dialog that adds somebody to the team, or changes them. Nothing is written
 * before it is saved, and nothing that was typed is lost by somebody else's change.
 */
#include "config.h"

#include "ui/editor/mt-person-editor.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-person-edit.h"
#include "ui/editor/mt-conflict-list.h"
#include "ui/editor/mt-person-form.h"
#include "ui/mt-apply.h"
#include "ui/mt-question.h"

struct _MtPersonEditor
{
  AdwWindow parent_instance;

  MtSession *session; /* owned, nullable */
  MtPersonEdit *edit; /* owned, nullable */
  gboolean saving;
  gboolean discarded;   /* what was typed may go */
  gboolean was_changed; /* the file, while the dialog was open */
  GtkWidget *form;
  GtkWidget *conflicts;
  GtkBox *box;
  GtkRevealer *notice;
  GtkBox *notice_box;
  GtkLabel *notice_text;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (MtPersonEditor, mt_person_editor, ADW_TYPE_WINDOW)

static void
say (MtPersonEditor *self, const char *text)
{
  gtk_label_set_label (self->notice_text, text != NULL ? text : "");
  gtk_revealer_set_reveal_child (self->notice, text != NULL);
}

/* What is to be known before anything is saved. */
static void
update_notice (MtPersonEditor *self)
{
  MtSnapshot *snapshot = mt_session_get_snapshot (self->session);

  if (mt_person_edit_is_gone (self->edit))
    say (self, _ ("Somebody took this person out of the team meanwhile. Saving puts them back, "
                  "as they are here."));
  else if (mt_person_edit_has_conflicts (self->edit))
    say (self, _ ("Somebody else changed the same in the team file meanwhile. Choose what to "
                  "keep."));
  else if (snapshot->locked != NULL)
    say (self, snapshot->locked);
  else if (self->was_changed)
    say (self, _ ("Somebody else changed the team file meanwhile. What you have not touched shows "
                  "what it says now; what you typed stays."));
  else
    say (self, NULL);
}

static void
file_changed_cb (MtPersonEditor *self)
{
  self->was_changed = TRUE;
  update_notice (self);
}

/* "Saved Bo Lind" */
static char *
dup_done_text (MtPersonEditor *self)
{
  g_autofree char *name = mt_display_line (mt_person_edit_get (self->edit)->name);

  return g_strdup_printf (mt_person_edit_is_new (self->edit) ? _ ("Added %s") : _ ("Changed %s"),
                          name);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtPersonEditor) self = MT_PERSON_EDITOR (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtTeamUndo) undo =
      mt_person_edit_save_finish (MT_PERSON_EDIT (source), result, &error);
  g_autofree char *done = NULL;

  self->saving = FALSE;
  if (self->edit == NULL)
    return;
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (undo == NULL)
    {
      update_notice (self);
      if (!mt_person_edit_has_conflicts (self->edit))
        say (self, error->message);
      return;
    }
  done = dup_done_text (self);
  mt_apply_tell_team (GTK_WIDGET (self), self->session, undo, done);
  self->discarded = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_clicked_cb (MtPersonEditor *self)
{
  GtkWidget *faulty = mt_person_form_validate (MT_PERSON_FORM (self->form));

  if (faulty != NULL)
    {
      gtk_widget_grab_focus (faulty);
      return;
    }
  if (!mt_person_edit_has_changes (self->edit) && !mt_person_edit_is_gone (self->edit))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  mt_person_edit_save_async (self->edit, NULL, saved_cb, g_object_ref (self));
}

static void
discard_cb (MtPersonEditor *self)
{
  self->discarded = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
mt_person_editor_close_request (GtkWindow *window)
{
  MtPersonEditor *self = MT_PERSON_EDITOR (window);
  MtQuestion *question;

  if (self->discarded || !mt_person_edit_has_changes (self->edit))
    return GTK_WINDOW_CLASS (mt_person_editor_parent_class)->close_request (window);

  question = mt_question_new (window, _ ("Discard Changes?"),
                              _ ("What you changed here has not been saved."), _ ("Keep Editing"),
                              _ ("Discard"));
  g_signal_connect_object (question, "agreed", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
  return TRUE;
}

static void
mt_person_editor_dispose (GObject *object)
{
  MtPersonEditor *self = MT_PERSON_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_PERSON_EDITOR);
  g_clear_object (&self->edit);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_person_editor_parent_class)->dispose (object);
}

static void
mt_person_editor_class_init (MtPersonEditorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_person_editor_dispose;
  GTK_WINDOW_CLASS (class)->close_request = mt_person_editor_close_request;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/editor/mt-person-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MtPersonEditor, box);
  gtk_widget_class_bind_template_child (widget_class, MtPersonEditor, notice);
  gtk_widget_class_bind_template_child (widget_class, MtPersonEditor, notice_box);
  gtk_widget_class_bind_template_child (widget_class, MtPersonEditor, notice_text);
  gtk_widget_class_bind_template_child (widget_class, MtPersonEditor, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_person_editor_init (MtPersonEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The window does it, and offers the way back. */
static void
remove_cb (MtPersonEditor *self)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  gtk_widget_activate_action (parent, "win.remove-person", "s",
                              mt_person_edit_get (self->edit)->id);
  discard_cb (self);
}

/* "Ana has them as backup. Flags reach them when others do not answer." */
static char *
dup_references (MtPersonEditor *self)
{
  const MtTeam *team = mt_session_get_snapshot (self->session)->team;
  const char *id = mt_person_edit_get (self->edit)->id;
  MtPersonItem *me = mt_session_get_me (self->session);
  g_auto (GStrv) found = mt_team_draft_find_references (team, id);
  g_autofree char *joined = g_strjoinv (" · ", found);
  g_autofree char *shown = mt_display_line (joined);

  if (me == NULL || !g_str_equal (mt_person_item_get_person (me)->id, id))
    return g_steal_pointer (&shown);

  return g_strconcat (_ ("This is you"), shown[0] != '\0' ? " · " : "", shown, NULL);
}

static void
add_removal (MtPersonEditor *self)
{
  g_autofree char *references = dup_references (self);
  g_autofree char *markup = g_markup_escape_text (references, -1);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Remove from Team"), "subtitle",
                                 markup, "activatable", TRUE, NULL);

  gtk_widget_add_css_class (row, "removal");
  g_signal_connect_object (row, "activated", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  mt_person_form_add (MT_PERSON_FORM (self->form), ADW_PREFERENCES_GROUP (group));
}

/* Enter opens the row that has the keyboard, as everywhere; elsewhere it saves. */
static void
focus_changed_cb (MtPersonEditor *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (GTK_IS_LIST_BOX_ROW (focus))
    gtk_widget_set_receives_default (focus, TRUE);
}

static void
set_edit (MtPersonEditor *self, MtSession *session, MtPersonEdit *edit)
{
  self->session = g_object_ref (session);
  self->edit = edit;
  self->form = mt_person_form_new (session, edit);
  gtk_widget_set_vexpand (self->form, TRUE);
  gtk_box_append (self->box, self->form);
  if (!mt_person_edit_is_new (edit))
    add_removal (self);
  self->conflicts = mt_conflict_list_new (edit, mt_session_get_format (session));
  gtk_box_append (self->notice_box, self->conflicts);
  g_signal_connect_object (self->conflicts, "settled", G_CALLBACK (update_notice), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (edit, "file-changed", G_CALLBACK (file_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_changed_cb), NULL);
  gtk_widget_grab_focus (self->form);
  update_notice (self);
}

/**
 * mt_person_editor_new:
 * @parent: the window it belongs to
 * @session: the open team
 * @id: (nullable): whom to change; %NULL for somebody new
 *
 * Returns: (transfer none) (nullable): the dialog, not yet shown; %NULL when nobody has that id
 */
GtkWindow *
mt_person_editor_new (GtkWindow *parent, MtSession *session, const char *id)
{
  MtPersonEdit *edit = mt_person_edit_new (session, id);
  MtPersonEditor *self;
  g_autofree char *name = NULL;

  if (edit == NULL)
    return NULL;

  self = g_object_new (MT_TYPE_PERSON_EDITOR, "transient-for", parent, NULL);
  set_edit (self, session, edit);
  name = mt_display_line (mt_person_edit_get (edit)->name);
  gtk_window_set_title (GTK_WINDOW (self), id != NULL ? name : _ ("Add Person"));

  return GTK_WINDOW (self);
}
