/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The state of an account that is being added, and how it changes when an answer comes.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/accounts/mt-account-setup-private.h"

G_DEFINE_QUARK (mt - account - setup - error - quark, mt_account_setup_error)
G_DEFINE_FINAL_TYPE (MtAccountSetup, mt_account_setup, G_TYPE_OBJECT)

static GParamSpec *props[MT_SETUP_N_PROPS];

static const struct
{
  guint prop;
  const char *name;
} strings[] = {
  { MT_SETUP_PROP_STEP_TEXT, "step-text" },       { MT_SETUP_PROP_ERROR_TEXT, "error-text" },
  { MT_SETUP_PROP_SERVER, "server" },             { MT_SETUP_PROP_USER, "user" },
  { MT_SETUP_PROP_FEED, "feed" },                 { MT_SETUP_PROP_TITLE, "title" },
  { MT_SETUP_PROP_BROWSER_URI, "browser-uri" },   { MT_SETUP_PROP_NOTES_TEXT, "notes-text" },
  { MT_SETUP_PROP_SHARING_TEXT, "sharing-text" }, { MT_SETUP_PROP_SETTINGS_URI, "settings-uri" },
}, booleans[] = {
  { MT_SETUP_PROP_BUSY, "busy" },
  { MT_SETUP_PROP_TAKES_PASSWORD, "takes-password" },
  { MT_SETUP_PROP_TAKES_BEARER, "takes-bearer" },
  { MT_SETUP_PROP_TAKES_BROWSER, "takes-browser" },
  { MT_SETUP_PROP_LACKS_BOARD, "lacks-board" },
  { MT_SETUP_PROP_LACKS_JOURNAL, "lacks-journal" },
};

/* Texts that are never NULL. */
static gboolean
is_words (guint prop)
{
  return prop == MT_SETUP_PROP_STEP_TEXT || prop == MT_SETUP_PROP_ERROR_TEXT ||
         prop == MT_SETUP_PROP_TITLE || prop == MT_SETUP_PROP_NOTES_TEXT ||
         prop == MT_SETUP_PROP_SHARING_TEXT;
}

/**
 * mt_account_setup_get_text:
 * @self: a setup
 * @prop: a property that is a string
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
mt_account_setup_get_text (MtAccountSetup *self, guint prop)
{
  return self->texts[prop] != NULL || !is_words (prop) ? self->texts[prop] : "";
}

static void
mt_account_setup_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtAccountSetup *self = MT_ACCOUNT_SETUP (object);

  switch (id)
    {
    case MT_SETUP_PROP_STAGE:
      g_value_set_int (value, self->stage);
      break;
    case MT_SETUP_PROP_TROUBLE:
      g_value_set_int (value, self->trouble);
      break;
    case MT_SETUP_PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case MT_SETUP_PROP_STEPS:
      g_value_set_object (value, self->steps);
      break;
    case MT_SETUP_PROP_COLLECTIONS:
      g_value_set_object (value, self->collections);
      break;
    default:
      if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
        g_value_set_boolean (value, self->flags[id]);
      else
        g_value_set_string (value, mt_account_setup_get_text (self, id));
    }
}

static void
mt_account_setup_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == MT_SETUP_PROP_TITLE)
    mt_account_setup_set_title (MT_ACCOUNT_SETUP (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_account_setup_finalize (GObject *object)
{
  MtAccountSetup *self = MT_ACCOUNT_SETUP (object);

  g_clear_pointer (&self->team, mt_team_unref);
  g_free (self->me);
  mt_secrets_unref (self->secrets);
  g_free (self->secret_file);
  g_free (self->accounts_path);
  g_free (self->ca_file);
  g_clear_object (&self->resolver);
  g_clear_pointer (&self->account, mt_account_unref);
  mt_server_notes_free (self->notes);
  g_main_context_unref (self->context);
  g_object_unref (self->steps);
  g_object_unref (self->collections);
  for (guint i = 0; i < MT_SETUP_N_PROPS; i++)
    g_free (self->texts[i]);
  g_free (self->typed);
  g_clear_pointer (&self->found, mt_discovered_free);
  g_free (self->user);
  g_clear_pointer (&self->secret, mt_secret_free);
  g_clear_pointer (&self->refresh, mt_secret_free);
  g_free (self->token_url);
  g_free (self->client_id);
  g_free (self->goa_id);
  G_OBJECT_CLASS (mt_account_setup_parent_class)->finalize (object);
}

static void
mt_account_setup_class_init (MtAccountSetupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = mt_account_setup_get_property;
  object_class->set_property = mt_account_setup_set_property;
  object_class->finalize = mt_account_setup_finalize;

  props[MT_SETUP_PROP_STAGE] =
      g_param_spec_int ("stage", NULL, NULL, 0, MT_SETUP_STAGE_SAVED, 0, flags);
  props[MT_SETUP_PROP_TROUBLE] =
      g_param_spec_int ("trouble", NULL, NULL, 0, MT_SETUP_TROUBLE_CANCELLED, 0, flags);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    props[strings[i].prop] = g_param_spec_string (
        strings[i].name, NULL, NULL, is_words (strings[i].prop) ? "" : NULL,
        strings[i].prop == MT_SETUP_PROP_TITLE ? flags | G_PARAM_WRITABLE : flags);
  for (guint i = 0; i < G_N_ELEMENTS (booleans); i++)
    props[booleans[i].prop] = g_param_spec_boolean (booleans[i].name, NULL, NULL, FALSE, flags);
  props[MT_SETUP_PROP_STEPS] = g_param_spec_object ("steps", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[MT_SETUP_PROP_COLLECTIONS] =
      g_param_spec_object ("collections", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, MT_SETUP_N_PROPS, props);
}

static void
mt_account_setup_init (MtAccountSetup *self)
{
  self->steps = g_list_store_new (MT_TYPE_SETUP_STEP);
  self->collections = g_list_store_new (MT_TYPE_FOUND_COLLECTION);
  self->notes = mt_server_notes_new ();
  self->context = g_main_context_ref_thread_default ();
  self->auth = MT_ACCOUNT_AUTH_NONE;
}

/**
 * mt_account_setup_new:
 * @team: (nullable): whose people are proposed
 * @me: (nullable): id of whose account it will be
 * @secrets: where its secret will be kept
 *
 * Returns: (transfer full): the adding of an account, nothing entered yet
 */
