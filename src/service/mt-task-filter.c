/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskFilter: which cards of the board are shown.
 */
#include "config.h"

#include "service/mt-task-filter.h"

#include <string.h>

#include "service/mt-search.h"

#define PERSON_PREFIX "person="
#define LABEL_PREFIX "label="
#define TEXT_PREFIX "text="

static const struct
{
  MtTaskFilterFlags flag;
  const char *name;
} flag_names[] = {
  { MT_TASK_FILTER_MINE, "mine" },       { MT_TASK_FILTER_WAITING, "waiting" },
  { MT_TASK_FILTER_BLOCKED, "blocked" }, { MT_TASK_FILTER_OVERDUE, "overdue" },
  { MT_TASK_FILTER_URGENT, "urgent" },
};

/**
 * mt_task_filter_new:
 *
 * Returns: (transfer full): a filter that lets everything pass
 */
MtTaskFilter *
mt_task_filter_new (void)
{
  return g_new0 (MtTaskFilter, 1);
}

/**
 * mt_task_filter_free:
 * @self: (transfer full) (nullable): a filter
 *
 * Frees a filter.
 */
void
mt_task_filter_free (MtTaskFilter *self)
{
  if (self == NULL)
    return;
  mt_task_filter_clear (self);
  g_free (self);
}

/**
 * mt_task_filter_clear:
 * @self: a filter
 *
 * Lets everything pass again.
 */
void
mt_task_filter_clear (MtTaskFilter *self)
{
  self->flags = 0;
  mt_task_filter_set_person (self, NULL);
  mt_task_filter_set_label (self, NULL);
  mt_task_filter_set_text (self, NULL);
}

/**
 * mt_task_filter_is_empty:
 * @self: a filter
 *
 * Returns: whether it lets everything pass
 */
gboolean
mt_task_filter_is_empty (const MtTaskFilter *self)
{
  return self->flags == 0 && self->person == NULL && self->label == NULL && self->text == NULL;
}

static gboolean
set_string (char **field, const char *value)
{
  if (g_strcmp0 (*field, value) == 0)
    return FALSE;
  g_free (*field);
  *field = g_strdup (value);
  return TRUE;
}

/**
 * mt_task_filter_set_person:
 * @self: a filter
 * @id: (nullable): whose tasks pass, "" for what nobody has, %NULL for no such filter
 *
 * Returns: whether that is another person than before
 */
gboolean
mt_task_filter_set_person (MtTaskFilter *self, const char *id)
{
  return set_string (&self->person, id);
}

/**
 * mt_task_filter_set_label:
 * @self: a filter
 * @label: (nullable): a label, %NULL or "" for no such filter
 *
 * Returns: whether that is another label than before
 */
gboolean
mt_task_filter_set_label (MtTaskFilter *self, const char *label)
{
  const char *wanted = label != NULL && label[0] != '\0' ? label : NULL;

  if (!set_string (&self->label, wanted))
    return FALSE;
  g_free (self->folded_label);
  self->folded_label = wanted != NULL ? mt_search_fold (wanted) : NULL;
  return TRUE;
}

/**
 * mt_task_filter_set_text:
 * @self: a filter
 * @text: (nullable): words to look for, %NULL or blanks for no such filter
 *
 * Returns: whether that is another text than before
 */
gboolean
mt_task_filter_set_text (MtTaskFilter *self, const char *text)
{
  g_autofree char *wanted = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  if (wanted != NULL && wanted[0] == '\0')
    g_clear_pointer (&wanted, g_free);
  if (!set_string (&self->text, wanted))
    return FALSE;
  g_free (self->folded_text);
  self->folded_text = wanted != NULL ? mt_search_fold (wanted) : NULL;
  return TRUE;
}

/**
 * mt_task_filter_to_strv:
 * @self: a filter
 *
 * Returns: (transfer full) (array zero-terminated=1): the filter as the settings keep it: "mine",
 *   "person=bo", "text=harbour"
 */
