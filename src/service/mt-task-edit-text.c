/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskEdit: what a task says, in words.
 */
#include "config.h"

#include "service/mt-task-edit.h"

#include <glib/gi18n-lib.h>

#include "core/mt-day.h"
#include "service/mt-display-text.h"
#include "service/mt-person-text.h"

/**
 * mt_task_field_name:
 * @field: a field
 *
 * Returns: its name, translated
 */
const char *
mt_task_field_name (MtTaskField field)
{
  switch (field)
    {
    case MT_TASK_TITLE:
      return _ ("Title");
    case MT_TASK_COLUMN:
      return _ ("Column");
    case MT_TASK_ASSIGNEE:
      return _ ("Assignee");
    case MT_TASK_DUE:
      return _ ("Due");
    case MT_TASK_PRIORITY:
      return _ ("Priority");
    case MT_TASK_BLOCKED:
      return _ ("Blocked");
    case MT_TASK_LABELS:
      return _ ("Labels");
    case MT_TASK_NOTES:
      return _ ("Notes");
    case MT_TASK_N_FIELDS:
    default:
      g_return_val_if_reached ("");
    }
}

/* RFC 5545 3.8.1.9: 1 to 4 is high, 5 medium, 6 to 9 low; 1 is urgent here. */
static const char *
name_priority (gint priority)
{
  if (priority <= 0)
    return _ ("None");
  if (priority == 1)
    return _ ("Urgent");
  if (priority <= 4)
    return _ ("High");

  return priority == 5 ? _ ("Medium") : _ ("Low");
}

static char *
name_column (const MtTeam *team, guint index)
{
  const MtColumn *column =
      index < team->columns->len ? g_ptr_array_index (team->columns, index) : NULL;

  /* The names that columns have without `calendars.columns` are ours, and translated. */
  return column != NULL && *column->name != '\0' ? mt_display_line (_ (column->name))
                                                 : g_strdup ("");
}

static char *
name_due (const MtTaskEdit *self, const MtTeam *team, MtFormat *format, MtZone *viewer_zone)
{
  const MtPerson *assignee = self->assignee != NULL ? mt_team_find (team, self->assignee) : NULL;
  MtZone *zone = viewer_zone;
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;
  g_autofree char *place = NULL;
  gint64 wall = self->due.value;

  if (self->due.kind == MT_TIME_NONE)
    return g_strdup (_ ("None"));
  if (self->due.kind == MT_TIME_DATE)
    return mt_format_date (format, (MtDate) self->due.value);

  if (self->due.kind == MT_TIME_INSTANT)
    {
      zone = assignee != NULL ? mt_day_zone_at (assignee, self->due.value) : viewer_zone;
      wall = mt_zone_to_wall (zone, self->due.value);
    }
  date = mt_format_date (format, mt_date_of_wall (wall));
  time = mt_format_wall_time (format, wall - mt_date_to_wall (mt_date_of_wall (wall)));
  if (assignee == NULL)
    return g_strdup_printf (_ ("%s, %s"), date, time);
  place = mt_person_text_place (assignee, zone);

  /* Translators: a date, a time, and the place where it is that time: "Tue 24 Nov, 15:22 Cairo". */
  return g_strdup_printf (_ ("%s, %s %s"), date, time, place);
}

static char *
name_labels (char **labels)
{
  g_autofree char *text = g_strjoinv (", ", labels);

  return *text != '\0' ? mt_display_line (text) : g_strdup (_ ("None"));
}

/**
 * mt_task_edit_dup_text:
 * @self: what a task says
 * @field: a field
 * @team: the team
 * @format: how times are written
 * @viewer_zone: the zone of a time that is nobody's
 *
 * Returns: (transfer full): what it says in that field, fit to show
 */
char *
mt_task_edit_dup_text (const MtTaskEdit *self,
                       MtTaskField field,
                       const MtTeam *team,
                       MtFormat *format,
                       MtZone *viewer_zone)
{
  const MtPerson *person = NULL;

  switch (field)
    {
    case MT_TASK_TITLE:
      return mt_display_line (self->title);
    case MT_TASK_COLUMN:
      return name_column (team, self->column);
    case MT_TASK_ASSIGNEE:
      person = self->assignee != NULL ? mt_team_find (team, self->assignee) : NULL;
      return person != NULL ? mt_display_line (person->name) : g_strdup (_ ("Nobody"));
    case MT_TASK_DUE:
      return name_due (self, team, format, viewer_zone);
    case MT_TASK_PRIORITY:
      return g_strdup (name_priority (self->priority));
    case MT_TASK_BLOCKED:
      return g_strdup (self->blocked ? _ ("Yes") : _ ("No"));
    case MT_TASK_LABELS:
      return name_labels (self->labels);
    case MT_TASK_NOTES:
      return *self->notes != '\0' ? mt_display_text (self->notes) : g_strdup (_ ("None"));
    case MT_TASK_N_FIELDS:
    default:
      g_return_val_if_reached (NULL);
    }
}
