/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What is set on the adding of an account, and what is read of it.
 */
#include "config.h"

#include "service/accounts/mt-account-setup-private.h"

/**
 * mt_account_setup_set_ca_file:
 * @self: a setup
 * @path: (nullable): a PEM file of certificates that are trusted beside the system's
 *
 * Takes effect with the next question.
 */
void
mt_account_setup_set_ca_file (MtAccountSetup *self, const char *path)
{
  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));

  g_free (self->ca_file);
  self->ca_file = g_strdup (path);
}

/**
 * mt_account_setup_set_secret_file:
 * @self: a setup
 * @path: (nullable): where the secret is kept instead of the keyring; mode 0600
 *
 * Is kept with the account, so that syncing finds the secret there.
 */
void
mt_account_setup_set_secret_file (MtAccountSetup *self, const char *path)
{
  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));

  g_free (self->secret_file);
  self->secret_file = g_strdup (path);
}

/**
 * mt_account_setup_set_accounts_path:
 * @self: a setup
 * @path: (nullable): the file of accounts; %NULL: the user's own
 *
 * Sets where the account is written.
 */
void
mt_account_setup_set_accounts_path (MtAccountSetup *self, const char *path)
{
  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));

  g_free (self->accounts_path);
  self->accounts_path = g_strdup (path);
}

/**
 * mt_account_setup_set_resolver:
 * @self: a setup
 * @resolver: (nullable): who asks DNS; %NULL: the system
 *
 * For tests.
 */
void
mt_account_setup_set_resolver (MtAccountSetup *self, GResolver *resolver)
{
  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));

  g_set_object (&self->resolver, resolver);
}

/**
 * mt_account_setup_set_session_only:
 * @self: a setup
 * @session_only: whether the secret is forgotten when Meantime ends
 *
 * The way on where no keyring can be used.
 */
void
mt_account_setup_set_session_only (MtAccountSetup *self, gboolean session_only)
{
  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));

  self->session_only = session_only;
}

/**
 * mt_account_setup_set_title:
 * @self: a setup
 * @title: (nullable): what the account is called
 *
 * Sets what the user calls the account.
 */
void
mt_account_setup_set_title (MtAccountSetup *self, const char *title)
{
  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));

  mt_account_setup_set_text (self, MT_SETUP_PROP_TITLE, title);
}

/**
 * mt_account_setup_get_stage:
 * @self: a setup
 *
 * Returns: how far it is
 */
MtSetupStage
mt_account_setup_get_stage (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), MT_SETUP_STAGE_ADDRESS);

  return self->stage;
}

/**
 * mt_account_setup_get_trouble:
 * @self: a setup
 *
 * Returns: why it did not go on
 */
MtSetupTrouble
mt_account_setup_get_trouble (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), MT_SETUP_TROUBLE_NONE);

  return self->trouble;
}

/**
 * mt_account_setup_get_busy:
 * @self: a setup
 *
 * Returns: whether something is being done
 */
gboolean
mt_account_setup_get_busy (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), FALSE);

  return self->busy;
}

/**
 * mt_account_setup_get_step_text:
 * @self: a setup
 *
 * Returns: (transfer none): what is being done, ""
 */
const char *
mt_account_setup_get_step_text (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return mt_account_setup_get_text (self, MT_SETUP_PROP_STEP_TEXT);
}

/**
 * mt_account_setup_get_error_text:
 * @self: a setup
 *
 * Returns: (transfer none): what went wrong and what to do, ""
 */
const char *
mt_account_setup_get_error_text (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return mt_account_setup_get_text (self, MT_SETUP_PROP_ERROR_TEXT);
}

/**
 * mt_account_setup_get_server:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): host and port that will be given the secret
 */
const char *
mt_account_setup_get_server (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return mt_account_setup_get_text (self, MT_SETUP_PROP_SERVER);
}

/**
 * mt_account_setup_get_user:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): the user name that is proposed
 */
const char *
mt_account_setup_get_user (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return mt_account_setup_get_text (self, MT_SETUP_PROP_USER);
}

/**
 * mt_account_setup_get_feed:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): URL of a calendar that needs no account
 */
const char *
mt_account_setup_get_feed (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return mt_account_setup_get_text (self, MT_SETUP_PROP_FEED);
}

/**
 * mt_account_setup_get_title:
 * @self: a setup
 *
 * Returns: (transfer none): what the account is called, ""
 */
const char *
mt_account_setup_get_title (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return mt_account_setup_get_text (self, MT_SETUP_PROP_TITLE);
}

/**
 * mt_account_setup_get_browser_uri:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): URL to be opened in the browser
 */
const char *
mt_account_setup_get_browser_uri (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return mt_account_setup_get_text (self, MT_SETUP_PROP_BROWSER_URI);
}

/**
 * mt_account_setup_get_notes_text:
 * @self: a setup
 *
 * Returns: (transfer none): what is to be known of this kind of server, ""
 */
const char *
mt_account_setup_get_notes_text (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return mt_account_setup_get_text (self, MT_SETUP_PROP_NOTES_TEXT);
}

/**
 * mt_account_setup_get_steps:
 * @self: a setup
 *
 * Returns: (transfer none) (element-type MtSetupStep): what was tried
 */
GListModel *
mt_account_setup_get_steps (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return G_LIST_MODEL (self->steps);
}

/**
 * mt_account_setup_get_collections:
 * @self: a setup
 *
 * Returns: (transfer none) (element-type MtFoundCollection): the calendars found
 */
GListModel *
mt_account_setup_get_collections (MtAccountSetup *self)
{
  g_return_val_if_fail (MT_IS_ACCOUNT_SETUP (self), NULL);

  return G_LIST_MODEL (self->collections);
}
