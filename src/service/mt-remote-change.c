/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A change made to an item on a server. It is patched and read by the worker as one of a folder is;
 * then it waits in the outbox, laid over the item.
 */
#include "config.h"

#include "service/mt-remote-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail_unwritable (GError **error, const char *url, const char *why)
{
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNWRITABLE, "%s: %s", url, why);

  return FALSE;
}

/* Some are only there to be read, and an edit that cannot be kept must not be shown. */
static gboolean
check_writable (MtItemStore *items, const MtChange *change, GError **error)
{
  g_autoptr (MtStoreCollection) known = mt_item_store_find (items, change->collection);
  const char *trouble = mt_item_store_get_trouble (items);

  if (!mt_item_store_is_writable (items))
    return fail_unwritable (error, change->collection,
                            trouble != NULL ? trouble
                                            : _ ("changes cannot be kept: the disk is read-only"));
  if (known != NULL && strcmp (known->kind, "feed") == 0)
    return fail_unwritable (error, change->collection,
                            _ ("is published for reading: change it where it comes from"));
  if (known != NULL && known->read_only)
    return fail_unwritable (
        error, change->collection,
        _ ("may not be changed with your account: ask its owner for the right to write"));

  return TRUE;
}

/* What the store says when the item is not what was read is a conflict like any other. */
static gboolean
fail_store (const MtChangeBytes *edit, GError *why, GError **error)
{
  if (g_error_matches (why, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED))
    g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT,
                 _ ("%s has been changed by somebody else meanwhile; look at it and try again"),
                 edit->path);
  else
    g_set_error_literal (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNWRITABLE, why->message);
  g_error_free (why);

  return FALSE;
}

static gboolean
is_nothing (const MtChangeBytes *edit)
{
  if (edit->before == NULL || edit->after == NULL)
    return edit->before == edit->after;

  return g_bytes_equal (edit->before, edit->after);
}

static gboolean
add_to_outbox (MtItemStore *items, const MtChangeBytes *edit, GError **error)
{
  const MtChange *change = edit->change;
  g_autoptr (GBytes) packed = mt_change_pack (change);
  GError *why = NULL;

  if (is_nothing (edit) || mt_outbox_add (items, change->collection, change->href, change->uid,
                                          edit->before, edit->after, packed, change->at, &why) >= 0)
    return TRUE;

  return fail_store (edit, why, error);
}

static void
tell (MtChangeResult *result, GBytes *now)
{
  result->now = now != NULL ? g_bytes_ref (now) : NULL;
  result->tag = now != NULL ? mt_change_tag_of (now) : NULL;
}

static gboolean
run (MtItemStore *items, MtChangeBytes *edit, GError **error)
{
  return check_writable (items, edit->change, error) && mt_change_bytes_check_tag (edit, error) &&
         mt_change_bytes_make (edit, error) && add_to_outbox (items, edit, error);
}

/**
 * mt_remote_change_apply:
 * @items: the store
 * @change: what is to happen; its collection is a URL, its `read_tag` that of mt_change_tag_of()
 * @client: the worker's client
 * @zones: what a TZID means
 * @result: (out caller-allocates): what came of it; to be cleared in any case
 * @error: return location
 *
 * Keeps a change until a server has it, and shows it at once. Blocking, but never on the network.
 * When this returns it is on the disk.
 *
 * Returns: %FALSE with an %MT_COLLECTION_ERROR, or %MT_ICAL_ERROR_WORKER, and nothing changed: of a
 *   %MT_COLLECTION_ERROR_CONFLICT @result has the other side
 */
