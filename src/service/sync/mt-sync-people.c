/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * When people are busy whose events cannot be read: asked of the outbox of an account, all of them
 * in one request, then of their calendars. What works is remembered.
 */
#include "config.h"

#include "service/sync/mt-sync-cover.h"
#include "service/sync/mt-sync-run.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-freebusy.h"
#include "service/mt-loader.h"
#include "service/sync/mt-sync-same.h"

#define KIND_FREEBUSY "freebusy"
#define WAY_OUTBOX "outbox"
#define WAY_QUERY "query"
#define WAY_EVENTS "events"

static const char no_events[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                                "PRODID:-//Meantime//Meantime//EN\r\nEND:VCALENDAR\r\n";

/* Somebody whose free/busy is wanted. */
typedef struct
{
  char *url;                  /* where the store keeps it */
  const char *address;        /* unowned */
  const char *name;           /* unowned */
  const MtSyncTarget *target; /* unowned, nullable: their calendar that may not be read */
  char *way;                  /* nullable: what worked the last time */
  char *account;              /* nullable: with which account */
  gboolean answered;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->url);
  g_free (question->way);
  g_free (question->account);
  g_free (question);
}

/* "query", "events", or "outbox" and with which account. */
static void
take_way (Question *question, const char *written)
{
  const char *space = strchr (written, ' ');

  if (written[0] != '\0')
    question->way = space != NULL ? g_strndup (written, space - written) : g_strdup (written);
  question->account = space != NULL ? g_strdup (space + 1) : NULL;
}

static void
add_question (MtSyncRun *run,
              GPtrArray *questions,
              char *url,
              const char *address,
              const char *name,
              const MtSyncTarget *target)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (MtStoreCollection) row = mt_item_store_find (mt_sync_run_lock_store (run), url);
  const char *bar = row != NULL && row->mode != NULL ? strchr (row->mode, '|') : NULL;

  mt_sync_run_unlock_store (run);
  question->url = url;
  question->address = address;
  question->name = name;
  question->target = target;
  if (bar != NULL && g_str_equal (row->kind, KIND_FREEBUSY))
    take_way (question, bar + 1);
  g_ptr_array_add (questions, question);
}

static GPtrArray *
list_questions (MtSyncRun *run)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func (question_free);

  for (guint i = 0; i < run->plan->people->len; i++)
    {
      const MtSyncPerson *person = g_ptr_array_index (run->plan->people, i);

      if (person->no_calendar)
        add_question (run, questions, g_strconcat (MT_STORE_FREEBUSY, person->address, NULL),
                      person->address, person->name, NULL);
    }
  for (guint i = 0; i < run->unreadable->len; i++)
    {
      const MtSyncTarget *target = g_ptr_array_index (run->unreadable, i);

      add_question (run, questions, g_strdup (target->url), target->address, target->title, target);
    }
  return questions;
}

/* What servers are asked for: around now, and what somebody wants to know. */
static MtSpan
find_window (const MtSyncRun *run)
{
  return mt_sync_cover_span (mt_loader_window (run->now), run->plan->window);
}

/* What an answer replaces: items of when the calendar could still be read. */
static void
stage_answer (MtItemStore *store,
              MtSyncRun *run,
              const MtStoreCollection *row,
              const char *way,
              GBytes *bytes)
{
  g_autoptr (GHashTable) known = mt_item_store_known (store, row->id);
  g_autoptr (MtStoreItem) before = mt_item_store_read_item (store, row->url, "");
  const gboolean same_way = g_strcmp0 (row->kind, KIND_FREEBUSY) == 0 && row->mode != NULL &&
                            g_str_has_suffix (row->mode, way);
  g_autofree char *mode =
      same_way ? g_strdup (row->mode) : g_strdup_printf ("%" G_GINT64_FORMAT "|%s", run->now, way);
  g_autofree char *cover = mt_sync_cover_write (find_window (run));
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (((const char *) name)[0] != '\0')
      mt_item_store_remove_item (store, row->id, name);
  if (before == NULL || before->bytes == NULL || !mt_sync_same_freebusy (before->bytes, bytes))
    mt_item_store_put_item (store, row->id, "", NULL, bytes);
  /* When the calendar itself was last tried stays, so that it is tried again one day. */
  if (!same_way || g_strcmp0 (row->ctag, cover) != 0)
    mt_item_store_set_mark (store, row->id, NULL, cover, mode);
  mt_item_store_set_checked (store, row->id, mt_sync_run_now (run));
}

