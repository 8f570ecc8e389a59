/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtThreadWindow: a post of the journal, what answers it, and a field to answer in.
 */
#include "config.h"

#include "ui/updates/mt-thread-window.h"

#include <glib/gi18n-lib.h>

#include "service/mt-post-thread.h"
#include "service/mt-update-offer.h"
#include "ui/accounts/mt-pending-bar.h"
#include "ui/mt-apply.h"
#include "ui/mt-who.h"
#include "ui/updates/mt-composer.h"
#include "ui/updates/mt-dialog-size.h"
#include "ui/updates/mt-post-row.h"
#include "ui/updates/mt-text-area.h"

struct _MtThreadWindow
{
  AdwWindow parent_instance;

  MtSession *session;   /* owned */
  MtPostThread *thread; /* owned */
  MtDraftStore *drafts; /* owned, nullable */
  gboolean updating;    /* the field is set by us, not by the user */
  gboolean replying;

  AdwWindowTitle *title;
  GtkWidget *edit_button;
  GtkLabel *error_label;
  MtPendingBar *pending;
  GtkListBox *list;
  GtkStack *stack;
  AdwBin *who;
  MtTextArea *reply;
  GtkWidget *reply_button;
};

G_DEFINE_FINAL_TYPE (MtThreadWindow, mt_thread_window, ADW_TYPE_WINDOW)

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  GtkWidget *post = mt_post_row_new (TRUE), *row = gtk_list_box_row_new ();
  g_autofree char *description = NULL;

  g_object_get (item, "description", &description, NULL);
  mt_post_row_set_post (MT_POST_ROW (post), item);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), post);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  -1);
  return row;
}

static void
show_error (MtThreadWindow *self, const char *message)
{
  gtk_label_set_label (self->error_label, message);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message[0] != '\0');
}

static void
posts_changed_cb (MtThreadWindow *self)
{
  MtPostItem *root = mt_post_thread_get_root (self->thread);
  g_autofree char *author = NULL, *day = NULL, *title = NULL;

  if (root == NULL)
    return;
  g_object_get (root, "author", &author, "day-text", &day, NULL);
  /* Translators: a person: "Update of Ana Ruiz". */
  title = g_strdup_printf (_ ("Update of %s"), author);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, day);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_widget_set_visible (self->edit_button,
                          mt_update_offer_has (self->session, mt_post_item_get_post (root)));
  mt_pending_bar_set_mark (self->pending, self->session, &mt_post_item_get_post (root)->pending);
}

static void
present_changed_cb (MtThreadWindow *self)
{
  gboolean present = FALSE;

  g_object_get (self->thread, "present", &present, NULL);
  show_error (self, present ? "" : _ ("This post is not in the journal any more."));
}

static char *
dup_key (MtThreadWindow *self)
{
  return mt_draft_key_of_reply (mt_post_thread_get_uid (self->thread));
}

static void
show_draft (MtThreadWindow *self)
{
  g_autofree char *key = dup_key (self);
  const MtUpdateParts *draft =
      self->drafts != NULL ? mt_draft_store_get (self->drafts, key, NULL) : NULL;

  if (draft == NULL)
    return;
  self->updating = TRUE;
  mt_text_area_set_text (self->reply, draft->done);
  self->updating = FALSE;
}

static void
update_reply_button (MtThreadWindow *self)
{
  g_autofree char *text = g_strstrip (mt_text_area_dup_text (self->reply));

  gtk_widget_set_sensitive (self->reply_button, text[0] != '\0' && !self->replying);
}

static void
set_draft (MtThreadWindow *self, const char *text)
{
  const MtUpdateParts parts = { (char *) text, (char *) "", (char *) "" };
  g_autofree char *key = dup_key (self);

  if (self->drafts != NULL)
    mt_draft_store_set (self->drafts, key, &parts,
                        mt_clock_get_now (mt_session_get_clock (self->session)));
}

static void
reply_changed_cb (MtThreadWindow *self)
{
  g_autofree char *text = mt_text_area_dup_text (self->reply);

  update_reply_button (self);
  if (!self->updating)
    set_draft (self, text);
}

