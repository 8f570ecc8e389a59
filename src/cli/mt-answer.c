/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * JSON answers: keys in the order they are added, two spaces of indentation, UTF-8.
 */
#include "config.h"
#include "cli/mt-answer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "core/mt-instant.h"

/**
 * mt_json_string:
 * @builder: a builder inside an object
 * @key: name of the member
 * @value: (nullable): its value; %NULL writes null
 */
void
mt_json_string (JsonBuilder *builder, const char *key, const char *value)
{
  json_builder_set_member_name (builder, key);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/**
 * mt_json_instant:
 * @builder: a builder inside an object
 * @key: name of the member
 * @instant: Unix seconds, written as UTC with `Z`
 */
void
mt_json_instant (JsonBuilder *builder, const char *key, gint64 instant)
{
  g_autofree char *text = mt_instant_format_utc (instant);

  mt_json_string (builder, key, text);
}

/**
 * mt_json_maybe_instant:
 * @builder: a builder inside an object
 * @key: name of the member
 * @known: whether there is an instant; else null is written
 * @instant: Unix seconds
 */
void
mt_json_maybe_instant (JsonBuilder *builder, const char *key, gboolean known, gint64 instant)
{
  if (known)
    mt_json_instant (builder, key, instant);
  else
    mt_json_string (builder, key, NULL);
}

/**
 * mt_json_local:
 * @builder: a builder inside an object
 * @key: name of the member
 * @instant: Unix seconds
 * @zone: the zone to write it in, with a numeric offset
 */
void
mt_json_local (JsonBuilder *builder, const char *key, gint64 instant, const MtZone *zone)
{
  g_autofree char *text = mt_instant_format_local (instant, mt_zone_offset_at (zone, instant));

  mt_json_string (builder, key, text);
}

/**
 * mt_json_date:
 * @builder: a builder inside an object
 * @key: name of the member
 * @date: a date
 */
void
mt_json_date (JsonBuilder *builder, const char *key, MtDate date)
{
  g_autofree char *text = mt_date_format (date);

  mt_json_string (builder, key, text);
}

/**
 * mt_json_pending:
 * @builder: a builder inside an object
 * @mark: (nullable): what is to be said of an item
 *
 * Adds `pending` ("waiting", "refused" or "conflict") and `pending_why` to what is not as its
 * server has it, and nothing to what is.
 */
void
mt_json_pending (JsonBuilder *builder, const MtPendingMark *mark)
{
  static const char *const states[] = { NULL, "waiting", "refused", "conflict" };

  if (mark == NULL || mark->state == MT_PENDING_NONE)
    return;
  mt_json_string (builder, "pending", states[mark->state]);
  mt_json_string (builder, "pending_why", mark->why);
}

/**
 * mt_json_int:
 * @builder: a builder inside an object
 * @key: name of the member
 * @value: its value
 */
void
mt_json_int (JsonBuilder *builder, const char *key, gint64 value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

/**
 * mt_json_bool:
 * @builder: a builder inside an object
 * @key: name of the member
 * @value: its value
 */
void
mt_json_bool (JsonBuilder *builder, const char *key, gboolean value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, value);
}

/* The same value in characters that no terminal obeys: outside of strings there are none of them,
 * and what JSON itself escapes is escaped already. */
static void
append_escaped (GString *out, const char *json)
{
  const char *from = json;
  const char *p = json;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || !mt_cli_is_harmful (c))
        continue;
      g_string_append_len (out, from, p - from);
      if (c >= 0x10000)
        g_string_append_printf (out, "\\u%04x\\u%04x", 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF));
      else
        g_string_append_printf (out, "\\u%04x", c);
      from = g_utf8_next_char (p);
    }
  g_string_append_len (out, from, p - from);
}

/**
 * mt_answer_json:
 * @cli: a run
 * @builder: a builder that holds one whole value
 *
 * Makes it the answer.
 */
void
mt_answer_json (MtCli *cli, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  append_escaped (cli->out, text);
  g_string_append_c (cli->out, '\n');
}

/**
 * mt_answer_print:
 * @text: what to write
 * @length: its length in bytes
 * @recode: whether it is for people and follows the terminal's character set
 * @error: return location
 *
 * Writes to standard output, all of it.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_FAILED, whose message is empty when the reader just left.
 */
gboolean
mt_answer_print (const char *text, gsize length, gboolean recode, GError **error)
{
  g_autofree char *recoded = NULL;
  g_autofree char *target = NULL;
  const char *charset;
  gsize n_recoded = 0;
  int code;

  if (recode && !g_get_console_charset (&charset))
    {
      target = g_strconcat (charset, "//TRANSLIT", NULL); /* "-" for a dash, where iconv knows it */
      recoded = g_convert_with_fallback (text, (gssize) length, target, "UTF-8", "?", NULL,
                                         &n_recoded, NULL);
    }
  if (recoded != NULL)
    {
      text = recoded;
      length = n_recoded;
    }
  if (fwrite (text, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  code = errno;
  if (code == EPIPE)
    g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "");
  else
    g_set_error (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED,
                 _ ("standard output: the answer cannot be written: %s"), g_strerror (code));
  return FALSE;
}
