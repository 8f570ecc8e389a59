/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Each failure in words of its own: what happened, and what the person can do about it.
 */
#include "config.h"

#include "service/accounts/mt-setup-words.h"

#include <glib/gi18n-lib.h>

#include "net/mt-url.h"
#include "service/accounts/mt-account-file.h"

static char *
explain_silence (const MtSetupCircumstances *around, MtSetupTrouble *trouble)
{
  *trouble = MT_SETUP_TROUBLE_OFFLINE;
  if (around->offline)
    return g_strdup (_ ("This computer has no network now. Connect it and try again."));
  if (around->no_such_name)
    return g_strdup_printf (_ ("There is no server called %s. Check the spelling of the address."),
                            around->host);
  *trouble = MT_SETUP_TROUBLE_SERVER;
  return g_strdup_printf (_ ("%s does not answer. It may be down, or not reachable from this "
                             "network. Check the address, or try again later."),
                          around->host);
}

static char *
explain_portal (const MtSetupCircumstances *around)
{
  if (around->portal)
    return g_strdup (_ ("This network wants you to sign in first. Open any web page in your "
                        "browser, sign in there, then try again."));
  return g_strdup_printf (
      _ ("%s answers with a web page instead of calendars. If this network wants you to sign in "
         "first, as in a hotel or a train, open any web page in your browser and try again. "
         "Otherwise the address leads to a web site: ask for the CalDAV address."),
      around->host);
}

static char *
explain_wait (const GError *error, const MtSetupCircumstances *around)
{
  const gint64 seconds = mt_net_error_get_retry_after (error);
  const gint64 minutes = MAX (1, (seconds + 59) / 60);

  if (seconds <= 0)
    return g_strdup_printf (_ ("%s is busy and asks to wait. Try again in a few minutes."),
                            around->host);
  return g_strdup_printf (ngettext ("%s asks to wait for %d minute before it is asked again.",
                                    "%s asks to wait for %d minutes before it is asked again.",
                                    (gulong) minutes),
                          around->host, (int) minutes);
}

static char *
explain_redirect (const GError *error, const MtSetupCircumstances *around)
{
  const char *url = mt_net_error_get_url (error);
  g_autofree char *to = url != NULL ? mt_url_get_host (url) : NULL;

  if (to == NULL)
    return g_strdup (error->message);
  return g_strdup_printf (_ ("%s sends us on to %s. If you trust that server, enter its address."),
                          around->host, to);
}

static char *
explain_status (const GError *error, const MtSetupCircumstances *around, MtSetupTrouble *trouble)
{
  const guint status = mt_net_error_get_status (error);

  *trouble = MT_SETUP_TROUBLE_SERVER;
  if (status >= 500)
    return g_strdup_printf (
        _ ("%s has trouble of its own (error %u). Try again later, or ask whoever runs it."),
        around->host, status);
  return g_strdup_printf (
      _ ("%s cannot do what is needed for calendars (error %u). Check the address."), around->host,
      status);
}

static char *
explain_missing (const MtSetupCircumstances *around)
{
  return g_strdup_printf (_ ("%s has no calendars that can be had by CalDAV, at least not there. "
                             "Check the address, or ask whoever runs it for the CalDAV address."),
                          around->host);
}

static char *
explain_refusal (const MtSetupCircumstances *around)
{
  if (around->token)
    return g_strdup_printf (
        _ ("%s refuses the token. It may have ended or been taken back: make another one there."),
        around->host);
  return g_strdup_printf (_ ("%s refuses the user name or the password. Check both; some servers "
                             "want an app password."),
                          around->host);
}

/* What a portal does to a connection: it answers itself, under any name. */
static gboolean
is_portal (const GError *error, const MtSetupCircumstances *around)
{
  return error->code == MT_NET_ERROR_PORTAL ||
         (around->portal &&
          (error->code == MT_NET_ERROR_TLS || error->code == MT_NET_ERROR_OFFLINE ||
           error->code == MT_NET_ERROR_REDIRECT || error->code == MT_NET_ERROR_MALFORMED));
}

