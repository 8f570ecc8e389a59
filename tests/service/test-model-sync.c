/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * mt_model_sync(): the right list, told exactly. A second list that only listens ends up the same.
 */
#include "config.h"

#include <string.h>

#include "service/mt-model-sync.h"

typedef struct
{
  GObject *letters[26];
  GListStore *store;
  GPtrArray *mirror; /* what a view believes, from the signals alone */
  guint n_signals;
  guint n_touched; /* items told as removed or added */
} Fixture;

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Fixture *fixture = data;

  fixture->n_signals++;
  fixture->n_touched += removed + added;
  g_assert_cmpuint (position + removed, <=, fixture->mirror->len);
  if (removed > 0)
    g_ptr_array_remove_range (fixture->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, position + i);

      g_ptr_array_insert (fixture->mirror, position + i, item);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->letters); i++)
    fixture->letters[i] = g_object_new (G_TYPE_OBJECT, NULL);
  fixture->store = g_list_store_new (G_TYPE_OBJECT);
  fixture->mirror = g_ptr_array_new ();
  g_signal_connect (fixture->store, "items-changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->letters); i++)
    g_assert_finalize_object (fixture->letters[i]);
  g_ptr_array_unref (fixture->mirror);
}

static void
sync_to (Fixture *fixture, const char *wanted)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (const char *p = wanted; *p != '\0'; p++)
    g_ptr_array_add (items, fixture->letters[*p - 'a']);
  fixture->n_signals = 0;
  fixture->n_touched = 0;
  mt_model_sync (fixture->store, items);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->store)), ==, strlen (wanted));
  g_assert_cmpuint (fixture->mirror->len, ==, strlen (wanted));
  for (guint i = 0; i < fixture->mirror->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->store), i);

      g_assert_true (item == fixture->letters[wanted[i] - 'a']);
      g_assert_true (g_ptr_array_index (fixture->mirror, i) == item);
    }
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *from;
    const char *to;
    guint n_signals;
    guint n_touched;
  } rows[] = {
    { "", "", 0, 0 },         { "", "abc", 1, 3 },      { "abc", "", 1, 3 },
    { "abc", "abc", 0, 0 },   { "abc", "abxc", 1, 1 },  { "abxc", "abc", 1, 1 },
    { "abc", "xabc", 1, 1 },  { "abc", "abcx", 1, 1 },  { "abc", "axc", 2, 2 },
    { "abcd", "xbcy", 4, 4 }, { "abcd", "bcda", 2, 2 }, { "abc", "xyz", 2, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s -> %s", rows[i].from, rows[i].to);
      sync_to (fixture, rows[i].from);
      sync_to (fixture, rows[i].to);
      g_assert_cmpuint (fixture->n_signals, <=, rows[i].n_signals);
      g_assert_cmpuint (fixture->n_touched, ==, rows[i].n_touched);
    }
}

static void
test_any (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 3000; round++)
    {
      char letters[] = "abcdefghijkl";
      const guint length = g_test_rand_int_range (0, sizeof letters);

      for (guint i = sizeof letters - 2; i > 0; i--)
        {
          const guint other = g_test_rand_int_range (0, i + 1);
          const char letter = letters[i];

          letters[i] = letters[other];
          letters[other] = letter;
        }
      letters[length] = '\0';
      sync_to (fixture, letters);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/model-sync/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/model-sync/any", Fixture, NULL, set_up, test_any, tear_down);

  return g_test_run ();
}
