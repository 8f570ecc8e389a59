/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the filters of the board offer to choose from: people and labels.
 */
#pragma once

#include "service/mt-session.h"

G_BEGIN_DECLS

GMenuModel *mt_filter_menu_people (MtSession *session);
GMenuModel *mt_filter_menu_labels (MtSession *session, const char *chosen);

G_END_DECLS
