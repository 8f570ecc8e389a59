/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTextArea: a field of several lines with a title.
 */
#include "config.h"

#include "ui/updates/mt-text-area.h"

struct _MtTextArea
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkTextView *view;
};

G_DEFINE_FINAL_TYPE (MtTextArea, mt_text_area, GTK_TYPE_WIDGET)

enum
{
  PROP_TITLE = 1,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
changed_cb (MtTextArea *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
mt_text_area_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MT_TEXT_AREA (widget)->view));
}

static void
mt_text_area_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (MT_TEXT_AREA (object)->label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_text_area_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtTextArea *self = MT_TEXT_AREA (object);

  switch (id)
    {
    case PROP_TITLE:
      /* The label names the field for those who hear it, too. */
      gtk_label_set_label (self->label,
                           g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_text_area_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_TEXT_AREA);
  G_OBJECT_CLASS (mt_text_area_parent_class)->dispose (object);
}

static void
mt_text_area_class_init (MtTextAreaClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_text_area_dispose;
  object_class->get_property = mt_text_area_get_property;
  object_class->set_property = mt_text_area_set_property;
  widget_class->grab_focus = mt_text_area_grab_focus;
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_TEXT_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "mt-text-area");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/updates/mt-text-area.ui");
  gtk_widget_class_bind_template_child (widget_class, MtTextArea, label);
  gtk_widget_class_bind_template_child (widget_class, MtTextArea, view);
}

static void
mt_text_area_init (MtTextArea *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * mt_text_area_dup_text:
 * @self: a field
 *
 * Returns: (transfer full): what is written in it
 */
char *
mt_text_area_dup_text (MtTextArea *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/**
 * mt_text_area_set_text:
 * @self: a field
 * @text: what is to be written in it
 *
 * Replaces what is written; Ctrl+Z brings it back.
 */
void
mt_text_area_set_text (MtTextArea *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *before = mt_text_area_dup_text (self);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GtkTextIter start, end;

  if (g_str_equal (before, valid))
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, valid, -1);
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * mt_text_area_add_line:
 * @self: a field
 * @line: a line
 *
 * Adds a line below what is written.
 */
void
mt_text_area_add_line (MtTextArea *self, const char *line)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *before = g_strchomp (mt_text_area_dup_text (self));
  g_autofree char *after = g_strconcat (before, *before != '\0' ? "\n" : "", line, NULL);
  GtkTextIter end;

  mt_text_area_set_text (self, after);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
}
