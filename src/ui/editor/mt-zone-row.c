/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtZoneRow: a time zone. Below what is typed stand the zones it may mean.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-zone-row.h"
#include "ui/editor/mt-zone-search.h"

#define MAX_SHOWN 6

struct _MtZoneRow
{
  AdwEntryRow parent_instance;

  MtTzdata *tzdata; /* owned */
  char *name;       /* owned: what the zone is of */
  char **zones;     /* owned, nullable: all there are, once something is typed */
  MtZone *zone;     /* owned, nullable */
  GtkWidget *popover;
  GtkListBox *list;
  gboolean updating; /* the text is set by us, not by the user */
};

G_DEFINE_FINAL_TYPE (MtZoneRow, mt_zone_row, ADW_TYPE_ENTRY_ROW)

enum
{
  CHANGED_ZONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_state (MtZoneRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  gboolean wrong = self->zone == NULL && text[0] != '\0';
  g_autofree char *title = NULL, *markup = NULL;

  if (self->zone != NULL)
    /* Translators: what a zone is of and which zone: "Zone · Europe/Madrid". */
    title = g_strdup_printf (C_ ("zone", "%s · %s"), self->name, mt_zone_get_id (self->zone));
  else if (wrong)
    title = g_strdup_printf (_ ("%s: no zone of this name; type a large city near by"), self->name);
  else
    title = g_strdup (self->name);
  markup = g_markup_escape_text (title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), markup);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static GtkWidget *
new_suggestion (const char *id)
{
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (id);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "zone", g_strdup (id), g_free);
  return row;
}

static void
suggest (MtZoneRow *self, const char *text)
{
  g_auto (GStrv) found = NULL;
  GtkListBoxRow *row;

  if (self->zones == NULL)
    self->zones = mt_tzdata_list (self->tzdata);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  found = mt_zone_search ((const char *const *) self->zones, text, MAX_SHOWN);
  for (guint i = 0; found[i] != NULL; i++)
    gtk_list_box_append (self->list, new_suggestion (found[i]));
  gtk_widget_set_visible (self->popover,
                          found[0] != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)));
}

static MtZone *
find_zone (MtZoneRow *self, const char *text)
{
  g_autofree char *id = g_strstrip (g_strdup (text));
  MtZone *zone = mt_tzdata_lookup (self->tzdata, id);

  return zone != NULL ? zone : mt_tzdata_lookup_place (self->tzdata, id);
}

static void
typed_cb (MtZoneRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));

  if (self->updating)
    return;
  g_clear_pointer (&self->zone, mt_zone_unref);
  self->zone = text[0] != '\0' ? find_zone (self, text) : NULL;
  suggest (self, text);
  show_state (self);
  g_signal_emit (self, signals[CHANGED_ZONE], 0);
}

static void
take_suggestion (MtZoneRow *self, GtkListBoxRow *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "zone");
  g_autoptr (MtZone) zone = mt_tzdata_lookup (self->tzdata, id);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  if (zone == NULL)
    return;
  mt_zone_row_set_zone (self, zone);
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  g_signal_emit (self, signals[CHANGED_ZONE], 0);
}

static void
close_suggestions (MtZoneRow *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* The keyboard stays in the entry: arrows choose from there. */
static gboolean
step (MtZoneRow *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row != NULL ? gtk_list_box_row_get_index (row) + by : (by > 0 ? 0 : -1);

  row = at >= 0 ? gtk_list_box_get_row_at_index (self->list, at) : NULL;
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return TRUE;
}

static gboolean
key_pressed_cb (MtZoneRow *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!gtk_widget_get_visible (self->popover))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      return step (self, key == GDK_KEY_Down ? 1 : -1);
    case GDK_KEY_Escape:
      close_suggestions (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row == NULL)
        row = gtk_list_box_get_row_at_index (self->list, 0);
      if (row != NULL)
        take_suggestion (self, row);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
mt_zone_row_dispose (GObject *object)
{
  MtZoneRow *self = MT_ZONE_ROW (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (mt_zone_row_parent_class)->dispose (object);
}

static void
mt_zone_row_finalize (GObject *object)
{
  MtZoneRow *self = MT_ZONE_ROW (object);

  g_clear_pointer (&self->tzdata, mt_tzdata_unref);
  g_clear_pointer (&self->zone, mt_zone_unref);
  g_strfreev (self->zones);
  g_free (self->name);
  G_OBJECT_CLASS (mt_zone_row_parent_class)->finalize (object);
}

static void
mt_zone_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (mt_zone_row_parent_class)->size_allocate (widget, width, height, baseline);
  if (MT_ZONE_ROW (widget)->popover != NULL)
    gtk_popover_present (GTK_POPOVER (MT_ZONE_ROW (widget)->popover));
}

static void
mt_zone_row_class_init (MtZoneRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_zone_row_dispose;
  object_class->finalize = mt_zone_row_finalize;
  GTK_WIDGET_CLASS (class)->size_allocate = mt_zone_row_size_allocate;
  signals[CHANGED_ZONE] = g_signal_new ("changed-zone", MT_TYPE_ZONE_ROW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
build_popover (MtZoneRow *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Time zones"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (take_suggestion), self);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
mt_zone_row_init (MtZoneRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  build_popover (self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (close_suggestions), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "changed", G_CALLBACK (typed_cb), NULL);
}

/**
 * mt_zone_row_new:
 * @tzdata: the zones there are
 * @title: what the zone is of, "City or Time Zone"
 *
 * Returns: (transfer floating): the row, empty
 */
GtkWidget *
mt_zone_row_new (MtTzdata *tzdata, const char *title)
{
  MtZoneRow *self = g_object_new (MT_TYPE_ZONE_ROW, NULL);

  self->tzdata = mt_tzdata_ref (tzdata);
  self->name = g_strdup (title);
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * mt_zone_row_set_zone:
 * @self: a row
 * @zone: a zone
 *
 * Shows a zone. Nothing is emitted.
 */
void
mt_zone_row_set_zone (MtZoneRow *self, MtZone *zone)
{
  MtZone *old;

  g_return_if_fail (MT_IS_ZONE_ROW (self) && zone != NULL);

  old = self->zone;
  self->zone = mt_zone_ref (zone);
  g_clear_pointer (&old, mt_zone_unref);
  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), mt_zone_get_id (zone));
  self->updating = FALSE;
  show_state (self);
}

/**
 * mt_zone_row_get_zone:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the zone; %NULL when what is typed is none
 */
MtZone *
mt_zone_row_get_zone (MtZoneRow *self)
{
  g_return_val_if_fail (MT_IS_ZONE_ROW (self), NULL);

  return self->zone;
}
