/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCommentGroup: what was said of a task, and a row to say more. A comment is a change of its own,
 * made at once.
 */
#include "config.h"

#include "ui/board/mt-comment-group.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-task-change.h"
#include "ui/board/mt-board-actions.h"
#include "ui/mt-apply.h"

struct _MtCommentGroup
{
  AdwPreferencesGroup parent_instance;

  MtSession *session; /* owned */
  char *id;           /* of the task */
  GPtrArray *rows;    /* owned (element-type GtkWidget): unowned, of the group */
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (MtCommentGroup, mt_comment_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* `author` is "" where nobody wrote who it was. */
static GtkWidget *
new_row (const char *comment, const char *author)
{
  GtkWidget *row = adw_preferences_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *said;
  g_autofree char *text = mt_display_text (comment);
  g_autofree char *name = mt_display_line (author);
  g_autofree char *label = g_strjoin (*name != '\0' ? "\n" : "", name, text, NULL);

  gtk_widget_add_css_class (box, "comment");
  if (*name != '\0')
    {
      GtkWidget *who = new_label (name, "caption");

      gtk_widget_add_css_class (who, "dim-label");
      gtk_box_append (GTK_BOX (box), who);
    }
  said = new_label (text, "said");
  gtk_label_set_selectable (GTK_LABEL (said), TRUE);
  gtk_box_append (GTK_BOX (box), said);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return row;
}

static void
commented_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtCommentGroup) self = MT_COMMENT_GROUP (user_data);
  g_autoptr (GError) error = NULL;

  gtk_editable_set_editable (GTK_EDITABLE (self->entry), TRUE);
  if (mt_apply_finish (result, &error))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
add_cb (MtCommentGroup *self)
{
  const MtTask *task = mt_board_actions_find (self->session, self->id);
  const gint64 now = mt_clock_get_now (mt_session_get_clock (self->session));
  MtPersonItem *me = mt_session_get_me (self->session);
  g_autoptr (MtChange) change = NULL;
  g_autofree char *title = NULL, *done = NULL;

  if (task == NULL || !mt_comment_group_has_typed (self) ||
      !gtk_editable_get_editable (GTK_EDITABLE (self->entry)))
    return;
  change = mt_task_change_comment (task, me != NULL ? mt_person_item_get_person (me) : NULL,
                                   gtk_editable_get_text (GTK_EDITABLE (self->entry)), now, NULL);
  title = mt_board_actions_dup_title (task->title);
  done = g_strdup_printf (_ ("Commented on “%s”"), title);
  /* Made insensitive it would lose the keyboard, and GTK 4.8 would warn of that. */
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), FALSE);
  mt_apply_change_async (GTK_WIDGET (self), self->session, change, done, commented_cb,
                         g_object_ref (self));
}

static void
mt_comment_group_finalize (GObject *object)
{
  MtCommentGroup *self = MT_COMMENT_GROUP (object);

  g_clear_object (&self->session);
  g_free (self->id);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (mt_comment_group_parent_class)->finalize (object);
}

static void
mt_comment_group_class_init (MtCommentGroupClass *class)
{
  G_OBJECT_CLASS (class)->finalize = mt_comment_group_finalize;
  signals[FAILED] = g_signal_new ("failed", MT_TYPE_COMMENT_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mt_comment_group_init (MtCommentGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("Add Comment"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->entry), TRUE);
  g_signal_connect_object (self->entry, "apply", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
}

/**
 * mt_comment_group_new:
 * @session: a session
 * @id: of a task
 *
 * Returns: (transfer floating): the group, with the comments of the task
 */
GtkWidget *
mt_comment_group_new (MtSession *session, const char *id)
{
  MtCommentGroup *self = g_object_new (MT_TYPE_COMMENT_GROUP, "title", _ ("Comments"), NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->entry);
  mt_comment_group_update (self);
  return GTK_WIDGET (self);
}

/* Those that are new go above the row to add one, which stays where it is: taken out and put back,
 * it would lose the keyboard without being told. */
static void
show (MtCommentGroup *self, const MtTask *task)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (self->entry));

  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; task->comments[i] != NULL; i++)
    {
      GtkWidget *row = new_row (task->comments[i], task->commenters[i]);

      gtk_list_box_insert (list, row, (int) i);
      g_ptr_array_add (self->rows, row);
    }
}

/**
 * mt_comment_group_update:
 * @self: a group
 *
 * Shows the comments as they were read last. What is typed stays.
 */
void
mt_comment_group_update (MtCommentGroup *self)
{
  const MtTask *task = mt_board_actions_find (self->session, self->id);

  /* Without a new one the focus must not leave the row. */
  if (task != NULL && g_strv_length (task->comments) != self->rows->len)
    show (self, task);
}

/**
 * mt_comment_group_has_typed:
 * @self: a group
 *
 * Returns: whether a comment is typed that was not added
 */
gboolean
mt_comment_group_has_typed (MtCommentGroup *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  return *text != '\0';
}
