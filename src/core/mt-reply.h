/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The reply clock: when an answer may be expected.
 */
#pragma once

#include "core/mt-work.h"

G_BEGIN_DECLS

#define MT_REPLY_HORIZON_DAYS 366

typedef enum
{
  MT_SKIP_AWAY,
  MT_SKIP_HOLIDAY,
  MT_SKIP_OFF,
} MtSkipWhy;

typedef struct
{
  MtDate from;
  MtDate to; /* inclusive */
  MtSkipWhy why;
} MtSkip;

typedef struct
{
  gboolean reached; /* FALSE: not within 366 days, `due` is undefined */
  gint64 due;
  GArray *skipped; /* (element-type MtSkip), never NULL */
} MtReply;

void mt_reply_by (MtPatterns *patterns,
                  const MtPerson *person,
                  const MtAgenda *agenda,
                  const MtChannel *channel,
                  gint64 sent,
                  MtReply *reply);
void mt_reply_clear (MtReply *reply);
const char *mt_skip_why_to_string (MtSkipWhy why);
const char *mt_counting_to_string (MtCounting counting);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtReply, mt_reply_clear)

G_END_DECLS
