/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The one function that foreign text passes before it is shown: valid UTF-8, no control
 * characters, directions that end where the text ends, no towers of marks, a bounded length.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"

#define FSI "\342\201\250"
#define PDI "\342\201\251"
#define RIGHT_TO_LEFT_MARK "\342\200\217"
#define ELLIPSIS "\342\200\246"
#define FIRST_STRONG_ISOLATE 0x2068
#define ZERO_WIDTH_JOINER 0x200D
#define ZERO_WIDTH_NON_JOINER 0x200C

typedef struct
{
  GString *out;
  gboolean multi_line;
  guint most; /* graphemes */
  guint graphemes;
  guint marks;     /* on the last base */
  gboolean joined; /* the last character was a joiner: the next belongs to it */
  gboolean space;  /* a space waits for something to stand before */
} Filter;

/* The embeddings, overrides, isolates and marks of UAX #9. */
static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

/* Nothing that has a width, and no use in a line: removed. Joiners stay, scripts need them. */
static gboolean
is_removed (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_SURROGATE:
      return TRUE;
    case G_UNICODE_FORMAT:
      /* Tags (flags of regions) and joiners build visible characters. */
      return c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER &&
             !(c >= 0xE0020 && c <= 0xE007F);
    default:
      return c >= 0xFFF9 && c <= 0xFFFC;
    }
}

static void
put_space (Filter *filter, gunichar c)
{
  if (filter->multi_line && c == '\n')
    {
      g_string_append_c (filter->out, '\n');
      filter->space = FALSE;
    }
  else
    {
      filter->space = filter->out->len > 0;
    }

  filter->marks = 0;
  filter->joined = FALSE;
}

/* A base starts a grapheme, unless a joiner ties it to the one before. */
static gboolean
put_base (Filter *filter, gunichar c)
{
  if (!filter->joined && filter->graphemes == filter->most)
    return FALSE;
  if (!filter->joined)
    filter->graphemes++;

  filter->marks = 0;
  g_string_append_unichar (filter->out, c);

  return TRUE;
}

static void
put_mark (Filter *filter, gunichar c)
{
  if (filter->out->len == 0 || filter->marks == MT_DISPLAY_MARKS)
    return;

  filter->marks++;
  g_string_append_unichar (filter->out, c);
}

static gboolean
is_joining (gunichar c)
{
  return g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER ||
         (c >= 0xE0020 && c <= 0xE007F);
}

/* FALSE: the text is full, the rest is cut. */
static gboolean
put (Filter *filter, gunichar c)
{
  if (is_bidi_control (c))
    return TRUE;
  if (g_unichar_isspace (c) || c == 0x2028 || c == 0x2029 || c == 0x85)
    {
      put_space (filter, c == 0x2028 || c == 0x2029 || c == 0x85 ? '\n' : c);
      return TRUE;
    }
  if (is_removed (c))
    return TRUE;

  if (filter->space && filter->graphemes < filter->most)
    {
      g_string_append_c (filter->out, ' ');
      filter->space = FALSE;
    }

  if (is_joining (c))
    put_mark (filter, c);
  else if (!put_base (filter, c))
    return FALSE;

  filter->joined = c == ZERO_WIDTH_JOINER;

  return TRUE;
}

static gboolean
is_right_to_left (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
         (c >= 0x1E800 && c <= 0x1EFFF);
}

static char *
filter_text (const char *text, gboolean multi_line, guint most, gboolean isolate)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  Filter filter = { .out = g_string_new (NULL), .multi_line = multi_line, .most = most };
  gboolean rtl = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (!put (&filter, c))
        {
          g_string_append (filter.out, ELLIPSIS);
          break;
        }
      rtl |= is_right_to_left (c) && !is_bidi_control (c);
    }

  /* Text of another direction is isolated, so that it never turns what stands beside it. */
  if (rtl && isolate)
    {
      g_string_prepend (filter.out, FSI);
      g_string_append (filter.out, PDI);
    }

  return g_string_free (filter.out, FALSE);
}

/* A word of our own tells: without a catalogue, the window is in English wherever it opens. */
static gboolean
is_spoken_right_to_left (void)
{
  return is_right_to_left (g_utf8_get_char (_ ("People")));
}

