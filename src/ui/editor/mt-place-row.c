/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPlaceRow: a row that shows a time zone and what time it is there, with a search for cities to
 * choose another. The search is made when it is asked for.
 */
#include "config.h"

#include "ui/editor/mt-place-row.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-accessible.h"
#include "ui/mt-place-search.h"

struct _MtPlaceRow
{
  AdwActionRow parent_instance;

  MtSession *session; /* owned */
  MtZone *zone;       /* owned, nullable */
  GtkMenuButton *button;
  GtkWidget *search; /* nullable: made when it is asked for; of the popover */
};

G_DEFINE_FINAL_TYPE (MtPlaceRow, mt_place_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_subtitle (MtPlaceRow *self)
{
  const gint64 now = mt_clock_get_now (mt_session_get_clock (self->session));
  g_autofree char *time = mt_format_time (mt_session_get_format (self->session), now, self->zone);
  /* Translators: a time zone, and what time it is there: "Europe/Madrid, now 15:22". */
  g_autofree char *text = g_strdup_printf (_ ("%s, now %s"), mt_zone_get_id (self->zone), time);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
found_cb (MtPlaceRow *self, MtCity *city)
{
  g_autoptr (MtZone) zone =
      mt_tzdata_lookup (mt_session_get_tzdata (self->session), mt_city_get_zone_id (city));

  gtk_menu_button_popdown (self->button);
  if (zone == NULL)
    return;
  mt_place_row_set_zone (self, zone);
  g_signal_emit (self, signals[CHOSEN], 0, mt_city_get_name (city));
}

static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  MtPlaceRow *self = MT_PLACE_ROW (user_data);
  GtkWidget *popover;

  if (self->search != NULL)
    {
      mt_place_search_clear (MT_PLACE_SEARCH (self->search));
      return;
    }
  self->search = mt_place_search_new (self->session);
  popover = gtk_popover_new ();
  g_signal_connect_object (self->search, "chosen", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "closed", G_CALLBACK (gtk_menu_button_popdown), button,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), self->search);
  gtk_menu_button_set_popover (button, popover);
  gtk_widget_grab_focus (self->search);
}

static void
mt_place_row_dispose (GObject *object)
{
  MtPlaceRow *self = MT_PLACE_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->zone, mt_zone_unref);
  G_OBJECT_CLASS (mt_place_row_parent_class)->dispose (object);
}

static void
mt_place_row_class_init (MtPlaceRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_place_row_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", MT_TYPE_PLACE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mt_place_row_init (MtPlaceRow *self)
{
  self->button =
      g_object_new (GTK_TYPE_MENU_BUTTON, "label", _ ("Change…"), "valign", GTK_ALIGN_CENTER, NULL);
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  mt_accessible_name (GTK_WIDGET (self->button), _ ("Change Time Zone"));
  mt_accessible_name_inner (GTK_WIDGET (self->button), GTK_TYPE_TOGGLE_BUTTON,
                            _ ("Change Time Zone"));
}

/**
 * mt_place_row_new:
 * @session: whose zones and clock it uses
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
mt_place_row_new (MtSession *session)
{
  MtPlaceRow *self = g_object_new (MT_TYPE_PLACE_ROW, "title", _ ("Time Zone"), NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/**
 * mt_place_row_set_zone:
 * @self: a row
 * @zone: what to show
 *
 * Shows a zone.
 */
void
mt_place_row_set_zone (MtPlaceRow *self, MtZone *zone)
{
  mt_zone_ref (zone);
  g_clear_pointer (&self->zone, mt_zone_unref);
  self->zone = zone;
  update_subtitle (self);
}

/**
 * mt_place_row_get_zone:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is shown
 */
MtZone *
mt_place_row_get_zone (MtPlaceRow *self)
{
  return self->zone;
}
