/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Changes that wait for somebody to decide: both sides are shown, and the answer is given.
 */
#include "config.h"

#include "ui/accounts/mt-conflicts.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-conflict-window.h"
#include "ui/mt-message-window.h"

/* One that is looked at. */
typedef struct
{
  GWeakRef parent;    /* GtkWindow: it may be closed meanwhile */
  MtSession *session; /* owned */
  gint64 edit;
  guint64 serial; /* of what was shown */
} Look;

static Look *
look_new (GtkWindow *parent, MtSession *session, gint64 edit)
{
  Look *look = g_new0 (Look, 1);

  g_weak_ref_init (&look->parent, parent);
  look->session = g_object_ref (session);
  look->edit = edit;
  return look;
}

static void
look_free (Look *look)
{
  g_weak_ref_clear (&look->parent);
  g_object_unref (look->session);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
say_failed (Look *look, const GError *error)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&look->parent);

  if (parent != NULL && gtk_widget_get_realized (GTK_WIDGET (parent)))
    mt_message_window_show (parent, _ ("Nothing Was Changed"), error->message);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;

  if (!mt_session_answer_edit_finish (MT_SESSION (source), result, &error))
    say_failed (look, error);
}

static void
answer_cb (MtConflictWindow *window, int answer, Look *look)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&look->parent);

  mt_session_answer_edit_async (look->session, look->edit, look->serial, answer, NULL, answered_cb,
                                look_new (parent, look->session, look->edit));
}

static void
free_look (gpointer data, GClosure *closure)
{
  look_free (data);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&look->parent);
  g_autoptr (MtEditSides) sides =
      mt_session_look_at_edit_finish (MT_SESSION (source), result, &error);
  GtkWindow *window;

  if (sides == NULL)
    {
      say_failed (look, error);
      return;
    }
  if (parent == NULL || !gtk_widget_get_realized (GTK_WIDGET (parent)))
    return;
  look->serial = sides->serial;
  window = mt_conflict_window_new_for_edit (parent, look->session, sides);
  g_signal_connect_data (window, "answer", G_CALLBACK (answer_cb), g_steal_pointer (&look),
                         free_look, 0);
  gtk_window_present (window);
}

/**
 * mt_conflicts_show:
 * @parent: the window that it is asked in
 * @session: where
 * @edit: the change that waits for somebody, as MtPendingMark has it
 *
 * Shows both sides of a change and gives the answer.
 */
void
mt_conflicts_show (GtkWindow *parent, MtSession *session, gint64 edit)
{
  mt_session_look_at_edit_async (session, edit, NULL, looked_cb, look_new (parent, session, edit));
}

static gboolean
waits (const MtPendingMark *mark)
{
  return mark->state == MT_PENDING_CONFLICT || mark->state == MT_PENDING_REFUSED;
}

static gint64
find_post (const GPtrArray *posts)
{
  for (guint i = 0; i < posts->len; i++)
    {
      const MtPost *post = g_ptr_array_index (posts, i);

      if (waits (&post->pending))
        return post->pending.edit;
    }
  return 0;
}

/**
 * mt_conflicts_find:
 * @session: where
 *
 * Returns: the first change that waits for somebody, 0 for none that is shown
 */
gint64
mt_conflicts_find (MtSession *session)
{
  const MtSnapshot *snapshot = mt_session_get_snapshot (session);
  gint64 edit;

  if (snapshot == NULL)
    return 0;
  for (guint i = 0; i < snapshot->tasks->len; i++)
    {
      const MtTask *task = g_ptr_array_index (snapshot->tasks, i);

      if (waits (&task->pending))
        return task->pending.edit;
    }
  edit = find_post (snapshot->posts);
  return edit != 0 ? edit : find_post (snapshot->notes);
}
