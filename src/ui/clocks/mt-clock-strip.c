/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtClockStrip: the team's clocks from west to east. It scrolls where they do not fit.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-places.h"
#include "service/mt-session.h"
#include "service/mt-zone-item.h"
#include "ui/clocks/mt-clock-card.h"
#include "ui/clocks/mt-clock-strip.h"
#include "ui/clocks/mt-place-adder.h"
#include "ui/mt-apply.h"

#define FEW 5
#define WIDEST 240 /* px: wider cards hold nothing more */

struct _MtClockStrip
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkWidget *cards;
  GtkMenuButton *add;
  guint centre_id; /* source */
};

G_DEFINE_FINAL_TYPE (MtClockStrip, mt_clock_strip, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* So few that they would be stretched over the whole window keep to its start. */
static void
update_alignment (MtClockStrip *self)
{
  const guint n = g_list_model_get_n_items (mt_session_get_zones (self->session));
  const double page =
      gtk_adjustment_get_page_size (gtk_scrolled_window_get_hadjustment (self->scroller));
  const gboolean few = n <= FEW || page > n * WIDEST;

  gtk_widget_set_halign (self->content, few ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  if (few)
    gtk_widget_add_css_class (self->content, "few");
  else
    gtk_widget_remove_css_class (self->content, "few");
}

static GtkWidget *
get_card (MtClockStrip *self, guint position)
{
  GtkWidget *card = gtk_widget_get_first_child (self->cards);

  while (card != NULL && position-- > 0)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

static void
add_place_cb (MtClockStrip *self, MtCity *place)
{
  const GPtrArray *places = mt_session_get_places (self->session);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) more = mt_places_with (places != NULL ? places : none, place);
  g_autofree char *name = mt_display_line (mt_city_get_name (place));
  /* Translators: a place has come into the strip of clocks. */
  g_autofree char *text = g_strdup_printf (_ ("Added %s"), name);

  mt_apply_places (GTK_WIDGET (self), self->session, more, text);
}

static void
remove_place_cb (MtClockStrip *self, MtCity *place)
{
  g_autoptr (GPtrArray) less = mt_places_without (mt_session_get_places (self->session), place);
  g_autofree char *name = mt_display_line (mt_city_get_name (place));
  /* Translators: a place has left the strip of clocks. */
  g_autofree char *text = g_strdup_printf (_ ("Removed %s"), name);

  /* The card may go with it. */
  if (gtk_widget_get_focus_child (self->cards) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->add));
  mt_apply_places (GTK_WIDGET (self), self->session, less, text);
}

/* Made when it is opened for the first time: the first frame does without. */
static void
create_adder_cb (GtkMenuButton *button, gpointer user_data)
{
  MtClockStrip *self = MT_CLOCK_STRIP (user_data);
  GtkPopover *adder;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  adder = mt_place_adder_new (self->session);
  g_signal_connect_object (adder, "add", G_CALLBACK (add_place_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, GTK_WIDGET (adder));
}

/* There is nothing to scroll up or down: a wheel goes along the clocks. */
static gboolean
scroll_cb (MtClockStrip *self, double dx, double dy)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  const double step = gtk_adjustment_get_step_increment (adjustment);

  if (dy == 0 || dx != 0 ||
      gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment))
    return GDK_EVENT_PROPAGATE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy * step);
  return GDK_EVENT_STOP;
}

