/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursCanvas: a week of working hours, drawn. A pointer draws, moves and resizes ranges; so do
 * keys, at a cursor whose name is what is there.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/editor/mt-hours-canvas-private.h"
#include "ui/editor/mt-hours-text.h"
#include "ui/mt-accessible.h"

#define ROW_PX 30
#define MIN_DAY_PX 216
#define OUTSIDE_PX 14 /* so far beside a day is still meant for it */
#define DRAG_PX 3     /* less is a click */

G_DEFINE_FINAL_TYPE (MtHoursCanvas, mt_hours_canvas, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- what is at the cursor ---- */

/**
 * mt_hours_canvas_get_range: (skip)
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): the range at the cursor
 */
const MtRange *
mt_hours_canvas_get_range (MtHoursCanvas *self)
{
  const GArray *ranges = self->week->days[self->day];

  return self->index < ranges->len ? &g_array_index (ranges, MtRange, self->index) : NULL;
}

/* A reader hears the name of what has the focus when it changes. */
static void
name_cursor (MtHoursCanvas *self)
{
  const GArray *ranges = self->week->days[self->day];
  const char *day = mt_format_weekday_name (self->format, self->day);
  const MtRange *range = mt_hours_canvas_get_range (self);
  g_autofree char *hours = NULL, *name = NULL;

  if (range == NULL)
    name = mt_hours_speak_day (self->format, self->day, ranges);
  else if (ranges->len == 1)
    name = mt_hours_speak_day (self->format, self->day, ranges);
  else
    {
      hours = mt_hours_speak_range (self->format, *range);
      /* Translators: a weekday, hours, and which of how many: "Monday: 09:00 to 13:00, 1 of 2". */
      name = g_strdup_printf (_ ("%s: %s, %u of %u"), day, hours, self->index + 1, ranges->len);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * mt_hours_canvas_go_to: (skip)
 * @self: a grid
 * @day: a weekday
 * @index: which of its ranges; beyond them: the last
 *
 * Takes the cursor there.
 */
void
mt_hours_canvas_go_to (MtHoursCanvas *self, MtWeekday day, guint index)
{
  const guint n = self->week->days[day]->len;

  self->day = day;
  self->index = n > 0 ? MIN (index, n - 1) : 0;
  name_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_week (MtHoursCanvas *self)
{
  mt_hours_labels_set_week (self->labels, self->week);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* After something was done, with the cursor where it was done. */
static void
commit (MtHoursCanvas *self, MtWeekday day, guint index)
{
  mt_hours_canvas_go_to (self, day, index);
  show_week (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * mt_hours_canvas_replace_range: (skip)
 * @self: a grid
 * @day: on which @range begins
 * @range: hours
 *
 * Puts hours where those at the cursor were.
 */
void
mt_hours_canvas_replace_range (MtHoursCanvas *self, MtWeekday day, MtRange range)
{
  if (mt_hours_canvas_get_range (self) != NULL)
    mt_hours_remove (self->week, self->day, self->index);
  commit (self, day, mt_hours_put (self->week, day, range));
}

/**
 * mt_hours_canvas_remove_at_cursor: (skip)
 * @self: a grid
 *
 * Takes out the hours at the cursor, if there are any.
 */
void
mt_hours_canvas_remove_at_cursor (MtHoursCanvas *self)
{
  if (mt_hours_canvas_get_range (self) == NULL)
    return;
  mt_hours_remove (self->week, self->day, self->index);
  commit (self, self->day, self->index);
}

/* ---- pointer ---- */

static void
update_layout (MtHoursCanvas *self, int width, int height)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int lead, side, top;

  mt_hours_labels_measure (self->labels, &lead, &side, &top);
  self->layout = (MtHoursLayout){
    .first = mt_format_get_first_weekday (self->format),
    .mirrored = mirrored,
    .x = (float) (mirrored ? side : lead),
    .y = (float) top,
    .width = (float) MAX (width - lead - side, 24),
    .row_height = (float) MAX (height - top, MT_HOURS_N_DAYS) / MT_HOURS_N_DAYS,
  };
}

static gboolean
is_over_grid (MtHoursCanvas *self, double x, double y)
{
  return y >= self->layout.y && x >= self->layout.x - OUTSIDE_PX &&
         x <= self->layout.x + self->layout.width + OUTSIDE_PX;
}

static void
drag_begin_cb (MtHoursCanvas *self, double x, double y, GtkGesture *gesture)
{
  if (!is_over_grid (self, x, y))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->grip = mt_hours_grasp (&self->layout, self->week, (float) x, (float) y);
  self->press_x = (float) x;
  self->press_y = (float) y;
  mt_hours_canvas_go_to (self, self->grip.day, self->grip.index);
}

static void
drag_update_cb (MtHoursCanvas *self, double dx, double dy, GtkGesture *gesture)
{
  MtWeekday day;
  MtRange range;
  gint32 row, at_s;

  if (self->before == NULL && ABS (dx) < DRAG_PX && ABS (dy) < DRAG_PX)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->before == NULL)
    self->before = mt_hours_dup_week (self->week);
  mt_hours_layout_locate (&self->layout, self->press_x + (float) dx, self->press_y + (float) dy,
                          &row, &at_s);
  mt_hours_grip_move (&self->grip, row, at_s, &day, &range);
  g_clear_pointer (&self->week, mt_week_unref);
  self->week = mt_hours_dup_week (self->before);
  if (self->grip.part != MT_HOURS_NOTHING)
    mt_hours_remove (self->week, self->grip.day, self->grip.index);
  mt_hours_canvas_go_to (self, day, mt_hours_put (self->week, day, range));
  show_week (self);
}

static void
drag_end_cb (MtHoursCanvas *self)
{
  gboolean same;

  if (self->before == NULL)
    return;
  same = mt_week_equal (self->before, self->week);
  g_clear_pointer (&self->before, mt_week_unref);
  if (!same)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * mt_hours_canvas_cancel_drag: (skip)
 * @self: a grid
 *
 * Puts back what is being dragged.
 *
 * Returns: whether something was
 */
gboolean
mt_hours_canvas_cancel_drag (MtHoursCanvas *self)
{
  if (self->before == NULL)
    return FALSE;
  g_clear_pointer (&self->week, mt_week_unref);
  self->week = g_steal_pointer (&self->before);
  mt_hours_canvas_go_to (self, self->grip.day, self->grip.index);
  show_week (self);
  return TRUE;
}

static void
motion_cb (MtHoursCanvas *self, double x, double y)
{
  static const char *const cursors[] = {
    [MT_HOURS_NOTHING] = "crosshair",
    [MT_HOURS_BODY] = "grab",
    [MT_HOURS_START] = "ew-resize",
    [MT_HOURS_END] = "ew-resize",
  };
  MtHoursGrip grip = mt_hours_grasp (&self->layout, self->week, (float) x, (float) y);

  if (self->before == NULL)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                     is_over_grid (self, x, y) ? cursors[grip.part] : NULL);
}

/* ---- menu ---- */

static void
append_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
new_menu (MtHoursCanvas *self)
{
  GMenu *menu = g_menu_new ();
  const guchar day = (guchar) self->day;

  if (mt_hours_canvas_get_range (self) != NULL)
    append_item (menu, _ ("Remove"), "hours.remove", g_variant_new ("(yu)", day, self->index));
  append_item (menu, _ ("Add Hours"), "hours.add", g_variant_new_byte (day));
  append_item (menu, _ ("Same Monday to Friday"), "hours.copy",
               g_variant_new ("(yy)", day, (guchar) 0x1f));
  append_item (menu, _ ("Same Every Day"), "hours.copy",
               g_variant_new ("(yy)", day, (guchar) MT_ALL_WEEKDAYS));
  append_item (menu, _ ("Day Off"), "hours.clear", g_variant_new_byte (day));
  return G_MENU_MODEL (menu);
}

/**
 * mt_hours_canvas_open_menu: (skip)
 * @self: a grid
 * @at: what the menu points to, in pixels of the grid
 *
 * Opens the menu of the day at the cursor.
 */
void
mt_hours_canvas_open_menu (MtHoursCanvas *self, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) menu = new_menu (self);

  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
  mt_accessible_name_menu (self->menu);
}

static void
pressed_cb (MtHoursCanvas *self, int n_press, double x, double y, GtkGesture *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  MtHoursGrip grip = mt_hours_grasp (&self->layout, self->week, (float) x, (float) y);

  if (!is_over_grid (self, x, y))
    return;
  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self));
      mt_hours_canvas_go_to (self, grip.day, grip.index);
      mt_hours_canvas_open_menu (self, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
    }
  else if (button == GDK_BUTTON_PRIMARY && n_press == 2 && grip.part != MT_HOURS_NOTHING)
    {
      mt_hours_canvas_go_to (self, grip.day, grip.index);
      mt_hours_canvas_remove_at_cursor (self);
    }
}

/* ---- widget ---- */

static void
mt_hours_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  mt_hours_canvas_draw (MT_HOURS_CANVAS (widget), snapshot);
}

static void
mt_hours_canvas_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  MtHoursCanvas *self = MT_HOURS_CANVAS (widget);
  int lead, side, top;

  mt_hours_labels_measure (self->labels, &lead, &side, &top);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = lead + MIN_DAY_PX + side;
      *natural = lead + 2 * MIN_DAY_PX + side;
    }
  else
    *minimum = *natural = MAX (top + MT_HOURS_N_DAYS * ROW_PX, MT_HOURS_N_DAYS * (top + 8));
}

