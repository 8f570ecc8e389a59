/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccount: where a person has calendars, and how they sign in there.
 */
#include "config.h"

#include "service/accounts/mt-account.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (MtAccount, mt_account, mt_account_ref, mt_account_unref)

/* The strings of the records, so that copying and comparing them name each once. */
static const gsize collection_strings[] = {
  G_STRUCT_OFFSET (MtAccountCollection, url),
  G_STRUCT_OFFSET (MtAccountCollection, name),
  G_STRUCT_OFFSET (MtAccountCollection, owner),
  G_STRUCT_OFFSET (MtAccountCollection, owner_address),
  G_STRUCT_OFFSET (MtAccountCollection, components),
  G_STRUCT_OFFSET (MtAccountCollection, person),
};

static const gsize account_strings[] = {
  G_STRUCT_OFFSET (MtAccount, id),           G_STRUCT_OFFSET (MtAccount, title),
  G_STRUCT_OFFSET (MtAccount, url),          G_STRUCT_OFFSET (MtAccount, origin),
  G_STRUCT_OFFSET (MtAccount, user),         G_STRUCT_OFFSET (MtAccount, auth),
  G_STRUCT_OFFSET (MtAccount, secret_file),  G_STRUCT_OFFSET (MtAccount, ca_file),
  G_STRUCT_OFFSET (MtAccount, oauth_client), G_STRUCT_OFFSET (MtAccount, oauth_token_url),
  G_STRUCT_OFFSET (MtAccount, goa_id),       G_STRUCT_OFFSET (MtAccount, principal),
  G_STRUCT_OFFSET (MtAccount, inbox),        G_STRUCT_OFFSET (MtAccount, outbox),
  G_STRUCT_OFFSET (MtAccount, paused),       G_STRUCT_OFFSET (MtAccount, publish_hours_of),
};

static void
free_strings (gpointer record, const gsize *offsets, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_free (G_STRUCT_MEMBER (char *, record, offsets[i]));
}

static void
copy_strings (gpointer to, gconstpointer from, const gsize *offsets, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_free (G_STRUCT_MEMBER (char *, to, offsets[i]));
      G_STRUCT_MEMBER (char *, to, offsets[i]) =
          g_strdup (G_STRUCT_MEMBER (char *, from, offsets[i]));
    }
}

static gboolean
equal_strings (gconstpointer a, gconstpointer b, const gsize *offsets, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (G_STRUCT_MEMBER (char *, a, offsets[i]),
                   G_STRUCT_MEMBER (char *, b, offsets[i])) != 0)
      return FALSE;
  return TRUE;
}

/**
 * mt_account_collection_new:
 * @url: URL of a collection
 *
 * Returns: (transfer full): a collection that is neither used nor anybody's, and counts
 */
MtAccountCollection *
mt_account_collection_new (const char *url)
{
  MtAccountCollection *self = g_new0 (MtAccountCollection, 1);

  self->url = g_strdup (url);
  self->counts = TRUE;
  return self;
}

/**
 * mt_account_collection_copy:
 * @self: a collection
 *
 * Returns: (transfer full): the same, on its own
 */
MtAccountCollection *
mt_account_collection_copy (const MtAccountCollection *self)
{
  MtAccountCollection *copy = mt_account_collection_new (NULL);

  copy_strings (copy, self, collection_strings, G_N_ELEMENTS (collection_strings));
  copy->used = self->used;
  copy->counts = self->counts;
  copy->read_only = self->read_only;
  return copy;
}

/**
 * mt_account_collection_free:
 * @self: (transfer full): a collection
 */
void
mt_account_collection_free (MtAccountCollection *self)
{
  free_strings (self, collection_strings, G_N_ELEMENTS (collection_strings));
  g_free (self);
}

/**
 * mt_account_new:
 * @id: what tells it from others: mt_account_make_id()
 *
 * Returns: (transfer full): an account with nothing known about it
 */
