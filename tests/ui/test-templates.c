/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Every widget with a template can be made and goes away whole.
 */
#include "config.h"

#include <adwaita.h>

#include "ui/mt-ui.h"

/* Those without a template; the others are found by theirs. */
static const char *const types[] = {
  "MtAdaptiveBin", "MtAvatar", "MtAxisLines", "MtLegend", "MtRuler", "MtSwatch",
};

#define TEMPLATES "/io/github/meantime_desktop/Meantime/ui/"

static void
test_instantiate (gconstpointer data)
{
  GType type = g_type_from_name (data);
  GtkWidget *widget;

  g_assert_true (g_type_is_a (type, GTK_TYPE_WIDGET));
  widget = g_object_ref_sink (g_object_new (type, NULL));
  if (GTK_IS_WINDOW (widget))
    {
      gtk_window_destroy (GTK_WINDOW (widget));
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_finalize_object (widget);
}

static void
add_test (const char *type)
{
  g_autofree char *path = g_strconcat ("/ui/template/", type, NULL);

  g_test_add_data_func_full (path, g_strdup (type), test_instantiate, g_free);
}

/* "MtTaskCard" of "mt-task-card.ui" */
static char *
dup_type_name (const char *file)
{
  g_auto (GStrv) words = g_strsplit_set (file, "-.", -1);
  GString *name = g_string_new (NULL);

  for (guint i = 0; words[i + 1] != NULL; i++)
    g_string_append_printf (name, "%c%s", g_ascii_toupper (words[i][0]), words[i] + 1);
  return g_string_free (name, FALSE);
}

static void
add_templates (const char *folder)
{
  g_auto (GStrv) names = g_resources_enumerate_children (folder, 0, NULL);

  if (names == NULL)
    g_error ("%s: no such folder in the resources", folder);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], "/"))
      {
        g_autofree char *below = g_strconcat (folder, names[i], NULL);

        add_templates (below);
      }
    else if (g_str_has_suffix (names[i], ".ui"))
      {
        g_autofree char *type = dup_type_name (names[i]);

        add_test (type);
      }
}

int
main (int argc, char **argv)
{
  /* with-display isolates: G_TEST_OPTION_ISOLATE_DIRS would hide the schemas that GTK needs. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  mt_ui_init ();
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    add_test (types[i]);
  add_templates (TEMPLATES);
  return g_test_run ();
}
