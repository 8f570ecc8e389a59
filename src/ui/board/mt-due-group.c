/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDueGroup: until when a task is to be done. What is typed is read on the clock of who has the
 * task, and said on the viewer's clock, too, where that differs.
 */
#include "config.h"

#include "ui/board/mt-due-group.h"

#include <glib/gi18n-lib.h>

#include "core/mt-day.h"
#include "core/mt-typed.h"
#include "service/mt-person-text.h"
#include "service/mt-task-change.h"
#include "ui/editor/mt-date-row.h"

struct _MtDueGroup
{
  AdwPreferencesGroup parent_instance;

  MtSession *session; /* owned */
  char *assignee;     /* owned, nullable: id */
  MtTime due;         /* as long as nobody types */
  gboolean filling;   /* it is us who writes into the rows */
  MtDateRow *date;
  AdwEntryRow *time;
};

G_DEFINE_FINAL_TYPE (MtDueGroup, mt_due_group, ADW_TYPE_PREFERENCES_GROUP)

/* Whoever has the task, as read last. */
static const MtPerson *
find_assignee (MtDueGroup *self)
{
  const MtSnapshot *snapshot = mt_session_get_snapshot (self->session);

  return snapshot != NULL && self->assignee != NULL ? mt_team_find (snapshot->team, self->assignee)
                                                    : NULL;
}

static MtZone *
get_zone_on (MtDueGroup *self, MtDate date)
{
  const MtPerson *person = find_assignee (self);

  return person != NULL ? mt_person_zone_on (person, date)
                        : mt_session_get_viewer_zone (self->session);
}

/* The wall clock on which a due time stands. */
static gint64
get_wall (MtDueGroup *self)
{
  const MtPerson *person = find_assignee (self);

  if (self->due.kind != MT_TIME_INSTANT)
    return self->due.value;
  return person != NULL
             ? mt_day_wall_at (person, self->due.value)
             : mt_zone_to_wall (mt_session_get_viewer_zone (self->session), self->due.value);
}

/* The same moment on the viewer's clock, where that differs. */
static char *
dup_yours (MtDueGroup *self, const MtPerson *person)
{
  MtZone *viewer = mt_session_get_viewer_zone (self->session);
  g_autofree char *yours = NULL;
  MtTime due;

  if (!mt_due_group_get_due (self, &due, NULL) || due.kind != MT_TIME_INSTANT ||
      mt_zone_offset_at (mt_day_zone_at (person, due.value), due.value) ==
          mt_zone_offset_at (viewer, due.value))
    return NULL;
  yours = mt_session_format_date_time (self->session, due.value);
  /* Translators: a due time on the reader's clock. */
  return g_strdup_printf (_ ("On your clock: %s"), yours);
}

/* Whose clock it is, where it is not the viewer's. */
static void
update_words (MtDueGroup *self)
{
  const MtPerson *person = find_assignee (self);
  g_autofree char *place = NULL, *yours = NULL, *text = NULL, *markup = NULL;

  if (person != NULL && person->zone != mt_session_get_viewer_zone (self->session))
    {
      place = mt_person_text_place (person, person->zone);
      yours = dup_yours (self, person);
      /* Translators: of a due time: "Time in Cairo". */
      text = yours == NULL ? g_strdup_printf (_ ("Time in %s"), place) : g_steal_pointer (&yours);
    }
  markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), markup);
}

static void
typed_cb (MtDueGroup *self)
{
  MtTime due;

  if (self->filling)
    return;
  if (mt_due_group_get_due (self, &due, NULL))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->time), "error");
      self->due = due;
    }
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->time), "error");
  update_words (self);
}

static void
fill (MtDueGroup *self)
{
  const gint64 wall = self->due.kind == MT_TIME_NONE ? 0 : get_wall (self);
  g_autofree char *time = NULL;

  self->filling = TRUE;
  if (self->due.kind == MT_TIME_NONE)
    gtk_editable_set_text (GTK_EDITABLE (self->date), "");
  else if (self->due.kind == MT_TIME_DATE)
    mt_date_row_set_date (self->date, (MtDate) self->due.value);
  else
    {
      mt_date_row_set_date (self->date, mt_date_of_wall (wall));
      time = mt_format_wall_time (mt_session_get_format (self->session), wall);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->time), time != NULL ? time : "");
  gtk_widget_remove_css_class (GTK_WIDGET (self->time), "error");
  self->filling = FALSE;
  update_words (self);
}

static void
clear_cb (MtDueGroup *self)
{
  mt_due_group_set_due (self, (MtTime){ MT_TIME_NONE, 0 });
}

