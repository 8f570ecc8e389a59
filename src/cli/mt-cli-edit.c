/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One run of meantimectl: a change is made, and what became of it is said.
 */
#include "config.h"
#include "cli/mt-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/mt-cli-sync.h"
#include "cli/mt-command.h"
#include "service/mt-pending-text.h"
#include "service/mt-writer.h"

/**
 * mt_cli_apply:
 * @self: a run that has read the team
 * @change: (transfer full) (nullable): what somebody wants; %NULL with @error set
 * @error: return location, perhaps with why there is no change
 *
 * Makes a change at once; one of an item on a server is kept first, and then sent. Where it cannot
 * be sent now, it waits: what is read afterwards says so.
 *
 * Returns: %FALSE with an error, and nothing changed.
 */
gboolean
mt_cli_apply (MtCli *self, MtChange *change, GError **error)
{
  g_autoptr (MtWriter) writer = mt_writer_new (self->tzdata);
  g_autoptr (MtChange) owned = change;
  g_autoptr (GError) why = NULL;

  if (owned == NULL)
    return FALSE;
  if (mt_writer_apply (writer, owned, NULL, &why))
    {
      self->edits_server = strstr (owned->collection, "://") != NULL;
      if (self->edits_server)
        mt_cli_sync_after_edit (self);
      return TRUE;
    }
  g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, why->message);
  return FALSE;
}

/**
 * mt_cli_finish_edit:
 * @self: a run that has made a change and read it back
 * @mark: (nullable): what is to be said of the item; %NULL: it is gone
 * @error: return location
 *
 * Says whether the change was sent, waits, or needs its author.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_FAILED when the server does not take it as it is
 */
gboolean
mt_cli_finish_edit (MtCli *self, const MtPendingMark *mark, GError **error)
{
  g_autofree char *text = NULL;

  if (!self->edits_server)
    return TRUE;
  if (mark == NULL || mark->state == MT_PENDING_NONE)
    {
      if (!self->options.json)
        g_string_append (self->out, _ ("Sent.\n"));
      return TRUE;
    }
  text = mt_pending_text (mark);
  if (mark->state == MT_PENDING_WAITING)
    {
      g_autofree char *why = mark->why != NULL ? mt_cli_plain (mark->why) : NULL;

      if (!self->options.json)
        g_string_append_printf (self->out, why != NULL ? "%s: %s\n" : "%s\n", text, why);
      return TRUE;
    }
  g_set_error (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, _ ("%s: %s; see meantimectl edits"),
               self->command->name, text);
  return FALSE;
}