/**
 * mt_display_name_in:
 * @text: (nullable): foreign text, any bytes
 * @right_to_left: whether what is said around it is read from right to left
 *
 * As mt_display_line(), in a language of that direction. From right to left every text is
 * isolated, with a mark before it: a line that starts with a Latin name would be read from left to
 * right, and numbers that follow the name would stand on its other side.
 *
 * Source: Unicode UAX #9, rules P2, W7 and X5c.
 *
 * Returns: (transfer full): text that is safe in a label
 */
char *
mt_display_name_in (const char *text, gboolean right_to_left)
{
  g_autofree char *line = filter_text (text, FALSE, MT_DISPLAY_GRAPHEMES, TRUE);

  if (!right_to_left || *line == '\0')
    return g_steal_pointer (&line);
  if (g_str_has_prefix (line, FSI))
    return g_strconcat (RIGHT_TO_LEFT_MARK, line, NULL);

  return g_strconcat (RIGHT_TO_LEFT_MARK FSI, line, PDI, NULL);
}

/**
 * mt_display_line:
 * @text: (nullable): foreign text, any bytes
 *
 * Makes @text fit for one line: invalid UTF-8 is replaced, control characters and directional
 * controls are taken out, text of another direction is isolated (FSI … PDI), runs of white space
 * become one space, a base keeps at most %MT_DISPLAY_MARKS marks, and more than
 * %MT_DISPLAY_GRAPHEMES graphemes are cut.
 *
 * Source: Unicode UAX #9 section 2.4 (isolates), UTR #36 section 2.
 *
 * Returns: (transfer full): text that is safe in a label
 */
char *
mt_display_line (const char *text)
{
  return mt_display_name_in (text, is_spoken_right_to_left ());
}

/**
 * mt_display_plain:
 * @text: (nullable): foreign text, any bytes
 *
 * As mt_display_line(), but nothing is put in: for files that other programs read, in which a name
 * is to be found as it is written, whatever language this one speaks.
 *
 * Returns: (transfer full): one line of text
 */
char *
mt_display_plain (const char *text)
{
  return filter_text (text, FALSE, MT_DISPLAY_GRAPHEMES, FALSE);
}

/**
 * mt_display_text:
 * @text: (nullable): foreign text, any bytes
 *
 * As mt_display_line(), but lines stay lines.
 *
 * Returns: (transfer full): text that is safe in a label
 */
char *
mt_display_text (const char *text)
{
  return filter_text (text, TRUE, MT_DISPLAY_GRAPHEMES, TRUE);
}

/**
 * mt_display_body:
 * @text: (nullable): foreign text, any bytes
 *
 * As mt_display_text(), for what somebody wants to read to its end: %MT_DISPLAY_BODY graphemes.
 *
 * Returns: (transfer full): text that is safe in a label
 */
char *
mt_display_body (const char *text)
{
  return filter_text (text, TRUE, MT_DISPLAY_BODY, TRUE);
}

/* Appends the first character of @word and its marks. */
static void
append_initial (GString *out, const char *word)
{
  const char *p = word;

  g_string_append_unichar (out, g_unichar_toupper (g_utf8_get_char (p)));
  for (p = g_utf8_next_char (p); is_joining (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    g_string_append_unichar (out, g_utf8_get_char (p));
}

static gboolean
is_word_start (const char *line, const char *p)
{
  if (!g_unichar_isalnum (g_utf8_get_char (p)))
    return FALSE;
  if (p == line)
    return TRUE;

  const gunichar before = g_utf8_get_char (g_utf8_prev_char (p));

  return before == ' ' || before == FIRST_STRONG_ISOLATE || before == '(';
}

/**
 * mt_display_initials:
 * @name: a person's name, any bytes
 *
 * Returns: (transfer full): the initials of the first and the last word, "?" when there are none
 */
char *
mt_display_initials (const char *name)
{
  g_autofree char *line = mt_display_line (name);
  const char *first = NULL;
  const char *last = NULL;
  GString *out = NULL;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!is_word_start (line, p))
        continue;
      if (first == NULL)
        first = p;
      last = p;
    }

  if (first == NULL)
    return g_strdup ("?");

  out = g_string_new (NULL);
  append_initial (out, first);
  if (last != first)
    append_initial (out, last);

  return g_string_free (out, FALSE);
}
