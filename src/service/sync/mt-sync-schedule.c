/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync: when it runs: every few minutes while somebody can see it, seldom otherwise, and when the
 * network, the machine or the user give a reason. Where there is nothing to sync nothing is armed.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

#define VISIBLE_MS (5 * 60 * 1000)
#define HIDDEN_MS (15 * 60 * 1000)
#define METERED_MS (60 * 60 * 1000)
#define BUSY_MS (30 * 1000)    /* another process syncs */
#define PENDING_MS (60 * 1000) /* edits wait */
#define LEAST_MS (15 * 1000)   /* between two runs that nobody asked for */
#define FOCUS_MS (60 * 1000)   /* older than that is asked for when somebody looks */
#define FOCUS_METERED_MS (15 * 60 * 1000)
#define NETWORK_MS 2000 /* until a network that came up can be used */
#define RESUME_MS 4000  /* likewise after suspend */

static gboolean
is_metered (MtSync *self)
{
  return self->network != NULL && g_network_monitor_get_network_metered (self->network);
}

static gint64
get_interval_ms (MtSync *self)
{
  if (is_metered (self))
    return METERED_MS;
  return self->visible ? VISIBLE_MS : HIDDEN_MS;
}

/* Whether what is known is so old that it is asked for where there is a reason to. */
static gboolean
is_old (MtSync *self)
{
  return mt_sync_pace_read_clock () - self->ended_ms >
         (is_metered (self) ? FOCUS_METERED_MS : FOCUS_MS);
}

/* From the end of the last run. */
static gint64
get_pause_ms (MtSync *self)
{
  gint64 pause_ms = get_interval_ms (self);

  if (self->busy)
    return BUSY_MS;
  if (self->wait_ms >= 0)
    pause_ms = MIN (pause_ms, MAX (self->wait_ms, LEAST_MS));
  if (self->n_pending > 0)
    pause_ms = MIN (pause_ms, PENDING_MS);
  return pause_ms;
}

static gboolean
timer_cb (gpointer user_data)
{
  MtSync *self = user_data;

  self->timer_id = 0;
  mt_sync_start (self, self->timer_flags);
  return G_SOURCE_REMOVE;
}

/* Whole seconds, so that the wake-ups of several programs fall together. */
static void
arm (MtSync *self, gint64 delay_ms, MtSyncFlags flags)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_flags = flags;
  self->timer_due_ms = mt_sync_pace_read_clock () + delay_ms;
  if (delay_ms < 5000)
    self->timer_id = g_timeout_add ((guint) delay_ms, timer_cb, self);
  else
    self->timer_id = g_timeout_add_seconds ((guint) ((delay_ms + 999) / 1000), timer_cb, self);
}

/**
 * mt_sync_schedule: (skip)
 * @self: the sync
 *
 * Arms the next run, as long after the last as things stand now. A run that is asked for sooner
 * stays.
 */
void
mt_sync_schedule (MtSync *self)
{
  const gint64 now_ms = mt_sync_pace_read_clock ();
  const gint64 since_ms = self->ended_ms != 0 ? now_ms - self->ended_ms : G_MAXINT32;
  const gint64 delay_ms = MAX (get_pause_ms (self) - since_ms, 0);

  if (mt_sync_plan_is_empty (self->plan))
    g_clear_handle_id (&self->timer_id, g_source_remove);
  else if (self->running == NULL &&
           (self->timer_id == 0 || now_ms + delay_ms != self->timer_due_ms) &&
           (self->timer_id == 0 || (self->timer_flags & MT_SYNC_SEND) == 0 ||
            now_ms + delay_ms < self->timer_due_ms))
    arm (self, delay_ms, 0);
}

/**
 * mt_sync_schedule_soon: (skip)
 * @self: the sync
 * @delay_ms: milliseconds
 * @flags: how
 *
 * Runs after that time, unless it does so sooner anyway.
 */
