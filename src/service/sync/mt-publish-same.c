/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Compares two iCalendar texts by what they say. Servers fold, escape and order lines anew, add
 * time zones and notes of their own; none of that makes another item. Text is only ever compared
 * here: what a server says is not read for any other purpose.
 */
#include "config.h"
#include "service/sync/mt-publish-same.h"

#include <string.h>

/* One component that is open while lines are read. */
typedef struct
{
  char *name;
  GPtrArray *lines; /* (element-type utf8) */
  char *instance;   /* its RECURRENCE-ID, nullable: tells it from the others of its UID */
} Part;

static void
part_free (Part *part)
{
  g_free (part->name);
  g_ptr_array_unref (part->lines);
  g_free (part->instance);
  g_free (part);
}

/* Returns: (transfer full): the text with long lines in one piece and CRLF as line breaks. */
static char *
unfold (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\r')
        continue;
      if (text[i] == '\n' && i + 1 < length && (text[i + 1] == ' ' || text[i + 1] == '\t'))
        i++;
      else if (text[i] != '\0')
        g_string_append_c (out, text[i]);
    }
  return g_string_free (out, FALSE);
}

/* Where the value begins: after the first colon that is not within quotes. NULL: no property. */
static const char *
find_value (const char *line)
{
  gboolean quoted = FALSE;

  for (const char *p = line; *p != '\0'; p++)
    if (*p == '"')
      quoted = !quoted;
    else if (*p == ':' && !quoted)
      return p + 1;
  return NULL;
}

/* Escapes of RFC 5545 section 3.3.11 are read: \, and , say the same in some servers' texts. */
static char *
plain_value (const char *value, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (value[i] != '\\' || i + 1 >= length)
      g_string_append_c (out, value[i]);
    else
      {
        i++;
        g_string_append_c (out, value[i] == 'n' || value[i] == 'N' ? '\n' : value[i]);
      }
  return g_string_free (out, FALSE);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The parts of a list in an order of their own, joined again. */
static char *
sorted (const char *list, const char *separator)
{
  g_auto (GStrv) parts = g_strsplit (list, separator, -1);

  qsort (parts, g_strv_length (parts), sizeof *parts, compare_strings);
  return g_strjoinv (separator, parts);
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

/* The parameters in an order of their own, without what servers add or leave out. */
static char *
plain_parameters (const char *text, gsize length)
{
  static const char *const left_out[] = { "VALUE=DATE-TIME", "VALUE=TEXT", "CHARSET=UTF-8", NULL };
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) parameters = g_strsplit (copy, ";", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; parameters[0] != NULL && parameters[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (parameters[i], "=", 2);
      g_autofree char *name = g_ascii_strup (halves[0], -1);
      g_autofree char *value = g_strdup (halves[1] != NULL ? halves[1] : "");
      g_auto (GStrv) pieces = g_strsplit (value, "\"", -1);
      g_autofree char *bare = g_strjoinv ("", pieces);
      g_autofree char *whole = g_strdup_printf ("%s=%s", name, bare);

      if (!is_one_of (whole, left_out) && !g_str_has_prefix (name, "SCHEDULE-"))
        g_ptr_array_add (kept, g_steal_pointer (&whole));
    }
  g_ptr_array_sort (kept, compare_strings);
  g_ptr_array_add (kept, NULL);
  return g_strjoinv (";", (char **) kept->pdata);
}

/* Adds what a line says to its component: each value of a list as a line of its own. */
static void
add_line (Part *part, const char *line)
{
  /* When something was written is no part of what it says, and a sequence of zero is none. */
  static const char *const left_out[] = { "DTSTAMP", "CREATED",  "LAST-MODIFIED", "PRODID",
                                          "VERSION", "CALSCALE", "METHOD",        NULL };
  static const char *const lists[] = { "CATEGORIES", "RESOURCES", "EXDATE", "RDATE", NULL };
  const char *value = find_value (line);
  gsize n_head = value != NULL ? (gsize) (value - line) - 1 : 0;
  g_autofree char *name = g_ascii_strup (line, (gssize) MIN (strcspn (line, ";:"), n_head));
  g_autofree char *parameters = NULL;
  g_auto (GStrv) values = NULL;

  if (value == NULL || is_one_of (name, left_out) ||
      (g_str_equal (name, "SEQUENCE") && g_str_equal (value, "0")))
    return;
  parameters = plain_parameters (line, n_head);
  if (g_str_equal (name, "RECURRENCE-ID"))
    {
      g_free (part->instance);
      part->instance = g_strdup (value);
    }
  if (is_one_of (name, lists))
    values = g_strsplit (value, ",", -1);
  else
    values = g_strsplit (value, "\n", -1);
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *plain = g_str_equal (name, "RRULE")
                                   ? sorted (values[i], ";")
                                   : plain_value (values[i], strlen (values[i]));

      g_ptr_array_add (part->lines, g_strdup_printf ("%s;%s:%s", name, parameters, plain));
    }
}

/* What is inside of a component, as lines of the one around it. */
static void
close_part (Part *part, Part *around)
{
  if (g_str_equal (part->name, "VTIMEZONE"))
    return;
  for (guint i = 0; i < part->lines->len; i++)
    g_ptr_array_add (around->lines,
                     g_strdup_printf ("%s(%s)/%s", part->name,
                                      part->instance != NULL ? part->instance : "",
                                      (const char *) g_ptr_array_index (part->lines, i)));
}

static Part *
part_new (const char *name)
{
  Part *part = g_new0 (Part, 1);

  part->name = g_ascii_strup (name, -1);
  part->lines = g_ptr_array_new_with_free_func (g_free);
  return part;
}

/* Returns: (transfer full) (element-type utf8): all that a text says, sorted. */
static GPtrArray *
read_statements (GBytes *bytes)
{
  g_autofree char *text = unfold (bytes);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  GPtrArray *all;

  g_ptr_array_add (open, part_new (""));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      Part *inner = g_ptr_array_index (open, open->len - 1);

      if (g_ascii_strncasecmp (lines[i], "BEGIN:", 6) == 0)
        g_ptr_array_add (open, part_new (lines[i] + 6));
      else if (g_ascii_strncasecmp (lines[i], "END:", 4) == 0 && open->len > 1)
        {
          close_part (inner, g_ptr_array_index (open, open->len - 2));
          g_ptr_array_remove_index (open, open->len - 1);
        }
      else
        add_line (inner, lines[i]);
    }
  all = g_ptr_array_ref (((Part *) g_ptr_array_index (open, 0))->lines);
  g_ptr_array_sort (all, compare_strings);
  return all;
}

