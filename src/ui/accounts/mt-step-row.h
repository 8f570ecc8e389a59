/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtStepRow: one thing that was tried while an account is added.
 */
#pragma once

#include <adwaita.h>
#include "service/accounts/mt-setup-step.h"

G_BEGIN_DECLS

GtkWidget *mt_step_row_new (MtSetupStep *step);

G_END_DECLS