char **
mt_task_filter_to_strv (const MtTaskFilter *self)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const struct
  {
    const char *prefix;
    const char *value;
  } values[] = {
    { PERSON_PREFIX, self->person },
    { LABEL_PREFIX, self->label },
    { TEXT_PREFIX, self->text },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flag_names); i++)
    if (self->flags & flag_names[i].flag)
      g_strv_builder_add (words, flag_names[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *word = NULL;

      if (values[i].value == NULL)
        continue;
      word = g_strconcat (values[i].prefix, values[i].value, NULL);
      g_strv_builder_add (words, word);
    }

  return g_strv_builder_end (words);
}

static void
read_word (MtTaskFilter *self, const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (flag_names); i++)
    if (g_str_equal (word, flag_names[i].name))
      self->flags |= flag_names[i].flag;
  if (g_str_has_prefix (word, PERSON_PREFIX))
    mt_task_filter_set_person (self, word + strlen (PERSON_PREFIX));
  else if (g_str_has_prefix (word, LABEL_PREFIX))
    mt_task_filter_set_label (self, word + strlen (LABEL_PREFIX));
  else if (g_str_has_prefix (word, TEXT_PREFIX))
    mt_task_filter_set_text (self, word + strlen (TEXT_PREFIX));
}

/**
 * mt_task_filter_new_from_strv:
 * @words: (nullable) (array zero-terminated=1): what mt_task_filter_to_strv() gave
 *
 * Returns: (transfer full): the filter; a word that is not known is passed over
 */
MtTaskFilter *
mt_task_filter_new_from_strv (const char *const *words)
{
  MtTaskFilter *self = mt_task_filter_new ();

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (g_utf8_validate (words[i], -1, NULL))
      read_word (self, words[i]);

  return self;
}

/**
 * mt_task_haystack:
 * @task: a task
 * @team: its team
 *
 * Returns: (transfer full): all that a task is found by, folded: title, notes, labels, comments,
 *   and who has it
 */
char *
mt_task_haystack (const MtTask *task, const MtTeam *team)
{
  const MtPerson *person = task->assignee != NULL ? mt_team_find (team, task->assignee) : NULL;
  g_autoptr (GString) all = g_string_new (task->title);

  /* A line break keeps words of two fields from making one. */
  for (guint i = 0; task->labels[i] != NULL; i++)
    g_string_append_printf (all, "\n%s", task->labels[i]);
  for (guint i = 0; task->comments[i] != NULL; i++)
    g_string_append_printf (all, "\n%s", task->comments[i]);
  if (task->notes != NULL)
    g_string_append_printf (all, "\n%s", task->notes);
  if (person != NULL)
    g_string_append_printf (all, "\n%s\n%s", person->name, person->id);
  if (task->assignee_address != NULL)
    g_string_append_printf (all, "\n%s", task->assignee_address);

  return mt_search_fold (all->str);
}

static gboolean
is_closed (const MtTask *task)
{
  return task->status == MT_STATUS_COMPLETED || task->status == MT_STATUS_CANCELLED;
}

