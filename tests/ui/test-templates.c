/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Every widget with a template can be made and goes away whole.
 */
#include "config.h"

#include <adwaita.h>

#include "ui/mt-ui.h"

static const char *const types[] = {
  "MtAdaptiveBin",    "MtAvatar",
  "MtAxisLines",      "MtBoardColumn",
  "MtBoardSection",   "MtBottomBar",
  "MtChoiceBar",      "MtClockCard",
  "MtClockStrip",     "MtDayPicker",
  "MtExportDialog",   "MtFailurePage",
  "MtFilterBar",      "MtHint",
  "MtLegend",         "MtPeopleFind",
  "MtPeopleSection",  "MtMessageWindow",
  "MtPersonPage",     "MtProblemList",
  "MtProblemsWindow", "MtRuler",
  "MtSection",        "MtShortcutsWindow",
  "MtSwatch",         "MtTaskCard",
  "MtTimeBar",        "MtTimeField",
  "MtUpdateRow",      "MtUpdatesSection",
  "MtWelcomePage",    "MtWho",
  "MtWindow",         NULL,
};

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

/* Every template in the resource belongs to a type above. */
static void
test_every_template_is_listed (void)
{
  const char *const folders[] = { "", "board/", "clocks/", "export/", "people/", "updates/" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/io/github/meantime_desktop/Meantime/ui/%s", folders[i]);
      g_auto (GStrv) names = g_resources_enumerate_children (path, 0, NULL);

      for (guint j = 0; names != NULL && names[j] != NULL; j++)
        {
          g_auto (GStrv) words = NULL;
          g_autoptr (GString) name = g_string_new (NULL);

          if (!g_str_has_suffix (names[j], ".ui"))
            continue;
          words = g_strsplit_set (names[j], "-.", -1);
          for (guint k = 0; words[k + 1] != NULL; k++)
            g_string_append_printf (name, "%c%s", g_ascii_toupper (words[k][0]), words[k] + 1);
          if (!g_strv_contains (types, name->str))
            g_error ("%s: no test makes %s; add it to the list", names[j], name->str);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 10);
}

int
main (int argc, char **argv)
{
  /* with-display isolates: G_TEST_OPTION_ISOLATE_DIRS would hide the schemas that GTK needs. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  mt_ui_init ();
  for (guint i = 0; types[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/ui/template/", types[i], NULL);

      g_test_add_data_func (path, types[i], test_instantiate);
    }
  g_test_add_func ("/ui/template/all", test_every_template_is_listed);
  return g_test_run ();
}
