/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Accounts as groups of a key file: one group an account, one a collection.
 */
#include "config.h"

#include "service/accounts/mt-account-keys.h"

#include <string.h>

#define GROUP_ACCOUNT "account "       /* and the id, escaped */
#define GROUP_COLLECTION "collection " /* the id and the URL, escaped, a space between */

typedef struct
{
  const char *key;
  gsize offset;
} Field;

static const Field account_fields[] = {
  { "title", G_STRUCT_OFFSET (MtAccount, title) },
  { "url", G_STRUCT_OFFSET (MtAccount, url) },
  { "user", G_STRUCT_OFFSET (MtAccount, user) },
  { "auth", G_STRUCT_OFFSET (MtAccount, auth) },
  { "secret-file", G_STRUCT_OFFSET (MtAccount, secret_file) },
  { "ca-file", G_STRUCT_OFFSET (MtAccount, ca_file) },
  { "oauth-client", G_STRUCT_OFFSET (MtAccount, oauth_client) },
  { "oauth-token-url", G_STRUCT_OFFSET (MtAccount, oauth_token_url) },
  { "goa-id", G_STRUCT_OFFSET (MtAccount, goa_id) },
  { "principal", G_STRUCT_OFFSET (MtAccount, principal) },
  { "inbox", G_STRUCT_OFFSET (MtAccount, inbox) },
  { "outbox", G_STRUCT_OFFSET (MtAccount, outbox) },
  { "paused", G_STRUCT_OFFSET (MtAccount, paused) },
  { "publish-hours-of", G_STRUCT_OFFSET (MtAccount, publish_hours_of) },
};

static const Field collection_fields[] = {
  { "name", G_STRUCT_OFFSET (MtAccountCollection, name) },
  { "owner", G_STRUCT_OFFSET (MtAccountCollection, owner) },
  { "owner-address", G_STRUCT_OFFSET (MtAccountCollection, owner_address) },
  { "components", G_STRUCT_OFFSET (MtAccountCollection, components) },
  { "person", G_STRUCT_OFFSET (MtAccountCollection, person) },
};

static char *
escape (const char *text)
{
  return g_uri_escape_string (text, "@:/", FALSE);
}

static char *
account_group (const char *id)
{
  g_autofree char *escaped = escape (id);

  return g_strconcat (GROUP_ACCOUNT, escaped, NULL);
}

static char *
collection_prefix (const char *id)
{
  g_autofree char *escaped = escape (id);

  return g_strconcat (GROUP_COLLECTION, escaped, " ", NULL);
}

static void
get_fields (GKeyFile *keys, const char *group, const Field *fields, gsize n, gpointer record)
{
  for (gsize i = 0; i < n; i++)
    {
      char *value = g_key_file_get_string (keys, group, fields[i].key, NULL);

      if (value == NULL)
        continue;
      g_free (G_STRUCT_MEMBER (char *, record, fields[i].offset));
      G_STRUCT_MEMBER (char *, record, fields[i].offset) = value;
    }
}

static void
set_fields (GKeyFile *keys, const char *group, const Field *fields, gsize n, gconstpointer record)
{
  for (gsize i = 0; i < n; i++)
    {
      const char *value = G_STRUCT_MEMBER (char *, record, fields[i].offset);

      if (value != NULL)
        g_key_file_set_string (keys, group, fields[i].key, value);
      else
        g_key_file_remove_key (keys, group, fields[i].key, NULL);
    }
}

static void
get_list (GKeyFile *keys, const char *group, const char *key, char ***list)
{
  char **value = g_key_file_get_string_list (keys, group, key, NULL, NULL);

  if (value == NULL)
    return;
  g_strfreev (*list);
  *list = value;
}

static void
set_list (GKeyFile *keys, const char *group, const char *key, char **list)
{
  const gsize n = g_strv_length (list);

  if (n > 0)
    g_key_file_set_string_list (keys, group, key, (const char *const *) list, n);
  else
    g_key_file_remove_key (keys, group, key, NULL);
}

static gboolean
get_flag (GKeyFile *keys, const char *group, const char *key, gboolean otherwise)
{
  g_autoptr (GError) error = NULL;
  const gboolean value = g_key_file_get_boolean (keys, group, key, &error);

  return error != NULL ? otherwise : value;
}

static void
read_collections (GKeyFile *keys, char **groups, MtAccount *account)
{
  g_autofree char *prefix = collection_prefix (account->id);

  for (gsize i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *url = g_str_has_prefix (groups[i], prefix)
                                 ? g_uri_unescape_string (groups[i] + strlen (prefix), NULL)
                                 : NULL;
      MtAccountCollection *collection;

      if (url == NULL)
        continue;
      collection = mt_account_add_collection (account, url);
      get_fields (keys, groups[i], collection_fields, G_N_ELEMENTS (collection_fields), collection);
      collection->used = get_flag (keys, groups[i], "used", FALSE);
      collection->counts = get_flag (keys, groups[i], "counts", TRUE);
      collection->read_only = get_flag (keys, groups[i], "read-only", FALSE);
    }
}

