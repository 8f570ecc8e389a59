/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountSetup: the adding of an account, from what a person types to the record that is saved.
 * Main thread; every method that asks a server works on a thread of its own and ends in the main
 * context that was the default when the object was made, so that a command may iterate its own.
 */
#pragma once

#include "core/mt-team.h"
#include "net/mt-http.h"
#include "secrets/mt-goa.h"
#include "secrets/mt-secrets.h"
#include "service/accounts/mt-account.h"
#include "service/accounts/mt-found-collection.h"
#include "service/accounts/mt-setup-step.h"

G_BEGIN_DECLS

/* How far it is. */
typedef enum
{
  MT_SETUP_STAGE_ADDRESS,     /* an address or URL is wanted: mt_account_setup_find_async() */
  MT_SETUP_STAGE_SIGN_IN,     /* the server is found and wants to know who asks */
  MT_SETUP_STAGE_COLLECTIONS, /* `collections` are listed: choose, then save */
  MT_SETUP_STAGE_FEED,        /* the URL is a calendar by itself (`feed`): it needs no account */
  MT_SETUP_STAGE_SAVED,
} MtSetupStage;

/* Why it did not go on: what a person can do is different for each. */
typedef enum
{
  MT_SETUP_TROUBLE_NONE,
  MT_SETUP_TROUBLE_ADDRESS,     /* neither an address nor a URL */
  MT_SETUP_TROUBLE_OFFLINE,     /* no network here, or no such name */
  MT_SETUP_TROUBLE_SERVER,      /* it does not answer, or says that it is broken */
  MT_SETUP_TROUBLE_CERTIFICATE, /* who answers cannot be trusted: a CA file may help */
  MT_SETUP_TROUBLE_PORTAL,      /* something between here and there wants to be clicked first */
  MT_SETUP_TROUBLE_NO_CALDAV,   /* there are no calendars to be had that way: see `notes-text` */
  MT_SETUP_TROUBLE_PASSWORD,    /* the name or the secret is refused */
  MT_SETUP_TROUBLE_FORBIDDEN,   /* signed in, and yet not allowed */
  MT_SETUP_TROUBLE_WAIT,        /* the server asks to wait */
  MT_SETUP_TROUBLE_BROWSER,     /* signing in by the browser did not end well */
  MT_SETUP_TROUBLE_KEYRING, /* the secret cannot be kept: see mt_account_setup_set_session_only() */
  MT_SETUP_TROUBLE_FILE,    /* the account cannot be written */
  MT_SETUP_TROUBLE_CANCELLED,
} MtSetupTrouble;

typedef enum
{
  MT_SETUP_MAKE_BOARD,   /* tasks */
  MT_SETUP_MAKE_JOURNAL, /* updates */
} MtSetupMake;

/* Properties, all notified, read-only unless said otherwise:
 *   stage (MtSetupStage as int), busy (gboolean), trouble (MtSetupTrouble as int),
 *   step-text (what is done now; ""), error-text (what went wrong and what to do; ""),
 *   server (host and port that will be given the secret; nullable), user (proposed name; nullable),
 *   feed (URL, nullable), title (writable: what the account is called), browser-uri (nullable: to
 *   be opened by the user), notes-text (about this kind of server; ""), sharing-text (how a
 *   colleague lets others see when they are busy; ""), settings-uri (where app passwords are made;
 *   nullable), takes-password, takes-bearer, takes-browser (gboolean: ways of signing in),
 *   lacks-board, lacks-journal (gboolean: no own collection holds such; one can be made),
 *   steps (GListModel of MtSetupStep), collections (GListModel of MtFoundCollection). */
#define MT_TYPE_ACCOUNT_SETUP (mt_account_setup_get_type ())
G_DECLARE_FINAL_TYPE (MtAccountSetup, mt_account_setup, MT, ACCOUNT_SETUP, GObject)

/* `team` NULL: nobody is proposed. `secrets` is the one that syncing reads: what is remembered for
 * this session only is found there. */
MtAccountSetup *mt_account_setup_new (MtTeam *team, const char *me, MtSecrets *secrets);
void mt_account_setup_set_account (MtAccountSetup *self, MtAccount *account);
void mt_account_setup_set_ca_file (MtAccountSetup *self, const char *path);
void mt_account_setup_set_secret_file (MtAccountSetup *self, const char *path);
void mt_account_setup_set_accounts_path (MtAccountSetup *self, const char *path);
void mt_account_setup_set_resolver (MtAccountSetup *self, GResolver *resolver);
void mt_account_setup_set_session_only (MtAccountSetup *self, gboolean session_only);
void mt_account_setup_set_title (MtAccountSetup *self, const char *title);

MtSetupStage mt_account_setup_get_stage (MtAccountSetup *self);
MtSetupTrouble mt_account_setup_get_trouble (MtAccountSetup *self);
gboolean mt_account_setup_get_busy (MtAccountSetup *self);
const char *mt_account_setup_get_step_text (MtAccountSetup *self);
const char *mt_account_setup_get_error_text (MtAccountSetup *self);
const char *mt_account_setup_get_server (MtAccountSetup *self);
const char *mt_account_setup_get_user (MtAccountSetup *self);
const char *mt_account_setup_get_feed (MtAccountSetup *self);
const char *mt_account_setup_get_title (MtAccountSetup *self);
const char *mt_account_setup_get_browser_uri (MtAccountSetup *self);
const char *mt_account_setup_get_notes_text (MtAccountSetup *self);
GListModel *mt_account_setup_get_steps (MtAccountSetup *self);
GListModel *mt_account_setup_get_collections (MtAccountSetup *self);

/* Each ends with FALSE and an error whose message is `error-text`; `trouble` says which. The error
 * is of MT_ACCOUNT_SETUP_ERROR, its code the MtSetupTrouble. Only one at a time. */
#define MT_ACCOUNT_SETUP_ERROR (mt_account_setup_error_quark ())
GQuark mt_account_setup_error_quark (void);

void mt_account_setup_find_async (MtAccountSetup *self,
                                  const char *address_or_url,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean mt_account_setup_find_finish (MtAccountSetup *self, GAsyncResult *result, GError **error);
void mt_account_setup_sign_in_async (MtAccountSetup *self,
                                     MtAuthKind kind,
                                     const char *user,
                                     const char *secret,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
mt_account_setup_sign_in_finish (MtAccountSetup *self, GAsyncResult *result, GError **error);
void mt_account_setup_browse_async (MtAccountSetup *self,
                                    const char *client_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
mt_account_setup_browse_finish (MtAccountSetup *self, GAsyncResult *result, GError **error);
void mt_account_setup_use_desktop_async (MtAccountSetup *self,
                                         const MtGoaAccount *account,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
mt_account_setup_use_desktop_finish (MtAccountSetup *self, GAsyncResult *result, GError **error);
void mt_account_setup_make_async (MtAccountSetup *self,
                                  MtSetupMake what,
                                  const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean mt_account_setup_make_finish (MtAccountSetup *self, GAsyncResult *result, GError **error);
void mt_account_setup_save_async (MtAccountSetup *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
MtAccount *
mt_account_setup_save_finish (MtAccountSetup *self, GAsyncResult *result, GError **error);

G_END_DECLS
