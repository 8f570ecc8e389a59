/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Translations, found relative to the executable: installed under any prefix as well as in the
 * build tree.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Call once at the start of main, before anything is said. */
void mt_locale_init (void);

/* (transfer full): where the .mo files are looked for, given the folder of the executable. */
char *mt_locale_find (const char *executable_dir);

G_END_DECLS
