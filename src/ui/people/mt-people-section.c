/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeopleSection: a row per person under the shared time axis.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-people-order.h"
#include "service/mt-search.h"
#include "service/mt-session.h"
#include "ui/mt-after-frame.h"
#include "ui/mt-growth.h"
#include "ui/mt-section.h"
#include "ui/people/mt-axis-lines.h"
#include "ui/people/mt-choice-bar.h"
#include "ui/people/mt-people-choose.h"
#include "ui/people/mt-people-find.h"
#include "ui/people/mt-people-groups.h"
#include "ui/people/mt-people-section.h"
#include "ui/people/mt-person-menu.h"
#include "ui/people/mt-person-row.h"
#include "ui/people/mt-time-bar.h"
#include "ui/people/mt-track-walk.h"

/* Rows of the first frame, of which a window as high as most shows no more, and with each after
 * it. */
#define FIRST_ROWS 16
#define MORE_ROWS 4
#define ROW_HEIGHT 42     /* px at the usual size of text */
#define OTHERS_HEIGHT 460 /* px of a window that rows never have: header, clocks, axis, board */

struct _MtPeopleSection
{
  GtkWidget parent_instance;

  MtAxis *axis;       /* owned */
  MtSession *session; /* owned, nullable */
  gboolean narrow;
  MtTimeBar *time_bar;
  GtkWidget *list;
  GtkWidget *box;
  GtkWidget *choice; /* nullable until somebody is chosen */
  GtkWidget *find;   /* nullable until it is asked for */
  char *needle;      /* owned, nullable: whom to show, folded */
  MtPeopleOrder order;
  GtkFilterListModel *found;
  GtkSortListModel *sorted;
  GtkSliceListModel *rows; /* the first ones, until the others have come */
  MtGrowth *growth;        /* owned, nullable */
  MtPeopleGroups *groups;  /* owned */
};

