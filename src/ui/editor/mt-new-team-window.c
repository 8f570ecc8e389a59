/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtNewTeamWindow: a dialog for somebody who has no team file yet: who they are, where they are,
 * and where the file is to lie. The rest can be said later.
 */
#include "config.h"

#include "ui/editor/mt-new-team-window.h"

#include <glib/gi18n-lib.h>

#include "service/mt-team-maker.h"
#include "ui/editor/mt-place-row.h"
#include "ui/editor/mt-text-row.h"
#include "ui/mt-file-picker.h"

struct _MtNewTeamWindow
{
  AdwWindow parent_instance;

  MtSession *session; /* owned, nullable */
  GBytes *bytes;      /* owned, nullable: what is being written */
  char *id;           /* owned, nullable: of whoever makes it */
  char *path;         /* owned, nullable: where to */
  char *city;         /* owned */
  MtTextRow *name;
  MtTextRow *me;
  MtTextRow *email;
  MtPlaceRow *place;
  AdwPreferencesPage *page;
  GtkSwitch *folders;
  GtkWidget *error_label;
  GtkWidget *create_button;
};

G_DEFINE_FINAL_TYPE (MtNewTeamWindow, mt_new_team_window, ADW_TYPE_WINDOW)

enum
{
  MADE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_error (MtNewTeamWindow *self, const char *message)
{
  gtk_label_set_label (GTK_LABEL (self->error_label), message != NULL ? message : "");
  gtk_widget_set_visible (self->error_label, message != NULL);
}

static char *
check_me_cb (const char *text, gpointer user_data)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return stripped[0] == '\0' ? g_strdup (_ ("Everybody has a name")) : NULL;
}

static char *
check_email_cb (const char *text, gpointer user_data)
{
  MtNewTeamWindow *self = MT_NEW_TEAM_WINDOW (user_data);
  const char *const texts[] = { text, NULL };

  if (text[0] == '\0')
    return NULL;

  return mt_team_draft_find_fault ("emails", NULL, texts, mt_tzdata_lookup_func,
                                   mt_session_get_tzdata (self->session));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtNewTeamWindow) self = MT_NEW_TEAM_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!mt_team_maker_write_finish (result, &error))
    {
      show_error (self, error->message);
      return;
    }
  g_signal_emit (self, signals[MADE], 0, self->path, self->id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtNewTeamWindow) self = MT_NEW_TEAM_WINDOW (user_data);
  g_autoptr (GFile) file = mt_file_picker_finish (result, NULL);

  if (file == NULL || self->session == NULL)
    return;
  g_free (self->path);
  self->path = g_file_get_path (file);
  mt_team_maker_write_async (file, self->bytes, gtk_switch_get_active (self->folders), NULL,
                             written_cb, g_object_ref (self));
}

static gboolean
build (MtNewTeamWindow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (mt_text_row_get_text (self->name)));
  g_autofree char *me = g_strstrip (g_strdup (mt_text_row_get_text (self->me)));
  g_autofree char *email = g_strstrip (g_strdup (mt_text_row_get_text (self->email)));
  const MtNewTeam team = {
    name,
    me,
    email,
    self->city,
    mt_place_row_get_zone (self->place),
    gtk_switch_get_active (self->folders),
  };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->id, g_free);
  self->bytes =
      mt_team_maker_build (&team, mt_session_get_tzdata (self->session), &self->id, &error);
  show_error (self, error != NULL ? error->message : NULL);

  return self->bytes != NULL;
}

static void
create_clicked_cb (MtNewTeamWindow *self)
{
  gboolean valid = mt_text_row_validate (self->email);

  if (!valid)
    gtk_widget_grab_focus (GTK_WIDGET (self->email));
  if (!mt_text_row_validate (self->me))
    {
      valid = FALSE;
      gtk_widget_grab_focus (GTK_WIDGET (self->me));
    }
  if (valid && build (self))
    mt_file_picker_save_async (GTK_WINDOW (self), _ ("Where the Team File Is to Lie"), "team.json",
                               picked_cb, g_object_ref (self));
}

static void
place_chosen_cb (MtNewTeamWindow *self, const char *city)
{
  g_free (self->city);
  self->city = g_strdup (city);
}

static MtTextRow *
add_row (AdwPreferencesGroup *group, const char *title, MtTextCheck check, gpointer user_data)
{
  GtkWidget *row = mt_text_row_new (title);

  mt_text_row_set_check (MT_TEXT_ROW (row), check, user_data);
  adw_preferences_group_add (group, row);
  adw_preferences_group_add (group, mt_text_row_get_fault (MT_TEXT_ROW (row)));

  return MT_TEXT_ROW (row);
}

static GtkWidget *
new_folders_row (MtNewTeamWindow *self)
{
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Board and Updates"), "subtitle",
                    _ ("In two folders beside the team file, shared as the file is"), NULL);

  self->folders = g_object_new (GTK_TYPE_SWITCH, "active", TRUE, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->folders), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Board and Updates"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->folders));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->folders));

  return row;
}

static void
fill (MtNewTeamWindow *self)
{
  AdwPreferencesGroup *you =
      g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _ ("You"), "description",
                    _ ("The first of the team. Others are added when it is open."), NULL);
  AdwPreferencesGroup *team = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _ ("Team"), NULL);
  g_autoptr (MtZone) local = mt_tzdata_dup_local (mt_session_get_tzdata (self->session));

  self->me = add_row (you, _ ("Your Name"), check_me_cb, self);
  self->email = add_row (you, _ ("Your E-mail Address"), check_email_cb, self);
  self->place = MT_PLACE_ROW (mt_place_row_new (self->session));
  mt_place_row_set_zone (self->place, local);
  g_signal_connect_object (self->place, "chosen", G_CALLBACK (place_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (you, GTK_WIDGET (self->place));
  self->name = add_row (team, _ ("Name of the Team"), NULL, NULL);
  adw_preferences_group_add (team, new_folders_row (self));
  adw_preferences_page_add (self->page, you);
  adw_preferences_page_add (self->page, team);
}

static void
mt_new_team_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_NEW_TEAM_WINDOW);
  g_clear_object (&MT_NEW_TEAM_WINDOW (object)->session);
  G_OBJECT_CLASS (mt_new_team_window_parent_class)->dispose (object);
}

static void
mt_new_team_window_finalize (GObject *object)
{
  MtNewTeamWindow *self = MT_NEW_TEAM_WINDOW (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->id);
  g_free (self->path);
  g_free (self->city);
  G_OBJECT_CLASS (mt_new_team_window_parent_class)->finalize (object);
}

static void
mt_new_team_window_class_init (MtNewTeamWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_new_team_window_dispose;
  G_OBJECT_CLASS (class)->finalize = mt_new_team_window_finalize;
  signals[MADE] = g_signal_new ("made", MT_TYPE_NEW_TEAM_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/editor/mt-new-team-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MtNewTeamWindow, page);
  gtk_widget_class_bind_template_child (widget_class, MtNewTeamWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, MtNewTeamWindow, create_button);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_new_team_window_init (MtNewTeamWindow *self)
{
  self->city = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_new_team_window_new:
 * @parent: the window it belongs to
 * @session: whose zones and clock it uses; a team need not be open
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
mt_new_team_window_new (GtkWindow *parent, MtSession *session)
{
  MtNewTeamWindow *self = g_object_new (MT_TYPE_NEW_TEAM_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  fill (self);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->create_button);
  gtk_widget_grab_focus (GTK_WIDGET (self->me));

  return GTK_WINDOW (self);
}
