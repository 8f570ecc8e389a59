/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Texts for a chat: an instant, or when people overlap, on everybody's clock.
 */
#pragma once

#include "service/mt-moment.h"

G_BEGIN_DECLS

char *mt_clipboard_text_times (const MtMoment *moment);
char *mt_clipboard_text_overlap (const MtMoment *moment, GListModel *overlaps);

G_END_DECLS
