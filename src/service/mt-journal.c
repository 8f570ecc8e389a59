/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJournal: what was posted, the newest day first.
 */
#include "config.h"

#include "service/mt-journal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-notify.h"
#include "service/mt-search.h"
#include "service/mt-session-private.h"

struct _MtJournal
{
  GObject parent_instance;

  MtSession *session; /* owned */
  char *person_id;    /* nullable: everybody */
  char *search;       /* folded, nullable */

  MtMoment *moment;          /* owned, nullable: it keeps the posts */
  MtMoment *asked;           /* owned, nullable: where they are looked for */
  GPtrArray *posts;          /* owned (element-type MtPost) */
  GCancellable *cancellable; /* owned, nullable: of looking for them */
  gboolean looking;
};

enum
{
  PROP_LOOKING = 1,
  PROP_COUNT_TEXT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MtJournal,
                               mt_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* -- What is found -- */

static gint
compare_posts (gconstpointer a, gconstpointer b)
{
  const MtPost *first = *(const MtPost *const *) a;
  const MtPost *second = *(const MtPost *const *) b;

  if (first->day != second->day)
    return first->day > second->day ? -1 : 1;
  if (first->posted != second->posted)
    return first->posted > second->posted ? -1 : 1;

  return g_strcmp0 (first->uid, second->uid);
}

static gboolean
matches (const MtTeam *team, const MtPost *post, const char *search)
{
  const MtPerson *author = post->author != NULL ? mt_team_find (team, post->author) : NULL;
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  if (search == NULL || *search == '\0')
    return TRUE;
  all = g_strjoin (
      " ", author != NULL ? author->name : "", post->address != NULL ? post->address : "",
      post->summary != NULL ? post->summary : "", post->text != NULL ? post->text : "", NULL);
  folded = mt_search_fold (all);

  return mt_search_match (folded, search);
}

static void
add_matches (const MtSnapshot *snapshot,
             const GPtrArray *posts,
             const char *person_id,
             const char *search,
             GPtrArray *found)
{
  for (guint i = 0; i < posts->len; i++)
    {
      MtPost *post = g_ptr_array_index (posts, i);

      if ((person_id == NULL || g_strcmp0 (post->author, person_id) == 0) &&
          matches (snapshot->team, post, search))
        g_ptr_array_add (found, post);
    }
}

/**
 * mt_journal_find:
 * @snapshot: what was read
 * @person_id: (nullable): whose posts; %NULL: everybody's
 * @search: (nullable): words that are to be in them or in the name of their author, folded by
 *   mt_search_fold()
 *
 * Any thread.
 *
 * Returns: (transfer full) (element-type MtPost): updates, replies, decisions and notes of
 *   @snapshot, the newest date first
 */
GPtrArray *
mt_journal_find (const MtSnapshot *snapshot, const char *person_id, const char *search)
{
  GPtrArray *found = g_ptr_array_new ();

  add_matches (snapshot, snapshot->posts, person_id, search, found);
  add_matches (snapshot, snapshot->notes, person_id, search, found);
  g_ptr_array_sort (found, compare_posts);

  return found;
}

/* -- Looking for it -- */

typedef struct
{
  MtSnapshot *snapshot; /* owned */
  char *person_id;      /* nullable */
  char *search;         /* nullable */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  mt_snapshot_unref (question->snapshot);
  g_free (question->person_id);
  g_free (question->search);
  g_free (question);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;

  g_task_return_pointer (
      task, mt_journal_find (question->snapshot, question->person_id, question->search),
      (GDestroyNotify) g_ptr_array_unref);
}

/* Posts are the same ones as before, unless they were read anew. */
static gboolean
is_same (MtJournal *self, const GPtrArray *found)
{
  return self->moment == self->asked && self->posts->len == found->len &&
         (found->len == 0 ||
          memcmp (self->posts->pdata, found->pdata, found->len * sizeof (gpointer)) == 0);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtJournal *self = MT_JOURNAL (source);
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), NULL);
  const guint n_before = self->posts->len;

  if (found == NULL) /* something else was asked meanwhile */
    return;

  g_clear_object (&self->cancellable);
  if (!is_same (self, found))
    {
      g_ptr_array_unref (self->posts);
      self->posts = g_steal_pointer (&found);
      g_clear_pointer (&self->moment, mt_moment_unref);
      self->moment = mt_moment_ref (self->asked);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->posts->len);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT_TEXT]);
    }
  mt_notify_set_boolean (self, props[PROP_LOOKING], &self->looking, FALSE);
}

