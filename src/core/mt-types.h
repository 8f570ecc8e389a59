/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The types of core by name, for headers that only pass them on.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef gint32 MtDate; /* days since 1970-01-01, proleptic Gregorian */

typedef struct _MtZone MtZone;
typedef struct _MtSpans MtSpans;
typedef struct _MtWeek MtWeek;
typedef struct _MtPerson MtPerson;
typedef struct _MtChannel MtChannel;
typedef struct _MtTeam MtTeam;
typedef struct _MtItem MtItem;
typedef struct _MtAgenda MtAgenda;
typedef struct _MtTask MtTask;
typedef struct _MtPost MtPost;
typedef struct _MtPatterns MtPatterns;

G_END_DECLS
