/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeriodDialog: two dates and a reason or a city, and it is in the team file.
 */
#include "config.h"

#include "ui/editor/mt-period-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/mt-person-member.h"
#include "service/mt-display-text.h"
#include "ui/editor/mt-date-row.h"
#include "ui/editor/mt-date-text.h"
#include "ui/editor/mt-place-row.h"
#include "ui/mt-apply.h"

#define MAX_COUNTED_DAYS 3660 /* ten years: longer is not counted day by day */

struct _MtPeriodDialog
{
  AdwWindow parent_instance;

  MtSession *session; /* owned, nullable */
  char *id;           /* owned: whose */
  MtDate today;
  gboolean to_typed; /* the last day was chosen, and does not follow the first any more */
  MtDateRow *from;
  MtDateRow *to;
  GtkEditable *reason; /* nullable: of leave */
  MtPlaceRow *place;   /* nullable: of a journey */
  GtkLabel *note;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (MtPeriodDialog, mt_period_dialog, ADW_TYPE_WINDOW)

static const MtPerson *
get_person (MtPeriodDialog *self)
{
  MtSnapshot *snapshot = mt_session_get_snapshot (self->session);

  return snapshot != NULL ? mt_team_find (snapshot->team, self->id) : NULL;
}

/* Days on which hours of theirs start, without those on which they are away anyhow. */
static guint
count_working_days (const MtPerson *person, MtDate from, MtDate to)
{
  guint n = 0;

  for (MtDate date = from; date <= to; date++)
    if (mt_person_ranges_on (person, date)->len > 0 && !mt_person_is_away_on (person, date))
      n++;
  return n;
}

/* (transfer full) (nullable): what keeps it from being added, in words. */
static char *
dup_problem (MtPeriodDialog *self, MtDate *from, MtDate *to)
{
  if (!mt_date_row_get_date (self->from, from))
    return g_strdup (_ ("Choose the first day"));
  if (!mt_date_row_get_date (self->to, to))
    return g_strdup (_ ("Choose the last day"));
  if (*to < *from)
    return g_strdup (_ ("The last day is before the first"));
  if (self->place != NULL && mt_place_row_get_zone (self->place) == NULL)
    return g_strdup (_ ("Choose where the journey leads"));
  return NULL;
}

static char *
dup_count (MtPeriodDialog *self, MtDate from, MtDate to)
{
  const MtPerson *person = get_person (self);
  guint n;

  if (person == NULL || to - from > MAX_COUNTED_DAYS)
    return g_strdup ("");
  n = count_working_days (person, from, to);
  if (n == 0)
    return g_strdup (_ ("No working day"));
  return g_strdup_printf (ngettext ("%u working day", "%u working days", n), n);
}

static void
say (MtPeriodDialog *self, const char *text, gboolean wrong)
{
  gtk_label_set_label (self->note, text);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->note), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), "error");
}

static void
update (MtPeriodDialog *self)
{
  MtDate from, to;
  g_autofree char *problem = dup_problem (self, &from, &to);
  g_autofree char *count = problem == NULL ? dup_count (self, from, to) : NULL;

  gtk_widget_set_sensitive (self->add, problem == NULL);
  say (self, problem != NULL ? problem : count, problem != NULL);
}

static void
from_changed_cb (MtPeriodDialog *self)
{
  MtDate from;

  if (!self->to_typed && mt_date_row_get_date (self->from, &from))
    mt_date_row_set_date (self->to, from);
  update (self);
}

static void
to_changed_cb (MtPeriodDialog *self)
{
  self->to_typed = TRUE;
  update (self);
}

static void
place_chosen_cb (MtPeriodDialog *self)
{
  update (self);
}

static void
add_away (MtPeriodDialog *self, MtTeamDraft *draft, MtPerson *person, MtDate from, MtDate to)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  MtAway away = { from, to, NULL };

  if (reason[0] != '\0')
    away.reason = g_steal_pointer (&reason);
  g_array_append_val (person->away, away);
  mt_team_draft_set_away (draft, self->id, person->away);
}

/* Before the first journey on one of these dates, of which the first listed counts. */
static void
add_journey (MtPeriodDialog *self, MtTeamDraft *draft, MtPerson *person, MtDate from, MtDate to)
{
  MtTravel travel = { from, to, mt_zone_ref (mt_place_row_get_zone (self->place)) };
  guint at = 0;

  while (at < person->travel->len && (g_array_index (person->travel, MtTravel, at).to < from ||
                                      g_array_index (person->travel, MtTravel, at).from > to))
    at++;
  if (at == person->travel->len)
    g_array_append_val (person->travel, travel);
  else
    g_array_insert_val (person->travel, at, travel);
  mt_team_draft_set_travel (draft, self->id, person->travel);
}

/* "Ana Ruiz is away Thu 24 Dec – Fri 1 Jan 2027" */
static char *
dup_done_text (MtPeriodDialog *self, const MtPerson *person, MtDate from, MtDate to)
{
  g_autofree char *name = mt_display_line (person->name);
  g_autofree char *when =
      mt_date_text_period (mt_session_get_format (self->session), from, to, self->today);

  /* Translators: a name, and a date or from and to one. */
  return g_strdup_printf (self->place == NULL ? _ ("%s is away %s") : _ ("%s travels %s"), name,
                          when);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtPeriodDialog) self = MT_PERIOD_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  if (mt_apply_finish (result, &error))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (self->add, TRUE);
  say (self, error->message, TRUE);
}

