/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whether an item is as its server has it, or as somebody here wants it to be.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MT_PENDING_NONE,     /* as it stands where it is kept */
  MT_PENDING_WAITING,  /* changed here, not sent yet */
  MT_PENDING_REFUSED,  /* the server does not take the change: waits for the user */
  MT_PENDING_CONFLICT, /* somebody else has changed it, too: waits for the user */
} MtPending;

/* Of an item that is shown. */
typedef struct
{
  MtPending state;
  char *why;   /* owned, nullable: why it was refused, or is not sent yet */
  gint64 edit; /* what to name when answering for it, 0: nothing waits */
} MtPendingMark;

G_END_DECLS
