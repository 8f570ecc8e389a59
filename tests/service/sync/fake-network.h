/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The network of the machine, as a test says that it is.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void fake_network_install (void);
void fake_network_set (gboolean available, gboolean metered);

G_END_DECLS
