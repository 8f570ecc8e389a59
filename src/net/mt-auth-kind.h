/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How a secret is sent.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MT_AUTH_NONE,
  MT_AUTH_PASSWORD, /* Basic, or Digest where the server asks for it */
  MT_AUTH_BEARER,
} MtAuthKind;

G_END_DECLS
