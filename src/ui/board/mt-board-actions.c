/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What can be done with the cards of a board: each is one change, said and undone in the window.
 */
#include "config.h"

#include "ui/board/mt-board-actions.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-task-change.h"
#include "ui/board/mt-board-follow.h"
#include "ui/board/mt-task-dialog.h"
#include "ui/mt-apply.h"
#include "ui/mt-message-window.h"

#define TITLE_CHARS 40 /* of a title within a sentence */
#define MAX_PEOPLE 15  /* in a menu; the dialog lists all */

/* (transfer full) */
static MtSession *
dup_session (GtkWidget *widget)
{
  MtSession *session = NULL;

  g_object_get (widget, "session", &session, NULL);
  return session;
}

/**
 * mt_board_actions_find:
 * @session: a session
 * @id: of a task
 *
 * Returns: (transfer none) (nullable): the task as it was read last
 */
const MtTask *
mt_board_actions_find (MtSession *session, const char *id)
{
  const MtSnapshot *snapshot = mt_session_get_snapshot (session);

  for (guint i = 0; snapshot != NULL && i < snapshot->tasks->len; i++)
    {
      const MtTask *task = g_ptr_array_index (snapshot->tasks, i);

      if (g_str_equal (task->id, id))
        return task;
    }
  return NULL;
}

/**
 * mt_board_actions_can_add:
 * @session: a session
 *
 * Returns: whether the team has a board to which tasks can be added
 */
gboolean
mt_board_actions_can_add (MtSession *session)
{
  const MtSnapshot *snapshot = mt_session_get_snapshot (session);

  return snapshot != NULL && snapshot->board_place.path != NULL;
}

/**
 * mt_board_actions_dup_title:
 * @title: of a task
 *
 * Returns: (transfer full): as much of it as fits into a sentence
 */
char *
mt_board_actions_dup_title (const char *title)
{
  g_autofree char *line = mt_display_line (title);
  g_autofree char *start = NULL;

  if (*line == '\0')
    return g_strdup (_ ("Untitled task"));
  if (g_utf8_strlen (line, -1) <= TITLE_CHARS)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, TITLE_CHARS - 1);
  return g_strconcat (start, "…", NULL);
}

static gint64
get_now (MtSession *session)
{
  return mt_clock_get_now (mt_session_get_clock (session));
}

/* `change` (transfer full) (nullable): none is said in words. */
static void
apply (GtkWidget *widget,
       MtSession *session,
       MtChange *change,
       const char *done_text,
       const GError *error)
{
  g_autoptr (MtChange) wanted = change;

  if (wanted != NULL)
    mt_apply_change (widget, session, wanted, done_text);
  else
    mt_message_window_show (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Nothing Was Changed"),
                            error->message);
}

static char *
dup_moved_text (const MtTeam *team, const MtTask *task, guint index)
{
  const MtColumn *column = g_ptr_array_index (team->columns, index);
  g_autofree char *title = mt_board_actions_dup_title (task->title);
  g_autofree char *name = mt_display_line (*column->name != '\0' ? _ (column->name) : "");

  if (task->recurs && g_strcmp0 (column->status, "COMPLETED") == 0)
    /* Translators: one instance of a task that repeats is done; the next one is shown. */
    return g_strdup_printf (_ ("Finished “%s” for this time"), title);
  return g_strdup_printf (_ ("Moved “%s” to %s"), title, name);
}

static gboolean
move (GtkWidget *widget, GVariant *parameter)
{
  g_autoptr (MtSession) session = dup_session (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const MtTeam *team = mt_session_get_snapshot (session)->team;
  const MtTask *task;
  const char *id;
  guint column;

  g_variant_get (parameter, "(&su)", &id, &column);
  task = mt_board_actions_find (session, id);
  if (task == NULL || column >= team->columns->len || task->column == column)
    return FALSE;
  text = dup_moved_text (team, task, column);
  apply (widget, session, mt_task_change_move (team, task, column, get_now (session), &error), text,
         error);
  return error == NULL;
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (widget, parameter);
}

/* By keys: the focus goes with the card. */
static void
carry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *id;

  g_variant_get (parameter, "(&su)", &id, NULL);
  if (move (widget, parameter))
    mt_board_follow (widget, id);
}

static char *
dup_assigned_text (const MtTask *task, const MtPerson *person)
{
  g_autofree char *title = mt_board_actions_dup_title (task->title);
  g_autofree char *name = person != NULL ? mt_display_line (person->name) : NULL;

  if (person == NULL)
    return g_strdup_printf (_ ("“%s” is assigned to nobody now"), title);
  return g_strdup_printf (_ ("Assigned “%s” to %s"), title, name);
}

static void
assign_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (MtSession) session = dup_session (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const MtTeam *team = mt_session_get_snapshot (session)->team;
  const MtTask *task;
  const MtPerson *person;
  const char *id, *who;

  g_variant_get (parameter, "(&s&s)", &id, &who);
  task = mt_board_actions_find (session, id);
  person = *who != '\0' ? mt_team_find (team, who) : NULL;
  if (task == NULL || g_strcmp0 (task->assignee, person != NULL ? person->id : NULL) == 0)
    return;
  text = dup_assigned_text (task, person);
  apply (widget, session, mt_task_change_assign (team, task, person, get_now (session), &error),
         text, error);
}