G_DEFINE_FINAL_TYPE (MtPeopleSection, mt_people_section, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_NARROW,
  PROP_AXIS,
  PROP_PEOPLE,
  PROP_ORDER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
setup_cb (MtPeopleSection *self, GtkListItem *item)
{
  /* Selectable it stays, though nothing is selected: GTK 4.8 lets no other row have the focus. */
  gtk_list_item_set_child (item, mt_person_row_new (self->axis));
}

static void
bind_cb (MtPeopleSection *self, GtkListItem *item)
{
  MtPersonRow *row = MT_PERSON_ROW (gtk_list_item_get_child (item));
  MtPersonItem *person = gtk_list_item_get_item (item);

  mt_person_row_set_title (row, mt_people_groups_get_title (self->groups, person));
  mt_person_row_set_person (row, person);
}

static void
unbind_cb (MtPeopleSection *self, GtkListItem *item)
{
  mt_person_row_set_person (MT_PERSON_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
activate_cb (MtPeopleSection *self, guint position)
{
  GtkSelectionModel *rows = gtk_list_view_get_model (GTK_LIST_VIEW (self->list));
  g_autoptr (MtPersonItem) person = g_list_model_get_item (G_LIST_MODEL (rows), position);
  g_autofree char *id = NULL;

  g_object_get (person, "id", &id, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "person.open", "s", id);
}

static gboolean
filter_cb (gpointer person, gpointer user_data)
{
  return mt_people_match (person, MT_PEOPLE_SECTION (user_data)->needle);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return mt_people_compare ((gpointer) a, (gpointer) b, MT_PEOPLE_SECTION (user_data)->order);
}

/* "3 of 11", or that there is nobody of that name. */
static void
update_note (MtPeopleSection *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  guint n_people = g_list_model_get_n_items (mt_session_get_people (self->session));
  g_autofree char *note = NULL;

  if (self->find == NULL)
    return;
  if (n == 0)
    note = g_strdup (_ ("Nobody"));
  else if (n < n_people)
    note = g_strdup_printf (_ ("%u of %u"), n, n_people);
  g_object_set (self->find, "note", note, NULL);
}

static void
set_needle (MtPeopleSection *self, const char *text)
{
  g_autofree char *needle = mt_search_fold (text != NULL ? text : "");

  if (g_strcmp0 (needle, self->needle != NULL ? self->needle : "") == 0)
    return;
  g_free (self->needle);
  self->needle = g_steal_pointer (&needle);
  if (gtk_filter_list_model_get_filter (self->found) == NULL)
    {
      g_autoptr (GtkCustomFilter) filter = gtk_custom_filter_new (filter_cb, self, NULL);

      gtk_filter_list_model_set_filter (self->found, GTK_FILTER (filter));
    }
  else
    gtk_filter_changed (gtk_filter_list_model_get_filter (self->found),
                        GTK_FILTER_CHANGE_DIFFERENT);
  update_note (self);
}

static void
find_text_cb (MtPeopleSection *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->find, "text", &text, NULL);
  set_needle (self, text);
}

static void
find_closed_cb (MtPeopleSection *self)
{
  g_object_set (self->find, "text", "", NULL);
  gtk_widget_set_visible (self->find, FALSE);
  gtk_widget_grab_focus (self->list);
}

/* That of the file needs no sorter. */
static void
set_order (MtPeopleSection *self, MtPeopleOrder order)
{
  if (order == self->order)
    return;
  self->order = order;
  if (order == MT_PEOPLE_ORDER_FILE)
    gtk_sort_list_model_set_sorter (self->sorted, NULL);
  else
    {
      g_autoptr (GtkCustomSorter) sorter = gtk_custom_sorter_new (compare_cb, self, NULL);

      gtk_sort_list_model_set_sorter (self->sorted, GTK_SORTER (sorter));
    }
  mt_people_groups_set_order (self->groups, order);
  /* The list would follow the person at its top to wherever they stand now. */
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}

/* States follow the chosen instant, zones its date, and what is found may be a state. */
static void
moved_cb (MtPeopleSection *self)
{
  if (self->order != MT_PEOPLE_ORDER_FILE && self->order != MT_PEOPLE_ORDER_NAME)
    {
      gtk_sorter_changed (gtk_sort_list_model_get_sorter (self->sorted),
                          GTK_SORTER_CHANGE_DIFFERENT);
      mt_people_groups_refresh (self->groups);
    }
  if (self->needle != NULL && self->needle[0] != '\0')
    {
      gtk_filter_changed (gtk_filter_list_model_get_filter (self->found),
                          GTK_FILTER_CHANGE_DIFFERENT);
      update_note (self);
    }
}

static void
n_chosen_cb (MtPeopleSection *self)
{
  if (self->choice != NULL)
    return;
  self->choice = g_object_new (MT_TYPE_CHOICE_BAR, "session", self->session, NULL);
  gtk_box_prepend (GTK_BOX (self->box), self->choice);
}

/* The lines lie exactly over the tracks of the rows. */
static gboolean
get_lines_position_cb (MtPeopleSection *self, GtkWidget *child, GdkRectangle *allocation)
{
  int width = gtk_widget_get_width (self->list);

  if (!MT_IS_AXIS_LINES (child))
    return FALSE;
  mt_axis_get_track (self->axis, self->list,
                     width > 0 ? width : gtk_widget_get_width (GTK_WIDGET (self)), &allocation->x,
                     &allocation->width);
  allocation->y = 0;
  allocation->height = gtk_widget_get_height (gtk_widget_get_parent (child));
  return TRUE;
}

static void
mt_people_section_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (mt_people_section_parent_class)->system_setting_changed (widget, setting);
  mt_axis_forget_font (MT_PEOPLE_SECTION (widget)->axis);
}

/* How many rows there is room for in a window that has no size yet but the one it asks for. */
static guint
count_first_rows (GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  if (gtk_window_is_maximized (window) || gtk_window_is_fullscreen (window))
    return FIRST_ROWS;
  return (guint) CLAMP ((height - OTHERS_HEIGHT) / ROW_HEIGHT + 1, 1, FIRST_ROWS);
}

/* A row that is not in sight costs as much as one that is. */
static void
mt_people_section_map (GtkWidget *widget)
{
  MtPeopleSection *self = MT_PEOPLE_SECTION (widget);

  if (self->growth == NULL)
    gtk_slice_list_model_set_size (self->rows, count_first_rows (widget));
  GTK_WIDGET_CLASS (mt_people_section_parent_class)->map (widget);
}

/* The first frame shows the first rows only, and the others come a few a frame. */
static void
show_all_rows (GtkWidget *widget)
{
  MtPeopleSection *self = MT_PEOPLE_SECTION (widget);

  if (self->growth == NULL)
    self->growth = mt_growth_new (self->list, self->rows,
                                  gtk_slice_list_model_get_size (self->rows), MORE_ROWS);
}

static void
set_session (MtPeopleSection *self, MtSession *session)
{
  if (session == self->session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->session, moved_cb, self);
      g_signal_handlers_disconnect_by_func (self->session, n_chosen_cb, self);
    }
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::date-text", G_CALLBACK (moved_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::n-chosen", G_CALLBACK (n_chosen_cb), self,
                               G_CONNECT_SWAPPED);
    }
  g_object_set (self->axis, "session", session, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PEOPLE]);
}

