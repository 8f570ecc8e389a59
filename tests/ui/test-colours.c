/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Text and marks can be seen: WCAG contrast of the colours we compute and of our style sheets.
 */
#include "config.h"

#include <math.h>

#include "ui/clocks/mt-sky.h"
#include "ui/mt-palette.h"

static const GdkRGBA white = { 1, 1, 1, 1 };

static double
linear (float channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) +
         0.0722 * linear (color->blue);
}

static double
contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double first = luminance (a) + 0.05, second = luminance (b) + 0.05;

  return first > second ? first / second : second / first;
}

static void
assert_contrast (const GdkRGBA *ground, double least, const char *what, double where)
{
  double found = contrast (&white, ground);

  if (found < least)
    g_error ("%s at %g: white has %.2f:1, not %.1f:1", what, where, found, least);
}

static void
test_sky (void)
{
  for (double elevation = -90; elevation <= 90; elevation += 0.25)
    for (guint rising = 0; rising < 2; rising++)
      for (guint high = 0; high < 2; high++)
        {
          MtSky sky = mt_sky_at (elevation, rising, high);
          double least = high ? 7 : 4.5;

          assert_contrast (&sky.top, least, "top of the sky", elevation);
          assert_contrast (&sky.bottom, least, "bottom of the sky", elevation);
        }
}

static void
test_sky_tells_day_from_night (void)
{
  MtSky night = mt_sky_at (-40, FALSE, FALSE), dusk = mt_sky_at (1, FALSE, FALSE);
  MtSky day = mt_sky_at (40, FALSE, FALSE);

  g_assert_cmpfloat (luminance (&day.bottom), >, 3 * luminance (&night.bottom));
  g_assert_cmpfloat (dusk.bottom.red, >, dusk.bottom.blue);
  g_assert_cmpfloat (day.bottom.blue, >, day.bottom.red);
  g_assert_cmpfloat (night.bottom.blue, >, night.bottom.red);
}

static void
test_sky_of_nonsense (void)
{
  MtSky low = mt_sky_at (-1000, TRUE, FALSE), lowest = mt_sky_at (-90, TRUE, FALSE);

  g_assert_true (gdk_rgba_equal (&low.top, &lowest.top));
}

static void
test_people (void)
{
  for (guint i = 0; i < MT_PALETTE_N_PEOPLE; i++)
    {
      assert_contrast (mt_palette_person (i), 4.5, "colour of a person", i);
      g_assert_true (mt_palette_person (i) == mt_palette_person (i + MT_PALETTE_N_PEOPLE));
      for (guint j = 0; j < i; j++)
        g_assert_false (gdk_rgba_equal (mt_palette_person (i), mt_palette_person (j)));
    }
}

/* A style of the system: the sheets it loads, the last one winning, and libadwaita's colours. */
typedef struct
{
  const char *name;
  gboolean dark;
  gboolean high;
  GPtrArray *sheets; /* (element-type GHashTable), owned; "selector|property" to value */
} Style;

typedef struct
{
  const char *name;
  const char *light;
  const char *dark;
} Named;

/* As libadwaita 1.2 defines them; its high contrast changes borders alone. */
static const Named named[] = {
  { "accent_bg_color", "#3584e4", "#3584e4" },
  { "accent_fg_color", "white", "white" },
  { "accent_color", "#1c71d8", "#78aeed" },
  { "warning_color", "#9c6e03", "#f8e45c" },
  { "error_color", "#c01c28", "#ff7b63" },
  { "window_bg_color", "#fafafa", "#242424" },
  { "window_fg_color", "rgba(0,0,0,0.8)", "white" },
  { "view_bg_color", "#ffffff", "#1e1e1e" },
  { "headerbar_bg_color", "#ebebeb", "#303030" },
  { "headerbar_fg_color", "rgba(0,0,0,0.8)", "white" },
  { "card_bg_color", "#ffffff", "rgba(255,255,255,0.08)" },
  { "card_fg_color", "rgba(0,0,0,0.8)", "white" },
  { "popover_bg_color", "#ffffff", "#383838" },
  { "popover_fg_color", "rgba(0,0,0,0.8)", "white" },
};

