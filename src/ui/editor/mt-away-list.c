/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAwayList: absences: leave and whatever else takes whole days.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-away-list.h"
#include "ui/editor/mt-date-text.h"
#include "ui/editor/mt-period-list.h"

struct _MtAwayList
{
  GtkWidget parent_instance;

  MtFormat *format; /* owned */
  MtDate today;
  GArray *away; /* owned (element-type MtAway): as it was set */
  guint n;      /* places given to entries: those of `away`, then new ones */
  MtPeriodList *list;
};

G_DEFINE_FINAL_TYPE (MtAwayList, mt_away_list, GTK_TYPE_WIDGET)

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

static gboolean
is_past (MtAwayList *self, const MtAway *entry)
{
  return entry->to < self->today;
}

static void
append_copy (GArray *away, const MtAway *entry)
{
  MtAway copy = { entry->from, entry->to, g_strdup (entry->reason) };

  g_array_append_val (away, copy);
}

static void
take_past (MtAwayList *self, const MtAway *entry)
{
  g_autofree char *title = mt_date_text_period (self->format, entry->from, entry->to, self->today);

  mt_period_list_take_past (self->list, title, entry->reason);
}

/* No reason stays none, and an empty one stays empty. */
static gboolean
append_row (MtAwayList *self, GArray *away, MtPeriodRow *row, const MtAway *old)
{
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (mt_period_row_get_about (row)));
  MtAway entry = { 0 };

  if (!mt_period_row_get_period (row, &entry.from, &entry.to))
    return FALSE;
  if (reason[0] != '\0' || (old != NULL && old->reason != NULL && old->reason[0] == '\0'))
    entry.reason = g_strdup (reason);
  g_array_append_val (away, entry);
  return TRUE;
}

static void
describe_all (MtAwayList *self)
{
  g_autoptr (GPtrArray) rows = mt_period_list_dup_rows (self->list);

  for (guint i = 0; i < rows->len; i++)
    {
      MtPeriodRow *row = g_ptr_array_index (rows, i);

      mt_period_row_describe (
          row, gtk_editable_get_text (GTK_EDITABLE (mt_period_row_get_about (row))), NULL);
    }
}

static void
changed_cb (MtAwayList *self)
{
  describe_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
create_row (MtAwayList *self, guint index, const MtAway *entry)
{
  GtkWidget *reason = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("Reason"), NULL);
  GtkWidget *row = mt_period_row_new (self->format, self->today, index, FALSE, reason);

  if (entry != NULL)
    {
      mt_period_row_set_period (MT_PERIOD_ROW (row), entry->from, entry->to);
      gtk_editable_set_text (GTK_EDITABLE (reason), entry->reason != NULL ? entry->reason : "");
    }
  g_signal_connect_object (reason, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  mt_period_list_take (self->list, row);
  return row;
}

static void
add_cb (MtAwayList *self)
{
  GtkWidget *row = create_row (self, self->n++, NULL);

  mt_period_row_set_period (MT_PERIOD_ROW (row), self->today, self->today);
  describe_all (self);
  mt_period_list_open (self->list, row);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
mt_away_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, mt_away_list_get_problem (MT_AWAY_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_away_list_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &MT_AWAY_LIST (object)->list, gtk_widget_unparent);
  G_OBJECT_CLASS (mt_away_list_parent_class)->dispose (object);
}

static void
mt_away_list_finalize (GObject *object)
{
  MtAwayList *self = MT_AWAY_LIST (object);

  g_clear_object (&self->format);
  g_clear_pointer (&self->away, g_array_unref);
  G_OBJECT_CLASS (mt_away_list_parent_class)->finalize (object);
}

static void
mt_away_list_class_init (MtAwayListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_away_list_dispose;
  object_class->finalize = mt_away_list_finalize;
  object_class->get_property = mt_away_list_get_property;
  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_AWAY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
mt_away_list_init (MtAwayList *self)
{
  GtkWidget *list = mt_period_list_new (_ ("Leave and Absences"), _ ("Add Leave"));

  self->away = mt_away_array_new ();
  self->list = MT_PERIOD_LIST (list);
  g_signal_connect_object (list, "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (list, GTK_WIDGET (self));
}

/**
 * mt_away_list_new:
 * @format: how dates are written
 * @today: the date now: what ended before is past
 *
 * Returns: (transfer floating): the list, empty
 */
GtkWidget *
mt_away_list_new (MtFormat *format, MtDate today)
{
  MtAwayList *self = g_object_new (MT_TYPE_AWAY_LIST, NULL);

  self->format = g_object_ref (format);
  self->today = today;
  return GTK_WIDGET (self);
}

/**
 * mt_away_list_set_away:
 * @self: a list
 * @away: (element-type MtAway): entries in the order of the file
 *
 * Shows entries. Nothing is emitted.
 */
void
mt_away_list_set_away (MtAwayList *self, const GArray *away)
{
  g_return_if_fail (MT_IS_AWAY_LIST (self));

  mt_period_list_clear (self->list);
  g_array_set_size (self->away, 0);
  for (guint i = 0; i < away->len; i++)
    {
      const MtAway *entry = &g_array_index (away, MtAway, i);

      append_copy (self->away, entry);
      if (is_past (self, entry))
        take_past (self, entry);
      else
        create_row (self, i, entry);
    }
  self->n = away->len;
  describe_all (self);
}

/**
 * mt_away_list_dup_away:
 * @self: a list
 *
 * Returns: (transfer full) (element-type MtAway): the entries in the order of the file, new ones
 *   behind them; what is typed wrong stays as it was
 */
GArray *
mt_away_list_dup_away (MtAwayList *self)
{
  GArray *away = mt_away_array_new ();

  g_return_val_if_fail (MT_IS_AWAY_LIST (self), away);

  for (guint i = 0; i < self->n; i++)
    {
      const MtAway *old = i < self->away->len ? &g_array_index (self->away, MtAway, i) : NULL;
      MtPeriodRow *row = mt_period_list_find (self->list, i);

      if (row != NULL ? !append_row (self, away, row, old) : old != NULL && is_past (self, old))
        {
          if (old != NULL)
            append_copy (away, old);
        }
    }
  return away;
}

/**
 * mt_away_list_get_problem:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what is typed wrong, in words
 */
const char *
mt_away_list_get_problem (MtAwayList *self)
{
  g_return_val_if_fail (MT_IS_AWAY_LIST (self), NULL);

  return mt_period_list_get_problem (self->list);
}