static void
zones_changed_cb (MtClockStrip *self, guint position, guint removed, guint added, GListModel *zones)
{
  for (guint i = 0; i < removed; i++)
    gtk_box_remove (GTK_BOX (self->cards), get_card (self, position));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (MtZoneItem) zone = g_list_model_get_item (zones, position + i);
      GtkWidget *card = mt_clock_card_new (zone);

      gtk_widget_set_hexpand (card, TRUE);
      g_signal_connect_object (card, "remove-place", G_CALLBACK (remove_place_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_insert_child_after (GTK_BOX (self->cards), card,
                                  position + i > 0 ? get_card (self, position + i - 1) : NULL);
    }
  update_alignment (self);
}

static GtkWidget *
get_first_stop (MtClockStrip *self)
{
  GtkWidget *first = gtk_widget_get_first_child (self->cards);

  for (GtkWidget *card = first; card != NULL; card = gtk_widget_get_next_sibling (card))
    if (mt_clock_card_is_mine (MT_CLOCK_CARD (card)))
      return card;
  return first;
}

/* Brings the viewer's own clock into the middle, where not all fit. */
static gboolean
centre_cb (gpointer user_data)
{
  MtClockStrip *self = MT_CLOCK_STRIP (user_data);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  double page = gtk_adjustment_get_page_size (adjustment);
  graphene_rect_t bounds;
  GtkWidget *card = get_first_stop (self);

  self->centre_id = 0;
  if (self->session != NULL)
    update_alignment (self);
  if (card != NULL && mt_clock_card_is_mine (MT_CLOCK_CARD (card)) &&
      gtk_widget_compute_bounds (card, self->cards, &bounds))
    gtk_adjustment_set_value (adjustment, bounds.origin.x + (bounds.size.width - page) / 2);
  return G_SOURCE_REMOVE;
}

/* The size changed, not the position: never from within the layout that changes it. */
static void
size_changed_cb (MtClockStrip *self)
{
  if (self->centre_id == 0)
    self->centre_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, centre_cb, self, NULL);
}

/* One stop for the cards, one for the button behind them. */
static gboolean
mt_clock_strip_focus (GtkWidget *widget, GtkDirectionType direction)
{
  MtClockStrip *self = MT_CLOCK_STRIP (widget);
  GtkWidget *add = GTK_WIDGET (self->add);
  GtkWidget *card = gtk_widget_get_focus_child (self->cards);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const gboolean back = direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *next = NULL;

  if (card != NULL && direction == (rtl ? GTK_DIR_RIGHT : GTK_DIR_LEFT))
    next = gtk_widget_get_prev_sibling (card);
  else if (card != NULL && direction == (rtl ? GTK_DIR_LEFT : GTK_DIR_RIGHT))
    next = gtk_widget_get_next_sibling (card);
  else if (card != NULL)
    next = direction == GTK_DIR_TAB_FORWARD ? add : NULL;
  else if (gtk_widget_get_focus_child (self->content) == add)
    next = back ? get_first_stop (self) : NULL;
  else
    next = back ? add : get_first_stop (self);
  return next != NULL && gtk_widget_grab_focus (next);
}

static void
set_session (MtClockStrip *self, MtSession *session)
{
  GListModel *zones;

  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  zones = mt_session_get_zones (session);
  g_signal_connect_object (zones, "items-changed", G_CALLBACK (zones_changed_cb), self,
                           G_CONNECT_SWAPPED);
  zones_changed_cb (self, 0, 0, g_list_model_get_n_items (zones), zones);
}

static void
mt_clock_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, MT_CLOCK_STRIP (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_clock_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (MT_CLOCK_STRIP (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_clock_strip_dispose (GObject *object)
{
  MtClockStrip *self = MT_CLOCK_STRIP (object);
  GtkWidget *child;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (mt_session_get_zones (self->session), zones_changed_cb,
                                          self);
  g_clear_handle_id (&self->centre_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_CLOCK_STRIP);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_clock_strip_parent_class)->dispose (object);
}

static void
mt_clock_strip_class_init (MtClockStripClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_clock_strip_dispose;
  object_class->get_property = mt_clock_strip_get_property;
  object_class->set_property = mt_clock_strip_set_property;
  widget_class->focus = mt_clock_strip_focus;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "mt-clock-strip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/clocks/mt-clock-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, MtClockStrip, scroller);
  gtk_widget_class_bind_template_child (widget_class, MtClockStrip, cards);
  gtk_widget_class_bind_template_child (widget_class, MtClockStrip, content);
  gtk_widget_class_bind_template_child (widget_class, MtClockStrip, add);
}

static void
mt_clock_strip_init (MtClockStrip *self)
{
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (wheel, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), wheel);
  gtk_menu_button_set_create_popup_func (self->add, create_adder_cb, self, NULL);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "changed",
                           G_CALLBACK (size_changed_cb), self, G_CONNECT_SWAPPED);
}
