/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtStretchRow: a switch, and the hours below it.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-hours-text.h"
#include "ui/editor/mt-range-row.h"
#include "ui/editor/mt-stretch-row.h"
#include "ui/mt-accessible.h"

#define HOUR_S 3600

struct _MtStretchRow
{
  AdwExpanderRow parent_instance;

  MtFormat *format;  /* owned */
  MtRangeRow *hours; /* unowned: a child */
  gboolean updating; /* parts are filled by us, not by the user */
};

G_DEFINE_FINAL_TYPE (MtStretchRow, mt_stretch_row, ADW_TYPE_EXPANDER_ROW)

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

static void
show_summary (MtStretchRow *self)
{
  const char *problem = mt_stretch_row_get_problem (self);
  g_autofree char *hours = NULL, *text = NULL, *markup = NULL;
  MtRange range;

  if (problem != NULL)
    text = g_strdup (problem);
  else if (mt_stretch_row_get_stretch (self, &range))
    {
      hours = mt_hours_speak_range (self->format, range);
      /* Translators: %s is "07:30 to 20:00". */
      text = g_strdup_printf (_ ("Would take a meeting from %s"), hours);
    }
  else
    text = g_strdup (_ ("Meetings in working hours only"));
  markup = g_markup_escape_text (text, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), markup);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
changed_cb (MtStretchRow *self)
{
  if (self->updating)
    return;
  show_summary (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
mt_stretch_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, mt_stretch_row_get_problem (MT_STRETCH_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_stretch_row_dispose (GObject *object)
{
  MtStretchRow *self = MT_STRETCH_ROW (object);

  self->updating = TRUE;
  g_clear_object (&self->format);
  G_OBJECT_CLASS (mt_stretch_row_parent_class)->dispose (object);
}

static void
mt_stretch_row_class_init (MtStretchRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_stretch_row_dispose;
  object_class->get_property = mt_stretch_row_get_property;
  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_STRETCH_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
mt_stretch_row_init (MtStretchRow *self)
{
}

/**
 * mt_stretch_row_new:
 * @format: how times are written
 *
 * Returns: (transfer floating): the row, without a stretch
 */
GtkWidget *
mt_stretch_row_new (MtFormat *format)
{
  MtStretchRow *self = g_object_new (MT_TYPE_STRETCH_ROW, "title", _ ("Meetings If Pressed"),
                                     "show-enable-switch", TRUE, "enable-expansion", FALSE, NULL);

  self->format = g_object_ref (format);
  self->hours = MT_RANGE_ROW (mt_range_row_new (format, _ ("Meetings If Pressed"), FALSE));
  mt_range_row_set_range (self->hours, (MtRange){ 8 * HOUR_S, 19 * HOUR_S });
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->hours));
  g_signal_connect_object (self->hours, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::enable-expansion", G_CALLBACK (changed_cb), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Meetings If Pressed"), -1);
  mt_accessible_name_inner (GTK_WIDGET (self), GTK_TYPE_SWITCH, _ ("Meetings If Pressed"));
  show_summary (self);
  return GTK_WIDGET (self);
}

/**
 * mt_stretch_row_set_stretch:
 * @self: a row
 * @stretch: (nullable): when a meeting is taken if pressed, %NULL for working hours only
 *
 * Shows a stretch. Nothing is emitted.
 */
void
mt_stretch_row_set_stretch (MtStretchRow *self, const MtRange *stretch)
{
  g_return_if_fail (MT_IS_STRETCH_ROW (self));

  self->updating = TRUE;
  if (stretch != NULL)
    mt_range_row_set_range (self->hours, *stretch);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), stretch != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  self->updating = FALSE;
  show_summary (self);
}

/**
 * mt_stretch_row_get_stretch:
 * @self: a row
 * @stretch: (out): when a meeting is taken if pressed
 *
 * Returns: whether there is one
 */
gboolean
mt_stretch_row_get_stretch (MtStretchRow *self, MtRange *stretch)
{
  g_return_val_if_fail (MT_IS_STRETCH_ROW (self), FALSE);

  mt_range_row_get_range (self->hours, stretch);
  return adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));
}

/**
 * mt_stretch_row_get_problem:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is typed wrong, in words
 */
const char *
mt_stretch_row_get_problem (MtStretchRow *self)
{
  g_return_val_if_fail (MT_IS_STRETCH_ROW (self), NULL);

  if (!adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)))
    return NULL;
  return mt_range_row_get_problem (self->hours);
}
