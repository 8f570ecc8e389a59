/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtUpdatesSection: whose update is due until when, and what was posted.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_UPDATES_SECTION (mt_updates_section_get_type ())
G_DECLARE_FINAL_TYPE (MtUpdatesSection, mt_updates_section, MT, UPDATES_SECTION, GtkWidget)

/* Properties: session (MtSession, nullable). */

G_END_DECLS
