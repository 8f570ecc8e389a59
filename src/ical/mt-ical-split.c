/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One pass over the lines of foreign iCalendar text: what is whole and within bounds becomes an
 * object, what is not is named and left out.
 */
#include "config.h"

#include "ical/mt-ical-split.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-bytes.h"

#define MAX_ZONES 1000
#define MAX_ZONE_BYTES (256 * 1024)
#define MAX_NAMED 100 /* problems of one file that are named one by one */

typedef enum
{
  PART_NONE,  /* between components */
  PART_ITEM,  /* in a VEVENT, VTODO, VJOURNAL or VFREEBUSY */
  PART_ZONE,  /* in a VTIMEZONE */
  PART_OTHER, /* in a component nobody reads */
} Part;

typedef struct
{
  const char *name; /* unowned: in the text */
  gsize length;
  guint properties;
  guint attendees;
} Level;

/* The state of one pass. `base` is the depth at which the current component began. */
typedef struct
{
  const char *text;
  const char *end;
  const char *file;
  GPtrArray *objects;   /* unowned, (element-type MtIcalObject) */
  GPtrArray *problems;  /* unowned */
  GHashTable *by_uid;   /* uid (unowned) -> Building */
  GPtrArray *buildings; /* (element-type Building) in order */
  GPtrArray *zones;     /* (element-type GBytes) */

  Level stack[MT_ICAL_MAX_DEPTH];
  guint depth;
  guint too_deep; /* levels beyond the stack */
  guint line;
  guint named;
  guint unnamed;
  gboolean garbage;
  gboolean repaired;

  Part part;
  guint base;
  MtItemKind kind;
  guint start_line;
  const char *start;
  const char *slice; /* start of the bytes not yet copied; NULL while a value is dropped */
  GString *body;     /* what is kept of the component when something was dropped before */
  GString *uid;
  gboolean in_uid;
  const char *refused; /* why the component is left out, nullable, static */
} Split;

/* An object while its components are still coming in. */
typedef struct
{
  MtIcalObject *object;
  GString *text;
  const char *refused;
} Building;

/**
 * mt_ical_object_free:
 * @self: (transfer full): an object
 *
 * Frees the object.
 */
void
mt_ical_object_free (MtIcalObject *self)
{
  g_free (self->uid);
  g_free (self->file);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->zones, g_ptr_array_unref);
  g_free (self);
}

static void
building_free (gpointer data)
{
  Building *building = data;

  g_clear_pointer (&building->object, mt_ical_object_free);
  if (building->text)
    g_string_free (building->text, TRUE);
  g_free (building);
}

static gboolean
name_is (const char *name, gsize length, const char *what)
{
  return strlen (what) == length && g_ascii_strncasecmp (name, what, length) == 0;
}

static void
name_problem (Split *self, guint line, const char *item, const char *why)
{
  if (self->named++ >= MAX_NAMED)
    {
      self->unnamed++;
      return;
    }
  g_ptr_array_add (self->problems,
                   mt_problem_new (MT_SEVERITY_ERROR, self->file, line, 0, item, "%s", why));
}