static void
add_clicked_cb (MtPeriodDialog *self)
{
  const MtPerson *person = get_person (self);
  g_autoptr (MtTeamDraft) draft = mt_team_draft_new ();
  g_autoptr (MtPerson) changed = NULL;
  g_autofree char *problem = NULL, *done = NULL;
  MtDate from, to;

  problem = dup_problem (self, &from, &to);
  if (problem != NULL || person == NULL)
    {
      say (self, problem != NULL ? problem : _ ("Nobody of this id is in the team any more"), TRUE);
      return;
    }
  changed = mt_person_copy (person);
  if (self->place == NULL)
    add_away (self, draft, changed, from, to);
  else
    add_journey (self, draft, changed, from, to);
  done = dup_done_text (self, person, from, to);
  gtk_widget_set_sensitive (self->add, FALSE);
  mt_apply_team_draft_async (GTK_WIDGET (self), self->session, draft, done, done_cb,
                             g_object_ref (self));
}

static void
mt_period_dialog_dispose (GObject *object)
{
  g_clear_object (&MT_PERIOD_DIALOG (object)->session);
  G_OBJECT_CLASS (mt_period_dialog_parent_class)->dispose (object);
}

static void
mt_period_dialog_finalize (GObject *object)
{
  g_free (MT_PERIOD_DIALOG (object)->id);
  G_OBJECT_CLASS (mt_period_dialog_parent_class)->finalize (object);
}

static void
mt_period_dialog_class_init (MtPeriodDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_period_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = mt_period_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
new_header (MtPeriodDialog *self)
{
  GtkWidget *bar = g_object_new (ADW_TYPE_HEADER_BAR, "show-start-title-buttons", FALSE,
                                 "show-end-title-buttons", FALSE, NULL);
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Cancel"));

  self->add = gtk_button_new_with_label (_ ("Add"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_widget_add_css_class (self->add, "suggested-action");
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->add);
  return bar;
}

static MtDateRow *
add_date (MtPeriodDialog *self, AdwPreferencesGroup *group, const char *title, GCallback changed_cb)
{
  GtkWidget *row = mt_date_row_new (mt_session_get_format (self->session), title, self->today);

  mt_date_row_set_date (MT_DATE_ROW (row), self->today);
  g_object_set (row, "activates-default", TRUE, NULL);
  g_signal_connect_object (row, "changed-date", changed_cb, self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
  return MT_DATE_ROW (row);
}

static void
add_about (MtPeriodDialog *self, AdwPreferencesGroup *group, gboolean journey, MtZone *zone)
{
  GtkWidget *row;

  if (journey)
    {
      row = mt_place_row_new (self->session);
      self->place = MT_PLACE_ROW (row);
      if (zone != NULL)
        mt_place_row_set_zone (self->place, zone);
      g_signal_connect_object (row, "chosen", G_CALLBACK (place_chosen_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    {
      row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("Reason (everybody in the team sees it)"),
                          "activates-default", TRUE, NULL);
      self->reason = GTK_EDITABLE (row);
    }
  adw_preferences_group_add (group, row);
}

static void
build (MtPeriodDialog *self, gboolean journey, MtZone *zone)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->from = add_date (self, group, _ ("First Day"), G_CALLBACK (from_changed_cb));
  self->to = add_date (self, group, _ ("Last Day"), G_CALLBACK (to_changed_cb));
  add_about (self, group, journey, zone);
  self->note =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                    "margin-top", 12, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  adw_preferences_group_add (group, GTK_WIDGET (self->note));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->add);
}

static void
mt_period_dialog_init (MtPeriodDialog *self)
{
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 420, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self), 320, -1);
}

static MtPeriodDialog *
new_dialog (GtkWindow *parent, MtSession *session, const char *id, gboolean journey, MtZone *zone)
{
  MtSnapshot *snapshot = mt_session_get_snapshot (session);
  const MtPerson *person = snapshot != NULL ? mt_team_find (snapshot->team, id) : NULL;
  const gint64 now = mt_clock_get_now (mt_session_get_clock (session));
  MtPeriodDialog *self;
  g_autofree char *name = NULL, *title = NULL;

  if (person == NULL)
    return NULL;
  self = g_object_new (MT_TYPE_PERIOD_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  self->today = mt_date_of_wall (mt_zone_to_wall (person->zone, now));
  name = mt_display_line (person->name);
  /* Translators: the title of a dialog; a name. */
  title = g_strdup_printf (journey ? _ ("Journey of %s") : _ ("Leave of %s"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  build (self, journey, zone);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->from));
  return self;
}

/**
 * mt_period_dialog_new_leave:
 * @parent: the window it belongs to
 * @session: the open team
 * @id: who is away
 *
 * Returns: (transfer none) (nullable): the dialog, not yet shown; %NULL when nobody has that id
 */
GtkWindow *
mt_period_dialog_new_leave (GtkWindow *parent, MtSession *session, const char *id)
{
  return (GtkWindow *) new_dialog (parent, session, id, FALSE, NULL);
}

/**
 * mt_period_dialog_new_journey:
 * @parent: the window it belongs to
 * @session: the open team
 * @id: who travels
 * @zone: (nullable): where, to start with
 *
 * Returns: (transfer none) (nullable): the dialog, not yet shown; %NULL when nobody has that id
 */
GtkWindow *
mt_period_dialog_new_journey (GtkWindow *parent, MtSession *session, const char *id, MtZone *zone)
{
  return (GtkWindow *) new_dialog (parent, session, id, TRUE, zone);
}
