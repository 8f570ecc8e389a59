/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDayPicker: the day that the axis shows, the one before and after it, and a calendar.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/people/mt-day-picker.h"

struct _MtDayPicker
{
  GtkWidget parent_instance;

  MtAxis *axis; /* owned */
  GtkMenuButton *day;
  GtkCalendar *calendar; /* unowned: the popover keeps it; nullable: made when opened */
  gboolean updating;     /* the calendar is set by us, not by the user */
};

G_DEFINE_FINAL_TYPE (MtDayPicker, mt_day_picker, GTK_TYPE_WIDGET)

static void
update_calendar (MtDayPicker *self, MtDate date)
{
  g_autoptr (GDateTime) shown = NULL;
  int year, month, day;

  if (self->calendar == NULL || self->updating)
    return;
  mt_date_to_civil (date, &year, &month, &day);
  shown = g_date_time_new_utc (year, month, day, 0, 0, 0);
  self->updating = TRUE;
  gtk_calendar_select_day (self->calendar, shown);
  self->updating = FALSE;
}

static void
update (MtDayPicker *self)
{
  MtSession *session = mt_axis_get_session (self->axis);
  g_autofree char *text = NULL, *date = NULL, *name = NULL;

  if (session == NULL)
    return;
  text = mt_format_date (mt_session_get_format (session), mt_session_get_date (session));
  update_calendar (self, mt_session_get_date (session));
  if (g_strcmp0 (gtk_menu_button_get_label (self->day), text) == 0)
    return;
  date = mt_format_date_long (mt_session_get_format (session), mt_session_get_date (session));
  /* Translators: the name of a button for those who hear it: "Day shown: Tuesday 24 November". */
  name = g_strdup_printf (_ ("Day shown: %s"), date);
  gtk_menu_button_set_label (self->day, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->day), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
turn_by (MtDayPicker *self, gint days)
{
  MtSession *session = mt_axis_get_session (self->axis);

  if (session != NULL)
    mt_session_set_date (session, mt_session_get_date (session) + days);
}

static void
previous_cb (MtDayPicker *self)
{
  turn_by (self, -1);
}

static void
next_cb (MtDayPicker *self)
{
  turn_by (self, 1);
}

static void
day_selected_cb (MtDayPicker *self)
{
  MtSession *session = mt_axis_get_session (self->axis);
  g_autoptr (GDateTime) chosen = gtk_calendar_get_date (self->calendar);
  int year, month, day;

  if (self->updating || session == NULL)
    return;
  g_date_time_get_ymd (chosen, &year, &month, &day);
  self->updating = TRUE;
  mt_session_set_date (session, mt_date_from_civil (year, month, day));
  self->updating = FALSE;
}

static gboolean
turn_shortcut_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  MtDayPicker *self = MT_DAY_PICKER (user_data);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int days = g_variant_get_int32 (args);

  /* The buttons of month and year have keys of their own. */
  if (!gtk_widget_is_focus (widget))
    return FALSE;
  if (days == 0)
    gtk_menu_button_popdown (self->day);
  else
    turn_by (self, rtl && ABS (days) == 1 ? -days : days);
  return TRUE;
}

/* Arrows choose at once. GtkCalendar's own would start at the first day it shows, which is one of
 * another month as a rule, and not at the day chosen. */
static void
add_keys (MtDayPicker *self)
{
  static const struct
  {
    guint key;
    int days; /* 0: done */
  } keys[] = {
    { GDK_KEY_Left, -1 },  { GDK_KEY_Right, 1 },    { GDK_KEY_Up, -7 },   { GDK_KEY_Down, 7 },
    { GDK_KEY_Return, 0 }, { GDK_KEY_KP_Enter, 0 }, { GDK_KEY_space, 0 },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (keys[i].key, 0),
                                         gtk_callback_action_new (turn_shortcut_cb, self, NULL),
                                         "i", keys[i].days));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), controller);
}

/* Made when it is opened for the first time. */
static void
create_calendar_cb (GtkMenuButton *button, gpointer user_data)
{
  MtDayPicker *self = MT_DAY_PICKER (user_data);
  GtkWidget *popover;

  if (self->calendar != NULL)
    return;
  /* Of itself it has no role, and GTK 4.18 names nothing that has none. */
  self->calendar =
      g_object_new (GTK_TYPE_CALENDAR, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Calendar"), -1);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  add_keys (self);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  gtk_menu_button_set_popover (button, popover);
  update (self);
}

static void
mt_day_picker_dispose (GObject *object)
{
  MtDayPicker *self = MT_DAY_PICKER (object);
  GtkWidget *child;

  if (self->calendar != NULL)
    g_signal_handlers_disconnect_by_data (self->calendar, self);
  self->calendar = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_DAY_PICKER);
  g_clear_object (&self->axis);
  G_OBJECT_CLASS (mt_day_picker_parent_class)->dispose (object);
}

static void
mt_day_picker_class_init (MtDayPickerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_day_picker_dispose;
  gtk_widget_class_set_css_name (widget_class, "mt-day-picker");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/people/mt-day-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, MtDayPicker, day);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
mt_day_picker_init (MtDayPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->day, create_calendar_cb, self, NULL);
}

/**
 * mt_day_picker_new:
 * @axis: the axis it turns to other days
 *
 * Makes a picker that shows the day of the chosen instant.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_day_picker_new (MtAxis *axis)
{
  MtDayPicker *self = g_object_new (MT_TYPE_DAY_PICKER, NULL);

  self->axis = g_object_ref (axis);
  g_signal_connect_object (axis, "moved", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "reset", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "notify::session", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
