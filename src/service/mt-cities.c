/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCities: the search for cities. A program lists them and ends; a thread makes the index of that
 * list; searches that came before wait for it. Without the program, the places of tzdata are left.
 */
#include "config.h"

#include "service/mt-cities.h"

#include "ical/mt-ical-client.h"
#include "service/mt-city-index.h"

struct _MtCities
{
  GObject parent_instance;

  MtTzdata *tzdata;   /* owned */
  char *program;      /* owned */
  MtCityIndex *index; /* owned, nullable: not read yet */
  gboolean reading;
  GPtrArray *waiting; /* owned (element-type GTask) searches until then */
};

typedef struct
{
  char *text;
  guint max;
} Search;

G_DEFINE_FINAL_TYPE (MtCities, mt_cities, G_TYPE_OBJECT)

static void
search_free (Search *search)
{
  g_free (search->text);
  g_free (search);
}

static void
answer (MtCities *self, GTask *task)
{
  const Search *search = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, mt_city_index_search (self->index, search->text, search->max),
                           (GDestroyNotify) g_ptr_array_unref);
}

static void
index_made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MtCities *self = MT_CITIES (object);
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->index = g_task_propagate_pointer (G_TASK (result), NULL);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->reading = FALSE;
  for (guint i = 0; i < waiting->len; i++)
    answer (self, g_ptr_array_index (waiting, i));
}

/* What the program prints, "" when it is not there or fails: then tzdata has to do. */
static char *
run_program (const char *program)
{
  const char *argv[] = { program, NULL };
  g_autofree char *list = NULL;
  int status = 0;

  if (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &list, NULL,
                    &status, NULL) &&
      g_spawn_check_wait_status (status, NULL))
    return g_utf8_make_valid (list, -1);

  return g_strdup ("");
}

static void
make_index (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  MtCities *self = source;
  g_autofree char *list = run_program (self->program);

  g_task_return_pointer (task, mt_city_index_new (list, self->tzdata),
                         (GDestroyNotify) mt_city_index_free);
}

static void
start_reading (MtCities *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->reading)
    return;
  self->reading = TRUE;
  task = g_task_new (self, NULL, index_made_cb, NULL);
  g_task_set_source_tag (task, start_reading);
  g_task_run_in_thread (task, make_index);
}

static void
mt_cities_finalize (GObject *object)
{
  MtCities *self = MT_CITIES (object);

  g_clear_pointer (&self->index, mt_city_index_free);
  g_ptr_array_unref (self->waiting);
  mt_tzdata_unref (self->tzdata);
  g_free (self->program);
  G_OBJECT_CLASS (mt_cities_parent_class)->finalize (object);
}

static void
mt_cities_class_init (MtCitiesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mt_cities_finalize;
}

static void
mt_cities_init (MtCities *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * mt_cities_new:
 * @tzdata: the zones there are
 * @program: (nullable) (type filename): what lists the cities, %NULL for our own
 *
 * Makes the search; nothing is read before somebody searches.
 *
 * Returns: (transfer full): the search
 */
MtCities *
mt_cities_new (MtTzdata *tzdata, const char *program)
{
  MtCities *self = g_object_new (MT_TYPE_CITIES, NULL);

  self->tzdata = mt_tzdata_ref (tzdata);
  self->program = program != NULL ? g_strdup (program)
                                  : mt_ical_program_find ("service/cities", "meantime-cities");
  return self;
}

/**
 * mt_cities_search_async:
 * @self: the search
 * @text: what somebody typed, not trusted
 * @max: at most so many
 * @cancellable: (nullable): to leave it
 * @callback: (scope async): called when it is answered
 * @user_data: for @callback
 *
 * Searches as mt_city_index_search() says. The first search waits until the cities are read, about
 * a tenth of a second, on a thread of its own.
 */
void
mt_cities_search_async (MtCities *self,
                        const char *text,
                        guint max,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Search *search = g_new (Search, 1);

  *search = (Search){ g_strdup (text), max };
  g_task_set_source_tag (task, mt_cities_search_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  if (self->index != NULL)
    {
      answer (self, task);
      return;
    }
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  start_reading (self);
}

/**
 * mt_cities_search_finish:
 * @self: the search
 * @result: its result
 * @error: set to %G_IO_ERROR_CANCELLED when it was left; it cannot fail otherwise
 *
 * Returns: (transfer full) (nullable) (element-type MtCity): the cities, best first
 */
GPtrArray *
mt_cities_search_finish (MtCities *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
