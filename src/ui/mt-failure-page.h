/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFailurePage: why a team cannot be opened, and what to do now.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_FAILURE_PAGE (mt_failure_page_get_type ())
G_DECLARE_FINAL_TYPE (MtFailurePage, mt_failure_page, MT, FAILURE_PAGE, AdwBin)

/* Properties: session (MtSession, nullable), set once. */

G_END_DECLS
