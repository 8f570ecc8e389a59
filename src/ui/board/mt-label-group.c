/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLabelGroup: the labels of a task: chips that go away, and a row to add one.
 */
#include "config.h"

#include "ui/board/mt-label-group.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"

struct _MtLabelGroup
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *labels; /* owned (element-type utf8) */
  GtkWidget *row;
  GtkWidget *chips;
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (MtLabelGroup, mt_label_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
find (MtLabelGroup *self, const char *label, guint *at)
{
  for (guint i = 0; i < self->labels->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->labels, i), label) == 0)
      {
        *at = i;
        return TRUE;
      }
  return FALSE;
}

static void update (MtLabelGroup *self);

static void
remove_cb (MtLabelGroup *self, GtkWidget *chip)
{
  guint at;

  if (!find (self, g_object_get_data (G_OBJECT (chip), "label"), &at))
    return;
  g_ptr_array_remove_index (self->labels, at);
  update (self);
  gtk_widget_grab_focus (self->entry);
}

static GtkWidget *
create_chip (MtLabelGroup *self, const char *label)
{
  GtkWidget *chip = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *text;
  g_autofree char *shown = mt_display_line (label);
  g_autofree char *name = g_strdup_printf (_ ("Remove Label %s"), shown);

  text = gtk_label_new (shown);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 24);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "label-chip");
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (chip), "label", g_strdup (label), g_free);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return chip;
}

static void
update (MtLabelGroup *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->chips), child);
  for (guint i = 0; i < self->labels->len; i++)
    {
      gtk_flow_box_append (GTK_FLOW_BOX (self->chips),
                           create_chip (self, g_ptr_array_index (self->labels, i)));
      /* The chip has the focus, not its cell. */
      gtk_widget_set_focusable (gtk_widget_get_last_child (self->chips), FALSE);
    }
  gtk_widget_set_visible (self->row, self->labels->len > 0);
}

/* Commas part what is typed: in the file they part the values. */
static void
add_typed (MtLabelGroup *self)
{
  g_auto (GStrv) words = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->entry)), ",", -1);
  guint at;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_strstrip (words[i]);
      if (*words[i] != '\0' && !find (self, words[i], &at))
        g_ptr_array_add (self->labels, g_strdup (words[i]));
    }
}

static void
add_cb (MtLabelGroup *self)
{
  add_typed (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  update (self);
}

static void
mt_label_group_finalize (GObject *object)
{
  g_ptr_array_unref (MT_LABEL_GROUP (object)->labels);
  G_OBJECT_CLASS (mt_label_group_parent_class)->finalize (object);
}

static void
mt_label_group_class_init (MtLabelGroupClass *class)
{
  G_OBJECT_CLASS (class)->finalize = mt_label_group_finalize;
}

static void
mt_label_group_init (MtLabelGroup *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->chips = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->chips), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->chips), 12);
  gtk_widget_set_halign (self->chips, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->chips, "chips");
  self->row = adw_preferences_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), FALSE);
  gtk_widget_set_focusable (self->row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->row), self->chips);
  gtk_widget_set_visible (self->row, FALSE);
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("Add Label"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->entry), TRUE);
  g_signal_connect_object (self->entry, "apply", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->entry);
}

/**
 * mt_label_group_new:
 *
 * Returns: (transfer floating): a group without labels
 */
GtkWidget *
mt_label_group_new (void)
{
  return g_object_new (MT_TYPE_LABEL_GROUP, "title", _ ("Labels"), NULL);
}

/**
 * mt_label_group_set_labels:
 * @self: a group
 * @labels: (array zero-terminated=1): labels
 *
 * Shows them in place of those it has. What is typed stays.
 */
void
mt_label_group_set_labels (MtLabelGroup *self, const char *const *labels)
{
  g_ptr_array_set_size (self->labels, 0);
  for (guint i = 0; labels[i] != NULL; i++)
    g_ptr_array_add (self->labels, g_strdup (labels[i]));
  update (self);
}

/**
 * mt_label_group_dup_labels:
 * @self: a group
 * @with_typed: whether what is typed and was not added yet is a label
 *
 * Returns: (transfer full): the labels
 */
char **
mt_label_group_dup_labels (MtLabelGroup *self, gboolean with_typed)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (with_typed)
    add_cb (self);
  for (guint i = 0; i < self->labels->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->labels, i));
  return g_strv_builder_end (builder);
}
