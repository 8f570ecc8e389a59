/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtBoardSection: the board, column by column, or what a filter leaves of it.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-column-item.h"
#include "service/mt-session.h"
#include "service/mt-task-item.h"
#include "ui/board/mt-board-actions.h"
#include "ui/board/mt-board-column.h"
#include "ui/board/mt-board-section.h"
#include "ui/board/mt-drag-scroll.h"
#include "ui/board/mt-filter-bar.h"
#include "ui/mt-section.h"

struct _MtBoardSection
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
  GtkFilter *filter;  /* owned, nullable: there is none while all cards are shown */
  MtFilterBar *bar;
  MtSection *section;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkWidget *columns;
  GtkLabel *hidden;
};

G_DEFINE_FINAL_TYPE (MtBoardSection, mt_board_section, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_NARROW,
  PROP_FILTER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
get_column (MtBoardSection *self, guint position)
{
  GtkWidget *column = gtk_widget_get_first_child (self->columns);

  while (column != NULL && position-- > 0)
    column = gtk_widget_get_next_sibling (column);
  return column;
}

static gboolean
filter_cb (gpointer task, gpointer user_data)
{
  return mt_task_item_match (task, mt_filter_bar_get_filter (MT_FILTER_BAR (user_data)));
}

/* Says how many cards are shown; when a filter hides all there are, says that, and how to get them
 * back. */
static void
update_shown (MtBoardSection *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->columns);
  g_autofree char *text = NULL;
  guint n_shown = 0, n_tasks = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      n_shown += mt_board_column_get_n_shown (MT_BOARD_COLUMN (child));
      n_tasks += mt_board_column_get_n_tasks (MT_BOARD_COLUMN (child));
    }
  mt_filter_bar_set_shown (self->bar, n_shown, n_tasks);
  text = g_strdup_printf (ngettext ("The filters hide the one task on the board.",
                                    "The filters hide all %u tasks on the board.", n_tasks),
                          n_tasks);
  gtk_label_set_label (self->hidden, text);
  gtk_stack_set_visible_child_name (
      self->stack, self->filter != NULL && n_tasks > 0 && n_shown == 0 ? "hidden" : "columns");
}

static void
set_filter (MtBoardSection *self, GtkFilter *filter)
{
  GtkWidget *child = gtk_widget_get_first_child (self->columns);

  g_set_object (&self->filter, filter);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    mt_board_column_set_filter (MT_BOARD_COLUMN (child), filter);
}

/* Something else is looked for: that begins at the top. */
static void
refilter (MtBoardSection *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->columns);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    mt_board_column_restart (MT_BOARD_COLUMN (child));
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
words_changed_cb (MtBoardSection *self)
{
  if (mt_task_filter_is_empty (mt_filter_bar_get_filter (self->bar)))
    set_filter (self, NULL);
  else if (self->filter == NULL)
    {
      g_autoptr (GtkCustomFilter) filter = gtk_custom_filter_new (filter_cb, self->bar, NULL);

      set_filter (self, GTK_FILTER (filter));
    }
  else
    refilter (self);
  update_shown (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

/* What is overdue depends on the chosen instant; all else on what was read. */
static void
moved_cb (MtBoardSection *self)
{
  if (mt_filter_bar_get_filter (self->bar)->flags & MT_TASK_FILTER_OVERDUE)
    {
      gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
      update_shown (self);
    }
}

static void
read_cb (MtBoardSection *self)
{
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_shown (self);
}

/* What cannot be written to has no button for a new task. */
static void
update_can_add (MtBoardSection *self)
{
  const gboolean can_add = mt_board_actions_can_add (self->session);

  for (GtkWidget *column = gtk_widget_get_first_child (self->columns); column != NULL;
       column = gtk_widget_get_next_sibling (column))
    mt_board_column_set_can_add (MT_BOARD_COLUMN (column), can_add);
  g_object_set (self->section, "add-label", can_add ? _ ("_New Task…") : NULL, NULL);
}

static void
columns_changed_cb (MtBoardSection *self,
                    guint position,
                    guint removed,
                    guint added,
                    GListModel *columns)
{
  for (guint i = 0; i < removed; i++)
    gtk_box_remove (GTK_BOX (self->columns), get_column (self, position));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (MtColumnItem) item = g_list_model_get_item (columns, position + i);
      GtkWidget *column = mt_board_column_new (item);

      gtk_widget_set_hexpand (column, TRUE);
      mt_board_column_set_filter (MT_BOARD_COLUMN (column), self->filter);
      gtk_box_insert_child_after (GTK_BOX (self->columns), column,
                                  position + i > 0 ? get_column (self, position + i - 1) : NULL);
    }
  update_can_add (self);
  update_shown (self);
}

static void
clear_cb (MtBoardSection *self)
{
  mt_filter_bar_clear (self->bar);
  gtk_widget_grab_focus (GTK_WIDGET (self->bar));
}

/* The cards, when nothing of the bar has the focus any more. */
static void
left_cb (MtBoardSection *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
set_session (MtBoardSection *self, MtSession *session)
{
  GListModel *columns;

  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  columns = mt_session_get_columns (session);
  g_signal_connect_object (columns, "items-changed", G_CALLBACK (columns_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::date-text", G_CALLBACK (moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (read_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (update_can_add), self,
                           G_CONNECT_SWAPPED);
  columns_changed_cb (self, 0, 0, g_list_model_get_n_items (columns), columns);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
mt_board_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtBoardSection *self = MT_BOARD_SECTION (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      g_object_get_property (G_OBJECT (self->bar), "narrow", value);
      break;
    case PROP_FILTER:
      g_object_get_property (G_OBJECT (self->bar), "words", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_board_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtBoardSection *self = MT_BOARD_SECTION (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      g_object_set_property (G_OBJECT (self->bar), "narrow", value);
      break;
    case PROP_FILTER:
      g_object_set_property (G_OBJECT (self->bar), "words", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_board_section_dispose (GObject *object)
{
  MtBoardSection *self = MT_BOARD_SECTION (object);
  GtkWidget *child;

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (mt_session_get_columns (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
      set_filter (self, NULL);
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_BOARD_SECTION);
  g_clear_object (&self->filter);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_board_section_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION, flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_FILTER] =
      g_param_spec_boxed ("filter", NULL, NULL, G_TYPE_STRV, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mt_board_section_class_init (MtBoardSectionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_board_section_dispose;
  object_class->get_property = mt_board_section_get_property;
  object_class->set_property = mt_board_section_set_property;
  install_properties (object_class);
  mt_board_actions_install (widget_class);
  gtk_widget_class_set_css_name (widget_class, "mt-board");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/board/mt-board-section.ui");
  gtk_widget_class_bind_template_child (widget_class, MtBoardSection, bar);
  gtk_widget_class_bind_template_child (widget_class, MtBoardSection, stack);
  gtk_widget_class_bind_template_child (widget_class, MtBoardSection, section);
  gtk_widget_class_bind_template_child (widget_class, MtBoardSection, scrolled);
  gtk_widget_class_bind_template_child (widget_class, MtBoardSection, columns);
  gtk_widget_class_bind_template_child (widget_class, MtBoardSection, hidden);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
mt_board_section_init (MtBoardSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mt_drag_scroll_add (self->scrolled);
}

/**
 * mt_board_section_find:
 * @self: a section
 *
 * Goes to the search for tasks, ready to type.
 */
void
mt_board_section_find (MtBoardSection *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->bar));
}