/* Whether a statement is the private matter of some program. */
static gboolean
is_private (const char *statement)
{
  const char *name = statement;

  for (gsize n = strcspn (name, "(;:"); name[n] == '('; n = strcspn (name, "(;:"))
    {
      const char *inside = strstr (name + n, ")/");

      if (inside == NULL)
        break;
      name = inside + 2;
    }
  return g_str_has_prefix (name, "X-");
}

/**
 * mt_publish_same:
 * @ours: what was to be sent
 * @theirs: what a server has
 *
 * Everything that is ours has to be there; what is theirs alone may be private properties (X-…) and
 * time zones. Times of writing do not count.
 *
 * Returns: %TRUE when both say the same
 */
gboolean
mt_publish_same (GBytes *ours, GBytes *theirs)
{
  g_autoptr (GPtrArray) a = read_statements (ours);
  g_autoptr (GPtrArray) b = read_statements (theirs);
  guint i = 0, j = 0;

  while (i < a->len || j < b->len)
    {
      const char *left = i < a->len ? g_ptr_array_index (a, i) : NULL;
      const char *right = j < b->len ? g_ptr_array_index (b, j) : NULL;
      int order = left == NULL ? 1 : right == NULL ? -1 : strcmp (left, right);

      if (order < 0 || (order > 0 && !is_private (right)))
        return FALSE;
      i += order == 0 ? 1 : 0;
      j++;
    }
  return TRUE;
}

/**
 * mt_publish_find_uid:
 * @item: iCalendar text of one item
 *
 * Returns: (transfer full) (nullable): the first UID that stands in it
 */
char *
mt_publish_find_uid (GBytes *item)
{
  g_autofree char *text = unfold (item);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "UID:", 4) == 0 ||
        g_ascii_strncasecmp (lines[i], "UID;", 4) == 0)
      {
        const char *value = find_value (lines[i]);

        return value != NULL ? g_strdup (value) : NULL;
      }
  return NULL;
}
