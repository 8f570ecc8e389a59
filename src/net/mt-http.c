/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHttp: what all requests of one account share.
 */
#include "config.h"

#include "net/mt-http-private.h"

#include <time.h>

#include "net/mt-url.h"

#define IDLE_MS (30 * 1000)
#define TOTAL_MS (120 * 1000)
/* As many as threads that fetch at once; each keeps its connections. */
#define SPARE_LANES 4
#define STALE_US (60 * G_USEC_PER_SEC)

struct _MtHttp
{
  gatomicrefcount references;
  GMutex mutex;            /* guards all below */
  GQueue lanes;            /* (element-type MtLane): not in use */
  GHashTable *credentials; /* (element-type utf8 MtCredentials): by origin */
  GHashTable *holds; /* (element-type utf8 gint64): when an origin may be asked again, in us */
  GTlsDatabase *authorities; /* owned, nullable: beside those of the system */
  MtHttpLimits limits;
  MtTraffic traffic;
  MtHttpClock clock;
  gpointer clock_data; /* unowned: as long as the client */
};

/* How long to wait. A number in the environment that shortens it is for tests that have to see it
 * end, and for who sits at a line where half a minute is too long. */
static MtHttpLimits
default_limits (void)
{
  const char *given = g_getenv ("MEANTIME_NET_TIMEOUT_MS");
  guint64 total_ms = TOTAL_MS;

  if (given == NULL || !g_ascii_string_to_unsigned (given, 10, 1, TOTAL_MS, &total_ms, NULL))
    total_ms = TOTAL_MS;

  return (MtHttpLimits){ .idle_ms = MIN (IDLE_MS, total_ms), .total_ms = total_ms };
}

/* Goes on while the machine sleeps. */
static gint64
boot_time (gpointer data)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/**
 * mt_http_new:
 *
 * Makes a client. All its functions may be called from any thread, at once. The environment
 * variable `MEANTIME_NET_TIMEOUT_MS` shortens the times that mt_http_set_limits() tells of.
 *
 * Returns: (transfer full): a client without credentials
 */
MtHttp *
mt_http_new (void)
{
  MtHttp *self = g_new0 (MtHttp, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->lanes);
  self->credentials = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) mt_credentials_unref);
  self->limits = default_limits ();
  self->holds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->clock = boot_time;
  return self;
}

/**
 * mt_http_ref:
 * @self: a client
 *
 * Returns: (transfer full): @self
 */