/* A calendar stays with the account of its own server, whoever told. */
static const char *
choose_account (const Question *question, const MtAccount *account)
{
  if (question->target != NULL)
    account = question->target->account;
  return account != NULL ? account->id : NULL;
}

static void
keep_answer (MtSyncRun *run,
             Question *question,
             const MtAccount *account,
             const char *way,
             GBytes *bytes)
{
  MtItemStore *store = mt_sync_run_lock_store (run);
  g_autoptr (MtStoreCollection) row = mt_item_store_find (store, question->url);
  g_autoptr (GError) error = NULL;
  const char *id = choose_account (question, account);

  question->answered = TRUE;
  if (row == NULL || !g_str_equal (row->kind, KIND_FREEBUSY) || g_strcmp0 (row->account, id) != 0)
    {
      if (row != NULL)
        mt_store_collection_free (g_steal_pointer (&row));
      mt_item_store_add (store, question->url, id, KIND_FREEBUSY, &error);
      row = mt_item_store_find (store, question->url);
    }
  if (row != NULL)
    {
      mt_item_store_begin (store);
      stage_answer (store, run, row, way, bytes);
      mt_item_store_commit (store, &error);
    }
  mt_sync_run_unlock_store (run);
  if (error != NULL)
    g_debug ("%s", error->message);
}

/* -- All of a server's people in one request -- */

static char *
dup_unknown_key (const MtAccount *account, const Question *question)
{
  return g_strdup_printf ("who %s %s", account->id, question->address);
}

static gboolean
is_unknown_to (MtSyncRun *run, const MtAccount *account, const Question *question)
{
  g_autofree char *key = dup_unknown_key (account, question);

  return (run->flags & MT_SYNC_FULL) == 0 &&
         mt_sync_pace_wait (run->engine->pace, key, mt_sync_pace_read_clock ()) > 0;
}

/* Whether to ask this account. First those are asked who told the last time, together with the
 * people of whom nobody has told yet; then (@again), where that came to nothing, all others. Who
 * said a while ago that they do not know is left alone. */
static gboolean
may_know (MtSyncRun *run, const MtAccount *account, const Question *question, gboolean again)
{
  const gboolean told = g_strcmp0 (question->way, WAY_OUTBOX) == 0;
  const gboolean by_this = told && g_strcmp0 (question->account, account->id) == 0;

  if (question->answered || (question->way != NULL && !told))
    return FALSE;
  if (by_this)
    return !again;
  return told == again && !is_unknown_to (run, account, question);
}

static void
note_unknown (MtSyncRun *run, const MtAccount *account, const Question *question)
{
  g_autofree char *key = dup_unknown_key (account, question);

  mt_sync_pace_hold (run->engine->pace, key, mt_sync_pace_read_clock (), MT_SYNC_RETRY_UNKNOWN_S);
}

static GPtrArray *
ask_outbox (MtSyncRun *run,
            MtAccount *account,
            MtHttp *http,
            const GPtrArray *asked,
            GError **error)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();

  for (guint i = 0; i < asked->len; i++)
    g_ptr_array_add (addresses, (gpointer) ((Question *) g_ptr_array_index (asked, i))->address);
  g_ptr_array_add (addresses, NULL);
  return mt_freebusy_ask (http, account->outbox, account->addresses[0],
                          (const char *const *) addresses->pdata, find_window (run), run->now,
                          run->cancellable, error);
}

static void
take_answers (MtSyncRun *run, MtAccount *account, const GPtrArray *asked, const GPtrArray *answers)
{
  g_autofree char *way = g_strconcat (WAY_OUTBOX " ", account->id, NULL);

  for (guint i = 0; i < asked->len && i < answers->len; i++)
    {
      Question *question = g_ptr_array_index (asked, i);
      const MtFreebusyAnswer *answer = g_ptr_array_index (answers, i);

      if (answer->bytes != NULL)
        keep_answer (run, question, account, way, answer->bytes);
      else
        note_unknown (run, account, question);
    }
}

/* What was known of people and cannot be asked now grows old, and says so. */
static void
note_failure (MtSyncRun *run, const GPtrArray *asked, const GError *error)
{
  for (guint i = 0; i < asked->len; i++)
    {
      const Question *question = g_ptr_array_index (asked, i);

      if (question->way != NULL)
        mt_sync_run_write_trouble (run, question->url, error);
    }
}

