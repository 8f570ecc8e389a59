/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPlaceSearch: an entry and what it finds. Each letter leaves the search before; what is selected
 * is said as the entry's description, for the focus does not leave it.
 */
#include "config.h"

#include "ui/mt-place-search.h"

#include <glib/gi18n-lib.h>

#define MAX_FOUND 30
#define PLACE_KEY "mt-city"

struct _MtPlaceSearch
{
  GtkWidget parent_instance;

  MtSession *session;        /* owned */
  MtCities *cities;          /* owned, nullable: until the first letter */
  GCancellable *cancellable; /* owned, nullable: of the search under way */
  gboolean chooses;          /* Enter came before the answer */
  GtkWidget *entry;
  GtkWidget *scroller;
  GtkListBox *list;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (MtPlaceSearch, mt_place_search, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* "Pune", and "UTC+5:30 · 20:52" at the end; below it "Maharashtra, India". */
static GtkWidget *
make_row (MtPlaceSearch *self, MtCity *city)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *place = make_label (mt_city_get_name (city), NULL);
  const char *region = mt_city_get_region (city);
  const char *around = *region != '\0' ? region : mt_city_get_zone_id (city);
  g_autofree char *time = mt_session_dup_zone_time (self->session, mt_city_get_zone_id (city));
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", mt_city_get_name (city), around, time);

  gtk_widget_set_hexpand (place, TRUE);
  gtk_box_append (GTK_BOX (line), place);
  gtk_box_append (GTK_BOX (line), gtk_label_new (time));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), make_label (around, "secondary"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), PLACE_KEY, g_object_ref (city), g_object_unref);
  return row;
}

/* What Enter would choose is said with the entry. */
static void
select_row (MtPlaceSearch *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  MtCity *city = g_object_get_data (G_OBJECT (row), PLACE_KEY);
  g_autofree char *said =
      g_strdup_printf ("%s, %s", mt_city_get_name (city), mt_city_get_region (city));
  graphene_rect_t bounds;

  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  said, -1);
  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
clear_list (MtPlaceSearch *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
}

static void
choose (MtPlaceSearch *self, GtkListBoxRow *row)
{
  g_autoptr (MtCity) city = g_object_ref (g_object_get_data (G_OBJECT (row), PLACE_KEY));

  g_signal_emit (self, signals[CHOSEN], 0, city);
}

static void
show_found (MtPlaceSearch *self, GPtrArray *cities)
{
  GtkListBoxRow *first;

  clear_list (self);
  for (guint i = 0; i < cities->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (cities, i)));
  gtk_widget_set_visible (self->scroller, cities->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->message), cities->len == 0);
  gtk_label_set_label (self->message,
                       _ ("No such city is known; try a larger one nearby, or the time zone."));
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL)
    select_row (self, first);
  if (first != NULL && self->chooses)
    choose (self, first);
  self->chooses = FALSE;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtPlaceSearch) self = MT_PLACE_SEARCH (user_data);
  g_autoptr (GPtrArray) cities = mt_cities_search_finish (MT_CITIES (source), result, NULL);

  if (cities == NULL)
    return;
  g_clear_object (&self->cancellable);
  show_found (self, cities);
}

static void
leave_search (MtPlaceSearch *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->chooses = FALSE;
}

static void
changed_cb (MtPlaceSearch *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  leave_search (self);
  if (*text == '\0')
    {
      clear_list (self);
      gtk_widget_set_visible (self->scroller, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
      return;
    }
  if (self->cities == NULL)
    self->cities = mt_session_dup_cities (self->session);
  self->cancellable = g_cancellable_new ();
  mt_cities_search_async (self->cities, text, MAX_FOUND, self->cancellable, found_cb,
                          g_object_ref (self));
}

static void
activate_cb (MtPlaceSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (self->cancellable != NULL)
    self->chooses = TRUE;
  else if (row != NULL)
    choose (self, row);
}

static void
stop_search_cb (MtPlaceSearch *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
row_activated_cb (MtPlaceSearch *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static gboolean
key_pressed_cb (MtPlaceSearch *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = 0;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    step = 1;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    step = -1;
  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (row != NULL)
    select_row (self, row);
  return GDK_EVENT_STOP;
}

static gboolean
mt_place_search_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MT_PLACE_SEARCH (widget)->entry);
}

static void
mt_place_search_dispose (GObject *object)
{
  MtPlaceSearch *self = MT_PLACE_SEARCH (object);
  GtkWidget *child;

  leave_search (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_PLACE_SEARCH);
  g_clear_object (&self->cities);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_place_search_parent_class)->dispose (object);
}

static void
mt_place_search_class_init (MtPlaceSearchClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_place_search_dispose;
  widget_class->grab_focus = mt_place_search_grab_focus;
  signals[CHOSEN] = g_signal_new ("chosen", MT_TYPE_PLACE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, MT_TYPE_CITY);
  signals[CLOSED] = g_signal_new ("closed", MT_TYPE_PLACE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "mt-place-search");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-place-search.ui");
  gtk_widget_class_bind_template_child (widget_class, MtPlaceSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, MtPlaceSearch, scroller);
  gtk_widget_class_bind_template_child (widget_class, MtPlaceSearch, list);
  gtk_widget_class_bind_template_child (widget_class, MtPlaceSearch, message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
mt_place_search_init (MtPlaceSearch *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
}

/**
 * mt_place_search_new:
 * @session: whose clock and format times are shown by
 *
 * Makes the search, with nothing typed. The cities are read with the first letter.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_place_search_new (MtSession *session)
{
  MtPlaceSearch *self = g_object_new (MT_TYPE_PLACE_SEARCH, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/**
 * mt_place_search_clear:
 * @self: a search
 *
 * Forgets what was typed.
 */
void
mt_place_search_clear (MtPlaceSearch *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}
