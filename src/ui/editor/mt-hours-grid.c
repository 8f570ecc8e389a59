/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursGrid: which hours a person has: the standard ones, their own, or none. Those are drawn
 * above and written below; both show the same week.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/editor/mt-hours-canvas.h"
#include "ui/editor/mt-hours-day-row.h"
#include "ui/editor/mt-hours-edit.h"
#include "ui/editor/mt-hours-grid.h"
#include "ui/editor/mt-hours-text.h"

typedef enum
{
  KIND_STANDARD, /* nothing is written, and Monday to Friday counts */
  KIND_OWN,
  KIND_NEVER,
} Kind;

struct _MtHoursGrid
{
  GtkWidget parent_instance;

  MtFormat *format; /* owned */
  Kind kind;
  MtWeek *week; /* owned, unshared: their own hours, kept while another kind is chosen */
  guint8 typed; /* bits of MtWeekday: days that are being typed, to be put in order */
  AdwComboRow *kinds;
  MtHoursCanvas *canvas;
  MtHoursDayRow *days[MT_HOURS_N_DAYS]; /* Monday first */
  gboolean updating;                    /* parts are filled by us, not by the user */
};

G_DEFINE_FINAL_TYPE (MtHoursGrid, mt_hours_grid, GTK_TYPE_WIDGET)

enum
{
  PROP_PROBLEM = 1,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What is seen: their own hours only where these are chosen. */
static MtWeek *
dup_shown (MtHoursGrid *self)
{
  if (self->kind == KIND_STANDARD)
    return mt_week_new_default ();
  return self->kind == KIND_NEVER ? mt_week_new () : mt_hours_dup_week (self->week);
}

static void
show_kind (MtHoursGrid *self, const MtWeek *shown)
{
  g_autofree char *text =
      mt_hours_format_week (self->format, self->kind == KIND_STANDARD ? NULL : shown);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_combo_row_set_selected (self->kinds, self->kind);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->kinds), markup);
}

