/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Makes items of files. A file of one UID is sent as it is, byte for byte but for its line ends; a
 * file of many is taken apart. The same file gives the same names each time, so that a move that
 * was cut short goes on where it stopped.
 */
#include "config.h"
#include "service/sync/mt-publish-items.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-split.h"
#include "ical/mt-ical-writer.h"
#include "providers/collections/mt-folder.h"

#define NAME_MAX_BYTES 120
#define SAFE                                                                                       \
  G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.@" /* what every server leaves as it is in a URL */

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Meantime//Meantime//EN\r\n"
#define TAIL "END:VCALENDAR\r\n"

/**
 * mt_publish_item_free:
 * @self: (transfer full): an item
 */
void
mt_publish_item_free (MtPublishItem *self)
{
  g_free (self->name);
  g_free (self->uid);
  g_free (self->path);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static gboolean
is_safe_name (const char *name)
{
  return *name != '\0' && *name != '.' && strlen (name) <= NAME_MAX_BYTES &&
         strspn (name, SAFE) == strlen (name);
}

/**
 * mt_publish_item_other_name:
 * @uid: of an item
 *
 * Returns: (transfer full): a name that no other item is given: for one whose own is taken
 */
char *
mt_publish_item_other_name (const char *uid)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uid, -1);

  hash[32] = '\0';
  return g_strconcat (hash, ".ics", NULL);
}

/* The name that the file has, where it stands for the item alone and servers bear it; else one of
 * the UID. */
static char *
make_name (const char *href, const char *uid, gboolean alone)
{
  if (alone && g_str_has_suffix (href, ".ics") && is_safe_name (href))
    return g_strdup (href);
  if (is_safe_name (uid))
    return g_strconcat (uid, ".ics", NULL);
  return mt_publish_item_other_name (uid);
}

/* Whether a line is a text of one value, in which commas and semicolons have to be escaped. */
static gboolean
is_text (const char *line)
{
  static const char *const names[] = { "SUMMARY", "DESCRIPTION", "LOCATION",
                                       "COMMENT", "CONTACT",     NULL };
  g_autofree char *name = g_ascii_strup (line, (gssize) strcspn (line, ";:"));

  return g_strv_contains (names, name);
}

/* Where the value of a line begins: after the first colon that is not within quotes. */
static gsize
find_value (const char *line)
{
  gboolean quoted = FALSE;
  gsize i = 0;

  for (; line[i] != '\0' && (line[i] != ':' || quoted); i++)
    if (line[i] == '"')
      quoted = !quoted;
  return line[i] == ':' ? i + 1 : i;
}

/* Some programs do not escape; some servers then keep what stands before the first comma, and
 * nothing else. Source: RFC 5545 section 3.3.11 */
