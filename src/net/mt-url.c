/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * URLs in one form: escapes are undone as far as that loses nothing, and made again in one way.
 */
#include "config.h"

#include "net/mt-url.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include <string.h>

#include "net/mt-harmless.h"
#include "net/mt-net-error.h"
#include "net/mt-url-path.h"

#define SHOWN_MAX 200
#define PARSE_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_FRAGMENT)

/* What people and servers leave unescaped is escaped, so that it can be parsed. */
static char *
escape_sloppy (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if ((*text == '%' && !mt_url_path_is_escape (text)) || (guchar) *text <= 0x20 ||
        (guchar) *text >= 0x7f || strchr ("\"<>\\^`{|}", *text) != NULL)
      g_string_append_printf (escaped, "%%%02X", (guchar) *text);
    else
      g_string_append_c (escaped, *text);
  return g_string_free (escaped, FALSE);
}

/* For a message: short, harmless, and without anything before an @, which may be a password. */
static char *
show (const char *url)
{
  const char *at = strrchr (url, '@');

  return mt_harmless (at != NULL ? at + 1 : url, SHOWN_MAX);
}

static gboolean
refuse (GError **error, const char *url, const char *why)
{
  g_autofree char *shown = show (url);

  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_URL, "%s: %s", shown, why);
  return FALSE;
}

static gboolean
has_controls (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return TRUE;
  return FALSE;
}

/* An address in brackets, a name in ASCII otherwise; NULL if it is none. */
static char *
canonical_host (const char *host)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;

  if (host == NULL || *host == '\0')
    return NULL;
  if (strchr (host, ':') != NULL)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
      g_autofree char *text = address != NULL ? g_inet_address_to_string (address) : NULL;

      return text != NULL ? g_strdup_printf ("[%s]", text) : NULL;
    }
  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL)
    return NULL;
  lower = g_ascii_strdown (ascii, -1);
  for (const char *at = lower; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("-._", *at) == NULL)
      return NULL;
  if (g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';
  if (*lower == '\0' || *lower == '.' || g_str_has_suffix (lower, ".") ||
      strstr (lower, "..") != NULL)
    return NULL;
  return g_steal_pointer (&lower);
}

static int
default_port (const char *scheme)
{
  return strcmp (scheme, "https") == 0 ? 443 : 80;
}

/* scheme://host[:port], NULL if it is none. */
static char *
origin_of (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  g_autofree char *host = canonical_host (g_uri_get_host (uri));
  gint port = g_uri_get_port (uri);

  if (host == NULL || (strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0))
    return NULL;
  if (port == 0)
    return NULL;
  if (port == -1 || port == default_port (scheme))
    return g_strdup_printf ("%s://%s", scheme, host);
  return g_strdup_printf ("%s://%s:%d", scheme, host, port);
}

static char *
build (GUri *uri, const char *given, GError **error)
{
  g_autofree char *origin = origin_of (uri);
  g_autofree char *path = NULL;

  if (origin == NULL)
    {
      refuse (error, given, _ ("no address of the web; it begins with https:// and a host"));
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      refuse (error, given, _ ("leave the user name and the password out of the address"));
      return NULL;
    }
  path = mt_url_path_normalise (g_uri_get_path (uri));
  if (g_uri_get_query (uri) != NULL)
    return g_strconcat (origin, path, "?", g_uri_get_query (uri), NULL);
  return g_strconcat (origin, path, NULL);
}

static GUri *
parse (GUri *base, const char *text, GError **error)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  g_autofree char *escaped = NULL;
  GUri *uri = NULL;

  if (!has_controls (copy))
    {
      escaped = escape_sloppy (copy);
      uri = g_uri_parse_relative (base, escaped, PARSE_FLAGS, NULL);
    }
  if (uri == NULL)
    refuse (error, text, _ ("no address of the web; it begins with https:// and a host"));
  return uri;
}

/**
 * mt_url_normalise:
 * @url: what somebody wrote
 * @error: (out): %MT_NET_ERROR_URL
 *
 * Brings an absolute http or https URL into the one form: scheme and host in lower case, IDN as
 * ASCII, no default port, no fragment, dots resolved, escapes only where they are needed.
 *
 * Source: RFC 3986, 6.2.2
 *
 * Returns: (transfer full): the URL, or %NULL
 */
char *
mt_url_normalise (const char *url, GError **error)
{
  g_autoptr (GUri) uri = parse (NULL, url, error);

  return uri != NULL ? build (uri, url, error) : NULL;
}

/**
 * mt_url_resolve:
 * @base: an absolute URL, e.g. the one asked
 * @reference: absolute or relative, escaped or not
 * @error: (out): %MT_NET_ERROR_URL
 *
 * Returns: (transfer full): where @reference leads, in the one form, or %NULL
 */
char *
mt_url_resolve (const char *base, const char *reference, GError **error)
{
  g_autoptr (GUri) from = parse (NULL, base, error);
  g_autoptr (GUri) uri = from != NULL ? parse (from, reference, error) : NULL;

  return uri != NULL ? build (uri, reference, error) : NULL;
}

