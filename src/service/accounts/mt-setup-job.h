/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One question of MtAccountSetup to a server, on a thread: everything it needs, and what it found.
 * Nothing in it is shared with the object that asks.
 */
#pragma once

#include "net/mt-http.h"
#include "providers/collections/caldav/mt-home.h"

G_BEGIN_DECLS

typedef struct
{
  char *typed;
  char *ca_file;       /* nullable */
  GResolver *resolver; /* owned, nullable */
  char *origin;        /* nullable: whom the secret is for; NULL: nobody is told who asks */
  MtAuthKind kind;
  char *user;          /* nullable */
  char *secret;        /* nullable */
  gboolean as_address; /* the user name is the address typed: its first part may be meant */
  MtDiscoveryStepFunc progress;
  gpointer user_data;

  gboolean look_for_browser; /* whether signing in by the browser is possible is wanted, too */

  gboolean takes_browser; /* it is */
  MtDiscovered *found;    /* owned, nullable */
  GPtrArray *collections; /* owned, nullable (element-type MtHomeCollection) */
  gboolean no_such_name;  /* of a failure: DNS does not know the host */
  char *failed_host;      /* nullable: of a failure */
  char **mail_hosts;      /* of a failure: who takes the mail of the domain; never NULL */
} MtSetupJob;

MtSetupJob *mt_setup_job_new (const char *typed);
void mt_setup_job_free (MtSetupJob *self);
gboolean mt_setup_job_run (MtSetupJob *self, GCancellable *cancellable, GError **error);
MtHttp *mt_setup_job_make_http (const MtSetupJob *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSetupJob, mt_setup_job_free)

G_END_DECLS
