/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * JSON of strangers. json-glib runs out of stack on deep nesting and takes an empty text for
 * success, so both are looked at first.
 */
#include "config.h"

#include "net/mt-json.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-harmless.h"
#include "net/mt-net-error.h"

#define BYTES_MAX (16 * 1024 * 1024)
#define DEPTH_MAX 64
#define NAME_CHARS 60

static gboolean
fail (GError **error, const char *words)
{
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED, "JSON: %s", words);
  return FALSE;
}

/* The rest of a string behind its first quote: what follows its last, or the end. */
static const char *
skip_string (const char *at, const char *end)
{
  while (at < end && *at != '"')
    at += *at == '\\' ? 2 : 1;
  return at < end ? at + 1 : end;
}

/* Counts brackets without looking whether they match: the parser does. */
static gboolean
is_shallow (const char *at, const char *end)
{
  guint depth = 0;

  while (at < end)
    {
      char c = *at++;

      if (c == '"')
        at = skip_string (at, end);
      else if (c == '[' || c == '{')
        depth++;
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
      if (depth > DEPTH_MAX)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_text (const char *text, gsize n, GError **error)
{
  if (n > BYTES_MAX)
    {
      g_autofree char *most = g_format_size (BYTES_MAX);
      g_autofree char *words = g_strdup_printf (_ ("larger than %s"), most);

      return fail (error, words);
    }
  if (!g_utf8_validate (text, (gssize) n, NULL))
    return fail (error, _ ("not in UTF-8"));
  if (!is_shallow (text, text + n))
    return fail (error, _ ("nested too deeply"));
  return TRUE;
}

/**
 * mt_json_parse:
 * @bytes: a text of anybody
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * Parses JSON of at most 16 MiB and 64 levels. What json-glib takes beside RFC 8259 (comments,
 * words for numbers) is taken. Any thread.
 *
 * Returns: (transfer full): the value, or %NULL
 */
JsonNode *
mt_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local = NULL;
  gsize n;
  const char *text = g_bytes_get_data (bytes, &n);

  if (n == 0)
    {
      fail (error, _ ("empty"));
      return NULL;
    }
  if (!check_text (text, n, error))
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) n, &local) ||
      json_parser_get_root (parser) == NULL)
    {
      /* The words of the parser may hold what was parsed, and with it a secret. */
      fail (error, _ ("malformed"));
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/**
 * mt_json_parse_object:
 * @bytes: a text of anybody
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * As mt_json_parse(), for an object.
 *
 * Returns: (transfer full): a node that holds an object, or %NULL
 */
JsonNode *
mt_json_parse_object (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) node = mt_json_parse (bytes, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      fail (error, _ ("no object"));
      return NULL;
    }
  return g_steal_pointer (&node);
}

static gboolean
fail_member (GError **error, const char *member, const char *wanted)
{
  g_autofree char *shown = mt_harmless (member, NAME_CHARS);
  g_autofree char *words = g_strdup_printf (_ ("“%s” is missing or is no %s"), shown, wanted);

  return fail (error, words);
}

static JsonNode *
find_value (JsonObject *object, const char *member, GType type)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;
  return node;
}

/**
 * mt_json_peek_text:
 * @object: an object
 * @member: name of a member
 *
 * Returns: (nullable): its text, %NULL if it is missing or is no string
 */
const char *
mt_json_peek_text (JsonObject *object, const char *member)
{
  JsonNode *node = find_value (object, member, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/**
 * mt_json_get_text:
 * @object: an object
 * @member: name of a member
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * Returns: its text, or %NULL if it is missing or is no string
 */
const char *
mt_json_get_text (JsonObject *object, const char *member, GError **error)
{
  const char *text = mt_json_peek_text (object, member);

  if (text == NULL)
    fail_member (error, member, _ ("text"));
  return text;
}

/**
 * mt_json_get_number:
 * @object: an object
 * @member: name of a member
 * @min: smallest value
 * @max: largest value
 * @number: (out): its value
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * Returns: whether it is a whole number in that range
 */
gboolean
mt_json_get_number (JsonObject *object,
                    const char *member,
                    gint64 min,
                    gint64 max,
                    gint64 *number,
                    GError **error)
{
  JsonNode *node = find_value (object, member, G_TYPE_INT64);
  gint64 value = node != NULL ? json_node_get_int (node) : 0;

  if (node == NULL || value < min || value > max)
    return fail_member (error, member, _ ("number in range"));
  *number = value;
  return TRUE;
}

/**
 * mt_json_get_flag:
 * @object: an object
 * @member: name of a member
 * @flag: (out): its value
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * Returns: whether it is true or false
 */
gboolean
mt_json_get_flag (JsonObject *object, const char *member, gboolean *flag, GError **error)
{
  JsonNode *node = find_value (object, member, G_TYPE_BOOLEAN);

  if (node == NULL)
    return fail_member (error, member, _ ("truth value"));
  *flag = json_node_get_boolean (node);
  return TRUE;
}

/**
 * mt_json_get_object:
 * @object: an object
 * @member: name of a member
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * Returns: (transfer none): the object it is, or %NULL
 */
JsonObject *
mt_json_get_object (JsonObject *object, const char *member, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fail_member (error, member, _ ("object"));
  return NULL;
}

/**
 * mt_json_get_list:
 * @object: an object
 * @member: name of a member
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * Returns: (transfer none): the list it is, or %NULL
 */
JsonArray *
mt_json_get_list (JsonObject *object, const char *member, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  fail_member (error, member, _ ("list"));
  return NULL;
}

static JsonNode *
find_element (JsonArray *list, guint index)
{
  return index < json_array_get_length (list) ? json_array_get_element (list, index) : NULL;
}

/**
 * mt_json_get_list_text:
 * @list: a list
 * @index: from 0
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * Returns: the text at that place, or %NULL
 */
const char *
mt_json_get_list_text (JsonArray *list, guint index, GError **error)
{
  JsonNode *node = find_element (list, index);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  fail (error, _ ("something in a list is no text"));
  return NULL;
}

/**
 * mt_json_get_list_object:
 * @list: a list
 * @index: from 0
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * Returns: (transfer none): the object at that place, or %NULL
 */
JsonObject *
mt_json_get_list_object (JsonArray *list, guint index, GError **error)
{
  JsonNode *node = find_element (list, index);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fail (error, _ ("something in a list is no object"));
  return NULL;
}
