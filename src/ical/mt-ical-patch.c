/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Properties of one component replaced in place. Line ends, order, folds, unknown properties,
 * alarms and every other component stay byte for byte.
 */
#include "config.h"

#include "ical/mt-ical-patch.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-bytes.h"
#include "ical/mt-ical-client.h"
#include "ical/mt-ical-writer.h"

/* A logical line with its folds: bytes from `start` to `end`. */
typedef struct
{
  const char *start;
  const char *end;
} Raw;

typedef struct
{
  const char *at;
  const char *end;
} Raws;

static gboolean
next_raw (Raws *self, Raw *raw)
{
  const char *at = self->at;

  if (at == self->end)
    return FALSE;
  raw->start = at;
  do
    {
      const char *newline = memchr (at, '\n', self->end - at);

      at = newline ? newline + 1 : self->end;
    }
  while (at < self->end && (*at == ' ' || *at == '\t'));
  raw->end = self->at = at;
  return TRUE;
}

static gboolean
raw_is_property (const Raw *raw, const char *name)
{
  gsize length = strlen (name);

  return (gsize) (raw->end - raw->start) > length &&
         g_ascii_strncasecmp (raw->start, name, length) == 0 &&
         (raw->start[length] == ':' || raw->start[length] == ';');
}

static char *
raw_dup_value (const Raw *raw)
{
  g_autofree char *text = mt_ical_bytes_to_utf8 (raw->start, raw->end - raw->start, NULL);
  const char *colon = strchr (text, ':');

  return colon ? g_strstrip (g_strdup (colon + 1)) : g_strdup ("");
}

static gboolean
raw_has_value (const Raw *raw, const char *name, const char *value)
{
  g_autofree char *own = raw_is_property (raw, name) ? raw_dup_value (raw) : NULL;

  return own && strcmp (own, value) == 0;
}

static gboolean
raw_is_begin (const Raw *raw, const char *component)
{
  g_autofree char *name = raw_is_property (raw, "BEGIN") ? raw_dup_value (raw) : NULL;

  return name && (!component || g_ascii_strcasecmp (name, component) == 0);
}

/* Steps behind the END of a component whose BEGIN was read; FALSE: it has none. */
static gboolean
skip_component (Raws *self)
{
  guint depth = 1;
  Raw raw;

  while (depth > 0 && next_raw (self, &raw))
    if (raw_is_begin (&raw, NULL))
      depth++;
    else if (raw_is_property (&raw, "END"))
      depth--;
  return depth == 0;
}

static gboolean
component_matches (Raw component, const char *uid, const char *recurrence_id)
{
  Raws raws = { component.start, component.end };
  gboolean has_uid = FALSE, has_rid = FALSE;
  guint depth = 0;
  Raw raw;

  while (next_raw (&raws, &raw))
    if (raw_is_begin (&raw, NULL))
      depth++;
    else if (raw_is_property (&raw, "END"))
      depth--;
    else if (depth == 1 && raw_has_value (&raw, "UID", uid))
      has_uid = TRUE;
    else if (depth == 1 && raw_is_property (&raw, "RECURRENCE-ID"))
      {
        if (!recurrence_id || !raw_has_value (&raw, "RECURRENCE-ID", recurrence_id))
          return FALSE;
        has_rid = TRUE;
      }
  return has_uid && has_rid == (recurrence_id != NULL);
}

static gboolean
find_component (const char *text,
                gsize length,
                const char *name,
                const char *uid,
                const char *recurrence_id,
                Raw *found)
{
  Raws raws = { text, text + length };
  Raw raw;

  while (next_raw (&raws, &raw))
    if (raw_is_begin (&raw, name))
      {
        const char *start = raw.start;

        if (!skip_component (&raws))
          return FALSE;
        *found = (Raw){ start, raws.at };
        if (component_matches (*found, uid, recurrence_id))
          return TRUE;
      }
  return FALSE;
}