static gboolean
part_of_name (const char *name, gsize length, Part *part, MtItemKind *kind)
{
  static const struct
  {
    const char *name;
    Part part;
    MtItemKind kind;
  } parts[] = {
    { "VEVENT", PART_ITEM, MT_ITEM_EVENT },     { "VTODO", PART_ITEM, MT_ITEM_TODO },
    { "VJOURNAL", PART_ITEM, MT_ITEM_JOURNAL }, { "VFREEBUSY", PART_ITEM, MT_ITEM_FREEBUSY },
    { "VTIMEZONE", PART_ZONE, MT_ITEM_EVENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (name_is (name, length, parts[i].name))
      {
        *part = parts[i].part;
        *kind = parts[i].kind;
        return TRUE;
      }
  *part = PART_OTHER;
  return FALSE;
}

/* Copies what is kept of the current component up to @to. */
static void
flush_slice (Split *self, const char *to)
{
  if (self->slice)
    g_string_append_len (self->body, self->slice, to - self->slice);
  self->slice = NULL;
}

static void
made_up_uid (GString *uid, const char *bytes, gsize length)
{
  g_autofree char *sum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);

  g_string_printf (uid, "no-uid-%.32s", sum);
}

static Building *
building_for (Split *self, const char *uid)
{
  Building *building = g_hash_table_lookup (self->by_uid, uid);

  if (building)
    return building;
  building = g_new0 (Building, 1);
  building->object = g_new0 (MtIcalObject, 1);
  building->object->uid = g_strdup (uid);
  building->object->file = g_strdup (self->file);
  building->object->line = self->start_line;
  building->object->offset = self->start - self->text;
  building->object->zones = g_ptr_array_ref (self->zones);
  building->text = g_string_new (NULL);
  g_hash_table_insert (self->by_uid, building->object->uid, building);
  g_ptr_array_add (self->buildings, building);
  return building;
}

static void
keep_item (Split *self, const char *to)
{
  Building *building;
  gsize length;

  if (self->uid->len == 0)
    made_up_uid (self->uid, self->start, to - self->start);
  if (!g_utf8_validate_len (self->uid->str, self->uid->len, NULL))
    {
      g_autofree char *fixed = mt_ical_bytes_to_utf8 (self->uid->str, self->uid->len, NULL);

      g_string_assign (self->uid, fixed);
    }
  building = building_for (self, self->uid->str);
  length = self->body->len + (self->slice ? (gsize) (to - self->slice) : 0);
  building->object->kinds |= 1 << self->kind;
  if (building->object->n++ == 0)
    building->object->length = to - self->start;
  if (building->object->n > MT_ICAL_MAX_COMPONENTS)
    building->refused = N_ ("left out: more than 10,000 components share this UID");
  else if (building->text->len + length > MT_ICAL_MAX_OBJECT)
    building->refused = N_ ("left out: this item is larger than 8 MiB");
  if (building->refused)
    return;
  g_string_append_len (building->text, self->body->str, self->body->len);
  if (self->slice)
    g_string_append_len (building->text, self->slice, to - self->slice);
  if (building->text->str[building->text->len - 1] != '\n')
    g_string_append (building->text, "\r\n");
}

static void
keep_zone (Split *self, const char *to)
{
  gsize length = to - self->start;

  if (length > MAX_ZONE_BYTES || self->zones->len >= MAX_ZONES)
    {
      name_problem (self, self->start_line, NULL,
                    _ ("this VTIMEZONE is left out: it is too large, or there are too many"));
      return;
    }
  if (g_utf8_validate_len (self->start, length, NULL))
    g_ptr_array_add (self->zones, g_bytes_new (self->start, length));
  else
    {
      char *fixed = mt_ical_bytes_to_utf8 (self->start, length, NULL);

      g_ptr_array_add (self->zones, g_bytes_new_take (fixed, strlen (fixed)));
    }
}

/* Ends the current component at @to, whole or not. */
static void
finish_component (Split *self, const char *to)
{
  if (self->part == PART_ITEM && self->refused)
    {
      g_autofree char *uid = mt_ical_bytes_to_utf8 (self->uid->str, self->uid->len, NULL);

      name_problem (self, self->start_line, *uid ? uid : NULL, _ (self->refused));
    }
  else if (self->part == PART_ITEM)
    keep_item (self, to);
  else if (self->part == PART_ZONE && !self->refused)
    keep_zone (self, to);
  self->part = PART_NONE;
  self->slice = NULL;
  self->in_uid = FALSE;
  self->too_deep = 0;
}

static void
start_component (Split *self, const char *name, gsize length, const char *line)
{
  part_of_name (name, length, &self->part, &self->kind);
  self->base = self->depth;
  self->start = self->slice = line;
  self->start_line = self->line;
  self->refused = NULL;
  g_string_truncate (self->body, 0);
  g_string_truncate (self->uid, 0);
}

static void
push (Split *self, const char *name, gsize length)
{
  if (self->depth == MT_ICAL_MAX_DEPTH)
    {
      self->too_deep++;
      self->refused = N_ ("left out: its components are nested deeper than 16 levels");
      return;
    }
  self->stack[self->depth++] = (Level){ name, length, 0, 0 };
}

static void
begin (Split *self, const char *name, gsize length, const char *line)
{
  gboolean calendar = name_is (name, length, "VCALENDAR");
  Part part;
  MtItemKind kind;

  /* These never stand inside another: the END of the one before is missing. */
  if (self->part != PART_NONE && (calendar || part_of_name (name, length, &part, &kind)))
    {
      self->refused = N_ ("left out: it has no END line before the next BEGIN");
      self->depth = self->base;
      finish_component (self, line);
    }
  if (calendar)
    self->depth = 0;
  else if (self->part == PART_NONE)
    start_component (self, name, length, line);
  push (self, name, length);
}

static void
end (Split *self, const char *name, gsize length, const char *line, const char *next)
{
  guint i = self->depth;

  if (self->too_deep > 0)
    {
      self->too_deep--;
      return;
    }
  while (i > 0 && !(self->stack[i - 1].length == length &&
                    g_ascii_strncasecmp (self->stack[i - 1].name, name, length) == 0))
    i--;
  if (i == 0)
    {
      if (self->part == PART_NONE)
        self->garbage = TRUE;
      self->refused = N_ ("left out: it has an END line without its BEGIN");
      return;
    }
  if (i != self->depth)
    self->refused = N_ ("left out: a BEGIN line in it has no END");
  self->depth = i - 1;
  if (self->part != PART_NONE && self->depth <= self->base)
    finish_component (self, self->depth == self->base ? next : line);
}

/* Whether an ATTACH line carries its bytes within: they are dropped, nothing here shows them. */
static gboolean
is_inline_attachment (const char *line, const char *end_of_line)
{
  const char *colon = memchr (line, ':', end_of_line - line);
  g_autofree char *params = g_ascii_strup (line, (colon ? colon : end_of_line) - line);

  return g_str_has_prefix (params, "ATTACH;") &&
         (strstr (params, "BASE64") || strstr (params, "BINARY"));
}

static void
property (Split *self, const char *line, const char *end_of_line)
{
  Level *level = &self->stack[self->depth - 1];
  gsize length = end_of_line - line;

  if (++level->properties > MT_ICAL_MAX_PROPERTIES)
    self->refused = N_ ("left out: more than 10,000 properties in one component");
  if (length < 4)
    return;
  if ((line[0] | 0x20) == 'u' && self->depth == self->base + 1)
    {
      const char *colon;

      if (g_ascii_strncasecmp (line, "UID", 3) != 0 || (line[3] != ':' && line[3] != ';'))
        return;
      colon = memchr (line, ':', length);
      if (!colon || self->uid->len > 0)
        return;
      g_string_append_len (self->uid, colon + 1, end_of_line - colon - 1);
      self->in_uid = TRUE;
    }
  else if ((line[0] | 0x20) == 'a' && length > 7)
    {
      if (g_ascii_strncasecmp (line, "ATTENDEE", 8) == 0 &&
          ++level->attendees > MT_ICAL_MAX_ATTENDEES)
        self->refused = N_ ("left out: more than 1,000 attendees");
      else if (is_inline_attachment (line, MIN (end_of_line, line + 512)))
        {
          flush_slice (self, line);
          g_string_append (self->body, "ATTACH:about:blank\r\n");
        }
    }
}

static void
continuation (Split *self, const char *line, const char *end_of_line)
{
  if (self->in_uid && self->uid->len < 4096)
    g_string_append_len (self->uid, line + 1, end_of_line - line - 1);
}

static void
one_line (Split *self, const char *line, const char *end_of_line, const char *next)
{
  const char *stop = end_of_line;
  char first;

  while (stop > line && (stop[-1] == '\r' || stop[-1] == '\n'))
    stop--;
  if (stop == line)
    return;
  first = *line;
  if (first == ' ' || first == '\t')
    {
      continuation (self, line, stop);
      if (next - line > MT_ICAL_MAX_LINE && self->slice)
        self->refused = N_ ("left out: it has a line longer than 1 MiB");
      return;
    }
  self->in_uid = FALSE;
  if (self->part != PART_NONE && !self->slice)
    self->slice = line; /* the dropped value ended */
  if ((first | 0x20) == 'b' && stop - line > 6 && g_ascii_strncasecmp (line, "BEGIN:", 6) == 0)
    {
      while (stop[-1] == ' ' || stop[-1] == '\t')
        stop--;
      begin (self, line + 6, stop - line - 6, line);
    }
  else if ((first | 0x20) == 'e' && stop - line > 4 && g_ascii_strncasecmp (line, "END:", 4) == 0)
    {
      while (stop[-1] == ' ' || stop[-1] == '\t')
        stop--;
      end (self, line + 4, stop - line - 4, line, next);
    }
  else if (self->part != PART_NONE)
    property (self, line, stop);
  else if (!memchr (line, ':', stop - line))
    self->garbage = TRUE;
  if (next - line > MT_ICAL_MAX_LINE && self->part != PART_NONE && self->slice)
    self->refused = N_ ("left out: it has a line longer than 1 MiB");
}

static void
scan (Split *self)
{
  const char *line = self->text;

  while (line < self->end)
    {
      const char *newline = memchr (line, '\n', self->end - line);
      const char *next = newline ? newline + 1 : self->end;

      self->line++;
      one_line (self, line, newline ? newline : self->end, next);
      line = next;
    }
}

static void
finish_file (Split *self)
{
  if (self->part != PART_NONE)
    {
      self->refused = N_ ("left out: the file ends in the middle of it");
      finish_component (self, self->end);
    }
  else if (self->depth > 0)
    name_problem (self, self->line, NULL,
                  _ ("the file ends before END:VCALENDAR; items may be missing"));
  if (self->garbage)
    g_ptr_array_add (self->problems,
                     mt_problem_new (MT_SEVERITY_WARNING, self->file, 0, 0, NULL, "%s",
                                     _ ("lines that are no iCalendar are skipped")));
  if (self->repaired)
    g_ptr_array_add (self->problems,
                     mt_problem_new (MT_SEVERITY_WARNING, self->file, 0, 0, NULL, "%s",
                                     _ ("some bytes are not UTF-8 and are read as Latin-1")));
  if (self->unnamed > 0)
    g_ptr_array_add (self->problems,
                     mt_problem_new (MT_SEVERITY_ERROR, self->file, 0, 0, NULL,
                                     ngettext ("%u more item is left out",
                                               "%u more items are left out", self->unnamed),
                                     self->unnamed));
}

static void
give_objects (Split *self, gboolean valid)
{
  for (guint i = 0; i < self->buildings->len; i++)
    {
      Building *building = g_ptr_array_index (self->buildings, i);
      MtIcalObject *object = building->object;

      if (building->refused)
        {
          name_problem (self, object->line, object->uid, _ (building->refused));
          continue;
        }
      if (!valid && !g_utf8_validate_len (building->text->str, building->text->len, NULL))
        {
          char *fixed =
              mt_ical_bytes_to_utf8 (building->text->str, building->text->len, &self->repaired);

          object->text = g_bytes_new_take (fixed, strlen (fixed));
        }
      else
        object->text = g_string_free_to_bytes (g_steal_pointer (&building->text));
      g_ptr_array_add (self->objects, g_steal_pointer (&building->object));
    }
}

static gboolean
refuse_file (GPtrArray *problems, const char *file, const char *why)
{
  g_ptr_array_add (problems, mt_problem_new (MT_SEVERITY_ERROR, file, 0, 0, NULL, "%s", why));
  return FALSE;
}

/* Whether a line of the text begins with BEGIN: at all; else it is something else, named here. */
static gboolean
check_is_calendar (const char *text, gsize length, const char *file, GPtrArray *problems)
{
  gsize i = 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  if (i == length)
    return refuse_file (problems, file,
                        _ ("the file is empty; a calendar begins with BEGIN:VCALENDAR"));
  for (const char *line = text + i; line;)
    {
      const char *newline;

      if ((gsize) (text + length - line) >= 7 && g_ascii_strncasecmp (line, "BEGIN:V", 7) == 0)
        return TRUE;
      newline = memchr (line, '\n', text + length - line);
      line = newline ? newline + 1 : NULL;
    }
  if (text[i] == '<')
    return refuse_file (problems, file,
                        _ ("this is a web page or XML, not a calendar; check the address"));
  return refuse_file (problems, file, _ ("this is not a calendar: no line says BEGIN:VCALENDAR"));
}

static void
split_text (GBytes *text, const char *file, GPtrArray *objects, GPtrArray *problems)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  Split self = { .text = data, .end = data + length, .file = file };
  gboolean valid = g_utf8_validate_len (data, length, NULL);

  self.objects = objects;
  self.problems = problems;
  self.by_uid = g_hash_table_new (g_str_hash, g_str_equal);
  self.buildings = g_ptr_array_new_with_free_func (building_free);
  self.zones = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self.body = g_string_new (NULL);
  self.uid = g_string_new (NULL);
  scan (&self);
  /* Objects share the zones, and every zone of the file is there only now. */
  give_objects (&self, valid);
  finish_file (&self);
  g_hash_table_unref (self.by_uid);
  g_ptr_array_unref (self.buildings);
  g_ptr_array_unref (self.zones);
  g_string_free (self.body, TRUE);
  g_string_free (self.uid, TRUE);
}