MtAccount *
mt_account_new (const char *id)
{
  MtAccount *self = g_atomic_rc_box_new0 (MtAccount);

  self->id = g_strdup (id);
  self->title = g_strdup (id);
  self->auth = g_strdup (MT_ACCOUNT_AUTH_PASSWORD);
  self->homes = g_new0 (char *, 1);
  self->addresses = g_new0 (char *, 1);
  self->collections = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_account_collection_free);
  return self;
}

/**
 * mt_account_ref:
 * @self: an account
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
MtAccount *
mt_account_ref (MtAccount *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  MtAccount *self = data;

  free_strings (self, account_strings, G_N_ELEMENTS (account_strings));
  g_strfreev (self->homes);
  g_strfreev (self->addresses);
  g_ptr_array_unref (self->collections);
}

/**
 * mt_account_unref:
 * @self: (transfer full): an account
 *
 * Any thread.
 */
void
mt_account_unref (MtAccount *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * mt_account_copy:
 * @self: an account
 *
 * Returns: (transfer full): the same, to be changed
 */
MtAccount *
mt_account_copy (const MtAccount *self)
{
  MtAccount *copy = mt_account_new (NULL);

  copy_strings (copy, self, account_strings, G_N_ELEMENTS (account_strings));
  copy->paused_since = self->paused_since;
  g_strfreev (copy->homes);
  copy->homes = g_strdupv (self->homes);
  g_strfreev (copy->addresses);
  copy->addresses = g_strdupv (self->addresses);
  for (guint i = 0; i < self->collections->len; i++)
    g_ptr_array_add (copy->collections,
                     mt_account_collection_copy (g_ptr_array_index (self->collections, i)));
  return copy;
}

static gboolean
collections_equal (const MtAccountCollection *a, const MtAccountCollection *b)
{
  return equal_strings (a, b, collection_strings, G_N_ELEMENTS (collection_strings)) &&
         a->used == b->used && a->counts == b->counts && a->read_only == b->read_only;
}

/**
 * mt_account_equal:
 * @a: an account
 * @b: an account
 *
 * Returns: whether they say the same
 */
gboolean
mt_account_equal (const MtAccount *a, const MtAccount *b)
{
  if (!equal_strings (a, b, account_strings, G_N_ELEMENTS (account_strings)) ||
      a->paused_since != b->paused_since ||
      !g_strv_equal ((const char *const *) a->homes, (const char *const *) b->homes) ||
      !g_strv_equal ((const char *const *) a->addresses, (const char *const *) b->addresses) ||
      a->collections->len != b->collections->len)
    return FALSE;
  for (guint i = 0; i < a->collections->len; i++)
    if (!collections_equal (g_ptr_array_index (a->collections, i),
                            g_ptr_array_index (b->collections, i)))
      return FALSE;
  return TRUE;
}

/* "dav.example.org:8443", without the port that the scheme has anyway. */
static char *
dup_authority (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *written = g_uri_get_host (uri);
  const gint usual = g_str_equal (scheme, "https") ? 443 : 80;
  const gint port = g_uri_get_port (uri);
  g_autofree char *host = NULL;

  if (written == NULL || written[0] == '\0' ||
      !(g_str_equal (scheme, "https") || g_str_equal (scheme, "http")))
    return NULL;
  host = strchr (written, ':') != NULL ? g_strdup_printf ("[%s]", written)
                                       : g_ascii_strdown (written, -1);
  return port > 0 && port != usual ? g_strdup_printf ("%s:%d", host, port)
                                   : g_steal_pointer (&host);
}

/**
 * mt_account_dup_origin:
 * @url: an http or https URL
 *
 * Returns: (transfer full) (nullable): scheme, host and port, "https://dav.example.org"; %NULL if
 * it is not such a URL
 */
char *
mt_account_dup_origin (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autofree char *authority = uri != NULL ? dup_authority (uri) : NULL;

  return authority != NULL ? g_strconcat (g_uri_get_scheme (uri), "://", authority, NULL) : NULL;
}

/**
 * mt_account_pause:
 * @self: an account that is not shared yet
 * @why: (nullable): words for a person; %NULL: it goes on
 * @now: Unix seconds
 *
 * Nothing is asked of a paused account until the user has signed in again.
 */
void
mt_account_pause (MtAccount *self, const char *why, gint64 now)
{
  g_free (self->paused);
  self->paused = g_strdup (why);
  self->paused_since = why != NULL ? now : 0;
}

/**
 * mt_account_make_id:
 * @user: (nullable): who signs in
 * @url: where
 *
 * Returns: (transfer full) (nullable): "ana@dav.example.org"; a user name that is an address keeps
 *   its own @: "ana@example.org@dav.example.org"; %NULL if @url is not a usable URL
 */
char *
mt_account_make_id (const char *user, const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autofree char *authority = uri != NULL ? dup_authority (uri) : NULL;

  if (authority == NULL)
    return NULL;
  return user != NULL && user[0] != '\0' ? g_strconcat (user, "@", authority, NULL)
                                         : g_steal_pointer (&authority);
}

/**
 * mt_account_serves:
 * @self: an account
 * @url: a URL, of a team file for instance
 *
 * Returns: whether the secret of this account may go there: it is of the same origin
 */
gboolean
mt_account_serves (const MtAccount *self, const char *url)
{
  g_autofree char *origin = mt_account_dup_origin (url);

  return origin != NULL && g_strcmp0 (origin, self->origin) == 0;
}

/**
 * mt_account_find_collection:
 * @self: an account
 * @url: URL of a collection
 *
 * Returns: (transfer none) (nullable): the collection of that URL
 */
MtAccountCollection *
mt_account_find_collection (const MtAccount *self, const char *url)
{
  for (guint i = 0; i < self->collections->len; i++)
    {
      MtAccountCollection *collection = g_ptr_array_index (self->collections, i);

      if (g_str_equal (collection->url, url))
        return collection;
    }
  return NULL;
}

/**
 * mt_account_add_collection:
 * @self: an account that is not shared yet
 * @url: URL of a collection
 *
 * Returns: (transfer none): the collection of that URL, made if it was not there
 */
MtAccountCollection *
mt_account_add_collection (MtAccount *self, const char *url)
{
  MtAccountCollection *collection = mt_account_find_collection (self, url);

  if (collection == NULL)
    {
      collection = mt_account_collection_new (url);
      g_ptr_array_add (self->collections, collection);
    }
  return collection;
}

/**
 * mt_account_remove_collection:
 * @self: an account that is not shared yet
 * @url: URL of a collection
 *
 * Returns: whether it was there
 */
gboolean
mt_account_remove_collection (MtAccount *self, const char *url)
{
  MtAccountCollection *collection = mt_account_find_collection (self, url);

  return collection != NULL && g_ptr_array_remove (self->collections, collection);
}

/* How well an account fits a URL of its origin: one that lists it, one in whose home it lies. */
static guint
measure_fit (const MtAccount *account, const char *url)
{
  if (!mt_account_serves (account, url))
    return 0;
  if (mt_account_find_collection (account, url) != NULL)
    return 3;
  for (gsize i = 0; account->homes[i] != NULL; i++)
    if (g_str_has_prefix (url, account->homes[i]))
      return 2;
  return 1;
}

/**
 * mt_account_for_url:
 * @accounts: (element-type MtAccount): accounts
 * @url: URL of a collection, feed or team file
 *
 * Finds the account that a URL is asked with: one of its origin; of several the one that lists it,
 * else the one in whose home it lies, else the first.
 *
 * Returns: (transfer none) (nullable): the account, %NULL to ask without any
 */
MtAccount *
mt_account_for_url (const GPtrArray *accounts, const char *url)
{
  MtAccount *best = NULL;
  guint best_fit = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      MtAccount *account = g_ptr_array_index (accounts, i);
      const guint fit = measure_fit (account, url);

      if (fit > best_fit)
        {
          best = account;
          best_fit = fit;
        }
    }
  return best;
}