MtHttp *
mt_http_ref (MtHttp *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * mt_http_unref:
 * @self: (transfer full): a client
 *
 * Lets go of a client. The last one closes the connections.
 */
void
mt_http_unref (MtHttp *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_queue_clear_full (&self->lanes, (GDestroyNotify) mt_lane_free);
  g_hash_table_unref (self->credentials);
  g_hash_table_unref (self->holds);
  g_clear_object (&self->authorities);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * mt_http_set_credentials:
 * @self: a client
 * @origin: a URL; its scheme, host and port count
 * @kind: how the secret is sent; %MT_AUTH_NONE forgets it
 * @user: (nullable): user name of %MT_AUTH_PASSWORD
 * @secret: (nullable): password or token
 *
 * Says who signs in at an origin. The secret goes nowhere else, and nowhere without TLS but to this
 * machine itself. Once refused it is not sent again, until it is set again.
 */
void
mt_http_set_credentials (MtHttp *self,
                         const char *origin,
                         MtAuthKind kind,
                         const char *user,
                         const char *secret)
{
  char *key = mt_url_get_origin (origin);
  MtCredentials *known;

  if (key == NULL)
    return;
  g_mutex_lock (&self->mutex);
  known = g_hash_table_lookup (self->credentials, key);
  /* The same again keeps what was learnt of the server. */
  if (known != NULL && mt_credentials_are (known, kind, user, secret) &&
      !mt_credentials_is_refused (known))
    g_free (key);
  else
    g_hash_table_replace (self->credentials, key, mt_credentials_new (kind, user, secret));
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_http_find_credentials:
 * @self: a client
 * @origin: an origin
 *
 * Returns: (transfer full) (nullable): who signs in there
 */
MtCredentials *
mt_http_find_credentials (MtHttp *self, const char *origin)
{
  MtCredentials *found;

  g_mutex_lock (&self->mutex);
  found = g_hash_table_lookup (self->credentials, origin);
  if (found != NULL)
    mt_credentials_ref (found);
  g_mutex_unlock (&self->mutex);
  return found;
}

/**
 * mt_http_set_ca_file:
 * @self: a client
 * @path: (type filename) (nullable): certificates in PEM; %NULL for those of the system alone
 * @error: (out): %MT_NET_ERROR_TLS
 *
 * Has the certificate authorities of a file believed, too, beside those of the system. Blocking.
 *
 * Returns: whether the file holds certificates; if not, nothing changes
 */
gboolean
mt_http_set_ca_file (MtHttp *self, const char *path, GError **error)
{
  g_autoptr (GTlsDatabase) authorities = NULL;

  if (path != NULL && !mt_authorities_load (path, &authorities, error))
    return FALSE;
  g_mutex_lock (&self->mutex);
  g_set_object (&self->authorities, authorities);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

/**
 * mt_http_dup_authorities:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): the certificate authorities of the account
 */
GTlsDatabase *
mt_http_dup_authorities (MtHttp *self)
{
  GTlsDatabase *authorities;

  g_mutex_lock (&self->mutex);
  authorities = self->authorities != NULL ? g_object_ref (self->authorities) : NULL;
  g_mutex_unlock (&self->mutex);
  return authorities;
}

/**
 * mt_http_set_clock:
 * @self: a client that was not used yet
 * @clock: (scope forever): tells the time in microseconds, on any thread
 * @data: for @clock
 *
 * Sets what is looked at to see when a server may be asked again and how old a connection is: the
 * time since the machine was started unless set.
 */
void
mt_http_set_clock (MtHttp *self, MtHttpClock clock, gpointer data)
{
  self->clock = clock;
  self->clock_data = data;
}

/**
 * mt_http_hold_origin:
 * @self: a client
 * @origin: an origin
 * @seconds: how long
 *
 * Has nothing sent to an origin for a while.
 */
void
mt_http_hold_origin (MtHttp *self, const char *origin, gint64 seconds)
{
  gint64 *until = g_new (gint64, 1);

  *until = mt_http_get_time (self) + seconds * G_USEC_PER_SEC;
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->holds, g_strdup (origin), until);
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_http_get_hold:
 * @self: a client
 * @origin: an origin
 *
 * Returns: for how many seconds more nothing may be sent there, 0 for none
 */
gint64
mt_http_get_hold (MtHttp *self, const char *origin)
{
  gint64 now = mt_http_get_time (self);
  const gint64 *until;
  gint64 left = 0;

  g_mutex_lock (&self->mutex);
  until = g_hash_table_lookup (self->holds, origin);
  if (until != NULL)
    left = *until - now;
  if (until != NULL && left <= 0)
    g_hash_table_remove (self->holds, origin);
  g_mutex_unlock (&self->mutex);
  return left > 0 ? (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC : 0;
}

/**
 * mt_http_set_limits:
 * @self: a client
 * @limits: times to wait
 *
 * Sets how long a request may take: 30 s without progress and 120 s in all unless set.
 */
void
mt_http_set_limits (MtHttp *self, const MtHttpLimits *limits)
{
  g_mutex_lock (&self->mutex);
  self->limits = *limits;
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_http_get_limits:
 * @self: a client
 * @limits: (out): times to wait
 */
void
mt_http_get_limits (MtHttp *self, MtHttpLimits *limits)
{
  g_mutex_lock (&self->mutex);
  *limits = self->limits;
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_http_get_traffic:
 * @self: a client
 * @traffic: (out): what went over the wire since the client was made
 */
void
mt_http_get_traffic (MtHttp *self, MtTraffic *traffic)
{
  g_mutex_lock (&self->mutex);
  *traffic = self->traffic;
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_http_add_traffic:
 * @self: a client
 * @message: a message that was sent, with metrics
 *
 * Counts a message.
 */
void
mt_http_add_traffic (MtHttp *self, SoupMessage *message)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);

  g_mutex_lock (&self->mutex);
  self->traffic.requests++;
  if (metrics != NULL)
    {
      self->traffic.bytes_up += soup_message_metrics_get_request_header_bytes_sent (metrics) +
                                soup_message_metrics_get_request_body_bytes_sent (metrics);
      self->traffic.bytes_down +=
          soup_message_metrics_get_response_header_bytes_received (metrics) +
          soup_message_metrics_get_response_body_bytes_received (metrics);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_http_get_time:
 * @self: a client
 *
 * Returns: microseconds of the clock that goes on while the machine sleeps
 */
gint64
mt_http_get_time (MtHttp *self)
{
  return self->clock (self->clock_data);
}

/**
 * mt_http_take_lane:
 * @self: a client
 *
 * Connections that rested for long are not used again: after a sleep, or in another network, nobody
 * answers there any more, and nobody says so.
 *
 * Returns: (transfer full): a lane, with its connection still open if one is to be had
 */
MtLane *
mt_http_take_lane (MtHttp *self)
{
  gint64 now_us = mt_http_get_time (self);
  MtLane *lane;

  g_mutex_lock (&self->mutex);
  lane = g_queue_pop_head (&self->lanes);
  g_mutex_unlock (&self->mutex);
  if (lane != NULL && now_us - mt_lane_get_used (lane) > STALE_US)
    g_clear_pointer (&lane, mt_lane_free);
  if (lane != NULL)
    return lane;
  lane = mt_lane_new ();
  mt_lane_set_used (lane, now_us);
  return lane;
}

/**
 * mt_http_give_lane:
 * @self: a client
 * @lane: (transfer full): a lane that was taken
 *
 * Keeps a lane for the next request.
 */
void
mt_http_give_lane (MtHttp *self, MtLane *lane)
{
  mt_lane_set_used (lane, mt_http_get_time (self));
  g_mutex_lock (&self->mutex);
  if (g_queue_get_length (&self->lanes) < SPARE_LANES)
    g_queue_push_head (&self->lanes, g_steal_pointer (&lane));
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&lane, mt_lane_free);
}
