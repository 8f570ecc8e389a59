/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskCard: one card of the board: title, who, until when, what is wrong with it, labels, how
 * old.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/accounts/mt-pending-icon.h"
#include "ui/board/mt-task-card.h"
#include "ui/mt-avatar.h"

#define MAX_LABELS 3

struct _MtTaskCard
{
  GtkWidget parent_instance;

  MtTaskItem *task; /* owned, nullable */
  GtkLabel *title;
  GtkWidget *avatar;
  GtkWidget *assignee;
  GtkWidget *due;
  GtkWidget *reason;
  GtkWidget *urgent;
  GtkWidget *blocked;
  GtkWidget *weight;
  GtkWidget *facts;
  GtkWidget *marks;
  GtkWidget *labels;
  GtkWidget *history;
  GtkImage *pending;
  GtkWidget *recurs;
  GtkWidget *comments;
  GtkWidget *age;
};

G_DEFINE_FINAL_TYPE (MtTaskCard, mt_task_card, GTK_TYPE_WIDGET)

static void
set_css_class (GtkWidget *widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
set_label (GtkWidget *label, const char *text)
{
  const gboolean shown = text != NULL && text[0] != '\0';

  if (shown)
    gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, shown);
}

static void
update_assignee (MtTaskCard *self)
{
  g_autoptr (MtPersonItem) person = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) words = NULL;

  g_object_get (self->task, "assignee", &person, "assignee-name", &name, NULL);
  g_object_set (self->avatar, "person", person, NULL);
  gtk_widget_set_visible (self->avatar, person != NULL);
  words = g_strsplit (name != NULL ? name : "", " ", 2);
  set_label (self->assignee, words[0]);
}

/* The first ones, and how many more: a card is narrow. Its labels are made once: cards are bound
 * by the dozen while they are scrolled. */
static void
update_labels (MtTaskCard *self)
{
  GtkWidget *tag = gtk_widget_get_first_child (self->labels);
  g_auto (GStrv) labels = NULL;
  g_autofree char *more = NULL;
  guint n;

  g_object_get (self->task, "labels", &labels, NULL);
  n = g_strv_length (labels);
  if (n > MAX_LABELS)
    more = g_strdup_printf ("+%u", n - MAX_LABELS);
  for (guint i = 0; i < MAX_LABELS; i++, tag = gtk_widget_get_next_sibling (tag))
    set_label (tag, i < n ? labels[i] : NULL);
  set_label (tag, more);
  gtk_widget_set_visible (self->labels, n > 0);
}

static void
update_marks (MtTaskCard *self)
{
  gboolean blocked, urgent;
  int weight;

  g_object_get (self->task, "blocked", &blocked, "urgent", &urgent, "weight", &weight, NULL);
  gtk_widget_set_visible (self->urgent, urgent);
  gtk_widget_set_visible (self->blocked, blocked);
  set_label (self->weight, urgent || weight == 0 ? NULL
                           : weight > 0          ? C_ ("priority", "High")
                                                 : C_ ("priority", "Low"));
  set_css_class (self->weight, "low", weight < 0);
  update_labels (self);
}

/* What matters least stands last in the row of marks, and stands back. */
static void
update_history (MtTaskCard *self)
{
  g_autofree char *age = NULL, *comments = NULL, *sync_text = NULL;
  gboolean recurs;
  guint n;
  int sync_state;

  g_object_get (self->task, "age-text", &age, "recurs", &recurs, "n-comments", &n, "sync-state",
                &sync_state, "sync-text", &sync_text, NULL);
  mt_pending_icon_update (self->pending, sync_state, sync_text);
  if (n > 0)
    comments = g_strdup_printf (ngettext ("%u comment", "%u comments", n), n);
  gtk_widget_set_visible (self->recurs, recurs);
  set_label (self->comments, comments);
  set_label (self->age, age);
  gtk_widget_set_visible (self->history, recurs || n > 0 || sync_state != MT_PENDING_NONE ||
                                             gtk_widget_get_visible (self->age));
}

static void
update_row_of_marks (MtTaskCard *self)
{
  gboolean shown = FALSE;

  for (GtkWidget *mark = gtk_widget_get_first_child (self->marks); mark != NULL;
       mark = gtk_widget_get_next_sibling (mark))
    shown |= gtk_widget_get_visible (mark);
  gtk_widget_set_visible (self->marks, shown);
}

