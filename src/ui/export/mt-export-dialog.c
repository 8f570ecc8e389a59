/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtExportDialog: shows which slots of overlap will be written, and in which format.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-overlap-item.h"
#include "ui/export/mt-export-dialog.h"
#include "ui/mt-file-picker.h"

struct _MtExportDialog
{
  AdwWindow parent_instance;

  MtSession *session;        /* owned, nullable */
  GCancellable *cancellable; /* owned */
  GtkStack *stack;
  AdwPreferencesGroup *slots_group;
  GtkListBox *slots;
  GtkCheckButton *freebusy;
  GtkWidget *save_button;
  GtkWidget *error_label;
};

G_DEFINE_FINAL_TYPE (MtExportDialog, mt_export_dialog, ADW_TYPE_WINDOW)

enum
{
  EXPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  g_autofree char *text = NULL, *people = NULL, *names = NULL, *title = NULL, *subtitle = NULL;
  GtkWidget *row = adw_action_row_new (), *label;

  g_object_get (item, "text", &text, "people-text", &people, "names", &names, NULL);
  title = g_markup_escape_text (text, -1);
  subtitle = g_markup_escape_text (names, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  label = gtk_label_new (people);
  gtk_widget_add_css_class (label, "secondary");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
overlaps_changed_cb (MtExportDialog *self)
{
  guint n = g_list_model_get_n_items (mt_session_get_overlaps (self->session));
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u slot in the next seven days", "%u slots in the next seven days", n), n);

  adw_preferences_group_set_title (self->slots_group, title);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "slots" : "none");
  gtk_widget_set_sensitive (self->save_button, n > 0);
}

static void
show_error (MtExportDialog *self, const char *message)
{
  gtk_label_set_label (GTK_LABEL (self->error_label), message);
  gtk_widget_set_visible (self->error_label, message[0] != '\0');
}

static char *
describe_export (guint n_slots, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  /* Translators: how many slots of overlap were written to which file. */
  return g_strdup_printf (ngettext ("%u slot exported to %s", "%u slots exported to %s", n_slots),
                          n_slots, shown);
}

typedef struct
{
  MtExportDialog *dialog; /* owned */
  GFile *file;            /* owned */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->dialog);
  g_object_unref (export->file);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  guint n_slots = 0;

  if (!mt_session_export_finish (MT_SESSION (source), result, &n_slots, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (export->dialog, error->message);
      return;
    }
  message = describe_export (n_slots, export->file);
  g_signal_emit (export->dialog, signals[EXPORTED], 0, message);
  gtk_window_close (GTK_WINDOW (export->dialog));
}

static void
picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtExportDialog) self = MT_EXPORT_DIALOG (user_data);
  g_autoptr (GFile) file = mt_file_picker_finish (result, NULL);
  Export *export;

  if (file == NULL || self->session == NULL)
    return;
  export = g_new0 (Export, 1);
  export->dialog = g_object_ref (self);
  export->file = g_object_ref (file);
  mt_session_export_async (self->session, file,
                           gtk_check_button_get_active (self->freebusy) ? "freebusy" : "ics",
                           self->cancellable, exported_cb, export);
}

static void
save_clicked_cb (MtExportDialog *self)
{
  gboolean freebusy = gtk_check_button_get_active (self->freebusy);

  show_error (self, "");
  mt_file_picker_save_async (GTK_WINDOW (self), _ ("Export Overlap"),
                             freebusy ? "overlap.ifb" : "overlap.ics", picked_cb,
                             g_object_ref (self));
}

static void
mt_export_dialog_dispose (GObject *object)
{
  MtExportDialog *self = MT_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_export_dialog_parent_class)->dispose (object);
}

static void
mt_export_dialog_finalize (GObject *object)
{
  g_object_unref (MT_EXPORT_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (mt_export_dialog_parent_class)->finalize (object);
}

static void
mt_export_dialog_class_init (MtExportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_export_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = mt_export_dialog_finalize;
  signals[EXPORTED] = g_signal_new ("exported", MT_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/export/mt-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MtExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, MtExportDialog, slots_group);
  gtk_widget_class_bind_template_child (widget_class, MtExportDialog, slots);
  gtk_widget_class_bind_template_child (widget_class, MtExportDialog, freebusy);
  gtk_widget_class_bind_template_child (widget_class, MtExportDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, MtExportDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_export_dialog_init (MtExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_export_dialog_new:
 * @parent: the window it belongs to
 * @session: whose overlap is written
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
mt_export_dialog_new (GtkWindow *parent, MtSession *session)
{
  MtExportDialog *self = g_object_new (MT_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  GListModel *overlaps = mt_session_get_overlaps (session);

  self->session = g_object_ref (session);
  gtk_list_box_bind_model (self->slots, overlaps, create_row_cb, self, NULL);
  g_signal_connect_object (overlaps, "items-changed", G_CALLBACK (overlaps_changed_cb), self,
                           G_CONNECT_SWAPPED);
  overlaps_changed_cb (self);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
  gtk_window_set_focus (GTK_WINDOW (self), self->save_button);
  return GTK_WINDOW (self);
}
