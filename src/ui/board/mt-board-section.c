/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtBoardSection: the board, column by column.
 */
#include "config.h"

#include "service/mt-column-item.h"
#include "service/mt-session.h"
#include "ui/board/mt-board-column.h"
#include "ui/board/mt-board-section.h"

struct _MtBoardSection
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
  GtkWidget *columns;
};

G_DEFINE_FINAL_TYPE (MtBoardSection, mt_board_section, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
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
      gtk_box_insert_child_after (GTK_BOX (self->columns), column,
                                  position + i > 0 ? get_column (self, position + i - 1) : NULL);
    }
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
  columns_changed_cb (self, 0, 0, g_list_model_get_n_items (columns), columns);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
mt_board_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, MT_BOARD_SECTION (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_board_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (MT_BOARD_SECTION (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_board_section_dispose (GObject *object)
{
  MtBoardSection *self = MT_BOARD_SECTION (object);
  GtkWidget *child;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (mt_session_get_columns (self->session),
                                          columns_changed_cb, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_BOARD_SECTION);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_board_section_parent_class)->dispose (object);
}

static void
mt_board_section_class_init (MtBoardSectionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_board_section_dispose;
  object_class->get_property = mt_board_section_get_property;
  object_class->set_property = mt_board_section_set_property;
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "mt-board");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/board/mt-board-section.ui");
  gtk_widget_class_bind_template_child (widget_class, MtBoardSection, columns);
}

static void
mt_board_section_init (MtBoardSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
