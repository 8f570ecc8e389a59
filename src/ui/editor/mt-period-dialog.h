/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeriodDialog: a short dialog for what is entered most often: leave, or a journey.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_PERIOD_DIALOG (mt_period_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MtPeriodDialog, mt_period_dialog, MT, PERIOD_DIALOG, AdwWindow)

/* Of the person with an id; NULL when there is none. Not yet shown. `zone` is what the journey
 * starts with, nullable. */
GtkWindow *mt_period_dialog_new_leave (GtkWindow *parent, MtSession *session, const char *id);
GtkWindow *
mt_period_dialog_new_journey (GtkWindow *parent, MtSession *session, const char *id, MtZone *zone);

G_END_DECLS
