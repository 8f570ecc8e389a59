/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTeamEdit: changes of a team file, made in its text one after the other, and read back before
 * anybody gets the result.
 */
#include "config.h"

#include "team/mt-team-edit.h"
#include "team/mt-hours-reader.h"
#include "team/mt-json-merge.h"
#include "team/mt-json-reader.h"
#include "team/mt-team-file.h"
#include "team/mt-team-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The team's own calendars: an object of texts. */
#define PLACES "calendars"

G_DEFINE_QUARK (mt - team - edit - error - quark, mt_team_edit_error)

typedef struct
{
  char *person;      /* owned; NULL: the team */
  char *key;         /* owned; NULL: the whole person */
  MtJsonNode *value; /* owned; NULL: take it out */
} Change;

struct _MtTeamEdit
{
  GPtrArray *changes; /* owned (element-type Change) */
};

/* -- What a team file knows (DESIGN section 3), in the order people write it -- */

static const char *const root_keys[] = { "$schema",   "version", "name",         "people",
                                         "calendars", "boards",  "expectations", "escalation",
                                         "links",     NULL };
static const char *const person_keys[] = { "id",       "name",   "emails",     "timezone",
                                           "location", "hours",  "exceptions", "stretch",
                                           "away",     "travel", "calendars",  "holidays",
                                           "logins",   "backup", "picture",    "call",
                                           NULL };
static const char *const place_keys[] = { "board", "journal", "columns", NULL };
static const char *const weekday_keys[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };
static const char *const exception_keys[] = { "date", "hours", NULL };
static const char *const away_keys[] = { "from", "to", "reason", NULL };
static const char *const travel_keys[] = { "from", "to", "timezone", NULL };

static const MtJsonShape ranges_shape = { .same = mt_team_value_same_ranges };
static const MtJsonShape *const day_shapes[] = { &ranges_shape, &ranges_shape, &ranges_shape,
                                                 &ranges_shape, &ranges_shape, &ranges_shape,
                                                 &ranges_shape };
static const MtJsonShape hours_shape = { .known = weekday_keys, .members = day_shapes };
static const MtJsonShape *const exception_shapes[] = { NULL, &ranges_shape };
static const MtJsonShape exception_shape = { .known = exception_keys, .members = exception_shapes };
static const MtJsonShape exceptions_shape = { .element = &exception_shape };
static const MtJsonShape absence_shape = { .known = away_keys };
static const MtJsonShape away_shape = { .element = &absence_shape };
static const MtJsonShape trip_shape = { .known = travel_keys };
static const MtJsonShape travel_shape = { .element = &trip_shape };
static const MtJsonShape *const person_shapes[] = {
  NULL, NULL, NULL, NULL, NULL, &hours_shape, &exceptions_shape, NULL, &away_shape, &travel_shape,
  NULL, NULL, NULL, NULL, NULL, NULL,
};
static const MtJsonShape person_shape = { .known = person_keys, .members = person_shapes };
static const MtJsonShape places_shape = { .known = place_keys };
static const MtJsonShape root_shape = { .known = root_keys };

G_STATIC_ASSERT (G_N_ELEMENTS (person_shapes) + 1 == G_N_ELEMENTS (person_keys));
G_STATIC_ASSERT (G_N_ELEMENTS (day_shapes) + 1 == G_N_ELEMENTS (weekday_keys));

static void
change_free (Change *change)
{
  g_free (change->person);
  g_free (change->key);
  g_clear_pointer (&change->value, mt_json_node_free);
  g_free (change);
}

/**
 * mt_team_edit_new:
 *
 * Returns: (transfer full): an edit that changes nothing yet
 */
MtTeamEdit *
mt_team_edit_new (void)
{
  MtTeamEdit *self = g_new0 (MtTeamEdit, 1);

  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  return self;
}

/**
 * mt_team_edit_free:
 * @self: (transfer full): an edit
 *
 * Frees an edit.
 */
