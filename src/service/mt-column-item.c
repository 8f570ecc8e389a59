/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtColumnItem: one column of the board.
 */
#include "config.h"

#include "service/mt-column-item-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-model-sync.h"
#include "service/mt-notify.h"
#include "service/mt-prop.h"
#include "service/mt-task-item.h"

struct _MtColumnItem
{
  GObject parent_instance;

  char *name;        /* as written */
  char *shown;       /* fit to show */
  GListStore *tasks; /* owned (element-type MtTaskItem) */
  guint n_tasks;
};

enum
{
  PROP_NAME = 1,
  PROP_TASKS,
  PROP_N_TASKS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtColumnItem, mt_column_item, G_TYPE_OBJECT)

static void
mt_column_item_finalize (GObject *object)
{
  MtColumnItem *self = MT_COLUMN_ITEM (object);

  g_free (self->name);
  g_free (self->shown);
  g_object_unref (self->tasks);

  G_OBJECT_CLASS (mt_column_item_parent_class)->finalize (object);
}

static void
mt_column_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtColumnItem *self = MT_COLUMN_ITEM (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->shown);
      break;
    case PROP_TASKS:
      g_value_set_object (value, self->tasks);
      break;
    case PROP_N_TASKS:
      g_value_set_uint (value, self->n_tasks);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_column_item_class_init (MtColumnItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_column_item_finalize;
  object_class->get_property = mt_column_item_get_property;

  props[PROP_NAME] = mt_prop_string ("name");
  props[PROP_TASKS] =
      g_param_spec_object ("tasks", NULL, NULL, G_TYPE_LIST_MODEL, MT_PROP_READABLE);
  props[PROP_N_TASKS] =
      g_param_spec_uint ("n-tasks", NULL, NULL, 0, G_MAXUINT, 0, MT_PROP_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_column_item_init (MtColumnItem *self)
{
  self->tasks = g_list_store_new (MT_TYPE_TASK_ITEM);
}

/**
 * mt_column_item_new: (skip)
 * @name: as the team file has it, which is what makes it the same column after a reload
 *
 * Returns: (transfer full): an empty column
 */
MtColumnItem *
mt_column_item_new (const char *name)
{
  MtColumnItem *self = g_object_new (MT_TYPE_COLUMN_ITEM, NULL);

  self->name = g_strdup (name);
  /* The names that columns have without `calendars.columns` are ours, and translated. */
  self->shown = mt_display_line (*name != '\0' ? _ (name) : name);

  return self;
}

/**
 * mt_column_item_set_tasks:
 * @self: a column
 * @tasks: (element-type MtTaskItem): what it is to hold, in order
 *
 * Changes the model to @tasks; cards that stay keep their objects.
 */
void
mt_column_item_set_tasks (MtColumnItem *self, GPtrArray *tasks)
{
  mt_model_sync (self->tasks, tasks);
  mt_notify_set_uint (self, props[PROP_N_TASKS], &self->n_tasks, tasks->len);
}

/**
 * mt_column_item_get_name:
 * @self: a column
 *
 * Returns: (transfer none): its name as the team file has it
 */
const char *
mt_column_item_get_name (MtColumnItem *self)
{
  return self->name;
}

/**
 * mt_column_item_get_tasks:
 * @self: a column
 *
 * Returns: (transfer none): its cards, of #MtTaskItem; the same object for the life of the column
 */
GListModel *
mt_column_item_get_tasks (MtColumnItem *self)
{
  g_return_val_if_fail (MT_IS_COLUMN_ITEM (self), NULL);

  return G_LIST_MODEL (self->tasks);
}