MtAccountSetup *
mt_account_setup_new (MtTeam *team, const char *me, MtSecrets *secrets)
{
  MtAccountSetup *self = g_object_new (MT_TYPE_ACCOUNT_SETUP, NULL);

  self->team = team != NULL ? mt_team_ref (team) : NULL;
  self->me = g_strdup (me);
  self->secrets = mt_secrets_ref (secrets);
  self->secret_file = g_strdup (mt_secrets_get_file (secrets));
  return self;
}

/**
 * mt_account_setup_set_text:
 * @self: a setup
 * @prop: a property that is a string
 * @text: (nullable): its value
 *
 * Sets a text and notifies.
 */
void
mt_account_setup_set_text (MtAccountSetup *self, guint prop, const char *text)
{
  if (g_strcmp0 (self->texts[prop], text) == 0)
    return;
  g_free (self->texts[prop]);
  self->texts[prop] = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/**
 * mt_account_setup_set_flag:
 * @self: a setup
 * @prop: a property that is a boolean
 * @value: its value
 *
 * Sets a flag and notifies.
 */
void
mt_account_setup_set_flag (MtAccountSetup *self, guint prop, gboolean value)
{
  if (self->flags[prop] == value)
    return;
  self->flags[prop] = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
set_int (MtAccountSetup *self, int *field, guint prop, int value)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/**
 * mt_account_setup_set_stage:
 * @self: a setup
 * @stage: how far it is
 *
 * Sets the stage and notifies.
 */
void
mt_account_setup_set_stage (MtAccountSetup *self, MtSetupStage stage)
{
  set_int (self, &self->stage, MT_SETUP_PROP_STAGE, stage);
}

static void
set_busy (MtAccountSetup *self, gboolean busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), props[MT_SETUP_PROP_BUSY]);
}

/**
 * mt_account_setup_begin:
 * @self: a setup
 * @task: (transfer none): what is about to be done
 *
 * Returns: %TRUE when it may be; %FALSE: something else is being done, and @task has its answer
 */
gboolean
mt_account_setup_begin (MtAccountSetup *self, GTask *task)
{
  g_task_set_check_cancellable (task, FALSE);
  if (self->busy)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                               _ ("Something else is still being done"));
      return FALSE;
    }
  set_int (self, &self->trouble, MT_SETUP_PROP_TROUBLE, MT_SETUP_TROUBLE_NONE);
  mt_account_setup_set_text (self, MT_SETUP_PROP_ERROR_TEXT, NULL);
  set_busy (self, TRUE);
  return TRUE;
}

/**
 * mt_account_setup_end:
 * @self: a setup
 * @task: (transfer none): what was done
 * @error: (nullable) (transfer full): of %MT_ACCOUNT_SETUP_ERROR: why it was not
 *
 * Shows how it ended, then answers @task.
 */
void
mt_account_setup_end (MtAccountSetup *self, GTask *task, GError *error)
{
  mt_account_setup_set_text (self, MT_SETUP_PROP_STEP_TEXT, NULL);
  set_busy (self, FALSE);
  if (error == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  set_int (self, &self->trouble, MT_SETUP_PROP_TROUBLE, error->code);
  mt_account_setup_set_text (self, MT_SETUP_PROP_ERROR_TEXT,
                             error->code == MT_SETUP_TROUBLE_CANCELLED ? NULL : error->message);
  g_task_return_error (task, error);
}
