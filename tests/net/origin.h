/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Servers of the tests, on threads of their own and a free port of the loopback: an Origin speaks
 * HTTP, a RawOrigin sends bytes as they are told.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _Origin Origin;

/* What an origin was asked. */
typedef struct
{
  char *method;
  char *path;
  char *query;         /* nullable */
  char *authorization; /* nullable */
  char *head;          /* all headers, "Name: value\n" */
  GBytes *body;
  guint port; /* that it came from: one for each connection */
} OriginRequest;

/* Answers one request, on the thread of the origin. */
typedef void (*OriginHandler) (SoupServerMessage *message,
                               const OriginRequest *request,
                               guint number, /* from 0 */
                               gpointer data);

Origin *origin_new (OriginHandler handler, gpointer data);
Origin *origin_new_tls (GTlsCertificate *certificate, OriginHandler handler, gpointer data);
void origin_free (Origin *self);
char *origin_url (Origin *self, const char *path);
guint origin_count (Origin *self);
OriginRequest *origin_request (Origin *self, guint number);

void origin_answer (SoupServerMessage *message, guint status, const char *type, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Origin, origin_free)

typedef struct _RawOrigin RawOrigin;

/* Talks with one connection after the other, on the thread of the origin. The stream is closed when
 * it returns. */
typedef void (*RawHandler) (GSocketConnection *connection, guint number, gpointer data);

RawOrigin *raw_origin_new (RawHandler handler, gpointer data);
void raw_origin_free (RawOrigin *self);
char *raw_origin_url (RawOrigin *self, const char *path);
guint raw_origin_count (RawOrigin *self);

gboolean raw_read_request (GSocketConnection *connection, GString *bytes);
void raw_write (GSocketConnection *connection, const void *bytes, gssize n);
void raw_wait_closed (GSocketConnection *connection);
void raw_reset (GSocketConnection *connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawOrigin, raw_origin_free)

G_END_DECLS
