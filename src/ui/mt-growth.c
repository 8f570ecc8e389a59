/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtGrowth: lets a long list come a few rows a frame. GtkListView makes widgets for two hundred
 * rows around the view, and all of them at once when a model is filled: with three columns that
 * holds the main thread for a third of a second. Behind a slice that grows, each frame makes a few.
 */
#include "config.h"

#include "ui/mt-growth.h"

/* From so many on GtkListView makes no more: the rest of the model costs nothing. */
#define ENOUGH 200

struct _MtGrowth
{
  GObject parent_instance;

  GtkWidget *list;         /* unowned: the owner of this has it, too */
  GtkSliceListModel *rows; /* owned */
  guint first;
  guint step;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (MtGrowth, mt_growth, G_TYPE_OBJECT)

static guint
count (MtGrowth *self)
{
  GListModel *model = gtk_slice_list_model_get_model (self->rows);

  return model != NULL ? g_list_model_get_n_items (model) : 0;
}

static gboolean
grow_cb (GtkWidget *list, GdkFrameClock *clock, gpointer user_data)
{
  MtGrowth *self = MT_GROWTH (user_data);
  const guint n = count (self);
  const guint size = gtk_slice_list_model_get_size (self->rows) + self->step;

  if (size < MIN (n, ENOUGH))
    {
      gtk_slice_list_model_set_size (self->rows, size);
      return G_SOURCE_CONTINUE;
    }
  /* A short list stays cut, with room for the next few: it may be filled at once, too. */
  gtk_slice_list_model_set_size (self->rows, n < ENOUGH ? n + self->step : G_MAXUINT);
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
grow (MtGrowth *self)
{
  if (self->tick_id == 0 && gtk_slice_list_model_get_size (self->rows) < count (self))
    self->tick_id = gtk_widget_add_tick_callback (self->list, grow_cb, self, NULL);
}

/* A list that became short is cut again before it can be filled at once. */
static void
changed_cb (MtGrowth *self)
{
  const guint n = count (self);
  const guint short_size = MAX (self->first, n + self->step);

  if (n < ENOUGH && gtk_slice_list_model_get_size (self->rows) > short_size)
    gtk_slice_list_model_set_size (self->rows, short_size);
  grow (self);
}

static void
mt_growth_dispose (GObject *object)
{
  MtGrowth *self = MT_GROWTH (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->list, self->tick_id);
  self->tick_id = 0;
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (mt_growth_parent_class)->dispose (object);
}

static void
mt_growth_class_init (MtGrowthClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_growth_dispose;
}

static void
mt_growth_init (MtGrowth *self)
{
}

/**
 * mt_growth_new:
 * @list: the list view, which must outlive the growth
 * @rows: the slice that @list shows, with its model set
 * @first: how many rows there are at once
 * @step: how many more come with each frame
 *
 * Lets @rows grow while @list is seen, until it is all of its model, and again whenever that
 * becomes longer. Main thread.
 *
 * Returns: (transfer full): the growth
 */
MtGrowth *
mt_growth_new (GtkWidget *list, GtkSliceListModel *rows, guint first, guint step)
{
  MtGrowth *self = g_object_new (MT_TYPE_GROWTH, NULL);

  self->list = list;
  self->rows = g_object_ref (rows);
  self->first = first;
  self->step = step;
  gtk_slice_list_model_set_size (rows, first);
  g_signal_connect_object (gtk_slice_list_model_get_model (rows), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  grow (self);
  return self;
}

/**
 * mt_growth_restart:
 * @self: a growth
 *
 * Begins anew with the first rows: before the whole model changes at once.
 */
void
mt_growth_restart (MtGrowth *self)
{
  gtk_slice_list_model_set_size (self->rows, self->first);
  grow (self);
}
