/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtReport: the problems found in one file, each with its place.
 */
#pragma once

#include "core/mt-problem.h"
#include "team/mt-json-text.h"

G_BEGIN_DECLS

/* More are counted, not kept: a hostile file must not fill the memory with its own faults. */
#define MT_REPORT_MAX 100000

typedef struct
{
  const MtJsonText *text; /* unowned: outlives the report */
  const char *name;       /* unowned: of the file */
  GPtrArray *problems;    /* owned (element-type MtProblem) */
  gboolean failed;        /* one of them is an error */
} MtReport;

MtReport *mt_report_new (const MtJsonText *text, const char *name);
void mt_report_free (MtReport *self);
void mt_report_add (MtReport *self, MtSeverity severity, gsize offset, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
guint mt_report_line (const MtReport *self, gsize offset);
gboolean mt_report_finish (MtReport *self, GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtReport, mt_report_free)

G_END_DECLS
