/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTimeBar: the slider over the shared axis, its ruler, and the button back to now.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ui/mt-after-frame.h"
#include "ui/people/mt-day-picker.h"
#include "ui/people/mt-legend.h"
#include "ui/people/mt-ruler.h"
#include "ui/people/mt-time-bar.h"

#define STEP_MIN 15
#define PAGE_MIN 60
#define DAY_MIN (24 * 60)
/* The trough starts this far within the scale (style.css). */
#define NARROWEST 310 /* what a window of 360 px has for it */
#define TROUGH_INSET 12

struct _MtTimeBar
{
  GtkWidget parent_instance;

  MtAxis *axis; /* owned, nullable */
  GtkWidget *lead;
  GtkWidget *heading;
  GtkBox *day_row;
  GtkWidget *day_picker; /* nullable: made after the first frame */
  GtkScale *scale;
  MtRuler *ruler;
  GtkMenuButton *legend_button;
  GtkWidget *now_button;
  GtkToggleButton *days_button;
  GtkAdjustment *adjustment; /* minutes since the axis starts */
  gboolean updating;         /* the value is set by us, not by the user */
};

G_DEFINE_FINAL_TYPE (MtTimeBar, mt_time_bar, GTK_TYPE_WIDGET)

static int
natural_height (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
mt_time_bar_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  MtTimeBar *self = MT_TIME_BAR (widget);
  gboolean narrow = self->axis != NULL && mt_axis_get_narrow (self->axis);
  int lead, tracks;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->lead, orientation, -1, minimum, natural, NULL, NULL);
      return;
    }
  lead = natural_height (self->lead);
  tracks = natural_height (GTK_WIDGET (self->scale)) + natural_height (GTK_WIDGET (self->ruler));
  *minimum = *natural = narrow ? lead + tracks : MAX (lead, tracks);
}

static void
mt_time_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MtTimeBar *self = MT_TIME_BAR (widget);
  int x = 0, track = width, lead = natural_height (self->lead), y = 0, lead_x = 0, lead_width;
  int scale = natural_height (GTK_WIDGET (self->scale));
  int ruler = natural_height (GTK_WIDGET (self->ruler));

  if (self->axis != NULL)
    mt_axis_get_track (self->axis, widget, width, &x, &track);
  lead_width = width;
  if (self->axis != NULL && mt_axis_get_narrow (self->axis))
    y = lead;
  else if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    lead_x = x + track + TROUGH_INSET, lead_width = width - lead_x;
  else
    lead_width = x - TROUGH_INSET;
  gtk_widget_size_allocate (self->lead,
                            &(GtkAllocation){ lead_x, 0, lead_width, y > 0 ? lead : height }, -1);
  gtk_widget_size_allocate (
      GTK_WIDGET (self->scale),
      &(GtkAllocation){ x - TROUGH_INSET, y, track + 2 * TROUGH_INSET, scale }, -1);
  gtk_widget_size_allocate (GTK_WIDGET (self->ruler),
                            &(GtkAllocation){ x, height - ruler, track, ruler }, -1);
}

static void
update_value_text (MtTimeBar *self, MtSession *session)
{
  g_autofree char *text = NULL;

  g_object_get (session, "date-text", &text, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text, -1);
}

static void
moved_cb (MtTimeBar *self)
{
  MtSession *session = mt_axis_get_session (self->axis);
  MtSpan span = mt_axis_get_span (self->axis);
  gboolean live = TRUE;

  if (session == NULL)
    return;
  g_object_get (session, "live", &live, NULL);
  gtk_widget_set_visible (self->now_button, !live);
  self->updating = TRUE;
  gtk_adjustment_set_value (self->adjustment,
                            (double) (mt_session_get_at (session) - span.start) / 60);
  self->updating = FALSE;
  update_value_text (self, session);
}

static void
update_days_button (MtTimeBar *self)
{
  MtSession *session = mt_axis_get_session (self->axis);
  guint hours;

  if (session == NULL)
    return;
  g_object_get (session, "axis-hours", &hours, NULL);
  gtk_toggle_button_set_active (self->days_button, hours == 48);
}

static void
reset_cb (MtTimeBar *self)
{
  MtSpan span = mt_axis_get_span (self->axis);

  update_days_button (self);
  self->updating = TRUE;
  gtk_adjustment_configure (self->adjustment, gtk_adjustment_get_value (self->adjustment), 0,
                            MAX (1, (double) (span.end - span.start) / 60), STEP_MIN, PAGE_MIN, 0);
  self->updating = FALSE;
  moved_cb (self);
}

/* Quarter hours: every zone of today lies on them. */
static void
value_changed_cb (MtTimeBar *self)
{
  MtSession *session = self->axis != NULL ? mt_axis_get_session (self->axis) : NULL;
  double minutes = gtk_adjustment_get_value (self->adjustment);

  if (self->updating || session == NULL)
    return;
  minutes = round (minutes / STEP_MIN) * STEP_MIN;
  mt_session_set_at (session, mt_axis_get_span (self->axis).start + (gint64) minutes * 60);
  moved_cb (self);
}

/* The ends of the axis are no bounds: beyond them lies another day. */
static void
step_by (MtTimeBar *self, int minutes)
{
  MtSession *session = self->axis != NULL ? mt_axis_get_session (self->axis) : NULL;

  if (session == NULL)
    return;
  if (ABS (minutes) == DAY_MIN)
    mt_session_set_date (session, mt_session_get_date (session) + minutes / DAY_MIN);
  else
    mt_session_step (session, (gint64) minutes * 60);
}

