/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What was tried and how it ended, in words for the person who waits.
 */
#include "config.h"

#include "service/accounts/mt-setup-step.h"

#include <glib/gi18n-lib.h>

#include "net/mt-url.h"

struct _MtSetupStep
{
  GObject parent_instance;

  char *text;
  char *result_text;
  MtSetupStepState state;
  MtDiscoveryWhat what;
  char *where; /* nullable */
};

G_DEFINE_FINAL_TYPE (MtSetupStep, mt_setup_step, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_RESULT_TEXT,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
mt_setup_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtSetupStep *self = MT_SETUP_STEP (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_RESULT_TEXT:
      g_value_set_string (value, self->result_text);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_setup_step_finalize (GObject *object)
{
  MtSetupStep *self = MT_SETUP_STEP (object);

  g_free (self->text);
  g_free (self->result_text);
  g_free (self->where);
  G_OBJECT_CLASS (mt_setup_step_parent_class)->finalize (object);
}

static void
mt_setup_step_class_init (MtSetupStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mt_setup_step_get_property;
  object_class->finalize = mt_setup_step_finalize;

  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  props[PROP_RESULT_TEXT] = g_param_spec_string ("result-text", NULL, NULL, "", flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, MT_SETUP_STEP_FAILED, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_setup_step_init (MtSetupStep *self)
{
  self->result_text = g_strdup ("");
}

/**
 * mt_setup_step_new:
 * @text: what is being done, translated
 *
 * Returns: (transfer full): a step that is not done yet
 */
MtSetupStep *
mt_setup_step_new (const char *text)
{
  MtSetupStep *self = g_object_new (MT_TYPE_SETUP_STEP, NULL);

  self->text = g_strdup (text);
  return self;
}

static char *
describe (const MtDiscoveryStep *step)
{
  g_autofree char *host = mt_url_get_host (step->where);
  const char *where = host != NULL ? host : step->where;

  switch (step->what)
    {
    case MT_DISCOVERY_NAME:
      return g_strdup_printf (_ ("Which server %s names for its calendars"), where);
    case MT_DISCOVERY_WELL_KNOWN:
      return g_strdup_printf (_ ("The usual place for calendars on %s"), where);
    case MT_DISCOVERY_GIVEN:
      return g_strdup_printf (_ ("The address as you wrote it, on %s"), where);
    case MT_DISCOVERY_ROOT:
      return g_strdup_printf (_ ("The front door of %s"), where);
    case MT_DISCOVERY_FEED:
      return g_strdup_printf (_ ("Whether the address on %s is a calendar by itself"), where);
    case MT_DISCOVERY_PRINCIPAL:
      return g_strdup_printf (_ ("Who the account on %s is"), where);
    case MT_DISCOVERY_HOME:
    default:
      return g_strdup_printf (_ ("The list of calendars on %s"), where);
    }
}

/**
 * mt_setup_step_new_for:
 * @step: a question that is asked
 *
 * Returns: (transfer full): the step in words, not done yet
 */
MtSetupStep *
mt_setup_step_new_for (const MtDiscoveryStep *step)
{
  g_autofree char *text = describe (step);
  MtSetupStep *self = mt_setup_step_new (text);

  self->what = step->what;
  self->where = g_strdup (step->where);
  return self;
}

/**
 * mt_setup_step_end:
 * @self: a step
 * @state: how it ended
 * @result_text: that in words, translated
 *
 * Says how the step ended.
 */
void
mt_setup_step_end (MtSetupStep *self, MtSetupStepState state, const char *result_text)
{
  g_return_if_fail (MT_IS_SETUP_STEP (self));

  g_free (self->result_text);
  self->result_text = g_strdup (result_text);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESULT_TEXT]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static char *
describe_found (const MtDiscoveryStep *step)
{
  g_autofree char *host = step->to != NULL ? mt_url_get_host (step->to) : NULL;

  return step->what == MT_DISCOVERY_NAME && host != NULL ? g_steal_pointer (&host)
                                                         : g_strdup (_ ("Found"));
}

/**
 * mt_setup_step_update:
 * @self: a step made by mt_setup_step_new_for()
 * @step: a question and its end
 *
 * Says how the step ended, if @step is the same question.
 *
 * Returns: whether it was
 */
gboolean
mt_setup_step_update (MtSetupStep *self, const MtDiscoveryStep *step)
{
  g_autofree char *found = NULL;

  g_return_val_if_fail (MT_IS_SETUP_STEP (self), FALSE);

  if (self->where == NULL || self->what != step->what || g_strcmp0 (self->where, step->where) != 0)
    return FALSE;
  found = describe_found (step);
  if (step->end == MT_DISCOVERY_FOUND)
    mt_setup_step_end (self, MT_SETUP_STEP_DONE, found);
  else if (step->end == MT_DISCOVERY_SIGN_IN)
    mt_setup_step_end (self, MT_SETUP_STEP_DONE, _ ("It wants to know who you are"));
  else if (step->end == MT_DISCOVERY_NOTHING)
    mt_setup_step_end (self, MT_SETUP_STEP_NOTHING, _ ("Nothing there"));
  else if (step->end == MT_DISCOVERY_FAILED)
    mt_setup_step_end (self, MT_SETUP_STEP_FAILED,
                       step->error != NULL ? step->error->message : _ ("No answer"));
  return TRUE;
}

/**
 * mt_setup_step_get_text:
 * @self: a step
 *
 * Returns: (transfer none): what is being done
 */
const char *
mt_setup_step_get_text (MtSetupStep *self)
{
  g_return_val_if_fail (MT_IS_SETUP_STEP (self), NULL);

  return self->text;
}

/**
 * mt_setup_step_get_result_text:
 * @self: a step
 *
 * Returns: (transfer none): how it ended, "" while that is not known
 */
const char *
mt_setup_step_get_result_text (MtSetupStep *self)
{
  g_return_val_if_fail (MT_IS_SETUP_STEP (self), NULL);

  return self->result_text;
}

/**
 * mt_setup_step_get_state:
 * @self: a step
 *
 * Returns: how far it is
 */
MtSetupStepState
mt_setup_step_get_state (MtSetupStep *self)
{
  g_return_val_if_fail (MT_IS_SETUP_STEP (self), MT_SETUP_STEP_WORKING);

  return self->state;
}
