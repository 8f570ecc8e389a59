/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtBoardColumn: one column of the board, or what a filter leaves of it. Only cards near the view
 * exist as widgets.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/board/mt-board-column.h"
#include "ui/board/mt-column-input.h"
#include "ui/board/mt-task-card.h"
#include "ui/mt-growth.h"

/* Cards there are at once, and with each frame. */
#define FIRST_CARDS 6
#define MORE_CARDS 2

struct _MtBoardColumn
{
  GtkWidget parent_instance;

  MtColumnItem *column; /* owned, nullable */
  GtkLabel *name;
  GtkLabel *count;
  GtkWidget *add;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *nothing;
  GtkFilterListModel *found;
  GtkSliceListModel *rows; /* the first of those, until the others have come */
  MtGrowth *growth;        /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (MtBoardColumn, mt_board_column, GTK_TYPE_WIDGET)

static void
setup_cb (MtBoardColumn *self, GtkListItem *item)
{
  /* Selectable it stays, though nothing is selected: GTK 4.8 lets no other row have the focus. */
  gtk_list_item_set_child (item, mt_task_card_new ());
}

static void
bind_cb (MtBoardColumn *self, GtkListItem *item)
{
  mt_task_card_set_task (MT_TASK_CARD (gtk_list_item_get_child (item)),
                         gtk_list_item_get_item (item));
}

static void
unbind_cb (MtBoardColumn *self, GtkListItem *item)
{
  mt_task_card_set_task (MT_TASK_CARD (gtk_list_item_get_child (item)), NULL);
}

/* "7", or "3 of 7" while a filter is on. */
static void
update_count (MtBoardColumn *self, const char *name, guint n_shown, guint n_tasks)
{
  const gboolean filtered = gtk_filter_list_model_get_filter (self->found) != NULL;
  g_autofree char *count = NULL;
  g_autofree char *label = NULL;

  if (filtered)
    {
      count = g_strdup_printf (_ ("%u of %u"), n_shown, n_tasks);
      label = g_strdup_printf (ngettext ("%s, %u of %u task", "%s, %u of %u tasks", n_tasks), name,
                               n_shown, n_tasks);
    }
  else
    {
      count = g_strdup_printf ("%u", n_tasks);
      label = g_strdup_printf (ngettext ("%s, %u task", "%s, %u tasks", n_tasks), name, n_tasks);
    }
  gtk_label_set_label (self->count, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_add (MtBoardColumn *self, const char *name)
{
  /* Translators: of a column of the board: "New Task in Doing". */
  g_autofree char *label = g_strdup_printf (_ ("New Task in %s"), name);

  gtk_widget_set_tooltip_text (self->add, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
activate_cb (MtBoardColumn *self, guint position)
{
  g_autoptr (MtTaskItem) task =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);
  g_autofree char *id = NULL;

  if (task == NULL)
    return;
  g_object_get (task, "id", &id, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "board.open", "s", id);
}

static void
add_clicked_cb (MtBoardColumn *self)
{
  GtkWidget *column = GTK_WIDGET (self);
  guint index = 0;

  while ((column = gtk_widget_get_prev_sibling (column)) != NULL)
    index++;
  gtk_widget_activate_action (GTK_WIDGET (self), "board.new", "u", index);
}

static void
update (MtBoardColumn *self)
{
  const guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  g_autofree char *name = NULL;
  guint n_tasks = 0;

  g_object_get (self->column, "name", &name, "n-tasks", &n_tasks, NULL);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->nothing, n_tasks > 0 ? _ ("No task matches") : _ ("No tasks"));
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "cards" : "empty");
  update_count (self, name, n_shown, n_tasks);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  update_add (self, name);
}

static void
mt_board_column_dispose (GObject *object)
{
  MtBoardColumn *self = MT_BOARD_COLUMN (object);
  GtkWidget *child;

  g_clear_object (&self->growth);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_BOARD_COLUMN);
  g_clear_object (&self->column);
  G_OBJECT_CLASS (mt_board_column_parent_class)->dispose (object);
}

static void
mt_board_column_class_init (MtBoardColumnClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_board_column_dispose;
  gtk_widget_class_set_css_name (widget_class, "mt-column");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/board/mt-board-column.ui");
  gtk_widget_class_bind_template_child (widget_class, MtBoardColumn, name);
  gtk_widget_class_bind_template_child (widget_class, MtBoardColumn, count);
  gtk_widget_class_bind_template_child (widget_class, MtBoardColumn, add);
  gtk_widget_class_bind_template_child (widget_class, MtBoardColumn, stack);
  gtk_widget_class_bind_template_child (widget_class, MtBoardColumn, list);
  gtk_widget_class_bind_template_child (widget_class, MtBoardColumn, nothing);
  gtk_widget_class_bind_template_child (widget_class, MtBoardColumn, found);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_child (widget_class, MtBoardColumn, rows);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
mt_board_column_init (MtBoardColumn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  mt_column_input_add (self, self->list);
}

/**
 * mt_board_column_new:
 * @column: what it shows
 *
 * Makes a column that follows @column.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_board_column_new (MtColumnItem *column)
{
  MtBoardColumn *self = g_object_new (MT_TYPE_BOARD_COLUMN, NULL);

  self->column = g_object_ref (column);
  g_signal_connect_object (column, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  self->growth = mt_growth_new (GTK_WIDGET (self->list), self->rows, FIRST_CARDS, MORE_CARDS);
  gtk_filter_list_model_set_model (self->found, mt_column_item_get_tasks (column));
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * mt_board_column_set_filter:
 * @self: a column
 * @filter: (nullable): which of its cards are shown, %NULL for all
 *
 * Shows the cards that pass @filter, and how many of how many those are.
 */
void
mt_board_column_set_filter (MtBoardColumn *self, GtkFilter *filter)
{
  mt_growth_restart (self->growth);
  gtk_filter_list_model_set_filter (self->found, filter);
  update (self);
}

/**
 * mt_board_column_restart:
 * @self: a column
 *
 * Begins with its first cards again: before a filter changes and brings thousands at once.
 */
void
mt_board_column_restart (MtBoardColumn *self)
{
  mt_growth_restart (self->growth);
}

/**
 * mt_board_column_get_n_shown:
 * @self: a column
 *
 * Returns: how many of its cards pass the filter
 */
guint
mt_board_column_get_n_shown (MtBoardColumn *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->found));
}

