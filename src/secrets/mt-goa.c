/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Asks the daemon of GNOME Online Accounts. It is not there on many systems, which is an empty list
 * and no error.
 */
#include "config.h"
#include "secrets/mt-goa.h"

#include <glib/gi18n-lib.h>

#include "secrets/mt-secrets.h"

#define BUS_NAME "org.gnome.OnlineAccounts"
#define ROOT_PATH "/org/gnome/OnlineAccounts"
#define ACCOUNTS_PATH ROOT_PATH "/Accounts/"
#define ACCOUNT BUS_NAME ".Account"
#define CALENDAR BUS_NAME ".Calendar"
#define PASSWORD_BASED BUS_NAME ".PasswordBased"
#define TOKEN_BASED BUS_NAME ".OAuth2Based"
#define LIST_TIMEOUT_MS 5000
#define SECRET_TIMEOUT_MS 20000 /* the daemon may have to ask a server for a new token */

/* Returns: (nullable): the answer. */
static GVariant *
call (const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments,
      const char *type,
      int timeout_ms,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GVariant) owned = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, error);

  if (bus == NULL)
    return NULL;
  return g_dbus_connection_call_sync (bus, BUS_NAME, path, interface, method, owned,
                                      G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE, timeout_ms,
                                      cancellable, error);
}

static char *
dup_string (GVariant *properties, const char *key)
{
  char *value = NULL;

  g_variant_lookup (properties, key, "s", &value);
  return value;
}

static gboolean
is_set (GVariant *properties, const char *key)
{
  gboolean value = FALSE;

  return g_variant_lookup (properties, key, "b", &value) && value;
}

/* Returns: (nullable): the account among the interfaces of an object, if it has calendars that its
 * user wants. */
static MtGoaAccount *
read_account (GVariant *interfaces)
{
  g_autoptr (GVariant) account =
      g_variant_lookup_value (interfaces, ACCOUNT, G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) calendar =
      g_variant_lookup_value (interfaces, CALENDAR, G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) token =
      g_variant_lookup_value (interfaces, TOKEN_BASED, G_VARIANT_TYPE_VARDICT);
  g_autoptr (MtGoaAccount) self = NULL;

  if (account == NULL || calendar == NULL || is_set (account, "CalendarDisabled"))
    return NULL;
  self = g_new0 (MtGoaAccount, 1);
  self->id = dup_string (account, "Id");
  self->provider = dup_string (account, "ProviderName");
  self->title = dup_string (account, "PresentationIdentity");
  self->user = dup_string (account, "Identity");
  self->uri = dup_string (calendar, "Uri");
  self->kind = token != NULL ? MT_GOA_TOKEN : MT_GOA_PASSWORD;
  self->attention = is_set (account, "AttentionNeeded");
  if (self->id == NULL || self->uri == NULL || *self->uri == '\0')
    return NULL;
  if (self->title == NULL)
    self->title = g_strdup (self->user != NULL ? self->user : self->id);
  return g_steal_pointer (&self);
}

/* Whether there is nobody to ask, rather than somebody who refused. */
static gboolean
is_absence (const GError *error)
{
  if (g_dbus_error_is_remote_error (error) && error->domain == G_IO_ERROR)
    return FALSE; /* an error of its own */
  return error->domain == G_IO_ERROR ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_FAILED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_EXEC_FAILED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND);
}

/**
 * mt_goa_list:
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Blocks for five seconds at most.
 *
 * Returns: (transfer full) (element-type MtGoaAccount): the accounts that have calendars, none
 *   where there is no such service; %NULL with %G_IO_ERROR_CANCELLED or %MT_SECRETS_ERROR_DENIED.
 *   Source: the D-Bus interfaces of GNOME Online Accounts, org.gnome.OnlineAccounts
 */
GPtrArray *
mt_goa_list (GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_goa_account_free);
  g_autoptr (GError) why = NULL;
  g_autoptr (GVariant) objects = NULL;
  g_autoptr (GVariant) answer =
      call (ROOT_PATH, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", NULL,
            "(a{oa{sa{sv}}})", LIST_TIMEOUT_MS, cancellable, &why);
  GVariantIter iter;
  GVariant *interfaces;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (answer == NULL && is_absence (why))
    return g_steal_pointer (&accounts);
  if (answer == NULL)
    {
      g_set_error (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_DENIED,
                   _ ("the online accounts of the desktop cannot be listed: %s"), why->message);
      return NULL;
    }
  objects = g_variant_get_child_value (answer, 0);
  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_next (&iter, "{o@a{sa{sv}}}", NULL, &interfaces))
    {
      MtGoaAccount *account = read_account (interfaces);

      if (account != NULL)
        g_ptr_array_add (accounts, account);
      g_variant_unref (interfaces);
    }
  return g_steal_pointer (&accounts);
}

/* The daemon looks whether the secret still holds, and renews a token. */
static char *
fetch (const char *path, MtGoaKind *kind, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) ensured =
      call (path, ACCOUNT, "EnsureCredentials", NULL, "(i)", SECRET_TIMEOUT_MS, cancellable, error);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) no_token = NULL;
  char *secret = NULL;

  if (ensured == NULL)
    return NULL;
  answer = call (path, TOKEN_BASED, "GetAccessToken", NULL, "(si)", SECRET_TIMEOUT_MS, cancellable,
                 &no_token);
  *kind = answer != NULL ? MT_GOA_TOKEN : MT_GOA_PASSWORD;
  if (answer == NULL)
    answer = call (path, PASSWORD_BASED, "GetPassword", g_variant_new ("(s)", ""), "(s)",
                   SECRET_TIMEOUT_MS, cancellable, error);
  if (answer != NULL)
    g_variant_get_child (answer, 0, "s", &secret);
  return secret;
}

/**
 * mt_goa_lookup:
 * @id: of an account
 * @kind: (out): what the secret is
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Has the desktop look whether it still holds, and renew it if not. Blocks, as long as a server
 * needs.
 *
 * Returns: (transfer full): the password or access token, for mt_secret_free(); %NULL with
 *   %G_IO_ERROR_CANCELLED, %MT_SECRETS_ERROR_ABSENT or %MT_SECRETS_ERROR_DENIED
 */
char *
mt_goa_lookup (const char *id, MtGoaKind *kind, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat (ACCOUNTS_PATH, id, NULL);
  g_autoptr (GError) why = NULL;
  char *secret = NULL;

  if (g_variant_is_object_path (path))
    secret = fetch (path, kind, cancellable, &why);
  if (secret != NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return secret;
  if (why == NULL || is_absence (why))
    g_set_error_literal (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_ABSENT,
                         _ ("the desktop does not have this online account any more"));
  else
    {
      g_dbus_error_strip_remote_error (why);
      g_set_error (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_DENIED,
                   _ ("sign in again in the desktop’s settings, Online Accounts: %s"),
                   why->message);
    }
  return NULL;
}

/**
 * mt_goa_account_free:
 * @self: (transfer full): an account
 */
void
mt_goa_account_free (MtGoaAccount *self)
{
  g_free (self->id);
  g_free (self->provider);
  g_free (self->title);
  g_free (self->user);
  g_free (self->uri);
  g_free (self);
}
