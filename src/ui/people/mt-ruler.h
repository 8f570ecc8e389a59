/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtRuler: the hours of the shared axis in the viewer's clock, with labels for now, the chosen
 * instant and the overlap.
 */
#pragma once

#include "ui/people/mt-axis.h"

G_BEGIN_DECLS

#define MT_TYPE_RULER (mt_ruler_get_type ())
G_DECLARE_FINAL_TYPE (MtRuler, mt_ruler, MT, RULER, GtkWidget)

/* As wide as the tracks; labels of the first and last hour reach beyond it. */
void mt_ruler_set_axis (MtRuler *self, MtAxis *axis);

G_END_DECLS