static char *
explain_net (const GError *error, const MtSetupCircumstances *around, MtSetupTrouble *trouble)
{
  if (is_portal (error, around))
    {
      *trouble = MT_SETUP_TROUBLE_PORTAL;
      return explain_portal (around);
    }
  switch ((MtNetError) error->code)
    {
    case MT_NET_ERROR_OFFLINE:
      return explain_silence (around, trouble);
    case MT_NET_ERROR_TLS:
      *trouble = MT_SETUP_TROUBLE_CERTIFICATE;
      return g_strdup_printf (_ ("%s. The password was not sent. If your organisation vouches for "
                                 "its servers itself, choose the file of its certificate "
                                 "authority; otherwise do not go on."),
                              error->message);
    case MT_NET_ERROR_AUTH:
      *trouble = MT_SETUP_TROUBLE_PASSWORD;
      return explain_refusal (around);
    case MT_NET_ERROR_FORBIDDEN:
      *trouble = MT_SETUP_TROUBLE_FORBIDDEN;
      return g_strdup_printf (_ ("%s knows who you are, but does not let you use calendars there. "
                                 "Ask whoever runs it."),
                              around->host);
    case MT_NET_ERROR_THROTTLED:
      *trouble = MT_SETUP_TROUBLE_WAIT;
      return explain_wait (error, around);
    case MT_NET_ERROR_REDIRECT:
      *trouble = MT_SETUP_TROUBLE_NO_CALDAV;
      return explain_redirect (error, around);
    case MT_NET_ERROR_URL:
      *trouble = MT_SETUP_TROUBLE_ADDRESS;
      return g_strdup (error->message);
    case MT_NET_ERROR_MISSING:
      *trouble = MT_SETUP_TROUBLE_NO_CALDAV;
      return explain_missing (around);
    case MT_NET_ERROR_STATUS:
      return explain_status (error, around, trouble);
    case MT_NET_ERROR_PORTAL:
    case MT_NET_ERROR_CONFLICT:
    case MT_NET_ERROR_MALFORMED:
    case MT_NET_ERROR_TOO_LARGE:
    case MT_NET_ERROR_FULL:
    default:
      *trouble = MT_SETUP_TROUBLE_SERVER;
      return g_strdup (error->message);
    }
}

static char *
explain_secrets (const GError *error)
{
  return g_strdup_printf (_ ("The password cannot be kept: %s. It can be used until Meantime is "
                             "closed, and is asked for again then."),
                          error->message);
}

/**
 * mt_setup_explain:
 * @error: what went wrong
 * @around: what is known beside it
 * @words: (out) (transfer full): what happened and what to do, translated
 *
 * Returns: what kind of trouble it is
 */
MtSetupTrouble
mt_setup_explain (const GError *error, const MtSetupCircumstances *around, char **words)
{
  MtSetupTrouble trouble = MT_SETUP_TROUBLE_SERVER;
  const MtSetupCircumstances known = { around->host != NULL ? around->host : _ ("The server"),
                                       around->offline, around->portal, around->no_such_name,
                                       around->token };

  if (error->domain == MT_NET_ERROR)
    {
      *words = explain_net (error, &known, &trouble);
    }
  else if (g_error_matches (error, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_NO_CALDAV))
    {
      *words = explain_missing (&known);
      trouble = MT_SETUP_TROUBLE_NO_CALDAV;
    }
  else if (error->domain == MT_SECRETS_ERROR)
    {
      *words = explain_secrets (error);
      trouble = MT_SETUP_TROUBLE_KEYRING;
    }
  else
    {
      *words = g_strdup (error->message);
      trouble = error->domain == MT_DISCOVERY_ERROR ? MT_SETUP_TROUBLE_ADDRESS
                : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                    ? MT_SETUP_TROUBLE_CANCELLED
                    : MT_SETUP_TROUBLE_FILE;
    }
  return trouble;
}
