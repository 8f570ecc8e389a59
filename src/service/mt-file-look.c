/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFileLook: what a file is that somebody hands to the window, by what stands in it. Nothing is
 * parsed: lines are counted, on a thread, and not without end.
 */
#include "config.h"

#include "service/mt-file-look.h"

#include <string.h>

/* More than anybody has in one calendar, and read in a moment. */
#define MAX_BYTES (64 * 1024 * 1024)
#define MAX_FILES 10000
/* A team file names its people near its beginning; so does a calendar that it is one. */
#define HEAD_BYTES (1024 * 1024)
#define LINE_BYTES 64

/**
 * mt_file_look_free:
 * @self: (transfer full): a look
 *
 * Frees a look.
 */
void
mt_file_look_free (MtFileLook *self)
{
  g_free (self);
}

/**
 * mt_file_look_is_calendar_name:
 * @path: (type filename): a path
 *
 * Returns: whether a file of that name holds a calendar, or folders do
 */
gboolean
mt_file_look_is_calendar_name (const char *path)
{
  static const char *const ends[] = { ".ics", ".ical", ".icalendar", ".ifb", ".vcs" };
  const gsize length = strlen (path);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (length > strlen (ends[i]) &&
        g_ascii_strcasecmp (path + length - strlen (ends[i]), ends[i]) == 0)
      return TRUE;
  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

static void
count_line (MtFileLook *self, const char *line)
{
  if (g_ascii_strcasecmp (line, "BEGIN:VEVENT") == 0)
    self->n_events++;
  else if (g_ascii_strcasecmp (line, "BEGIN:VTODO") == 0)
    self->n_tasks++;
  else if (g_ascii_strcasecmp (line, "BEGIN:VJOURNAL") == 0)
    self->n_entries++;
}

/* Text that may be cut anywhere; `rest` holds the line that is not yet over, as far as it counts.
 */
static void
count_lines (MtFileLook *self, const char *text, gsize length, GString *rest)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] != '\n' && text[i] != '\r')
      {
        if (rest->len < LINE_BYTES)
          g_string_append_c (rest, text[i]);
      }
    else
      {
        count_line (self, rest->str);
        g_string_truncate (rest, 0);
      }
}

/* Behind a byte order mark and blanks. */
static const char *
skip_blanks (const char *text)
{
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

/* By its head: a calendar begins with itself, and a team has people. */
static MtFileKind
find_kind (const char *head)
{
  const char *text = skip_blanks (head);

  if (g_ascii_strncasecmp (text, "BEGIN:VCALENDAR", strlen ("BEGIN:VCALENDAR")) == 0)
    return MT_FILE_CALENDAR;
  return *text == '{' && strstr (text, "\"people\"") != NULL ? MT_FILE_TEAM : MT_FILE_OTHER;
}

/* TRUE while there is more to be read. `budget`: bytes that may still be read. */
static gboolean
look_at_stream (MtFileLook *self,
                GInputStream *stream,
                gsize *budget,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *buffer = g_malloc (HEAD_BYTES + 1);
  g_autoptr (GString) rest = g_string_new (NULL);
  gboolean first = TRUE;
  gsize n = 0;

  do
    {
      if (!g_input_stream_read_all (stream, buffer, MIN (HEAD_BYTES, *budget), &n, cancellable,
                                    error))
        return FALSE;
      buffer[n] = '\0';
      *budget -= n;
      if (first)
        self->kind = find_kind (buffer);
      if (self->kind == MT_FILE_CALENDAR)
        count_lines (self, buffer, n, rest);
      first = FALSE;
    }
  while (self->kind == MT_FILE_CALENDAR && n == HEAD_BYTES && *budget > 0);
  count_line (self, rest->str);
  return TRUE;
}

static gboolean
look_at_file (MtFileLook *self,
              GFile *file,
              gsize *budget,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  return stream != NULL &&
         look_at_stream (self, G_INPUT_STREAM (stream), budget, cancellable, error);
}

/* As a calendar is read: the .ics files right in it, and none that is hidden. */
static gboolean
is_item (GFileInfo *info)
{
  const char *name = g_file_info_get_name (info);

  return name[0] != '.' && g_str_has_suffix (name, ".ics") &&
         g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR;
}

static gboolean
look_at_folder (MtFileLook *self, GFile *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
      G_FILE_QUERY_INFO_NONE, cancellable, error);
  gsize budget = MAX_BYTES;
  GFileInfo *info;
  GFile *file;
  guint n = 0;
  gboolean others = FALSE;
  MtFileLook one = { 0 };

  if (files == NULL)
    return FALSE;
  while (g_file_enumerator_iterate (files, &info, &file, cancellable, error) && info != NULL)
    {
      others |= !is_item (info) && g_file_info_get_name (info)[0] != '.';
      if (!is_item (info) || budget == 0 || ++n > MAX_FILES)
        continue;
      /* One that cannot be read is told of when the calendar is. */
      look_at_file (&one, file, &budget, cancellable, NULL);
    }
  *self = one;
  /* An empty folder is one to begin with. */
  self->kind = n > 0 || !others ? MT_FILE_CALENDAR : MT_FILE_OTHER;
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GFile *file = task_data;
  GFileType type;
  gsize budget = MAX_BYTES;
  gboolean ok = TRUE;
  GError *error = NULL;
  g_autoptr (MtFileLook) look = g_new0 (MtFileLook, 1);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &error);

  if (info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* A pipe or a device is not opened: it might never answer. */
  type = g_file_info_get_file_type (info);
  if (type == G_FILE_TYPE_DIRECTORY)
    ok = look_at_folder (look, file, cancellable, &error);
  else if (type == G_FILE_TYPE_REGULAR)
    ok = look_at_file (look, file, &budget, cancellable, &error);
  if (ok)
    g_task_return_pointer (task, g_steal_pointer (&look), (GDestroyNotify) mt_file_look_free);
  else
    g_task_return_error (task, error);
}

/**
 * mt_file_look_async:
 * @file: a file or a folder
 * @cancellable: (nullable): to stop
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out what a file is. Main thread; it is read on another.
 */
void
mt_file_look_async (GFile *file,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mt_file_look_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, look_thread);
}

/**
 * mt_file_look_finish:
 * @result: what the callback was given
 * @error: return location for an error of GIO: there is no such file, or it cannot be read
 *
 * Returns: (transfer full) (nullable): what the file is
 */
MtFileLook *
mt_file_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
