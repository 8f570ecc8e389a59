/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPlaceAdder: first the city is found, then it gets a name of the user's own.
 */
#include "config.h"

#include "ui/clocks/mt-place-adder.h"

#include "ui/mt-place-search.h"

struct _MtPlaceAdder
{
  GtkPopover parent_instance;

  MtSession *session; /* owned */
  MtCity *city;       /* owned, nullable: the one that was chosen */
  GtkStack *stack;
  GtkWidget *search_page;
  GtkWidget *search;
  GtkLabel *chosen;
  GtkEditable *name;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (MtPlaceAdder, mt_place_adder, GTK_TYPE_POPOVER)

enum
{
  ADD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* (transfer full): what was typed, without blanks around it. */
static char *
dup_name (MtPlaceAdder *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
}

static void
name_changed_cb (MtPlaceAdder *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->add, *name != '\0');
}

static void
chosen_cb (MtPlaceAdder *self, MtCity *city)
{
  g_autofree char *time = mt_session_dup_zone_time (self->session, mt_city_get_zone_id (city));
  g_autofree char *text =
      g_strdup_printf ("%s · %s · %s", mt_city_get_name (city), mt_city_get_zone_id (city), time);

  g_set_object (&self->city, city);
  gtk_label_set_label (self->chosen, text);
  gtk_editable_set_text (self->name, mt_city_get_name (city));
  gtk_stack_set_visible_child_name (self->stack, "name");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  gtk_editable_select_region (self->name, 0, -1);
}

static void
add_cb (MtPlaceAdder *self)
{
  g_autofree char *name = dup_name (self);
  g_autoptr (MtCity) place = NULL;
  double latitude, longitude;

  if (*name == '\0')
    return;
  mt_city_get_position (self->city, &latitude, &longitude);
  place = mt_city_new_at (name, mt_city_get_region (self->city), mt_city_get_zone_id (self->city),
                          latitude, longitude);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[ADD], 0, place);
}

static void
closed_cb (MtPlaceAdder *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* It opens empty. */
static void
mt_place_adder_map (GtkWidget *widget)
{
  MtPlaceAdder *self = MT_PLACE_ADDER (widget);

  mt_place_search_clear (MT_PLACE_SEARCH (self->search));
  gtk_stack_set_visible_child_name (self->stack, "search");
  GTK_WIDGET_CLASS (mt_place_adder_parent_class)->map (widget);
  gtk_widget_grab_focus (self->search);
}

static void
mt_place_adder_dispose (GObject *object)
{
  MtPlaceAdder *self = MT_PLACE_ADDER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_PLACE_ADDER);
  g_clear_object (&self->session);
  g_clear_object (&self->city);
  G_OBJECT_CLASS (mt_place_adder_parent_class)->dispose (object);
}

static void
mt_place_adder_class_init (MtPlaceAdderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_place_adder_dispose;
  widget_class->map = mt_place_adder_map;
  signals[ADD] = g_signal_new ("add", MT_TYPE_PLACE_ADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, MT_TYPE_CITY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/clocks/mt-place-adder.ui");
  gtk_widget_class_bind_template_child (widget_class, MtPlaceAdder, stack);
  gtk_widget_class_bind_template_child (widget_class, MtPlaceAdder, search_page);
  gtk_widget_class_bind_template_child (widget_class, MtPlaceAdder, chosen);
  gtk_widget_class_bind_template_child (widget_class, MtPlaceAdder, name);
  gtk_widget_class_bind_template_child (widget_class, MtPlaceAdder, add);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
mt_place_adder_init (MtPlaceAdder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_place_adder_new:
 * @session: whose clock times are shown by
 *
 * Makes the popover.
 *
 * Returns: (transfer floating): the popover, not yet shown
 */
GtkPopover *
mt_place_adder_new (MtSession *session)
{
  MtPlaceAdder *self = g_object_new (MT_TYPE_PLACE_ADDER, NULL);

  self->session = g_object_ref (session);
  self->search = mt_place_search_new (session);
  gtk_box_append (GTK_BOX (self->search_page), self->search);
  g_signal_connect_object (self->search, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  return GTK_POPOVER (self);
}
