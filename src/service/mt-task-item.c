/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskItem: one card of the board at the chosen instant.
 */
#include "config.h"

#include "service/mt-task-item-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-notify.h"
#include "service/mt-pending-text.h"
#include "service/mt-person-item-private.h"
#include "service/mt-prop.h"
#include "service/mt-task-text.h"

struct _MtTaskItem
{
  GObject parent_instance;

  MtMoment *moment;       /* owned */
  const MtTask *task;     /* unowned: the moment's snapshot keeps it */
  MtPersonItem *assignee; /* owned, nullable */
  char *haystack;         /* owned, nullable: what it is found by */

  /* Of thousands of cards most are never looked at: these are filled in when somebody does. */
  gboolean made;
  MtSpan valid; /* while the chosen instant is in here, what is shown stays as it is */
  char *title;
  char *assignee_name;
  char *due_text;
  char *age_text;
  char *reason;
  char **labels;
  gint weight;
  guint n_comments;
  gboolean recurs;
  gboolean overdue;
  gboolean blocked;
  gboolean urgent;
  gboolean mine;
  gboolean pending;
  gint sync_state;
  char *sync_text;
};

enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_ASSIGNEE,
  PROP_ASSIGNEE_NAME,
  PROP_DUE_TEXT,
  PROP_AGE_TEXT,
  PROP_REASON,
  PROP_WEIGHT,
  PROP_N_COMMENTS,
  PROP_RECURS,
  PROP_OVERDUE,
  PROP_BLOCKED,
  PROP_URGENT,
  PROP_MINE,
  PROP_LABELS,
  PROP_PENDING,
  PROP_SYNC_STATE,
  PROP_SYNC_TEXT,
  PROP_DESCRIPTION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtTaskItem, mt_task_item, G_TYPE_OBJECT)

static void
append_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, part);
}

static char *
describe_comments (guint n)
{
  return n > 0 ? g_strdup_printf (ngettext ("%u comment", "%u comments", n), n) : NULL;
}

/* (nullable): how much a priority weighs, in words. */
static const char *
describe_weight (gint weight)
{
  if (weight == 0)
    return NULL;

  return weight > 0 ? _ ("high priority") : _ ("low priority");
}

/* "Upgrade database, Chen Wu, Fri, blocked, Waits for the backup window, changed yesterday" */
static char *
describe (MtTaskItem *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *comments = describe_comments (self->n_comments);

  append_part (text, self->title);
  append_part (text, self->assignee_name);
  append_part (text, self->due_text);
  append_part (text, self->overdue ? _ ("overdue") : NULL);
  append_part (text, self->urgent ? _ ("urgent") : describe_weight (self->weight));
  append_part (text, self->blocked ? _ ("blocked") : NULL);
  append_part (text, self->reason);
  for (guint i = 0; self->labels[i] != NULL; i++)
    append_part (text, self->labels[i]);
  append_part (text, self->recurs ? _ ("repeats") : NULL);
  append_part (text, comments);
  append_part (text, self->age_text);
  append_part (text, self->sync_text);

  return g_string_free (text, FALSE);
}

static void
mt_task_item_finalize (GObject *object)
{
  MtTaskItem *self = MT_TASK_ITEM (object);

  g_clear_pointer (&self->moment, mt_moment_unref);
  g_clear_object (&self->assignee);
  g_free (self->title);
  g_free (self->assignee_name);
  g_free (self->due_text);
  g_free (self->age_text);
  g_free (self->reason);
  g_free (self->haystack);
  g_free (self->sync_text);
  g_strfreev (self->labels);

  G_OBJECT_CLASS (mt_task_item_parent_class)->finalize (object);
}

static void make (MtTaskItem *self);

static gboolean
get_string (MtTaskItem *self, guint prop_id, GValue *value)
{
  const MtPropString strings[] = {
    { PROP_ID, self->task->id },
    { PROP_TITLE, self->title },
    { PROP_ASSIGNEE_NAME, self->assignee_name },
    { PROP_DUE_TEXT, self->due_text },
    { PROP_AGE_TEXT, self->age_text },
    { PROP_REASON, self->reason },
    { PROP_SYNC_TEXT, self->sync_text },
  };

  return mt_prop_get_string (strings, G_N_ELEMENTS (strings), prop_id, value);
}

