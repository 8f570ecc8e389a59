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

/* What a calendar can be; the first two are somebody's. */
typedef enum
{
  MT_CALENDAR_BUSY,
  MT_CALENDAR_HOLIDAYS,
  MT_CALENDAR_BOARD,
  MT_CALENDAR_JOURNAL,
} MtCalendarUse;

GtkWindow *mt_calendar_offer_new_for_url (GtkWindow *parent,
                                          MtSession *session,
                                          const char *url,
                                          const char *name,
                                          MtCalendarUse use);

G_END_DECLS