/* Who may answer; asked again when the user has said who they are. */
static void
update_me (MtThreadWindow *self)
{
  gboolean loading = FALSE;

  g_object_get (self->session, "loading", &loading, NULL);
  if (loading)
    return;
  gtk_stack_set_visible_child_name (self->stack,
                                    mt_session_get_me (self->session) != NULL ? "reply" : "who");
  if (g_set_object (&self->drafts, mt_session_get_drafts (self->session)))
    show_draft (self);
}

static void
replied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtThreadWindow) self = MT_THREAD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  self->replying = FALSE;
  if (self->session == NULL)
    return;
  if (mt_apply_finish (result, &error))
    {
      mt_text_area_set_text (self->reply, "");
      gtk_widget_grab_focus (GTK_WIDGET (self->reply));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_error (self, error->message);
    }
  update_reply_button (self);
}

static void
reply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtThreadWindow *self = MT_THREAD_WINDOW (widget);
  g_autofree char *text = mt_text_area_dup_text (self->reply);
  g_autoptr (MtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (!gtk_widget_get_sensitive (self->reply_button))
    return;
  change = mt_post_thread_reply (self->thread, text, &error);
  if (change == NULL)
    {
      show_error (self, error != NULL ? error->message : "");
      return;
    }
  show_error (self, "");
  self->replying = TRUE;
  update_reply_button (self);
  mt_apply_change_async (widget, self->session, change, _ ("Reply posted"), replied_cb,
                         g_object_ref (self));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtThreadWindow *self = MT_THREAD_WINDOW (widget);
  MtPostItem *root = mt_post_thread_get_root (self->thread);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self)), *composer;

  if (root == NULL || parent == NULL)
    return;
  composer = mt_composer_new (parent, self->session);
  mt_composer_edit (MT_COMPOSER (composer), mt_post_item_get_post (root));
  gtk_window_close (GTK_WINDOW (self));
  gtk_window_present (composer);
}

static void
mt_thread_window_dispose (GObject *object)
{
  MtThreadWindow *self = MT_THREAD_WINDOW (object);

  if (self->drafts != NULL)
    mt_draft_store_flush (self->drafts);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_THREAD_WINDOW);
  g_clear_object (&self->drafts);
  g_clear_object (&self->thread);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_thread_window_parent_class)->dispose (object);
}

static void
mt_thread_window_class_init (MtThreadWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_thread_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/updates/mt-thread-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MtThreadWindow, title);
  gtk_widget_class_bind_template_child (widget_class, MtThreadWindow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, MtThreadWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, MtThreadWindow, pending);
  gtk_widget_class_bind_template_child (widget_class, MtThreadWindow, list);
  gtk_widget_class_bind_template_child (widget_class, MtThreadWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MtThreadWindow, who);
  gtk_widget_class_bind_template_child (widget_class, MtThreadWindow, reply);
  gtk_widget_class_bind_template_child (widget_class, MtThreadWindow, reply_button);
  gtk_widget_class_bind_template_callback (widget_class, reply_changed_cb);
  gtk_widget_class_install_action (widget_class, "thread.reply", NULL, reply_action);
  gtk_widget_class_install_action (widget_class, "thread.edit", NULL, edit_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_thread_window_init (MtThreadWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_thread_window_new:
 * @parent: the window it belongs to
 * @session: the open team
 * @uid: UID of a post of its journal
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
mt_thread_window_new (GtkWindow *parent, MtSession *session, const char *uid)
{
  MtThreadWindow *self = g_object_new (MT_TYPE_THREAD_WINDOW, "transient-for", parent,
                                       "application", gtk_window_get_application (parent), NULL);
  GListModel *posts;

  mt_dialog_size_fit (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->thread = mt_post_thread_new (session, uid);
  posts = mt_post_thread_get_posts (self->thread);
  gtk_list_box_bind_model (self->list, posts, create_row_cb, self, NULL);
  adw_bin_set_child (self->who, mt_who_new (mt_session_get_people (session)));
  g_signal_connect_object (posts, "items-changed", G_CALLBACK (posts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->thread, "notify::present", G_CALLBACK (present_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (update_me), self,
                           G_CONNECT_SWAPPED);
  posts_changed_cb (self);
  present_changed_cb (self);
  update_me (self);
  update_reply_button (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->reply));
  return GTK_WINDOW (self);
}
