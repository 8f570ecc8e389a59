/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAxisLines: what runs through all rows: overlap, now, the chosen instant.
 */
#pragma once

#include "ui/people/mt-axis.h"

G_BEGIN_DECLS

#define MT_TYPE_AXIS_LINES (mt_axis_lines_get_type ())
G_DECLARE_FINAL_TYPE (MtAxisLines, mt_axis_lines, MT, AXIS_LINES, GtkWidget)

/* Properties: axis (MtAxis). Lies over the rows and takes no input. */

G_END_DECLS
