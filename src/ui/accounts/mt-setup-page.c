/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSetupPage: the life of a page of adding an account.
 */
#include "config.h"

#include "ui/accounts/mt-setup-page.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  MtAccountSetup *setup;     /* owned */
  GCancellable *cancellable; /* owned, nullable: of what is under way */
  GtkWidget *go;             /* unowned: of the template */
} MtSetupPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MtSetupPage, mt_setup_page, GTK_TYPE_WIDGET)

enum
{
  PROP_SETUP = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static MtSetupPagePrivate *
get_private (MtSetupPage *self)
{
  return mt_setup_page_get_instance_private (self);
}

static void
update (MtSetupPage *self)
{
  MT_SETUP_PAGE_GET_CLASS (self)->update (self);
}

static void
go_clicked_cb (MtSetupPage *self)
{
  MtSetupPagePrivate *priv = get_private (self);

  if (mt_account_setup_get_busy (priv->setup))
    g_cancellable_cancel (priv->cancellable);
  else
    MT_SETUP_PAGE_GET_CLASS (self)->start (self);
}

static void
mt_setup_page_constructed (GObject *object)
{
  MtSetupPage *self = MT_SETUP_PAGE (object);
  MtSetupPagePrivate *priv = get_private (self);

  G_OBJECT_CLASS (mt_setup_page_parent_class)->constructed (object);
  priv->go =
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), G_OBJECT_TYPE (self), "go"));
  g_signal_connect_object (priv->go, "clicked", G_CALLBACK (go_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  if (priv->setup == NULL)
    return; /* as a template by itself */
  g_signal_connect_object (priv->setup, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
mt_setup_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SETUP)
    get_private (MT_SETUP_PAGE (object))->setup = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* Enter goes on, and stops nothing: pressed twice, the second is no change of mind. */
static void
update_enter (MtSetupPage *self)
{
  MtSetupPagePrivate *priv = get_private (self);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   mt_account_setup_get_busy (priv->setup) ? NULL : priv->go);
}

static void
mt_setup_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mt_setup_page_parent_class)->map (widget);
  update_enter (MT_SETUP_PAGE (widget));
}

static void
mt_setup_page_dispose (GObject *object)
{
  MtSetupPagePrivate *priv = get_private (MT_SETUP_PAGE (object));
  GtkWidget *child;

  g_cancellable_cancel (priv->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  G_OBJECT_CLASS (mt_setup_page_parent_class)->dispose (object);
}

/* What is under way still ends here, and asks for the setup. */
static void
mt_setup_page_finalize (GObject *object)
{
  MtSetupPagePrivate *priv = get_private (MT_SETUP_PAGE (object));

  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->setup);
  G_OBJECT_CLASS (mt_setup_page_parent_class)->finalize (object);
}

static void
mt_setup_page_class_init (MtSetupPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->constructed = mt_setup_page_constructed;
  object_class->set_property = mt_setup_page_set_property;
  object_class->dispose = mt_setup_page_dispose;
  object_class->finalize = mt_setup_page_finalize;
  widget_class->map = mt_setup_page_map;
  properties[PROP_SETUP] =
      g_param_spec_object ("setup", NULL, NULL, MT_TYPE_ACCOUNT_SETUP,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[DONE] = g_signal_new ("done", MT_TYPE_SETUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
mt_setup_page_init (MtSetupPage *self)
{
}

/**
 * mt_setup_page_get_setup:
 * @self: a page
 *
 * Returns: (transfer none): the adding of an account that it is a page of
 */
MtAccountSetup *
mt_setup_page_get_setup (MtSetupPage *self)
{
  return get_private (self)->setup;
}

/**
 * mt_setup_page_begin:
 * @self: a page with nothing under way
 *
 * Something begins that the button, and going from the page, shall stop.
 *
 * Returns: (transfer none): what stops it
 */
GCancellable *
mt_setup_page_begin (MtSetupPage *self)
{
  MtSetupPagePrivate *priv = get_private (self);

  g_clear_object (&priv->cancellable);
  priv->cancellable = g_cancellable_new ();
  return priv->cancellable;
}

/**
 * mt_setup_page_end:
 * @self: a page whose task has ended
 *
 * Shows how things stand now.
 *
 * Returns: whether there is still somebody to tell
 */
gboolean
mt_setup_page_end (MtSetupPage *self)
{
  g_clear_object (&get_private (self)->cancellable);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return FALSE;
  update (self);
  return TRUE;
}

/**
 * mt_setup_page_finish:
 * @self: a page with nothing left to do
 *
 * Has whoever shows it go on to the next.
 */
void
mt_setup_page_finish (MtSetupPage *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

/**
 * mt_setup_page_show_go:
 * @self: a page
 * @label: what the button does while nothing is under way
 *
 * Labels the button; what stops something is no suggestion.
 */
void
mt_setup_page_show_go (MtSetupPage *self, const char *label)
{
  MtSetupPagePrivate *priv = get_private (self);
  const gboolean busy = mt_account_setup_get_busy (priv->setup);

  gtk_button_set_label (GTK_BUTTON (priv->go), busy ? _ ("Stop") : label);
  if (busy)
    gtk_widget_remove_css_class (priv->go, "suggested-action");
  else
    gtk_widget_add_css_class (priv->go, "suggested-action");
  update_enter (self);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) self = GTK_WIDGET (user_data);
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    gtk_widget_activate_action (self, "accounts.tell", "s", error->message);
}

/**
 * mt_setup_page_open:
 * @self: a page
 * @uri: (nullable): a page of the web
 *
 * Opens it in the user's browser, and says so where there is none.
 */
void
mt_setup_page_open (MtSetupPage *self, const char *uri)
{
  if (uri != NULL && uri[0] != '\0')
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched_cb, g_object_ref (self));
}
