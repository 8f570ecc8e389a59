/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncPlan: what is to be synced: the URLs of a team file, the collections in use of the
 * accounts, and the people whose free/busy has to be asked for. Immutable, so that any thread may
 * read it.
 */
#pragma once

#include "core/mt-span.h"
#include "core/mt-team.h"
#include "service/accounts/mt-account.h"

G_BEGIN_DECLS

/* One place. */
typedef struct
{
  char *url;          /* absolute, as the store has it */
  char *title;        /* what to call it */
  MtAccount *account; /* owned, nullable: asked without any */
  char *address;      /* nullable: of the person whose calendar it is, in small letters */
  gboolean team;      /* it is the team file itself */
} MtSyncTarget;

/* Somebody of the team, as far as servers may know more of them. */
typedef struct
{
  char *id;
  char *name;
  char *address;        /* the first, in small letters */
  gboolean no_calendar; /* the team file has none: free/busy is asked by address */
  gboolean no_hours;    /* nor hours */
  char **calendars;     /* absolute URLs of theirs, may be empty */
} MtSyncPerson;

typedef struct
{
  GPtrArray *targets;  /* (element-type MtSyncTarget) those of the team first, each once */
  GPtrArray *people;   /* (element-type MtSyncPerson) those with an address */
  GPtrArray *accounts; /* (element-type MtAccount) */
  MtTeam *team;        /* owned, nullable */
  char *me;            /* nullable: id of a person of the team */
  MtSpan window;       /* what is to be known of people besides the weeks around now; empty: nothing
                        * more. Set by whoever made the plan, before anybody else has it */
} MtSyncPlan;

MtSyncPlan *
mt_sync_plan_new (const char *team_url, MtTeam *team, const char *me, const GPtrArray *accounts);
MtSyncPlan *mt_sync_plan_ref (MtSyncPlan *self);
void mt_sync_plan_unref (MtSyncPlan *self);
const MtSyncTarget *mt_sync_plan_find (const MtSyncPlan *self, const char *url);
MtAccount *mt_sync_plan_find_account (const MtSyncPlan *self, const char *id);
gboolean mt_sync_plan_asks_more (const MtSyncPlan *self, const MtSyncPlan *before);
gboolean mt_sync_plan_is_empty (const MtSyncPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSyncPlan, mt_sync_plan_unref)

G_END_DECLS