void
mt_team_edit_free (MtTeamEdit *self)
{
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static void
add_change (MtTeamEdit *self, const char *person, const char *key, MtJsonNode *value)
{
  Change *change = g_new0 (Change, 1);

  change->person = g_strdup (person);
  change->key = g_strdup (key);
  change->value = value;
  g_ptr_array_add (self->changes, change);
}

/* The person that this edit adds, so far. */
static MtJsonNode *
find_added (MtTeamEdit *self, const char *person)
{
  for (guint i = self->changes->len; person != NULL && i-- > 0;)
    {
      const Change *change = g_ptr_array_index (self->changes, i);

      if (change->key == NULL && g_str_equal (change->person, person))
        return change->value;
    }
  return NULL;
}

/**
 * mt_team_edit_set:
 * @self: an edit
 * @person: (nullable): the id of a person, %NULL for the team itself
 * @key: a member of the person or the team; "calendars.board" and "calendars.journal" of the team
 *   are texts
 * @value: (transfer full) (nullable): what it is to be; %NULL takes it out
 *
 * Sets or removes a member. Members of a person who is being added come in the order they are set.
 */
void
mt_team_edit_set (MtTeamEdit *self, const char *person, const char *key, MtJsonNode *value)
{
  MtJsonNode *added = find_added (self, person);

  if (added == NULL || mt_json_node_member (added, key) != NULL)
    add_change (self, person, key, value);
  else if (value != NULL)
    mt_json_node_take_member (added, key, value);
}

/**
 * mt_team_edit_add_person:
 * @self: an edit
 * @id: an id that nobody has
 *
 * Adds a person at the end; what is set of them afterwards comes with them. They need at least a
 * "timezone".
 */
void
mt_team_edit_add_person (MtTeamEdit *self, const char *id)
{
  MtJsonNode *object = mt_json_node_new (MT_JSON_OBJECT, 0);

  mt_json_node_take_member (object, "id", mt_json_node_new_string (id));
  add_change (self, id, NULL, object);
}

/**
 * mt_team_edit_remove_person:
 * @self: an edit
 * @id: the id of a person
 *
 * Takes a person out. Whoever names them is told by a warning: mt_team_edit_find_references() says
 * so before.
 */
void
mt_team_edit_remove_person (MtTeamEdit *self, const char *id)
{
  add_change (self, id, NULL, NULL);
}

static const MtJsonNode *
find_person (const MtJsonNode *root, const char *person)
{
  const MtJsonNode *array = mt_json_node_member (root, "people");

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    {
      const MtJsonNode *id = mt_json_node_member (node, "id");

      if (id != NULL && id->kind == MT_JSON_STRING && g_str_equal (id->string, person))
        return node;
    }
  return NULL;
}

static GBytes *
add_person (const Change *change, GBytes *bytes, const MtJsonNode *root)
{
  const MtJsonNode *array = mt_json_node_member (root, "people");
  g_autoptr (MtJsonNode) people = NULL;

  if (array != NULL && array->kind == MT_JSON_ARRAY)
    return mt_json_merge_append (bytes, array, change->value);
  people = mt_json_node_new (MT_JSON_ARRAY, 0);
  people->first = people->last = change->value;
  people->n_children = 1;
  bytes = mt_json_merge_member (bytes, root, "people", people, &root_shape);
  people->first = people->last = NULL; /* it is the change's */
  return bytes;
}

/* "board" of "calendars.board": a member of the team's calendars, NULL of anything else. */
static const char *
place_of (const char *key)
{
  return g_str_has_prefix (key, PLACES ".") ? key + strlen (PLACES ".") : NULL;
}

/* Calendars that the team has not yet, but for one. */
static GBytes *
add_places (const Change *change, GBytes *bytes, const MtJsonNode *root)
{
  g_autoptr (MtJsonNode) places = mt_json_node_new (MT_JSON_OBJECT, 0);

  if (change->value == NULL)
    return g_bytes_ref (bytes);
  mt_json_node_take_member (places, place_of (change->key),
                            mt_json_node_new_string (change->value->string));
  return mt_json_merge_member (bytes, root, PLACES, places, &root_shape);
}

static GBytes *
change_team (const Change *change, GBytes *bytes, const MtJsonNode *root)
{
  const MtJsonNode *places = mt_json_node_member (root, PLACES);

  if (place_of (change->key) == NULL)
    return mt_json_merge_member (bytes, root, change->key, change->value, &root_shape);
  if (places == NULL || places->kind != MT_JSON_OBJECT)
    return add_places (change, bytes, root);
  return mt_json_merge_member (bytes, places, place_of (change->key), change->value, &places_shape);
}

/* (transfer full): the file after one change. */
static GBytes *
make_change (const Change *change, GBytes *bytes, const MtJsonNode *root, GError **error)
{
  const MtJsonNode *person = NULL;

  if (change->person == NULL)
    return change_team (change, bytes, root);
  if (change->key == NULL && change->value != NULL)
    return add_person (change, bytes, root);
  person = find_person (root, change->person);
  if (person == NULL)
    {
      g_set_error (error, MT_TEAM_EDIT_ERROR, MT_TEAM_EDIT_ERROR_GONE,
                   _ ("nobody has the id \"%s\" any more: somebody took them out of the file"),
                   change->person);
      return NULL;
    }
  if (change->key == NULL)
    return mt_json_merge_remove (bytes, person);
  return mt_json_merge_member (bytes, person, change->key, change->value, &person_shape);
}

static void
refuse_unreadable (const MtReport *report, GError **error)
{
  const MtProblem *first =
      report->problems->len > 0 ? g_ptr_array_index (report->problems, 0) : NULL;
  g_autofree char *why = first != NULL ? mt_problem_format (first) : g_strdup (report->name);

  g_set_error (error, MT_TEAM_EDIT_ERROR, MT_TEAM_EDIT_ERROR_UNREADABLE,
               _ ("%s; put that right in a text editor first: it cannot be changed here"), why);
}

static GBytes *
read_and_change (const Change *change, GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (MtJsonText) text = mt_json_text_new (bytes);
  g_autoptr (MtReport) report = mt_report_new (text, name);
  g_autoptr (MtJsonNode) root = mt_json_read (report);

  if (root == NULL || report->failed)
    {
      refuse_unreadable (report, error);
      return NULL;
    }
  if (root->kind != MT_JSON_OBJECT)
    {
      g_set_error (error, MT_TEAM_EDIT_ERROR, MT_TEAM_EDIT_ERROR_UNREADABLE,
                   _ ("%s is no team file: it holds %s"), name,
                   mt_json_kind_to_string (root->kind));
      return NULL;
    }
  return make_change (change, bytes, root, error);
}

/* (transfer full): what two problems have in common that are the same. Lines move, so they do not
 * count, and neither do those that a warning speaks of. */
static char *
make_key (const MtProblem *problem)
{
  GString *key = g_string_new (NULL);

  for (const char *at = problem->message; *at != '\0'; at++)
    if (problem->severity == MT_SEVERITY_ERROR || !g_ascii_isdigit (*at))
      g_string_append_c (key, *at);
  return g_string_free (key, FALSE);
}

/* (transfer full): what is said of the file, how often. */
static GHashTable *
count_problems (GPtrArray *problems)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *key = make_key (problem);
      const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      g_hash_table_insert (counts, g_steal_pointer (&key), GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

static gboolean
is_known (GHashTable *counts, const MtProblem *problem)
{
  g_autofree char *key = make_key (problem);
  const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

  if (n > 0)
    g_hash_table_insert (counts, g_steal_pointer (&key), GUINT_TO_POINTER (n - 1));
  return n > 0;
}

/* What is wrong already may stay so: else a file could not be put right step by step. */
static gboolean
check (GBytes *before,
       GBytes *after,
       const char *name,
       MtZoneLookup lookup,
       gpointer zones,
       GPtrArray *warnings,
       GError **error)
{
  g_autoptr (GPtrArray) had = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (GPtrArray) has = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (MtTeam) old = mt_team_file_read (before, name, FALSE, lookup, NULL, zones, had);
  g_autoptr (MtTeam) new = mt_team_file_read (after, name, FALSE, lookup, NULL, zones, has);
  g_autoptr (GHashTable) counts = count_problems (had);

  for (guint i = 0; i < has->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (has, i);

      if (is_known (counts, problem))
        continue;
      if (problem->severity == MT_SEVERITY_ERROR)
        {
          g_set_error_literal (error, MT_TEAM_EDIT_ERROR, MT_TEAM_EDIT_ERROR_REFUSED,
                               problem->message);
          return FALSE;
        }
      if (warnings != NULL)
        g_ptr_array_add (warnings, mt_problem_new (MT_SEVERITY_WARNING, name, problem->line,
                                                   problem->column, NULL, "%s", problem->message));
    }
  return TRUE;
}

/**
 * mt_team_edit_apply:
 * @self: an edit
 * @bytes: a team file
 * @name: its name, for messages
 * @lookup: finds a zone by its exact name
 * @zones: given to @lookup
 * @warnings: (nullable) (element-type MtProblem): takes the warnings that the change brings
 * @error: return location
 *
 * Makes the changes. Every byte that none of them means stays: order, layout and what Meantime does
 * not know. The result is read before it is returned. Any thread, if @lookup is safe there.
 *
 * Returns: (transfer full) (nullable): the file then, @bytes if there is nothing to change; %NULL
 *   with an %MT_TEAM_EDIT_ERROR
 */
GBytes *
mt_team_edit_apply (const MtTeamEdit *self,
                    GBytes *bytes,
                    const char *name,
                    MtZoneLookup lookup,
                    gpointer zones,
                    GPtrArray *warnings,
                    GError **error)
{
  g_autoptr (GBytes) result = g_bytes_ref (bytes);

  for (guint i = 0; i < self->changes->len; i++)
    {
      GBytes *changed = read_and_change (g_ptr_array_index (self->changes, i), result, name, error);

      if (changed == NULL)
        return NULL;
      g_bytes_unref (result);
      result = changed;
    }
  if (!g_bytes_equal (bytes, result) &&
      !check (bytes, result, name, lookup, zones, warnings, error))
    return NULL;
  return g_steal_pointer (&result);
}

/**
 * mt_team_edit_find_references:
 * @team: a team
 * @id: the id of a person who is to go
 *
 * Returns: (transfer full) (array zero-terminated=1): who and what names that person, in words
 */
char **
mt_team_edit_find_references (const MtTeam *team, const char *id)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();

  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);
      g_autofree char *text = NULL;

      if (g_strcmp0 (person->backup, id) != 0)
        continue;
      /* Translators: a name; said of somebody who is to be taken out of the team */
      text = g_strdup_printf (_ ("%s has them as backup"), person->name);
      g_strv_builder_add (found, text);
    }
  if (g_strv_contains ((const char *const *) team->escalation, id))
    g_strv_builder_add (found, _ ("flags reach them when others do not answer"));
  return g_strv_builder_end (found);
}
