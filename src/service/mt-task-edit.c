/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskEdit: what a task says, apart from its item, so that somebody can change it.
 */
#include "config.h"

#include "service/mt-task-edit.h"

#include <string.h>

#include "providers/items/mt-task-reader.h"
#include "service/mt-task-change.h"

/**
 * mt_task_edit_new:
 * @task: a task
 *
 * Returns: (transfer full): what it says
 */
MtTaskEdit *
mt_task_edit_new (const MtTask *task)
{
  MtTaskEdit *self = g_new0 (MtTaskEdit, 1);

  self->title = g_strdup (task->title);
  self->column = task->column;
  self->assignee = g_strdup (task->assignee);
  self->due = task->due;
  self->priority = task->priority;
  self->blocked = task->blocked;
  self->labels = g_strdupv (task->labels);
  self->notes = g_strdup (task->notes != NULL ? task->notes : "");

  return self;
}

/**
 * mt_task_edit_copy:
 * @self: what a task says
 *
 * Returns: (transfer full): the same
 */
MtTaskEdit *
mt_task_edit_copy (const MtTaskEdit *self)
{
  MtTaskEdit *copy = g_new0 (MtTaskEdit, 1);

  for (MtTaskField field = 0; field < MT_TASK_N_FIELDS; field++)
    mt_task_edit_take_over (copy, self, field);

  return copy;
}

/**
 * mt_task_edit_free:
 * @self: (transfer full) (nullable): what a task says
 *
 * Frees it.
 */
void
mt_task_edit_free (MtTaskEdit *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->assignee);
  g_strfreev (self->labels);
  g_free (self->notes);
  g_free (self);
}

