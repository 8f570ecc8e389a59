/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What waits to be sent, in words.
 */
#include "config.h"

#include "service/mt-pending-text.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"

/**
 * mt_pending_text:
 * @mark: of an item
 *
 * Returns: (transfer full): "Waiting to be sent", "Refused: ...", "" where the server has it
 */
char *
mt_pending_text (const MtPendingMark *mark)
{
  g_autofree char *why = mark->why != NULL ? mt_display_line (mark->why) : NULL;

  switch (mark->state)
    {
    case MT_PENDING_WAITING:
      return g_strdup (_ ("Waiting to be sent"));
    case MT_PENDING_REFUSED:
      /* Translators: a server did not take a change; what follows is what it said. */
      return why != NULL ? g_strdup_printf (_ ("Refused: %s"), why) : g_strdup (_ ("Refused"));
    case MT_PENDING_CONFLICT:
      return g_strdup (_ ("Changed by somebody else too"));
    case MT_PENDING_NONE:
    default:
      return g_strdup ("");
    }
}
