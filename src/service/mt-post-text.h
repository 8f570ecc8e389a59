/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A post of the journal in words.
 */
#pragma once

#include "service/mt-moment.h"

G_BEGIN_DECLS

char *mt_post_text_author (const MtMoment *moment, const MtPost *post);
char *mt_post_text_day (const MtMoment *moment, const MtPost *post, gboolean full);
char *mt_post_text_when (const MtMoment *moment, const MtPost *post);
char *mt_post_text_body (const MtPost *post);
char *mt_post_text_note (const MtMoment *moment, const MtPost *post);
char *mt_post_text_replies (const MtMoment *moment, const MtPost *post);

G_END_DECLS
