/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtExportDialog: shows which slots of overlap will be written, and in which format.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_EXPORT_DIALOG (mt_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MtExportDialog, mt_export_dialog, MT, EXPORT_DIALOG, AdwWindow)

/* Signal: exported (string): one line that says what was written where. */
GtkWindow *mt_export_dialog_new (GtkWindow *parent, MtSession *session);

G_END_DECLS