static gboolean
has_same_first_name (const MtTeam *team, const MtPerson *person, const char *first_name)
{
  const gsize length = strlen (first_name);

  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *other = g_ptr_array_index (team->people, i);
      g_autofree char *name = other != person ? mt_search_fold (other->name) : NULL;

      if (name != NULL && strcspn (name, " ") == length && strncmp (first_name, name, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether what was written about a task names somebody: "@bo", "Bo Lind", or "Bo" where there is
 * only one. */
static gboolean
names_person (const MtTask *task, const MtTeam *team, const MtPerson *person)
{
  g_autoptr (GString) written = g_string_new (task->notes);
  g_autofree char *folded = NULL;
  g_autofree char *mention = g_strconcat ("@", person->id, NULL);
  g_autofree char *name = mt_search_fold (person->name);
  g_autofree char *first_name = g_strndup (name, strcspn (name, " "));

  for (guint i = 0; task->comments[i] != NULL; i++)
    g_string_append_printf (written, "\n%s", task->comments[i]);
  folded = mt_search_fold (written->str);

  if (mt_search_has_word (folded, mention))
    return TRUE;
  if (first_name[0] == '\0' || !mt_search_has_word (folded, first_name))
    return FALSE;

  return mt_search_has_word (folded, name) || !has_same_first_name (team, person, first_name);
}

/**
 * mt_task_waits_for:
 * @task: a task
 * @team: its team
 * @person: somebody on the team
 *
 * Whether others wait for @person to do something about a task that is not theirs and not over:
 * they are asked (an attendee beside the one who has it, who has not refused); or they ordered it
 * (its organizer) and it is blocked or nobody has it; or it is blocked, and its notes or comments
 * name them.
 *
 * Returns: whether it waits for @person
 */
gboolean
mt_task_waits_for (const MtTask *task, const MtTeam *team, const MtPerson *person)
{
  const gboolean unassigned = task->assignee == NULL && task->assignee_address == NULL;

  g_return_val_if_fail (task != NULL && team != NULL && person != NULL, FALSE);

  if (is_closed (task) || g_strcmp0 (task->assignee, person->id) == 0)
    return FALSE;
  if (g_strv_contains ((const char *const *) task->asked, person->id))
    return TRUE;
  if ((task->blocked || unassigned) && g_strcmp0 (task->organizer, person->id) == 0)
    return TRUE;

  return task->blocked && names_person (task, team, person);
}

/* Mine, waiting for me and of a person each widen the other two: a card has to be one of them. */
static gboolean
match_whose (const MtTaskFilter *self, const MtTask *task, const MtTeam *team, const MtPerson *me)
{
  const gboolean mine = self->flags & MT_TASK_FILTER_MINE;
  const gboolean waiting = self->flags & MT_TASK_FILTER_WAITING;

  if (!mine && !waiting && self->person == NULL)
    return TRUE;
  if (mine && me != NULL && g_strcmp0 (task->assignee, me->id) == 0)
    return TRUE;
  if (waiting && me != NULL && mt_task_waits_for (task, team, me))
    return TRUE;
  if (self->person == NULL)
    return FALSE;
  if (self->person[0] == '\0')
    return task->assignee == NULL && task->assignee_address == NULL;

  return g_strcmp0 (task->assignee, self->person) == 0;
}

static gboolean
match_marks (const MtTaskFilter *self,
             const MtTask *task,
             const MtTeam *team,
             const MtPerson *me,
             gint64 now)
{
  const MtPerson *assignee = NULL;

  if ((self->flags & MT_TASK_FILTER_BLOCKED) && !task->blocked)
    return FALSE;
  if ((self->flags & MT_TASK_FILTER_URGENT) && !task->urgent)
    return FALSE;
  if ((self->flags & MT_TASK_FILTER_OVERDUE) == 0)
    return TRUE;

  assignee = task->assignee != NULL ? mt_team_find (team, task->assignee) : NULL;
  return mt_task_is_overdue (task, assignee, me, now);
}

static gboolean
match_label (const MtTaskFilter *self, const MtTask *task)
{
  for (guint i = 0; task->labels[i] != NULL; i++)
    {
      g_autofree char *label = mt_search_fold (task->labels[i]);

      if (g_str_equal (label, self->folded_label))
        return TRUE;
    }

  return FALSE;
}

/**
 * mt_task_filter_match:
 * @self: a filter
 * @task: a task
 * @team: its team
 * @me: (nullable): who looks at the board; to nobody nothing is theirs
 * @now: Unix seconds, for what is overdue
 * @haystack: (nullable): what mt_task_haystack() gave for @task, to save making it
 *
 * Whose a card is (mine, waiting for me, a person's) is one question, which any of those answers;
 * everything else has to hold at once.
 *
 * Returns: whether @task passes
 */
gboolean
mt_task_filter_match (const MtTaskFilter *self,
                      const MtTask *task,
                      const MtTeam *team,
                      const MtPerson *me,
                      gint64 now,
                      const char *haystack)
{
  g_autofree char *made = NULL;

  g_return_val_if_fail (self != NULL && task != NULL && team != NULL, FALSE);

  if (!match_marks (self, task, team, me, now) || !match_whose (self, task, team, me) ||
      (self->label != NULL && !match_label (self, task)))
    return FALSE;
  if (self->text == NULL)
    return TRUE;
  if (haystack == NULL)
    haystack = made = mt_task_haystack (task, team);

  return mt_search_match (haystack, self->folded_text);
}
