/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWatch: says when files or folders change, once things are quiet again. By the kernel where it
 * knows, by looking where it does not (NFS, sshfs and the like).
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MT_WATCH_QUIET_MS 250 /* a burst of changes is told once */
#define MT_WATCH_POLL_S 45

#define MT_TYPE_WATCH (mt_watch_get_type ())
G_DECLARE_FINAL_TYPE (MtWatch, mt_watch, MT, WATCH, GObject)

/* Signal: changed (). Main thread, or whichever has the main context that it was made in. */
MtWatch *mt_watch_new (void);
void mt_watch_set_paths (MtWatch *self, const char *const *paths);
void mt_watch_poll (MtWatch *self);
void mt_watch_set_always_poll (MtWatch *self, gboolean always);
gboolean mt_watch_is_polling (MtWatch *self);

G_END_DECLS
