/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDetailRow: one line of the page about a person: what it is about at the start, the answer on
 * both clocks at the end, a track below them where the line has a day.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/people/mt-day-track.h"
#include "ui/people/mt-detail-row.h"

struct _MtDetailRow
{
  GtkListBoxRow parent_instance;

  MtDetailLine *line; /* owned */
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *value;
  GtkWidget *note;
  GtkWidget *track;  /* nullable */
  GtkSwitch *counts; /* nullable: of a line about a calendar */
  char *person;      /* owned: id of whom the page is about */
};

G_DEFINE_FINAL_TYPE (MtDetailRow, mt_detail_row, GTK_TYPE_LIST_BOX_ROW)

static char *
dup_text (MtDetailRow *self, const char *property)
{
  char *text;

  g_object_get (self->line, property, &text, NULL);
  return text;
}

static void
show_text (MtDetailRow *self, GtkWidget *label, const char *property)
{
  g_autofree char *text = dup_text (self, property);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, text[0] != '\0');
}

/* "E-mail, Thu 10:00, 11:00 in Cairo"; a day is told whole. */
static void
update_accessible (MtDetailRow *self)
{
  const char *const properties[] = { "title", "value", "note", "subtitle" };
  g_autofree char *description = dup_text (self, "description");
  g_autoptr (GString) label = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *text = dup_text (self, properties[i]);

      if (text[0] != '\0')
        g_string_append_printf (label, "%s%s", label->len > 0 ? ", " : "", text);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  description[0] != '\0' ? description : label->str, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), description[0] != '\0' ? description : NULL);
}

static void
update_switch (MtDetailRow *self)
{
  g_autofree char *title = dup_text (self, "title");
  g_autofree char *label = NULL;
  gboolean counts;

  /* Translators: a switch beside a calendar: "work.ics counts". */
  label = g_strdup_printf (_ ("%s counts"), title);
  g_object_get (self->line, "counts", &counts, NULL);
  gtk_switch_set_active (self->counts, counts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->counts), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/* What is shown follows what was read; until then the switch is ahead of it. */
static void
switched_cb (MtDetailRow *self)
{
  g_autofree char *calendar = dup_text (self, "calendar");
  const gboolean wanted = gtk_switch_get_active (self->counts);
  gboolean counts;

  g_object_get (self->line, "counts", &counts, NULL);
  if (wanted != counts)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.count-calendar", "(ssb)", self->person,
                                calendar, wanted);
}

static void
update (MtDetailRow *self)
{
  g_autofree char *uri = dup_text (self, "uri");

  show_text (self, self->title, "title");
  show_text (self, self->subtitle, "subtitle");
  show_text (self, self->value, "value");
  show_text (self, self->note, "note");
  if (self->track != NULL)
    mt_day_track_set_span (MT_DAY_TRACK (self->track), mt_detail_line_get_span (self->line));
  if (self->counts != NULL)
    update_switch (self);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self),
                                    uri[0] != '\0' || self->counts != NULL);
  update_accessible (self);
}

static void
mt_detail_row_dispose (GObject *object)
{
  g_clear_object (&MT_DETAIL_ROW (object)->line);
  G_OBJECT_CLASS (mt_detail_row_parent_class)->dispose (object);
}

static void
mt_detail_row_finalize (GObject *object)
{
  g_free (MT_DETAIL_ROW (object)->person);
  G_OBJECT_CLASS (mt_detail_row_parent_class)->finalize (object);
}

static void
mt_detail_row_class_init (MtDetailRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_detail_row_dispose;
  G_OBJECT_CLASS (class)->finalize = mt_detail_row_finalize;
}

static GtkWidget *
new_label (float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), xalign > 0 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_pair (GtkWidget *first, GtkWidget *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
mt_detail_row_init (MtDetailRow *self)
{
  self->title = new_label (0, NULL);
  self->subtitle = new_label (0, "secondary");
  self->value = new_label (1, "value");
  self->note = new_label (1, "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self), "detail");
}

/* The track takes the whole width below: hours must be told apart on it. */
static GtkWidget *
new_track_pair (MtDetailRow *self, GtkWidget *words, MtSession *session, MtPersonItem *person)
{
  GtkWidget *pair;

  self->track = mt_day_track_new (session, person);
  pair = new_pair (words, self->track);
  gtk_box_set_spacing (GTK_BOX (pair), 4);
  return pair;
}

static void
add_switch (MtDetailRow *self, GtkWidget *box)
{
  self->counts = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->counts), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->counts),
                               _ ("Whether This Calendar Counts, on This Computer"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->counts));
  g_signal_connect_object (self->counts, "notify::active", G_CALLBACK (switched_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * mt_detail_row_new:
 * @line: what it says
 * @session: whose chosen instant a track marks
 * @person: whose day a track shows
 *
 * Returns: (transfer floating): the row, which follows @line
 */
GtkWidget *
mt_detail_row_new (MtDetailLine *line, MtSession *session, MtPersonItem *person)
{
  MtDetailRow *self = g_object_new (MT_TYPE_DETAIL_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lead = new_pair (self->title, self->subtitle);
  GtkWidget *answer = new_pair (self->value, self->note);
  const MtSpan span = mt_detail_line_get_span (line);
  g_autofree char *calendar = NULL;

  self->line = g_object_ref (line);
  self->person = g_strdup (mt_person_item_get_person (person)->id);
  g_object_get (line, "calendar", &calendar, NULL);
  gtk_box_append (GTK_BOX (box), lead);
  gtk_box_append (GTK_BOX (box), answer);
  gtk_widget_set_hexpand (lead, TRUE);
  if (calendar[0] != '\0')
    add_switch (self, box);
  if (span.end > span.start)
    box = new_track_pair (self, box, session, person);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  g_signal_connect_object (line, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * mt_detail_row_toggle:
 * @self: a row
 *
 * Turns its switch.
 *
 * Returns: whether it has one
 */
gboolean
mt_detail_row_toggle (MtDetailRow *self)
{
  if (self->counts == NULL)
    return FALSE;
  gtk_switch_set_active (self->counts, !gtk_switch_get_active (self->counts));
  return TRUE;
}

/**
 * mt_detail_row_get_line:
 * @self: a row
 *
 * Returns: (transfer none): what it says
 */
MtDetailLine *
mt_detail_row_get_line (MtDetailRow *self)
{
  return self->line;
}
