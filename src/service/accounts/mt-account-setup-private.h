/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The inside of MtAccountSetup, for the files it is written in.
 */
#pragma once

#include "service/accounts/mt-account-setup.h"
#include "service/accounts/mt-server-notes.h"
#include "service/accounts/mt-setup-job.h"

G_BEGIN_DECLS

enum
{
  MT_SETUP_PROP_0,
  MT_SETUP_PROP_STAGE,
  MT_SETUP_PROP_BUSY,
  MT_SETUP_PROP_TROUBLE,
  MT_SETUP_PROP_STEP_TEXT,
  MT_SETUP_PROP_ERROR_TEXT,
  MT_SETUP_PROP_SERVER,
  MT_SETUP_PROP_USER,
  MT_SETUP_PROP_FEED,
  MT_SETUP_PROP_TITLE,
  MT_SETUP_PROP_BROWSER_URI,
  MT_SETUP_PROP_NOTES_TEXT,
  MT_SETUP_PROP_SHARING_TEXT,
  MT_SETUP_PROP_SETTINGS_URI,
  MT_SETUP_PROP_TAKES_PASSWORD,
  MT_SETUP_PROP_TAKES_BEARER,
  MT_SETUP_PROP_TAKES_BROWSER,
  MT_SETUP_PROP_LACKS_BOARD,
  MT_SETUP_PROP_LACKS_JOURNAL,
  MT_SETUP_PROP_STEPS,
  MT_SETUP_PROP_COLLECTIONS,
  MT_SETUP_N_PROPS
};

struct _MtAccountSetup
{
  GObject parent_instance;

  MtTeam *team; /* nullable */
  char *me;     /* nullable */
  MtSecrets *secrets;
  char *secret_file;   /* nullable */
  char *accounts_path; /* nullable */
  char *ca_file;       /* nullable */
  GResolver *resolver; /* nullable */
  gboolean session_only;
  MtAccount *account; /* nullable: signed in to anew */
  MtServerNotes *notes;
  const MtServerNote *oauth; /* unowned: of `notes`; nullable: says where to sign in */
  gboolean never_caldav;     /* this kind of server is known to have none */
  GMainContext *context;     /* where everything ends */

  GListStore *steps;       /* (element-type MtSetupStep) */
  GListStore *collections; /* (element-type MtFoundCollection) */
  int stage;
  gboolean busy;
  int trouble;
  char *texts[MT_SETUP_N_PROPS]; /* nullable: of the properties that are strings */
  gboolean flags[MT_SETUP_N_PROPS];

  char *typed;         /* nullable */
  MtDiscovered *found; /* nullable */
  MtAuthKind kind;     /* how it is signed in */
  const char *auth;    /* MT_ACCOUNT_AUTH_*, static */
  char *user;          /* nullable: as it is signed in */
  char *secret;        /* nullable; freed with mt_secret_free() */
  char *refresh;       /* nullable; freed with mt_secret_free(): renews `secret` */
  char *token_url;     /* nullable: where */
  char *client_id;     /* nullable: as whom */
  char *goa_id;        /* nullable: the desktop hands out the secret */
};

const char *mt_account_setup_get_text (MtAccountSetup *self, guint prop);
void mt_account_setup_set_text (MtAccountSetup *self, guint prop, const char *text);
void mt_account_setup_set_flag (MtAccountSetup *self, guint prop, gboolean value);
void mt_account_setup_set_stage (MtAccountSetup *self, MtSetupStage stage);
gboolean mt_account_setup_begin (MtAccountSetup *self, GTask *task);
void mt_account_setup_end (MtAccountSetup *self, GTask *task, GError *error);
MtSetupJob *mt_account_setup_make_job (MtAccountSetup *self);
GError *mt_account_setup_judge (MtAccountSetup *self, MtSetupJob *job, const GError *error);
void mt_account_setup_keep_secret (MtAccountSetup *self, const MtSetupJob *job);
char *mt_account_setup_dup_origin (MtAccountSetup *self);
void mt_account_setup_look_for_browser (MtAccountSetup *self);
void mt_account_setup_update_note (MtAccountSetup *self, const MtSetupJob *job, gboolean missing);
void mt_account_setup_take_found (MtAccountSetup *self, MtSetupJob *job);
void mt_account_setup_take_collections (MtAccountSetup *self, GPtrArray *collections);
void mt_account_setup_look_for_lacks (MtAccountSetup *self);

G_END_DECLS
