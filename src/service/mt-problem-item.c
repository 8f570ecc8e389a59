/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtProblemItem: one problem, for the window to list.
 */
#include "config.h"

#include "service/mt-problem-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-display-text.h"
#include "service/mt-prop.h"

struct _MtProblemItem
{
  GObject parent_instance;

  char *where;
  char *message;
  gboolean is_error;
};

enum
{
  PROP_WHERE = 1,
  PROP_MESSAGE,
  PROP_IS_ERROR,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtProblemItem, mt_problem_item, G_TYPE_OBJECT)

static void
mt_problem_item_finalize (GObject *object)
{
  MtProblemItem *self = MT_PROBLEM_ITEM (object);

  g_free (self->where);
  g_free (self->message);

  G_OBJECT_CLASS (mt_problem_item_parent_class)->finalize (object);
}

static void
mt_problem_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtProblemItem *self = MT_PROBLEM_ITEM (object);

  switch (prop_id)
    {
    case PROP_WHERE:
      g_value_set_string (value, self->where);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_IS_ERROR:
      g_value_set_boolean (value, self->is_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_problem_item_class_init (MtProblemItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_problem_item_finalize;
  object_class->get_property = mt_problem_item_get_property;

  props[PROP_WHERE] = mt_prop_string ("where");
  props[PROP_MESSAGE] = mt_prop_string ("message");
  props[PROP_IS_ERROR] = mt_prop_boolean ("is-error");
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_problem_item_init (MtProblemItem *self)
{
}

/* (transfer full): the name of a file; of an address also whose it is: "dav.example.org/…/bo/work"
 */
static char *
shorten (const char *file)
{
  const char *host = strstr (file, "://");
  g_auto (GStrv) parts = NULL;
  guint n;

  if (host == NULL)
    return g_path_get_basename (file);
  parts = g_strsplit (host + strlen ("://"), "/", -1);
  n = g_strv_length (parts);
  if (n > 1 && *parts[n - 1] == '\0')
    n--;
  if (n <= 3)
    return g_strndup (host + strlen ("://"), strcspn (host + strlen ("://"), "?"));

  return g_strdup_printf ("%s/…/%s/%s", parts[0], parts[n - 2], parts[n - 1]);
}

/* "team.json:12:5", "work.ics, item abc" */
static char *
format_where (const MtProblem *problem)
{
  g_autofree char *base = problem->file != NULL ? shorten (problem->file) : NULL;
  g_autofree char *file = mt_display_line (base);
  g_autofree char *item = mt_display_line (problem->item);

  if (problem->item != NULL && problem->file != NULL)
    /* Translators: a file and the item in it that is wrong: "work.ics, item abc". */
    return g_strdup_printf (_ ("%s, item %s"), file, item);
  if (problem->item != NULL)
    return g_strdup_printf (_ ("item %s"), item);
  if (problem->line > 0)
    return g_strdup_printf ("%s:%u:%u", file, problem->line, problem->column);

  return g_steal_pointer (&file);
}

/**
 * mt_problem_item_new:
 * @problem: a problem; it is copied
 *
 * Returns: (transfer full): an item
 */
MtProblemItem *
mt_problem_item_new (const MtProblem *problem)
{
  MtProblemItem *self = g_object_new (MT_TYPE_PROBLEM_ITEM, NULL);

  self->where = format_where (problem);
  self->message = mt_display_text (problem->message);
  self->is_error = problem->severity == MT_SEVERITY_ERROR;

  return self;
}
