/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What can be wrong with the store.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MT_STORE_ERROR_UNUSABLE, /* there is no database: the message says why */
  MT_STORE_ERROR_BUSY,     /* another program is writing it */
  MT_STORE_ERROR_FAILED,   /* a full disk, a read-only one, ... */
  MT_STORE_ERROR_CHANGED,  /* what is there is not what was read; nothing was written */
  MT_STORE_ERROR_HREF,     /* a name that leads out of its collection */
} MtStoreError;

#define MT_STORE_ERROR (mt_store_error_quark ())
GQuark mt_store_error_quark (void);

G_END_DECLS
