/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTlsCheck: believes the certificate authorities of an account beside those of the system, and
 * says why a certificate was refused. There is no way past a refusal.
 */
#include "config.h"

#include "net/mt-http-tls.h"

#include <glib/gi18n-lib.h>

#include "net/mt-harmless.h"
#include "net/mt-net-error.h"

#define NAMES_SHOWN 3
#define NAME_CHARS 100

/**
 * mt_authorities_load:
 * @path: (type filename): a file of certificates in PEM
 * @authorities: (out) (transfer full): what is in it
 * @error: (out): %MT_NET_ERROR_TLS
 *
 * Reads certificate authorities. Blocking.
 *
 * Returns: whether there are any
 */
gboolean
mt_authorities_load (const char *path, GTlsDatabase **authorities, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GError) local = NULL;
  g_autolist (GTlsCertificate) list = g_tls_certificate_list_new_from_file (absolute, &local);

  if (list != NULL)
    *authorities = g_tls_file_database_new (absolute, &local);
  if (list != NULL && *authorities != NULL)
    return TRUE;
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_TLS,
               _ ("%s: no certificates in PEM can be read there (%s)"), path,
               local != NULL ? local->message : _ ("it holds none"));
  return FALSE;
}

static gboolean
accept_cb (SoupMessage *message,
           GTlsCertificate *certificate,
           GTlsCertificateFlags faults,
           gpointer data)
{
  MtTlsCheck *self = data;
  g_autoptr (GSocketConnectable) identity =
      g_network_address_new (g_uri_get_host (soup_message_get_uri (message)), 0);

  if (self->authorities != NULL)
    faults = g_tls_database_verify_chain (self->authorities, certificate,
                                          G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity,
                                          NULL, G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
  self->faults = faults;
  g_set_object (&self->certificate, certificate);
  return faults == 0;
}

/**
 * mt_tls_check_watch:
 * @self: a check, which outlives the sending of @message
 * @message: a message that was not sent yet
 *
 * Has certificates that the system refuses looked at.
 */
void
mt_tls_check_watch (MtTlsCheck *self, SoupMessage *message)
{
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), self);
}

/**
 * mt_tls_check_clear:
 * @self: a check
 * @message: the message that was watched
 *
 * Ends it.
 */
void
mt_tls_check_clear (MtTlsCheck *self, SoupMessage *message)
{
  g_signal_handlers_disconnect_by_data (message, self);
  g_clear_object (&self->certificate);
}

/* What stands behind CN= in a distinguished name, or all of it. */
static char *
common_name (const char *distinguished)
{
  const char *found = distinguished != NULL ? strstr (distinguished, "CN=") : NULL;
  g_autofree char *name = NULL;

  if (distinguished == NULL)
    return g_strdup ("?");
  name = g_strdup (found != NULL ? found + 3 : distinguished);
  if (found != NULL && strchr (name, ',') != NULL)
    *strchr (name, ',') = '\0';
  return mt_harmless (name, NAME_CHARS);
}

static char *
list_names (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autoptr (GString) list = g_string_new (NULL);

  if (names == NULL || names->len == 0)
    return common_name (subject);
  for (guint i = 0; i < names->len && i < NAMES_SHOWN; i++)
    {
      gsize n;
      const char *bytes = g_bytes_get_data (g_ptr_array_index (names, i), &n);
      g_autofree char *text = g_strndup (bytes, n);
      g_autofree char *name = mt_harmless (text, NAME_CHARS);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", name);
    }
  if (names->len > NAMES_SHOWN)
    g_string_append (list, ", …");
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
describe_day (GDateTime *time)
{
  g_autoptr (GDateTime) owned = time;

  return owned != NULL ? g_date_time_format (owned, "%Y-%m-%d") : g_strdup ("?");
}

static char *
describe_authority (GTlsCertificate *certificate)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *name = common_name (issuer);

  if (g_strcmp0 (issuer, subject) == 0)
    return g_strdup (
        _ ("its certificate is signed by nobody but itself; if that is right, give the "
           "certificate as a file in the account"));
  return g_strdup_printf (
      _ ("its certificate is signed by “%s”, which this computer does not know; "
         "if that is your company's own authority, give its certificate as a "
         "file in the account"),
      name);
}

/**
 * mt_tls_check_describe:
 * @self: a check
 *
 * Returns: (transfer full): why TLS failed and what to do, for people, without the host
 */
char *
mt_tls_check_describe (const MtTlsCheck *self)
{
  g_autofree char *text = NULL;

  if (self->certificate == NULL)
    return g_strdup (_ ("no encrypted connection could be made; check the address and the port"));
  if (self->faults & G_TLS_CERTIFICATE_BAD_IDENTITY)
    {
      text = list_names (self->certificate);
      return g_strdup_printf (_ ("its certificate is for %s; ask whoever runs the server, or use "
                                 "that name in the address"),
                              text);
    }
  if (self->faults & G_TLS_CERTIFICATE_EXPIRED)
    {
      text = describe_day (g_tls_certificate_get_not_valid_after (self->certificate));
      return g_strdup_printf (_ ("its certificate expired on %s; ask whoever runs the server, or "
                                 "set the clock of this computer if it is wrong"),
                              text);
    }
  if (self->faults & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    {
      text = describe_day (g_tls_certificate_get_not_valid_before (self->certificate));
      return g_strdup_printf (_ ("its certificate is not valid before %s; set the clock of this "
                                 "computer if it is wrong"),
                              text);
    }
  if (self->faults & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return describe_authority (self->certificate);
  if (self->faults & G_TLS_CERTIFICATE_REVOKED)
    return g_strdup (_ ("its certificate was revoked; ask whoever runs the server"));
  return g_strdup (_ ("its certificate is not safe; ask whoever runs the server"));
}
