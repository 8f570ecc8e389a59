/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Answers from a table.
 */
#include "canned.h"

#include <string.h>

struct _Canned
{
  Origin *origin;
  const CannedAnswer *answers;
  gsize n;
  gint secrets; /* atomic: requests with Authorization */
};

static gboolean
fits (const CannedAnswer *answer, const OriginRequest *request)
{
  return (g_str_equal (answer->method, "*") || g_str_equal (answer->method, request->method)) &&
         g_pattern_match_simple (answer->path, request->path);
}

static char *
fill (Canned *self, const char *body)
{
  g_autofree char *url = origin_url (self->origin, "");
  g_auto (GStrv) parts = g_strsplit (body, "%s", -1);

  if (g_str_has_suffix (url, "/"))
    url[strlen (url) - 1] = '\0';
  return g_strjoinv (url, parts);
}

static void
answer_with (Canned *self, SoupServerMessage *message, const CannedAnswer *answer)
{
  g_autofree char *body = fill (self, answer->body != NULL ? answer->body : "");

  if (answer->header != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (answer->header, ": ", 2);
      g_autofree char *value = fill (self, parts[1]);

      soup_message_headers_append (soup_server_message_get_response_headers (message), parts[0],
                                   value);
    }
  origin_answer (message, answer->status,
                 answer->type != NULL ? answer->type : "application/xml; charset=utf-8", body);
}

static void
answer_cb (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  Canned *self = data;

  if (request->authorization != NULL)
    g_atomic_int_inc (&self->secrets);
  for (gsize i = 0; i < self->n; i++)
    if (fits (&self->answers[i], request))
      {
        answer_with (self, message, &self->answers[i]);
        return;
      }
  origin_answer (message, 404, "text/plain", "nothing");
}

/* A server that answers with the first row that fits, 404 to all else. */
Canned *
canned_new (const CannedAnswer *answers, gsize n)
{
  return canned_new_tls (NULL, answers, n);
}

/* The same by TLS. */
Canned *
canned_new_tls (GTlsCertificate *certificate, const CannedAnswer *answers, gsize n)
{
  Canned *self = g_new0 (Canned, 1);

  self->answers = answers;
  self->n = n;
  self->origin = certificate != NULL ? origin_new_tls (certificate, answer_cb, self)
                                     : origin_new (answer_cb, self);
  return self;
}

void
canned_free (Canned *self)
{
  origin_free (self->origin);
  g_free (self);
}

char *
canned_url (Canned *self, const char *path)
{
  return origin_url (self->origin, path);
}

/* Requests so far. */
guint
canned_count (Canned *self)
{
  return origin_count (self->origin);
}

/* Requests that said who asks. */
guint
canned_count_secrets (Canned *self)
{
  return (guint) g_atomic_int_get (&self->secrets);
}