/**
 * mt_ical_split:
 * @bytes: a file as read; at most 32 MiB
 * @file: (nullable): its path or URL, for problems and objects
 * @objects: (element-type MtIcalObject): array with free function mt_ical_object_free(); one object
 *   a UID is appended, in the order of the file
 * @problems: (element-type MtProblem): array to append to. Every problem of severity
 *   %MT_SEVERITY_ERROR means that something is missing: the calendar is partial
 *
 * Splits foreign iCalendar text into objects that are past the gates: bounded in bytes, lines,
 * depth, components, properties and attendees, valid UTF-8, without inline attachments.
 * Components that are broken or cut off are named and left out; the others are given.
 *
 * May be called from any thread.
 *
 * Returns: %FALSE if @bytes as a whole is no calendar (empty, a web page, too large); a problem
 *   says so
 *
 * Source: RFC 5545 3.1, 3.4, 3.6
 */
gboolean
mt_ical_split (GBytes *bytes, const char *file, GPtrArray *objects, GPtrArray *problems)
{
  g_autoptr (GBytes) text = NULL;
  gsize length;
  const char *data;

  g_return_val_if_fail (bytes && objects && problems, FALSE);

  if (g_bytes_get_size (bytes) > MT_ICAL_MAX_FILE)
    return refuse_file (problems, file, _ ("the file is larger than 32 MiB and is not read"));
  text = mt_ical_bytes_normalise (bytes);
  data = g_bytes_get_data (text, &length);
  if (!check_is_calendar (data, length, file, problems))
    return FALSE;
  split_text (text, file, objects, problems);
  return TRUE;
}

