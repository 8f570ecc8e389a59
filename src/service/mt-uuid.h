/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * UUIDs made of names: the same name gives the same UUID everywhere.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mt_uuid_of_url (const char *url);

G_END_DECLS
