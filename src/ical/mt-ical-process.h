/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtIcalProcess: a running worker: a socket to talk over, and a shared page that says which object
 * it is at.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GPid pid;
  int fd;                     /* owned; not blocking */
  volatile guint64 *progress; /* number of the object + 1, 0: waiting for one */
} MtIcalProcess;

MtIcalProcess *mt_ical_process_start (const char *path, GError **error);
void mt_ical_process_kill (MtIcalProcess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtIcalProcess, mt_ical_process_kill)

G_END_DECLS
