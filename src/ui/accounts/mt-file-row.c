/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFileRow: a file that may be chosen, and be taken away again.
 */
#include "config.h"

#include "ui/accounts/mt-file-row.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "ui/mt-file-picker.h"

struct _MtFileRow
{
  AdwActionRow parent_instance;

  GFile *file; /* owned, nullable */
  GtkWidget *choose;
  GtkWidget *clear;
};

G_DEFINE_FINAL_TYPE (MtFileRow, mt_file_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_FILE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The name stands on the button: the subtitle goes on saying what it is for. */
static void
set_file (MtFileRow *self, GFile *file)
{
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *name = base != NULL ? mt_display_line (base) : NULL;

  if (!g_set_object (&self->file, file))
    return;
  gtk_button_set_label (GTK_BUTTON (self->choose), name != NULL ? name : _ ("Choose…"));
  gtk_widget_set_visible (self->clear, file != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
}

static void
picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtFileRow) self = MT_FILE_ROW (user_data);
  g_autoptr (GFile) file = mt_file_picker_finish (result, NULL);

  if (file != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    set_file (self, file);
}

static void
clear_clicked_cb (MtFileRow *self)
{
  gtk_widget_grab_focus (self->choose);
  set_file (self, NULL);
}

static void
mt_file_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FILE)
    g_value_set_object (value, MT_FILE_ROW (object)->file);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_file_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FILE)
    set_file (MT_FILE_ROW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_file_row_dispose (GObject *object)
{
  g_clear_object (&MT_FILE_ROW (object)->file);
  G_OBJECT_CLASS (mt_file_row_parent_class)->dispose (object);
}

static void
mt_file_row_class_init (MtFileRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_file_row_dispose;
  object_class->get_property = mt_file_row_get_property;
  object_class->set_property = mt_file_row_set_property;
  properties[PROP_FILE] =
      g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mt_file_row_init (MtFileRow *self)
{
  self->choose = gtk_button_new_with_label (_ ("Choose…"));
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_valign (self->choose, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->clear, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_visible (self->clear, FALSE);
  gtk_widget_set_tooltip_text (self->clear, _ ("Use No File"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Use No File"), -1);
  g_signal_connect_object (self->choose, "clicked", G_CALLBACK (mt_file_row_choose), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->choose);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->choose);
}

/**
 * mt_file_row_dup_path:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the file that is chosen
 */
char *
mt_file_row_dup_path (MtFileRow *self)
{
  return self->file != NULL ? g_file_get_path (self->file) : NULL;
}

/**
 * mt_file_row_set_path:
 * @self: a row
 * @path: (nullable): the file that is chosen from now on
 *
 * Chooses for somebody.
 */
void
mt_file_row_set_path (MtFileRow *self, const char *path)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  set_file (self, file);
}

/**
 * mt_file_row_choose:
 * @self: a row
 *
 * Asks for the file.
 */
void
mt_file_row_choose (MtFileRow *self)
{
  g_autofree char *title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));

  mt_file_picker_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), title, NULL,
                             picked_cb, g_object_ref (self));
}
