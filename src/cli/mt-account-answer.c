/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Accounts and their calendars: what is known of each, and what is wrong.
 */
#include "config.h"
#include "cli/mt-account-answer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/mt-table.h"
#include "cli/mt-words.h"
#include "service/mt-display-text.h"

/* One line of an answer. */
typedef struct
{
  const char *url;
  const char *name;                      /* nullable */
  const char *person;                    /* nullable: id of whose calendar it is */
  const MtAccountCollection *collection; /* nullable: no account has it among its own */
  const MtStoreCollection *known;        /* nullable: never asked */
} Row;

static gboolean
is_of (const MtAccount *a, const MtAccount *b)
{
  return (a == NULL && b == NULL) || (a != NULL && b != NULL && g_str_equal (a->id, b->id));
}

/* Whose calendar it is: by the account's own word, else by the team file's. */
static const char *
find_person (const MtSyncPlan *plan, const MtAccountCollection *collection, const char *url)
{
  if (collection != NULL && collection->person != NULL)
    return collection->person;
  for (guint i = 0; i < plan->people->len; i++)
    {
      const MtSyncPerson *person = g_ptr_array_index (plan->people, i);

      if (person->calendars != NULL &&
          g_strv_contains ((const char *const *) person->calendars, url))
        return person->id;
    }
  return NULL;
}

static void
add_row (GArray *rows,
         const char *url,
         const char *name,
         const MtAccount *account,
         const MtSyncPlan *plan,
         const MtSyncReport *report)
{
  Row row = { url, name };

  row.collection = account != NULL ? mt_account_find_collection (account, url) : NULL;
  row.known = mt_cli_sync_find (report, url);
  row.person = find_person (plan, row.collection, url);
  if (row.name == NULL && row.collection != NULL)
    row.name = row.collection->name;
  g_array_append_val (rows, row);
}

static gboolean
has_row (const GArray *rows, const char *url)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (g_array_index (rows, Row, i).url, url))
      return TRUE;
  return FALSE;
}

/* What is kept up to date with an account (NULL: without any); then what servers said of people;
 * then, if @all, its other calendars. */
static GArray *
list_rows (const MtSyncPlan *plan,
           const MtSyncReport *report,
           const MtAccount *account,
           gboolean all)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint i = 0; i < plan->targets->len; i++)
    {
      const MtSyncTarget *target = g_ptr_array_index (plan->targets, i);

      if (is_of (target->account, account))
        add_row (rows, target->url, target->title, account, plan, report);
    }
  for (guint i = 0; report->collections != NULL && i < report->collections->len; i++)
    {
      const MtStoreCollection *known = g_ptr_array_index (report->collections, i);

      if ((g_str_has_prefix (known->url, MT_STORE_FREEBUSY) ||
           g_str_has_prefix (known->url, MT_STORE_AVAILABILITY)) &&
          g_strcmp0 (known->account, account != NULL ? account->id : NULL) == 0)
        add_row (rows, known->url, known->title, account, plan, report);
    }
  for (guint i = 0; all && account != NULL && i < account->collections->len; i++)
    {
      const MtAccountCollection *other = g_ptr_array_index (account->collections, i);

      if (!has_row (rows, other->url))
        add_row (rows, other->url, other->name, account, plan, report);
    }
  return rows;
}

static gboolean
has_trouble (const MtStoreCollection *known)
{
  return known != NULL && (known->trouble != NULL || known->held || known->n_conflicts > 0);
}

/* In a word that no language changes. */
static const char *
find_state (const MtAccount *account, const GArray *rows)
{
  gboolean asked = FALSE;

  if (account != NULL && account->paused != NULL)
    return "paused";
  for (guint i = 0; i < rows->len; i++)
    {
      const MtStoreCollection *known = g_array_index (rows, Row, i).known;

      if (has_trouble (known))
        return "trouble";
      asked = asked || (known != NULL && known->checked > 0);
    }
  return asked ? "ok" : "new";
}

