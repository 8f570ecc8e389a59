/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Makes the board or the journal that a team has nowhere to put yet.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "net/mt-url.h"
#include "service/accounts/mt-account-setup-private.h"
#include "service/accounts/mt-setup-words.h"

typedef struct
{
  MtSetupJob *job; /* owned: how to sign in */
  MtSetupMake what;
  char *home;
  char *name;
  char *url;     /* nullable: what was made */
  MtHolds holds; /* what it holds */
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  mt_setup_job_free (self->job);
  g_free (self->home);
  g_free (self->name);
  g_free (self->url);
  g_free (self);
}

/* Servers that refuse a journal take all-day events, which say the same. */
static gboolean
make (Making *self, MtHttp *http, GCancellable *cancellable, GError **error)
{
  const gboolean board = self->what == MT_SETUP_MAKE_BOARD;
  const char *segment = board ? "board" : "journal";
  g_autoptr (GError) refused = NULL;

  self->holds = board ? MT_HOLDS_TASKS : MT_HOLDS_JOURNALS;
  self->url =
      mt_home_make (http, self->home, segment, self->name, self->holds, cancellable, &refused);
  if (self->url == NULL && !board && refused->domain == MT_NET_ERROR &&
      (refused->code == MT_NET_ERROR_FORBIDDEN || refused->code == MT_NET_ERROR_CONFLICT ||
       refused->code == MT_NET_ERROR_STATUS))
    {
      self->holds = MT_HOLDS_EVENTS;
      self->url =
          mt_home_make (http, self->home, segment, self->name, self->holds, cancellable, NULL);
    }
  if (self->url == NULL)
    g_propagate_error (error, g_steal_pointer (&refused));
  return self->url != NULL;
}

static void
run_making (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtHttp) http = mt_setup_job_make_http (self->job, &error);

  if (http != NULL && make (self, http, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
add_made (MtAccountSetup *self, Making *making)
{
  const GDestroyNotify free_one = (GDestroyNotify) mt_home_collection_free;
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (free_one);
  MtHomeCollection *one = g_new0 (MtHomeCollection, 1);

  one->url = g_steal_pointer (&making->url);
  one->name = g_strdup (making->name);
  one->owner_addresses = g_new0 (char *, 1);
  one->holds = making->holds;
  one->may_read = TRUE;
  one->may_write = TRUE;
  g_ptr_array_add (made, one);
  mt_account_setup_take_collections (self, made);
}

static GError *
explain (MtAccountSetup *self, const GError *error)
{
  const MtSetupCircumstances around = { mt_account_setup_get_server (self), FALSE, FALSE, FALSE,
                                        FALSE };
  g_autofree char *words = NULL;
  const MtSetupTrouble trouble = mt_setup_explain (error, &around, &words);

  return g_error_new_literal (MT_ACCOUNT_SETUP_ERROR, trouble, words);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MtAccountSetup *self = MT_ACCOUNT_SETUP (g_task_get_source_object (task));
  Making *making = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      mt_account_setup_set_flag (self,
                                 making->what == MT_SETUP_MAKE_BOARD ? MT_SETUP_PROP_LACKS_BOARD
                                                                     : MT_SETUP_PROP_LACKS_JOURNAL,
                                 FALSE);
      add_made (self, making);
    }
  mt_account_setup_end (self, task, error != NULL ? explain (self, error) : NULL);
}

static Making *
making_new (MtAccountSetup *self, MtSetupMake what, const char *name)
{
  Making *making = g_new0 (Making, 1);

  making->job = mt_account_setup_make_job (self);
  making->job->origin = mt_url_get_origin (self->found->self->homes[0]);
  making->job->kind = self->kind;
  making->job->user = g_strdup (self->user);
  making->job->secret = g_strdup (self->secret);
  making->what = what;
  making->home = g_strdup (self->found->self->homes[0]);
  making->name = g_strdup (name);
  return making;
}

/**
 * mt_account_setup_make_async:
 * @self: a setup whose collections are listed
 * @what: a board or a journal
 * @name: what it is called
 * @cancellable: (nullable): to stop it
 * @callback: when it is over
 * @user_data: for @callback
 *
 * Makes a collection in the account's home. It is added to `collections`; nothing that is there is
 * touched.
 */
void
mt_account_setup_make_async (MtAccountSetup *self,
                             MtSetupMake what,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) work = NULL;

  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));
  g_return_if_fail (self->found != NULL && self->found->self != NULL);

  g_task_set_source_tag (task, mt_account_setup_make_async);
  if (!mt_account_setup_begin (self, task))
    return;
  mt_account_setup_set_text (self, MT_SETUP_PROP_STEP_TEXT,
                             what == MT_SETUP_MAKE_BOARD ? _ ("Making the board")
                                                         : _ ("Making the journal"));
  work = g_task_new (NULL, cancellable, made_cb, g_object_ref (task));
  g_task_set_task_data (work, making_new (self, what, name), making_free);
  g_task_run_in_thread (work, run_making);
}

/**
 * mt_account_setup_make_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when it is made; %FALSE with %MT_ACCOUNT_SETUP_ERROR
 */
gboolean
mt_account_setup_make_finish (MtAccountSetup *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
