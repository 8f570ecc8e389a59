/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtClockCard: one clock of the strip, tinted by the sun of its place.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-city.h"
#include "service/mt-person-item.h"
#include "ui/clocks/mt-clock-card.h"
#include "ui/clocks/mt-clock-details.h"
#include "ui/clocks/mt-sky.h"
#include "ui/mt-avatar.h"

#define RADIUS 12
#define MAX_AVATARS 4
#define AVATAR_SIZE 24
#define DIGITS "0123456789"
#define SMALL 0.5 /* of the digits */

struct _MtClockCard
{
  GtkWidget parent_instance;

  MtZoneItem *zone; /* owned, nullable */
  GtkLabel *place;
  GtkLabel *time;
  GtkLabel *offset;
  GtkWidget *people;
  GtkWidget *mark;     /* its clock changes soon */
  GtkPopover *details; /* unowned, nullable: while it is open */
};

G_DEFINE_FINAL_TYPE (MtClockCard, mt_clock_card, GTK_TYPE_WIDGET)

enum
{
  REMOVE_PLACE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
mt_clock_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MtClockCard *self = MT_CLOCK_CARD (widget);
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GskRoundedRect shape;
  gboolean rising = FALSE;
  double sun = 0;
  MtSky sky;

  if (self->zone != NULL)
    g_object_get (self->zone, "sun", &sun, "rising", &rising, NULL);
  sky = mt_sky_at (sun, rising,
                   adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
  gsk_rounded_rect_init_from_rect (&shape, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_linear_gradient (
      snapshot, &bounds, &GRAPHENE_POINT_INIT (0, 0), &GRAPHENE_POINT_INIT (0, bounds.size.height),
      (const GskColorStop[2]){ { 0, sky.top }, { 1, sky.bottom } }, 2);
  gtk_snapshot_pop (snapshot);
  GTK_WIDGET_CLASS (mt_clock_card_parent_class)->snapshot (widget, snapshot);
}

static void
add_small (PangoAttrList *attributes, gsize start, gsize end)
{
  PangoAttribute *small = pango_attr_scale_new (SMALL);

  small->start_index = (guint) start;
  small->end_index = (guint) end;
  if (start < end)
    pango_attr_list_insert (attributes, small);
  else
    pango_attribute_destroy (small);
}

/* "pm" stands back behind the digits, before or after which it comes. */
static void
set_time (MtClockCard *self, const char *text)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const gsize start = strcspn (text, DIGITS);
  gsize end = strlen (text);

  while (end > start && strchr (DIGITS, text[end - 1]) == NULL)
    end--;
  if (start < end)
    {
      add_small (attributes, 0, start);
      add_small (attributes, end, strlen (text));
    }
  if (start > 0 || text[end] != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->time), "twelve");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->time), "twelve");
  gtk_label_set_label (self->time, text);
  gtk_label_set_attributes (self->time, attributes);
}

static void
update_warning (MtClockCard *self)
{
  g_autofree char *warning = NULL;
  gboolean warns;

  g_object_get (self->zone, "warning", &warning, NULL);
  warns = warning != NULL && *warning != '\0';
  gtk_widget_set_visible (self->mark, warns);
  gtk_widget_set_tooltip_text (self->mark, warns ? warning : NULL);
}

static void
update_times (MtClockCard *self)
{
  g_autofree char *local = NULL, *offset = NULL, *day = NULL, *line = NULL;

  g_object_get (self->zone, "local", &local, "offset-text", &offset, "day-text", &day, NULL);
  line = day[0] != '\0' ? g_strdup_printf ("%s · %s", offset, day) : g_strdup (offset);
  set_time (self, local);
  gtk_label_set_label (self->offset, line);
}

static void
update_place (MtClockCard *self)
{
  g_autofree char *place = NULL;
  gboolean mine = FALSE;

  g_object_get (self->zone, "place", &place, "is-mine", &mine, NULL);
  gtk_label_set_label (self->place, place);
  if (mine)
    gtk_widget_add_css_class (GTK_WIDGET (self), "mine");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "mine");
}

static void
update_description (MtClockCard *self)
{
  g_autofree char *description = NULL;

  g_object_get (self->zone, "description", &description, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  -1);
}

/* All of a place's name, where it is cut. */
static gboolean
query_place_cb (MtClockCard *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (self->place));
  return TRUE;
}

static void
add_avatar (MtClockCard *self, MtPersonItem *person)
{
  GtkWidget *avatar = mt_avatar_new (AVATAR_SIZE);

  g_object_set (avatar, "person", person, NULL);
  gtk_widget_set_has_tooltip (avatar, TRUE);
  gtk_box_append (GTK_BOX (self->people), avatar);
}

