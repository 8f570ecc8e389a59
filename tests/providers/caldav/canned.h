/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Canned: a server of the tests that answers what a table says, for servers that no other server of
 * the tests can be.
 */
#pragma once

#include "../../net/origin.h"

G_BEGIN_DECLS

/* `path` may end with "*"; `%s` in `body` is the server's own URL without a slash. */
typedef struct
{
  const char *method;
  const char *path;
  guint status;
  const char *type;   /* nullable: XML */
  const char *header; /* nullable: "Location: /x" */
  const char *body;
} CannedAnswer;

typedef struct _Canned Canned;

Canned *canned_new (const CannedAnswer *answers, gsize n);
Canned *canned_new_tls (GTlsCertificate *certificate, const CannedAnswer *answers, gsize n);
void canned_free (Canned *self);
char *canned_url (Canned *self, const char *path);
guint canned_count (Canned *self);
guint canned_count_secrets (Canned *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Canned, canned_free)

/* A multistatus of one response, and of parts of it. */
#define CANNED_RESPONSE(href, props)                                                               \
  "<D:response><D:href>" href "</D:href><D:propstat><D:prop>" props                                \
  "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
#define CANNED_MULTISTATUS(responses)                                                              \
  "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\""                                         \
  " xmlns:C=\"urn:ietf:params:xml:ns:caldav\" xmlns:S=\"http://calendarserver.org/ns/\""           \
  " xmlns:A=\"http://apple.com/ns/ical/\">" responses "</D:multistatus>"
#define CANNED_HREF(name, href) "<" name "><D:href>" href "</D:href></" name ">"
#define CANNED_CALENDAR "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"

G_END_DECLS
