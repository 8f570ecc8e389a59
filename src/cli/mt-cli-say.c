/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One run of meantimectl: words on a terminal, which obeys some characters, and what is wrong with
 * the command.
 */
#include "config.h"
#include "cli/mt-cli.h"

#include <stdarg.h>

G_DEFINE_QUARK (mt - cli - error - quark, mt_cli_error)

/**
 * mt_cli_usage:
 * @error: return location
 * @where: what is wrong: an option, a command or a file
 * @format: what is wrong with it and what to do, for printf
 * @...: its arguments
 *
 * Sets a %MT_CLI_ERROR_USAGE.
 *
 * Returns: %FALSE, for the caller to return.
 */
gboolean
mt_cli_usage (GError **error, const char *where, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, MT_CLI_ERROR, MT_CLI_ERROR_USAGE, "%s: %s", where, message);
  return FALSE;
}

/**
 * mt_cli_is_harmful:
 * @c: a character
 *
 * Returns: %TRUE when it would change how a terminal shows what stands around it. Joiners would
 *   not: they belong to words.
 */
gboolean
mt_cli_is_harmful (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
         type == G_UNICODE_PARAGRAPH_SEPARATOR ||
         (type == G_UNICODE_FORMAT && c != 0x200C && c != 0x200D);
}

/**
 * mt_cli_plain:
 * @text: foreign text, any bytes: a path, a message
 *
 * Keeps everything, unlike mt_display_line(), but what a terminal would obey.
 *
 * Source: Unicode UTR #36 section 2
 *
 * Returns: (transfer full): one line of valid UTF-8, without controls of terminal or direction
 */
char *
mt_cli_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!mt_cli_is_harmful (c))
        g_string_append_unichar (plain, c);
      else
        g_string_append (plain, g_unichar_isspace (c) ? " " : "\357\277\275");
    }
  return g_string_free (plain, FALSE);
}

/**
 * mt_cli_warn:
 * @message: what to say; may hold foreign text
 *
 * Writes one line on standard error, `meantimectl: MESSAGE`, whatever the message holds.
 */
void
mt_cli_warn (const char *message)
{
  g_autofree char *plain = mt_cli_plain (message);

  g_printerr ("meantimectl: %s\n", plain);
}