static char *
escape_text (const char *line)
{
  const gsize start = find_value (line);
  GString *out = g_string_new_len (line, (gssize) start);

  for (const char *p = line + start; *p != '\0'; p++)
    {
      const gboolean escape = *p == '\\' && p[1] != '\0' && strchr ("\\;,nN", p[1]) != NULL;

      if (escape)
        g_string_append_c (out, *p++);
      else if (strchr ("\\;,", *p) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

/* One line, unfolded; `raw` is how it was folded. What need not be written anew stays as it is. */
static void
append_line (GString *out, const char *line, const char *raw, gsize n_raw)
{
  g_autofree char *escaped = is_text (line) ? escape_text (line) : NULL;
  g_autoptr (MtIcalWriter) writer = NULL;
  g_autoptr (GBytes) folded = NULL;

  if (g_ascii_strncasecmp (line, "METHOD:", 7) == 0)
    return; /* of mail: an item of a collection has none (RFC 4791 section 4.1) */
  if (escaped == NULL || g_str_equal (escaped, line))
    {
      g_string_append_len (out, raw, (gssize) n_raw);
      return;
    }
  writer = mt_ical_writer_new ();
  mt_ical_writer_line (writer, escaped);
  folded = mt_ical_writer_finish (writer);
  g_string_append_len (out, g_bytes_get_data (folded, NULL), (gssize) g_bytes_get_size (folded));
}

/* Appends lines, each ended by CRLF. */
static void
append_lines (GString *out, const char *text, gsize length)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) raw = g_string_new (NULL);
  const char *end = text + length;

  for (const char *p = text; p < end;)
    {
      const char *stop = memchr (p, '\n', (gsize) (end - p));
      const gsize n = stop != NULL ? (gsize) (stop - p) : (gsize) (end - p);
      const gsize n_line = n > 0 && p[n - 1] == '\r' ? n - 1 : n;
      const gboolean goes_on = n_line > 0 && (*p == ' ' || *p == '\t');

      if (!goes_on && raw->len > 0)
        {
          append_line (out, line->str, raw->str, raw->len);
          g_string_truncate (line, 0);
          g_string_truncate (raw, 0);
        }
      g_string_append_len (line, goes_on ? p + 1 : p, (gssize) (goes_on ? n_line - 1 : n_line));
      g_string_append_len (raw, p, (gssize) n_line);
      g_string_append (raw, "\r\n");
      p += n + (stop != NULL ? 1 : 0);
    }
  if (raw->len > 0)
    append_line (out, line->str, raw->str, raw->len);
}

/* Whether the components have the UID that the gates made up for them. */
static gboolean
has_uid (const MtIcalObject *object)
{
  gsize length;
  const char *text = g_bytes_get_data (object->text, &length);
  g_autofree char *upper = g_ascii_strup (text, (gssize) length);

  return strstr (upper, "\nUID:") != NULL || strstr (upper, "\nUID;") != NULL;
}

static void
append_object (GString *out, const MtIcalObject *object)
{
  gsize length;
  const char *text = g_bytes_get_data (object->text, &length);
  const char *first = memchr (text, '\n', length);

  if (first == NULL || has_uid (object))
    append_lines (out, text, length);
  else /* it has one component: without a UID none belongs to another */
    {
      append_lines (out, text, (gsize) (first - text) + 1);
      g_string_append_printf (out, "UID:%s\r\n", object->uid);
      append_lines (out, first + 1, length - (gsize) (first - text) - 1);
    }
}

/* Whether an item speaks of a time zone; in doubt it does. */
static gboolean
names_zone (const MtIcalObject *object, const char *zone, gsize n_zone)
{
  g_autofree char *text =
      g_strndup (g_bytes_get_data (object->text, NULL), g_bytes_get_size (object->text));
  g_autofree char *copy = g_strndup (zone, n_zone);
  const char *line = strstr (copy, "\nTZID:");
  g_autofree char *name =
      line != NULL ? g_strndup (line + 6, strcspn (line + 6, "\r\n")) : g_strdup ("");

  return strstr (text, name) != NULL;
}

static GBytes *
wrap (const MtIcalObject *object)
{
  GString *out = g_string_new (HEAD);

  for (guint i = 0; i < object->zones->len; i++)
    {
      gsize length;
      const char *text = g_bytes_get_data (g_ptr_array_index (object->zones, i), &length);

      if (names_zone (object, text, length))
        append_lines (out, text, length);
    }
  append_object (out, object);
  g_string_append (out, TAIL);
  return g_string_free_to_bytes (out);
}

static GBytes *
make_bytes (const MtRawItem *raw, const MtIcalObject *object, gboolean alone)
{
  gsize length;
  const char *text = g_bytes_get_data (raw->bytes, &length);
  GString *out;

  if (!alone || !has_uid (object) || !g_utf8_validate_len (text, length, NULL) ||
      (length >= 3 && memcmp (text, "\357\273\277", 3) == 0))
    return wrap (object);
  out = g_string_sized_new (length + 64);
  append_lines (out, text, length);
  return g_string_free_to_bytes (out);
}

static void
add_item (GPtrArray *items, const MtRawItem *raw, const MtIcalObject *object, gboolean alone)
{
  MtPublishItem *item = g_new0 (MtPublishItem, 1);

  item->name = make_name (raw->href, object->uid, alone);
  item->uid = g_strdup (object->uid);
  item->path = g_strdup (raw->path);
  item->bytes = make_bytes (raw, object, alone);
  item->kinds = object->kinds;
  g_ptr_array_add (items, item);
}

static void
read_raw (const MtRawItem *raw, GHashTable *uids, GPtrArray *items, GPtrArray *problems)
{
  g_autoptr (GPtrArray) objects =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);

  mt_ical_split (raw->bytes, raw->path, objects, problems);
  for (guint i = 0; i < objects->len; i++)
    {
      const MtIcalObject *object = g_ptr_array_index (objects, i);

      if (g_hash_table_add (uids, g_strdup (object->uid)))
        add_item (items, raw, object, objects->len == 1);
      else
        g_ptr_array_add (problems,
                         mt_problem_new (MT_SEVERITY_ERROR, raw->path, object->line, 0, object->uid,
                                         _ ("another file has an item of the same UID: "
                                            "remove one of the two")));
    }
}