static void
add_row_json (JsonBuilder *builder, const Row *row)
{
  const MtStoreCollection *known = row->known;
  const MtAccountCollection *collection = row->collection;

  json_builder_begin_object (builder);
  mt_json_string (builder, "url", row->url);
  mt_json_string (builder, "name", row->name);
  mt_json_string (builder, "kind", known != NULL && *known->kind != '\0' ? known->kind : NULL);
  mt_json_string (builder, "person", row->person);
  mt_json_bool (builder, "counts", collection == NULL || collection->counts);
  mt_json_maybe_instant (builder, "last_success", known != NULL && known->checked > 0,
                         known != NULL ? known->checked : 0);
  mt_json_string (builder, "error", known != NULL ? known->trouble : NULL);
  mt_json_int (builder, "items", known != NULL ? known->n_items : 0);
  mt_json_int (builder, "parked", known != NULL ? known->n_parked : 0);
  mt_json_int (builder, "pending", known != NULL ? known->n_pending : 0);
  mt_json_int (builder, "conflicts", known != NULL ? known->n_conflicts : 0);
  mt_json_bool (builder, "held", known != NULL && known->held);
  json_builder_end_object (builder);
}

static void
add_account_json (JsonBuilder *builder,
                  const MtSyncPlan *plan,
                  const MtSyncReport *report,
                  const MtAccount *account,
                  gboolean all)
{
  g_autoptr (GArray) rows = list_rows (plan, report, account, all);

  if (account == NULL && rows->len == 0)
    return;
  json_builder_begin_object (builder);
  mt_json_string (builder, "id", account != NULL ? account->id : NULL);
  mt_json_string (builder, "title", account != NULL ? account->title : NULL);
  mt_json_string (builder, "url", account != NULL ? account->url : NULL);
  mt_json_string (builder, "user", account != NULL ? account->user : NULL);
  mt_json_string (builder, "state", find_state (account, rows));
  mt_json_string (builder, "paused", account != NULL ? account->paused : NULL);
  json_builder_set_member_name (builder, "collections");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    add_row_json (builder, &g_array_index (rows, Row, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * mt_account_answer_json:
 * @builder: where a value is wanted
 * @plan: the accounts, and what is kept up to date
 * @report: what is known of it
 * @all: with the calendars that are not used
 *
 * Adds an array with an object for each account; and one, whose id is null, for what needs none.
 */
void
mt_account_answer_json (JsonBuilder *builder,
                        const MtSyncPlan *plan,
                        const MtSyncReport *report,
                        gboolean all)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->accounts->len; i++)
    add_account_json (builder, plan, report, g_ptr_array_index (plan->accounts, i), all);
  add_account_json (builder, plan, report, NULL, all);
  json_builder_end_array (builder);
}

/* What to call a place. */
static char *
name_row (const Row *row)
{
  if (g_str_has_prefix (row->url, MT_STORE_FREEBUSY))
    return g_strdup_printf (_ ("free/busy of %s"), row->url + strlen (MT_STORE_FREEBUSY));
  if (g_str_has_prefix (row->url, MT_STORE_AVAILABILITY))
    return g_strdup_printf (_ ("hours of %s"), row->url + strlen (MT_STORE_AVAILABILITY));
  return mt_display_line (row->name != NULL ? row->name : row->url);
}

/* What there is to say of one place, the worst first. */
static char *
describe (const MtCli *cli, const MtStoreCollection *known, MtInk *ink)
{
  g_autofree char *when = NULL;

  *ink = MT_INK_ALERT;
  if (known == NULL || (known->checked == 0 && known->trouble == NULL))
    {
      *ink = MT_INK_DIM;
      return g_strdup (_ ("not asked yet"));
    }
  if (known->trouble != NULL)
    return mt_display_line (known->trouble);
  if (known->held)
    return g_strdup_printf (ngettext ("%u item vanished at once: kept until you decide",
                                      "%u items vanished at once: kept until you decide",
                                      known->n_vanished),
                            known->n_vanished);
  if (known->n_conflicts > 0)
    return g_strdup_printf (
        ngettext ("%u edit waits for you", "%u edits wait for you", known->n_conflicts),
        known->n_conflicts);
  if (known->n_pending > 0)
    return g_strdup_printf (
        ngettext ("%u edit waits to be sent", "%u edits wait to be sent", known->n_pending),
        known->n_pending);
  *ink = MT_INK_GOOD;
  when = mt_words_time (cli, known->checked, mt_cli_viewer_zone (cli, known->checked));
  return g_strdup_printf (_ ("up to date at %s"), when);
}

static void
add_row_text (MtCli *cli, MtTable *table, const Row *row)
{
  const MtStoreCollection *known = row->known;
  g_autofree char *name = name_row (row);
  g_autofree char *items = NULL;
  g_autofree char *state = NULL;
  MtInk ink;

  if (known != NULL)
    items = g_strdup_printf (ngettext ("%u item", "%u items", known->n_items), known->n_items);
  state = describe (cli, known, &ink);
  mt_table_add (table, MT_INK_PLAIN, name);
  mt_table_add (table, MT_INK_DIM, row->person != NULL ? row->person : "");
  mt_table_add (table, MT_INK_DIM, items != NULL ? items : "");
  mt_table_add (table, ink, state);
}

static void
add_account_text (MtCli *cli,
                  const MtSyncPlan *plan,
                  const MtSyncReport *report,
                  const MtAccount *account,
                  gboolean all)
{
  g_autoptr (GArray) rows = list_rows (plan, report, account, all);
  g_autoptr (MtTable) table = mt_table_new (4, 2);
  g_autofree char *id = mt_display_line (account != NULL ? account->id : _ ("Without an account"));

  if (account == NULL && rows->len == 0)
    return;
  if (cli->out->len > 0)
    g_string_append_c (cli->out, '\n');
  mt_ink_append (cli->out, cli->colour, MT_INK_STRONG, id);
  if (account != NULL && !g_str_equal (account->title, account->id))
    {
      g_autofree char *title = mt_display_line (account->title);

      g_string_append_printf (cli->out, "  %s", title);
    }
  g_string_append_c (cli->out, '\n');
  if (account != NULL && account->paused != NULL)
    {
      g_autofree char *paused = mt_display_line (account->paused);

      g_string_append (cli->out, "  ");
      mt_ink_append (cli->out, cli->colour, MT_INK_ALERT, paused);
      g_string_append_c (cli->out, '\n');
    }
  for (guint i = 0; i < rows->len; i++)
    add_row_text (cli, table, &g_array_index (rows, Row, i));
  mt_table_print (table, cli->out, cli->colour);
}

/**
 * mt_account_answer_text:
 * @cli: a run
 * @plan: the accounts, and what is kept up to date
 * @report: what is known of it
 * @all: with the calendars that are not used
 *
 * Adds the same for people.
 */
void
mt_account_answer_text (MtCli *cli,
                        const MtSyncPlan *plan,
                        const MtSyncReport *report,
                        gboolean all)
{
  for (guint i = 0; i < plan->accounts->len; i++)
    add_account_text (cli, plan, report, g_ptr_array_index (plan->accounts, i), all);
  add_account_text (cli, plan, report, NULL, all);
  if (cli->out->len == 0)
    g_string_append (cli->out, _ ("There are no accounts, and no calendars on servers.\n"));
}

static void
warn_of (const char *where, const char *what)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", where, what);

  mt_cli_warn (line);
}

