/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Where things of a team file lie: URLs and paths, and which of them are not safe.
 */
#include "config.h"

#include "team/mt-team-check.h"

#include <glib/gi18n-lib.h>

#include <string.h>

static gboolean G_GNUC_PRINTF (3, 4)
    fail (MtTeamCheck *self, const MtJsonNode *node, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  mt_report_add (self->report, MT_SEVERITY_ERROR, node->start, "%s", message);
  return FALSE;
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GString) digits = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0 || g_str_equal (host, "::1"))
    return TRUE;
  return g_str_has_prefix (host, "127.") && g_hostname_is_ip_address (host);
}

static gboolean
check_host (MtTeamCheck *self, const MtJsonNode *node, GUri *url)
{
  if (g_uri_get_host (url) == NULL || g_uri_get_host (url)[0] == '\0')
    return fail (self, node, _ ("\"%s\" names no server"), node->string);
  if (g_uri_get_userinfo (url) != NULL)
    return fail (self, node,
                 _ ("this URL carries a user name: take it out, accounts are each user's own"));
  return TRUE;
}

static GUri *
parse (MtTeamCheck *self, const MtJsonNode *node)
{
  GUri *url = has_control (node->string) || strchr (node->string, ' ') != NULL
                  ? NULL
                  : g_uri_parse (node->string, G_URI_FLAGS_ENCODED, NULL);

  if (url == NULL)
    fail (self, node, _ ("\"%s\" is not a URL: write it as https://example.org/path"),
          node->string);
  return url;
}

/**
 * mt_team_check_url:
 * @self: a check
 * @node: a string
 *
 * Checks the URL of a server: https, or http on this machine.
 *
 * Returns: %TRUE if it can be asked
 */
gboolean
mt_team_check_url (MtTeamCheck *self, const MtJsonNode *node)
{
  g_autoptr (GUri) url = parse (self, node);

  if (url == NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (url), "webcal"))
    return fail (self, node, _ ("\"%s\" begins with webcal: write https"), node->string);
  if (g_str_equal (g_uri_get_scheme (url), "file"))
    return fail (self, node,
                 _ ("\"%s\" is a URL of a file: write its path relative to the team file"),
                 node->string);
  if (!g_str_equal (g_uri_get_scheme (url), "https") &&
      !g_str_equal (g_uri_get_scheme (url), "http"))
    return fail (self, node, _ ("\"%s\" is not an https URL"), node->string);
  if (!check_host (self, node, url))
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (url), "http") && !is_loopback (g_uri_get_host (url)))
    return fail (self, node, _ ("\"%s\" is not encrypted: write https"), node->string);
  return TRUE;
}

/**
 * mt_team_check_link:
 * @self: a check
 * @node: a string
 *
 * Checks a link that somebody may open: http, https or mailto.
 *
 * Returns: %TRUE if it is one of those
 */
gboolean
mt_team_check_link (MtTeamCheck *self, const MtJsonNode *node)
{
  g_autoptr (GUri) url = parse (self, node);

  if (url == NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (url), "mailto"))
    return g_uri_get_path (url)[0] != '\0'
               ? TRUE
               : fail (self, node, _ ("\"%s\" names nobody"), node->string);
  if (!g_str_equal (g_uri_get_scheme (url), "https") &&
      !g_str_equal (g_uri_get_scheme (url), "http"))
    return fail (self, node, _ ("\"%s\" is no link that opens: only http, https and mailto do"),
                 node->string);
  return check_host (self, node, url);
}

static gboolean
leaves_folder (const char *path)
{
  g_auto (GStrv) parts = g_strsplit_set (path, "/\\", -1);

  return g_strv_contains ((const char *const *) parts, "..");
}

static gboolean
check_path (MtTeamCheck *self, const MtJsonNode *node)
{
  const char *path = node->string;
  gboolean absolute = g_path_is_absolute (path) || path[0] == '~';
  MtSeverity severity = self->remote ? MT_SEVERITY_ERROR : MT_SEVERITY_WARNING;

  if (has_control (path))
    return fail (self, node, _ ("\"%s\" holds a control character"), node->string);
  if (!absolute && !leaves_folder (path))
    return TRUE;
  if (self->remote)
    mt_report_add (self->report, severity, node->start,
                   _ ("\"%s\" is a path of the machine that reads it: a team file from a server "
                      "names only what lies below it"),
                   path);
  else if (path[0] == '~')
    mt_report_add (self->report, severity, node->start,
                   _ ("\"%s\" begins with ~, which stands for nothing here: write a path relative "
                      "to the team file"),
                   path);
  else if (absolute)
    mt_report_add (self->report, severity, node->start,
                   _ ("\"%s\" is an absolute path, which others on the team will not have: write "
                      "one relative to the team file"),
                   path);
  else
    mt_report_add (self->report, severity, node->start,
                   _ ("\"%s\" leaves the folder of the team file, so others on the team may not "
                      "have it"),
                   path);
  return !self->remote;
}

/* How many bytes a scheme at the beginning has, 0 for none. One letter is a drive: "C:/x". */
static gsize
scheme_length (const char *text)
{
  gsize n = 0;

  while (g_ascii_isalnum (text[n]) || (text[n] != '\0' && strchr ("+-.", text[n]) != NULL))
    n++;
  return n > 1 && text[n] == ':' && g_ascii_isalpha (text[0]) ? n : 0;
}

/* A colon may stand in a file name, so without "//" only known schemes make a URL; but what comes
 * from a server is resolved as one, and there every scheme leads away. */
static gboolean
is_url (const char *text, gboolean remote)
{
  static const char *const known[] = { "http",   "https",   "file", "webcal", "webcals",
                                       "caldav", "caldavs", "ftp",  "mailto", NULL };
  gsize n = scheme_length (text);
  g_autofree char *scheme = g_ascii_strdown (text, (gssize) n);

  return n > 0 && (remote || g_str_has_prefix (text + n, "://") || g_strv_contains (known, scheme));
}

/**
 * mt_team_check_source:
 * @self: a check
 * @node: a string
 *
 * Checks where a calendar lies: an https URL, or a path relative to the team file.
 *
 * Returns: %TRUE if it can be read from there
 */
gboolean
mt_team_check_source (MtTeamCheck *self, const MtJsonNode *node)
{
  if (node->string[0] == '\0')
    return fail (self, node, _ ("\"%s\" names nothing: write a URL or a path"), node->string);
  return is_url (node->string, self->remote) ? mt_team_check_url (self, node)
                                             : check_path (self, node);
}

/**
 * mt_team_check_sources:
 * @self: a check
 * @object: an object
 * @key: the key of an array of places
 *
 * Returns: (transfer full) (array zero-terminated=1): those that can be read, as written
 */
char **
mt_team_check_sources (MtTeamCheck *self, const MtJsonNode *object, const char *key)
{
  const MtJsonNode *array = mt_team_check_member (self, object, key, MT_JSON_ARRAY, FALSE);
  g_autoptr (GStrvBuilder) sources = g_strv_builder_new ();

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    if (mt_team_check_kind (self, node, MT_JSON_STRING) && mt_team_check_source (self, node))
      g_strv_builder_add (sources, node->string);
  return g_strv_builder_end (sources);
}