#define WINDOW "@window_bg_color"
#define CARD WINDOW, "@card_bg_color"
#define COLUMN WINDOW, "mt-column"
#define UPDATE_HOVER CARD, "listview.updates > row:hover"

/* What is read, and what lies behind it from the bottom up: selectors in our sheets (the colour or
 * the background of the first that a sheet has), colours, or "hours", the green of a bar. */
typedef struct
{
  const char *front;
  const char *behind[5];
  double least;
} Row;

static const Row rows[] = {
  { ".posted", { CARD }, 4.5 },
  { ".posted", { UPDATE_HOVER }, 4.5 },
  { ".late", { CARD }, 4.5 },
  { ".late", { UPDATE_HOVER }, 4.5 },
  { ".unknown", { CARD }, 4.5 },
  { ".unknown", { UPDATE_HOVER }, 4.5 },
  { ".overdue", { CARD }, 4.5 },
  { ".overdue", { UPDATE_HOVER }, 4.5 },
  { ".due", { CARD }, 4.5 },
  { ".replies", { CARD }, 4.5 },
  { ".replies", { UPDATE_HOVER }, 4.5 },
  { ".secondary", { WINDOW }, 4.5 },
  { ".secondary", { CARD }, 4.5 },
  { ".secondary", { UPDATE_HOVER }, 4.5 },
  { ".secondary", { "@popover_bg_color" }, 4.5 },
  { ".secondary", { CARD, ".draft" }, 4.5 },
  { "mt-update .text", { UPDATE_HOVER }, 4.5 },
  { "mt-person .state", { CARD, "listview.people > row:hover" }, 4.5 },
  { "@card_fg_color", { CARD, "mt-person .group" }, 4.5 },
  { "@card_fg_color", { CARD, ".draft" }, 4.5 },
  { "@card_fg_color", { CARD, "mt-choice-bar" }, 4.5 },
  { ".secondary", { CARD, "mt-choice-bar" }, 4.5 },
  { ".secondary", { CARD, "mt-post .note" }, 4.5 },
  { ".composer row .subtitle", { CARD }, 4.5 },
  { ".key", { CARD }, 4.5 },
  { "mt-hours .hour", { CARD }, 4.5 },
  { "mt-hours .bar", { "hours" }, 4.5 },
  { "mt-ruler .hour", { CARD }, 4.5 },
  { "mt-ruler .now", { CARD, "mt-ruler .now" }, 4.5 },
  { "mt-ruler .chosen", { CARD, "mt-ruler .chosen" }, 4.5 },
  { "mt-ruler .overlap", { CARD, "mt-ruler .overlap" }, 4.5 },
  { "mt-column .count", { COLUMN }, 4.5 },
  { "mt-column .nothing", { COLUMN }, 4.5 },
  { "mt-task .due.overdue|.overdue", { COLUMN, "mt-task" }, 4.5 },
  { "mt-task .caption", { COLUMN, "mt-task" }, 4.5 },
  { "@card_fg_color", { COLUMN, "mt-task", "mt-task .tag" }, 4.5 },
  { "mt-task .weight.low", { COLUMN, "mt-task" }, 4.5 },
  { "mt-task .urgent", { COLUMN, "mt-task", "mt-task .urgent" }, 4.5 },
  { "mt-task .blocked", { COLUMN, "mt-task", "mt-task .blocked" }, 4.5 },
  { ".chip:checked", { WINDOW, ".chip:checked" }, 4.5 },
  { ".bottom-bar button:checked", { ".bottom-bar" }, 4.5 },
  { ".trouble", { ".trouble" }, 4.5 },
  { "label.fault", { WINDOW }, 4.5 },
  { "row.removal .title", { CARD }, 4.5 },
  { ".time-field label.error", { "@popover_bg_color" }, 4.5 },
  /* A clock that changes soon: its mark, and the line that says when. */
  { "@popover_fg_color", { "@popover_bg_color" }, 4.5 },
  { "@warning_color", { CARD, "listview.people > row:hover" }, 3 },
  { "@warning_color", { WINDOW }, 3 },
  /* Where the focus is, and whose clock is mine. */
  { "@accent_color", { WINDOW }, 3 },
  { "@accent_color", { CARD }, 3 },
};