static void
block_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (MtSession) session = dup_session (widget);
  g_autofree char *title = NULL, *text = NULL;
  const MtTask *task;
  const char *id;
  gboolean blocked;

  g_variant_get (parameter, "(&sb)", &id, &blocked);
  task = mt_board_actions_find (session, id);
  if (task == NULL || task->blocked == blocked)
    return;
  title = mt_board_actions_dup_title (task->title);
  text = g_strdup_printf (
      blocked ? _ ("Marked “%s” as blocked") : _ ("“%s” is not blocked any more"), title);
  apply (widget, session, mt_task_change_blocked (task, blocked, get_now (session)), text, NULL);
}

/**
 * mt_board_actions_delete:
 * @widget: who asks for it
 * @session: a session
 * @id: of a task
 *
 * Deletes a task, and says so.
 */
void
mt_board_actions_delete (GtkWidget *widget, MtSession *session, const char *id)
{
  g_autofree char *title = NULL, *text = NULL;
  const MtTask *task = mt_board_actions_find (session, id);

  if (task == NULL)
    return;
  title = mt_board_actions_dup_title (task->title);
  text = g_strdup_printf (
      task->recurs ? _ ("Deleted “%s” with all its repetitions") : _ ("Deleted “%s”"), title);
  apply (widget, session, mt_task_change_delete (task, get_now (session)), text, NULL);
}

static void
delete_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (MtSession) session = dup_session (widget);

  mt_board_actions_delete (widget, session, g_variant_get_string (parameter, NULL));
}

static void
open_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (MtSession) session = dup_session (widget);
  const MtTask *task = mt_board_actions_find (session, g_variant_get_string (parameter, NULL));

  if (task != NULL)
    gtk_window_present (
        mt_task_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), session, task));
}

static void
new_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (MtSession) session = dup_session (widget);

  if (mt_board_actions_can_add (session))
    gtk_window_present (mt_task_dialog_new_task (GTK_WINDOW (gtk_widget_get_root (widget)), session,
                                                 g_variant_get_uint32 (parameter)));
}

/**
 * mt_board_actions_install:
 * @widget_class: a class of widgets with a property `session`
 *
 * Adds the actions.
 */
void
mt_board_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "board.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "board.new", "u", new_action);
  gtk_widget_class_install_action (widget_class, "board.move", "(su)", move_action);
  gtk_widget_class_install_action (widget_class, "board.carry", "(su)", carry_action);
  gtk_widget_class_install_action (widget_class, "board.assign", "(ss)", assign_action);
  gtk_widget_class_install_action (widget_class, "board.block", "(sb)", block_action);
  gtk_widget_class_install_action (widget_class, "board.delete", "s", delete_action);
}

/* -- The menu of a card -- */

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/* A name is no mnemonic. */
static char *
dup_label (const char *name)
{
  g_autofree char *line = mt_board_actions_dup_title (name);
  g_auto (GStrv) parts = g_strsplit (line, "_", -1);

  return g_strjoinv ("__", parts);
}

static GMenuModel *
create_columns (const MtTeam *team, const MtTask *task)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < team->columns->len; i++)
    {
      const MtColumn *column = g_ptr_array_index (team->columns, i);
      g_autofree char *label = dup_label (*column->name != '\0' ? _ (column->name) : "");

      if (i != task->column)
        append (menu, label, "board.move", g_variant_new ("(su)", task->id, i));
    }
  return G_MENU_MODEL (menu);
}

static void
append_person (GMenu *menu, const MtTask *task, const MtPerson *person)
{
  g_autofree char *label = dup_label (person->name);

  append (menu, label, "board.assign", g_variant_new ("(ss)", task->id, person->id));
}

/* Me first, then the others in the order of the file. */
static GMenuModel *
create_people (MtSession *session, const MtTeam *team, const MtTask *task)
{
  MtPersonItem *item = mt_session_get_me (session);
  const MtPerson *me = item != NULL ? mt_person_item_get_person (item) : NULL;
  GMenu *menu = g_menu_new ();
  guint n = 0;

  if (me != NULL && g_strcmp0 (task->assignee, me->id) != 0)
    append_person (menu, task, me);
  for (guint i = 0; i < team->people->len && n < MAX_PEOPLE; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);

      if ((me != NULL && g_str_equal (person->id, me->id)) ||
          g_strcmp0 (task->assignee, person->id) == 0)
        continue;
      append_person (menu, task, person);
      n++;
    }
  if (task->assignee != NULL)
    append (menu, _ ("_Nobody"), "board.assign", g_variant_new ("(ss)", task->id, ""));
  return G_MENU_MODEL (menu);
}

/**
 * mt_board_actions_create_menu:
 * @session: a session
 * @id: of a task
 *
 * Returns: (transfer full) (nullable): what can be done with the task
 */
GMenuModel *
mt_board_actions_create_menu (MtSession *session, const char *id)
{
  const MtTask *task = mt_board_actions_find (session, id);
  g_autoptr (GMenuModel) columns = NULL, people = NULL;
  g_autoptr (GMenu) change = NULL, remove = NULL;
  const MtTeam *team;
  GMenu *menu;

  if (task == NULL)
    return NULL;
  team = mt_session_get_snapshot (session)->team;
  columns = create_columns (team, task);
  people = create_people (session, team, task);
  change = g_menu_new ();
  remove = g_menu_new ();
  menu = g_menu_new ();
  append (change, _ ("_Edit…"), "board.open", g_variant_new_string (id));
  g_menu_append_submenu (change, _ ("_Move to"), columns);
  g_menu_append_submenu (change, _ ("_Assign to"), people);
  append (change, task->blocked ? _ ("Not _Blocked Any More") : _ ("Mark as _Blocked"),
          "board.block", g_variant_new ("(sb)", id, !task->blocked));
  append (remove, _ ("_Delete"), "board.delete", g_variant_new_string (id));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (remove));
  return G_MENU_MODEL (menu);
}
