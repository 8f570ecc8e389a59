/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWelcomePage: what one can begin with, while no team is open.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_WELCOME_PAGE (mt_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (MtWelcomePage, mt_welcome_page, MT, WELCOME_PAGE, AdwBin)

G_END_DECLS
