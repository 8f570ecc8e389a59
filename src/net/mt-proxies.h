/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtProxies: the proxies that the system says, but for this machine itself.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MT_TYPE_PROXIES (mt_proxies_get_type ())
G_DECLARE_FINAL_TYPE (MtProxies, mt_proxies, MT, PROXIES, GObject)

GProxyResolver *mt_proxies_new (void);

G_END_DECLS
