/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What somebody posts, as a change of the journal.
 */
#include "config.h"

#include "service/mt-update-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/mt-day.h"
#include "service/mt-task-change-private.h"

/* The words are the same in every language: all of the team read them. */
static const char *const words[] = { "Done", "Next", "Blocked" };

static void
append_part (GString *text, const char *word, const char *said)
{
  g_autofree char *plain = g_strstrip (g_strdup (said != NULL ? said : ""));

  if (*plain != '\0')
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", word, plain);
}

/* (transfer full): the three parts as the one text of an entry. */
static char *
join_parts (const MtUpdateText *text)
{
  GString *body = g_string_new (NULL);

  append_part (body, words[0], text->done);
  append_part (body, words[1], text->next);
  append_part (body, words[2], text->blocked);

  return g_string_free (body, FALSE);
}

/* (transfer full): the first line. */
static char *
summary_of (const char *text)
{
  const char *end = strchr (text, '\n');

  return end != NULL ? g_strndup (text, end - text) : g_strdup (text);
}

/* (transfer full): an entry of the journal that says `body`; NULL with an error. */
static MtChange *
new_entry (const MtSnapshot *snapshot,
           const MtPerson *author,
           MtDate day,
           const char *body,
           const char *related_to,
           gint64 now,
           GError **error)
{
  const char *const params[] = { "CN", author->name, NULL };
  g_autofree char *organizer = NULL;
  g_autofree char *summary = NULL;
  MtChange *change = NULL;

  if (!mt_change_check_text (body, error) || !mt_change_check_address (author, error))
    return NULL;
  if (snapshot->journal_place.path == NULL && snapshot->team->journal != NULL)
    {
      g_set_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_PLACE,
                   _ ("%s: nothing can be written there: it has not been read from the server yet, "
                      "or is only there to be read"),
                   snapshot->team->journal);
      return NULL;
    }
  if (snapshot->journal_place.path == NULL)
    {
      g_set_error_literal (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_PLACE,
                           _ ("The team has no journal to write to: add \"calendars\": { "
                              "\"journal\": \"journal\" } to its file and make that folder"));
      return NULL;
    }

  organizer = g_strconcat ("mailto:", author->emails[0], NULL);
  summary = summary_of (body);
  change =
      mt_change_new_item (&snapshot->journal_place,
                          snapshot->journal_place.as_events ? MT_ITEM_EVENT : MT_ITEM_JOURNAL, now);
  mt_change_set_time (change, "DTSTART", (MtTime){ MT_TIME_DATE, day });
  if (snapshot->journal_place.as_events)
    mt_change_set (change, "TRANSP", "TRANSPARENT");
  mt_change_include (change, "CATEGORIES", "UPDATE");
  mt_change_swap (change, "ORGANIZER", NULL, organizer, params);
  mt_change_set (change, "SUMMARY", summary);
  mt_change_set (change, "DESCRIPTION", body);
  if (related_to != NULL)
    mt_change_set (change, "RELATED-TO", related_to);

  return change;
}

/**
 * mt_update_change_new:
 * @snapshot: the team as read
 * @author: whose update it is
 * @text: what they write, and for which date
 * @now: Unix seconds
 * @error: return location
 *
 * Returns: (transfer full): the change; %NULL with an %MT_TASK_CHANGE_ERROR
 *
 * Source: RFC 5545 3.6.3
 */
MtChange *
mt_update_change_new (const MtSnapshot *snapshot,
                      const MtPerson *author,
                      const MtUpdateText *text,
                      gint64 now,
                      GError **error)
{
  g_autofree char *body = join_parts (text);

  return new_entry (snapshot, author, text->day, body, text->reply_to, now, error);
}

/* A revision gets a new DTSTAMP, and without CREATED that would be when it was posted. */
static void
keep_posted (MtChange *change, const MtPost *post)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *created = NULL;

  if (post->posted == G_MININT64)
    return;
  time = g_date_time_new_from_unix_utc (post->posted);
  created = time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : NULL;
  if (created != NULL)
    mt_change_set (change, "CREATED", created);
}

/* Whether the title is one that Meantime gave: the first line. */
static gboolean
has_own_summary (const MtPost *post)
{
  g_autofree char *first = post->text != NULL ? summary_of (post->text) : NULL;

  return post->summary == NULL || first == NULL || g_str_equal (post->summary, first);
}

