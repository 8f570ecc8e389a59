/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Problems: where something is wrong, and what to do about it.
 */
#include "config.h"

#include "core/mt-problem.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

/**
 * mt_problem_new:
 * @severity: how bad
 * @file: (nullable): path or URL
 * @line: 1-based; 0 unknown
 * @column: 1-based, in characters; 0 unknown
 * @item: (nullable): UID of the item within the file
 * @format: what is wrong and what to do, as for printf()
 * @...: its arguments
 *
 * Makes a problem.
 *
 * Returns: (transfer full): the problem
 */
MtProblem *
mt_problem_new (MtSeverity severity,
                const char *file,
                guint line,
                guint column,
                const char *item,
                const char *format,
                ...)
{
  MtProblem *self = g_new0 (MtProblem, 1);
  va_list args;

  self->severity = severity;
  self->file = g_strdup (file);
  self->line = line;
  self->column = column;
  self->item = g_strdup (item);
  va_start (args, format);
  self->message = g_strdup_vprintf (format, args);
  va_end (args);
  return self;
}

/**
 * mt_problem_free:
 * @self: (transfer full) (nullable): a problem
 *
 * Frees a problem.
 */
void
mt_problem_free (MtProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_free (self->item);
  g_free (self->message);
  g_free (self);
}

/**
 * mt_problem_format:
 * @self: a problem
 *
 * Writes a problem as one line, `FILE:LINE:COLUMN: item ITEM: MESSAGE`, without the parts that are
 * unknown and without a line break at its end.
 *
 * Returns: (transfer full): the line
 */
char *
mt_problem_format (const MtProblem *self)
{
  GString *line;

  g_return_val_if_fail (self != NULL, NULL);

  line = g_string_new (NULL);
  if (self->file != NULL)
    g_string_append_printf (line, "%s:", self->file);
  if (self->line > 0)
    g_string_append_printf (line, "%u:", self->line);
  if (self->line > 0 && self->column > 0)
    g_string_append_printf (line, "%u:", self->column);
  if (line->len > 0)
    g_string_append_c (line, ' ');
  if (self->item != NULL)
    /* Translators: the item of a calendar that the rest of the line is about. */
    g_string_append_printf (line, _ ("item %s: "), self->item);
  g_string_append (line, self->message);
  return g_string_free (line, FALSE);
}