static guint
warn_of_row (const Row *row)
{
  const MtStoreCollection *known = row->known;
  guint n = 0;

  if (known == NULL)
    return 0;
  if (known->trouble != NULL)
    {
      warn_of (row->url, known->trouble);
      n++;
    }
  if (known->held)
    {
      g_autofree char *what = g_strdup_printf (
          ngettext ("%u item vanished at once and is kept; if that is right: meantimectl sync "
                    "--accept %s",
                    "%u items vanished at once and are kept; if that is right: meantimectl sync "
                    "--accept %s",
                    known->n_vanished),
          known->n_vanished, row->url);

      warn_of (row->url, what);
      n++;
    }
  if (known->n_conflicts > 0)
    {
      g_autofree char *what = g_strdup_printf (
          ngettext ("%u edit is in conflict or was refused; see meantimectl edits",
                    "%u edits are in conflict or were refused; see meantimectl edits",
                    known->n_conflicts),
          known->n_conflicts);

      warn_of (row->url, what);
      n++;
    }
  return n;
}

/**
 * mt_account_answer_troubles:
 * @plan: the accounts, and what is kept up to date
 * @report: what is known of it
 *
 * Says on standard error what is wrong, a line each.
 *
 * Returns: how many lines
 */
guint
mt_account_answer_troubles (const MtSyncPlan *plan, const MtSyncReport *report)
{
  guint n = 0;

  for (guint i = 0; i <= plan->accounts->len; i++)
    {
      const MtAccount *account =
          i < plan->accounts->len ? g_ptr_array_index (plan->accounts, i) : NULL;
      g_autoptr (GArray) rows = list_rows (plan, report, account, FALSE);

      if (account != NULL && account->paused != NULL)
        {
          warn_of (account->id, account->paused);
          n++;
          continue; /* its places say the same */
        }
      for (guint j = 0; j < rows->len; j++)
        n += warn_of_row (&g_array_index (rows, Row, j));
    }
  return n;
}
