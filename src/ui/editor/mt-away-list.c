/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAwayList: absences: leave and whatever else takes whole days.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-away-list.h"

struct _MtAwayList
{
  MtEntryList parent_instance;
};

G_DEFINE_FINAL_TYPE (MtAwayList, mt_away_list, MT_TYPE_ENTRY_LIST)

static MtDate
get_period (gconstpointer entry, MtDate *to)
{
  const MtAway *away = entry;

  *to = away->to;

  return away->from;
}

static void
append_copy (GArray *entries, gconstpointer entry)
{
  const MtAway *away = entry;
  MtAway copy = { away->from, away->to, g_strdup (away->reason) };

  g_array_append_val (entries, copy);
}

static char *
name_past (MtEntryList *self, gconstpointer entry)
{
  return g_strdup (((const MtAway *) entry)->reason);
}

static GtkWidget *
create_about (MtEntryList *self, gconstpointer entry)
{
  const MtAway *away = entry;
  GtkWidget *reason = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("Reason"), NULL);

  if (away != NULL && away->reason != NULL)
    gtk_editable_set_text (GTK_EDITABLE (reason), away->reason);

  return reason;
}

static const char *
get_reason (MtPeriodRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (mt_period_row_get_about (row)));
}

/* No reason stays none, and an empty one stays empty. */
static gboolean
append_row (GArray *entries, MtPeriodRow *row, gconstpointer old)
{
  const char *before = old != NULL ? ((const MtAway *) old)->reason : NULL;
  const char *reason = get_reason (row);
  MtAway away = { 0 };

  if (!mt_period_row_get_period (row, &away.from, &away.to))
    return FALSE;
  if (*reason != '\0' || (before != NULL && *before == '\0'))
    away.reason = g_strdup (reason);
  g_array_append_val (entries, away);

  return TRUE;
}

static void
describe (MtEntryList *self, const GPtrArray *rows, guint at)
{
  MtPeriodRow *row = g_ptr_array_index (rows, at);

  mt_period_row_describe (row, get_reason (row), NULL);
}

static void
mt_away_list_class_init (MtAwayListClass *class)
{
  MtEntryListClass *list_class = MT_ENTRY_LIST_CLASS (class);

  list_class->about_changed = "changed";
  list_class->array_new = mt_away_array_new;
  list_class->get_period = get_period;
  list_class->append_copy = append_copy;
  list_class->name_past = name_past;
  list_class->create_about = create_about;
  list_class->append_row = append_row;
  list_class->describe = describe;
}

static void
mt_away_list_init (MtAwayList *self)
{
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
  MtEntryList *self = g_object_new (MT_TYPE_AWAY_LIST, NULL);

  mt_entry_list_set_up (self, format, today, _ ("Leave and Absences"), _ ("Add Leave"));

  return GTK_WIDGET (self);
}