static void
mt_people_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtPeopleSection *self = MT_PEOPLE_SECTION (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_AXIS:
      g_value_set_object (value, self->axis);
      break;
    case PROP_PEOPLE:
      g_value_set_object (value,
                          self->session != NULL ? mt_session_get_people (self->session) : NULL);
      break;
    case PROP_ORDER:
      g_value_set_uint (value, self->order);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_people_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtPeopleSection *self = MT_PEOPLE_SECTION (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      g_object_set (self->axis, "narrow", self->narrow, NULL);
      break;
    case PROP_ORDER:
      set_order (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_people_section_dispose (GObject *object)
{
  MtPeopleSection *self = MT_PEOPLE_SECTION (object);
  GtkWidget *child;

  g_clear_object (&self->growth);
  g_clear_object (&self->groups);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_PEOPLE_SECTION);
  g_clear_object (&self->session);
  g_clear_object (&self->axis);
  G_OBJECT_CLASS (mt_people_section_parent_class)->dispose (object);
}

static void
mt_people_section_finalize (GObject *object)
{
  g_free (MT_PEOPLE_SECTION (object)->needle);
  G_OBJECT_CLASS (mt_people_section_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_AXIS] = g_param_spec_object ("axis", NULL, NULL, MT_TYPE_AXIS,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PEOPLE] = g_param_spec_object ("people", NULL, NULL, G_TYPE_LIST_MODEL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ORDER] =
      g_param_spec_uint ("order", NULL, NULL, 0, MT_PEOPLE_N_ORDERS - 1, MT_PEOPLE_ORDER_FILE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mt_people_section_class_init (MtPeopleSectionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_people_section_dispose;
  object_class->finalize = mt_people_section_finalize;
  object_class->get_property = mt_people_section_get_property;
  object_class->set_property = mt_people_section_set_property;
  widget_class->map = mt_people_section_map;
  widget_class->system_setting_changed = mt_people_section_system_setting_changed;
  install_properties (object_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/people/mt-people-section.ui");
  gtk_widget_class_bind_template_child (widget_class, MtPeopleSection, time_bar);
  gtk_widget_class_bind_template_child (widget_class, MtPeopleSection, list);
  gtk_widget_class_bind_template_child (widget_class, MtPeopleSection, box);
  gtk_widget_class_bind_template_child (widget_class, MtPeopleSection, found);
  gtk_widget_class_bind_template_child (widget_class, MtPeopleSection, sorted);
  gtk_widget_class_bind_template_child (widget_class, MtPeopleSection, rows);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_lines_position_cb);
}

static void
mt_people_section_init (MtPeopleSection *self)
{
  self->axis = mt_axis_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  mt_time_bar_set_axis (self->time_bar, self->axis);
  mt_track_walk_add_keys (self->list);
  mt_people_choose_add (self->list, GTK_WIDGET (self));
  self->groups = mt_people_groups_new (self->list, G_LIST_MODEL (self->sorted));
  mt_person_menu_add (self->list, GTK_WIDGET (self));
  mt_after_frame_add (GTK_WIDGET (self), show_all_rows);
}

/**
 * mt_people_section_find:
 * @self: a section
 *
 * Shows the bar that finds people, which is made now at the latest, ready to type.
 */
void
mt_people_section_find (MtPeopleSection *self)
{
  if (self->find == NULL)
    {
      self->find = g_object_new (MT_TYPE_PEOPLE_FIND, "order", self->order, NULL);
      g_signal_connect_object (self->find, "notify::text", G_CALLBACK (find_text_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->find, "closed", G_CALLBACK (find_closed_cb), self,
                               G_CONNECT_SWAPPED);
      g_object_bind_property (self->find, "order", self, "order", G_BINDING_BIDIRECTIONAL);
      gtk_box_prepend (GTK_BOX (self->box), self->find);
    }
  gtk_widget_set_visible (self->find, TRUE);
  gtk_widget_grab_focus (self->find);
}
