/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A journal entry where no journal entries are taken.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *mt_ical_journal_to_event (GBytes *bytes);

G_END_DECLS