/**
 * mt_board_column_get_n_tasks:
 * @self: a column
 *
 * Returns: how many cards it has, shown or not
 */
guint
mt_board_column_get_n_tasks (MtBoardColumn *self)
{
  return g_list_model_get_n_items (mt_column_item_get_tasks (self->column));
}

/**
 * mt_board_column_set_can_add:
 * @self: a column
 * @can_add: whether tasks can be added
 *
 * Shows or hides the button for a new task.
 */
void
mt_board_column_set_can_add (MtBoardColumn *self, gboolean can_add)
{
  gtk_widget_set_visible (self->add, can_add);
}

/* Rows exist only near the view: this one may have to be brought there first. */
static gboolean
focus_row (MtBoardColumn *self, const char *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *card = gtk_widget_get_first_child (row);

      if (MT_IS_TASK_CARD (card) && g_strcmp0 (mt_task_card_get_id (MT_TASK_CARD (card)), id) == 0)
        return gtk_widget_grab_focus (row);
    }
  return FALSE;
}

/**
 * mt_board_column_focus:
 * @self: a column
 * @id: of a task
 *
 * Gives the focus to the card of a task, if it is in the column.
 *
 * Returns: whether it has the focus; if not, it may in the next frame
 */
gboolean
mt_board_column_focus (MtBoardColumn *self, const char *id)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (MtTaskItem) task = g_list_model_get_item (model, i);

      if (!g_str_equal (mt_task_item_get_task (task)->id, id))
        continue;
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", i);
      return focus_row (self, id);
    }
  return FALSE;
}
