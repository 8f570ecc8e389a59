/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the filters of the board offer to choose from: people and labels.
 */
#include "config.h"

#include "ui/board/mt-filter-menu.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-search.h"

/* An underline would be taken for a mnemonic. */
static char *
escape_label (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
append (GMenu *menu, const char *text, const char *action, const char *target)
{
  g_autofree char *shown = mt_display_line (text);
  g_autofree char *label = escape_label (shown);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
take_section (GMenu *menu, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

/**
 * mt_filter_menu_people:
 * @session: what is shown
 *
 * Returns: (transfer full): anybody, nobody, and everybody on the team, for the action
 *   `filter.person`
 */
GMenuModel *
mt_filter_menu_people (MtSession *session)
{
  MtSnapshot *snapshot = mt_session_get_snapshot (session);
  GMenu *menu = g_menu_new ();
  GMenu *any = g_menu_new ();
  GMenu *people = g_menu_new ();

  append (any, _ ("Anybody"), "filter.person", "");
  append (any, _ ("Nobody"), "filter.person", "=");
  for (guint i = 0; snapshot != NULL && i < snapshot->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (snapshot->team->people, i);

      append (people, person->name, "filter.person", person->id);
    }
  take_section (menu, any);
  take_section (menu, people);

  return G_MENU_MODEL (menu);
}

static gint
compare_labels (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer container) (element-type utf8): each label once, whatever its case, as first seen. */
static GPtrArray *
collect_labels (const MtSnapshot *snapshot, const char *chosen)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *labels = g_ptr_array_new ();

  if (chosen != NULL)
    {
      g_hash_table_add (seen, mt_search_fold (chosen));
      g_ptr_array_add (labels, (gpointer) chosen);
    }
  for (guint i = 0; i < snapshot->tasks->len; i++)
    {
      const MtTask *task = g_ptr_array_index (snapshot->tasks, i);

      for (guint j = 0; task->labels[j] != NULL; j++)
        if (g_hash_table_add (seen, mt_search_fold (task->labels[j])))
          g_ptr_array_add (labels, task->labels[j]);
    }
  g_ptr_array_sort (labels, compare_labels);

  return labels;
}

/**
 * mt_filter_menu_labels:
 * @session: what is shown
 * @chosen: (nullable): the label that is chosen, which is offered even if no task has it any more
 *
 * Returns: (transfer full): any label, and all labels on the board, for the action `filter.label`
 */
GMenuModel *
mt_filter_menu_labels (MtSession *session, const char *chosen)
{
  MtSnapshot *snapshot = mt_session_get_snapshot (session);
  g_autoptr (GPtrArray) labels = NULL;
  GMenu *menu = g_menu_new ();
  GMenu *any = g_menu_new ();
  GMenu *section = g_menu_new ();

  append (any, _ ("Any Label"), "filter.label", "");
  if (snapshot != NULL)
    {
      labels = collect_labels (snapshot, chosen);
      for (guint i = 0; i < labels->len; i++)
        append (section, g_ptr_array_index (labels, i), "filter.label", labels->pdata[i]);
    }
  take_section (menu, any);
  take_section (menu, section);

  return G_MENU_MODEL (menu);
}
