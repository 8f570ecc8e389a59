/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The sample team: a folder made anew for an instant, so that it is alive on any day. A pure
 * function of `now` and the directory: the same bytes each time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MT_DEMO_ME "ana"

char *
mt_demo_create (const char *directory, gint64 now, GError **error); /* path of its team file */
void mt_demo_remove (const char *directory);

G_END_DECLS
