/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtEntryList: entries of one kind by date, each a row of an MtPeriodList.
 */
#include "config.h"

#include "ui/editor/mt-entry-list.h"

#include "ui/editor/mt-date-text.h"
#include "ui/editor/mt-period-list.h"

typedef struct
{
  MtFormat *format; /* owned */
  MtDate today;
  GArray *entries; /* owned: as they were set */
  guint n;         /* places given to entries: those of `entries`, then new ones */
  MtPeriodList *list;
} MtEntryListPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MtEntryList, mt_entry_list, GTK_TYPE_WIDGET)

enum
{
  PROP_PROBLEM = 1,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static MtEntryListPrivate *
private_of (MtEntryList *self)
{
  return mt_entry_list_get_instance_private (self);
}

static gconstpointer
entry_at (const GArray *entries, guint index)
{
  return entries->data + (gsize) index * g_array_get_element_size ((GArray *) entries);
}

static gboolean
is_past (MtEntryList *self, gconstpointer entry)
{
  MtDate to;

  MT_ENTRY_LIST_GET_CLASS (self)->get_period (entry, &to);

  return to < private_of (self)->today;
}

static void
take_past (MtEntryList *self, gconstpointer entry)
{
  MtEntryListPrivate *priv = private_of (self);
  MtEntryListClass *class = MT_ENTRY_LIST_GET_CLASS (self);
  MtDate to;
  MtDate from = class->get_period (entry, &to);
  g_autofree char *title = mt_date_text_period (priv->format, from, to, priv->today);
  g_autofree char *name = class->name_past (self, entry);

  mt_period_list_take_past (priv->list, title, name);
}

static void
describe_all (MtEntryList *self)
{
  g_autoptr (GPtrArray) rows = mt_period_list_dup_rows (private_of (self)->list);

  for (guint i = 0; i < rows->len; i++)
    MT_ENTRY_LIST_GET_CLASS (self)->describe (self, rows, i);
}

static void
changed_cb (MtEntryList *self)
{
  describe_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
create_row (MtEntryList *self, guint index, gconstpointer entry)
{
  MtEntryListPrivate *priv = private_of (self);
  MtEntryListClass *class = MT_ENTRY_LIST_GET_CLASS (self);
  GtkWidget *about = class->create_about (self, entry);
  GtkWidget *row = mt_period_row_new (priv->format, priv->today, index, class->single, about);
  MtDate from, to;

  if (entry != NULL)
    {
      from = class->get_period (entry, &to);
      mt_period_row_set_period (MT_PERIOD_ROW (row), from, to);
    }
  g_signal_connect_object (about, class->about_changed, G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  mt_period_list_take (priv->list, row);

  return row;
}

static void
add_cb (MtEntryList *self)
{
  MtEntryListPrivate *priv = private_of (self);
  GtkWidget *row = create_row (self, priv->n++, NULL);

  mt_period_row_set_period (MT_PERIOD_ROW (row), priv->today, priv->today);
  mt_period_list_open (priv->list, row);
  changed_cb (self);
}

static void
mt_entry_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, mt_entry_list_get_problem (MT_ENTRY_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_entry_list_dispose (GObject *object)
{
  MtEntryListPrivate *priv = private_of (MT_ENTRY_LIST (object));

  g_clear_pointer ((GtkWidget **) &priv->list, gtk_widget_unparent);
  G_OBJECT_CLASS (mt_entry_list_parent_class)->dispose (object);
}

static void
mt_entry_list_finalize (GObject *object)
{
  MtEntryListPrivate *priv = private_of (MT_ENTRY_LIST (object));

  g_clear_object (&priv->format);
  g_clear_pointer (&priv->entries, g_array_unref);
  G_OBJECT_CLASS (mt_entry_list_parent_class)->finalize (object);
}

static void
mt_entry_list_class_init (MtEntryListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_entry_list_dispose;
  object_class->finalize = mt_entry_list_finalize;
  object_class->get_property = mt_entry_list_get_property;
  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_ENTRY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
mt_entry_list_init (MtEntryList *self)
{
}

/**
 * mt_entry_list_set_up:
 * @self: a list that was just made
 * @format: how dates are written
 * @today: the date now: what ended before is past
 * @name: what it is a list of, for those who hear it
 * @add: what the row says that adds an entry
 *
 * For constructors of the kinds.
 */
void
mt_entry_list_set_up (MtEntryList *self,
                      MtFormat *format,
                      MtDate today,
                      const char *name,
                      const char *add)
{
  MtEntryListPrivate *priv = private_of (self);
  GtkWidget *list = mt_period_list_new (name, add);

  priv->format = g_object_ref (format);
  priv->today = today;
  priv->entries = MT_ENTRY_LIST_GET_CLASS (self)->array_new ();
  priv->list = MT_PERIOD_LIST (list);
  g_signal_connect_object (list, "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (list, GTK_WIDGET (self));
}

/**
 * mt_entry_list_get_format:
 * @self: a list
 *
 * Returns: (transfer none): how dates and times are written
 */
MtFormat *
mt_entry_list_get_format (MtEntryList *self)
{
  return private_of (self)->format;
}

/**
 * mt_entry_list_set_entries:
 * @self: a list
 * @entries: in the order of the file, of the kind of the list
 *
 * Shows entries. Nothing is emitted.
 */
void
mt_entry_list_set_entries (MtEntryList *self, const GArray *entries)
{
  MtEntryListPrivate *priv = private_of (self);

  g_return_if_fail (MT_IS_ENTRY_LIST (self));

  mt_period_list_clear (priv->list);
  g_array_set_size (priv->entries, 0);
  for (guint i = 0; i < entries->len; i++)
    {
      gconstpointer entry = entry_at (entries, i);

      MT_ENTRY_LIST_GET_CLASS (self)->append_copy (priv->entries, entry);
      if (is_past (self, entry))
        take_past (self, entry);
      else
        create_row (self, i, entry);
    }
  priv->n = entries->len;
  describe_all (self);
}

/**
 * mt_entry_list_dup_entries:
 * @self: a list
 *
 * Returns: (transfer full): the entries in the order of the file, new ones behind them; what is
 *   typed wrong stays as it was
 */
GArray *
mt_entry_list_dup_entries (MtEntryList *self)
{
  MtEntryListPrivate *priv = private_of (self);
  MtEntryListClass *class = MT_ENTRY_LIST_GET_CLASS (self);
  GArray *entries = class->array_new ();

  for (guint i = 0; i < priv->n; i++)
    {
      gconstpointer old = i < priv->entries->len ? entry_at (priv->entries, i) : NULL;
      MtPeriodRow *row = mt_period_list_find (priv->list, i);
      const gboolean typed = row != NULL && class->append_row (entries, row, old);
      const gboolean kept = row != NULL ? !typed : old != NULL && is_past (self, old);

      if (kept && old != NULL)
        class->append_copy (entries, old);
    }

  return entries;
}

/**
 * mt_entry_list_get_problem:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what is typed wrong, in words
 */
const char *
mt_entry_list_get_problem (MtEntryList *self)
{
  g_return_val_if_fail (MT_IS_ENTRY_LIST (self), NULL);

  return mt_period_list_get_problem (private_of (self)->list);
}
