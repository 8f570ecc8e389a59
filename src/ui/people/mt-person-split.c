/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonSplit: the dashboard, and the page about a person beside it or, where there is no room,
 * in its place. The page is made when it is asked for.
 */
#include "config.h"

#include "ui/people/mt-person-page.h"
#include "ui/people/mt-person-split.h"

#define PAGE_WIDTH 380
#define ROOMY_WIDTH 1100 /* from here on the page stands beside */

struct _MtPersonSplit
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
  GtkWidget *child;
  GtkWidget *page; /* nullable */
};

G_DEFINE_FINAL_TYPE (MtPersonSplit, mt_person_split, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_CHILD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
mt_person_split_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  MtPersonSplit *self = MT_PERSON_SPLIT (widget);

  *minimum = *natural = 0;
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
}

/* Whether both fit side by side. */
static gboolean
is_roomy (MtPersonSplit *self, int width)
{
  int minimum;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return width >= MAX (ROOMY_WIDTH, minimum + PAGE_WIDTH);
}

static void
mt_person_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MtPersonSplit *self = MT_PERSON_SPLIT (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean roomy = self->page != NULL && self->child != NULL && is_roomy (self, width);
  int taken = roomy ? PAGE_WIDTH : 0, page_width = roomy ? PAGE_WIDTH : width;

  if (self->page != NULL)
    {
      mt_person_page_set_covering (MT_PERSON_PAGE (self->page), !roomy);
      gtk_widget_size_allocate (
          self->page, &(GtkAllocation){ rtl ? 0 : width - page_width, 0, page_width, height }, -1);
    }
  if (self->child == NULL)
    return;
  gtk_widget_set_child_visible (self->child, self->page == NULL || roomy);
  if (self->page == NULL || roomy)
    gtk_widget_size_allocate (self->child,
                              &(GtkAllocation){ rtl ? taken : 0, 0, width - taken, height }, -1);
}

static void
close_page (MtPersonSplit *self)
{
  gboolean focused;

  if (self->page == NULL)
    return;
  focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) == self->page;
  g_clear_pointer (&self->page, gtk_widget_unparent);
  gtk_widget_set_child_visible (self->child, TRUE);
  if (focused)
    gtk_widget_child_focus (self->child, GTK_DIR_TAB_FORWARD);
}

static void
present_cb (MtPersonSplit *self, GParamSpec *pspec, MtPersonDetail *detail)
{
  gboolean present;

  g_object_get (detail, "present", &present, NULL);
  if (!present)
    close_page (self);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtPersonSplit *self = MT_PERSON_SPLIT (widget);
  g_autoptr (MtPersonDetail) detail =
      mt_person_detail_new (self->session, g_variant_get_string (parameter, NULL));

  if (detail == NULL)
    return;
  g_clear_pointer (&self->page, gtk_widget_unparent);
  self->page = mt_person_page_new (self->session, detail);
  g_signal_connect_object (detail, "notify::present", G_CALLBACK (present_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->page, widget);
  gtk_widget_grab_focus (self->page);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  close_page (MT_PERSON_SPLIT (widget));
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gboolean open = MT_PERSON_SPLIT (widget)->page != NULL;

  close_page (MT_PERSON_SPLIT (widget));
  return open;
}

static void
mt_person_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtPersonSplit *self = MT_PERSON_SPLIT (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_person_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtPersonSplit *self = MT_PERSON_SPLIT (object);

  switch (id)
    {
    case PROP_SESSION:
      g_set_object (&self->session, g_value_get_object (value));
      break;
    case PROP_CHILD:
      g_clear_pointer (&self->child, gtk_widget_unparent);
      self->child = g_value_get_object (value);
      if (self->child != NULL)
        gtk_widget_set_parent (self->child, GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_person_split_dispose (GObject *object)
{
  MtPersonSplit *self = MT_PERSON_SPLIT (object);

  g_clear_pointer (&self->page, gtk_widget_unparent);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_person_split_parent_class)->dispose (object);
}

static void
mt_person_split_class_init (MtPersonSplitClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_person_split_dispose;
  object_class->get_property = mt_person_split_get_property;
  object_class->set_property = mt_person_split_set_property;
  widget_class->measure = mt_person_split_measure;
  widget_class->size_allocate = mt_person_split_size_allocate;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION, flags);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, "person.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "person.close", NULL, close_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
mt_person_split_init (MtPersonSplit *self)
{
}