void
mt_sync_schedule_soon (MtSync *self, guint delay_ms, MtSyncFlags flags)
{
  const gint64 due_ms = mt_sync_pace_read_clock () + delay_ms;

  if (mt_sync_plan_is_empty (self->plan))
    return;
  if (self->timer_id != 0 && self->timer_due_ms <= due_ms &&
      ((self->timer_flags & MT_SYNC_SEND) == 0 || (flags & MT_SYNC_SEND) != 0))
    return;
  arm (self, delay_ms, flags);
}

/* -- The network and the machine -- */

static void
network_changed_cb (MtSync *self, gboolean available)
{
  if (!available)
    return;
  mt_sync_engine_hurry (self->engine);
  if (self->offline || self->wait_ms >= 0 || self->n_pending > 0 || is_old (self))
    mt_sync_schedule_soon (self, NETWORK_MS, 0);
  else
    mt_sync_schedule (self); /* it may cost money now, or no longer */
}

/* Timers stand still while the machine sleeps. */
static void
sleep_cb (GDBusConnection *connection,
          const char *sender,
          const char *path,
          const char *interface,
          const char *signal,
          GVariant *parameters,
          gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (MtSync) self = g_weak_ref_get (weak);
  gboolean begins = FALSE;

  if (self == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  if (begins)
    return;
  mt_sync_engine_hurry (self->engine);
  mt_sync_schedule_soon (self, RESUME_MS, 0);
}

static GWeakRef *
weak_ref_new (MtSync *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusConnection *bus = g_bus_get_finish (result, NULL);
  GWeakRef *weak = user_data;
  g_autoptr (MtSync) self = g_weak_ref_get (weak);

  weak_ref_free (weak);
  if (bus == NULL || self == NULL || self->finding_bus == NULL)
    {
      g_clear_object (&bus);
      return;
    }
  self->system = bus;
  self->sleep_id = g_dbus_connection_signal_subscribe (
      bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
      "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, sleep_cb, weak_ref_new (self),
      weak_ref_free);
}

/**
 * mt_sync_follow_system: (skip)
 * @self: the sync, with something to sync
 *
 * Notices networks that come and go, and the end of suspend.
 *
 * Source: org.freedesktop.login1(5), PrepareForSleep
 */
void
mt_sync_follow_system (MtSync *self)
{
  if (self->network != NULL)
    return;
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->network_handler = g_signal_connect_object (
      self->network, "network-changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  self->finding_bus = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->finding_bus, bus_cb, weak_ref_new (self));
}

/**
 * mt_sync_unfollow_system: (skip)
 * @self: the sync
 *
 * There is nothing to sync any more.
 */
void
mt_sync_unfollow_system (MtSync *self)
{
  g_cancellable_cancel (self->finding_bus);
  g_clear_object (&self->finding_bus);
  if (self->network != NULL)
    g_clear_signal_handler (&self->network_handler, self->network);
  g_clear_object (&self->network);
  if (self->sleep_id != 0)
    g_dbus_connection_signal_unsubscribe (self->system, self->sleep_id);
  self->sleep_id = 0;
  g_clear_object (&self->system);
}

/* -- The user -- */

/**
 * mt_sync_set_visible:
 * @self: the sync
 * @visible: whether somebody can see what is synced
 *
 * Every five minutes while it is seen, every fifteen while it is not.
 */
void
mt_sync_set_visible (MtSync *self, gboolean visible)
{
  g_return_if_fail (MT_IS_SYNC (self));
  if (self->visible == !!visible)
    return;
  self->visible = !!visible;
  mt_sync_schedule (self);
}

/**
 * mt_sync_note_focus:
 * @self: the sync
 *
 * Somebody looks at it again: what is older than a minute is asked for at once; than a quarter of
 * an hour where the network costs money.
 */
void
mt_sync_note_focus (MtSync *self)
{
  g_return_if_fail (MT_IS_SYNC (self));
  if (self->running == NULL && self->ended_ms != 0 && is_old (self))
    mt_sync_schedule_soon (self, 0, 0);
}

/**
 * mt_sync_wake:
 * @self: the sync
 *
 * The outbox has something new: it is sent in a moment, together with what else is done until then.
 */
void
mt_sync_wake (MtSync *self)
{
  g_return_if_fail (MT_IS_SYNC (self));
  mt_sync_schedule_soon (self, 500, MT_SYNC_SEND);
}