static void
show (MtHoursGrid *self)
{
  g_autoptr (MtWeek) shown = dup_shown (self);

  self->updating = TRUE;
  show_kind (self, shown);
  mt_hours_canvas_set_week (self->canvas, shown);
  for (guint i = 0; i < MT_HOURS_N_DAYS; i++)
    mt_hours_day_row_set_ranges (self->days[i], shown->days[i]);
  self->updating = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* Whatever is changed makes the hours their own; without any they never work. */
static void
take_week (MtHoursGrid *self, MtWeek *week)
{
  self->kind = mt_hours_is_empty (week) ? KIND_NEVER : KIND_OWN;
  g_clear_pointer (&self->week, mt_week_unref);
  self->week = week;
}

static void
emit_changed (MtHoursGrid *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
kind_selected_cb (MtHoursGrid *self)
{
  if (self->updating)
    return;
  self->kind = (Kind) adw_combo_row_get_selected (self->kinds);
  if (self->kind == KIND_OWN && mt_hours_is_empty (self->week))
    {
      g_clear_pointer (&self->week, mt_week_unref);
      self->week = mt_week_new_default ();
    }
  show (self);
  emit_changed (self);
}

static void
canvas_changed_cb (MtHoursGrid *self)
{
  take_week (self, mt_hours_dup_week (mt_hours_canvas_get_week (self->canvas)));
  show (self);
  emit_changed (self);
}

static void
canvas_opened_cb (MtHoursGrid *self, guchar day, guint index)
{
  mt_hours_day_row_focus_range (self->days[day], index);
}

/* The row is left as it is while somebody types in it. */
static void
day_changed_cb (MtHoursGrid *self, MtHoursDayRow *row)
{
  MtWeekday day = mt_hours_day_row_get_day (row);
  MtWeek *week;

  if (self->updating)
    return;
  week = dup_shown (self);
  mt_hours_day_row_get_ranges (row, week->days[day]);
  self->typed |= (guint8) (1u << day);
  take_week (self, week);
  self->updating = TRUE;
  show_kind (self, self->week);
  mt_hours_canvas_set_week (self->canvas, self->week);
  self->updating = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  emit_changed (self);
}

static void
day_settled_cb (MtHoursGrid *self, MtHoursDayRow *row)
{
  MtWeekday day = mt_hours_day_row_get_day (row);

  if (self->updating || (self->typed & (1u << day)) == 0 ||
      mt_hours_day_row_get_problem (row) != NULL)
    return;
  self->typed &= (guint8) ~(1u << day);
  mt_hours_tidy (self->week, day);
  show (self);
}

/* ---- actions ---- */

static void
finish_action (MtHoursGrid *self, MtWeek *week)
{
  take_week (self, week);
  show (self);
  emit_changed (self);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtHoursGrid *self = MT_HOURS_GRID (widget);
  MtWeekday day = (MtWeekday) g_variant_get_byte (parameter);
  g_autoptr (MtWeek) week = dup_shown (self);
  MtRange range;
  guint index;

  if (day >= MT_HOURS_N_DAYS || !mt_hours_find_room (week, day, &range))
    {
      gtk_widget_error_bell (widget);
      return;
    }
  index = mt_hours_put (week, day, range);
  finish_action (self, g_steal_pointer (&week));
  mt_hours_day_row_focus_range (self->days[day], index);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtHoursGrid *self = MT_HOURS_GRID (widget);
  g_autoptr (MtWeek) week = dup_shown (self);
  guchar day;
  guint index;

  g_variant_get (parameter, "(yu)", &day, &index);
  if (day >= MT_HOURS_N_DAYS || index >= week->days[day]->len)
    return;
  mt_hours_remove (week, (MtWeekday) day, index);
  finish_action (self, g_steal_pointer (&week));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtHoursGrid *self = MT_HOURS_GRID (widget);
  g_autoptr (MtWeek) week = dup_shown (self);
  guchar day, days;

  g_variant_get (parameter, "(yy)", &day, &days);
  if (day >= MT_HOURS_N_DAYS)
    return;
  mt_hours_copy_day (week, (MtWeekday) day, days);
  finish_action (self, g_steal_pointer (&week));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtHoursGrid *self = MT_HOURS_GRID (widget);
  guchar day = g_variant_get_byte (parameter);
  g_autoptr (MtWeek) week = dup_shown (self);

  if (day >= MT_HOURS_N_DAYS)
    return;
  g_array_set_size (week->days[day], 0);
  finish_action (self, g_steal_pointer (&week));
}

/* ---- parts ---- */

static GtkWidget *
new_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

static GtkWidget *
new_kinds (MtHoursGrid *self)
{
  const char *const kinds[] = { C_ ("working hours", "Standard"), C_ ("working hours", "Own"),
                                C_ ("working hours", "Never works"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (kinds);
  GtkWidget *list = new_list (_ ("Working Hours"));

  self->kinds = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Working Hours"), "model", model,
                              "subtitle-lines", 2, NULL);
  g_signal_connect_object (self->kinds, "notify::selected", G_CALLBACK (kind_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->kinds));
  return list;
}

static GtkWidget *
new_canvas (MtHoursGrid *self)
{
  GtkWidget *card = adw_bin_new (), *canvas = mt_hours_canvas_new (self->format);

  self->canvas = MT_HOURS_CANVAS (canvas);
  g_signal_connect_object (canvas, "changed", G_CALLBACK (canvas_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "opened", G_CALLBACK (canvas_opened_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "hours-card");
  adw_bin_set_child (ADW_BIN (card), canvas);
  return card;
}

static GtkWidget *
new_days (MtHoursGrid *self)
{
  GtkWidget *list = new_list (_ ("Hours of Each Day"));

  for (guint i = 0; i < MT_HOURS_N_DAYS; i++)
    {
      MtWeekday day =
          (MtWeekday) ((mt_format_get_first_weekday (self->format) + i) % MT_HOURS_N_DAYS);
      GtkWidget *row = mt_hours_day_row_new (self->format, day);

      self->days[day] = MT_HOURS_DAY_ROW (row);
      g_signal_connect_object (row, "changed", G_CALLBACK (day_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "settled", G_CALLBACK (day_settled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  return list;
}

static GtkWidget *
new_hint (void)
{
  GtkWidget *hint = g_object_new (
      GTK_TYPE_LABEL, "label",
      _ ("Drag to draw hours, drag them or their ends to change them, double-click to remove."),
      "xalign", 0.0f, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "secondary");
  gtk_widget_add_css_class (hint, "hours-hint");
  return hint;
}

static void
mt_hours_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, mt_hours_grid_get_problem (MT_HOURS_GRID (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_hours_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (mt_hours_grid_parent_class)->dispose (object);
}

static void
mt_hours_grid_finalize (GObject *object)
{
  MtHoursGrid *self = MT_HOURS_GRID (object);

  g_clear_object (&self->format);
  g_clear_pointer (&self->week, mt_week_unref);
  G_OBJECT_CLASS (mt_hours_grid_parent_class)->finalize (object);
}

static void
mt_hours_grid_class_init (MtHoursGridClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_hours_grid_dispose;
  object_class->finalize = mt_hours_grid_finalize;
  object_class->get_property = mt_hours_grid_get_property;
  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_HOURS_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "mt-hours-grid");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "hours.add", "y", add_action);
  gtk_widget_class_install_action (widget_class, "hours.remove", "(yu)", remove_action);
  gtk_widget_class_install_action (widget_class, "hours.copy", "(yy)", copy_action);
  gtk_widget_class_install_action (widget_class, "hours.clear", "y", clear_action);
}

static void
mt_hours_grid_init (MtHoursGrid *self)
{
  self->week = mt_week_new_default ();
}

/**
 * mt_hours_grid_new:
 * @format: how times are written, and the first day of the week
 *
 * Returns: (transfer floating): the widget, with the standard hours
 */
GtkWidget *
mt_hours_grid_new (MtFormat *format)
{
  MtHoursGrid *self = g_object_new (MT_TYPE_HOURS_GRID, NULL);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->format = g_object_ref (format);
  gtk_widget_set_parent (new_kinds (self), GTK_WIDGET (self));
  gtk_widget_set_parent (new_canvas (self), GTK_WIDGET (self));
  gtk_widget_set_parent (new_hint (), GTK_WIDGET (self));
  gtk_widget_set_parent (new_days (self), GTK_WIDGET (self));
  show (self);
  return GTK_WIDGET (self);
}

/**
 * mt_hours_grid_set_hours:
 * @self: a grid
 * @hours: (nullable): hours, %NULL for the standard ones of a file without any
 *
 * Shows hours. Nothing is emitted.
 */
void
mt_hours_grid_set_hours (MtHoursGrid *self, const MtWeek *hours)
{
  g_return_if_fail (MT_IS_HOURS_GRID (self));

  if (hours != NULL)
    take_week (self, mt_hours_dup_week (hours));
  else
    {
      take_week (self, mt_week_new_default ());
      self->kind = KIND_STANDARD;
    }
  self->typed = 0;
  show (self);
}

/**
 * mt_hours_grid_dup_hours:
 * @self: a grid
 *
 * Returns: (transfer full) (nullable): the hours; %NULL for the standard ones, an empty week for
 *   who never works
 */
MtWeek *
mt_hours_grid_dup_hours (MtHoursGrid *self)
{
  MtWeek *hours;

  g_return_val_if_fail (MT_IS_HOURS_GRID (self), NULL);

  if (self->kind == KIND_STANDARD)
    return NULL;
  hours = dup_shown (self);
  for (guint i = 0; i < MT_HOURS_N_DAYS; i++)
    if ((self->typed & (1u << i)) != 0)
      mt_hours_tidy (hours, (MtWeekday) i);
  return hours;
}

/**
 * mt_hours_grid_get_problem:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): what is typed wrong, in words
 */
const char *
mt_hours_grid_get_problem (MtHoursGrid *self)
{
  g_return_val_if_fail (MT_IS_HOURS_GRID (self), NULL);

  for (guint i = 0; i < MT_HOURS_N_DAYS; i++)
    {
      const char *problem = mt_hours_day_row_get_problem (self->days[i]);

      if (problem != NULL)
        return problem;
    }
  return NULL;
}