static gboolean
is_text (const char *name)
{
  static const char *const texts[] = { "SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT",
                                       "CONTACT", "RELATED-TO",  "STATUS",   NULL };

  for (guint i = 0; texts[i]; i++)
    if (g_ascii_strcasecmp (name, texts[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_name (const char *name)
{
  if (!*name)
    return FALSE;
  for (; *name; name++)
    if (!g_ascii_isalnum (*name) && *name != '-')
      return FALSE;
  return TRUE;
}

/* The line of a field, with the line ends of the file. */
static void
append_field (GByteArray *out, const MtChangeField *field, const char *eol)
{
  g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize length;

  if (is_text (field->name))
    mt_ical_writer_text (writer, field->name, field->value);
  else
    mt_ical_writer_value (writer, field->name, field->value);
  bytes = mt_ical_writer_finish (writer);
  data = g_bytes_get_data (bytes, &length);
  for (gsize i = 0; i < length; i++)
    if (data[i] == '\n')
      g_byte_array_append (out, (const guint8 *) eol, strlen (eol));
    else if (data[i] != '\r')
      g_byte_array_append (out, (const guint8 *) data + i, 1);
}

static gint
field_of (const GPtrArray *fields, const Raw *raw)
{
  for (guint i = 0; i < fields->len; i++)
    if (raw_is_property (raw, ((MtChangeField *) g_ptr_array_index (fields, i))->name))
      return i;
  return -1;
}

static void
append_missing (GByteArray *out, const GPtrArray *fields, gboolean *written, const char *eol)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const MtChangeField *field = g_ptr_array_index (fields, i);

      if (!written[i] && field->value)
        append_field (out, field, eol);
      written[i] = TRUE;
    }
}

/* New properties stand behind the old ones, before the first inner component. */
static void
append_component (GByteArray *out, Raw component, const GPtrArray *fields, const char *eol)
{
  g_autofree gboolean *written = g_new0 (gboolean, fields->len + 1);
  Raws raws = { component.start, component.end };
  guint depth = 0;
  Raw raw;

  while (next_raw (&raws, &raw))
    {
      gboolean begins = raw_is_begin (&raw, NULL);
      gboolean ends = raw_is_property (&raw, "END");
      gint field = depth == 1 && !begins && !ends ? field_of (fields, &raw) : -1;

      if (depth == 1 && (begins || ends))
        append_missing (out, fields, written, eol);
      depth += begins ? 1 : 0;
      depth -= ends ? 1 : 0;
      if (field < 0)
        g_byte_array_append (out, (const guint8 *) raw.start, raw.end - raw.start);
      else if (!written[field])
        {
          const MtChangeField *change = g_ptr_array_index (fields, field);

          if (change->value)
            append_field (out, change, eol);
          written[field] = TRUE;
        }
    }
}

static gboolean
check_fields (const GPtrArray *fields, GError **error)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const MtChangeField *field = g_ptr_array_index (fields, i);

      if (is_name (field->name) && (!field->value || g_utf8_validate (field->value, -1, NULL)))
        continue;
      g_set_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_PATCH,
                   _ ("“%s” cannot be written: a property has a name of letters, digits and “-”, "
                      "and a value of UTF-8 text"),
                   field->name);
      return FALSE;
    }
  return TRUE;
}

/**
 * mt_ical_patch:
 * @bytes: a file as read
 * @kind: what the component is
 * @uid: its UID
 * @recurrence_id: (nullable): value of its RECURRENCE-ID as it stands there; %NULL: the master
 * @fields: (element-type MtChangeField): properties as they are to be; %NULL values remove
 * @error: return location for an error
 *
 * Changes the named properties of one component. All values of a property that stands there
 * several times give way to the new one. Every byte outside of these lines stays.
 *
 * Returns: (transfer full) (nullable): the new file; %NULL with %MT_ICAL_ERROR_PATCH
 *
 * Source: RFC 5545 3.1
 */
GBytes *
mt_ical_patch (GBytes *bytes,
               MtItemKind kind,
               const char *uid,
               const char *recurrence_id,
               const GPtrArray *fields,
               GError **error)
{
  static const char *const names[] = { "VEVENT", "VFREEBUSY", "VTODO", "VJOURNAL" };
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *newline = memchr (text, '\n', length);
  const char *eol = newline && newline > text && newline[-1] == '\r' ? "\r\n" : "\n";
  GByteArray *out;
  Raw component;

  if (!check_fields (fields, error))
    return NULL;
  if (!find_component (text, length, names[kind], uid, recurrence_id, &component))
    {
      g_set_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_PATCH,
                   _ ("The %s “%s” is not in the file any more; read it again"), names[kind], uid);
      return NULL;
    }
  out = g_byte_array_sized_new (length + 256);
  g_byte_array_append (out, (const guint8 *) text, component.start - text);
  append_component (out, component, fields, eol);
  g_byte_array_append (out, (const guint8 *) component.end, text + length - component.end);
  return g_byte_array_free_to_bytes (out);
}
