/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSetupStep: one thing that was tried while an account is added, and how it ended, in words.
 */
#pragma once

#include "providers/collections/caldav/mt-discovery.h"

G_BEGIN_DECLS

typedef enum
{
  MT_SETUP_STEP_WORKING,
  MT_SETUP_STEP_DONE,
  MT_SETUP_STEP_NOTHING, /* not there: no fault, the next is tried */
  MT_SETUP_STEP_FAILED,
} MtSetupStepState;

/* Properties, all notified: `text` ("Asking example.org for its calendar server"), `result-text`
 * ("" while it is awaited), `state` (an MtSetupStepState as int). */
#define MT_TYPE_SETUP_STEP (mt_setup_step_get_type ())
G_DECLARE_FINAL_TYPE (MtSetupStep, mt_setup_step, MT, SETUP_STEP, GObject)

MtSetupStep *mt_setup_step_new (const char *text);
MtSetupStep *mt_setup_step_new_for (const MtDiscoveryStep *step);
void mt_setup_step_end (MtSetupStep *self, MtSetupStepState state, const char *result_text);
gboolean mt_setup_step_update (MtSetupStep *self, const MtDiscoveryStep *step);
const char *mt_setup_step_get_text (MtSetupStep *self);
const char *mt_setup_step_get_result_text (MtSetupStep *self);
MtSetupStepState mt_setup_step_get_state (MtSetupStep *self);

G_END_DECLS
