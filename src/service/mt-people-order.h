/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Which people a list shows, and in which order: the functions that filters and sorters of a view
 * wrap.
 */
#pragma once

#include "service/mt-person-item.h"

G_BEGIN_DECLS

typedef enum
{
  MT_PEOPLE_ORDER_FILE,
  MT_PEOPLE_ORDER_ZONE, /* west to east, by the clock at the chosen instant */
  MT_PEOPLE_ORDER_STATE,
  MT_PEOPLE_ORDER_NAME,
  MT_PEOPLE_ORDER_CLOCK_GROUPS, /* as _ZONE, those of one clock under a title */
  MT_PEOPLE_ORDER_STATE_GROUPS, /* as _STATE, likewise */
  MT_PEOPLE_N_ORDERS
} MtPeopleOrder;

gboolean mt_people_match (MtPersonItem *person, const char *needle);
char *mt_people_group_title (MtPersonItem *person, MtPeopleOrder order);
gint mt_people_compare (MtPersonItem *a, MtPersonItem *b, MtPeopleOrder order);
const char *mt_people_order_to_string (MtPeopleOrder order);
MtPeopleOrder mt_people_order_from_string (const char *name);

G_END_DECLS
