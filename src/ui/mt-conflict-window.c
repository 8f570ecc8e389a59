/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtConflictWindow: a task that somebody else has changed meanwhile, with both sides. Nothing has
 * been written: theirs stays unless mine is made on top of it, field by field.
 */
#include "config.h"

#include "ui/mt-conflict-window.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"

struct _MtConflictWindow
{
  AdwWindow parent_instance;

  gboolean answers;         /* a change that waits: it is answered, not made again */
  MtEditAnswer keep_answer; /* likewise: what each button means */
  MtEditAnswer apply_answer;
  AdwPreferencesGroup *group;
  GtkWidget *keep;
  GtkWidget *apply;
  GtkWidget *later;
};

G_DEFINE_FINAL_TYPE (MtConflictWindow, mt_conflict_window, ADW_TYPE_WINDOW)

enum
{
  APPLY,
  ANSWER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
apply_clicked_cb (MtConflictWindow *self)
{
  if (self->answers)
    g_signal_emit (self, signals[ANSWER], 0, (int) self->apply_answer);
  else
    g_signal_emit (self, signals[APPLY], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
keep_clicked_cb (MtConflictWindow *self)
{
  if (self->answers)
    g_signal_emit (self, signals[ANSWER], 0, (int) self->keep_answer);
  gtk_window_close (GTK_WINDOW (self));
}

static void
mt_conflict_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_CONFLICT_WINDOW);
  G_OBJECT_CLASS (mt_conflict_window_parent_class)->dispose (object);
}

static void
mt_conflict_window_class_init (MtConflictWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_conflict_window_dispose;
  signals[APPLY] = g_signal_new ("apply", MT_TYPE_CONFLICT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[ANSWER] = g_signal_new ("answer", MT_TYPE_CONFLICT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-conflict-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MtConflictWindow, group);
  gtk_widget_class_bind_template_child (widget_class, MtConflictWindow, keep);
  gtk_widget_class_bind_template_child (widget_class, MtConflictWindow, apply);
  gtk_widget_class_bind_template_child (widget_class, MtConflictWindow, later);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_conflict_window_init (MtConflictWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), self->keep);
}

/* What it would say if nobody had changed it, with my changes. */
static MtTaskEdit *
new_mine (const MtTeam *team, const MtTask *task, const GPtrArray *changes)
{
  MtTaskEdit *mine = mt_task_edit_new (task);

  for (guint i = 0; i < changes->len; i++)
    {
      const MtChange *change = g_ptr_array_index (changes, i);
      g_autoptr (MtTaskEdit) theirs = mt_task_edit_new (task);
      g_autoptr (MtTaskEdit) changed = mt_task_edit_new_changed (team, task, change);

      for (MtTaskField field = 0; field < MT_TASK_N_FIELDS; field++)
        if (mt_task_edit_differs (changed, theirs, field))
          mt_task_edit_take_over (mine, changed, field);
    }
  return mine;
}

static void
add_row (MtConflictWindow *self,
         MtTaskField field,
         gboolean wanted,
         const char *before,
         const char *now)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = NULL, *markup = NULL;

  /* Translators: the two sides of one field of a task: what it says now, and what it is to say. */
  text = wanted ? g_strdup_printf (_ ("Now: %s\nYours: %s"), now, before)
                : g_strdup_printf (_ ("Now: %s\nBefore: %s"), now, before);
  markup = g_markup_escape_text (text, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), mt_task_field_name (field));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  adw_preferences_group_add (self->group, row);
}

