/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncPopover: each source with its age and its trouble, and what can be done about it. What
 * needs somebody stands first. Ages are told again each minute, while it is open.
 */
#include "config.h"

#include "ui/accounts/mt-sync-popover.h"

#include <glib/gi18n-lib.h>

#include "ui/accounts/mt-sync-row.h"

struct _MtSyncPopover
{
  GtkPopover parent_instance;

  MtSession *session; /* owned */
  MtSync *sync;       /* owned */
  gulong tick;        /* handler on the session's clock, while it is open */
  GtkLabel *state;
  GtkLabel *detail;
  GtkProgressBar *progress;
  GtkWidget *again;
  GtkButton *conflicts;
  GtkListView *list;
  GtkSortListModel *sorted;
  GtkButton *run;
};

G_DEFINE_FINAL_TYPE (MtSyncPopover, mt_sync_popover, GTK_TYPE_POPOVER)

static gboolean
is_working (MtSyncPopover *self)
{
  return mt_sync_get_state (self->sync) == MT_SYNC_WORKING;
}

static void
update_progress (MtSyncPopover *self)
{
  double progress;

  g_object_get (self->sync, "progress", &progress, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_working (self) && progress >= 0);
  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->progress, MIN (progress, 1));
}

static void
update_conflicts (MtSyncPopover *self)
{
  g_autofree char *label = NULL;
  guint n;

  g_object_get (self->sync, "n-conflicts", &n, NULL);
  /* Translators: a button that shows both sides of what was changed here and on the server. */
  label = g_strdup_printf (ngettext ("Decide on %u Change…", "Decide on %u Changes…", n), n);
  gtk_button_set_label (self->conflicts, label);
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts), n > 0);
}

/* The first account that asks nobody any more until its user has signed in. Returns: (transfer
 * full) (nullable) */
static MtAccountItem *
find_paused (MtSyncPopover *self)
{
  GListModel *accounts = G_LIST_MODEL (mt_sync_get_accounts (self->sync));

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (MtAccountItem) item = g_list_model_get_item (accounts, i);

      if (mt_account_item_get_account (item)->paused != NULL)
        return g_steal_pointer (&item);
    }
  return NULL;
}

static void
update_again (MtSyncPopover *self)
{
  g_autoptr (MtAccountItem) paused = find_paused (self);

  gtk_widget_set_visible (self->again, paused != NULL);
}

static void
update (MtSyncPopover *self)
{
  g_autofree char *state = NULL, *detail = NULL;

  g_object_get (self->sync, "state-text", &state, "detail-text", &detail, NULL);
  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && detail[0] != '\0');
  gtk_button_set_label (self->run, is_working (self) ? _ ("Stop") : _ ("Sync Now"));
  update_progress (self);
  update_again (self);
  update_conflicts (self);
}

static void
tick_cb (MtSyncPopover *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (MT_IS_SYNC_ROW (gtk_widget_get_first_child (child)))
      mt_sync_row_update (MT_SYNC_ROW (gtk_widget_get_first_child (child)));
  update (self);
}

static void
mt_sync_popover_map (GtkWidget *widget)
{
  MtSyncPopover *self = MT_SYNC_POPOVER (widget);

  GTK_WIDGET_CLASS (mt_sync_popover_parent_class)->map (widget);
  self->tick = g_signal_connect_swapped (mt_session_get_clock (self->session), "notify::now",
                                         G_CALLBACK (tick_cb), self);
  /* What waits for somebody may be another than the last time. */
  gtk_sorter_changed (gtk_sort_list_model_get_sorter (self->sorted), GTK_SORTER_CHANGE_DIFFERENT);
  tick_cb (self);
}

static void
mt_sync_popover_unmap (GtkWidget *widget)
{
  MtSyncPopover *self = MT_SYNC_POPOVER (widget);

  g_clear_signal_handler (&self->tick, mt_session_get_clock (self->session));
  GTK_WIDGET_CLASS (mt_sync_popover_parent_class)->unmap (widget);
}

static void
run_clicked_cb (MtSyncPopover *self)
{
  if (is_working (self))
    mt_sync_cancel (self->sync);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.sync", NULL);
}

static void
accounts_clicked_cb (MtSyncPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.accounts", NULL);
}

static void
again_clicked_cb (MtSyncPopover *self)
{
  g_autoptr (MtAccountItem) paused = find_paused (self);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (paused != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in-again", "s",
                                mt_account_item_get_account (paused)->id);
}

static void
conflicts_clicked_cb (MtSyncPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.conflicts", NULL);
}

static void
setup_cb (MtSyncPopover *self, GtkListItem *item)
{
  /* Selectable it stays: GTK 4.8 lets no other row have the focus. */
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, mt_sync_row_new (self->sync));
}

static void
bind_cb (MtSyncPopover *self, GtkListItem *item)
{
  mt_sync_row_set_item (MT_SYNC_ROW (gtk_list_item_get_child (item)),
                        gtk_list_item_get_item (item));
}

static void
unbind_cb (MtSyncPopover *self, GtkListItem *item)
{
  mt_sync_row_set_item (MT_SYNC_ROW (gtk_list_item_get_child (item)), NULL);
}

/* What waits for somebody, then what is in trouble, then the rest. */
static int
rank (gconstpointer item)
{
  g_autofree char *trouble = NULL;
  gboolean held;

  g_object_get ((gpointer) item, "held", &held, "trouble-text", &trouble, NULL);
  if (held)
    return 0;
  return trouble != NULL && trouble[0] != '\0' ? 1 : 2;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return rank (a) - rank (b);
}

static void
mt_sync_popover_dispose (GObject *object)
{
  MtSyncPopover *self = MT_SYNC_POPOVER (object);

  if (self->tick != 0)
    g_clear_signal_handler (&self->tick, mt_session_get_clock (self->session));
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_SYNC_POPOVER);
  g_clear_object (&self->sync);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_sync_popover_parent_class)->dispose (object);
}

static void
mt_sync_popover_class_init (MtSyncPopoverClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_sync_popover_dispose;
  widget_class->map = mt_sync_popover_map;
  widget_class->unmap = mt_sync_popover_unmap;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-sync-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, MtSyncPopover, state);
  gtk_widget_class_bind_template_child (widget_class, MtSyncPopover, detail);
  gtk_widget_class_bind_template_child (widget_class, MtSyncPopover, progress);
  gtk_widget_class_bind_template_child (widget_class, MtSyncPopover, conflicts);
  gtk_widget_class_bind_template_child (widget_class, MtSyncPopover, again);
  gtk_widget_class_bind_template_child (widget_class, MtSyncPopover, list);
  gtk_widget_class_bind_template_child (widget_class, MtSyncPopover, sorted);
  gtk_widget_class_bind_template_child (widget_class, MtSyncPopover, run);
  gtk_widget_class_bind_template_callback (widget_class, run_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, accounts_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, conflicts_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
mt_sync_popover_init (MtSyncPopover *self)
{
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_sort_list_model_set_sorter (self->sorted, sorter);
}

/**
 * mt_sync_popover_new:
 * @session: whose clock it follows while it is open
 * @sync: what it shows
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
mt_sync_popover_new (MtSession *session, MtSync *sync)
{
  MtSyncPopover *self = g_object_new (MT_TYPE_SYNC_POPOVER, NULL);

  self->session = g_object_ref (session);
  self->sync = g_object_ref (sync);
  gtk_sort_list_model_set_model (self->sorted, mt_sync_get_items (sync));
  g_signal_connect_object (sync, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