/**
 * mt_update_change_edit:
 * @post: an update that is in the journal
 * @text: what it is to say instead; the day stays
 * @now: Unix seconds
 * @error: return location
 *
 * Writes an update anew. It stays the same entry, posted when it was posted.
 *
 * Returns: (transfer full): the change; %NULL with an %MT_TASK_CHANGE_ERROR
 *
 * Source: RFC 5545 3.8.1.5, 3.8.7.1
 */
MtChange *
mt_update_change_edit (const MtPost *post, const MtUpdateText *text, gint64 now, GError **error)
{
  g_autofree char *body = join_parts (text);
  g_autofree char *summary = summary_of (body);
  MtChange *change = NULL;

  if (!mt_change_check_text (body, error))
    return NULL;

  change = mt_change_new (MT_CHANGE_PATCH, post->kind,
                          post->collection != NULL ? post->collection : "", post->uid);
  change->href = g_strdup (post->href);
  change->read_tag = g_strdup (post->tag);
  change->at = now;
  if (has_own_summary (post))
    mt_change_set (change, "SUMMARY", summary);
  mt_change_set (change, "DESCRIPTION", body);
  keep_posted (change, post);

  return change;
}

/**
 * mt_update_change_reply:
 * @snapshot: the team as read
 * @author: who answers
 * @post: what is answered
 * @text: the answer
 * @now: Unix seconds
 * @error: return location
 *
 * Returns: (transfer full): the change; %NULL with an %MT_TASK_CHANGE_ERROR
 *
 * Source: RFC 5545 3.8.4.5
 */
MtChange *
mt_update_change_reply (const MtSnapshot *snapshot,
                        const MtPerson *author,
                        const MtPost *post,
                        const char *text,
                        gint64 now,
                        GError **error)
{
  g_autofree char *body = g_strstrip (g_strdup (text));

  return new_entry (snapshot, author, mt_day_of (author, now), body, post->uid, now, error);
}

/* Which part a line begins, and what of it is said; -1: none. */
static gint
find_word (const char *line, const char **said)
{
  for (gint i = 0; i < (gint) G_N_ELEMENTS (words); i++)
    {
      const gsize length = strlen (words[i]);

      if (g_ascii_strncasecmp (line, words[i], length) != 0 || line[length] != ':')
        continue;
      *said = line + length + 1;
      return i;
    }

  return -1;
}

static char *
finish (GString *part)
{
  return g_strstrip (g_string_free (part, FALSE));
}

/**
 * mt_update_parts_new:
 * @post: an update
 *
 * Reads what mt_update_change_new() wrote. Text of other programs, without those words, counts as
 * done.
 *
 * Returns: (transfer full): its parts
 */
MtUpdateParts *
mt_update_parts_new (const MtPost *post)
{
  const char *text = post->text != NULL ? post->text : post->summary;
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  GString *parts[G_N_ELEMENTS (words)];
  MtUpdateParts *self = g_new0 (MtUpdateParts, 1);
  gint at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i] = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *said = lines[i];
      const gint found = find_word (lines[i], &said);

      if (found >= 0)
        at = found;
      g_string_append (parts[at], found >= 0 ? g_strchug ((char *) said) : said);
      g_string_append_c (parts[at], '\n');
    }
  self->done = finish (parts[0]);
  self->next = finish (parts[1]);
  self->blocked = finish (parts[2]);

  return self;
}

/**
 * mt_update_parts_new_empty:
 *
 * Returns: (transfer full): parts that say nothing
 */
MtUpdateParts *
mt_update_parts_new_empty (void)
{
  MtUpdateParts *self = g_new0 (MtUpdateParts, 1);

  self->done = g_strdup ("");
  self->next = g_strdup ("");
  self->blocked = g_strdup ("");

  return self;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/**
 * mt_update_parts_is_empty:
 * @self: parts
 *
 * Returns: whether nothing is said in any of them
 */
gboolean
mt_update_parts_is_empty (const MtUpdateParts *self)
{
  return is_blank (self->done) && is_blank (self->next) && is_blank (self->blocked);
}

/**
 * mt_update_parts_equal:
 * @a: parts
 * @b: other parts
 *
 * Returns: whether they say the same
 */
gboolean
mt_update_parts_equal (const MtUpdateParts *a, const MtUpdateParts *b)
{
  return g_str_equal (a->done, b->done) && g_str_equal (a->next, b->next) &&
         g_str_equal (a->blocked, b->blocked);
}

/**
 * mt_update_parts_free:
 * @self: (transfer full) (nullable): parts
 */
void
mt_update_parts_free (MtUpdateParts *self)
{
  if (self == NULL)
    return;
  g_free (self->done);
  g_free (self->next);
  g_free (self->blocked);
  g_free (self);
}
