/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTimeField: a popover that takes a time as people say it: "15:00 thursday Berlin".
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_TIME_FIELD (mt_time_field_get_type ())
G_DECLARE_FINAL_TYPE (MtTimeField, mt_time_field, MT, TIME_FIELD, GtkPopover)

GtkPopover *mt_time_field_new (MtSession *session);

G_END_DECLS
