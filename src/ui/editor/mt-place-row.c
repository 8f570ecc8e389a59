/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPlaceRow: a row that shows a time zone and what time it is there, with a list of cities to
 * choose another from. The list is made when it is asked for.
 */
#include "config.h"

#include "ui/editor/mt-place-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-search.h"

#define MAX_FOUND 40 /* more help nobody */

struct _MtPlaceRow
{
  AdwActionRow parent_instance;

  MtSession *session; /* owned */
  MtZone *zone;       /* owned, nullable */
  char **names;       /* owned, nullable: of all zones */
  GtkMenuButton *button;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *none;
};

G_DEFINE_FINAL_TYPE (MtPlaceRow, mt_place_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* "Buenos Aires" of "America/Argentina/Buenos_Aires" */
static char *
city_of (const char *id)
{
  const char *slash = strrchr (id, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : id), "_", ' ');
}

static void
update_subtitle (MtPlaceRow *self)
{
  const gint64 now = mt_clock_get_now (mt_session_get_clock (self->session));
  g_autofree char *time = mt_format_time (mt_session_get_format (self->session), now, self->zone);
  /* Translators: a time zone, and what time it is there: "Europe/Madrid, now 15:22". */
  g_autofree char *text = g_strdup_printf (_ ("%s, now %s"), mt_zone_get_id (self->zone), time);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static GtkWidget *
new_place (const char *id)
{
  g_autofree char *city = city_of (id);
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", city, "xalign", 0.0f, "ellipsize",
                                  PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *zone = g_object_new (GTK_TYPE_LABEL, "label", id, "xalign", 0.0f, "ellipsize",
                                  PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (zone, "caption");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), zone);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "place");
  g_object_set_data_full (G_OBJECT (row), "zone", g_strdup (id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, city,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, id, -1);

  return row;
}

static gboolean
matches (const char *id, const char *needle)
{
  g_autofree char *city = city_of (id);
  g_autofree char *folded = mt_search_fold (city);
  g_autofree char *whole = mt_search_fold (id);

  return strchr (id, '/') != NULL && !g_str_has_prefix (id, "Etc/") &&
         (g_str_has_prefix (folded, needle) || strstr (folded, needle) != NULL ||
          strstr (whole, needle) != NULL);
}

static void
search_cb (MtPlaceRow *self)
{
  g_autofree char *needle = mt_search_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  GtkWidget *child;
  guint n = 0;

  if (self->names == NULL)
    self->names = mt_tzdata_list (mt_session_get_tzdata (self->session));
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; self->names[i] != NULL && n < MAX_FOUND; i++)
    if (needle[0] != '\0' && matches (self->names[i], needle))
      {
        gtk_list_box_append (GTK_LIST_BOX (self->list), new_place (self->names[i]));
        n++;
      }
  gtk_widget_set_visible (self->none, n == 0 && needle[0] != '\0');
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
row_activated_cb (MtPlaceRow *self, GtkListBoxRow *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "zone");
  g_autoptr (MtZone) zone = mt_tzdata_lookup (mt_session_get_tzdata (self->session), id);
  g_autofree char *city = city_of (id);

  gtk_menu_button_popdown (self->button);
  if (zone == NULL)
    return;
  mt_place_row_set_zone (self, zone);
  g_signal_emit (self, signals[CHOSEN], 0, city);
}

/* Enter takes the first one. */
static void
entry_activated_cb (MtPlaceRow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
down_cb (MtPlaceRow *self, guint keyval)
{
  if (keyval != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
make_list (MtPlaceRow *self)
{
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy",
                                      GTK_POLICY_NEVER, "min-content-height", 220, NULL);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Cities"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);

  return scroller;
}

static GtkWidget *
make_entry (MtPlaceRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = g_object_new (GTK_TYPE_SEARCH_ENTRY, "placeholder-text", _ ("City or time zone"),
                              "width-chars", 22, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a City"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (down_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);

  return self->entry;
}

static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  MtPlaceRow *self = MT_PLACE_ROW (user_data);
  GtkWidget *box, *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  popover = gtk_popover_new ();
  gtk_box_append (GTK_BOX (box), make_entry (self));
  self->none =
      g_object_new (GTK_TYPE_LABEL, "label", _ ("No such place; try a larger city near it"),
                    "visible", FALSE, "wrap", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
  gtk_widget_grab_focus (self->entry);
}

static void
mt_place_row_dispose (GObject *object)
{
  MtPlaceRow *self = MT_PLACE_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->zone, mt_zone_unref);
  g_clear_pointer (&self->names, g_strfreev);
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Change Time Zone"), -1);
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
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
