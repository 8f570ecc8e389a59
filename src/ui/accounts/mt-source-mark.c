/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSourceMark: stands beside the title of a section while something is wrong with the server it is
 * read from, and leads to all of them.
 */
#include "config.h"

#include "ui/accounts/mt-source-mark.h"

#include <glib/gi18n-lib.h>

#include "service/mt-session.h"

struct _MtSourceMark
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
  char *section;      /* owned, nullable */
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (MtSourceMark, mt_source_mark, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_SECTION,
  N_PROPS
};

static void
update (MtSourceMark *self)
{
  g_autofree char *name = NULL, *source_name = NULL, *trouble = NULL, *source = NULL, *text = NULL;

  if (self->session == NULL || self->section == NULL)
    return;
  name = g_strconcat (self->section, "-trouble-text", NULL);
  source_name = g_strconcat (self->section, "-source-text", NULL);
  g_object_get (self->session, name, &trouble, source_name, &source, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), trouble != NULL && trouble[0] != '\0');
  /* Translators: the name and age of what is shown, and what is wrong with it. */
  text = g_strdup_printf (C_ ("source", "%s: %s"), source != NULL ? source : "",
                          trouble != NULL ? trouble : "");
  gtk_widget_set_tooltip_text (self->button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
follow (MtSourceMark *self)
{
  g_autofree char *trouble = NULL, *source = NULL;

  if (self->session == NULL || self->section == NULL)
    return;
  trouble = g_strdup_printf ("notify::%s-trouble-text", self->section);
  source = g_strdup_printf ("notify::%s-source-text", self->section);
  g_signal_connect_object (self->session, trouble, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, source, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
mt_source_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtSourceMark *self = MT_SOURCE_MARK (object);

  if (id == PROP_SESSION)
    g_value_set_object (value, self->session);
  else if (id == PROP_SECTION)
    g_value_set_string (value, self->section);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_source_mark_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtSourceMark *self = MT_SOURCE_MARK (object);

  if (id == PROP_SESSION)
    {
      if (g_set_object (&self->session, g_value_get_object (value)))
        follow (self);
    }
  else if (id == PROP_SECTION)
    {
      g_free (self->section);
      self->section = g_value_dup_string (value);
      follow (self);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_source_mark_dispose (GObject *object)
{
  MtSourceMark *self = MT_SOURCE_MARK (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_source_mark_parent_class)->dispose (object);
}

static void
mt_source_mark_finalize (GObject *object)
{
  g_free (MT_SOURCE_MARK (object)->section);
  G_OBJECT_CLASS (mt_source_mark_parent_class)->finalize (object);
}

static void
mt_source_mark_class_init (MtSourceMarkClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_source_mark_dispose;
  object_class->finalize = mt_source_mark_finalize;
  object_class->get_property = mt_source_mark_get_property;
  object_class->set_property = mt_source_mark_set_property;
  g_object_class_install_property (
      object_class, PROP_SESSION,
      g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION, flags));
  g_object_class_install_property (
      object_class, PROP_SECTION,
      g_param_spec_string ("section", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY));
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "mt-source-mark");
}

static void
mt_source_mark_init (MtSourceMark *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->button = gtk_button_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "chip");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.sync-details");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}
