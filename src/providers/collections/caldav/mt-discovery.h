/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Finding a CalDAV server from what a person types: an e-mail address, a host, or a URL of any
 * depth (RFC 6764). Every question put to a server is told as a step.
 */
#pragma once

#include <gio/gio.h>

#include "net/mt-http.h"

G_BEGIN_DECLS

typedef enum
{
  MT_DISCOVERY_ERROR_ADDRESS,   /* neither an address nor a URL: nobody was asked */
  MT_DISCOVERY_ERROR_NO_CALDAV, /* servers answered, none of them with calendars */
} MtDiscoveryError;

#define MT_DISCOVERY_ERROR (mt_discovery_error_quark ())
GQuark mt_discovery_error_quark (void);

/* What is asked. */
typedef enum
{
  MT_DISCOVERY_NAME,       /* DNS: which server the domain names for calendars; `where` a domain */
  MT_DISCOVERY_WELL_KNOWN, /* /.well-known/caldav */
  MT_DISCOVERY_GIVEN,      /* the very URL that was given */
  MT_DISCOVERY_ROOT,       /* "/" */
  MT_DISCOVERY_FEED,       /* whether the URL is a calendar to be fetched whole */
  MT_DISCOVERY_PRINCIPAL,  /* who the account is, and where its calendars are */
  MT_DISCOVERY_HOME,       /* the list of calendars */
} MtDiscoveryWhat;

/* How it ended. */
typedef enum
{
  MT_DISCOVERY_ASKED,   /* not yet: the answer is awaited */
  MT_DISCOVERY_FOUND,   /* it is there */
  MT_DISCOVERY_SIGN_IN, /* it is there, and wants to know who asks */
  MT_DISCOVERY_NOTHING, /* it is not there */
  MT_DISCOVERY_FAILED,  /* nobody knows: see `error` */
} MtDiscoveryEnd;

typedef struct
{
  MtDiscoveryWhat what;
  MtDiscoveryEnd end;
  const char *where;   /* a URL or domain, without secrets */
  const char *to;      /* nullable: where it led to */
  const GError *error; /* nullable */
} MtDiscoveryStep;

/* On the thread that runs the discovery. Each question is told twice: asked, then its end. */
typedef void (*MtDiscoveryStepFunc) (const MtDiscoveryStep *step, gpointer user_data);

/* How a server wants to be told who asks. */
typedef enum
{
  MT_SIGN_IN_NONE = 0,
  MT_SIGN_IN_PASSWORD = 1 << 0, /* Basic or Digest */
  MT_SIGN_IN_BEARER = 1 << 1,
} MtSignIn;

/* Somebody whose calendars the account may use: a principal with homes. */
typedef struct
{
  char *principal;  /* URL, nullable: a server without principals */
  char *name;       /* nullable */
  char **addresses; /* e-mail addresses, never NULL */
  char **homes;     /* URLs, never NULL */
  gboolean writable;
} MtDavPerson;

typedef struct
{
  char *url;              /* the context that answered: where the next discovery may begin */
  char *origin;           /* of `url`: whom the secret is for */
  char *user;             /* nullable: the user name that was part of what was typed */
  MtSignIn sign_in;       /* what it wants, when `wants_sign_in` */
  gboolean wants_sign_in; /* nothing below is known before */
  char *feed;        /* nullable: the URL is a calendar to be fetched whole, no account needed */
  char *collection;  /* nullable: the URL is itself a calendar of a CalDAV server */
  MtDavPerson *self; /* nullable: whose account it is */
  GPtrArray *others; /* (element-type MtDavPerson) who let this account act for them */
  char *inbox;       /* nullable URL */
  char *outbox;      /* nullable URL */
  char **features;   /* of the DAV header, in lower case, never NULL */
} MtDiscovered;

gboolean mt_discovery_run (MtHttp *http,
                           const char *typed,
                           gboolean signed_in,
                           GResolver *resolver,
                           MtDiscoveryStepFunc progress,
                           gpointer user_data,
                           MtDiscovered **out,
                           GCancellable *cancellable,
                           GError **error);

MtDavPerson *mt_dav_person_new (void);
void mt_dav_person_free (MtDavPerson *self);
void mt_discovered_free (MtDiscovered *self);
gboolean mt_discovered_has_feature (const MtDiscovered *self, const char *feature);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDavPerson, mt_dav_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDiscovered, mt_discovered_free)

G_END_DECLS
