/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCalendarOffer: asks what a calendar file is to be for the team.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-file-look.h"
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_CALENDAR_OFFER (mt_calendar_offer_get_type ())
G_DECLARE_FINAL_TYPE (MtCalendarOffer, mt_calendar_offer, MT, CALENDAR_OFFER, AdwWindow)

GtkWindow *
mt_calendar_offer_new (GtkWindow *parent, MtSession *session, GFile *file, const MtFileLook *look);

G_END_DECLS