/* An object that others are joined to; its text and zones are copied once. */
typedef struct
{
  MtIcalObject *object; /* unowned */
  GByteArray *text;     /* nullable: nothing was joined yet */
  GPtrArray *zones;     /* (element-type GBytes) nullable */
} Merge;

static void
merge_free (gpointer data)
{
  Merge *merge = data;

  if (merge->text)
    {
      g_bytes_unref (merge->object->text);
      merge->object->text = g_byte_array_free_to_bytes (merge->text);
      g_ptr_array_unref (merge->object->zones);
      merge->object->zones = merge->zones;
    }
  g_free (merge);
}

static void
merge_append (Merge *self, const MtIcalObject *from)
{
  gsize length;
  const guint8 *text = g_bytes_get_data (from->text, &length);

  g_byte_array_append (self->text, text, length);
  for (guint i = 0; i < from->zones->len; i++)
    g_ptr_array_add (self->zones, g_bytes_ref (g_ptr_array_index (from->zones, i)));
}

/* FALSE: together they would be beyond the gates. */
static gboolean
merge_add (Merge *self, const MtIcalObject *from)
{
  gsize length = self->text ? self->text->len : g_bytes_get_size (self->object->text);

  if (self->object->n + from->n > MT_ICAL_MAX_COMPONENTS ||
      length + g_bytes_get_size (from->text) > MT_ICAL_MAX_OBJECT)
    return FALSE;
  if (!self->text)
    {
      self->text = g_byte_array_new ();
      self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      merge_append (self, self->object);
    }
  merge_append (self, from);
  self->object->kinds |= from->kinds;
  self->object->n += from->n;
  return TRUE;
}