static void
mt_hours_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MtHoursCanvas *self = MT_HOURS_CANVAS (widget);

  update_layout (self, width, height);
  mt_hours_labels_allocate (self->labels, &self->layout, self->week);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
focus_changed_cb (MtHoursCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
mt_hours_canvas_dispose (GObject *object)
{
  MtHoursCanvas *self = MT_HOURS_CANVAS (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->labels, mt_hours_labels_free);
  G_OBJECT_CLASS (mt_hours_canvas_parent_class)->dispose (object);
}

static void
mt_hours_canvas_finalize (GObject *object)
{
  MtHoursCanvas *self = MT_HOURS_CANVAS (object);

  g_clear_object (&self->format);
  g_clear_pointer (&self->week, mt_week_unref);
  g_clear_pointer (&self->before, mt_week_unref);
  G_OBJECT_CLASS (mt_hours_canvas_parent_class)->finalize (object);
}

static void
mt_hours_canvas_class_init (MtHoursCanvasClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_hours_canvas_dispose;
  object_class->finalize = mt_hours_canvas_finalize;
  widget_class->measure = mt_hours_canvas_measure;
  widget_class->size_allocate = mt_hours_canvas_size_allocate;
  widget_class->snapshot = mt_hours_canvas_snapshot;
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_HOURS_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", MT_TYPE_HOURS_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_UCHAR, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "mt-hours");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (MtHoursCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (mt_hours_canvas_cancel_drag), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (mt_hours_canvas_press_key), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_changed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
mt_hours_canvas_init (MtHoursCanvas *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->week = mt_week_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      _ ("Arrows walk through the hours. With Shift they move the end, with Shift and Ctrl the "
         "start, with Ctrl all of it. Insert adds hours, Delete removes them, Enter types them."),
      -1);
  add_controllers (self);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * mt_hours_canvas_new:
 * @format: how times are written, and the first day of the week
 *
 * Returns: (transfer floating): the grid, without hours
 */
GtkWidget *
mt_hours_canvas_new (MtFormat *format)
{
  MtHoursCanvas *self = g_object_new (MT_TYPE_HOURS_CANVAS, NULL);

  self->format = g_object_ref (format);
  self->labels = mt_hours_labels_new (GTK_WIDGET (self), format);
  self->layout.first = mt_format_get_first_weekday (format);
  self->day = self->layout.first;
  name_cursor (self);
  return GTK_WIDGET (self);
}

/**
 * mt_hours_canvas_set_week:
 * @self: a grid
 * @week: hours
 *
 * Shows hours.
 */
void
mt_hours_canvas_set_week (MtHoursCanvas *self, const MtWeek *week)
{
  g_clear_pointer (&self->before, mt_week_unref);
  g_clear_pointer (&self->week, mt_week_unref);
  self->week = mt_hours_dup_week (week);
  mt_hours_canvas_go_to (self, self->day, self->index);
  show_week (self);
}

/**
 * mt_hours_canvas_get_week:
 * @self: a grid
 *
 * Returns: (transfer none): the hours
 */
const MtWeek *
mt_hours_canvas_get_week (MtHoursCanvas *self)
{
  return self->week;
}