/**
 * mt_publish_items_read:
 * @path: an .ics file, or a folder of them
 * @problems: (element-type MtProblem): takes what cannot be made an item, by file and line
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Reads all of it. Blocking; any thread.
 *
 * Returns: (transfer full) (element-type MtPublishItem): the items, each UID once; %NULL with a
 *   #MtCollectionError when there is nothing to be read at all
 */
GPtrArray *
mt_publish_items_read (const char *path,
                       GPtrArray *problems,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_publish_item_free);
  g_autoptr (GHashTable) uids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MtFolder) folder = mt_folder_new (path);
  g_autoptr (MtBatch) batch =
      mt_collection_fetch (MT_COLLECTION (folder), NULL, NULL, problems, cancellable, error);

  if (batch == NULL)
    return NULL;
  for (guint i = 0; i < batch->items->len; i++)
    read_raw (g_ptr_array_index (batch->items, i), uids, items, problems);
  return g_steal_pointer (&items);
}

/* Lines of a journal entry that an event cannot have: its states are others. */
static gboolean
belongs_to_journals (const char *line)
{
  return g_ascii_strncasecmp (line, "STATUS:DRAFT", 12) == 0 ||
         g_ascii_strncasecmp (line, "STATUS:FINAL", 12) == 0 ||
         g_ascii_strncasecmp (line, "TRANSP:", 7) == 0;
}

/**
 * mt_publish_item_as_event:
 * @self: an item of journal entries
 *
 * For servers that take no VJOURNAL: the same as an all-day event that leaves everybody free, which
 * is read as what it was (mt-post-reader.c).
 *
 * Returns: (transfer full): the text of the item then
 */
GBytes *
mt_publish_item_as_event (const MtPublishItem *self)
{
  gsize length;
  const char *text = g_bytes_get_data (self->bytes, &length);
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\r\n", -1);
  GString *out = g_string_sized_new (length + 64);

  for (guint i = 0; lines[i] != NULL && (*lines[i] != '\0' || lines[i + 1] != NULL); i++)
    if (g_ascii_strcasecmp (lines[i], "BEGIN:VJOURNAL") == 0)
      g_string_append (out, "BEGIN:VEVENT\r\nTRANSP:TRANSPARENT\r\n");
    else if (g_ascii_strcasecmp (lines[i], "END:VJOURNAL") == 0)
      g_string_append (out, "END:VEVENT\r\n");
    else if (!belongs_to_journals (lines[i]))
      g_string_append_printf (out, "%s\r\n", lines[i]);
  return g_string_free_to_bytes (out);
}
