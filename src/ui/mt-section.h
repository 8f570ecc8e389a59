/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSection: one section of the window in its four written states: loading, empty (says how to fill
 * it), error (says what to do), content.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_SECTION (mt_section_get_type ())
G_DECLARE_FINAL_TYPE (MtSection, mt_section, MT, SECTION, GtkWidget)

/* Properties: state (int, MtSectionState); text (string): what to say when empty or in error;
 * empty-title (string); icon-name (string); content (GtkWidget); add-label (string, nullable) and
 * add-action (string): the button of an empty section that fills it. */

G_END_DECLS
