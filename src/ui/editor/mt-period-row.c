/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeriodRow: one entry of a list by date. Closed, it is a line that says all of it.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-date-row.h"
#include "ui/editor/mt-date-text.h"
#include "ui/editor/mt-focus-later.h"
#include "ui/editor/mt-period-row.h"

struct _MtPeriodRow
{
  AdwExpanderRow parent_instance;

  MtFormat *format; /* owned */
  MtDate today;
  guint index;         /* its place in the file, or behind what is there */
  MtDateRow *from;     /* unowned: children, as the next two */
  MtDateRow *to;       /* nullable: one day only */
  GtkWidget *about;    /* what it is about */
  char *text;          /* owned, nullable: the same in words */
  char *wrong;         /* owned, nullable: what is wrong with `about` */
  const char *problem; /* unowned, nullable: `wrong`, or what is wrong with the dates */
  gboolean to_typed;   /* the last day was chosen, and does not follow the first any more */
};

G_DEFINE_FINAL_TYPE (MtPeriodRow, mt_period_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
find_problem (MtPeriodRow *self)
{
  MtDate from, to = 0;

  if (!mt_date_row_get_date (self->from, &from))
    return self->to == NULL ? _ ("Choose a date") : _ ("Choose the first day");
  if (self->to != NULL && !mt_date_row_get_date (self->to, &to))
    return _ ("Choose the last day");
  if (self->to != NULL && to < from)
    return _ ("The last day is before the first");
  return self->wrong;
}

static void
show_state (MtPeriodRow *self)
{
  g_autofree char *title = NULL, *subtitle = NULL, *markup = NULL;
  MtDate from, to;

  self->problem = find_problem (self);
  if (mt_period_row_get_period (self, &from, &to))
    title = mt_date_text_period (self->format, from, to, self->today);
  else
    title = g_strdup (_ ("New entry"));
  markup = g_markup_escape_text (title, -1);
  subtitle = g_markup_escape_text (
      self->problem != NULL ? self->problem : (self->text != NULL ? self->text : ""), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), markup);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  if (self->problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "wrong");
}

static void
emit_changed (MtPeriodRow *self)
{
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Most leave is a day: until the last day is chosen it is the first, too. */
static void
from_changed_cb (MtPeriodRow *self)
{
  MtDate from, to;

  if (self->to != NULL && mt_date_row_get_date (self->from, &from) &&
      (!mt_date_row_get_date (self->to, &to) || !self->to_typed))
    mt_date_row_set_date (self->to, from);
  emit_changed (self);
}

static void
to_changed_cb (MtPeriodRow *self)
{
  self->to_typed = TRUE;
  emit_changed (self);
}

static void
remove_clicked_cb (MtPeriodRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static GtkWidget *
new_remove_row (MtPeriodRow *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "typed-hours");
  gtk_widget_add_css_class (button, "destructive-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  return g_object_new (ADW_TYPE_PREFERENCES_ROW, "child", box, "activatable", FALSE, "focusable",
                       FALSE, NULL);
}

static MtDateRow *
add_date (MtPeriodRow *self, const char *title, GCallback changed_cb)
{
  GtkWidget *row = mt_date_row_new (self->format, title, self->today);

  g_signal_connect_object (row, "changed-date", changed_cb, self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return MT_DATE_ROW (row);
}

static void
mt_period_row_finalize (GObject *object)
{
  MtPeriodRow *self = MT_PERIOD_ROW (object);

  g_clear_object (&self->format);
  g_free (self->text);
  g_free (self->wrong);
  G_OBJECT_CLASS (mt_period_row_parent_class)->finalize (object);
}

static void
mt_period_row_class_init (MtPeriodRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = mt_period_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_PERIOD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", MT_TYPE_PERIOD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
mt_period_row_init (MtPeriodRow *self)
{
}

/**
 * mt_period_row_new:
 * @format: how dates are written
 * @today: the date now
 * @index: its place in the file, or behind what is there
 * @single: whether it is of one day
 * @about: (transfer floating): the row for what it is about
 *
 * Returns: (transfer floating): the row, without dates
 */
GtkWidget *
mt_period_row_new (MtFormat *format, MtDate today, guint index, gboolean single, GtkWidget *about)
{
  MtPeriodRow *self = g_object_new (MT_TYPE_PERIOD_ROW, NULL);

  self->format = g_object_ref (format);
  self->today = today;
  self->index = index;
  self->about = about;
  self->from = add_date (self, single ? _ ("Date") : _ ("First Day"), G_CALLBACK (from_changed_cb));
  if (!single)
    self->to = add_date (self, _ ("Last Day"), G_CALLBACK (to_changed_cb));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), about);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), new_remove_row (self));
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * mt_period_row_get_index:
 * @self: a row
 *
 * Returns: its place in the file, or behind what is there
 */
guint
mt_period_row_get_index (MtPeriodRow *self)
{
  return self->index;
}

/**
 * mt_period_row_get_about:
 * @self: a row
 *
 * Returns: (transfer none): the row for what it is about
 */
GtkWidget *
mt_period_row_get_about (MtPeriodRow *self)
{
  return self->about;
}

/**
 * mt_period_row_set_period:
 * @self: a row
 * @from: the first day
 * @to: the last one, @from where there is one day only
 *
 * Shows dates. Nothing is emitted.
 */
void
mt_period_row_set_period (MtPeriodRow *self, MtDate from, MtDate to)
{
  mt_date_row_set_date (self->from, from);
  if (self->to != NULL)
    mt_date_row_set_date (self->to, to);
  self->to_typed = to != from;
  show_state (self);
}

/**
 * mt_period_row_get_period:
 * @self: a row
 * @from: (out): the first day
 * @to: (out): the last one
 *
 * Returns: whether both are typed right, and in their order
 */
gboolean
mt_period_row_get_period (MtPeriodRow *self, MtDate *from, MtDate *to)
{
  if (!mt_date_row_get_date (self->from, from))
    return FALSE;
  *to = *from;
  return self->to == NULL || (mt_date_row_get_date (self->to, to) && *to >= *from);
}

/**
 * mt_period_row_describe:
 * @self: a row
 * @text: (nullable): what it is about, in words
 * @problem: (nullable): what is wrong with that, in words
 *
 * Shows these below the dates.
 */
void
mt_period_row_describe (MtPeriodRow *self, const char *text, const char *problem)
{
  g_free (self->text);
  g_free (self->wrong);
  self->text = g_strdup (text);
  self->wrong = g_strdup (problem);
  show_state (self);
}

/**
 * mt_period_row_focus_first:
 * @self: a row that is open, or opening
 *
 * Gives the first date the keyboard.
 */
void
mt_period_row_focus_first (MtPeriodRow *self)
{
  mt_focus_later (GTK_WIDGET (self->from));
}

/**
 * mt_period_row_get_problem:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is wrong, in words
 */
const char *
mt_period_row_get_problem (MtPeriodRow *self)
{
  return self->problem;
}
