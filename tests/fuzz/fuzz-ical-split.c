/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Any bytes through the gates: what comes out is valid UTF-8 within the bounds.
 */
#include "ical/mt-ical-split.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);
  problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  if (!mt_ical_split (bytes, "fuzz.ics", objects, problems))
    g_assert_cmpuint (problems->len, >, 0);
  mt_ical_objects_merge (objects, problems);
  for (guint i = 0; i < objects->len; i++)
    {
      const MtIcalObject *object = g_ptr_array_index (objects, i);
      gsize length;
      const char *text = g_bytes_get_data (object->text, &length);

      g_assert_true (g_utf8_validate_len (text, length, NULL));
      g_assert_true (g_utf8_validate (object->uid, -1, NULL));
      g_assert_cmpuint (length, <=, MT_ICAL_MAX_OBJECT);
    }
  return 0;
}