/**
 * mt_url_resolve_collection:
 * @base: an absolute URL
 * @reference: absolute or relative
 * @error: (out): %MT_NET_ERROR_URL
 *
 * As mt_url_resolve(), but for a collection, whose URL ends in a slash.
 *
 * Returns: (transfer full): the URL, without a query, or %NULL
 */
char *
mt_url_resolve_collection (const char *base, const char *reference, GError **error)
{
  g_autofree char *url = mt_url_resolve (base, reference, error);

  if (url == NULL)
    return NULL;
  if (strchr (url, '?') != NULL)
    *strchr (url, '?') = '\0';
  return g_str_has_suffix (url, "/") ? g_steal_pointer (&url) : g_strconcat (url, "/", NULL);
}

/**
 * mt_url_get_origin:
 * @url: a URL
 *
 * Returns: (transfer full) (nullable): `scheme://host[:port]`, or %NULL if that is no URL
 */
char *
mt_url_get_origin (const char *url)
{
  g_autoptr (GUri) uri = parse (NULL, url, NULL);

  return uri != NULL ? origin_of (uri) : NULL;
}

/**
 * mt_url_get_host:
 * @url: a URL
 *
 * Returns: (transfer full) (nullable): the host, with the port unless it is the usual one, for
 *   people
 */
char *
mt_url_get_host (const char *url)
{
  g_autofree char *origin = mt_url_get_origin (url);

  return origin != NULL ? g_strdup (strstr (origin, "://") + 3) : NULL;
}

/**
 * mt_url_get_path:
 * @url: a URL
 *
 * Returns: (transfer full): the path, decoded, for comparing and for people; `/` if that is no URL
 */
char *
mt_url_get_path (const char *url)
{
  g_autoptr (GUri) uri = parse (NULL, url, NULL);
  g_autoptr (GPtrArray) segments = mt_url_path_split (uri != NULL ? g_uri_get_path (uri) : "");
  GString *path = g_string_new (NULL);

  for (guint i = 0; i < segments->len; i++)
    g_string_append_printf (path, "/%s", (char *) g_ptr_array_index (segments, i));
  if (path->len == 0)
    g_string_append_c (path, '/');
  return g_string_free (path, FALSE);
}

/**
 * mt_url_equal:
 * @a: a URL
 * @b: another
 *
 * Returns: whether both lead to the same place; a slash at the end makes no difference
 */
gboolean
mt_url_equal (const char *a, const char *b)
{
  g_autofree char *first = mt_url_normalise (a, NULL);
  g_autofree char *second = mt_url_normalise (b, NULL);

  if (first == NULL || second == NULL)
    return FALSE;
  if (g_str_has_suffix (first, "/"))
    first[strlen (first) - 1] = '\0';
  if (g_str_has_suffix (second, "/"))
    second[strlen (second) - 1] = '\0';
  return strcmp (first, second) == 0;
}

/**
 * mt_url_same_origin:
 * @a: a URL
 * @b: another
 *
 * Returns: whether scheme, host and port are the same
 */
gboolean
mt_url_same_origin (const char *a, const char *b)
{
  g_autofree char *first = mt_url_get_origin (a);
  g_autofree char *second = mt_url_get_origin (b);

  return first != NULL && g_strcmp0 (first, second) == 0;
}

/* The host alone, without brackets. */
static char *
bare_host (const char *url)
{
  g_autoptr (GUri) uri = parse (NULL, url, NULL);

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

/**
 * mt_url_same_site:
 * @a: a URL
 * @b: another
 *
 * Returns: whether the hosts belong to the same registrable name ("caldav.example.org" and
 *   "p23.example.org"); addresses only to themselves
 */
gboolean
mt_url_same_site (const char *a, const char *b)
{
  g_autofree char *first = bare_host (a);
  g_autofree char *second = bare_host (b);
  const char *site;

  if (first == NULL || second == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (first, second) == 0)
    return TRUE;
  if (g_hostname_is_ip_address (first) || g_hostname_is_ip_address (second))
    return FALSE;
  site = soup_tld_get_base_domain (first, NULL);
  return site != NULL && g_strcmp0 (site, soup_tld_get_base_domain (second, NULL)) == 0;
}

/**
 * mt_url_is_loopback:
 * @url: a URL
 *
 * Returns: whether it never leaves this machine
 */
gboolean
mt_url_is_loopback (const char *url)
{
  g_autofree char *host = bare_host (url);
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * mt_url_is_secure:
 * @url: a URL
 *
 * Returns: whether a secret may go there: TLS, or no network at all
 */
gboolean
mt_url_is_secure (const char *url)
{
  g_autofree char *origin = mt_url_get_origin (url);

  return origin != NULL && (g_str_has_prefix (origin, "https://") || mt_url_is_loopback (url));
}
