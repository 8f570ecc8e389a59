/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How properties become fields of the component that is being read.
 */
#pragma once

#include "ical/worker/mt-component.h"

G_BEGIN_DECLS

typedef struct
{
  MtComponent *component;
  MtWorkerZones *zones;
  GPtrArray *categories; /* (element-type utf8) of the current component */
  GPtrArray *components;
} MtComponentReader;

typedef struct
{
  const char *name;
  gsize length; /* of the name */
  void (*read) (MtComponentReader *reader, const MtLine *line);
} MtComponentProperty;

#define MT_COMPONENT_PROPERTY(name, read)                                                          \
  {                                                                                                \
    name, sizeof (name) - 1, read                                                                  \
  }

/* mt-component-property.c */
gboolean mt_component_read_one_of (const MtComponentProperty *properties,
                                   gsize n,
                                   MtComponentReader *reader,
                                   const MtLine *line);
void mt_component_replace (char **field, char *text);

/* mt-component-times.c */
gboolean mt_component_read_time (MtComponentReader *reader, const MtLine *line);

/* mt-component-texts.c */
gboolean mt_component_read_text (MtComponentReader *reader, const MtLine *line);

G_END_DECLS
