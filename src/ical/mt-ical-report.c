/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Problems of one file: the first ones by name, the rest by their number.
 */
#include "config.h"

#include "ical/mt-ical-report-private.h"

#include <glib/gi18n-lib.h>

#define MAX_NAMED 100 /* problems of one file that are named one by one */

/**
 * mt_ical_report_item:
 * @self: the report of a file
 * @line: where the component begins, 1-based; 0 if there is no such place
 * @item: (nullable): its UID
 * @why: why it is left out, for a person
 *
 * Says that something is left out; only counts it once enough is named.
 */
void
mt_ical_report_item (MtIcalReport *self, guint line, const char *item, const char *why)
{
  if (self->named++ >= MAX_NAMED)
    {
      self->unnamed++;
      return;
    }
  g_ptr_array_add (self->problems,
                   mt_problem_new (MT_SEVERITY_ERROR, self->file, line, 0, item, "%s", why));
}

static void
warn (MtIcalReport *self, const char *text)
{
  g_ptr_array_add (self->problems,
                   mt_problem_new (MT_SEVERITY_WARNING, self->file, 0, 0, NULL, "%s", text));
}

/**
 * mt_ical_report_finish:
 * @self: the report of a file that was read to its end
 *
 * Says what concerns the file as a whole, and how much more is left out than was named.
 */
void
mt_ical_report_finish (MtIcalReport *self)
{
  if (self->garbage)
    warn (self, _ ("lines that are no iCalendar are skipped"));
  if (self->repaired)
    warn (self, _ ("some bytes are not UTF-8 and are read as Latin-1"));
  if (self->unnamed > 0)
    g_ptr_array_add (self->problems,
                     mt_problem_new (MT_SEVERITY_ERROR, self->file, 0, 0, NULL,
                                     ngettext ("%u more item is left out",
                                               "%u more items are left out", self->unnamed),
                                     self->unnamed));
}