static void
add_rows (MtConflictWindow *self,
          MtSession *session,
          const MtTaskEdit *read,
          const MtTaskEdit *mine,
          const MtTaskEdit *theirs)
{
  const MtTeam *team = mt_session_get_snapshot (session)->team;
  MtFormat *format = mt_session_get_format (session);
  MtZone *zone = mt_session_get_viewer_zone (session);

  for (MtTaskField field = 0; field < MT_TASK_N_FIELDS; field++)
    {
      const gboolean wanted = mt_task_edit_differs (mine, theirs, field);
      g_autofree char *now = NULL, *other = NULL;

      if (!wanted && !mt_task_edit_differs (read, theirs, field))
        continue;
      now = mt_task_edit_dup_text (theirs, field, team, format, zone);
      other = mt_task_edit_dup_text (wanted ? mine : read, field, team, format, zone);
      add_row (self, field, wanted, other, now);
    }
}

static char *
describe (MtSession *session, const MtTask *task, const char *wanted)
{
  g_autofree char *title = mt_display_line (task->title);
  g_autofree char *when = NULL;

  if (task->changed == G_MININT64)
    return g_strdup_printf (
        _ ("Somebody else has changed “%s” since you saw it. Nothing of yours is written yet: %s."),
        title, wanted);
  when = mt_session_format_date_time (session, task->changed);
  return g_strdup_printf (_ ("Somebody else has changed “%s” since you saw it, last on %s. Nothing "
                             "of yours is written yet: %s."),
                          title, when, wanted);
}

/**
 * mt_conflict_window_new:
 * @parent: the window it belongs to
 * @session: where
 * @task: the task as it is now
 * @read: what it said when somebody wanted to change it
 * @changes: (element-type MtChange): what they wanted
 * @wanted: the same in words: "Moved “Title” to Doing"
 *
 * Returns: (transfer none): the window, not yet shown
 */
GtkWindow *
mt_conflict_window_new (GtkWindow *parent,
                        MtSession *session,
                        const MtTask *task,
                        const MtTaskEdit *read,
                        const GPtrArray *changes,
                        const char *wanted)
{
  MtConflictWindow *self = g_object_new (MT_TYPE_CONFLICT_WINDOW, "transient-for", parent, NULL);
  const MtTeam *team = mt_session_get_snapshot (session)->team;
  g_autoptr (MtTaskEdit) mine = new_mine (team, task, changes);
  g_autoptr (MtTaskEdit) theirs = mt_task_edit_new (task);
  g_autofree char *text = describe (session, task, wanted);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_preferences_group_set_description (self->group, markup);
  add_rows (self, session, read, mine, theirs);
  return GTK_WINDOW (self);
}

/* -- Changes that wait -- */

