/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Proposes whose calendar a collection is. The surest reason wins: the team file, the owner's
 * address, the owner's name, what the calendar is called, whose account it is.
 */
#include "config.h"

#include "service/accounts/mt-proposal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-url.h"

/* One question. */
typedef struct
{
  const MtTeam *team;
  const char *me; /* nullable */
  const MtDiscovered *found;
  const MtHomeCollection *collection;
} Case;

static MtProposal *
propose (const MtPerson *person, char *why)
{
  MtProposal *self;

  if (person == NULL)
    {
      g_free (why);
      return NULL;
    }
  self = g_new0 (MtProposal, 1);
  self->person = person;
  self->why = why;
  return self;
}

static MtProposal *
by_team_file (const Case *self)
{
  for (guint i = 0; i < self->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (self->team->people, i);

      for (guint j = 0; person->calendars[j] != NULL; j++)
        if (mt_url_equal (person->calendars[j], self->collection->url))
          return propose (person, g_strdup (_ ("the team file says so")));
    }
  return NULL;
}

static MtProposal *
by_addresses (const Case *self, char **addresses)
{
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      const MtPerson *person = mt_team_find_email (self->team, addresses[i]);

      if (person != NULL)
        return propose (person, g_strdup_printf (_ ("its owner’s address is %s"), addresses[i]));
    }
  return NULL;
}

/* The last part of a principal's path is the name its owner signs in with. */
static char *
dup_login (const char *principal)
{
  g_autofree char *path = mt_url_get_path (principal);
  gsize length = strlen (path);

  if (length > 1 && path[length - 1] == '/')
    path[length - 1] = '\0';
  return g_path_get_basename (path);
}

static gboolean
has_local_part (const MtPerson *person, const char *login)
{
  const gsize length = strlen (login);

  for (guint i = 0; person->emails[i] != NULL; i++)
    if (g_ascii_strncasecmp (person->emails[i], login, length) == 0 &&
        person->emails[i][length] == '@')
      return TRUE;
  return FALSE;
}

static gboolean
has_login (const MtPerson *person, const char *login)
{
  return g_ascii_strcasecmp (person->id, login) == 0 || has_local_part (person, login) ||
         mt_person_has_email (person, login);
}

/* The only one of whom @is holds: two namesakes are nobody. */
typedef gboolean (*IsFunc) (const MtPerson *person, gconstpointer what);

static const MtPerson *
find_only (const MtTeam *team, IsFunc is, gconstpointer what)
{
  const MtPerson *only = NULL;

  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);

      if (!is (person, what))
        continue;
      if (only != NULL)
        return NULL;
      only = person;
    }
  return only;
}

static MtProposal *
by_login (const Case *self)
{
  g_autofree char *login = NULL;

  if (self->collection->owner == NULL)
    return NULL;
  login = dup_login (self->collection->owner);
  return propose (find_only (self->team, (IsFunc) has_login, login),
                  g_strdup_printf (_ ("its owner signs in as %s"), login));
}

static gboolean
is_called (const MtPerson *person, gconstpointer name)
{
  g_autofree char *a = g_utf8_casefold (person->name, -1);
  g_autofree char *b = g_utf8_casefold (name, -1);

  return *a != '\0' && g_utf8_collate (a, b) == 0;
}

static MtProposal *
by_owner_name (const Case *self)
{
  const char *name = self->collection->owner_name;

  if (name == NULL)
    return NULL;
  return propose (find_only (self->team, is_called, name),
                  g_strdup_printf (_ ("its owner is called %s"), name));
}

/* Whether the words of @name stand in @words, one after the other. */
static gboolean
stands_in (const char *name, char **words)
{
  g_auto (GStrv) wanted = g_str_tokenize_and_fold (name, NULL, NULL);
  const guint n_wanted = g_strv_length (wanted), n_words = g_strv_length (words);

  for (guint i = 0; n_wanted > 0 && i + n_wanted <= n_words; i++)
    {
      guint same = 0;

      while (same < n_wanted && g_str_equal (wanted[same], words[i + same]))
        same++;
      if (same == n_wanted)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_named_in (const MtPerson *person, gconstpointer words)
{
  return stands_in (person->name, (char **) words);
}

static gboolean
is_hinted_in (const MtPerson *person, gconstpointer words)
{
  return stands_in (person->id, (char **) words);
}

/* A whole name says enough; an id, which may be a word of any language, only where the calendar is
 * somebody else's. */
static MtProposal *
by_name (const Case *self)
{
  g_auto (GStrv) words = g_str_tokenize_and_fold (self->collection->name, NULL, NULL);
  const MtPerson *person = find_only (self->team, is_named_in, words);

  if (person == NULL && self->collection->foreign)
    person = find_only (self->team, is_hinted_in, words);
  return propose (person, g_strdup (_ ("the calendar’s name says so")));
}

static MtProposal *
by_account (const Case *self)
{
  const MtDavPerson *me = self->found->self;
  MtProposal *proposal = me != NULL ? by_addresses (self, me->addresses) : NULL;

  if (proposal != NULL || self->me == NULL)
    return proposal;
  return propose (mt_team_find (self->team, self->me),
                  g_strdup (_ ("it is a calendar of your own account")));
}

static gboolean
is_of_team (const Case *self)
{
  const char *url = self->collection->url;

  return (self->team->board != NULL && mt_url_equal (self->team->board, url)) ||
         (self->team->journal != NULL && mt_url_equal (self->team->journal, url));
}

/**
 * mt_proposal_new:
 * @team: a team
 * @me: (nullable): id of whose account it is
 * @found: the account
 * @collection: one of its collections
 *
 * Proposes the person whose calendar @collection is.
 *
 * Returns: (transfer full) (nullable): the person and why; %NULL: nobody, or nobody for sure
 */
MtProposal *
mt_proposal_new (const MtTeam *team,
                 const char *me,
                 const MtDiscovered *found,
                 const MtHomeCollection *collection)
{
  static MtProposal *(*const own[]) (const Case *) = { by_name, by_account, by_login,
                                                       by_owner_name };
  static MtProposal *(*const others[]) (const Case *) = { by_login, by_owner_name, by_name, NULL };
  const Case self = { team, me, found, collection };
  MtProposal *proposal = by_team_file (&self);

  if (proposal != NULL)
    return proposal;
  if ((collection->holds & (MT_HOLDS_EVENTS | MT_HOLDS_FREEBUSY)) == 0 || is_of_team (&self))
    return NULL;
  if (collection->foreign)
    proposal = by_addresses (&self, collection->owner_addresses);
  for (guint i = 0; i < G_N_ELEMENTS (own) && proposal == NULL; i++)
    {
      MtProposal *(*reason) (const Case *) = collection->foreign ? others[i] : own[i];

      proposal = reason != NULL ? reason (&self) : NULL;
    }
  return proposal;
}

/**
 * mt_proposal_free:
 * @self: (transfer full): a proposal
 *
 * Frees a proposal.
 */
void
mt_proposal_free (MtProposal *self)
{
  g_free (self->why);
  g_free (self);
}
