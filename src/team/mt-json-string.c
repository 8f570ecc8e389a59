/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Strings of JSON. What is wrong inside one is reported and replaced by U+FFFD, so that the rest of
 * the file is still read.
 */
#include "config.h"

#include "team/mt-json-string.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define REPLACEMENT 0xfffd

typedef struct
{
  MtReport *report;
  const char *data;
  gsize size;
  gsize at;
  GString *value;
  gboolean said_bytes; /* one report of bad bytes a string */
} Scan;

/* Returns the four hexadecimal digits at `at` as a number, or -1. */
static gint
read_hex (const Scan *scan, gsize at)
{
  gint value = 0;

  if (scan->size - at < 4)
    return -1;
  for (gsize i = at; i < at + 4; i++)
    {
      gint digit = g_ascii_xdigit_value (scan->data[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

static gunichar
lone_surrogate (Scan *scan, gsize start, gint code)
{
  mt_report_add (scan->report, MT_SEVERITY_ERROR, start,
                 _ ("\\u%04x is half of a surrogate pair: write both halves, or the character "
                    "itself"),
                 code);
  return REPLACEMENT;
}

/* The second half of a pair; `start` is where the first half's backslash stands. */
static gunichar
read_low_surrogate (Scan *scan, gsize start, gint high)
{
  gint low = -1;

  if (scan->size - scan->at >= 6 && scan->data[scan->at] == '\\' && scan->data[scan->at + 1] == 'u')
    low = read_hex (scan, scan->at + 2);
  if (low < 0xdc00 || low > 0xdfff)
    return lone_surrogate (scan, start, high);
  scan->at += 6;
  return 0x10000 + ((gunichar) (high - 0xd800) << 10) + (gunichar) (low - 0xdc00);
}

/* Source: RFC 8259 section 7 */
static gunichar
read_unicode_escape (Scan *scan, gsize start)
{
  gint code = read_hex (scan, scan->at);

  if (code < 0)
    {
      mt_report_add (scan->report, MT_SEVERITY_ERROR, start,
                     _ ("\\u needs four hexadecimal digits after it"));
      return REPLACEMENT;
    }
  scan->at += 4;
  if (code == 0)
    {
      mt_report_add (scan->report, MT_SEVERITY_ERROR, start,
                     _ ("\\u0000 is no character of a text: take it out"));
      return REPLACEMENT;
    }
  if (code >= 0xd800 && code <= 0xdbff)
    return read_low_surrogate (scan, start, code);
  if (code >= 0xdc00 && code <= 0xdfff)
    return lone_surrogate (scan, start, code);
  return (gunichar) code;
}

static void
read_escape (Scan *scan)
{
  static const char escaped[] = "\"\\/bfnrt";
  static const char meant[] = "\"\\/\b\f\n\r\t";
  gsize start = scan->at - 1;
  char letter = scan->data[scan->at];
  const char *found = letter != '\0' ? strchr (escaped, letter) : NULL;

  if (found != NULL)
    {
      g_string_append_c (scan->value, meant[found - escaped]);
      scan->at++;
    }
  else if (letter == 'u')
    {
      scan->at++;
      g_string_append_unichar (scan->value, read_unicode_escape (scan, start));
    }
  else
    {
      mt_report_add (scan->report, MT_SEVERITY_ERROR, start,
                     _ ("a backslash stands only before one of \" \\ / b f n r t u: write two of "
                        "them for a backslash itself"));
      g_string_append_c (scan->value, '\\');
    }
}

static void
read_wide (Scan *scan)
{
  const char *p = scan->data + scan->at;
  gunichar c = g_utf8_get_char_validated (p, (gssize) (scan->size - scan->at));

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      if (!scan->said_bytes)
        mt_report_add (scan->report, MT_SEVERITY_ERROR, scan->at,
                       _ ("the byte 0x%02X is not UTF-8: save the file as UTF-8"), (guchar) *p);
      scan->said_bytes = TRUE;
      g_string_append_unichar (scan->value, REPLACEMENT);
      scan->at++;
      return;
    }
  g_string_append_len (scan->value, p, g_utf8_skip[(guchar) *p]);
  scan->at += (gsize) g_utf8_skip[(guchar) *p];
}

static void
read_control (Scan *scan, guchar c)
{
  mt_report_add (scan->report, MT_SEVERITY_ERROR, scan->at,
                 _ ("the control character 0x%02X may not stand in a string: write \\u%04x"), c, c);
  g_string_append_unichar (scan->value, REPLACEMENT);
  scan->at++;
}

static void
read_plain (Scan *scan)
{
  gsize start = scan->at;

  while (scan->at < scan->size && (guchar) scan->data[scan->at] < 0x80 &&
         (guchar) scan->data[scan->at] >= 0x20 && scan->data[scan->at] != '"' &&
         scan->data[scan->at] != '\\')
    scan->at++;
  g_string_append_len (scan->value, scan->data + start, (gssize) (scan->at - start));
}

/* Reads on to the closing quote; FALSE when the line or the file ends before it. */
static gboolean
read_characters (Scan *scan)
{
  while (scan->at < scan->size)
    {
      guchar c = (guchar) scan->data[scan->at];

      if (c == '"')
        return TRUE;
      if (c == '\n' || c == '\r')
        return FALSE;
      if (c == '\\')
        {
          if (++scan->at == scan->size)
            return FALSE;
          read_escape (scan);
        }
      else if (c < 0x20)
        read_control (scan, c);
      else if (c >= 0x80)
        read_wide (scan);
      else
        read_plain (scan);
    }
  return FALSE;
}

/**
 * mt_json_string_read:
 * @report: takes what is wrong
 * @position: (inout): the byte of the opening quote; afterwards the one after the closing quote
 *
 * Reads a string. Source: RFC 8259 section 7.
 *
 * Returns: (transfer full) (nullable): the text, valid UTF-8; %NULL when the string has no end
 */
char *
mt_json_string_read (MtReport *report, gsize *position)
{
  g_autoptr (GString) value = g_string_new (NULL);
  Scan scan = { .report = report, .at = *position + 1, .value = value };

  scan.data = mt_json_text_get_data (report->text, &scan.size);
  if (!read_characters (&scan))
    {
      mt_report_add (report, MT_SEVERITY_ERROR, *position,
                     _ ("this string does not end on its line: close it with \""));
      return NULL;
    }
  *position = scan.at + 1;
  return g_string_free (g_steal_pointer (&value), FALSE);
}
