/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reasons as one string, a line each: a letter for the code, then the text at fault.
 */
#include "config.h"

#include "ical/mt-ical-reason.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DETAIL 80    /* characters of the text at fault that are shown */
#define MAX_REASONS 1024 /* bytes of one encoded string */

/**
 * mt_reason_add:
 * @encoded: (inout): a string of reasons, or a pointer to %NULL
 * @code: what is wrong
 * @detail: the text at fault, e.g. the RRULE
 *
 * Adds a reason, unless it is there already.
 */
void
mt_reason_add (char **encoded, MtReasonCode code, const char *detail)
{
  g_autofree char *valid = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *line = NULL;
  char *old = *encoded;

  if (old && strlen (old) > MAX_REASONS)
    return;
  /* What was cut to a number of bytes may end inside a character. */
  valid = g_utf8_make_valid (detail, -1);
  shown = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_DETAIL));
  g_strdelimit (shown, "\r\n", ' ');
  line = g_strdup_printf ("%c%s", 'A' + code, shown);
  if (old && strstr (old, line))
    return;
  *encoded = old ? g_strconcat (old, "\n", line, NULL) : g_strdup (line);
  g_free (old);
}

static const char *
format_of (guint code, const char *detail)
{
  switch (code)
    {
    case MT_REASON_NO_START:
      if (*detail == '\0')
        return _ ("left out: DTSTART is missing or empty");
      return _ ("left out: DTSTART “%s” is no date between 1600 and 2200");
    case MT_REASON_RULE:
      return _ ("only the first instance is shown: the rule “%s” cannot be read");
    case MT_REASON_RULE_EMPTY:
      return _ ("only the first instance is shown: the rule “%s” names no date");
    case MT_REASON_RULE_RSCALE:
      return _ ("only the first instance is shown: the rule “%s” needs another calendar");
    case MT_REASON_RULE_TOO_MANY:
      return _ ("some instances are missing: more than 8 rules, from “%s” on");
    case MT_REASON_RULE_STEPS:
      return _ ("some instances may be missing: the rule “%s” takes too long");
    case MT_REASON_DATE:
      return _ ("“%s” is ignored: no date between 1600 and 2200");
    case MT_REASON_RECURRENCE_ID:
      return _ ("left out: RECURRENCE-ID “%s” is no date between 1600 and 2200");
    case MT_REASON_ZONE:
      return _ ("the time zone “%s” is unknown; its times are read as local times");
    case MT_REASON_TOO_MANY:
      return _ ("more than 10,000 instances: the rest is cut (%s)");
    case MT_REASON_NOTHING:
      return _ ("left out: nothing in it can be read (%s)");
    default:
      return NULL;
    }
}

static void
append_sentence (GString *text, guint code, const char *detail)
{
  const char *format = format_of (code, detail);
  const char *mark = format ? strstr (format, "%s") : NULL;

  if (!format)
    return;
  if (text->len > 0)
    g_string_append (text, "; ");
  /* Put in by hand: a translation is no format to trust with printf. */
  if (!mark)
    g_string_append (text, format);
  else
    {
      g_string_append_len (text, format, mark - format);
      g_string_append (text, detail);
      g_string_append (text, mark + 2);
    }
}

/**
 * mt_reason_to_text:
 * @encoded: what mt_reason_add() made, from the other side of a pipe: anything is possible
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL if there is no reason in it
 */
char *
mt_reason_to_text (const char *encoded)
{
  g_auto (GStrv) lines = g_strsplit (encoded, "\n", 64);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i]; i++)
    if (lines[i][0] >= 'A')
      append_sentence (text, lines[i][0] - 'A', lines[i] + 1);
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}
