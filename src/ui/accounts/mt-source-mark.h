/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSourceMark: the title of a section, with what is wrong with the server it is read from.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_SOURCE_MARK (mt_source_mark_get_type ())
G_DECLARE_FINAL_TYPE (MtSourceMark, mt_source_mark, MT, SOURCE_MARK, GtkWidget)

/* Properties: session (MtSession); section (string): "board" or "updates". */

G_END_DECLS
