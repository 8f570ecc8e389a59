/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccount: where a person has calendars, how they sign in there, and which collections are used.
 * A record without any secret: passwords and tokens are kept by the keyring (src/secrets).
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How an account signs in, as the file has it. */
#define MT_ACCOUNT_AUTH_NONE "none"
#define MT_ACCOUNT_AUTH_PASSWORD "password"
#define MT_ACCOUNT_AUTH_BEARER "bearer" /* a token that does not change */
#define MT_ACCOUNT_AUTH_OAUTH "oauth"   /* a token that is renewed at oauth_token_url */
#define MT_ACCOUNT_AUTH_GOA "goa"       /* GNOME Online Accounts hands out the secret */

/* One collection of an account. */
typedef struct
{
  char *url;
  char *name;          /* nullable: what the server calls it */
  char *owner;         /* nullable: name of the owner */
  char *owner_address; /* nullable: mail address, without mailto: */
  char *components;    /* "VEVENT VTODO", nullable: not said */
  char *person;        /* nullable: id of the person of the team whose calendar it is */
  gboolean used;       /* it is synced even if no team names it */
  gboolean counts;     /* its events make that person busy */
  gboolean read_only;
} MtAccountCollection;

/* Reference counted. Whoever made it may change it until it is shared with another thread or owner;
 * from then on it stays as it is: mt_account_copy() is for changes. */
typedef struct
{
  char *id;     /* "ana@dav.example.org", "ana@dav.example.org:8443": unique */
  char *title;  /* what a person calls it, never NULL */
  char *url;    /* where it was found: principal's server, context path, or what was typed */
  char *origin; /* "https://dav.example.org": the secret goes there and nowhere else */
  char *user;   /* nullable */
  char *auth;   /* one of MT_ACCOUNT_AUTH_* */

  char *secret_file;  /* nullable: instead of the keyring */
  char *ca_file;      /* nullable: PEM, certificates trusted beside the system's for this account */
  char *oauth_client; /* nullable: client id that the token was given to */
  char *oauth_token_url; /* nullable: where it is renewed */
  char *goa_id;          /* nullable: id of the GNOME Online Account */

  char *principal;  /* nullable: URL */
  char **homes;     /* URLs, may be empty */
  char **addresses; /* mail addresses of the account, without mailto:, may be empty */
  char *inbox;      /* nullable: URL of the scheduling inbox */
  char *outbox;     /* nullable: URL of the scheduling outbox */

  char *paused;           /* nullable: why nothing is asked of it, words for a person */
  gint64 paused_since;    /* Unix seconds, 0 when it is not */
  char *publish_hours_of; /* nullable: id of the person (me) whose hours are published there */

  GPtrArray *collections; /* owned (element-type MtAccountCollection) */
} MtAccount;

#define MT_TYPE_ACCOUNT (mt_account_get_type ())
GType mt_account_get_type (void);

MtAccount *mt_account_new (const char *id);
MtAccount *mt_account_ref (MtAccount *self);
void mt_account_unref (MtAccount *self);
MtAccount *mt_account_copy (const MtAccount *self);
gboolean mt_account_equal (const MtAccount *a, const MtAccount *b);
void mt_account_pause (MtAccount *self, const char *why, gint64 now);
char *mt_account_make_id (const char *user, const char *url); /* NULL: not a usable URL */
char *mt_account_dup_origin (const char *url);                /* NULL: not a usable URL */
gboolean mt_account_serves (const MtAccount *self, const char *url);
MtAccountCollection *mt_account_find_collection (const MtAccount *self, const char *url);
MtAccountCollection *mt_account_add_collection (MtAccount *self, const char *url);
gboolean mt_account_remove_collection (MtAccount *self, const char *url);
MtAccount *mt_account_for_url (const GPtrArray *accounts, const char *url);

MtAccountCollection *mt_account_collection_new (const char *url);
MtAccountCollection *mt_account_collection_copy (const MtAccountCollection *self);
void mt_account_collection_free (MtAccountCollection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtAccount, mt_account_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtAccountCollection, mt_account_collection_free)

G_END_DECLS
