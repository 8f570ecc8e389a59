/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonTimes: hours, stretch, leave, travel and single dates, between their widgets and an
 * MtPersonEdit.
 */
#include "config.h"

#include "ui/editor/mt-person-times.h"

#include <glib/gi18n-lib.h>

#include "service/mt-member-text.h"
#include "ui/editor/mt-away-list.h"
#include "ui/editor/mt-exception-list.h"
#include "ui/editor/mt-hours-grid.h"
#include "ui/editor/mt-stretch-row.h"
#include "ui/editor/mt-travel-list.h"

struct _MtPersonTimes
{
  MtPersonEdit *edit; /* owned */
  /* Unowned: of the page. */
  MtHoursGrid *hours;
  MtStretchRow *stretch;
  MtEntryList *away;
  MtEntryList *travel;
  MtEntryList *exceptions;
};

static void
hours_changed_cb (MtHoursGrid *grid, MtPersonTimes *self)
{
  g_autoptr (MtWeek) hours = mt_hours_grid_dup_hours (grid);

  mt_person_edit_set_hours (self->edit, hours);
}

static void
stretch_changed_cb (MtStretchRow *row, MtPersonTimes *self)
{
  MtRange stretch;
  gboolean any = mt_stretch_row_get_stretch (row, &stretch);

  mt_person_edit_set_stretch (self->edit, any ? &stretch : NULL);
}

static void
take_entries (MtPersonTimes *self, MtMember member, MtEntryList *list)
{
  g_autoptr (GArray) entries = mt_entry_list_dup_entries (list);

  mt_person_edit_take (self->edit, member, entries);
}

static void
away_changed_cb (MtEntryList *list, MtPersonTimes *self)
{
  take_entries (self, MT_MEMBER_AWAY, list);
}

static void
travel_changed_cb (MtEntryList *list, MtPersonTimes *self)
{
  take_entries (self, MT_MEMBER_TRAVEL, list);
}

static void
exceptions_changed_cb (MtEntryList *list, MtPersonTimes *self)
{
  take_entries (self, MT_MEMBER_EXCEPTIONS, list);
}

static void
add_group (AdwPreferencesPage *page, MtMember member, const char *description, GtkWidget *part)
{
  AdwPreferencesGroup *group = g_object_new (
      ADW_TYPE_PREFERENCES_GROUP, "title",
      member != MT_MEMBER_HOURS ? mt_member_title (member) : "", "description", description, NULL);

  adw_preferences_group_add (group, part);
  adw_preferences_page_add (page, group);
}

static void
build (MtPersonTimes *self, MtSession *session, AdwPreferencesPage *page)
{
  MtFormat *format = mt_session_get_format (session);
  const gint64 now = mt_clock_get_now (mt_session_get_clock (session));
  const MtZone *zone = mt_session_get_viewer_zone (session);
  const MtDate today = mt_date_of_wall (now + mt_zone_offset_at (zone, now));

  self->hours = MT_HOURS_GRID (mt_hours_grid_new (format));
  self->stretch = MT_STRETCH_ROW (mt_stretch_row_new (format));
  self->away = MT_ENTRY_LIST (mt_away_list_new (format, today));
  self->travel = MT_ENTRY_LIST (mt_travel_list_new (session, today));
  self->exceptions = MT_ENTRY_LIST (mt_exception_list_new (format, today));
  /* The first row of the hours says what they are. */
  add_group (page, MT_MEMBER_HOURS, NULL, GTK_WIDGET (self->hours));
  add_group (page, MT_MEMBER_STRETCH, _ ("When they take a meeting outside these hours."),
             GTK_WIDGET (self->stretch));
  add_group (page, MT_MEMBER_AWAY, _ ("Whole days on which they do not work."),
             GTK_WIDGET (self->away));
  add_group (page, MT_MEMBER_TRAVEL, _ ("Days in another time zone."), GTK_WIDGET (self->travel));
  add_group (page, MT_MEMBER_EXCEPTIONS, _ ("In place of the hours of the week."),
             GTK_WIDGET (self->exceptions));
}

/**
 * mt_person_times_new:
 * @session: the open team
 * @edit: where changes go
 * @page: where the parts stand; must be gone before this is freed
 *
 * Returns: (transfer full): the parts, to be filled
 */
MtPersonTimes *
mt_person_times_new (MtSession *session, MtPersonEdit *edit, AdwPreferencesPage *page)
{
  MtPersonTimes *self = g_new0 (MtPersonTimes, 1);

  self->edit = g_object_ref (edit);
  build (self, session, page);
  g_signal_connect (self->hours, "changed", G_CALLBACK (hours_changed_cb), self);
  g_signal_connect (self->stretch, "changed", G_CALLBACK (stretch_changed_cb), self);
  g_signal_connect (self->away, "changed", G_CALLBACK (away_changed_cb), self);
  g_signal_connect (self->travel, "changed", G_CALLBACK (travel_changed_cb), self);
  g_signal_connect (self->exceptions, "changed", G_CALLBACK (exceptions_changed_cb), self);

  return self;
}

/**
 * mt_person_times_free:
 * @self: (transfer full): parts whose page is gone
 *
 * Frees what holds them together.
 */
void
mt_person_times_free (MtPersonTimes *self)
{
  g_object_unref (self->edit);
  g_free (self);
}

static gboolean
has (guint members, MtMember member)
{
  return (members & (1u << member)) != 0;
}

/**
 * mt_person_times_fill:
 * @self: parts
 * @members: bits of #MtMember
 *
 * Shows what the edit has.
 */
void
mt_person_times_fill (MtPersonTimes *self, guint members)
{
  const MtPerson *person = mt_person_edit_get (self->edit);

  if (has (members, MT_MEMBER_HOURS))
    mt_hours_grid_set_hours (self->hours, person->standard_hours ? NULL : person->week);
  if (has (members, MT_MEMBER_STRETCH))
    mt_stretch_row_set_stretch (self->stretch, person->has_stretch ? &person->stretch : NULL);
  if (has (members, MT_MEMBER_AWAY))
    mt_entry_list_set_entries (self->away, person->away);
  if (has (members, MT_MEMBER_TRAVEL))
    mt_entry_list_set_entries (self->travel, person->travel);
  if (has (members, MT_MEMBER_EXCEPTIONS))
    mt_entry_list_set_entries (self->exceptions, person->exceptions);
}

/**
 * mt_person_times_find_problem:
 * @self: parts
 *
 * Returns: (transfer none) (nullable): the first of them in which something typed is wrong, which
 *   says so itself
 */
GtkWidget *
mt_person_times_find_problem (MtPersonTimes *self)
{
  if (mt_hours_grid_get_problem (self->hours) != NULL)
    return GTK_WIDGET (self->hours);
  if (mt_stretch_row_get_problem (self->stretch) != NULL)
    return GTK_WIDGET (self->stretch);
  if (mt_entry_list_get_problem (self->away) != NULL)
    return GTK_WIDGET (self->away);
  if (mt_entry_list_get_problem (self->travel) != NULL)
    return GTK_WIDGET (self->travel);
  if (mt_entry_list_get_problem (self->exceptions) != NULL)
    return GTK_WIDGET (self->exceptions);

  return NULL;
}