gboolean
mt_remote_change_apply (MtItemStore *items,
                        const MtChange *change,
                        MtIcalClient *client,
                        const MtIcalZones *zones,
                        MtChangeResult *result,
                        GError **error)
{
  g_auto (MtChangeBytes) edit = { .change = change, .client = client, .zones = zones };
  g_autoptr (MtStoreItem) item = mt_item_store_read_item (items, change->collection, change->href);
  GError *why = NULL;

  *result = (MtChangeResult){ 0 };
  edit.path = g_strconcat (change->collection, change->href, NULL);
  edit.before = item != NULL && item->bytes != NULL ? g_bytes_ref (item->bytes) : NULL;
  if (run (items, &edit, &why))
    {
      tell (result, edit.after);
      if (!is_nothing (&edit))
        result->undo = mt_change_bytes_make_undo (&edit);
      return TRUE;
    }
  if (g_error_matches (why, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT))
    tell (result, edit.before);
  g_propagate_error (error, why);

  return FALSE;
}

/* -- Conflicts -- */

/* (transfer full) (nullable): one change more on top of what there is. */
static GBytes *
make_again (GBytes *bytes, const MtChange *change, MtIcalClient *client, const MtIcalZones *zones)
{
  g_auto (MtChangeBytes) edit = { .change = change, .client = client, .zones = zones };

  if (change->kind != MT_CHANGE_PATCH)
    return NULL;
  edit.path = g_strconcat (change->collection, change->href, NULL);
  edit.before = g_bytes_ref (bytes);
  if (!mt_change_bytes_make (&edit, NULL))
    return NULL;

  return g_steal_pointer (&edit.after);
}

/**
 * mt_remote_change_rebase:
 * @row: an edit in conflict
 * @client: the worker's client
 * @zones: what a TZID means
 *
 * Makes what was changed here once more, on top of what somebody else made of the item: what only
 * they changed stays. Blocking.
 *
 * Returns: (transfer full) (nullable): what that comes to; %NULL when it cannot be done field by
 *   field: one side deletes, or is not made of fields
 */
GBytes *
mt_remote_change_rebase (const MtOutboxRow *row, MtIcalClient *client, const MtIcalZones *zones)
{
  g_autoptr (GPtrArray) changes = row->change != NULL ? mt_change_unpack_all (row->change) : NULL;
  g_autoptr (GBytes) bytes = row->theirs != NULL ? g_bytes_ref (row->theirs) : NULL;

  if (changes == NULL || bytes == NULL || row->after == NULL)
    return NULL;
  for (guint i = 0; i < changes->len; i++)
    {
      GBytes *next = make_again (bytes, g_ptr_array_index (changes, i), client, zones);

      if (next == NULL)
        return NULL;
      g_bytes_unref (bytes);
      bytes = next;
    }

  return g_steal_pointer (&bytes);
}

static gboolean
keep_mine (MtItemStore *items,
           gint64 edit,
           guint64 serial,
           MtIcalClient *client,
           const MtIcalZones *zones,
           GError **error)
{
  g_autoptr (MtOutboxRow) row = mt_outbox_find (items, edit);
  g_autoptr (GBytes) merged = row != NULL ? mt_remote_change_rebase (row, client, zones) : NULL;

  return mt_outbox_resolve (items, edit, serial, merged != NULL ? MT_OUTBOX_MERGED : MT_OUTBOX_MINE,
                            merged, error);
}

/**
 * mt_remote_change_answer:
 * @items: the store
 * @edit: an edit that waits for the user
 * @serial: of what they have seen of it, 0: whatever it is
 * @answer: what they want
 * @client: the worker's client
 * @zones: what a TZID means
 * @error: set to a #MtStoreError; %MT_STORE_ERROR_CHANGED when it is another by now
 *
 * Does what the user wants of an edit. Blocking.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_remote_change_answer (MtItemStore *items,
                         gint64 edit,
                         guint64 serial,
                         MtEditAnswer answer,
                         MtIcalClient *client,
                         const MtIcalZones *zones,
                         GError **error)
{
  switch (answer)
    {
    case MT_EDIT_KEEP_MINE:
      return keep_mine (items, edit, serial, client, zones, error);
    case MT_EDIT_TAKE_THEIRS:
      return mt_outbox_resolve (items, edit, serial, MT_OUTBOX_THEIRS, NULL, error);
    case MT_EDIT_RETRY:
      return mt_outbox_retry (items, edit, error);
    case MT_EDIT_DROP:
    default:
      return mt_outbox_drop (items, edit, serial, error);
    }
}
