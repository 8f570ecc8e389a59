/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * g_assert_finalize_object() for what tasks on other threads are about: the thread of a task that
 * was answered may hold its object a moment longer.
 */
#pragma once

#include <glib-object.h>

static inline void
assert_finalized (gpointer object)
{
  const gint64 deadline = g_get_monotonic_time () + 120 * G_TIME_SPAN_SECOND;

  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  while (g_atomic_pointer_get (&object) != NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
}