static void
look (MtJournal *self)
{
  MtMoment *moment = self->session->moment;
  g_autoptr (GTask) task = NULL;
  Question *question = NULL;

  if (moment == NULL)
    return;
  mt_moment_ref (moment);
  g_clear_pointer (&self->asked, mt_moment_unref);
  self->asked = moment;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  mt_notify_set_boolean (self, props[PROP_LOOKING], &self->looking, TRUE);

  question = g_new0 (Question, 1);
  question->snapshot = mt_snapshot_ref (moment->snapshot);
  question->person_id = g_strdup (self->person_id);
  question->search = g_strdup (self->search);
  task = g_task_new (self, self->cancellable, found_cb, NULL);
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, look_thread);
}

static void
loading_cb (MtJournal *self)
{
  gboolean loading = FALSE;

  g_object_get (self->session, "loading", &loading, NULL);
  if (!loading)
    look (self);
}

/* -- The list -- */

static GType
get_item_type (GListModel *model)
{
  return MT_TYPE_POST_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return MT_JOURNAL (model)->posts->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  MtJournal *self = MT_JOURNAL (model);
  const MtPost *post = NULL, *before = NULL;

  if (position >= self->posts->len)
    return NULL;
  post = g_ptr_array_index (self->posts, position);
  before = position > 0 ? g_ptr_array_index (self->posts, position - 1) : NULL;

  return mt_post_item_new (self->session, self->moment, post,
                           before == NULL || before->day != post->day);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
mt_journal_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtJournal *self = MT_JOURNAL (object);
  const guint n = self->posts->len;

  switch (prop_id)
    {
    case PROP_LOOKING:
      g_value_set_boolean (value, self->looking);
      break;
    case PROP_COUNT_TEXT:
      g_value_take_string (value, g_strdup_printf (ngettext ("%u post", "%u posts", n), n));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_journal_dispose (GObject *object)
{
  MtJournal *self = MT_JOURNAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_journal_parent_class)->dispose (object);
}

static void
mt_journal_finalize (GObject *object)
{
  MtJournal *self = MT_JOURNAL (object);

  g_ptr_array_unref (self->posts);
  g_clear_pointer (&self->moment, mt_moment_unref);
  g_clear_pointer (&self->asked, mt_moment_unref);
  g_free (self->person_id);
  g_free (self->search);
  G_OBJECT_CLASS (mt_journal_parent_class)->finalize (object);
}

static void
mt_journal_class_init (MtJournalClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mt_journal_dispose;
  object_class->finalize = mt_journal_finalize;
  object_class->get_property = mt_journal_get_property;
  props[PROP_LOOKING] = g_param_spec_boolean ("looking", NULL, NULL, FALSE, flags);
  props[PROP_COUNT_TEXT] = g_param_spec_string ("count-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_journal_init (MtJournal *self)
{
  self->posts = g_ptr_array_new ();
}

/**
 * mt_journal_new:
 * @session: the open team
 *
 * Returns: (transfer full): its journal, which follows what is read; it is empty until `looking`
 *   is %FALSE
 */
MtJournal *
mt_journal_new (MtSession *session)
{
  MtJournal *self = g_object_new (MT_TYPE_JOURNAL, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  look (self);

  return self;
}

/**
 * mt_journal_set_person:
 * @self: a journal
 * @id: (nullable): whose posts are wanted; %NULL: everybody's
 */
void
mt_journal_set_person (MtJournal *self, const char *id)
{
  g_return_if_fail (MT_IS_JOURNAL (self));

  if (g_strcmp0 (self->person_id, id) == 0)
    return;
  g_free (self->person_id);
  self->person_id = g_strdup (id);
  look (self);
}

/**
 * mt_journal_set_search:
 * @self: a journal
 * @text: words that are wanted in the posts, as typed; without any all posts are
 */
void
mt_journal_set_search (MtJournal *self, const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autofree char *search = mt_search_fold (plain);

  g_return_if_fail (MT_IS_JOURNAL (self));

  if (g_strcmp0 (self->search, search) == 0)
    return;
  g_free (self->search);
  self->search = g_steal_pointer (&search);
  look (self);
}

/**
 * mt_journal_is_asked:
 * @self: a journal
 *
 * Returns: whether a person or words are asked for: it may hold more than is found
 */
gboolean
mt_journal_is_asked (MtJournal *self)
{
  g_return_val_if_fail (MT_IS_JOURNAL (self), FALSE);

  return self->person_id != NULL || (self->search != NULL && *self->search != '\0');
}

/**
 * mt_journal_find_day:
 * @self: a journal
 * @day: a date
 *
 * Returns: the position of the first post of @day or, without one, of the day with posts before it;
 *   the last position when all are later
 */
guint
mt_journal_find_day (MtJournal *self, MtDate day)
{
  g_return_val_if_fail (MT_IS_JOURNAL (self), 0);

  for (guint i = 0; i < self->posts->len; i++)
    if (((const MtPost *) g_ptr_array_index (self->posts, i))->day <= day)
      return i;

  return MAX (self->posts->len, 1) - 1;
}
