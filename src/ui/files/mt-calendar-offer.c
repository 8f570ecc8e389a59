/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCalendarOffer: asks what a calendar file is to be for the team, and writes that to the team
 * file.
 */
#include "config.h"

#include "ui/files/mt-calendar-offer.h"

#include <glib/gi18n-lib.h>

#include "core/mt-person-member.h"
#include "service/mt-display-text.h"
#include "ui/mt-apply.h"

struct _MtCalendarOffer
{
  AdwWindow parent_instance;

  MtSession *session; /* owned */
  char *source;       /* owned, nullable: what the team file would say */
  char *name;         /* owned: of the file, to be shown */
  GtkWidget *add_button;
  GtkWidget *error_label;
  AdwActionRow *file_row;
  AdwComboRow *use_row;
  AdwComboRow *person_row;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (MtCalendarOffer, mt_calendar_offer, ADW_TYPE_WINDOW)

static void
show_error (MtCalendarOffer *self, const char *message)
{
  gtk_label_set_label (GTK_LABEL (self->error_label), message);
  gtk_widget_set_visible (self->error_label, message[0] != '\0');
}

static const MtPerson *
get_person (MtCalendarOffer *self)
{
  gpointer item = adw_combo_row_get_selected_item (self->person_row);

  return item != NULL ? mt_person_item_get_person (item) : NULL;
}

static gboolean
is_personal (MtCalendarOffer *self)
{
  return adw_combo_row_get_selected (self->use_row) <= MT_CALENDAR_HOLIDAYS;
}

/* What there is already gives way: it is said before. */
static const char *
get_replaced (MtCalendarOffer *self)
{
  const MtTeam *team = mt_session_get_snapshot (self->session)->team;
  const MtCalendarUse use = adw_combo_row_get_selected (self->use_row);

  if (use == MT_CALENDAR_BOARD)
    return team->board;
  return use == MT_CALENDAR_JOURNAL ? team->journal : NULL;
}

static void
use_changed_cb (MtCalendarOffer *self)
{
  g_autofree char *replaced = NULL, *text = NULL;
  const char *before;

  if (self->session == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->person_row), is_personal (self));
  gtk_widget_set_sensitive (self->add_button,
                            self->source != NULL && (!is_personal (self) || get_person (self)));
  before = get_replaced (self);
  replaced = mt_display_line (before != NULL ? before : "");
  if (self->source == NULL)
    text = g_strdup (_ ("The name of this file is not UTF-8, so a team file cannot name it. "
                        "Rename it first."));
  else if (before != NULL && !g_str_equal (before, self->source))
    /* Translators: a file or folder that the team has used so far. */
    text = g_strdup_printf (_ ("It takes the place of “%s”, which stays as it is."), replaced);
  else if (strstr (self->source, "://") != NULL)
    text = g_strdup (_ ("It stays on the server; the team file will name it."));
  else if (g_path_is_absolute (self->source))
    text = g_strdup (_ ("It lies outside the folder of the team file: others on the team will not "
                        "find it. Move it there first if they should."));
  else
    text = g_strdup (_ ("The file stays where it is; the team file will name it."));
  gtk_label_set_label (self->note, text);
}

static char *
dup_contents_text (const MtFileLook *look)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (look->n_events > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u event", "%u events", look->n_events),
                                             look->n_events));
  if (look->n_tasks > 0)
    g_ptr_array_add (
        parts, g_strdup_printf (ngettext ("%u task", "%u tasks", look->n_tasks), look->n_tasks));
  if (look->n_entries > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u journal entry", "%u journal entries",
                                                       look->n_entries),
                                             look->n_entries));
  if (parts->len == 0)
    return g_strdup (_ ("A calendar with nothing in it yet"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* Whoever has the file has it for what it mostly holds. */
static MtCalendarUse
guess_use (const MtFileLook *look)
{
  if (look->n_tasks > MAX (look->n_events, look->n_entries))
    return MT_CALENDAR_BOARD;
  return look->n_entries > look->n_events ? MT_CALENDAR_JOURNAL : MT_CALENDAR_BUSY;
}

static guint
find_me (MtSession *session)
{
  GListModel *people = mt_session_get_people (session);
  const MtPersonItem *me = mt_session_get_me (session);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (people, i);

      if (item == me)
        return i;
    }
  return 0;
}

/* (transfer full) (array zero-terminated=1): the calendars and one more, unless it is there. */
static char **
dup_sources (char **sources, const char *source)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  for (gsize i = 0; sources != NULL && sources[i] != NULL; i++)
    g_strv_builder_add (all, sources[i]);
  if (sources == NULL || !g_strv_contains ((const char *const *) sources, source))
    g_strv_builder_add (all, source);
  return g_strv_builder_end (all);
}

static void
draft_person (MtCalendarOffer *self, MtTeamDraft *draft, const MtPerson *person, MtCalendarUse use)
{
  MtPerson *written = mt_person_copy (person); /* what the team file has of them */
  g_auto (GStrv) sources =
      dup_sources (use == MT_CALENDAR_BUSY ? written->calendars : written->holidays, self->source);

  mt_team_draft_set_texts (draft, person->id, use == MT_CALENDAR_BUSY ? "calendars" : "holidays",
                           (const char *const *) sources);
  mt_person_free (written);
}

