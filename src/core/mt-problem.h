/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A problem with something a person gave us: which file, where in it, which item, what is wrong and
 * what to do. The window lists them, the commands print them.
 */
#pragma once

#include "core/mt-types.h"

G_BEGIN_DECLS

typedef enum
{
  MT_SEVERITY_WARNING,
  MT_SEVERITY_ERROR,
} MtSeverity;

typedef struct
{
  MtSeverity severity;
  char *file;    /* path or URL, nullable */
  guint line;    /* 1-based, 0 unknown */
  guint column;  /* 1-based, in characters, 0 unknown */
  char *item;    /* UID of the item within the file, nullable */
  char *message; /* never NULL */
} MtProblem;

MtProblem *mt_problem_new (MtSeverity severity,
                           const char *file,
                           guint line,
                           guint column,
                           const char *item,
                           const char *format,
                           ...) G_GNUC_PRINTF (6, 7);
void mt_problem_free (MtProblem *self);
char *mt_problem_format (const MtProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtProblem, mt_problem_free)

G_END_DECLS
