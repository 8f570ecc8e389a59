/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Why something of an item is left out. The worker has no translations: it sends a code and the
 * piece of text at fault, the client makes a sentence of them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MT_REASON_NO_START,      /* no DTSTART, or one that is no date of 1600 to 2200 */
  MT_REASON_RULE,          /* an RRULE that is no rule */
  MT_REASON_RULE_EMPTY,    /* an RRULE without any instance */
  MT_REASON_RULE_RSCALE,   /* another calendar than the Gregorian */
  MT_REASON_RULE_TOO_MANY, /* more than 8 RRULE */
  MT_REASON_RULE_STEPS,    /* too much work: what was found is given */
  MT_REASON_DATE,          /* a DTEND, EXDATE, RDATE... that is no date of 1600 to 2200 */
  MT_REASON_RECURRENCE_ID, /* unreadable: nobody knows which instance it replaces */
  MT_REASON_ZONE,          /* an unknown TZID */
  MT_REASON_TOO_MANY,      /* more instances than are given */
  MT_REASON_NOTHING,       /* no readable component */
  MT_REASON_LAST = MT_REASON_NOTHING,
} MtReasonCode;

void mt_reason_add (char **encoded, MtReasonCode code, const char *detail);
char *mt_reason_to_text (const char *encoded);

G_END_DECLS