/* (transfer full): what is said when it is done. */
static char *
dup_done_text (MtCalendarOffer *self, MtCalendarUse use)
{
  if (use == MT_CALENDAR_BOARD)
    /* Translators: the name of a file or a folder. */
    return g_strdup_printf (_ ("“%s” is the board of the team"), self->name);
  if (use == MT_CALENDAR_JOURNAL)
    return g_strdup_printf (_ ("“%s” holds the updates of the team"), self->name);
  /* Translators: the name of a file, and of a person. */
  return g_strdup_printf (use == MT_CALENDAR_BUSY ? _ ("Added “%s” to the calendars of %s")
                                                  : _ ("Added “%s” to the holidays of %s"),
                          self->name, get_person (self)->name);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtCalendarOffer) self = MT_CALENDAR_OFFER (user_data);
  g_autoptr (GError) error = NULL;

  if (mt_apply_finish (result, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (self->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_widget_set_sensitive (self->add_button, TRUE);
      show_error (self, error->message);
    }
}

static void
add_clicked_cb (MtCalendarOffer *self)
{
  g_autoptr (MtTeamDraft) draft = mt_team_draft_new ();
  const MtCalendarUse use = adw_combo_row_get_selected (self->use_row);
  const MtPerson *person = get_person (self);
  g_autofree char *done_text = NULL;

  if (use == MT_CALENDAR_BOARD)
    mt_team_draft_set_text (draft, NULL, "calendars.board", self->source);
  else if (use == MT_CALENDAR_JOURNAL)
    mt_team_draft_set_text (draft, NULL, "calendars.journal", self->source);
  else if (person != NULL)
    draft_person (self, draft, person, use);
  else
    return;
  done_text = dup_done_text (self, use);
  show_error (self, "");
  gtk_widget_set_sensitive (self->add_button, FALSE);
  mt_apply_team_draft_async (GTK_WIDGET (self), self->session, draft, done_text, added_cb,
                             g_object_ref (self));
}

static void
mt_calendar_offer_dispose (GObject *object)
{
  MtCalendarOffer *self = MT_CALENDAR_OFFER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_CALENDAR_OFFER);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_calendar_offer_parent_class)->dispose (object);
}

static void
mt_calendar_offer_finalize (GObject *object)
{
  MtCalendarOffer *self = MT_CALENDAR_OFFER (object);

  g_free (self->source);
  g_free (self->name);
  G_OBJECT_CLASS (mt_calendar_offer_parent_class)->finalize (object);
}

static void
mt_calendar_offer_class_init (MtCalendarOfferClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_calendar_offer_dispose;
  G_OBJECT_CLASS (class)->finalize = mt_calendar_offer_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/files/mt-calendar-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, MtCalendarOffer, add_button);
  gtk_widget_class_bind_template_child (widget_class, MtCalendarOffer, error_label);
  gtk_widget_class_bind_template_child (widget_class, MtCalendarOffer, file_row);
  gtk_widget_class_bind_template_child (widget_class, MtCalendarOffer, use_row);
  gtk_widget_class_bind_template_child (widget_class, MtCalendarOffer, person_row);
  gtk_widget_class_bind_template_child (widget_class, MtCalendarOffer, note);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_calendar_offer_init (MtCalendarOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->add_button);
  gtk_window_set_focus (GTK_WINDOW (self), self->add_button);
}

static void
set_file (MtCalendarOffer *self, GFile *file, const MtFileLook *look)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  g_autofree char *contents = dup_contents_text (look);
  g_autofree char *title = NULL;

  self->name = mt_display_line (valid);
  title = g_markup_escape_text (self->name, -1);
  self->source = mt_team_draft_make_source (mt_session_get_snapshot (self->session)->path,
                                            g_file_peek_path (file));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), title);
  adw_action_row_set_subtitle (self->file_row, contents);
}

/* Once what is offered is known. */
static GtkWindow *
complete (MtCalendarOffer *self, MtSession *session, MtCalendarUse use)
{
  /* In the order of MtCalendarUse. */
  const char *const uses[] = { _ ("Busy times"), _ ("Public holidays"), _ ("The team’s board"),
                               _ ("The team’s updates"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (uses);

  /* Another team is being opened. */
  g_signal_connect_object (session, "notify::state", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  adw_combo_row_set_model (self->person_row, mt_session_get_people (session));
  adw_combo_row_set_selected (self->person_row, find_me (session));
  adw_combo_row_set_model (self->use_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->use_row, use);
  use_changed_cb (self);
  return GTK_WINDOW (self);
}

/**
 * mt_calendar_offer_new:
 * @parent: the window it belongs to
 * @session: with a team that is shown
 * @file: a calendar file or folder of this machine
 * @look: what is in it
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
mt_calendar_offer_new (GtkWindow *parent, MtSession *session, GFile *file, const MtFileLook *look)
{
  MtCalendarOffer *self = g_object_new (MT_TYPE_CALENDAR_OFFER, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  set_file (self, file, look);
  return complete (self, session, guess_use (look));
}

/**
 * mt_calendar_offer_new_for_url:
 * @parent: the window it belongs to
 * @session: with a team that is shown
 * @url: of a calendar on a server
 * @name: what it is called there
 * @use: what it is likely to be for the team
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
mt_calendar_offer_new_for_url (GtkWindow *parent,
                               MtSession *session,
                               const char *url,
                               const char *name,
                               MtCalendarUse use)
{
  MtCalendarOffer *self = g_object_new (MT_TYPE_CALENDAR_OFFER, "transient-for", parent, NULL);
  g_autofree char *title = NULL, *shown = mt_display_line (url), *subtitle = NULL;

  self->session = g_object_ref (session);
  self->name = mt_display_line (name);
  self->source = g_strdup (url);
  title = g_markup_escape_text (self->name, -1);
  subtitle = g_markup_escape_text (shown, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), title);
  adw_action_row_set_subtitle (self->file_row, subtitle);
  return complete (self, session, use);
}