static void
add_clear (MtDueGroup *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-clear-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Not Due"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Not Due"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->date), button);
}

static void
mt_due_group_finalize (GObject *object)
{
  MtDueGroup *self = MT_DUE_GROUP (object);

  g_clear_object (&self->session);
  g_free (self->assignee);
  G_OBJECT_CLASS (mt_due_group_parent_class)->finalize (object);
}

static void
mt_due_group_class_init (MtDueGroupClass *class)
{
  G_OBJECT_CLASS (class)->finalize = mt_due_group_finalize;
}

static void
mt_due_group_init (MtDueGroup *self)
{
  self->due = (MtTime){ MT_TIME_NONE, 0 };
}

/**
 * mt_due_group_new:
 * @session: the session
 *
 * Returns: (transfer floating): the group, without a due time
 */
GtkWidget *
mt_due_group_new (MtSession *session)
{
  MtDueGroup *self = g_object_new (MT_TYPE_DUE_GROUP, NULL);
  const gint64 now = mt_clock_get_now (mt_session_get_clock (session));
  const MtDate today =
      mt_date_of_wall (mt_zone_to_wall (mt_session_get_viewer_zone (session), now));

  self->session = g_object_ref (session);
  self->date = MT_DATE_ROW (mt_date_row_new (mt_session_get_format (session), _ ("Due"), today));
  self->time = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->time), _ ("Time (empty: all day)"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->date));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->time));
  add_clear (self);
  g_signal_connect_object (self->date, "changed-date", G_CALLBACK (typed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->time, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}

/**
 * mt_due_group_set_assignee:
 * @self: a group
 * @id: (nullable): who has the task
 *
 * Shows the same moment on another clock.
 */
void
mt_due_group_set_assignee (MtDueGroup *self, const char *id)
{
  if (g_strcmp0 (self->assignee, id) == 0)
    return;
  g_free (self->assignee);
  self->assignee = g_strdup (id);
  fill (self);
}

/**
 * mt_due_group_set_due:
 * @self: a group
 * @due: a date, a time, or none
 *
 * Shows it.
 */
void
mt_due_group_set_due (MtDueGroup *self, MtTime due)
{
  self->due = due;
  fill (self);
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_DUE, message);
  return FALSE;
}

/* What is written as it was is what it was: a floating time stays one. */
static gboolean
is_as_it_was (MtDueGroup *self, MtDate date, const char *time)
{
  const gint64 wall = self->due.kind == MT_TIME_NONE ? 0 : get_wall (self);
  g_autofree char *was = NULL;

  if (self->due.kind == MT_TIME_DATE)
    return date == self->due.value && *time == '\0';
  if (self->due.kind == MT_TIME_NONE || mt_date_of_wall (wall) != date)
    return FALSE;
  was = mt_format_wall_time (mt_session_get_format (self->session), wall);
  return g_str_equal (was, time);
}

/**
 * mt_due_group_get_due:
 * @self: a group
 * @due: (out): what is typed
 * @error: return location
 *
 * Returns: whether it is a due time, or none; with %MT_TASK_CHANGE_ERROR_DUE it says how to type it
 */
gboolean
mt_due_group_get_due (MtDueGroup *self, MtTime *due, GError **error)
{
  g_autofree char *time = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->time))));
  const gboolean no_date = *gtk_editable_get_text (GTK_EDITABLE (self->date)) == '\0';
  g_auto (MtTyped) typed = { 0 };
  MtDate date;

  *due = (MtTime){ MT_TIME_NONE, 0 };
  if (no_date)
    return *time == '\0' || fail (error, _ ("The due time has no date: type one, or none of both"));
  if (!mt_date_row_get_date (self->date, &date))
    return fail (error, _ ("The due date is no date: type it as 2026-11-24, or “tomorrow”"));
  if (is_as_it_was (self, date, time))
    {
      *due = self->due;
      return TRUE;
    }
  *due = (MtTime){ MT_TIME_DATE, date };
  if (*time == '\0')
    return TRUE;
  mt_typed_read (&typed, time);
  if (!typed.has_time || typed.day != MT_TYPED_DAY_NONE || typed.rest->len > 0)
    return fail (error, _ ("The due time is no time: type it as 17:00, or leave it empty"));
  *due = (MtTime){ MT_TIME_INSTANT,
                   mt_zone_to_instant (get_zone_on (self, date),
                                       mt_date_to_wall (date) + typed.clock_s, MT_FOLD_FIRST) };
  return TRUE;
}
