/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtRangeRow: two times of day. What is typed is said to be wrong below, and stays until it is
 * right.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-focus-later.h"
#include "ui/editor/mt-hours-text.h"
#include "ui/editor/mt-range-row.h"

struct _MtRangeRow
{
  AdwPreferencesRow parent_instance;

  MtFormat *format; /* owned */
  char *what;       /* owned: what the hours are of, for those who hear it */
  GtkWidget *start;
  GtkWidget *end;
  GtkWidget *note;
  GtkWidget *message;
  MtRange range;
  char *problem;     /* owned, nullable */
  gboolean updating; /* the entries are filled by us, not by the user */
};

G_DEFINE_FINAL_TYPE (MtRangeRow, mt_range_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  CHANGED,
  SETTLED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
mark (GtkWidget *entry, const char *problem)
{
  if (problem != NULL)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "", -1);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* That the end is on another day is said beside it: "next day". */
static void
show_state (MtRangeRow *self)
{
  gboolean overnight = self->problem == NULL && self->range.end_s > MT_DAY_S;

  mark (self->start, self->problem);
  mark (self->end, self->problem);
  gtk_label_set_label (GTK_LABEL (self->message), self->problem != NULL ? self->problem : "");
  gtk_widget_set_visible (self->message, self->problem != NULL);
  gtk_widget_set_visible (self->note, overnight);
}

static void
fill (MtRangeRow *self)
{
  g_autofree char *start = mt_format_wall_time (self->format, self->range.start_s);
  g_autofree char *end = mt_hours_format_end (self->format, self->range.end_s);

  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->start), start);
  gtk_editable_set_text (GTK_EDITABLE (self->end), end);
  self->updating = FALSE;
}

static void
typed_cb (MtRangeRow *self)
{
  MtRange range;

  if (self->updating)
    return;
  g_clear_pointer (&self->problem, g_free);
  if (mt_hours_read_range (gtk_editable_get_text (GTK_EDITABLE (self->start)),
                           gtk_editable_get_text (GTK_EDITABLE (self->end)), &range,
                           &self->problem))
    self->range = range;
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
settle (MtRangeRow *self)
{
  if (self->problem == NULL)
    fill (self);
  g_signal_emit (self, signals[SETTLED], 0);
}

static void
remove_clicked_cb (MtRangeRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static GtkWidget *
new_entry (MtRangeRow *self, const char *name)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry),
                                mt_format_get_twelve_hour (self->format) ? 9 : 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (settle), self);
  return entry;
}

static GtkWidget *
new_remove_button (MtRangeRow *self)
{
  g_autofree char *name = NULL;
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  /* Translators: a button that takes hours of a day out: "Remove hours of Monday". */
  name = g_strdup_printf (_ ("Remove hours of %s"), self->what);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  return button;
}

static void
build (MtRangeRow *self, gboolean removable)
{
  g_autofree char *start = g_strdup_printf (C_ ("hours", "%s, start"), self->what);
  g_autofree char *end = g_strdup_printf (C_ ("hours", "%s, end"), self->what);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *dash = gtk_label_new ("–");

  self->start = new_entry (self, start);
  self->end = new_entry (self, end);
  self->note = g_object_new (GTK_TYPE_LABEL, "label", _ ("next day"), "ellipsize",
                             PANGO_ELLIPSIZE_END, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->note, "secondary");
  self->message = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode",
                                PANGO_WRAP_WORD_CHAR, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->message, "error");
  gtk_widget_add_css_class (self->message, "caption");
  gtk_box_append (GTK_BOX (line), self->start);
  gtk_box_append (GTK_BOX (line), dash);
  gtk_box_append (GTK_BOX (line), self->end);
  gtk_box_append (GTK_BOX (line), self->note);
  if (removable)
    {
      GtkWidget *button = new_remove_button (self);

      gtk_widget_set_hexpand (button, TRUE);
      gtk_widget_set_halign (button, GTK_ALIGN_END);
      gtk_box_append (GTK_BOX (line), button);
    }
  gtk_widget_add_css_class (box, "typed-hours");
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->message);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

static void
mt_range_row_finalize (GObject *object)
{
  MtRangeRow *self = MT_RANGE_ROW (object);

  g_clear_object (&self->format);
  g_free (self->what);
  g_free (self->problem);
  G_OBJECT_CLASS (mt_range_row_parent_class)->finalize (object);
}

static void
mt_range_row_class_init (MtRangeRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = mt_range_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_RANGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[SETTLED] = g_signal_new ("settled", MT_TYPE_RANGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", MT_TYPE_RANGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
mt_range_row_init (MtRangeRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (settle), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * mt_range_row_new:
 * @format: how times are written
 * @what: what the hours are of, "Monday"
 * @removable: whether it has a button that takes it out
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
mt_range_row_new (MtFormat *format, const char *what, gboolean removable)
{
  MtRangeRow *self = g_object_new (MT_TYPE_RANGE_ROW, NULL);

  self->format = g_object_ref (format);
  self->what = g_strdup (what);
  build (self, removable);
  return GTK_WIDGET (self);
}

/**
 * mt_range_row_set_range:
 * @self: a row
 * @range: hours
 *
 * Shows hours; what was typed is gone.
 */
void
mt_range_row_set_range (MtRangeRow *self, MtRange range)
{
  self->range = range;
  g_clear_pointer (&self->problem, g_free);
  fill (self);
  show_state (self);
}

/**
 * mt_range_row_get_range:
 * @self: a row
 * @range: (out): the hours that are typed; when they are none, the last that were
 *
 * Returns: whether what is typed are hours
 */
gboolean
mt_range_row_get_range (MtRangeRow *self, MtRange *range)
{
  *range = self->range;
  return self->problem == NULL;
}

/**
 * mt_range_row_get_problem:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is wrong with what is typed
 */
const char *
mt_range_row_get_problem (MtRangeRow *self)
{
  return self->problem;
}

/**
 * mt_range_row_focus_start:
 * @self: a row in sight, or coming there
 *
 * Gives the start the keyboard.
 */
void
mt_range_row_focus_start (MtRangeRow *self)
{
  mt_focus_later (self->start);
}