static void
people_changed_cb (MtClockCard *self)
{
  GListModel *people = mt_zone_item_get_people (self->zone);
  guint n = g_list_model_get_n_items (people);
  guint shown = n > MAX_AVATARS + 1 ? MAX_AVATARS : n;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->people)) != NULL)
    gtk_box_remove (GTK_BOX (self->people), child);
  for (guint i = 0; i < shown; i++)
    {
      g_autoptr (MtPersonItem) person = g_list_model_get_item (people, i);

      add_avatar (self, person);
    }
  if (n > shown)
    {
      /* Translators: so many more people are on this clock. */
      g_autofree char *more = g_strdup_printf (C_ ("people", "+%u"), n - shown);
      GtkWidget *label = gtk_label_new (more);

      gtk_widget_add_css_class (label, "more");
      gtk_box_append (GTK_BOX (self->people), label);
    }
}

static void
zone_notify_cb (MtClockCard *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "sun") || g_str_equal (pspec->name, "rising"))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  else if (g_str_equal (pspec->name, "place") || g_str_equal (pspec->name, "is-mine"))
    update_place (self);
  else if (g_str_equal (pspec->name, "description"))
    update_description (self);
  else if (g_str_equal (pspec->name, "warning"))
    update_warning (self);
  else
    update_times (self);
}

static void
set_zone (MtClockCard *self, MtZoneItem *zone)
{
  self->zone = g_object_ref (zone);
  g_signal_connect_object (zone, "notify", G_CALLBACK (zone_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (mt_zone_item_get_people (zone), "items-changed",
                           G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  update_place (self);
  update_times (self);
  update_warning (self);
  update_description (self);
  people_changed_cb (self);
}

/* Only once what was chosen has been done: it belongs to the popover. */
static gboolean
drop_cb (gpointer popover)
{
  gtk_widget_unparent (GTK_WIDGET (popover));
  return G_SOURCE_REMOVE;
}

static void
details_closed_cb (MtClockCard *self, GtkPopover *popover)
{
  self->details = NULL;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_cb, g_object_ref (popover), g_object_unref);
}

static void
remove_cb (MtClockCard *self, MtCity *place)
{
  g_signal_emit (self, signals[REMOVE_PLACE], 0, place);
}

static void
show_details (MtClockCard *self)
{
  if (self->details != NULL)
    return;
  self->details = mt_clock_details_new (self->zone);
  gtk_widget_set_parent (GTK_WIDGET (self->details), GTK_WIDGET (self));
  gtk_popover_set_position (self->details, GTK_POS_BOTTOM);
  g_signal_connect_object (self->details, "closed", G_CALLBACK (details_closed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->details, "remove", G_CALLBACK (remove_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (self->details);
}

static void
released_cb (MtClockCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  show_details (self);
}

/* Delete means one place only where there is one. */
static gboolean
delete_place (MtClockCard *self)
{
  GListModel *places = mt_zone_item_get_places (self->zone);
  g_autoptr (MtCity) place = g_list_model_get_item (places, 0);

  if (place == NULL)
    return GDK_EVENT_PROPAGATE;
  if (g_list_model_get_n_items (places) == 1)
    remove_cb (self, place);
  else
    show_details (self);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (MtClockCard *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (!gtk_widget_is_focus (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
    case GDK_KEY_Menu:
      show_details (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_F10:
      if ((state & GDK_SHIFT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      show_details (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      return delete_place (self);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
add_controllers (MtClockCard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
mt_clock_card_dispose (GObject *object)
{
  MtClockCard *self = MT_CLOCK_CARD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_CLOCK_CARD);
  g_clear_object (&self->zone);
  G_OBJECT_CLASS (mt_clock_card_parent_class)->dispose (object);
}

static void
mt_clock_card_class_init (MtClockCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_clock_card_dispose;
  widget_class->snapshot = mt_clock_card_snapshot;
  signals[REMOVE_PLACE] = g_signal_new ("remove-place", MT_TYPE_CLOCK_CARD, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, MT_TYPE_CITY);
  gtk_widget_class_set_css_name (widget_class, "mt-clock");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/clocks/mt-clock-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MtClockCard, place);
  gtk_widget_class_bind_template_child (widget_class, MtClockCard, time);
  gtk_widget_class_bind_template_child (widget_class, MtClockCard, offset);
  gtk_widget_class_bind_template_child (widget_class, MtClockCard, people);
  gtk_widget_class_bind_template_child (widget_class, MtClockCard, mark);
  gtk_widget_class_bind_template_callback (widget_class, query_place_cb);
}

static void
mt_clock_card_init (MtClockCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_controllers (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * mt_clock_card_new:
 * @zone: the zones it shows
 *
 * Makes a card that follows @zone.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_clock_card_new (MtZoneItem *zone)
{
  MtClockCard *self = g_object_new (MT_TYPE_CLOCK_CARD, NULL);

  set_zone (self, zone);
  return GTK_WIDGET (self);
}

/**
 * mt_clock_card_is_mine:
 * @self: a card
 *
 * Returns: whether the viewer's own clock is shown
 */
gboolean
mt_clock_card_is_mine (MtClockCard *self)
{
  return gtk_widget_has_css_class (GTK_WIDGET (self), "mine");
}
