/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Names: a resolver of the tests. It knows what it is told, and no host but loopback: nothing asks
 * the network.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TYPE_NAMES (names_get_type ())
G_DECLARE_FINAL_TYPE (Names, names, TEST, NAMES, GResolver)

struct _Names
{
  GResolver parent_instance;

  guint16 port;     /* of the SRV record for calendars, on localhost; 0: there is none */
  const char *path; /* nullable: of the TXT record */
  const char *mail; /* nullable: of the MX record */
  gboolean none;    /* the SRV record says: decidedly nobody */
  gboolean broken;  /* no answer to anything */
};

Names *names_new (void);

G_END_DECLS
