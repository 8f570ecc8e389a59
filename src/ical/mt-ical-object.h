/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtIcalObject: all components of one UID, past the gates. Plain bytes; nothing here knows libical.
 */
#pragma once

#include "core/mt-item.h"
#include "core/mt-problem.h"

G_BEGIN_DECLS

#define MT_ICAL_MAX_OBJECT (8 * 1024 * 1024)
#define MT_ICAL_MAX_COMPONENTS 10000 /* of one UID */

/* Bits of MtIcalObject.kinds. */
typedef enum
{
  MT_ICAL_HAS_EVENT = 1 << MT_ITEM_EVENT,
  MT_ICAL_HAS_FREEBUSY = 1 << MT_ITEM_FREEBUSY,
  MT_ICAL_HAS_TODO = 1 << MT_ITEM_TODO,
  MT_ICAL_HAS_JOURNAL = 1 << MT_ITEM_JOURNAL,
} MtIcalKinds;

/* All components of one UID, past the gates: safe to hand to the worker. */
typedef struct
{
  char *uid; /* never NULL; made up from the bytes where the source has none */
  MtIcalKinds kinds;
  char *file;       /* nullable */
  guint line;       /* 1-based, of the first component */
  gsize offset;     /* of the first component in the bytes of the file */
  gsize length;     /* of the first component */
  guint n;          /* components */
  GBytes *text;     /* BEGIN:..END: of every component; valid UTF-8, no NUL */
  GPtrArray *zones; /* (element-type GBytes) VTIMEZONE texts they name; shared between objects */
} MtIcalObject;

void mt_ical_object_free (MtIcalObject *self);
void mt_ical_objects_merge (GPtrArray *objects, GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtIcalObject, mt_ical_object_free)

G_END_DECLS
