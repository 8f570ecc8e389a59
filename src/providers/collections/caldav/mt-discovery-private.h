/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One discovery while it runs.
 */
#pragma once

#include "providers/collections/caldav/mt-dav-address.h"
#include "providers/collections/caldav/mt-discovery.h"
#include "providers/collections/caldav/mt-propfind.h"

G_BEGIN_DECLS

typedef struct
{
  MtHttp *http;              /* unowned */
  const MtDavAddress *typed; /* unowned */
  gboolean signed_in;        /* credentials were given to `http` */
  MtDiscoveryStepFunc progress;
  gpointer user_data;
  GCancellable *cancellable; /* unowned */
  MtDiscovered *out;         /* unowned: being filled */
  GHashTable *asked;         /* owned: URLs */
  GHashTable *dead;          /* owned: origins that do not answer */
  GError *worst;             /* owned, nullable: what to say if nothing is found */
} MtDiscovery;

/* What one resource says of itself; hrefs as sent. */
typedef struct
{
  char *href;
  char *name;      /* nullable */
  char *principal; /* nullable: current-user-principal */
  gboolean unauthenticated;
  gboolean is_principal;
  gboolean is_calendar;
  char **homes;
  char **addresses;
  char **mails;
  char *inbox;    /* nullable */
  char *outbox;   /* nullable */
  char **groups;  /* group-membership */
  char **readers; /* calendar-proxy-read-for */
  char **writers; /* calendar-proxy-write-for */
} MtDavFacts;

void mt_discovery_tell (MtDiscovery *self,
                        MtDiscoveryWhat what,
                        MtDiscoveryEnd end,
                        const char *where,
                        const char *to,
                        const GError *error);
void mt_discovery_remember (MtDiscovery *self, const GError *error);
void mt_discovery_add_features (MtDiscovered *out, char **features);
MtDavFacts *
mt_discovery_ask (MtDiscovery *self, const char *url, MtPropfindFrom *from, GError **error);
gboolean mt_discovery_read_principal (MtDiscovery *self, const char *url, GError **error);

char **mt_dav_facts_dup_addresses (const MtDavFacts *self);
gboolean mt_discovery_is_feed (MtDiscovery *self, const char *url, GError **error);

void mt_dav_facts_free (MtDavFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDavFacts, mt_dav_facts_free)

G_END_DECLS