static void
add_declarations (GHashTable *sheet, const char *selectors, const char *body)
{
  g_auto (GStrv) names = g_strsplit (selectors, ",", -1), lines = g_strsplit (body, ";", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (lines[i], ":", 2);
      const char *property;

      if (g_strv_length (pair) < 2)
        continue;
      property = g_strstrip (pair[0]);
      if (g_str_equal (property, "background")) /* sets the colour, too */
        property = "background-color";
      for (guint j = 0; names[j] != NULL; j++)
        g_hash_table_replace (sheet, g_strconcat (g_strstrip (names[j]), "|", property, NULL),
                              g_strdup (g_strstrip (pair[1])));
    }
}

/* (transfer full): what the sheet of ours called @file declares, as "selector|property" to value.
 */
static GHashTable *
read_sheet (const char *file)
{
  GHashTable *sheet = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = g_build_filename (MT_STYLES, file, NULL), *text = NULL, *bare = NULL;
  g_autoptr (GRegex) comment = g_regex_new ("/\\*.*?\\*/", G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) blocks = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  bare = g_regex_replace_literal (comment, text, -1, 0, "", 0, &error);
  g_assert_no_error (error);
  blocks = g_strsplit (bare, "}", -1);
  for (guint i = 0; blocks[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (blocks[i], "{", 2);

      if (g_strv_length (halves) == 2)
        add_declarations (sheet, halves[0], halves[1]);
    }
  g_assert_cmpuint (g_hash_table_size (sheet), >, 0);
  return sheet;
}

static const char *
find_value (const Style *style, const char *selectors, const char *property)
{
  g_auto (GStrv) names = g_strsplit (selectors, "|", -1);

  for (guint i = style->sheets->len; i > 0; i--)
    for (guint j = 0; names[j] != NULL; j++)
      {
        g_autofree char *key = g_strconcat (names[j], "|", property, NULL);
        const char *value = g_hash_table_lookup (g_ptr_array_index (style->sheets, i - 1), key);

        if (value != NULL)
          return value;
      }
  g_error ("no sheet gives %s a %s", selectors, property);
}

static GdkRGBA evaluate (const Style *style, const char *text);

/* mix() and alpha() as GTK computes them. Source: GTK's CSS documentation, "Colors". */
static GdkRGBA
evaluate_call (const Style *style, const char *text)
{
  g_autofree char *inside = g_strndup (strchr (text, '(') + 1, strlen (strchr (text, '(')) - 2);
  g_auto (GStrv) args = g_strsplit (inside, ",", -1);
  GdkRGBA a = evaluate (style, g_strstrip (args[0])), b;
  float by;

  if (g_str_has_prefix (text, "alpha"))
    {
      a.alpha *= g_ascii_strtod (args[1], NULL);
      return a;
    }
  b = evaluate (style, g_strstrip (args[1]));
  by = g_ascii_strtod (args[2], NULL);
  return (GdkRGBA){ a.red + (b.red - a.red) * by, a.green + (b.green - a.green) * by,
                    a.blue + (b.blue - a.blue) * by, a.alpha + (b.alpha - a.alpha) * by };
}

static GdkRGBA
evaluate (const Style *style, const char *text)
{
  GdkRGBA color = { 0, 0, 0, 0 };

  if (g_str_equal (text, "none"))
    return color;
  if (g_str_has_prefix (text, "alpha(") || g_str_has_prefix (text, "mix("))
    return evaluate_call (style, text);
  for (guint i = 0; text[0] == '@' && i < G_N_ELEMENTS (named); i++)
    if (g_str_equal (text + 1, named[i].name))
      return evaluate (style, style->dark ? named[i].dark : named[i].light);
  if (!gdk_rgba_parse (&color, text))
    g_error ("%s is no colour this test knows", text);
  return color;
}

static GdkRGBA
resolve (const Style *style, const char *what, const char *property)
{
  if (g_str_equal (what, "hours"))
    return mt_palette_of (style->dark, style->high)->hours;
  if (what[0] == '@')
    return evaluate (style, what);
  return evaluate (style, find_value (style, what, property));
}

static GdkRGBA
lay_over (const GdkRGBA *front, const GdkRGBA *behind)
{
  float a = front->alpha, rest = 1 - a;

  return (GdkRGBA){ front->red * a + behind->red * rest, front->green * a + behind->green * rest,
                    front->blue * a + behind->blue * rest, 1 };
}

static void
check_row (const Style *style, const Row *row)
{
  GdkRGBA ground = resolve (style, row->behind[0], "background-color");
  GdkRGBA front = resolve (style, row->front, "color");
  const char *top = row->behind[0];
  double found;

  g_assert_cmpfloat (ground.alpha, ==, 1);
  for (guint i = 1; i < G_N_ELEMENTS (row->behind) && row->behind[i] != NULL; i++)
    {
      GdkRGBA layer = resolve (style, row->behind[i], "background-color");

      ground = lay_over (&layer, &ground);
      top = row->behind[i];
    }
  front = lay_over (&front, &ground);
  found = contrast (&front, &ground);
  if (found < row->least)
    g_test_fail_printf ("%s: %s on %s has %.2f:1, not %.1f:1", style->name, row->front, top, found,
                        row->least);
}

static void
test_sheets (gconstpointer data)
{
  Style style = *(const Style *) data;
  g_autoptr (GPtrArray) sheets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  g_ptr_array_add (sheets, read_sheet ("style.css"));
  if (style.dark)
    g_ptr_array_add (sheets, read_sheet ("style-dark.css"));
  if (style.high)
    g_ptr_array_add (sheets, read_sheet ("style-hc.css"));
  style.sheets = sheets;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (&style, &rows[i]);
}

/* What carries the meaning of a bar or of a line over the rows: 3:1 on a row. */
static void
test_marks (gconstpointer data)
{
  const Style *style = data;
  const MtPalette *palette = mt_palette_of (style->dark, style->high);
  const struct
  {
    const char *name;
    const GdkRGBA *color;
  } marks[] = {
    { "hours", &palette->hours_edge },
    { "busy", &palette->busy_edge },
    { "focus", &palette->focus },
    { "tentative", &palette->tentative },
    { "away", &palette->away },
    { "unknown", &palette->unknown },
    { "overlap", &palette->overlap_edge },
    { "now", &palette->now },
    { "chosen", &palette->chosen },
    { "working", &palette->dot_working },
    { "busy dot", &palette->dot_busy },
    { "focus dot", &palette->dot_focus },
    { "off", &palette->dot_off },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      GdkRGBA front = lay_over (marks[i].color, &palette->ground);
      double found = contrast (&front, &palette->ground);

      if (found < 3)
        g_test_fail_printf ("%s: the mark %s has %.2f:1, not 3:1", style->name, marks[i].name,
                            found);
    }
}

int
main (int argc, char **argv)
{
  static const Style styles[] = {
    { "light", FALSE, FALSE, NULL },
    { "dark", TRUE, FALSE, NULL },
    { "light-high", FALSE, TRUE, NULL },
    { "dark-high", TRUE, TRUE, NULL },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/sky/contrast", test_sky);
  g_test_add_func ("/ui/sky/day-and-night", test_sky_tells_day_from_night);
  g_test_add_func ("/ui/sky/out-of-range", test_sky_of_nonsense);
  g_test_add_func ("/ui/people/contrast", test_people);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *sheets = g_strconcat ("/ui/sheets/", styles[i].name, NULL);
      g_autofree char *marks = g_strconcat ("/ui/marks/", styles[i].name, NULL);

      g_test_add_data_func (sheets, &styles[i], test_sheets);
      g_test_add_data_func (marks, &styles[i], test_marks);
    }
  return g_test_run ();
}