static void
add_text_row (MtConflictWindow *self, const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *shown = mt_display_body (text), *markup = g_markup_escape_text (shown, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  adw_preferences_group_add (self->group, row);
}

/* Where a side is not there it was taken away, or never was. */
static void
add_post_rows (MtConflictWindow *self, const MtEditSides *sides)
{
  const gboolean conflict = sides->state == MT_PENDING_CONFLICT;
  const MtPost *theirs = conflict ? sides->theirs.post : sides->before.post;

  add_text_row (self, _ ("Yours"),
                sides->mine.post != NULL ? sides->mine.post->text : _ ("Taken away"));
  if (conflict || theirs != NULL)
    add_text_row (self, conflict ? _ ("Theirs") : _ ("On the Server"),
                  theirs != NULL ? theirs->text : _ ("Taken away"));
}

/* What mine would make of theirs: only what was changed here is put on top. */
static MtTaskEdit *
new_merged (const MtTaskEdit *before, const MtTaskEdit *mine, const MtTaskEdit *theirs)
{
  MtTaskEdit *merged = mt_task_edit_copy (theirs);

  for (MtTaskField field = 0; field < MT_TASK_N_FIELDS; field++)
    if (mt_task_edit_differs (mine, before, field))
      mt_task_edit_take_over (merged, mine, field);
  return merged;
}

static void
add_task_rows (MtConflictWindow *self, MtSession *session, const MtEditSides *sides)
{
  const MtTask *other =
      sides->state == MT_PENDING_CONFLICT ? sides->theirs.task : sides->before.task;
  g_autoptr (MtTaskEdit) mine = NULL, theirs = NULL, before = NULL, merged = NULL;

  if (sides->mine.task == NULL)
    add_text_row (self, _ ("Yours"), _ ("Taken away"));
  if (other == NULL && sides->state == MT_PENDING_CONFLICT)
    add_text_row (self, _ ("Theirs"), _ ("Taken away"));
  if (sides->mine.task == NULL && other == NULL)
    return;
  mine = mt_task_edit_new (sides->mine.task != NULL ? sides->mine.task : other);
  theirs = mt_task_edit_new (other != NULL ? other : sides->mine.task);
  before = mt_task_edit_new (sides->before.task != NULL ? sides->before.task
                             : other != NULL            ? other
                                                        : sides->mine.task);
  merged = new_merged (before, mine, theirs);
  add_rows (self, session, before, merged, theirs);
}

/* (transfer full) */
static char *
describe_edit (const MtEditSides *sides, const char *title)
{
  g_autofree char *why = sides->why != NULL ? mt_display_line (sides->why) : NULL;

  if (sides->state == MT_PENDING_CONFLICT)
    /* Translators: %s is a task, or the name of whose update it is. */
    return g_strdup_printf (
        _ ("“%s” was changed here and by somebody else before it was sent. Both "
           "sides are kept until you decide."),
        title);
  if (why == NULL)
    return g_strdup_printf (_ ("The server does not take your change of “%s”."), title);
  /* Translators: what was changed, and what the server says to that. */
  return g_strdup_printf (_ ("The server does not take your change of “%s”: %s"), title, why);
}

/* (transfer full): what it is about. */
static char *
dup_title (const MtEditSides *sides)
{
  const MtEditSide *all[] = { &sides->mine, &sides->theirs, &sides->before };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (all[i]->task != NULL)
        return mt_display_line (all[i]->task->title);
      if (all[i]->post != NULL && all[i]->post->summary != NULL)
        return mt_display_line (all[i]->post->summary);
      if (all[i]->post != NULL)
        return g_strdup (_ ("Update"));
    }
  return g_strdup (_ ("Item"));
}

static void
set_answers (MtConflictWindow *self, const MtEditSides *sides)
{
  const gboolean conflict = sides->state == MT_PENDING_CONFLICT;

  self->answers = TRUE;
  self->keep_answer = conflict ? MT_EDIT_TAKE_THEIRS : MT_EDIT_DROP;
  self->apply_answer = conflict ? MT_EDIT_KEEP_MINE : MT_EDIT_RETRY;
  if (conflict)
    return;
  gtk_window_set_title (GTK_WINDOW (self), _ ("Not Taken by the Server"));
  gtk_button_set_label (GTK_BUTTON (self->keep), _ ("_Let Go of Mine"));
  gtk_button_set_label (GTK_BUTTON (self->apply), _ ("_Send Again"));
}

/**
 * mt_conflict_window_new_for_edit:
 * @parent: the window it belongs to
 * @session: where
 * @sides: a change that waits for somebody
 *
 * Shows what was changed here and what the server says to that. Closing the window decides nothing:
 * the change goes on waiting.
 *
 * Returns: (transfer none): the window, not yet shown
 */
GtkWindow *
mt_conflict_window_new_for_edit (GtkWindow *parent, MtSession *session, const MtEditSides *sides)
{
  MtConflictWindow *self = g_object_new (MT_TYPE_CONFLICT_WINDOW, "transient-for", parent, NULL);
  g_autofree char *title = dup_title (sides), *text = describe_edit (sides, title);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  const gboolean is_task =
      sides->mine.task != NULL || sides->theirs.task != NULL || sides->before.task != NULL;

  adw_preferences_group_set_description (self->group, markup);
  set_answers (self, sides);
  gtk_widget_set_visible (self->later, TRUE);
  if (is_task)
    add_task_rows (self, session, sides);
  else
    add_post_rows (self, sides);
  return GTK_WINDOW (self);
}
