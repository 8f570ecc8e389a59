/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtClock: the one reader of wall time.
 */
#include "config.h"

#include "service/mt-clock-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define MINUTE_S 60
#define USEC_PER_MINUTE (60 * G_USEC_PER_SEC)

struct _MtClock
{
  GObject parent_instance;

  MtClockSource source; /* where the time comes from */
  gpointer source_data; /* unowned: tests keep it */
  gint64 now;
  gboolean fixed;
  gboolean running;
  int timer_fd;
  guint watch_id;
};

enum
{
  PROP_NOW = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtClock, mt_clock, G_TYPE_OBJECT)

static gint64
read_real_time (gpointer user_data)
{
  return g_get_real_time ();
}

/* Arms the timer for the next full minute of the wall clock. The kernel keeps it true over
 * suspend, and cancels it when somebody sets the clock. Source: timerfd_create(2). */
static void
arm (MtClock *self, gint64 now_us)
{
  const gint64 next_s = mt_clock_next_minute (now_us);
  const struct itimerspec when = {
    .it_value = { .tv_sec = self->running ? (time_t) next_s : 0 },
  };

  if (self->timer_fd >= 0)
    timerfd_settime (self->timer_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}

/**
 * mt_clock_next_minute:
 * @now_us: Unix microseconds
 *
 * Returns: the first full minute after @now_us, in Unix seconds
 */
gint64
mt_clock_next_minute (gint64 now_us)
{
  gint64 minute = now_us / USEC_PER_MINUTE;

  if (now_us < 0 && now_us % USEC_PER_MINUTE != 0)
    minute--;

  return (minute + 1) * MINUTE_S;
}

/**
 * mt_clock_update:
 * @self: a clock
 *
 * Reads the time anew and arms the timer; what the timer does. A clock that was set back is
 * followed, too.
 */
void
mt_clock_update (MtClock *self)
{
  gint64 now_us = 0;
  gint64 now = 0;

  if (self->fixed)
    return;

  now_us = self->source (self->source_data);
  now = mt_clock_next_minute (now_us) - MINUTE_S;
  arm (self, now_us);

  if (self->now == now)
    return;

  self->now = now;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NOW]);
}

static gboolean
timer_cb (int fd, GIOCondition condition, gpointer user_data)
{
  MtClock *self = user_data;
  guint64 expirations = 0;

  /* ECANCELED says that the clock was set: what time it is now is read below either way. */
  if (read (fd, &expirations, sizeof expirations) < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  mt_clock_update (self);

  return G_SOURCE_CONTINUE;
}

static void
mt_clock_dispose (GObject *object)
{
  MtClock *self = MT_CLOCK (object);

  g_clear_handle_id (&self->watch_id, g_source_remove);
  if (self->timer_fd >= 0)
    close (self->timer_fd);
  self->timer_fd = -1;

  G_OBJECT_CLASS (mt_clock_parent_class)->dispose (object);
}

static void
mt_clock_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtClock *self = MT_CLOCK (object);

  switch (prop_id)
    {
    case PROP_NOW:
      g_value_set_int64 (value, self->now);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_clock_class_init (MtClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mt_clock_dispose;
  object_class->get_property = mt_clock_get_property;

  props[PROP_NOW] =
      g_param_spec_int64 ("now", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_clock_init (MtClock *self)
{
  self->timer_fd = -1;
  self->running = TRUE;
}

/**
 * mt_clock_new_with_source: (skip)
 * @source: gives Unix microseconds
 * @source_data: for @source
 *
 * For tests: a clock that reads another time. Its timer still runs on the system's clock.
 *
 * Returns: (transfer full): a clock
 */
MtClock *
mt_clock_new_with_source (MtClockSource source, gpointer source_data)
{
  MtClock *self = g_object_new (MT_TYPE_CLOCK, NULL);

  self->source = source;
  self->source_data = source_data;
  self->timer_fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->timer_fd >= 0)
    self->watch_id = g_unix_fd_add (self->timer_fd, G_IO_IN, timer_cb, self);
  mt_clock_update (self);

  return self;
}

/**
 * mt_clock_new:
 *
 * Main thread. `now` is the full minute at or before the time it is, and notifies at each new one.
 *
 * Returns: (transfer full): a running clock
 */
MtClock *
mt_clock_new (void)
{
  return mt_clock_new_with_source (read_real_time, NULL);
}

/**
 * mt_clock_new_fixed:
 * @now: Unix seconds, to the second
 *
 * Returns: (transfer full): a clock that stands
 */
MtClock *
mt_clock_new_fixed (gint64 now)
{
  MtClock *self = g_object_new (MT_TYPE_CLOCK, NULL);

  self->fixed = TRUE;
  self->now = now;

  return self;
}

/**
 * mt_clock_get_now:
 * @self: a clock
 *
 * Returns: Unix seconds
 */
gint64
mt_clock_get_now (MtClock *self)
{
  g_return_val_if_fail (MT_IS_CLOCK (self), 0);

  return self->now;
}

/**
 * mt_clock_set_running:
 * @self: a clock
 * @running: %FALSE while nobody can see the time
 *
 * A clock that does not run wakes nobody. Running again it reads the time at once.
 */
void
mt_clock_set_running (MtClock *self, gboolean running)
{
  g_return_if_fail (MT_IS_CLOCK (self));

  if (self->running == !!running || self->fixed)
    return;

  self->running = !!running;
  if (self->running)
    mt_clock_update (self);
  else
    arm (self, 0);
}
