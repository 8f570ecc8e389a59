/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDateRow: a date. Its title says which day is understood, or that it is none.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-date-row.h"
#include "ui/editor/mt-date-text.h"

struct _MtDateRow
{
  AdwEntryRow parent_instance;

  MtFormat *format; /* owned */
  char *name;       /* owned: what the date is of, "From" */
  MtDate today;
  MtDate date;
  gboolean valid;
  GtkMenuButton *button;
  GtkCalendar *calendar; /* nullable: made when it is opened; the popover keeps it */
  gboolean updating;     /* text and calendar are set by us, not by the user */
};

G_DEFINE_FINAL_TYPE (MtDateRow, mt_date_row, ADW_TYPE_ENTRY_ROW)

enum
{
  CHANGED_DATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_state (MtDateRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  g_autofree char *day = NULL, *title = NULL, *markup = NULL;

  if (self->valid)
    {
      day = mt_date_text_period (self->format, self->date, self->date, self->today);
      /* Translators: what a date is of and which day: "From · Thu 24 Dec". */
      title = g_strdup_printf (C_ ("date", "%s · %s"), self->name, day);
    }
  else if (text[0] == '\0')
    title = g_strdup (self->name);
  else
    {
      g_autofree char *example = mt_date_text_format (self->today);

      /* Translators: what a date is of and one as an example: "From: no date; type it as
       * 2026-11-24". */
      title = g_strdup_printf (_ ("%s: no date; type it as %s"), self->name, example);
    }
  markup = g_markup_escape_text (title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), markup);
  if (self->valid || text[0] == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}

static void
typed_cb (MtDateRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));

  if (self->updating)
    return;
  self->valid = mt_date_text_read (text, self->today, &self->date) && self->date >= MT_DATE_MIN &&
                self->date < MT_DATE_MAX;
  show_state (self);
  g_signal_emit (self, signals[CHANGED_DATE], 0);
}

/* "thu" is written as the date it means once it is typed. */
static void
settle (MtDateRow *self)
{
  if (self->valid)
    mt_date_row_set_date (self, self->date);
}

static void
update_calendar (MtDateRow *self)
{
  g_autoptr (GDateTime) shown = NULL;
  int year, month, day;

  if (self->calendar == NULL)
    return;
  mt_date_to_civil (self->valid ? self->date : self->today, &year, &month, &day);
  shown = g_date_time_new_utc (year, month, day, 0, 0, 0);
  self->updating = TRUE;
  gtk_calendar_select_day (self->calendar, shown);
  self->updating = FALSE;
}

static void
day_selected_cb (MtDateRow *self)
{
  g_autoptr (GDateTime) chosen = gtk_calendar_get_date (self->calendar);
  int year, month, day;

  if (self->updating)
    return;
  g_date_time_get_ymd (chosen, &year, &month, &day);
  mt_date_row_set_date (self, mt_date_from_civil (year, month, day));
  g_signal_emit (self, signals[CHANGED_DATE], 0);
}

/* Made when it is opened for the first time: a calendar is costly. Of itself it has no role, and
 * GTK 4.18 names nothing that has none. */
static void
create_calendar_cb (GtkMenuButton *button, gpointer user_data)
{
  MtDateRow *self = MT_DATE_ROW (user_data);
  GtkWidget *popover;

  if (self->calendar == NULL)
    {
      self->calendar =
          g_object_new (GTK_TYPE_CALENDAR, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Calendar"), -1);
      g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                               G_CONNECT_SWAPPED);
      popover = gtk_popover_new ();
      gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
      gtk_menu_button_set_popover (button, popover);
    }
  update_calendar (self);
}

static void
add_button (MtDateRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *name = NULL;

  self->button = GTK_MENU_BUTTON (button);
  /* Translators: a button that opens a calendar, and what the date is of: "From: choose a day". */
  name = g_strdup_printf (_ ("%s: choose a day"), self->name);
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_menu_button_set_create_popup_func (self->button, create_calendar_cb, self, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

static void
mt_date_row_dispose (GObject *object)
{
  MT_DATE_ROW (object)->calendar = NULL;
  G_OBJECT_CLASS (mt_date_row_parent_class)->dispose (object);
}

static void
mt_date_row_finalize (GObject *object)
{
  MtDateRow *self = MT_DATE_ROW (object);

  g_clear_object (&self->format);
  g_free (self->name);
  G_OBJECT_CLASS (mt_date_row_parent_class)->finalize (object);
}

static void
mt_date_row_class_init (MtDateRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_date_row_dispose;
  object_class->finalize = mt_date_row_finalize;
  signals[CHANGED_DATE] = g_signal_new ("changed-date", MT_TYPE_DATE_ROW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mt_date_row_init (MtDateRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (settle), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self, "changed", G_CALLBACK (typed_cb), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (settle), NULL);
}

/**
 * mt_date_row_new:
 * @format: how dates are written
 * @title: what the date is of, "From"
 * @today: the date now, which "tomorrow" and dates without a year count from
 *
 * Returns: (transfer floating): the row, empty
 */
GtkWidget *
mt_date_row_new (MtFormat *format, const char *title, MtDate today)
{
  MtDateRow *self = g_object_new (MT_TYPE_DATE_ROW, NULL);

  self->format = g_object_ref (format);
  self->name = g_strdup (title);
  self->today = today;
  add_button (self);
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * mt_date_row_set_date:
 * @self: a row
 * @date: a date
 *
 * Shows a date. Nothing is emitted.
 */
void
mt_date_row_set_date (MtDateRow *self, MtDate date)
{
  g_autofree char *text = mt_date_text_format (date);

  g_return_if_fail (MT_IS_DATE_ROW (self));

  self->date = date;
  self->valid = TRUE;
  self->updating = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self)), text))
    gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->updating = FALSE;
  show_state (self);
}

/**
 * mt_date_row_get_date:
 * @self: a row
 * @date: (out): the date
 *
 * Returns: whether what is typed is one
 */
gboolean
mt_date_row_get_date (MtDateRow *self, MtDate *date)
{
  g_return_val_if_fail (MT_IS_DATE_ROW (self), FALSE);

  *date = self->date;
  return self->valid;
}
