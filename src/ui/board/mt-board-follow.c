/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The focus goes with a card that is moved by keys: it is looked for in each frame until it stands
 * in another column, for a short while.
 */
#include "config.h"

#include "ui/board/mt-board-follow.h"

#include "ui/board/mt-board-column.h"
#include "ui/board/mt-task-card.h"

#define PATIENCE_US (3 * G_TIME_SPAN_SECOND)

typedef struct
{
  char *id;        /* of the task */
  GtkWidget *from; /* unowned, nullable: the column that it leaves; only compared */
  gint64 until;
} Follow;

static void
follow_free (gpointer data)
{
  Follow *self = data;

  g_free (self->id);
  g_free (self);
}

/* (transfer none) (nullable): the first column below a widget, with all its siblings. */
static GtkWidget *
find_column (GtkWidget *widget)
{
  if (MT_IS_BOARD_COLUMN (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_column (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
tick_cb (GtkWidget *board, GdkFrameClock *clock, gpointer user_data)
{
  Follow *self = user_data;

  if (g_get_monotonic_time () > self->until)
    return G_SOURCE_REMOVE;
  for (GtkWidget *column = find_column (board); column != NULL;
       column = gtk_widget_get_next_sibling (column))
    if (column != self->from && mt_board_column_focus (MT_BOARD_COLUMN (column), self->id))
      return G_SOURCE_REMOVE;
  return G_SOURCE_CONTINUE;
}

/**
 * mt_board_follow:
 * @board: the board
 * @id: of the task that moves away from the column with the focus
 *
 * Gives the focus to its card when that has come to another column.
 */
void
mt_board_follow (GtkWidget *board, const char *id)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (board));
  Follow *self = g_new0 (Follow, 1);

  self->id = g_strdup (id);
  self->from = focus != NULL ? gtk_widget_get_ancestor (focus, MT_TYPE_BOARD_COLUMN) : NULL;
  self->until = g_get_monotonic_time () + PATIENCE_US;
  gtk_widget_add_tick_callback (board, tick_cb, self, follow_free);
}
