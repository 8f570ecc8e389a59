/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursLabels: the words on a grid of hours: days at its side, hours above, and from when to when
 * on the bars that have the room. They are labels, so that they follow font and style.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-format.h"
#include "ui/editor/mt-hours-edit.h"

G_BEGIN_DECLS

typedef struct _MtHoursLabels MtHoursLabels;

MtHoursLabels *mt_hours_labels_new (GtkWidget *parent, MtFormat *format);
void mt_hours_labels_free (MtHoursLabels *self);
void mt_hours_labels_set_week (MtHoursLabels *self, const MtWeek *week);
void mt_hours_labels_measure (MtHoursLabels *self, int *lead, int *side, int *top);
void
mt_hours_labels_allocate (MtHoursLabels *self, const MtHoursLayout *layout, const MtWeek *week);
void mt_hours_labels_snapshot (MtHoursLabels *self, GtkSnapshot *snapshot);

G_END_DECLS
