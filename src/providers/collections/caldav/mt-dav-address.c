/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads what a person typed, as they mean it: without a scheme, with blanks, copied from a mail.
 */
#include "config.h"

#include "providers/collections/caldav/mt-dav-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-discovery.h"

#define MAX_TYPED 2048

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_ADDRESS, why);
  return FALSE;
}

/* A name that others can look up: two labels at least, or this machine. */
static gboolean
is_full_host (const char *host)
{
  const char *dot = strchr (host, '.');

  return g_hostname_is_ip_address (host) || g_ascii_strcasecmp (host, "localhost") == 0 ||
         (dot != NULL && dot != host && dot[1] != '\0' && strstr (host, "..") == NULL);
}

static gboolean
read_address (MtDavAddress *self, const char *typed, GError **error)
{
  const char *at = strrchr (typed, '@');
  g_autofree char *ascii = g_hostname_to_ascii (at + 1);

  if (at == typed || at[1] == '\0')
    return refuse (error, _ ("The address lacks a part. Write it whole, like ana@example.org."));
  if (ascii == NULL || !is_full_host (ascii) || strpbrk (typed, " \t,;<>\"") != NULL)
    return refuse (error, _ ("This is no e-mail address. Write it whole, like ana@example.org."));
  self->address = TRUE;
  self->user = g_strdup (typed);
  self->domain = g_ascii_strdown (ascii, -1);
  self->url = g_strdup_printf ("https://%s/", self->domain);
  return TRUE;
}

/* "localhost:5232" has no scheme, "https://…" has. Nobody has a certificate for loopback. */
static char *
add_scheme (const char *typed)
{
  g_autofree char *plain = g_strconcat ("http://", typed, NULL);

  if (strstr (typed, "://") != NULL)
    return g_strdup (typed);
  return mt_url_is_loopback (plain) ? g_steal_pointer (&plain)
                                    : g_strconcat ("https://", typed, NULL);
}

/* Calendars are handed out as webcal: and http: links, too; only TLS is used. */
static char *
secure (const char *url)
{
  static const char *const schemes[] = { "webcal://", "webcals://", "caldav://", "caldavs://",
                                         "http://" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
      {
        const char *rest = url + strlen (schemes[i]);
        g_autofree char *plain = g_strconcat ("http://", rest, NULL);

        return mt_url_is_loopback (plain) ? g_steal_pointer (&plain)
                                          : g_strconcat ("https://", rest, NULL);
      }
  return g_strdup (url);
}

/* Takes "user:password@" out of @url; the password is forgotten: it has no place in an address. */
static char *
take_user (MtDavAddress *self, const char *url)
{
  const char *host = strstr (url, "://") + 3;
  gsize length = strcspn (host, "/?#");
  const char *at = g_strrstr_len (host, (gssize) length, "@");
  g_autofree char *info = NULL;

  if (at == NULL)
    return g_strdup (url);
  info = g_strndup (host, (gsize) (at - host));
  info[strcspn (info, ":")] = '\0';
  self->user = g_uri_unescape_string (info, NULL);
  return g_strdup_printf ("%.*s%s", (int) (host - url), url, at + 1);
}

static gboolean
looks_like_feed (const char *typed, const char *path, const char *query)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_ascii_strncasecmp (typed, "webcal", strlen ("webcal")) == 0 ||
         g_str_has_suffix (lower, ".ics") || g_str_has_suffix (lower, ".ifb") ||
         g_str_has_suffix (lower, ".ical") || g_str_has_suffix (lower, ".vfb") ||
         (query != NULL && strstr (query, "export") != NULL);
}

static gboolean
read_url (MtDavAddress *self, const char *typed, GError **error)
{
  g_autofree char *with_scheme = add_scheme (typed);
  g_autofree char *secured = secure (with_scheme);
  g_autofree char *plain = take_user (self, secured);
  g_autoptr (GUri) uri = NULL;

  self->url = mt_url_normalise (plain, error);
  if (self->url == NULL)
    return FALSE;
  uri = g_uri_parse (self->url, G_URI_FLAGS_ENCODED, error);
  if (uri == NULL)
    return FALSE;
  if (strstr (typed, "://") == NULL && g_uri_get_port (uri) < 0 &&
      !is_full_host (g_uri_get_host (uri)))
    return refuse (error, _ ("This is neither an e-mail address nor the address of a server. Write "
                             "ana@example.org or https://dav.example.org."));
  self->path = strlen (g_uri_get_path (uri)) > 1 || g_uri_get_query (uri) != NULL;
  self->feed = looks_like_feed (typed, g_uri_get_path (uri), g_uri_get_query (uri));
  if (!self->path && g_uri_get_port (uri) < 0 && !mt_url_is_loopback (self->url) &&
      !g_hostname_is_ip_address (g_uri_get_host (uri)))
    self->domain = g_strdup (g_uri_get_host (uri));
  return TRUE;
}

/**
 * mt_dav_address_new:
 * @typed: what somebody typed or pasted
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what it means; %NULL with %MT_DISCOVERY_ERROR_ADDRESS or a
 *   %MT_NET_ERROR_URL when it is neither an address nor a URL
 */
MtDavAddress *
mt_dav_address_new (const char *typed, GError **error)
{
  g_autoptr (MtDavAddress) self = g_new0 (MtDavAddress, 1);
  g_autofree char *text = g_strstrip (g_strndup (typed, MAX_TYPED));
  const char *plain = g_ascii_strncasecmp (text, "mailto:", strlen ("mailto:")) == 0
                          ? text + strlen ("mailto:")
                          : text;
  gboolean done;

  if (*plain == '\0')
    done = refuse (error, _ ("Write an e-mail address or the address of a server."));
  else if (strchr (plain, '@') != NULL && strpbrk (plain, "/:") == NULL)
    done = read_address (self, plain, error);
  else
    done = read_url (self, plain, error);
  return done ? g_steal_pointer (&self) : NULL;
}

/**
 * mt_dav_address_free:
 * @self: (transfer full): an address
 *
 * Frees an address.
 */
void
mt_dav_address_free (MtDavAddress *self)
{
  g_free (self->url);
  g_free (self->domain);
  g_free (self->user);
  g_free (self);
}

/**
 * mt_dav_address_dup_host:
 * @typed: what somebody typed
 *
 * Returns: (transfer full) (nullable): the domain or host it names, for people
 */
char *
mt_dav_address_dup_host (const char *typed)
{
  g_autoptr (MtDavAddress) self = mt_dav_address_new (typed, NULL);

  return self != NULL ? mt_url_get_host (self->url) : NULL;
}
