/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtClockDetails: what a clock card says in full: the places, a change of its clock and what that
 * costs, who is there. Places of the user can be taken out. Made anew each time it is opened.
 */
#include "config.h"

#include "ui/clocks/mt-clock-details.h"

#include <glib/gi18n-lib.h>

#include "service/mt-city.h"
#include "service/mt-display-text.h"
#include "service/mt-person-item.h"
#include "ui/mt-accessible.h"

#define MAX_PEOPLE 12

struct _MtClockDetails
{
  GtkPopover parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (MtClockDetails, mt_clock_details, GTK_TYPE_POPOVER)

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_line (MtClockDetails *self, const char *text, const char *style)
{
  if (text != NULL && *text != '\0')
    gtk_box_append (GTK_BOX (self->box), make_label (text, style));
}

/* "16:22 · +1 h · +1 day" */
static void
add_time (MtClockDetails *self, MtZoneItem *zone)
{
  g_autofree char *local = NULL, *offset = NULL, *day = NULL, *text = NULL;

  g_object_get (zone, "local", &local, "offset-text", &offset, "day-text", &day, NULL);
  text = g_strdup_printf (day[0] != '\0' ? "%s · %s · %s" : "%s · %s", local, offset, day);
  add_line (self, text, "secondary");
}

static void
add_warning (MtClockDetails *self, MtZoneItem *zone)
{
  GtkWidget *row, *icon;
  g_autofree char *warning = NULL;

  g_object_get (zone, "warning", &warning, NULL);
  if (warning == NULL || *warning == '\0')
    return;
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  icon = gtk_image_new_from_icon_name ("alarm-symbolic");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), make_label (warning, NULL));
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
add_people (MtClockDetails *self, GListModel *people)
{
  const guint n = g_list_model_get_n_items (people);

  for (guint i = 0; i < MIN (n, MAX_PEOPLE); i++)
    {
      g_autoptr (MtPersonItem) person = g_list_model_get_item (people, i);
      g_autofree char *name = NULL, *state = NULL, *text = NULL;

      g_object_get (person, "name", &name, "state-text", &state, NULL);
      /* Translators: a person, and what they do now: "Bo Lind: Working until 17:00". */
      text = g_strdup_printf (_ ("%s: %s"), name, state);
      add_line (self, text, NULL);
    }
  if (n > MAX_PEOPLE)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_PEOPLE), n - MAX_PEOPLE);

      add_line (self, more, "secondary");
    }
}

static void
remove_cb (GtkWidget *button, MtClockDetails *self)
{
  g_autoptr (MtCity) place = g_object_ref (g_object_get_data (G_OBJECT (button), "mt-place"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[REMOVE], 0, place);
}

static void
add_place (MtClockDetails *self, MtCity *place)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove"));
  g_autofree char *name = mt_display_line (mt_city_get_name (place));
  /* Translators: a button that takes a place out of the strip of clocks. */
  g_autofree char *said = g_strdup_printf (_ ("Remove %s"), name);

  mt_accessible_name (button, said);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "mt-place", g_object_ref (place), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (row), make_label (name, NULL));
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
mt_clock_details_class_init (MtClockDetailsClass *class)
{
  signals[REMOVE] = g_signal_new ("remove", MT_TYPE_CLOCK_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, MT_TYPE_CITY);
}

static void
mt_clock_details_init (MtClockDetails *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "clock-details");
  gtk_popover_set_child (GTK_POPOVER (self), self->box);
}

/**
 * mt_clock_details_new:
 * @zone: the zones of a card
 *
 * Makes the popover of what is there now; give it a parent, and unparent it once it is closed.
 *
 * Returns: (transfer floating): the popover, not yet shown
 */
GtkPopover *
mt_clock_details_new (MtZoneItem *zone)
{
  MtClockDetails *self = g_object_new (MT_TYPE_CLOCK_DETAILS, NULL);
  GListModel *places = mt_zone_item_get_places (zone);
  g_autofree char *place = NULL;

  g_object_get (zone, "place", &place, NULL);
  add_line (self, place, "heading");
  add_time (self, zone);
  add_warning (self, zone);
  add_people (self, mt_zone_item_get_people (zone));
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (MtCity) one = g_list_model_get_item (places, i);

      add_place (self, one);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, place, -1);
  return GTK_POPOVER (self);
}