/* An account whose URL is no URL is not one: it is left in the file and not used. */
static MtAccount *
read_group (GKeyFile *keys, char **groups, const char *group)
{
  g_autofree char *id = g_uri_unescape_string (group + strlen (GROUP_ACCOUNT), NULL);
  g_autoptr (MtAccount) account = NULL;

  if (id == NULL || id[0] == '\0')
    return NULL;
  account = mt_account_new (id);
  get_fields (keys, group, account_fields, G_N_ELEMENTS (account_fields), account);
  account->origin = account->url != NULL ? mt_account_dup_origin (account->url) : NULL;
  if (account->origin == NULL)
    return NULL;
  account->paused_since = g_key_file_get_int64 (keys, group, "paused-since", NULL);
  get_list (keys, group, "homes", &account->homes);
  get_list (keys, group, "addresses", &account->addresses);
  read_collections (keys, groups, account);
  return g_steal_pointer (&account);
}

/**
 * mt_account_keys_read:
 * @keys: a key file of accounts
 * @id: the account wanted
 *
 * Returns: (transfer full) (nullable): the account of that id
 */
MtAccount *
mt_account_keys_read (GKeyFile *keys, const char *id)
{
  g_autofree char *group = account_group (id);
  g_auto (GStrv) groups = g_key_file_get_groups (keys, NULL);

  return g_key_file_has_group (keys, group) ? read_group (keys, groups, group) : NULL;
}

/**
 * mt_account_keys_read_all:
 * @keys: a key file of accounts
 *
 * Returns: (transfer full) (element-type MtAccount): the accounts, in the order of the file
 */
GPtrArray *
mt_account_keys_read_all (GKeyFile *keys)
{
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_account_unref);
  g_auto (GStrv) groups = g_key_file_get_groups (keys, NULL);

  for (gsize i = 0; groups[i] != NULL; i++)
    {
      MtAccount *account =
          g_str_has_prefix (groups[i], GROUP_ACCOUNT) ? read_group (keys, groups, groups[i]) : NULL;

      if (account != NULL)
        g_ptr_array_add (accounts, account);
    }
  return g_steal_pointer (&accounts);
}

/* Groups of collections that are no longer there go, so that a collection removed is removed. */
static void
forget_collections (GKeyFile *keys, const char *id, const MtAccount *but_those_of)
{
  g_autofree char *prefix = collection_prefix (id);
  g_auto (GStrv) groups = g_key_file_get_groups (keys, NULL);

  for (gsize i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *url = g_str_has_prefix (groups[i], prefix)
                                 ? g_uri_unescape_string (groups[i] + strlen (prefix), NULL)
                                 : NULL;

      if (url != NULL &&
          (but_those_of == NULL || mt_account_find_collection (but_those_of, url) == NULL))
        g_key_file_remove_group (keys, groups[i], NULL);
    }
}

static void
write_collection (GKeyFile *keys, const char *prefix, const MtAccountCollection *collection)
{
  g_autofree char *url = escape (collection->url);
  g_autofree char *group = g_strconcat (prefix, url, NULL);

  set_fields (keys, group, collection_fields, G_N_ELEMENTS (collection_fields), collection);
  g_key_file_set_boolean (keys, group, "used", collection->used);
  g_key_file_set_boolean (keys, group, "counts", collection->counts);
  if (collection->read_only)
    g_key_file_set_boolean (keys, group, "read-only", TRUE);
  else
    g_key_file_remove_key (keys, group, "read-only", NULL);
}

/**
 * mt_account_keys_write:
 * @keys: a key file of accounts
 * @account: an account; one of the same id is replaced
 *
 * Keys that it does not know stay.
 */
void
mt_account_keys_write (GKeyFile *keys, const MtAccount *account)
{
  g_autofree char *group = account_group (account->id);
  g_autofree char *prefix = collection_prefix (account->id);

  set_fields (keys, group, account_fields, G_N_ELEMENTS (account_fields), account);
  if (account->paused_since != 0)
    g_key_file_set_int64 (keys, group, "paused-since", account->paused_since);
  else
    g_key_file_remove_key (keys, group, "paused-since", NULL);
  set_list (keys, group, "homes", account->homes);
  set_list (keys, group, "addresses", account->addresses);
  forget_collections (keys, account->id, account);
  for (guint i = 0; i < account->collections->len; i++)
    write_collection (keys, prefix, g_ptr_array_index (account->collections, i));
}

/**
 * mt_account_keys_remove:
 * @keys: a key file of accounts
 * @id: an account
 *
 * Takes it out, with its collections.
 *
 * Returns: whether it was there
 */
gboolean
mt_account_keys_remove (GKeyFile *keys, const char *id)
{
  g_autofree char *group = account_group (id);

  if (!g_key_file_remove_group (keys, group, NULL))
    return FALSE;
  forget_collections (keys, id, NULL);
  return TRUE;
}

/**
 * mt_account_keys_has:
 * @keys: a key file of accounts
 * @id: an account
 *
 * Returns: whether it is there, even if nothing can be made of it
 */
gboolean
mt_account_keys_has (GKeyFile *keys, const char *id)
{
  g_autofree char *group = account_group (id);

  return g_key_file_has_group (keys, group);
}