static void
mt_task_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtTaskItem *self = MT_TASK_ITEM (object);

  make (self);
  if (get_string (self, prop_id, value))
    return;

  switch (prop_id)
    {
    case PROP_ASSIGNEE:
      g_value_set_object (value, self->assignee);
      break;
    case PROP_WEIGHT:
      g_value_set_int (value, self->weight);
      break;
    case PROP_N_COMMENTS:
      g_value_set_uint (value, self->n_comments);
      break;
    case PROP_RECURS:
      g_value_set_boolean (value, self->recurs);
      break;
    case PROP_OVERDUE:
      g_value_set_boolean (value, self->overdue);
      break;
    case PROP_BLOCKED:
      g_value_set_boolean (value, self->blocked);
      break;
    case PROP_URGENT:
      g_value_set_boolean (value, self->urgent);
      break;
    case PROP_MINE:
      g_value_set_boolean (value, self->mine);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    case PROP_SYNC_STATE:
      g_value_set_int (value, self->sync_state);
      break;
    case PROP_LABELS:
      g_value_set_boxed (value, self->labels);
      break;
    case PROP_DESCRIPTION:
      g_value_take_string (value, describe (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_task_item_class_init (MtTaskItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_task_item_finalize;
  object_class->get_property = mt_task_item_get_property;

  props[PROP_ID] = mt_prop_string ("id");
  props[PROP_TITLE] = mt_prop_string ("title");
  props[PROP_ASSIGNEE] =
      g_param_spec_object ("assignee", NULL, NULL, MT_TYPE_PERSON_ITEM, MT_PROP_READABLE);
  props[PROP_ASSIGNEE_NAME] = mt_prop_string ("assignee-name");
  props[PROP_DUE_TEXT] = mt_prop_string ("due-text");
  props[PROP_AGE_TEXT] = mt_prop_string ("age-text");
  props[PROP_REASON] = mt_prop_string ("reason");
  props[PROP_WEIGHT] = g_param_spec_int ("weight", NULL, NULL, -1, 1, 0, MT_PROP_READABLE);
  props[PROP_N_COMMENTS] =
      g_param_spec_uint ("n-comments", NULL, NULL, 0, G_MAXUINT, 0, MT_PROP_READABLE);
  props[PROP_RECURS] = mt_prop_boolean ("recurs");
  props[PROP_OVERDUE] = mt_prop_boolean ("overdue");
  props[PROP_BLOCKED] = mt_prop_boolean ("blocked");
  props[PROP_URGENT] = mt_prop_boolean ("urgent");
  props[PROP_MINE] = mt_prop_boolean ("mine");
  props[PROP_LABELS] = g_param_spec_boxed ("labels", NULL, NULL, G_TYPE_STRV, MT_PROP_READABLE);
  props[PROP_PENDING] = mt_prop_boolean ("pending");
  props[PROP_SYNC_STATE] =
      g_param_spec_int ("sync-state", NULL, NULL, MT_PENDING_NONE, MT_PENDING_CONFLICT,
                        MT_PENDING_NONE, MT_PROP_READABLE);
  props[PROP_SYNC_TEXT] = mt_prop_string ("sync-text");
  props[PROP_DESCRIPTION] = mt_prop_string ("description");
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_task_item_init (MtTaskItem *self)
{
}

/**
 * mt_task_item_new: (skip)
 * @moment: what to show
 * @task: a task of its snapshot
 * @assignee: (nullable): the item of who has it
 *
 * Returns: (transfer full): a card
 */
MtTaskItem *
mt_task_item_new (MtMoment *moment, const MtTask *task, MtPersonItem *assignee)
{
  MtTaskItem *self = g_object_new (MT_TYPE_TASK_ITEM, NULL);

  mt_task_item_set_task (self, moment, task, assignee);

  return self;
}

static char *
show_title (const MtTask *task)
{
  g_autofree char *title = mt_display_line (task->title);

  return *title != '\0' ? g_steal_pointer (&title) : g_strdup (_ ("Untitled task"));
}

static void
set_labels (MtTaskItem *self, char **labels)
{
  const guint n = g_strv_length (labels);
  g_auto (GStrv) shown = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    shown[i] = mt_display_line (labels[i]);

  if (g_strv_equal ((const char *const *) shown, (const char *const *) self->labels))
    return;

  g_strfreev (self->labels);
  self->labels = g_steal_pointer (&shown);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LABELS]);
}

static void
set_assignee (MtTaskItem *self, MtPersonItem *assignee)
{
  const MtTask *task = self->task;

  if (g_set_object (&self->assignee, assignee))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ASSIGNEE]);

  if (assignee != NULL)
    mt_notify_set_string (self, props[PROP_ASSIGNEE_NAME], &self->assignee_name,
                          mt_person_item_get_name (assignee));
  else
    mt_notify_take_string (self, props[PROP_ASSIGNEE_NAME], &self->assignee_name,
                           mt_display_line (task->assignee_address));

  mt_notify_set_boolean (self, props[PROP_MINE], &self->mine,
                         assignee != NULL && self->moment->me != NULL &&
                             mt_person_item_get_person (assignee) == self->moment->me);
}

/* RFC 5545 3.8.1.9: 1 to 4 is high, 5 medium, 6 to 9 low; 0 says nothing. Nor does that of a task
 * that is done. */
