/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A list of calendars: an MtTextList with a menu that adds a file, a folder or a web address. What
 * is chosen stands as the team file has it: relative to that file, where others have it too.
 */
#include "config.h"

#include "ui/editor/mt-source-list.h"

#include <glib/gi18n-lib.h>

#include "service/mt-team-draft.h"
#include "ui/mt-accessible.h"
#include "ui/mt-file-picker.h"
#include "ui/mt-message-window.h"

static void
picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtTextList) list = MT_TEXT_LIST (user_data);
  g_autoptr (GFile) file = mt_file_picker_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *place = NULL;

  if (path == NULL || gtk_widget_get_root (GTK_WIDGET (list)) == NULL)
    return;
  place = mt_team_draft_make_source (g_object_get_data (G_OBJECT (list), "team-path"), path);
  if (place == NULL)
    {
      mt_message_window_show (
          GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (list))), _ ("This File Cannot Be Named"),
          _ ("Its name is not written in UTF-8. Rename it, then add it again."));
      return;
    }
  gtk_widget_grab_focus (mt_text_list_add (list, place));
  g_signal_emit_by_name (list, "changed");
}

static void
file_action (GSimpleAction *action, GVariant *parameter, gpointer list)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Calendars"));
  gtk_file_filter_add_suffix (filter, "ics");
  gtk_file_filter_add_suffix (filter, "ifb");
  mt_file_picker_open_async (GTK_WINDOW (gtk_widget_get_root (list)), _ ("Add a Calendar File"),
                             filter, picked_cb, g_object_ref (list));
}

static void
folder_action (GSimpleAction *action, GVariant *parameter, gpointer list)
{
  mt_file_picker_open_folder_async (GTK_WINDOW (gtk_widget_get_root (list)),
                                    _ ("Add a Folder of Calendar Files"), picked_cb,
                                    g_object_ref (list));
}

static void
address_action (GSimpleAction *action, GVariant *parameter, gpointer list)
{
  GtkWidget *row = mt_text_list_add (list, "https://");

  gtk_widget_grab_focus (row);
  gtk_editable_set_position (GTK_EDITABLE (row), -1);
}

static GMenuModel *
new_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("_File…"), "sources.file");
  g_menu_append (menu, _ ("F_older…"), "sources.folder");
  g_menu_append (menu, _ ("_Web Address"), "sources.address");

  return G_MENU_MODEL (menu);
}

static void
add_menu (GtkWidget *list, const char *title)
{
  g_autoptr (GMenuModel) menu = new_menu ();
  GtkWidget *button = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "list-add-symbolic",
                                    "menu-model", menu, "valign", GTK_ALIGN_CENTER, NULL);
  /* Translators: adds an entry to a list: "Add: Calendars". */
  g_autofree char *words = g_strdup_printf (_ ("Add: %s"), title);

  mt_accessible_name_menu_of (GTK_MENU_BUTTON (button));
  gtk_widget_set_tooltip_text (button, words);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (list), button);
}

/**
 * mt_source_list_new:
 * @title: of the list
 * @description: what it is for
 * @team_path: of the team file
 *
 * Returns: (transfer floating): an #MtTextList
 */
GtkWidget *
mt_source_list_new (const char *title, const char *description, const char *team_path)
{
  static const GActionEntry entries[] = {
    { "file", file_action, NULL, NULL, NULL },
    { "folder", folder_action, NULL, NULL, NULL },
    { "address", address_action, NULL, NULL, NULL },
  };
  GtkWidget *list = mt_text_list_new (title, _ ("File, Folder or Web Address"));
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), list);
  gtk_widget_insert_action_group (list, "sources", G_ACTION_GROUP (actions));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (list), description);
  g_object_set_data_full (G_OBJECT (list), "team-path", g_strdup (team_path), g_free);
  mt_text_list_set_ordered (MT_TEXT_LIST (list), TRUE);
  add_menu (list, title);

  return list;
}
