/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonDetail: all that the page about a person says, live. Main thread only.
 */
#pragma once

#include "service/mt-session.h"

G_BEGIN_DECLS

typedef enum
{
  MT_DETAIL_REPLIES,   /* if you write now: until when an answer may be expected */
  MT_DETAIL_SHARED,    /* when both are free */
  MT_DETAIL_NEXT,      /* when they are free */
  MT_DETAIL_DAYS,      /* seven days */
  MT_DETAIL_LINKS,     /* mail, links of the team */
  MT_DETAIL_CALENDARS, /* what it rests on */
  MT_DETAIL_N_GROUPS
} MtDetailGroup;

#define MT_TYPE_PERSON_DETAIL (mt_person_detail_get_type ())
G_DECLARE_FINAL_TYPE (MtPersonDetail, mt_person_detail, MT, PERSON_DETAIL, GObject)

/* Properties, read-only:
 *   person (MtPersonItem); present (boolean): still on the team; clock-text (string) "Cairo · 16:22
 * · +1 h"; hours-text (string) "Hours 09:00–17:00, your 15:00–23:00"; next-note, shared-note,
 * calendars-note (string): what to say beside or instead of the lines, "" for nothing;
 * away-calendar (string): the calendar whose all-day event makes them away, "" for none
 * Models (never NULL, the same object for the life of the detail): of MtDetailLine, a group each */
MtPersonDetail *mt_person_detail_new (MtSession *session, const char *id);
MtPersonItem *mt_person_detail_get_person (MtPersonDetail *self); /* (transfer none) */
GListModel *mt_person_detail_get_lines (MtPersonDetail *self, MtDetailGroup group);

G_END_DECLS
