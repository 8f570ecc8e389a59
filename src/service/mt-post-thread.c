/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPostThread: a post of the journal and what answers it, live.
 */
#include "config.h"

#include "service/mt-post-thread.h"

#include "service/mt-notify.h"
#include "service/mt-session-private.h"
#include "service/mt-update-change.h"

struct _MtPostThread
{
  GObject parent_instance;

  MtSession *session; /* owned */
  char *uid;
  MtMoment *moment;  /* owned, nullable: of which the posts are shown */
  GListStore *posts; /* owned, of MtPostItem: the first one begins the thread */
  gboolean present;
};

enum
{
  PROP_PRESENT = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtPostThread, mt_post_thread, G_TYPE_OBJECT)

static void
add_item (MtPostThread *self, GPtrArray *items, const MtPost *post)
{
  g_ptr_array_add (items, mt_post_item_new (self->session, self->moment, post, FALSE));
}

/* Rows of posts that say what they said stay as they are: reading again moves nothing. */
static gboolean
says_the_same (MtPostThread *self, const GPtrArray *items)
{
  GListModel *model = G_LIST_MODEL (self->posts);

  if (g_list_model_get_n_items (model) != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (MtPostItem) there = g_list_model_get_item (model, i);
      g_autofree char *before = NULL;
      g_autofree char *now = NULL;

      g_object_get (there, "description", &before, NULL);
      g_object_get (g_ptr_array_index (items, i), "description", &now, NULL);
      if (!g_str_equal (before, now))
        return FALSE;
    }

  return TRUE;
}

static void
refresh (MtPostThread *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  const MtPost *root = NULL;
  const GPtrArray *replies = NULL;

  if (self->session->moment == NULL)
    return;
  g_clear_pointer (&self->moment, mt_moment_unref);
  self->moment = mt_moment_ref (self->session->moment);
  root = mt_threads_find (self->moment->threads, self->uid);
  mt_notify_set_boolean (self, props[PROP_PRESENT], &self->present, root != NULL);
  if (root == NULL)
    return;

  root = mt_threads_root_of (self->moment->threads, root);
  replies = mt_threads_replies_of (self->moment->threads, root);
  add_item (self, items, root);
  for (guint i = 0; replies != NULL && i < replies->len; i++)
    add_item (self, items, g_ptr_array_index (replies, i));
  if (!says_the_same (self, items))
    g_list_store_splice (self->posts, 0, g_list_model_get_n_items (G_LIST_MODEL (self->posts)),
                         items->pdata, items->len);
}

static void
loading_cb (MtPostThread *self)
{
  gboolean loading = FALSE;

  g_object_get (self->session, "loading", &loading, NULL);
  if (!loading)
    refresh (self);
}

static void
mt_post_thread_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PRESENT:
      g_value_set_boolean (value, MT_POST_THREAD (object)->present);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_post_thread_finalize (GObject *object)
{
  MtPostThread *self = MT_POST_THREAD (object);

  g_object_unref (self->posts);
  g_clear_pointer (&self->moment, mt_moment_unref);
  g_object_unref (self->session);
  g_free (self->uid);
  G_OBJECT_CLASS (mt_post_thread_parent_class)->finalize (object);
}

static void
mt_post_thread_class_init (MtPostThreadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_post_thread_finalize;
  object_class->get_property = mt_post_thread_get_property;
  props[PROP_PRESENT] =
      g_param_spec_boolean ("present", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_post_thread_init (MtPostThread *self)
{
  self->posts = g_list_store_new (MT_TYPE_POST_ITEM);
}

/**
 * mt_post_thread_new:
 * @session: the open team
 * @uid: UID of a post
 *
 * Returns: (transfer full): the thread that the post is in
 */
MtPostThread *
mt_post_thread_new (MtSession *session, const char *uid)
{
  MtPostThread *self = g_object_new (MT_TYPE_POST_THREAD, NULL);

  self->session = g_object_ref (session);
  self->uid = g_strdup (uid);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);

  return self;
}

/**
 * mt_post_thread_get_uid:
 * @self: a thread
 *
 * Returns: (transfer none): UID of the post that was asked for
 */
const char *
mt_post_thread_get_uid (MtPostThread *self)
{
  return self->uid;
}

/**
 * mt_post_thread_get_root:
 * @self: a thread
 *
 * Returns: (transfer none) (nullable): the post that begins it; %NULL when there was none
 */
MtPostItem *
mt_post_thread_get_root (MtPostThread *self)
{
  g_autoptr (MtPostItem) root = g_list_model_get_item (G_LIST_MODEL (self->posts), 0);

  return root;
}

/**
 * mt_post_thread_get_posts:
 * @self: a thread
 *
 * Returns: (transfer none): of #MtPostItem: the post that begins it, and what answers it by when it
 *   was posted
 */
GListModel *
mt_post_thread_get_posts (MtPostThread *self)
{
  return G_LIST_MODEL (self->posts);
}

/**
 * mt_post_thread_reply:
 * @self: a thread
 * @text: what *me* answers
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the change that answers; %NULL with an
 *   %MT_TASK_CHANGE_ERROR, or without one when nobody is *me* or the thread is gone
 */
MtChange *
mt_post_thread_reply (MtPostThread *self, const char *text, GError **error)
{
  const MtMoment *moment = self->session->moment;
  MtPostItem *root = mt_post_thread_get_root (self);

  if (moment == NULL || moment->me == NULL || root == NULL)
    return NULL;

  return mt_update_change_reply (moment->snapshot, moment->me, mt_post_item_get_post (root), text,
                                 mt_clock_get_now (self->session->clock), error);
}
