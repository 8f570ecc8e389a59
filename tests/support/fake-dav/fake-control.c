/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The switches of the server of the tests by HTTP, for tests in other processes. All are POST with
 * the answer as plain text:
 *   /.fake/set?NAME=VALUE          a switch; an empty value is the default
 *   /.fake/reset                   all switches and faults back
 *   /.fake/fail?request=R&action=A&count=N&header=H
 *   /.fake/user?name=N&password=P
 *   /.fake/collection?path=P&components=C
 *   /.fake/share?path=P&user=U&right=R
 *   /.fake/put?path=P              the body is the item
 *   /.fake/remove?path=P
 *   /.fake/read?path=P             its bytes
 *   /.fake/list?path=P             a name a line
 *   /.fake/count?request=R         a number
 *   /.fake/log, /.fake/clear-log
 */
#include "fake-dav-private.h"

#include <stdlib.h>
#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static GString *
list_names (FakeDav *dav, const char *path)
{
  g_autoptr (GHashTable) list = fake_dav_list (dav, path);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (list), compare_names);
  GString *text = g_string_new (NULL);

  for (GList *at = names; at; at = at->next)
    g_string_append_printf (text, "%s\n", (const char *) at->data);
  return text;
}

static void
set_all (FakeDav *dav, GHashTable *query)
{
  GHashTableIter iter;
  const char *name;
  const char *value;

  g_hash_table_iter_init (&iter, query);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    fake_dav_set (dav, name, *value ? value : NULL);
}

static GString *
run (FakeRequest *request, const char *verb, GHashTable *query)
{
  FakeDav *dav = request->dav;
  const char *path = g_hash_table_lookup (query, "path");
  const char *count = g_hash_table_lookup (query, "count");
  const char *asked = g_hash_table_lookup (query, "request");
  GString *answer = g_string_new (NULL);

  if (g_str_equal (verb, "set"))
    set_all (dav, query);
  else if (g_str_equal (verb, "reset"))
    fake_dav_reset (dav);
  else if (g_str_equal (verb, "fail") && asked)
    fake_dav_fail (dav, asked, g_hash_table_lookup (query, "action"), count ? atoi (count) : 1,
                   g_hash_table_lookup (query, "header"));
  else if (g_str_equal (verb, "user"))
    fake_dav_add_user (dav, g_hash_table_lookup (query, "name"),
                       g_hash_table_lookup (query, "password"));
  else if (g_str_equal (verb, "collection") && path)
    fake_dav_add_collection (dav, path, g_hash_table_lookup (query, "components"));
  else if (g_str_equal (verb, "share") && path)
    fake_dav_share (dav, path, g_hash_table_lookup (query, "user"),
                    g_hash_table_lookup (query, "right"));
  else if (g_str_equal (verb, "put") && path)
    fake_dav_put_bytes (dav, path, request->body);
  else if (g_str_equal (verb, "remove") && path)
    fake_dav_remove (dav, path);
  else if (g_str_equal (verb, "read") && path)
    {
      g_autoptr (GBytes) bytes = fake_dav_read (dav, path);

      if (bytes)
        g_string_append_len (answer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  else if (g_str_equal (verb, "list") && path)
    {
      g_string_free (answer, TRUE);
      answer = list_names (dav, path);
    }
  else if (g_str_equal (verb, "count") && asked)
    g_string_printf (answer, "%u", fake_dav_count (dav, asked));
  else if (g_str_equal (verb, "log"))
    {
      g_autofree char *log = fake_dav_dup_log (dav);

      g_string_assign (answer, log);
    }
  else if (g_str_equal (verb, "clear-log"))
    fake_dav_clear_log (dav);
  return answer;
}

/* Called without the lock. */
void
fake_control (FakeRequest *request)
{
  const char *text = g_uri_get_query (soup_server_message_get_uri (request->message));
  g_autoptr (GHashTable) query = soup_form_decode (text ? text : "");
  GString *answer = run (request, request->path + strlen ("/.fake/"), query);

  soup_server_message_set_status (request->message, 200, NULL);
  soup_server_message_set_response (request->message, "text/plain; charset=utf-8", SOUP_MEMORY_COPY,
                                    answer->str, answer->len);
  g_string_free (answer, TRUE);
}
