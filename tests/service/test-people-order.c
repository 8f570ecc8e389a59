/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Which people are found by what is typed, and the orders they stand in.
 */
#include "config.h"

#include "mt-fixture.h"
#include "service/mt-people-order.h"
#include "service/mt-search.h"

/* At MT_FIXTURE_NOW, a Tuesday: Madrid 15:22, Auckland Wednesday 03:22, Sao Paulo 11:22. */
static const char team[] =
    "{ \"version\": 1, \"name\": \"H\", \"people\": ["
    "{ \"id\": \"zoe\", \"name\": \"Zoë Müller\", \"timezone\": \"Europe/Madrid\","
    "  \"emails\": [\"zm@example.org\"] },"
    "{ \"id\": \"ari\", \"name\": \"Ari Kingi\", \"timezone\": \"Pacific/Auckland\" },"
    "{ \"id\": \"joao\", \"name\": \"João <b>Lima</b>\", \"timezone\": \"America/Sao_Paulo\" },"
    "{ \"id\": \"amal\", \"name\": \"أمل\", \"timezone\": \"Europe/Madrid\","
    "  \"away\": [ { \"from\": \"2026-11-20\", \"to\": \"2026-11-29\" } ] } ] }";

static void
open_team (MtFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  mt_fixture_write (fixture, "team.json", team);
  g_assert_true (mt_fixture_open (fixture, "zoe", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static void
test_match (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *found;
  } rows[] = {
    { "", "zoe ari joao amal " },
    { "zoe", "zoe " },
    { "ZOË", "zoe " },
    { "muller", "zoe " },
    { "kingi ari", "ari " },
    { "ari joao", "" },
    { "sao paulo", "joao " },
    { "joao", "joao " },
    { "<b>", "joao " },
    { "madrid", "zoe amal " },
    { "europe", "zoe amal " },
    { "zm@example", "zoe " },
    { "أمل", "amal " },
    { "working", "zoe joao " },
    { "madrid working", "zoe " },
    { "  zoe  ", "zoe " },
    { "nobody", "" },
    { "\u0301", "zoe ari joao amal " },
    { "%s", "" },
  };
  GListModel *people = mt_session_get_people (fixture->session);

  open_team (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *needle = mt_search_fold (rows[i].typed);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint j = 0; j < g_list_model_get_n_items (people); j++)
        {
          MtPersonItem *item = mt_fixture_item (people, j);

          if (mt_people_match (item, needle))
            g_string_append_printf (found, "%s ", mt_person_item_get_person (item)->id);
        }
      g_test_message ("%s", rows[i].typed);
      g_assert_cmpstr (found->str, ==, rows[i].found);
    }
}

static gint
compare (gconstpointer a, gconstpointer b, gpointer order)
{
  return mt_people_compare (*(MtPersonItem *const *) a, *(MtPersonItem *const *) b,
                            GPOINTER_TO_INT (order));
}

static void
assert_order (MtFixture *fixture, MtPeopleOrder order, const char *expected)
{
  GListModel *people = mt_session_get_people (fixture->session);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    g_ptr_array_add (sorted, mt_fixture_item (people, i));
  g_ptr_array_sort_with_data (sorted, compare, GINT_TO_POINTER (order));
  for (guint i = 0; i < sorted->len; i++)
    g_string_append_printf (ids, "%s ", mt_person_item_get_person (sorted->pdata[i])->id);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
assert_titles (MtFixture *fixture, MtPeopleOrder order, const char *expected)
{
  GListModel *people = mt_session_get_people (fixture->session);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autofree char *title = mt_people_group_title (mt_fixture_item (people, i), order);

      g_string_append_printf (titles, "%s; ", title != NULL ? title : "-");
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

/* In the order of the file: Zoe, Ari, Joao, Amal. */
static void
test_groups (MtFixture *fixture, gconstpointer data)
{
  open_team (fixture);
  assert_titles (fixture, MT_PEOPLE_ORDER_FILE, "-; -; -; -; ");
  assert_titles (fixture, MT_PEOPLE_ORDER_ZONE, "-; -; -; -; ");
  assert_titles (fixture, MT_PEOPLE_ORDER_STATE_GROUPS, "Working; Off; Working; Away; ");
  assert_titles (fixture, MT_PEOPLE_ORDER_CLOCK_GROUPS,
                 "15:22, your time; 03:22, +12 h; 11:22, −4 h; 15:22, your time; ");
  assert_order (fixture, MT_PEOPLE_ORDER_CLOCK_GROUPS, "joao zoe amal ari ");
  assert_order (fixture, MT_PEOPLE_ORDER_STATE_GROUPS, "zoe joao ari amal ");

  /* 20:30 in Madrid. */
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 5 * 3600 + 480);
  assert_titles (fixture, MT_PEOPLE_ORDER_STATE_GROUPS, "Off; Off; Working; Away; ");
}

static void
test_orders (MtFixture *fixture, gconstpointer data)
{
  open_team (fixture);
  assert_order (fixture, MT_PEOPLE_ORDER_FILE, "zoe ari joao amal ");
  assert_order (fixture, MT_PEOPLE_ORDER_ZONE, "joao zoe amal ari ");
  assert_order (fixture, MT_PEOPLE_ORDER_STATE, "zoe joao ari amal ");

  /* 20:30 in Madrid: Zoe is off, and in Auckland it is 08:30: back before her. */
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 5 * 3600 + 480);
  assert_order (fixture, MT_PEOPLE_ORDER_STATE, "joao ari zoe amal ");
}

static void
test_names (void)
{
  for (guint i = 0; i < MT_PEOPLE_N_ORDERS; i++)
    g_assert_cmpuint (mt_people_order_from_string (mt_people_order_to_string (i)), ==, i);
  g_assert_cmpuint (mt_people_order_from_string ("colour"), ==, MT_PEOPLE_ORDER_FILE);
  g_assert_cmpuint (mt_people_order_from_string (NULL), ==, MT_PEOPLE_ORDER_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/service/people-order/match", MtFixture, NULL, mt_fixture_set_up, test_match,
              mt_fixture_tear_down);
  g_test_add ("/service/people-order/orders", MtFixture, NULL, mt_fixture_set_up, test_orders,
              mt_fixture_tear_down);
  g_test_add ("/service/people-order/groups", MtFixture, NULL, mt_fixture_set_up, test_groups,
              mt_fixture_tear_down);
  g_test_add_func ("/service/people-order/names", test_names);
  return g_test_run ();
}
