/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtIcalComponent: one component of a file as a list of lines, some of which are exchanged; the
 * bytes of all others stay.
 */
#pragma once

#include "core/mt-change.h"
#include "ical/mt-ical-property.h"

G_BEGIN_DECLS

typedef struct _MtIcalComponent MtIcalComponent;

/* How times of a file are read and written. */
typedef struct
{
  MtZoneLookup lookup; /* what a TZID means */
  gpointer user_data;
} MtIcalZones;

MtIcalComponent *mt_ical_component_new (const char *start, const char *end, const char *eol);
void mt_ical_component_free (MtIcalComponent *self);
const char *mt_ical_component_get_start (const MtIcalComponent *self);
const char *mt_ical_component_get_end (const MtIcalComponent *self);
gint mt_ical_component_find (const MtIcalComponent *self, const char *name, gint after);
MtIcalProperty *mt_ical_component_dup_property (const MtIcalComponent *self, gint index);
MtIcalProperty *mt_ical_component_dup_first (const MtIcalComponent *self, const char *name);
void mt_ical_component_put (MtIcalComponent *self, gint index, const char *line);
void mt_ical_component_insert (MtIcalComponent *self, gint index, const char *line);
void mt_ical_component_remove (MtIcalComponent *self, gint index);
void mt_ical_component_move (MtIcalComponent *self, gint from, gint to);
gboolean mt_ical_component_is_changed (const MtIcalComponent *self);
void mt_ical_component_append_to (const MtIcalComponent *self, GByteArray *out);

void mt_ical_component_apply (MtIcalComponent *self,
                              const MtChangeField *field,
                              const MtIcalZones *zones);
void mt_ical_component_stamp (MtIcalComponent *self, gint64 at);
gboolean mt_ical_component_make_instance (MtIcalComponent *self,
                                          MtTime recurrence_id,
                                          const MtIcalZones *zones);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtIcalComponent, mt_ical_component_free)

G_END_DECLS
