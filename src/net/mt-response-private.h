/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How the client makes a response.
 */
#pragma once

#include <libsoup/soup.h>

#include "net/mt-response.h"

G_BEGIN_DECLS

struct _MtResponse
{
  char *method;
  char *url; /* after redirects */
  guint status;
  SoupMessageHeaders *headers; /* owned */
  GBytes *body;
  gboolean unspeakable; /* a secret may stand in the body */
};

G_END_DECLS