static void
update (MtTaskCard *self)
{
  g_autofree char *title = NULL, *due = NULL, *reason = NULL, *description = NULL;
  gboolean overdue, mine;

  g_object_get (self->task, "title", &title, "due-text", &due, "reason", &reason, "description",
                &description, "overdue", &overdue, "mine", &mine, NULL);
  gtk_label_set_label (self->title, title);
  set_label (self->due, due);
  set_css_class (self->due, "overdue", overdue);
  set_label (self->reason, reason);
  set_css_class (GTK_WIDGET (self), "mine", mine);
  update_assignee (self);
  update_marks (self);
  update_history (self);
  update_row_of_marks (self);
  gtk_widget_set_visible (self->facts, gtk_widget_get_visible (self->assignee) ||
                                           gtk_widget_get_visible (self->due));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  -1);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, MtTaskCard *self)
{
  g_autoptr (GdkPaintable) live = gtk_widget_paintable_new (GTK_WIDGET (self));
  g_autoptr (GdkPaintable) icon = gdk_paintable_get_current_image (live);

  if (self->task == NULL)
    return NULL;
  gtk_drag_source_set_icon (source, icon, (int) x, (int) y);
  return gdk_content_provider_new_typed (MT_TYPE_TASK_ITEM, self->task);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, MtTaskCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
}

static void
drag_end_cb (GtkDragSource *source, GdkDrag *drag, gboolean deletes, MtTaskCard *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
}

static void
add_drag (MtTaskCard *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (drag_end_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

/* All of it, for what is cut short. */
static gboolean
mt_task_card_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MtTaskCard *self = MT_TASK_CARD (widget);
  g_autofree char *description = NULL;

  if (self->task == NULL)
    return FALSE;
  g_object_get (self->task, "description", &description, NULL);
  gtk_tooltip_set_text (tooltip, description);
  return TRUE;
}

static void
mt_task_card_dispose (GObject *object)
{
  MtTaskCard *self = MT_TASK_CARD (object);
  GtkWidget *child;

  if (self->task != NULL)
    g_signal_handlers_disconnect_by_func (self->task, update, self);
  g_clear_object (&self->task);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_TASK_CARD);
  G_OBJECT_CLASS (mt_task_card_parent_class)->dispose (object);
}

static void
mt_task_card_class_init (MtTaskCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_task_card_dispose;
  widget_class->query_tooltip = mt_task_card_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "mt-task");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/board/mt-task-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, title);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, assignee);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, due);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, reason);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, urgent);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, blocked);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, weight);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, facts);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, marks);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, labels);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, history);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, recurs);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, pending);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, comments);
  gtk_widget_class_bind_template_child (widget_class, MtTaskCard, age);
}

static void
mt_task_card_init (MtTaskCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_drag (self);
  for (guint i = 0; i <= MAX_LABELS; i++)
    {
      GtkWidget *tag = gtk_label_new (NULL);

      gtk_label_set_ellipsize (GTK_LABEL (tag), PANGO_ELLIPSIZE_END);
      gtk_widget_set_visible (tag, FALSE);
      gtk_widget_add_css_class (tag, "tag");
      gtk_box_append (GTK_BOX (self->labels), tag);
    }
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
}

/**
 * mt_task_card_new:
 *
 * Makes a card without a task.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_task_card_new (void)
{
  return g_object_new (MT_TYPE_TASK_CARD, NULL);
}

/**
 * mt_task_card_set_task:
 * @self: a card
 * @task: (nullable): what it shows from now on
 *
 * Binds the card to another task, or to none before it is used again.
 */
void
mt_task_card_set_task (MtTaskCard *self, MtTaskItem *task)
{
  if (self->task != NULL)
    g_signal_handlers_disconnect_by_func (self->task, update, self);
  g_set_object (&self->task, task);
  if (task == NULL)
    {
      g_object_set (self->avatar, "person", NULL, NULL);
      return;
    }
  g_signal_connect_object (task, "notify::description", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (task, "notify::assignee", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * mt_task_card_get_id:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): the id of the task that it shows
 */
const char *
mt_task_card_get_id (MtTaskCard *self)
{
  return self->task != NULL ? mt_task_item_get_task (self->task)->id : NULL;
}
