/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPostRow: one post of the journal: who, when on both clocks, and what they wrote.
 */
#include "config.h"

#include "ui/accounts/mt-pending-icon.h"
#include "ui/mt-avatar.h"
#include "ui/updates/mt-post-row.h"

#define LINES 6 /* of a post in a list of many */

struct _MtPostRow
{
  GtkWidget parent_instance;

  gboolean whole; /* one of a thread, which shows by itself what answers what */
  GtkLabel *heading;
  GtkWidget *avatar;
  GtkLabel *author;
  GtkLabel *when;
  GtkImage *pending;
  GtkLabel *note;
  GtkLabel *text;
  GtkLabel *replies;
};

G_DEFINE_FINAL_TYPE (MtPostRow, mt_post_row, GTK_TYPE_WIDGET)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
mt_post_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_POST_ROW);
  G_OBJECT_CLASS (mt_post_row_parent_class)->dispose (object);
}

static void
mt_post_row_class_init (MtPostRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_post_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "mt-post");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/updates/mt-post-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MtPostRow, heading);
  gtk_widget_class_bind_template_child (widget_class, MtPostRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, MtPostRow, author);
  gtk_widget_class_bind_template_child (widget_class, MtPostRow, when);
  gtk_widget_class_bind_template_child (widget_class, MtPostRow, note);
  gtk_widget_class_bind_template_child (widget_class, MtPostRow, pending);
  gtk_widget_class_bind_template_child (widget_class, MtPostRow, text);
  gtk_widget_class_bind_template_child (widget_class, MtPostRow, replies);
}

static void
mt_post_row_init (MtPostRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_post_row_new:
 * @whole: whether all of the text is shown, and can be selected; else its first lines
 *
 * Returns: (transfer floating): the widget, without a post
 */
GtkWidget *
mt_post_row_new (gboolean whole)
{
  MtPostRow *self = g_object_new (MT_TYPE_POST_ROW, NULL);

  self->whole = whole;
  gtk_label_set_selectable (self->text, whole);
  gtk_label_set_ellipsize (self->text, whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (self->text, whole ? -1 : LINES);
  return GTK_WIDGET (self);
}

/**
 * mt_post_row_set_post:
 * @self: a row
 * @post: what it shows from now on
 */
void
mt_post_row_set_post (MtPostRow *self, MtPostItem *post)
{
  g_autoptr (MtPersonItem) person = NULL;
  g_autofree char *heading = NULL, *author = NULL, *when = NULL, *note = NULL, *text = NULL,
                  *replies = NULL, *description = NULL, *sync_text = NULL;
  int sync_state = MT_PENDING_NONE;

  g_object_get (post, "person", &person, "heading", &heading, "author", &author, "when-text", &when,
                "note", &note, "text", &text, "replies-text", &replies, "description", &description,
                "sync-state", &sync_state, "sync-text", &sync_text, NULL);
  mt_pending_icon_update (self->pending, sync_state, sync_text);
  g_object_set (self->avatar, "person", person, NULL);
  show_text (self->heading, heading);
  show_text (self->author, author);
  show_text (self->when, when);
  show_text (self->note, self->whole && mt_post_item_get_post (post)->is_reply ? NULL : note);
  show_text (self->text, text);
  show_text (self->replies, self->whole ? NULL : replies);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  -1);
}