static gboolean
scroll_cb (MtTimeBar *self, double dx, double dy)
{
  step_by (self, (dx + dy > 0 ? 1 : -1) * STEP_MIN);
  return GDK_EVENT_STOP;
}

static gboolean
step_shortcut_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  step_by (MT_TIME_BAR (user_data), g_variant_get_int32 (args));
  return TRUE;
}

/* Left is earlier where time runs from left to right. */
static gboolean
side_shortcut_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int minutes = g_variant_get_int32 (args);

  step_by (MT_TIME_BAR (user_data), rtl ? -minutes : minutes);
  return TRUE;
}

static void
now_clicked_cb (MtTimeBar *self)
{
  mt_session_follow_clock (mt_axis_get_session (self->axis));
  gtk_widget_grab_focus (GTK_WIDGET (self->scale));
}

static void
days_toggled_cb (MtTimeBar *self)
{
  gboolean both = gtk_toggle_button_get_active (self->days_button);

  g_object_set (mt_axis_get_session (self->axis), "axis-hours", both ? 48 : 24, NULL);
}

/* Made when it is opened for the first time: the first frame does without. */
static void
create_legend_cb (GtkMenuButton *button, gpointer user_data)
{
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), g_object_new (MT_TYPE_LEGEND, NULL));
  gtk_menu_button_set_popover (button, popover);
}

static void
add_shortcut (MtTimeBar *self,
              GtkEventController *controller,
              guint key,
              GtkShortcutFunc callback,
              int direction)
{
  static const struct
  {
    GdkModifierType modifier;
    int minutes;
  } steps[] = { { 0, STEP_MIN }, { GDK_SHIFT_MASK, PAGE_MIN }, { GDK_CONTROL_MASK, DAY_MIN } };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new_with_arguments (
          gtk_keyval_trigger_new (key, steps[i].modifier),
          gtk_callback_action_new (callback, self, NULL), "i", direction * steps[i].minutes);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
}

static void
add_controllers (MtTimeBar *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scale), scroll);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_shortcut (self, keys, GDK_KEY_Left, side_shortcut_cb, -1);
  add_shortcut (self, keys, GDK_KEY_Right, side_shortcut_cb, 1);
  add_shortcut (self, keys, GDK_KEY_Down, step_shortcut_cb, -1);
  add_shortcut (self, keys, GDK_KEY_Up, step_shortcut_cb, 1);
  gtk_widget_add_controller (GTK_WIDGET (self->scale), keys);
}

/* With a large font it does not, in the narrowest window. */
static gboolean
fits_one_line (MtTimeBar *self)
{
  int least;

  gtk_widget_measure (self->lead, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least <= NARROWEST;
}

/* Beside the tracks there is room for two lines; above them, for one, and the page is named below.
 */
static void
folded_cb (MtTimeBar *self)
{
  gboolean narrow = mt_axis_get_narrow (self->axis);

  gtk_widget_set_visible (self->heading, !narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lead), GTK_ORIENTATION_HORIZONTAL);
  if (!narrow || !fits_one_line (self))
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lead), GTK_ORIENTATION_VERTICAL);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* The first frame does without. */
static void
create_day_picker (GtkWidget *widget)
{
  MtTimeBar *self = MT_TIME_BAR (widget);

  if (self->axis == NULL || self->day_row == NULL)
    return;
  self->day_picker = mt_day_picker_new (self->axis);
  gtk_box_prepend (self->day_row, self->day_picker);
  folded_cb (self);
}

static void
mt_time_bar_dispose (GObject *object)
{
  MtTimeBar *self = MT_TIME_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_TIME_BAR);
  g_clear_object (&self->axis);
  G_OBJECT_CLASS (mt_time_bar_parent_class)->dispose (object);
}

static void
mt_time_bar_class_init (MtTimeBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_time_bar_dispose;
  widget_class->measure = mt_time_bar_measure;
  widget_class->size_allocate = mt_time_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "mt-time-bar");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/people/mt-time-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MtTimeBar, lead);
  gtk_widget_class_bind_template_child (widget_class, MtTimeBar, heading);
  gtk_widget_class_bind_template_child (widget_class, MtTimeBar, day_row);
  gtk_widget_class_bind_template_child (widget_class, MtTimeBar, scale);
  gtk_widget_class_bind_template_child (widget_class, MtTimeBar, ruler);
  gtk_widget_class_bind_template_child (widget_class, MtTimeBar, legend_button);
  gtk_widget_class_bind_template_child (widget_class, MtTimeBar, now_button);
  gtk_widget_class_bind_template_child (widget_class, MtTimeBar, days_button);
  gtk_widget_class_bind_template_child (widget_class, MtTimeBar, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, now_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, days_toggled_cb);
}

static void
mt_time_bar_init (MtTimeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->legend_button, create_legend_cb, NULL, NULL);
  add_controllers (self);
  mt_after_frame_add (GTK_WIDGET (self), create_day_picker);
}

/**
 * mt_time_bar_set_axis:
 * @self: a time bar
 * @axis: the axis the slider moves on
 *
 * Binds slider and ruler to an axis, once.
 */
void
mt_time_bar_set_axis (MtTimeBar *self, MtAxis *axis)
{
  g_return_if_fail (self->axis == NULL);
  self->axis = g_object_ref (axis);
  mt_ruler_set_axis (self->ruler, axis);
  g_signal_connect_object (axis, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "reset", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "notify::session", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  folded_cb (self);
  reset_cb (self);
}