/* The order of labels means nothing. */
static gboolean
has_label (char **labels, const char *label)
{
  for (guint i = 0; labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (labels[i], label) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
holds_all (char **labels, char **others)
{
  for (guint i = 0; others[i] != NULL; i++)
    if (!has_label (labels, others[i]))
      return FALSE;

  return TRUE;
}

/**
 * mt_task_edit_differs:
 * @self: what a task says
 * @other: what it says elsewhere
 * @field: a field
 *
 * Returns: whether they say something else in that field
 */
gboolean
mt_task_edit_differs (const MtTaskEdit *self, const MtTaskEdit *other, MtTaskField field)
{
  switch (field)
    {
    case MT_TASK_TITLE:
      return g_strcmp0 (self->title, other->title) != 0;
    case MT_TASK_COLUMN:
      return self->column != other->column;
    case MT_TASK_ASSIGNEE:
      return g_strcmp0 (self->assignee, other->assignee) != 0;
    case MT_TASK_DUE:
      return !mt_time_equal (self->due, other->due);
    case MT_TASK_PRIORITY:
      return self->priority != other->priority;
    case MT_TASK_BLOCKED:
      return self->blocked != other->blocked;
    case MT_TASK_LABELS:
      return !holds_all (self->labels, other->labels) || !holds_all (other->labels, self->labels);
    case MT_TASK_NOTES:
      return g_strcmp0 (self->notes, other->notes) != 0;
    case MT_TASK_N_FIELDS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * mt_task_edit_equal:
 * @self: what a task says
 * @other: what it says elsewhere
 *
 * Returns: whether they say the same
 */
gboolean
mt_task_edit_equal (const MtTaskEdit *self, const MtTaskEdit *other)
{
  for (MtTaskField field = 0; field < MT_TASK_N_FIELDS; field++)
    if (mt_task_edit_differs (self, other, field))
      return FALSE;

  return TRUE;
}

static void
set_text (char **text, const char *other)
{
  g_free (*text);
  *text = g_strdup (other);
}

static void
set_labels (MtTaskEdit *self, char **labels)
{
  g_strfreev (self->labels);
  self->labels = g_strdupv (labels);
}

/**
 * mt_task_edit_take_over:
 * @self: what a task says
 * @other: what it says elsewhere
 * @field: a field
 *
 * Says the same as @other in that field.
 */
void
mt_task_edit_take_over (MtTaskEdit *self, const MtTaskEdit *other, MtTaskField field)
{
  switch (field)
    {
    case MT_TASK_TITLE:
      set_text (&self->title, other->title);
      break;
    case MT_TASK_COLUMN:
      self->column = other->column;
      break;
    case MT_TASK_ASSIGNEE:
      set_text (&self->assignee, other->assignee);
      break;
    case MT_TASK_DUE:
      self->due = other->due;
      break;
    case MT_TASK_PRIORITY:
      self->priority = other->priority;
      break;
    case MT_TASK_BLOCKED:
      self->blocked = other->blocked;
      break;
    case MT_TASK_LABELS:
      set_labels (self, other->labels);
      break;
    case MT_TASK_NOTES:
      set_text (&self->notes, other->notes);
      break;
    case MT_TASK_N_FIELDS:
    default:
      g_return_if_reached ();
    }
}

/* -- As changes -- */

/* `from` (transfer full) (nullable): its fields go over. %FALSE when it is none. */
static gboolean
add_fields (MtChange *self, MtChange *from)
{
  g_autoptr (MtChange) change = from;

  if (change == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (self->fields, g_steal_pointer (&change->fields));
  change->fields = g_ptr_array_new ();

  return TRUE;
}

static void
add_labels (MtChange *change, char **labels, char **read)
{
  for (guint i = 0; read[i] != NULL; i++)
    if (!has_label (labels, read[i]))
      mt_change_exclude (change, "CATEGORIES", read[i]);
  for (guint i = 0; labels[i] != NULL; i++)
    if (!has_label (read, labels[i]))
      mt_change_include (change, "CATEGORIES", labels[i]);
}

/* What is of the whole task, also where it recurs. */
static gboolean
add_of_task (MtChange *change,
             const MtTaskEdit *self,
             const MtTaskEdit *read,
             const MtTeam *team,
             const MtTask *task,
             GError **error)
{
  const gint64 now = change->at;

  if (mt_task_edit_differs (self, read, MT_TASK_TITLE) &&
      !add_fields (change, mt_task_change_title (task, self->title, now, error)))
    return FALSE;
  if (mt_task_edit_differs (self, read, MT_TASK_ASSIGNEE) &&
      !add_fields (change, mt_task_change_assign (
                               team, task,
                               self->assignee != NULL ? mt_team_find (team, self->assignee) : NULL,
                               now, error)))
    return FALSE;
  if (mt_task_edit_differs (self, read, MT_TASK_NOTES))
    add_fields (change, mt_task_change_notes (task, self->notes, now));
  if (mt_task_edit_differs (self, read, MT_TASK_PRIORITY))
    add_fields (change, mt_task_change_priority (task, self->priority, now));
  if (mt_task_edit_differs (self, read, MT_TASK_LABELS))
    add_labels (change, self->labels, read->labels);

  return TRUE;
}

/* What of a series is of the instance that is shown. */
static gboolean
add_of_instance (MtChange *change,
                 const MtTaskEdit *self,
                 const MtTaskEdit *read,
                 const MtTeam *team,
                 const MtTask *task,
                 GError **error)
{
  const gint64 now = change->at;

  if (mt_task_edit_differs (self, read, MT_TASK_COLUMN) &&
      !add_fields (change, mt_task_change_move (team, task, self->column, now, error)))
    return FALSE;
  if (mt_task_edit_differs (self, read, MT_TASK_DUE))
    add_fields (change, mt_task_change_due (task, self->due, now));
  if (mt_task_edit_differs (self, read, MT_TASK_BLOCKED))
    add_fields (change, mt_task_change_blocked (task, self->blocked, now));

  return TRUE;
}

/* Both kinds of change are empty ones of their own address. */
static MtChange *
new_of_task (const MtTask *task, gint64 now)
{
  MtChange *change = mt_task_change_notes (task, NULL, now);

  g_ptr_array_set_size (change->fields, 0);

  return change;
}

static MtChange *
new_of_instance (const MtTask *task, gint64 now)
{
  MtChange *change = mt_task_change_blocked (task, FALSE, now);

  g_ptr_array_set_size (change->fields, 0);

  return change;
}

/**
 * mt_task_edit_to_changes:
 * @self: what is wanted
 * @read: what was read before
 * @team: the team
 * @task: the task as it is now; what somebody else changed in it since @read stays
 * @now: Unix seconds
 * @error: return location
 *
 * What differs between @read and @self, as changes of @task. Of a series they may be two: what is
 * of the instance that is shown, and what is of all of them. They are to be made in order.
 *
 * Returns: (transfer full) (element-type MtChange): the changes, none where nothing differs; %NULL
 *   with an %MT_TASK_CHANGE_ERROR
 */
GPtrArray *
mt_task_edit_to_changes (const MtTaskEdit *self,
                         const MtTaskEdit *read,
                         const MtTeam *team,
                         const MtTask *task,
                         gint64 now,
                         GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_change_free);
  g_autoptr (MtChange) all = new_of_task (task, now);
  g_autoptr (MtChange) one = new_of_instance (task, now);

  if (!add_of_task (all, self, read, team, task, error) ||
      !add_of_instance (one, self, read, team, task, error))
    return NULL;
  if (mt_time_equal (all->recurrence_id, one->recurrence_id))
    add_fields (all, g_steal_pointer (&one));
  if (all->fields->len > 0)
    g_ptr_array_add (changes, g_steal_pointer (&all));
  if (one != NULL && one->fields->len > 0)
    g_ptr_array_add (changes, g_steal_pointer (&one));

  return g_steal_pointer (&changes);
}

/**
 * mt_task_edit_create:
 * @self: what is wanted
 * @snapshot: the team as read
 * @now: Unix seconds
 * @error: return location
 *
 * Returns: (transfer full): the change that makes a new task of it; %NULL with an
 *   %MT_TASK_CHANGE_ERROR
 */
MtChange *
mt_task_edit_create (const MtTaskEdit *self, const MtSnapshot *snapshot, gint64 now, GError **error)
{
  g_autoptr (MtTask) task = mt_task_new ("", self->title);
  g_autoptr (MtTaskEdit) nothing = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (MtChange) change =
      mt_task_change_create (snapshot, self->title, self->column, now, error);

  if (change == NULL)
    return NULL;
  task->column = self->column;
  nothing = mt_task_edit_new (task);
  changes = mt_task_edit_to_changes (self, nothing, snapshot->team, task, now, error);
  if (changes == NULL)
    return NULL;
  for (guint i = 0; i < changes->len; i++)
    {
      MtChange *more = g_ptr_array_index (changes, i);

      g_ptr_array_extend_and_steal (change->fields, g_steal_pointer (&more->fields));
      more->fields = g_ptr_array_new ();
    }

  return g_steal_pointer (&change);
}

/**
 * mt_task_edit_rebase:
 * @change: what somebody wanted of a task
 * @team: the team
 * @task: the same task, as somebody else has changed it meanwhile
 *
 * Returns: (transfer full): the same change on top of that
 */
MtChange *
mt_task_edit_rebase (const MtChange *change, const MtTeam *team, const MtTask *task)
{
  MtChange *copy = mt_change_copy (change);

  g_free (copy->read_tag);
  copy->read_tag = g_strdup (task->tag);
  g_free (copy->href);
  copy->href = g_strdup (task->href);
  for (guint i = 0; i < copy->fields->len; i++)
    {
      MtChangeField *field = g_ptr_array_index (copy->fields, i);

      if (field->how != MT_FIELD_SWAP || task->assignee == NULL)
        continue;
      g_free (field->was);
      field->was = g_strconcat ("mailto:", task->assignee_address, NULL);
    }

  return copy;
}

/* -- What a change makes of a task -- */

static gboolean
is_named (const MtChangeField *field, const char *name)
{
  return g_ascii_strcasecmp (field->name, name) == 0;
}

/* `labels` (element-type utf8): unowned */
static void
change_list (GPtrArray *labels, const MtChangeField *field)
{
  for (guint i = labels->len; i-- > 0;)
    if (g_ascii_strcasecmp (g_ptr_array_index (labels, i), field->value) == 0)
      g_ptr_array_remove_index (labels, i);
  if (field->how == MT_FIELD_INCLUDE)
    g_ptr_array_add (labels, field->value);
}

static MtStatus
status_named (const char *name)
{
  if (g_strcmp0 (name, "IN-PROCESS") == 0)
    return MT_STATUS_IN_PROCESS;

  return g_strcmp0 (name, "COMPLETED") == 0 ? MT_STATUS_COMPLETED : MT_STATUS_NEEDS_ACTION;
}

static void
change_assignee (MtTaskEdit *self, const MtTeam *team, const MtChangeField *field)
{
  const char *address = field->value != NULL ? field->value : "";
  const MtPerson *person = NULL;

  if (g_str_has_prefix (address, "mailto:"))
    person = mt_team_find_email (team, address + strlen ("mailto:"));
  set_text (&self->assignee, person != NULL ? person->id : NULL);
}

static gint
read_priority (const char *value)
{
  guint64 priority = 0;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 0, 9, &priority, NULL))
    return 0;

  return (gint) priority;
}

static void
change_field (MtTaskEdit *self, const MtTeam *team, const MtChangeField *field)
{
  if (is_named (field, "SUMMARY"))
    set_text (&self->title, field->value);
  else if (is_named (field, "DESCRIPTION"))
    set_text (&self->notes, field->value != NULL ? field->value : "");
  else if (is_named (field, "DUE"))
    self->due = field->time;
  else if (is_named (field, "PRIORITY"))
    self->priority = read_priority (field->value);
  else if (is_named (field, "ATTENDEE"))
    change_assignee (self, team, field);
}

/**
 * mt_task_edit_new_changed:
 * @team: the team
 * @task: a task
 * @change: what somebody wants of it
 *
 * Returns: (transfer full): what the task would say
 */
MtTaskEdit *
mt_task_edit_new_changed (const MtTeam *team, const MtTask *task, const MtChange *change)
{
  MtTaskEdit *self = mt_task_edit_new (task);
  g_autoptr (GPtrArray) categories = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  MtStatus status = task->status;

  for (guint i = 0; task->categories[i] != NULL; i++)
    g_ptr_array_add (categories, task->categories[i]);
  for (guint i = 0; i < change->fields->len; i++)
    {
      const MtChangeField *field = g_ptr_array_index (change->fields, i);

      if (is_named (field, "STATUS"))
        status = status_named (field->value);
      else if (is_named (field, "CATEGORIES"))
        change_list (categories, field);
      else
        change_field (self, team, field);
    }
  g_ptr_array_add (categories, NULL);
  self->column = mt_task_reader_find_column (team, status, (const char *const *) categories->pdata);
  self->blocked = has_label ((char **) categories->pdata, "BLOCKED");
  g_strfreev (self->labels);
  self->labels = mt_task_reader_collect_labels ((const char *const *) categories->pdata,
                                                g_ptr_array_index (team->columns, self->column));

  return self;
}
