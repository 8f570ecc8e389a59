/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeopleFind: the bar over the people: find by typing, choose an order.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-people-order.h"
#include "ui/mt-accessible.h"
#include "ui/people/mt-people-find.h"

struct _MtPeopleFind
{
  GtkWidget parent_instance;

  char *text; /* owned */
  char *note; /* owned */
  guint order;
  GtkWidget *entry;
  GtkDropDown *orders;
};

G_DEFINE_FINAL_TYPE (MtPeopleFind, mt_people_find, GTK_TYPE_WIDGET)

enum
{
  PROP_TEXT = 1,
  PROP_NOTE,
  PROP_ORDER,
  N_PROPS
};

enum
{
  CLOSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
close_cb (MtPeopleFind *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
mt_people_find_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtPeopleFind *self = MT_PEOPLE_FIND (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    case PROP_ORDER:
      g_value_set_uint (value, self->order);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_people_find_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtPeopleFind *self = MT_PEOPLE_FIND (object);

  switch (id)
    {
    case PROP_TEXT:
      g_free (self->text);
      self->text = g_value_dup_string (value);
      break;
    case PROP_NOTE:
      g_free (self->note);
      self->note = g_value_dup_string (value);
      break;
    case PROP_ORDER:
      self->order = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
mt_people_find_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MT_PEOPLE_FIND (widget)->entry);
}

static void
mt_people_find_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_PEOPLE_FIND);
  G_OBJECT_CLASS (mt_people_find_parent_class)->dispose (object);
}

static void
mt_people_find_finalize (GObject *object)
{
  g_free (MT_PEOPLE_FIND (object)->text);
  g_free (MT_PEOPLE_FIND (object)->note);
  G_OBJECT_CLASS (mt_people_find_parent_class)->finalize (object);
}

static void
mt_people_find_class_init (MtPeopleFindClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_people_find_dispose;
  object_class->finalize = mt_people_find_finalize;
  object_class->get_property = mt_people_find_get_property;
  object_class->set_property = mt_people_find_set_property;
  widget_class->grab_focus = mt_people_find_grab_focus;
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  properties[PROP_ORDER] =
      g_param_spec_uint ("order", NULL, NULL, 0, G_MAXUINT, MT_PEOPLE_ORDER_FILE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CLOSED] = g_signal_new ("closed", MT_TYPE_PEOPLE_FIND, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "mt-people-find");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/people/mt-people-find.ui");
  gtk_widget_class_bind_template_child (widget_class, MtPeopleFind, entry);
  gtk_widget_class_bind_template_child (widget_class, MtPeopleFind, orders);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
mt_people_find_init (MtPeopleFind *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mt_accessible_name_drop_down (self->orders, _ ("Order of the People"));
}
