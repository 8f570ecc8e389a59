/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The pieces of which a change of a component is made.
 */
#pragma once

#include "ical/mt-ical-component.h"

G_BEGIN_DECLS

/* mt-ical-set.c */
char *mt_ical_value_escape (const char *name, const char *value);
gboolean mt_ical_value_is (const char *a, const char *b);
void mt_ical_line_append_time (GString *line,
                               MtTime time,
                               const MtIcalProperty *form,
                               const MtIcalZones *zones);
void mt_ical_component_set_time (MtIcalComponent *self,
                                 const char *name,
                                 MtTime time,
                                 const MtIcalZones *zones);
void mt_ical_component_set_value (MtIcalComponent *self, const char *name, const char *value);
void mt_ical_component_remove_all (MtIcalComponent *self, const char *name);
void mt_ical_component_add_line (MtIcalComponent *self, const char *name, const char *line);
void mt_ical_component_add_value (MtIcalComponent *self, const char *name, const char *value);

/* mt-ical-list.c */
void mt_ical_list_include (MtIcalComponent *self, const char *name, const char *value);
void mt_ical_list_exclude (MtIcalComponent *self, const char *name, const char *value);

G_END_DECLS
