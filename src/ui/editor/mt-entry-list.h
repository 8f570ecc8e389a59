/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtEntryList: what leave, journeys and hours of single dates share: entries of one kind by date,
 * to be added, changed and taken out. They keep the order of the file; what is past is folded away.
 */
#pragma once

#include <adwaita.h>
#include "ui/editor/mt-period-row.h"

G_BEGIN_DECLS

#define MT_TYPE_ENTRY_LIST (mt_entry_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (MtEntryList, mt_entry_list, MT, ENTRY_LIST, GtkWidget)

/* What makes a kind of entry. Set in class_init, all of it. */
struct _MtEntryListClass
{
  GtkWidgetClass parent_class;

  gboolean single;           /* an entry is about one date */
  const char *about_changed; /* the signal of what an entry is about */
  GArray *(*array_new) (void);
  MtDate (*get_period) (gconstpointer entry, MtDate *to); /* returns the first date */
  void (*append_copy) (GArray *entries, gconstpointer entry);
  char *(*name_past) (MtEntryList *self, gconstpointer entry);         /* nullable */
  GtkWidget *(*create_about) (MtEntryList *self, gconstpointer entry); /* `entry` NULL: a new one */
  /* FALSE: what is typed cannot be an entry. `old`: what it was, NULL for a new one. */
  gboolean (*append_row) (GArray *entries, MtPeriodRow *row, gconstpointer old);
  void (*describe) (MtEntryList *self, const GPtrArray *rows, guint at);
};

/* Properties, read-only: problem (string, nullable): what is typed wrong, in words. Signals:
 * changed. */
void mt_entry_list_set_up (MtEntryList *self,
                           MtFormat *format,
                           MtDate today,
                           const char *name,
                           const char *add);
MtFormat *mt_entry_list_get_format (MtEntryList *self); /* (transfer none) */
void mt_entry_list_set_entries (MtEntryList *self, const GArray *entries);
GArray *mt_entry_list_dup_entries (MtEntryList *self);
const char *mt_entry_list_get_problem (MtEntryList *self); /* (transfer none) nullable */

G_END_DECLS
