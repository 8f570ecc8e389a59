/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtProblemList: what is wrong with the files we were given: where, which item, why.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-problem-item.h"
#include "service/mt-session.h"
#include "ui/mt-problem-list.h"

struct _MtProblemList
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (MtProblemList, mt_problem_list, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_PROBLEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (MtProblemList *self, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  /* Selectable it stays: GTK 4.8 lets no other row have the focus. */
  gtk_list_item_set_activatable (item, FALSE);
  gtk_box_append (GTK_BOX (row), gtk_image_new ());
  gtk_box_append (GTK_BOX (texts), new_label ("heading"));
  gtk_box_append (GTK_BOX (texts), new_label ("body"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (MtProblemList *self, GtkListItem *item)
{
  GtkWidget *image = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *where = gtk_widget_get_first_child (gtk_widget_get_next_sibling (image));
  g_autofree char *where_text = NULL, *message = NULL;
  gboolean is_error = FALSE;

  g_object_get (gtk_list_item_get_item (item), "where", &where_text, "message", &message,
                "is-error", &is_error, NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (image),
                                is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_error ? _ ("Error") : _ ("Warning"), -1);
  gtk_label_set_label (GTK_LABEL (where), where_text);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (where)), message);
}

static void
mt_problem_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtProblemList *self = MT_PROBLEM_LIST (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_PROBLEMS:
      g_value_set_object (value,
                          self->session != NULL ? mt_session_get_problems (self->session) : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_problem_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtProblemList *self = MT_PROBLEM_LIST (object);

  if (id != PROP_SESSION)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_set_object (&self->session, g_value_get_object (value)))
    g_object_notify_by_pspec (object, properties[PROP_PROBLEMS]);
}

static void
mt_problem_list_dispose (GObject *object)
{
  MtProblemList *self = MT_PROBLEM_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_PROBLEM_LIST);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_problem_list_parent_class)->dispose (object);
}

static void
mt_problem_list_class_init (MtProblemListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_problem_list_dispose;
  object_class->get_property = mt_problem_list_get_property;
  object_class->set_property = mt_problem_list_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROBLEMS] = g_param_spec_object ("problems", NULL, NULL, G_TYPE_LIST_MODEL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-problem-list.ui");
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
mt_problem_list_init (MtProblemList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