/**
 * mt_ical_objects_merge:
 * @objects: (element-type MtIcalObject): objects of the files of one collection; the array has
 *   mt_ical_object_free() as its free function
 * @problems: (element-type MtProblem): array to append to
 *
 * Joins the objects of one UID that several files of a collection hold, at the place of the
 * first. Which of two components with one RECURRENCE-ID counts is decided where they are read
 * (higher SEQUENCE, later LAST-MODIFIED or DTSTAMP, else the first).
 */
void
mt_ical_objects_merge (GPtrArray *objects, GPtrArray *problems)
{
  g_autoptr (GHashTable) by_uid = NULL;
  guint kept = 0;

  by_uid = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, merge_free);
  for (guint i = 0; i < objects->len; i++)
    {
      MtIcalObject *object = g_ptr_array_index (objects, i);
      Merge *merge = g_hash_table_lookup (by_uid, object->uid);

      if (!merge)
        {
          merge = g_new0 (Merge, 1);
          merge->object = object;
          g_hash_table_insert (by_uid, object->uid, merge);
          objects->pdata[i] = objects->pdata[kept];
          objects->pdata[kept++] = object;
        }
      else if (!merge_add (merge, object))
        g_ptr_array_add (problems, mt_problem_new (MT_SEVERITY_ERROR, object->file, object->line, 0,
                                                   object->uid, "%s",
                                                   _ ("left out: too much shares this UID")));
    }
  g_clear_pointer (&by_uid, g_hash_table_unref);
  g_ptr_array_set_size (objects, kept);
}
