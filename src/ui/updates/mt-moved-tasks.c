/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtMovedTasks: one's tasks that changed on a date, ready to be put into an update.
 */
#include "config.h"

#include "ui/updates/mt-moved-tasks.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "service/mt-update-offer.h"
#include "ui/mt-accessible.h"

struct _MtMovedTasks
{
  GtkWidget parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (MtMovedTasks, mt_moved_tasks, GTK_TYPE_WIDGET)

enum
{
  INSERT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One of the two buttons of a row. */
typedef struct
{
  MtMovedTasks *owner; /* unowned: the button is below it */
  char *title;
  gboolean finished;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_free (choice->title);
  g_free (choice);
}

static void
clicked_cb (GtkWidget *button, gpointer user_data)
{
  const Choice *choice = user_data;

  g_signal_emit (choice->owner, signals[INSERT], 0, choice->title, choice->finished);
}

static GtkWidget *
new_button (MtMovedTasks *self, const MtMovedTask *task, gboolean finished)
{
  GtkWidget *button =
      gtk_button_new_with_label (finished ? C_ ("update", "Done") : C_ ("update", "Next"));
  Choice *choice = g_new0 (Choice, 1);
  g_autofree char *name = NULL;

  choice->owner = self;
  choice->title = g_strdup (task->title);
  choice->finished = finished;
  /* Translators: the title of a task. */
  name = g_strdup_printf (finished ? _ ("Add “%s” to Done") : _ ("Add “%s” to Next"), task->title);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, finished ? _ ("Add to Done") : _ ("Add to Next"));
  mt_accessible_name (button, name);
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked_cb), choice, choice_free, 0);
  return button;
}

static GtkWidget *
new_row (MtMovedTasks *self, const MtMovedTask *task)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (task->title, -1);
  g_autofree char *note = g_markup_escape_text (task->note, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, task, TRUE));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, task, FALSE));
  return row;
}

static void
mt_moved_tasks_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_MOVED_TASKS);
  G_OBJECT_CLASS (mt_moved_tasks_parent_class)->dispose (object);
}

static void
mt_moved_tasks_class_init (MtMovedTasksClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_moved_tasks_dispose;
  signals[INSERT] = g_signal_new ("insert", MT_TYPE_MOVED_TASKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/updates/mt-moved-tasks.ui");
  gtk_widget_class_bind_template_child (widget_class, MtMovedTasks, list);
}

static void
mt_moved_tasks_init (MtMovedTasks *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_moved_tasks_set_day:
 * @self: a list
 * @session: the open team
 * @day: a date of *me*
 *
 * Lists the tasks that changed since @day began; without any it is not there.
 */
void
mt_moved_tasks_set_day (MtMovedTasks *self, MtSession *session, MtDate day)
{
  g_autoptr (GPtrArray) tasks = mt_update_moved_tasks (session, day);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < tasks->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (tasks, i)));
  gtk_widget_set_visible (GTK_WIDGET (self), tasks->len > 0);
}
