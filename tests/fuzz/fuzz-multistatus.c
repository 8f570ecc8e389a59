/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Any bytes as the answer of a server: the same is read from it however it comes in pieces, and
 * only what came up to the end tag is whole.
 */
#include <string.h>

#include "net/mt-multistatus.h"
#include "net/mt-net-error.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
note_node (GString *said, const MtDavNode *node)
{
  g_string_append_printf (said, "<%d:%s:%s:", node->ns, node->name, node->label ? node->label : "");
  if (node->text)
    g_string_append_len (said, node->text->str, node->text->len);
  for (const MtDavNode *child = node->children; child; child = child->next)
    note_node (said, child);
  g_string_append_c (said, '>');
}

static gboolean
note (MtDavResponse *response, gpointer data, GError **error)
{
  GString *said = data;

  g_assert_true (g_utf8_validate (response->href, -1, NULL));
  g_string_append_printf (said, "%s %u %d\n", response->href, response->status, response->damaged);
  for (guint i = 0; i < response->props->len; i++)
    {
      MtDavProp *prop = g_ptr_array_index (response->props, i);
      g_autoptr (GBytes) bytes = NULL;

      note_node (said, prop->node);
      bytes = mt_dav_node_steal_calendar (prop->node);
      g_string_append_printf (said, " %u %" G_GSIZE_FORMAT "\n", prop->status,
                              bytes ? g_bytes_get_size (bytes) : 0);
    }
  return TRUE;
}

static char *
read_in_pieces (const guint8 *data, gsize size, gsize piece, gboolean *whole)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (note, said);
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  for (gsize at = 0; ok && at < size; at += piece)
    ok = mt_multistatus_feed (answer, (const char *) data + at, MIN (piece, size - at), &error);
  *whole = ok && mt_multistatus_finish (answer, &error);
  g_assert_true (*whole == (error == NULL));
  g_assert_true (*whole == mt_multistatus_is_complete (answer));
  return g_strndup (said->str, said->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gboolean whole;
  gboolean whole_in_pieces;
  g_autofree char *once = read_in_pieces (data, size, size + 1, &whole);
  g_autofree char *pieces =
      read_in_pieces (data, size, size > 0 ? data[size / 2] % 40 + 1 : 1, &whole_in_pieces);
  g_autoptr (MtDavNode) node = mt_dav_node_parse ((const char *) data, size, NULL);

  g_assert_cmpint (whole, ==, whole_in_pieces);
  if (whole)
    g_assert_cmpstr (once, ==, pieces);
  if (whole)
    g_assert_nonnull (node);
  return 0;
}
