/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSection: one section of the window in its four written states.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-session.h"
#include "ui/mt-section.h"

struct _MtSection
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkSpinner *spinner;
  GtkWidget *content_bin;
  GtkImage *image;
  GtkLabel *title;
  GtkLabel *description;
  GtkWidget *retry;
  GtkButton *add;

  MtSectionState state;
  char *text;        /* owned, nullable */
  char *empty_title; /* owned, nullable */
  char *icon_name;   /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (MtSection, mt_section, GTK_TYPE_WIDGET)

enum
{
  PROP_STATE = 1,
  PROP_TEXT,
  PROP_EMPTY_TITLE,
  PROP_ICON_NAME,
  PROP_CONTENT,
  PROP_ADD_LABEL,
  PROP_ADD_ACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_message (MtSection *self)
{
  gboolean error = self->state == MT_SECTION_ERROR;
  const char *add = gtk_button_get_label (self->add);

  gtk_image_set_from_icon_name (self->image, error ? "dialog-warning-symbolic" : self->icon_name);
  gtk_label_set_label (self->title, self->empty_title != NULL ? self->empty_title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title), !error && self->empty_title != NULL);
  gtk_label_set_label (self->description, self->text != NULL ? self->text : "");
  gtk_widget_set_visible (self->retry, error);
  gtk_widget_set_visible (GTK_WIDGET (self->add), !error && add != NULL && add[0] != '\0');
}

static void
update (MtSection *self)
{
  const char *const pages[] = {
    [MT_SECTION_LOADING] = "loading",
    [MT_SECTION_EMPTY] = "message",
    [MT_SECTION_ERROR] = "message",
    [MT_SECTION_CONTENT] = "content",
  };

  update_message (self);
  gtk_spinner_set_spinning (self->spinner, self->state == MT_SECTION_LOADING);
  gtk_stack_set_visible_child_name (self->stack, pages[self->state]);
}

static void
mt_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtSection *self = MT_SECTION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_EMPTY_TITLE:
      g_value_set_string (value, self->empty_title);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, gtk_widget_get_first_child (self->content_bin));
      break;
    case PROP_ADD_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->add));
      break;
    case PROP_ADD_ACTION:
      g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (self->add)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_string (char **field, const GValue *value)
{
  g_free (*field);
  *field = g_value_dup_string (value);
}

static void
mt_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtSection *self = MT_SECTION (object);

  switch (id)
    {
    case PROP_STATE:
      self->state = g_value_get_int (value);
      break;
    case PROP_TEXT:
      set_string (&self->text, value);
      break;
    case PROP_EMPTY_TITLE:
      set_string (&self->empty_title, value);
      break;
    case PROP_ICON_NAME:
      set_string (&self->icon_name, value);
      break;
    case PROP_CONTENT:
      if (g_value_get_object (value) != NULL)
        gtk_box_append (GTK_BOX (self->content_bin), g_value_get_object (value));
      break;
    case PROP_ADD_LABEL:
      g_object_set_property (G_OBJECT (self->add), "label", value);
      break;
    case PROP_ADD_ACTION:
      g_object_set_property (G_OBJECT (self->add), "action-name", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  update (self);
}

static void
mt_section_dispose (GObject *object)
{
  MtSection *self = MT_SECTION (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_SECTION);
  G_OBJECT_CLASS (mt_section_parent_class)->dispose (object);
}

static void
mt_section_finalize (GObject *object)
{
  MtSection *self = MT_SECTION (object);

  g_free (self->text);
  g_free (self->empty_title);
  g_free (self->icon_name);
  G_OBJECT_CLASS (mt_section_parent_class)->finalize (object);
}

static void
mt_section_class_init (MtSectionClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_section_dispose;
  object_class->finalize = mt_section_finalize;
  object_class->get_property = mt_section_get_property;
  object_class->set_property = mt_section_set_property;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, MT_SECTION_LOADING,
                                             MT_SECTION_CONTENT, MT_SECTION_LOADING, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_TITLE] = g_param_spec_string ("empty-title", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_ADD_LABEL] = g_param_spec_string ("add-label", NULL, NULL, NULL, flags);
  properties[PROP_ADD_ACTION] = g_param_spec_string ("add-action", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-section.ui");
  gtk_widget_class_bind_template_child (widget_class, MtSection, stack);
  gtk_widget_class_bind_template_child (widget_class, MtSection, spinner);
  gtk_widget_class_bind_template_child (widget_class, MtSection, content_bin);
  gtk_widget_class_bind_template_child (widget_class, MtSection, image);
  gtk_widget_class_bind_template_child (widget_class, MtSection, title);
  gtk_widget_class_bind_template_child (widget_class, MtSection, description);
  gtk_widget_class_bind_template_child (widget_class, MtSection, retry);
  gtk_widget_class_bind_template_child (widget_class, MtSection, add);
}

static void
mt_section_init (MtSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
