/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtQuestion: asks before something that cannot be undone. The safe answer is what Escape
 * means, and Enter too where something would be lost.
 */
#include "config.h"

#include "ui/mt-question.h"

struct _MtQuestion
{
  AdwWindow parent_instance;

  GtkLabel *heading;
  GtkLabel *text;
  GtkButton *stay;
  GtkButton *go;
};

G_DEFINE_FINAL_TYPE (MtQuestion, mt_question, ADW_TYPE_WINDOW)

enum
{
  AGREED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
go_clicked_cb (MtQuestion *self)
{
  g_autoptr (MtQuestion) alive = g_object_ref (self);

  /* Whoever asked may go at once, and an event may hold the question longer. */
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[AGREED], 0);
}

static void
mt_question_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_QUESTION);
  G_OBJECT_CLASS (mt_question_parent_class)->dispose (object);
}

static void
mt_question_class_init (MtQuestionClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_question_dispose;
  signals[AGREED] = g_signal_new ("agreed", MT_TYPE_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-question.ui");
  gtk_widget_class_bind_template_child (widget_class, MtQuestion, heading);
  gtk_widget_class_bind_template_child (widget_class, MtQuestion, text);
  gtk_widget_class_bind_template_child (widget_class, MtQuestion, stay);
  gtk_widget_class_bind_template_child (widget_class, MtQuestion, go);
  gtk_widget_class_bind_template_callback (widget_class, go_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_question_init (MtQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What Enter means. */
static void
set_default (MtQuestion *self, GtkButton *answer)
{
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (answer));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (answer));
}

/**
 * mt_question_new:
 * @parent: the window that asks
 * @heading: the question
 * @text: what would happen
 * @stay: the answer that changes nothing
 * @go: the other
 *
 * Returns: (transfer none): the question, not yet shown
 */
MtQuestion *
mt_question_new (GtkWindow *parent,
                 const char *heading,
                 const char *text,
                 const char *stay,
                 const char *go)
{
  MtQuestion *self =
      g_object_new (MT_TYPE_QUESTION, "transient-for", parent, "title", heading, NULL);

  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->text, text);
  gtk_button_set_label (self->stay, stay);
  gtk_button_set_label (self->go, go);
  set_default (self, self->stay);
  return self;
}

/**
 * mt_question_set_harmless:
 * @self: a question
 *
 * Says that nothing is lost by agreeing: Enter agrees.
 *
 * Source: GNOME HIG, Dialogs, "the suggested action is the default"
 */
void
mt_question_set_harmless (MtQuestion *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->go), "destructive-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->go), "suggested-action");
  set_default (self, self->go);
}
