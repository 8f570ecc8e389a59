/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtReport: the problems found in one file, each with its place.
 */
#include "config.h"

#include "team/mt-report.h"

#include <glib/gi18n-lib.h>

/* The longest message in characters: one may quote a text of megabytes. */
#define LONGEST 400

/* Whether a character could change how a terminal or a label shows what stands around it. */
static gboolean
is_harmful (gunichar c)
{
  return g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
         g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR ||
         g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/* Messages quote foreign text: they are one line, and no longer than a person reads. */
static char *
make_harmless (const char *message)
{
  GString *fit = g_string_new (NULL);
  guint n = 0;

  for (const char *p = message; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (++n > LONGEST)
        {
          g_string_append (fit, "…");
          break;
        }
      g_string_append_unichar (fit, is_harmful (c) ? 0xfffd : c);
    }
  return g_string_free (fit, FALSE);
}

/**
 * mt_report_new:
 * @text: the file, which must outlive the report
 * @name: its name as it stands in the problems, likewise
 *
 * Returns: (transfer full): a report without problems
 */
MtReport *
mt_report_new (const MtJsonText *text, const char *name)
{
  MtReport *self = g_new0 (MtReport, 1);

  self->text = text;
  self->name = name;
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  return self;
}

/**
 * mt_report_free:
 * @self: (transfer full): a report
 *
 * Frees a report and the problems nobody took.
 */
void
mt_report_free (MtReport *self)
{
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * mt_report_add:
 * @self: a report
 * @severity: whether the file can be used all the same
 * @offset: the byte of the file it is about
 * @format: what is wrong and what to do, in the user's language
 * @...: its arguments
 *
 * Adds a problem. After %MT_REPORT_MAX of them one last says so, and the rest only make the file
 * fail.
 */
void
mt_report_add (MtReport *self, MtSeverity severity, gsize offset, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *fit = NULL;
  va_list args;
  guint line;
  guint column;

  if (severity == MT_SEVERITY_ERROR)
    self->failed = TRUE;
  if (self->problems->len > MT_REPORT_MAX)
    return;
  if (self->problems->len == MT_REPORT_MAX)
    {
      message = g_strdup (_ ("too many problems: the rest is not listed"));
    }
  else
    {
      va_start (args, format);
      message = g_strdup_vprintf (format, args);
      va_end (args);
    }
  fit = make_harmless (message);
  mt_json_text_locate (self->text, offset, &line, &column);
  g_ptr_array_add (self->problems,
                   mt_problem_new (severity, self->name, line, column, NULL, "%s", fit));
}

/**
 * mt_report_line:
 * @self: a report
 * @offset: a byte of the file
 *
 * Returns: its line, from 1, for a problem that names another place
 */
guint
mt_report_line (const MtReport *self, gsize offset)
{
  guint line;
  guint column;

  mt_json_text_locate (self->text, offset, &line, &column);
  return line;
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const MtProblem *first = *(const MtProblem *const *) a;
  const MtProblem *second = *(const MtProblem *const *) b;

  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  return 0;
}

/**
 * mt_report_finish:
 * @self: a report
 * @problems: (element-type MtProblem): takes the problems, in the order of the file
 *
 * Hands the problems over.
 *
 * Returns: %TRUE if none of them is an error
 */
gboolean
mt_report_finish (MtReport *self, GPtrArray *problems)
{
  g_ptr_array_sort (self->problems, compare_places);
  g_ptr_array_extend_and_steal (problems, g_steal_pointer (&self->problems));
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  return !self->failed;
}
