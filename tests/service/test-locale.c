/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Where translations are looked for: in the build, beside an installation, else where built for.
 * And that they are used: a copy of this program speaks the language it is installed with.
 */
#include "config.h"

#include "service/mt-format.h"
#include "service/mt-locale.h"

#include <glib/gstdio.h>

static char *
make_folder (const char *root, const char *path)
{
  char *folder = g_build_filename (root, path, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  return folder;
}

static void
assert_found (const char *root, const char *executable_dir, const char *expected)
{
  g_autofree char *from = g_build_filename (root, executable_dir, NULL);
  g_autofree char *found = mt_locale_find (from);
  g_autofree char *path =
      expected[0] == '/' ? g_strdup (expected) : g_build_filename (root, expected, NULL);

  g_assert_cmpstr (found, ==, path);
}

static void
test_find (void)
{
  g_autofree char *root = g_dir_make_tmp ("meantime-locale-XXXXXX", NULL);
  g_autofree char *prefix = make_folder (root, "usr/share/locale");
  g_autofree char *build = make_folder (root, "build");
  g_autofree char *mark = g_build_filename (build, "build.ninja", NULL);

  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
  assert_found (root, "usr/bin", "usr/share/locale");
  assert_found (root, "usr/libexec/meantime", "usr/share/locale");
  assert_found (root, "build/src", "build/po");
  assert_found (root, "build/tests/service", "build/po");
  assert_found (root, "a/b/c/d/e/f", LOCALEDIR);

  g_unlink (mark);
  g_rmdir (build);
  for (gint i = 0; i < 3; i++)
    {
      char *parent = g_path_get_dirname (prefix);

      g_rmdir (prefix);
      g_free (prefix);
      prefix = parent;
    }
  g_rmdir (root);
}

static const char german[] = "msgid \"\"\n"
                             "msgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                             "#, c-format\n"
                             "msgid \"%d min\"\n"
                             "msgstr \"%d Minuten\"\n"
                             "#, c-format\n"
                             "msgctxt \"offset\"\n"
                             "msgid \"%s%d h\"\n"
                             "msgstr \"%s%d Std.\"\n";

/* What the copy does: as a program of Meantime does, it begins with its locale. */
static int
say (void)
{
  g_autoptr (MtFormat) format = NULL;
  g_autofree char *length = NULL;
  g_autofree char *offset = NULL;

  mt_locale_init ();
  format = mt_format_new_fixed (FALSE, MT_MONDAY);
  length = mt_format_length (format, 45 * 60);
  offset = mt_format_offset (format, 3600);
  g_print ("%s, %s", length, offset);
  return 0;
}

static void
run (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_NONE, &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static char *
listen_to (const char *program, const char *locales, const char *language)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *said = NULL;

  /* LANGUAGE chooses in any locale but C, and from glibc 2.39 on C.UTF-8 counts as C, too.
   * Source: bug 16621 of glibc */
  g_subprocess_launcher_setenv (launcher, "LOCPATH", locales, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "en_GB.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "LANGUAGE", language, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, "--say", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  return said;
}

static void
test_translated (void)
{
  g_autofree char *root = g_dir_make_tmp ("meantime-locale-XXXXXX", NULL);
  g_autofree char *bin = make_folder (root, "bin");
  g_autofree char *catalogs = make_folder (root, "share/locale/de/LC_MESSAGES");
  g_autofree char *program = g_build_filename (bin, "meantime", NULL);
  g_autofree char *source = g_build_filename (root, "de.po", NULL);
  g_autofree char *catalog = g_build_filename (catalogs, "meantime.mo", NULL);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *const copy[] = { "cp", "--", self, program, NULL };
  const char *const compile[] = { "msgfmt", "-o", catalog, source, NULL };
  g_autofree char *locales = make_folder (root, "locales");
  g_autofree char *english = g_build_filename (locales, "en_GB.UTF-8", NULL);
  /* The locale is compiled here: which ones a machine has is its owner's choice. */
  const char *const compile_locale[] = { "localedef", "--no-archive", "-i",    "en_GB",
                                         "-f",        "UTF-8",        english, NULL };
  const char *const clean[] = { "rm", "-r", "--", root, NULL };
  g_autofree char *in_german = NULL;
  g_autofree char *in_french = NULL;

  g_assert_true (g_file_set_contents (source, german, -1, NULL));
  run (copy);
  run (compile);
  run (compile_locale);
  in_german = listen_to (program, locales, "de");
  in_french = listen_to (program, locales, "fr");
  g_assert_cmpstr (in_german, ==, "45 Minuten, +1 Std.");
  g_assert_cmpstr (in_french, ==, "45 min, +1 h");
  run (clean);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "--say"))
    return say ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/locale/find", test_find);
  g_test_add_func ("/locale/translated", test_translated);
  return g_test_run ();
}