static void
ask_account (MtSyncRun *run, MtAccount *account, const GPtrArray *questions, gboolean again)
{
  const MtSyncTarget target = { .url = account->outbox,
                                .title = account->title,
                                .account = account };
  g_autofree char *key = mt_url_get_origin (account->outbox);
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (MtHttp) http = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < questions->len; i++)
    if (may_know (run, account, g_ptr_array_index (questions, i), again))
      g_ptr_array_add (asked, g_ptr_array_index (questions, i));
  if (asked->len == 0 || key == NULL)
    return;
  if (mt_sync_run_may_ask (run, &target, key, &error))
    http = mt_sync_access_open (run->engine->access, account, run->cancellable, &error);
  if (http != NULL)
    answers = ask_outbox (run, account, http, asked, &error);
  if (answers != NULL)
    {
      mt_sync_run_reached (run, account, key);
      take_answers (run, account, asked, answers);
      return;
    }
  mt_sync_run_failed (run, &target, key, error);
  note_failure (run, asked, error);
}

static void
ask_outboxes (MtSyncRun *run, const GPtrArray *questions, gboolean again)
{
  for (guint i = 0; i < run->plan->accounts->len && questions->len > 0; i++)
    {
      MtAccount *account = g_ptr_array_index (run->plan->accounts, i);

      if (account->outbox != NULL && account->addresses[0] != NULL)
        ask_account (run, account, questions, again);
    }
}

/* -- One calendar after the other -- */

static GBytes *
ask_calendar (MtSyncRun *run,
              MtHttp *http,
              const Question *question,
              const char *way,
              GError **error)
{
  const MtSpan window = find_window (run);
  g_autoptr (GBytes) bytes = NULL;

  if (g_str_equal (way, WAY_QUERY))
    return mt_freebusy_query (http, question->target->url, window, run->cancellable, error);
  bytes = mt_freebusy_read_events (http, question->target->url, window, run->cancellable, error);
  if (bytes != NULL && g_bytes_get_size (bytes) == 0)
    return g_bytes_new_static (no_events, strlen (no_events));
  return g_steal_pointer (&bytes);
}

static void
fail_unknown (MtSyncRun *run, const Question *question, const char *key, const GError *why)
{
  g_autoptr (GError) error = NULL;

  if (why != NULL && !mt_sync_is_server_word (why))
    {
      mt_sync_run_failed (run, question->target, key, why);
      return;
    }
  error = g_error_new (MT_SYNC_ERROR, MT_SYNC_ERROR_UNKNOWN,
                       _ ("You may not read the calendar of %s, and the server does not say when "
                          "they are busy; ask them to share it with you"),
                       question->name);
  mt_sync_run_failed (run, question->target, key, error);
}

static void
ask_one (MtSyncRun *run, Question *question)
{
  static const char *const ways[] = { WAY_QUERY, WAY_EVENTS };
  MtAccount *account = question->target->account;
  g_autofree char *key = mt_url_get_origin (question->target->url);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtHttp) http = NULL;

  if (key == NULL)
    return;
  if (mt_sync_run_may_ask (run, question->target, key, &error))
    http = mt_sync_access_open (run->engine->access, account, run->cancellable, &error);
  if (http == NULL)
    {
      mt_sync_run_failed (run, question->target, key, error);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (ways) && !question->answered; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      /* What worked the last time goes first; of the other way nothing is expected then. */
      if (g_strcmp0 (question->way, WAY_EVENTS) == 0 && !g_str_equal (ways[i], WAY_EVENTS))
        continue;
      g_clear_error (&error);
      bytes = ask_calendar (run, http, question, ways[i], &error);
      if (bytes != NULL)
        keep_answer (run, question, account, ways[i], bytes);
    }
  if (!question->answered)
    fail_unknown (run, question, key, error);
}

/**
 * mt_sync_ask_people: (skip)
 * @run: a run whose collections have been asked
 *
 * Asks for the free/busy of people known by address alone, and of those whose calendars may not be
 * read: the outbox of each account that has one for all of them at once, then the calendars. A
 * missing answer is unknown: nothing is kept that would look like free.
 */
void
mt_sync_ask_people (MtSyncRun *run)
{
  g_autoptr (GPtrArray) questions = list_questions (run);

  ask_outboxes (run, questions, FALSE);
  ask_outboxes (run, questions, TRUE);
  for (guint i = 0; i < questions->len; i++)
    {
      Question *question = g_ptr_array_index (questions, i);

      if (!question->answered && question->target != NULL &&
          !g_cancellable_is_cancelled (run->cancellable))
        ask_one (run, question);
    }
}
