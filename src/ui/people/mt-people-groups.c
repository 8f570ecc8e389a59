/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeopleGroups: the titles of groups in a list of people. GTK 4.8 has no sections in its lists:
 * the first row of a group bears its title, so that positions, keys and tracks stay as they are.
 */
#include "config.h"

#include "ui/people/mt-people-groups.h"

#include "ui/people/mt-person-row.h"

struct _MtPeopleGroups
{
  GObject parent_instance;

  GtkWidget *list;    /* unowned: the owner of this has it, too */
  GListModel *people; /* owned: in the order of the list */
  GHashTable *titles; /* owned: of the first of each group: MtPersonItem (unowned) -> title */
  MtPeopleOrder order;
};

G_DEFINE_FINAL_TYPE (MtPeopleGroups, mt_people_groups, G_TYPE_OBJECT)

static void
collect_titles (MtPeopleGroups *self)
{
  const guint n = g_list_model_get_n_items (self->people);
  g_autofree char *last = NULL;

  g_hash_table_remove_all (self->titles);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtPersonItem) person = g_list_model_get_item (self->people, i);
      g_autofree char *title = mt_people_group_title (person, self->order);

      if (title == NULL)
        return;
      if (g_strcmp0 (title, last) == 0)
        continue;
      g_hash_table_insert (self->titles, person, g_strdup (title));
      g_free (last);
      last = g_steal_pointer (&title);
    }
}

static void
update_rows (MtPeopleGroups *self)
{
  GtkWidget *row = gtk_widget_get_first_child (self->list);

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);

      if (MT_IS_PERSON_ROW (child))
        mt_person_row_set_title (
            MT_PERSON_ROW (child),
            mt_people_groups_get_title (self, mt_person_row_get_person (MT_PERSON_ROW (child))));
    }
}

static void
changed_cb (MtPeopleGroups *self)
{
  if (g_hash_table_size (self->titles) > 0)
    mt_people_groups_refresh (self);
}

static void
mt_people_groups_finalize (GObject *object)
{
  MtPeopleGroups *self = MT_PEOPLE_GROUPS (object);

  g_hash_table_unref (self->titles);
  g_object_unref (self->people);
  G_OBJECT_CLASS (mt_people_groups_parent_class)->finalize (object);
}

static void
mt_people_groups_class_init (MtPeopleGroupsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = mt_people_groups_finalize;
}

static void
mt_people_groups_init (MtPeopleGroups *self)
{
  self->titles = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * mt_people_groups_new:
 * @list: the list view of person rows, which must outlive the groups
 * @people: of #MtPersonItem, in the order of the list
 *
 * Follows @people. Main thread.
 *
 * Returns: (transfer full): the groups, none as yet
 */
MtPeopleGroups *
mt_people_groups_new (GtkWidget *list, GListModel *people)
{
  MtPeopleGroups *self = g_object_new (MT_TYPE_PEOPLE_GROUPS, NULL);

  self->list = list;
  self->people = g_object_ref (people);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * mt_people_groups_set_order:
 * @self: groups
 * @order: how the people stand now
 *
 * Shows the titles of another order: none, unless it is one of groups.
 */
void
mt_people_groups_set_order (MtPeopleGroups *self, MtPeopleOrder order)
{
  self->order = order;
  mt_people_groups_refresh (self);
}

/**
 * mt_people_groups_refresh:
 * @self: groups
 *
 * Looks again who is the first of each group: states and clocks follow the chosen instant.
 */
void
mt_people_groups_refresh (MtPeopleGroups *self)
{
  collect_titles (self);
  update_rows (self);
}

/**
 * mt_people_groups_get_title:
 * @self: groups
 * @person: (nullable): who has a row
 *
 * Returns: (transfer none) (nullable): the title of the group that @person is the first of
 */
const char *
mt_people_groups_get_title (MtPeopleGroups *self, MtPersonItem *person)
{
  return person != NULL ? g_hash_table_lookup (self->titles, person) : NULL;
}