static gint
weigh (const MtTask *task)
{
  if (task->priority == 0 || task->priority == 5 || task->status == MT_STATUS_COMPLETED)
    return 0;

  return task->priority < 5 ? 1 : -1;
}

static void
set_facts (MtTaskItem *self)
{
  const MtTask *task = self->task;

  mt_notify_take_string (self, props[PROP_TITLE], &self->title, show_title (task));
  mt_notify_take_string (self, props[PROP_REASON], &self->reason, mt_task_text_reason (task));
  mt_notify_set_int (self, props[PROP_WEIGHT], &self->weight, weigh (task));
  mt_notify_set_uint (self, props[PROP_N_COMMENTS], &self->n_comments,
                      g_strv_length (task->comments));
  mt_notify_set_boolean (self, props[PROP_RECURS], &self->recurs, task->recurs);
  mt_notify_set_boolean (self, props[PROP_BLOCKED], &self->blocked, task->blocked);
  mt_notify_set_boolean (self, props[PROP_URGENT], &self->urgent, task->urgent);
  mt_notify_set_boolean (self, props[PROP_PENDING], &self->pending,
                         task->pending.state != MT_PENDING_NONE);
  mt_notify_set_int (self, props[PROP_SYNC_STATE], &self->sync_state, task->pending.state);
  mt_notify_take_string (self, props[PROP_SYNC_TEXT], &self->sync_text,
                         mt_pending_text (&task->pending));
  set_labels (self, task->labels);
}

static gboolean
set_times (MtTaskItem *self)
{
  const MtMoment *moment = self->moment;
  MtTaskText due = { 0 };
  MtTaskText age = { 0 };
  gboolean changed = FALSE;

  mt_task_text_due (moment, self->task, &due);
  mt_task_text_age (moment, self->task, &age);
  self->valid =
      (MtSpan){ MAX (due.valid.start, age.valid.start), MIN (due.valid.end, age.valid.end) };
  changed = mt_notify_take_string (self, props[PROP_DUE_TEXT], &self->due_text, due.text);
  changed |= mt_notify_take_string (self, props[PROP_AGE_TEXT], &self->age_text, age.text);
  changed |= mt_notify_set_boolean (self, props[PROP_OVERDUE], &self->overdue, due.overdue);

  return changed;
}

/* Nobody looked before, so that nobody needs to be told. */
static void
make (MtTaskItem *self)
{
  if (self->made)
    return;
  self->made = TRUE;
  self->labels = g_new0 (char *, 1);
  g_object_freeze_notify (G_OBJECT (self));
  set_facts (self);
  set_assignee (self, self->assignee);
  set_times (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mt_task_item_set_task:
 * @self: a card
 * @moment: what to show
 * @task: a task of its snapshot
 * @assignee: (nullable): the item of who has it
 *
 * Shows another reading of the same task.
 */
void
mt_task_item_set_task (MtTaskItem *self,
                       MtMoment *moment,
                       const MtTask *task,
                       MtPersonItem *assignee)
{
  mt_moment_ref (moment);
  g_clear_pointer (&self->moment, mt_moment_unref);
  self->moment = moment;
  self->task = task;
  g_clear_pointer (&self->haystack, g_free);
  if (!self->made)
    {
      g_set_object (&self->assignee, assignee);
      return;
    }

  g_object_freeze_notify (G_OBJECT (self));
  set_facts (self);
  set_assignee (self, assignee);
  set_times (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DESCRIPTION]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mt_task_item_refresh:
 * @self: a card
 *
 * Brings it to the instant of its moment. Next to nothing as long as what it shows holds, so that
 * thousands of cards can follow the slider.
 */
void
mt_task_item_refresh (MtTaskItem *self)
{
  const gint64 at = self->moment->at;

  if (!self->made || (self->valid.start <= at && at < self->valid.end))
    return;
  if (set_times (self))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DESCRIPTION]);
}

/**
 * mt_task_item_match:
 * @self: a card
 * @filter: what is to be shown
 *
 * Returns: whether the card passes @filter at the chosen instant
 */
gboolean
mt_task_item_match (MtTaskItem *self, const MtTaskFilter *filter)
{
  const MtMoment *moment = self->moment;

  g_return_val_if_fail (MT_IS_TASK_ITEM (self), FALSE);

  if (filter->text != NULL && self->haystack == NULL)
    self->haystack = mt_task_haystack (self->task, moment->snapshot->team);

  return mt_task_filter_match (filter, self->task, moment->snapshot->team, moment->me, moment->at,
                               self->haystack);
}

/**
 * mt_task_item_get_task:
 * @self: a card
 *
 * Returns: (transfer none): the record; good until the board is read again
 */
const MtTask *
mt_task_item_get_task (MtTaskItem *self)
{
  g_return_val_if_fail (MT_IS_TASK_ITEM (self), NULL);

  return self->task;
}
