/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPictureRow: a picture is looked at before it is taken: what cannot be shown is refused in the
 * row, and what was chosen before stays.
 */
#include "config.h"

#include "ui/editor/mt-picture-row.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-picture.h"
#include "ui/mt-accessible.h"
#include "ui/mt-file-picker.h"

#define PREVIEW_SIZE 48

struct _MtPictureRow
{
  AdwActionRow parent_instance;

  MtPersonEdit *edit;    /* owned */
  char *folder;          /* (type filename) of the team file */
  GCancellable *looking; /* owned, nullable: at the last that was chosen */
  AdwAvatar *preview;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (MtPictureRow, mt_picture_row, ADW_TYPE_ACTION_ROW)

/* What is being looked at. */
typedef struct
{
  MtPictureRow *row; /* owned */
  GFile *file;       /* owned */
  gboolean chosen;   /* just now; else the team file names it */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->row);
  g_object_unref (look->file);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
say (MtPictureRow *self, const char *text, gboolean wrong)
{
  g_autofree char *shown = mt_display_line (text);
  g_autofree char *markup = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static void
show_name (MtPictureRow *self)
{
  const char *name = mt_person_edit_get (self->edit)->picture;

  say (self, name != NULL ? name : _ ("None: their initials are shown"), FALSE);
  gtk_widget_set_sensitive (self->remove, name != NULL);
}

static void
show_picture (MtPictureRow *self, MtPicture *picture)
{
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  const guint side =
      (guint) MIN (PREVIEW_SIZE * gtk_widget_get_scale_factor (GTK_WIDGET (self)), MT_PICTURE_SIDE);

  if (picture != NULL)
    {
      pixels = mt_picture_scale (picture, side);
      texture = gdk_memory_texture_new ((int) side, (int) side, GDK_MEMORY_R8G8B8A8, pixels,
                                        (gsize) side * 4);
    }
  adw_avatar_set_custom_image (self->preview, GDK_PAINTABLE (texture));
}

static void
stop_looking (MtPictureRow *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtPicture) picture = mt_picture_read_finish (result, &error);
  MtPictureRow *self = look->row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->edit == NULL)
    return;
  g_clear_object (&self->looking);
  if (picture == NULL)
    {
      say (self, error->message, TRUE);
      return;
    }
  show_picture (self, picture);
  if (look->chosen)
    {
      mt_person_edit_set_picture (self->edit, look->file);
      show_name (self);
    }
}

static void
look_at (MtPictureRow *self, GFile *file, gboolean chosen)
{
  Look *look = g_new0 (Look, 1);

  stop_looking (self);
  self->looking = g_cancellable_new ();
  look->row = g_object_ref (self);
  look->file = g_object_ref (file);
  look->chosen = chosen;
  mt_picture_read_async (file, self->looking, looked_cb, look);
}

static void
picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtPictureRow) self = user_data;
  g_autoptr (GFile) file = mt_file_picker_finish (result, NULL);

  if (file != NULL && self->edit != NULL)
    look_at (self, file, TRUE);
}

static void
choose_cb (MtPictureRow *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures (PNG, JPEG)"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  mt_file_picker_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                             _ ("Choose a Picture"), filter, picked_cb, g_object_ref (self));
}

static void
remove_cb (MtPictureRow *self)
{
  stop_looking (self);
  mt_person_edit_set_text (self->edit, MT_MEMBER_PICTURE, NULL);
  mt_picture_row_fill (self);
}

static gboolean
drop_cb (MtPictureRow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;
  if (files->next != NULL)
    say (self, _ ("Drop one picture, not several"), TRUE);
  else
    look_at (self, files->data, TRUE);
  return TRUE;
}

static void
mt_picture_row_dispose (GObject *object)
{
  MtPictureRow *self = MT_PICTURE_ROW (object);

  stop_looking (self);
  g_clear_object (&self->edit);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (mt_picture_row_parent_class)->dispose (object);
}

static void
mt_picture_row_class_init (MtPictureRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_picture_row_dispose;
}

static GtkWidget *
add_button (MtPictureRow *self, GtkWidget *button, const char *name, GCallback callback)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  mt_accessible_name_inner (button, GTK_TYPE_BUTTON, name);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);

  return button;
}

static void
mt_picture_row_init (MtPictureRow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  GtkWidget *choose = gtk_button_new_with_label (_ ("Choose…"));
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  self->preview = ADW_AVATAR (adw_avatar_new (PREVIEW_SIZE, NULL, FALSE));
  gtk_widget_set_margin_top (GTK_WIDGET (self->preview), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->preview), 6);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->preview));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 4);
  gtk_widget_set_tooltip_text (remove, _ ("Remove Picture"));
  gtk_widget_add_css_class (remove, "flat");
  self->remove = add_button (self, remove, _ ("Remove Picture"), G_CALLBACK (remove_cb));
  add_button (self, choose, _ ("Choose Picture"), G_CALLBACK (choose_cb));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), choose);
  mt_accessible_name (choose, _ ("Choose Picture"));
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/**
 * mt_picture_row_new:
 * @edit: whose picture it is
 * @team_path: (type filename): of the team file
 *
 * Returns: (transfer floating): the row; mt_picture_row_fill() it
 */
GtkWidget *
mt_picture_row_new (MtPersonEdit *edit, const char *team_path)
{
  MtPictureRow *self = g_object_new (MT_TYPE_PICTURE_ROW, "title", _ ("Picture"), NULL);

  self->edit = g_object_ref (edit);
  self->folder = g_path_get_dirname (team_path);

  return GTK_WIDGET (self);
}

/**
 * mt_picture_row_fill:
 * @self: a row
 *
 * Shows the picture of the edit, as the window would: only what lies below the team's folder.
 */
void
mt_picture_row_fill (MtPictureRow *self)
{
  const char *name = mt_person_edit_get (self->edit)->picture;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  stop_looking (self);
  show_name (self);
  show_picture (self, NULL);
  if (name == NULL)
    return;
  path = mt_picture_resolve (name, self->folder, &error);
  if (path == NULL)
    say (self, error->message, TRUE);
  else
    {
      g_autoptr (GFile) file = g_file_new_for_path (path);

      look_at (self, file, FALSE);
    }
}
