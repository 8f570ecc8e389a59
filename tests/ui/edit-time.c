/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A window with nothing but the widgets for the time of a person, for tests to drive:
 *
 *     edit-time TEAM ID TODAY
 *
 * Save writes what was changed to the team file, and says "Saved" or why it is not.
 */
#include "config.h"

#include <adwaita.h>
#include <locale.h>

#include "service/mt-team-writer.h"
#include "team/mt-team-file.h"
#include "ui/editor/mt-away-list.h"
#include "ui/editor/mt-exception-list.h"
#include "ui/editor/mt-hours-grid.h"
#include "ui/editor/mt-stretch-row.h"
#include "ui/editor/mt-travel-list.h"
#include "ui/mt-ui.h"

typedef struct
{
  const char *path;
  const char *id;
  const char *today;
  MtTzdata *tzdata;
  GBytes *bytes;
  MtTeam *team;
  GtkWidget *window;
  GtkWidget *state;
  MtHoursGrid *hours;
  MtStretchRow *stretch;
  MtAwayList *away;
  MtTravelList *travel;
  MtExceptionList *exceptions;
} Harness;

static void
say (Harness *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->state), text);
}

static const char *
find_problem (Harness *self)
{
  const char *const problems[] = {
    mt_hours_grid_get_problem (self->hours),
    mt_stretch_row_get_problem (self->stretch),
    mt_away_list_get_problem (self->away),
    mt_travel_list_get_problem (self->travel),
    mt_exception_list_get_problem (self->exceptions),
  };

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (problems[i] != NULL)
      return problems[i];
  return NULL;
}

static MtTeamDraft *
make_draft (Harness *self)
{
  MtTeamDraft *draft = mt_team_draft_new ();
  g_autoptr (MtWeek) hours = mt_hours_grid_dup_hours (self->hours);
  g_autoptr (GArray) away = mt_away_list_dup_away (self->away);
  g_autoptr (GArray) travel = mt_travel_list_dup_travel (self->travel);
  g_autoptr (GArray) exceptions = mt_exception_list_dup_exceptions (self->exceptions);
  MtRange stretch;

  mt_team_draft_set_hours (draft, self->id, hours);
  mt_team_draft_set_stretch (
      draft, self->id, mt_stretch_row_get_stretch (self->stretch, &stretch) ? &stretch : NULL);
  mt_team_draft_set_away (draft, self->id, away->len > 0 ? away : NULL);
  mt_team_draft_set_travel (draft, self->id, travel->len > 0 ? travel : NULL);
  mt_team_draft_set_exceptions (draft, self->id, exceptions->len > 0 ? exceptions : NULL);
  return draft;
}

static void
save_cb (Harness *self)
{
  g_autoptr (MtTeamDraft) draft = make_draft (self);
  g_autoptr (GPtrArray) warnings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (MtTeamUndo) undo = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *revision = mt_team_writer_revision (self->bytes);

  if (find_problem (self) != NULL)
    say (self, find_problem (self));
  else if (mt_team_writer_write (self->path, revision, draft, self->tzdata, warnings, &undo,
                                 &error))
    say (self, "Saved");
  else
    say (self, error->message);
}

static GtkWidget *
new_group (const char *title, GtkWidget *child)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), child);
  return group;
}

static void
build (Harness *self, MtFormat *format, MtDate today)
{
  GtkWidget *page = adw_preferences_page_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new (), *save = gtk_button_new_with_label ("Save");

  self->hours = MT_HOURS_GRID (mt_hours_grid_new (format));
  self->stretch = MT_STRETCH_ROW (mt_stretch_row_new (format));
  self->away = MT_AWAY_LIST (mt_away_list_new (format, today));
  self->travel = MT_TRAVEL_LIST (mt_travel_list_new (format, self->tzdata, today));
  self->exceptions = MT_EXCEPTION_LIST (mt_exception_list_new (format, today));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (new_group ("Hours", GTK_WIDGET (self->hours))));
  adw_preferences_page_add (
      ADW_PREFERENCES_PAGE (page),
      ADW_PREFERENCES_GROUP (new_group ("Stretch", GTK_WIDGET (self->stretch))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (new_group ("Leave", GTK_WIDGET (self->away))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_group (
                                                             "Travel", GTK_WIDGET (self->travel))));
  adw_preferences_page_add (
      ADW_PREFERENCES_PAGE (page),
      ADW_PREFERENCES_GROUP (new_group ("Dates", GTK_WIDGET (self->exceptions))));
  self->state = gtk_label_new ("");
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), save);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->state);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), page);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 760, 1000);
  adw_window_set_content (ADW_WINDOW (self->window), box);
}

static void
fill (Harness *self)
{
  const MtPerson *person = mt_team_find (self->team, self->id);

  mt_hours_grid_set_hours (self->hours, person->standard_hours ? NULL : person->week);
  mt_stretch_row_set_stretch (self->stretch, person->has_stretch ? &person->stretch : NULL);
  mt_away_list_set_away (self->away, person->away);
  mt_travel_list_set_travel (self->travel, person->travel);
  mt_exception_list_set_exceptions (self->exceptions, person->exceptions);
}

static gboolean
load (Harness *self)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (self->path, &text, &length, NULL))
    return FALSE;
  self->bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  self->team = mt_team_file_read (self->bytes, self->path, FALSE, mt_tzdata_lookup_func, NULL,
                                  self->tzdata, problems);
  return self->team != NULL && mt_team_find (self->team, self->id) != NULL;
}

static void
activate_cb (GApplication *application, Harness *self)
{
  g_autoptr (MtFormat) format = mt_format_new ();
  MtDate today;

  mt_ui_init ();
  g_assert_true (mt_date_parse (self->today, &today));
  build (self, format, today);
  fill (self);
  gtk_window_set_application (GTK_WINDOW (self->window), GTK_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (self->window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  Harness self = { 0 };
  int status;

  setlocale (LC_ALL, "");
  g_assert_cmpint (argc, ==, 4);
  self.path = argv[1];
  self.id = argv[2];
  self.today = argv[3];
  self.tzdata = mt_tzdata_new (NULL);
  g_assert_true (load (&self));
  application = g_object_new (ADW_TYPE_APPLICATION, "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", "/io/github/meantime_desktop/Meantime", NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &self);
  status = g_application_run (G_APPLICATION (application), 1, argv);
  mt_team_unref (self.team);
  g_bytes_unref (self.bytes);
  mt_tzdata_unref (self.tzdata);
  return status;
}
