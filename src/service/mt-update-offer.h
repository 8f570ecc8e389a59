/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What is at hand for *me* to write an update with: for which dates, until when, what was posted
 * already, and which tasks changed. All as of the clock, wherever the slider stands.
 */
#pragma once

#include "service/mt-draft-store.h"
#include "service/mt-session.h"

G_BEGIN_DECLS

/* A date that an update can be written for. */
typedef struct
{
  MtDate day;
  char *label;          /* "Today, Tue 24 Nov" */
  char *due_text;       /* "Due by 18:00", "Nothing is due on this day" */
  MtSnapshot *snapshot; /* owned: it keeps `posted` */
  const MtPost *posted; /* what *me* posted for it and is written anew, nullable */
  char *draft_key;      /* what the draft of it is called */
} MtUpdateOffer;

/* A task of *me* that changed on that date. */
typedef struct
{
  char *title;
  char *note;        /* "Review · changed 15:02", "Done · finished 14:10" */
  gboolean finished; /* that is what changed */
} MtMovedTask;

GPtrArray *mt_update_offers (MtSession *session, const MtDate *also, const char *uid);
gboolean mt_update_offer_has (MtSession *session, const MtPost *post);
MtUpdateOffer *mt_update_offer_find (GPtrArray *offers, MtDate day);
GPtrArray *mt_update_moved_tasks (MtSession *session, MtDate day);
MtChange *mt_update_offer_post (MtSession *session,
                                const MtUpdateOffer *offer,
                                const MtUpdateParts *parts,
                                GError **error);
char *mt_update_saved_text (MtSession *session, gint64 saved);

G_END_DECLS
