/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtComposer: writes an update. What is typed is a draft until it is posted, one for each date;
 * what was posted already is written anew.
 */
#include "config.h"

#include "ui/updates/mt-composer.h"

#include <glib/gi18n-lib.h>

#include "service/mt-update-offer.h"
#include "ui/mt-apply.h"
#include "ui/mt-who.h"
#include "ui/updates/mt-dialog-size.h"
#include "ui/updates/mt-moved-tasks.h"
#include "ui/updates/mt-text-area.h"

struct _MtComposer
{
  AdwWindow parent_instance;

  MtSession *session;   /* owned */
  MtDraftStore *drafts; /* owned, nullable: the sample team keeps none */
  GPtrArray *offers;    /* owned (element-type MtUpdateOffer) */
  MtDate day;           /* the one that is written for */
  gboolean has_day;
  MtDate asked_day; /* a date that was asked for */
  gboolean has_asked_day;
  char *asked_uid;   /* owned, nullable: the post of that date that is written anew */
  gboolean updating; /* fields or days are set by us, not by the user */
  gboolean posting;
  gboolean conflict; /* what was posted has been changed by somebody else: it is to be shown */

  GtkStack *stack;
  AdwBin *who;
  GtkWidget *post_button;
  AdwComboRow *days;
  GtkLabel *error_label;
  GtkWidget *draft_row;
  GtkLabel *draft_label;
  GtkWidget *demo_label;
  MtTextArea *done;
  MtTextArea *next;
  MtTextArea *blocked;
  GtkWidget *tasks;
};

G_DEFINE_FINAL_TYPE (MtComposer, mt_composer, ADW_TYPE_WINDOW)

/* (transfer none) (nullable) */
static MtUpdateOffer *
get_offer (MtComposer *self)
{
  return self->has_day ? mt_update_offer_find (self->offers, self->day) : NULL;
}

static gint64
get_now (MtComposer *self)
{
  return mt_clock_get_now (mt_session_get_clock (self->session));
}

static MtUpdateParts *
dup_written (MtComposer *self)
{
  MtUpdateParts *parts = g_new0 (MtUpdateParts, 1);

  parts->done = mt_text_area_dup_text (self->done);
  parts->next = mt_text_area_dup_text (self->next);
  parts->blocked = mt_text_area_dup_text (self->blocked);
  return parts;
}

static void
set_written (MtComposer *self, const MtUpdateParts *parts)
{
  self->updating = TRUE;
  mt_text_area_set_text (self->done, parts->done);
  mt_text_area_set_text (self->next, parts->next);
  mt_text_area_set_text (self->blocked, parts->blocked);
  self->updating = FALSE;
}

/* (transfer full): what is in the journal for the day, or nothing. */
static MtUpdateParts *
dup_posted (MtComposer *self)
{
  const MtUpdateOffer *offer = get_offer (self);

  return offer != NULL && offer->posted != NULL ? mt_update_parts_new (offer->posted)
                                                : mt_update_parts_new_empty ();
}

/* (transfer none) (nullable) */
static const MtUpdateParts *
get_draft (MtComposer *self, const MtUpdateOffer *offer, gint64 *saved)
{
  return self->drafts != NULL ? mt_draft_store_get (self->drafts, offer->draft_key, saved) : NULL;
}

static void
set_draft (MtComposer *self, const MtUpdateOffer *offer, const MtUpdateParts *parts)
{
  if (self->drafts != NULL && offer != NULL)
    mt_draft_store_set (self->drafts, offer->draft_key, parts, get_now (self));
}

static void
show_error (MtComposer *self, const char *message)
{
  gtk_label_set_label (self->error_label, message);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message[0] != '\0');
}

static void
show_draft (MtComposer *self, const char *text)
{
  gtk_label_set_label (self->draft_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->draft_row, text != NULL);
}

static void
update_post_button (MtComposer *self)
{
  g_autoptr (MtUpdateParts) written = dup_written (self);
  g_autoptr (MtUpdateParts) posted = dup_posted (self);
  const MtUpdateOffer *offer = get_offer (self);

  gtk_button_set_label (GTK_BUTTON (self->post_button), offer != NULL && offer->posted != NULL
                                                            ? C_ ("update", "_Save")
                                                            : C_ ("update", "_Post"));
  gtk_widget_set_sensitive (self->post_button, !self->posting && offer != NULL &&
                                                   !mt_update_parts_is_empty (written) &&
                                                   !mt_update_parts_equal (written, posted));
}

/* Texts and tasks of the chosen date: its draft, else what was posted for it. */
static void
show_day (MtComposer *self)
{
  const MtUpdateOffer *offer = get_offer (self);
  g_autoptr (MtUpdateParts) posted = dup_posted (self);
  g_autofree char *note = NULL;
  const MtUpdateParts *draft;
  gint64 saved = 0;

  if (offer == NULL)
    return;
  draft = get_draft (self, offer, &saved);
  set_written (self, draft != NULL ? draft : posted);
  if (draft != NULL)
    note = mt_update_saved_text (self->session, saved);
  show_draft (self, note);
  mt_moved_tasks_set_day (MT_MOVED_TASKS (self->tasks), self->session, self->day);
  update_post_button (self);
}

/* A text that was begun for one date goes with its writer to a date that has none yet. */
static void
change_day (MtComposer *self, MtDate day)
{
  g_autoptr (MtUpdateParts) written = dup_written (self);
  const MtUpdateOffer *from = get_offer (self), *to = mt_update_offer_find (self->offers, day);
  gboolean carries = from != NULL && from->posted == NULL && to != NULL && to->posted == NULL &&
                     get_draft (self, to, NULL) == NULL && !mt_update_parts_is_empty (written);

  if (carries)
    {
      set_draft (self, from, NULL);
      set_draft (self, to, written);
    }
  self->day = day;
  self->has_day = TRUE;
  show_error (self, "");
  show_day (self);
}

static void
update_due (MtComposer *self)
{
  const MtUpdateOffer *offer = get_offer (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->days), offer != NULL ? offer->due_text : "");
}

static void
day_chosen_cb (MtComposer *self)
{
  guint selected = adw_combo_row_get_selected (self->days);
  MtUpdateOffer *offer;

  if (self->updating || selected >= self->offers->len)
    return;
  offer = g_ptr_array_index (self->offers, selected);
  if (!self->has_day || offer->day != self->day)
    change_day (self, offer->day);
  update_due (self);
}

/* The dates, the chosen one chosen still. */
static void
show_days (MtComposer *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->offers->len; i++)
    {
      MtUpdateOffer *offer = g_ptr_array_index (self->offers, i);

      gtk_string_list_append (labels, offer->label);
      if (self->has_day && offer->day == self->day)
        selected = i;
    }
  self->updating = TRUE;
  adw_combo_row_set_model (self->days, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->days, selected);
  self->updating = FALSE;
  day_chosen_cb (self);
}

static void
find_offers (MtComposer *self)
{
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  self->offers = mt_update_offers (self->session, self->has_asked_day ? &self->asked_day : NULL,
                                   self->asked_uid);
}

static const char *
choose_page (MtComposer *self)
{
  MtSnapshot *snapshot = mt_session_get_snapshot (self->session);

  if (mt_session_get_me (self->session) == NULL)
    return "who";
  return snapshot != NULL && snapshot->journal == MT_SOURCE_NONE ? "none" : "compose";
}

/* Both sides of a conflict: theirs above, one's own in the fields. */
static void
show_conflict (MtComposer *self)
{
  const MtUpdateOffer *offer = get_offer (self);
  const char *theirs = offer != NULL && offer->posted != NULL ? offer->posted->text : NULL;
  g_autofree char *message = NULL;

  self->conflict = FALSE;
  if (theirs == NULL)
    message = g_strdup (_ ("This update was taken away elsewhere meanwhile. Your text is still "
                           "here: post it anew, or close."));
  else
    /* Translators: the text of an update. */
    message = g_strdup_printf (_ ("This update was changed elsewhere meanwhile. Now it "
                                  "says:\n%s\nYour text is still here: save it in place of that, "
                                  "or close."),
                               theirs);
  show_error (self, message);
}

static void
drafts_changed_cb (MtComposer *self)
{
  g_autoptr (MtUpdateParts) written = dup_written (self);
  g_autoptr (MtUpdateParts) posted = dup_posted (self);

  /* Those of the last time are there now; what was typed meanwhile stays. */
  if (mt_update_parts_equal (written, posted))
    show_day (self);
}

static void
draft_failed_cb (MtComposer *self, const char *why)
{
  /* Translators: why a file cannot be written. */
  g_autofree char *message = g_strdup_printf (_ ("The draft cannot be kept: %s"), why);

  show_error (self, message);
}

static void
watch_drafts (MtComposer *self)
{
  MtDraftStore *drafts = mt_session_get_drafts (self->session);

  if (self->drafts == drafts)
    return;
  if (self->drafts != NULL)
    g_signal_handlers_disconnect_by_data (self->drafts, self);
  g_set_object (&self->drafts, drafts);
  if (drafts == NULL)
    return;
  g_signal_connect_object (drafts, "failed", G_CALLBACK (draft_failed_cb), self, G_CONNECT_SWAPPED);
  if (!mt_draft_store_is_loaded (drafts))
    g_signal_connect_object (drafts, "changed", G_CALLBACK (drafts_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
show_page (MtComposer *self, const char *page)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0 && self->has_day)
    return;
  gtk_stack_set_visible_child_name (self->stack, page);
  if (g_str_equal (page, "compose"))
    gtk_widget_grab_focus (GTK_WIDGET (self->done));
  else
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

/* After each reading: what was posted, until when it is due, who is writing. */
static void
refresh (MtComposer *self)
{
  const char *page = choose_page (self);
  g_autoptr (MtUpdateParts) written = dup_written (self);
  g_autoptr (MtUpdateParts) posted = dup_posted (self);
  const gboolean untouched = self->has_day && mt_update_parts_equal (written, posted);

  if (mt_session_get_snapshot (self->session) == NULL)
    return;
  show_page (self, page);
  gtk_widget_set_visible (self->post_button, g_str_equal (page, "compose"));
  gtk_widget_set_visible (self->demo_label, mt_session_is_demo (self->session));
  watch_drafts (self);
  find_offers (self);
  show_days (self);
  if (untouched)
    show_day (self);
  if (self->conflict)
    show_conflict (self);
  update_post_button (self);
}

static void
loading_cb (MtComposer *self)
{
  gboolean loading = FALSE;

  g_object_get (self->session, "loading", &loading, NULL);
  if (!loading && !self->posting)
    refresh (self);
}

/* What differs from what is posted is a draft. */
static void
text_changed_cb (MtComposer *self)
{
  g_autoptr (MtUpdateParts) written = NULL;
  g_autoptr (MtUpdateParts) posted = NULL;

  update_post_button (self);
  if (self->updating || !self->has_day)
    return;
  written = dup_written (self);
  posted = dup_posted (self);
  set_draft (self, get_offer (self), mt_update_parts_equal (written, posted) ? NULL : written);
}

static void
discard_cb (MtComposer *self)
{
  g_autoptr (MtUpdateParts) posted = dup_posted (self);

  set_written (self, posted);
  set_draft (self, get_offer (self), NULL);
  show_draft (self, NULL);
  update_post_button (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->done));
}

static void
insert_cb (MtComposer *self, const char *title, gboolean finished)
{
  mt_text_area_add_line (finished ? self->done : self->next, title);
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtComposer) self = MT_COMPOSER (user_data);
  g_autoptr (GError) error = NULL;

  self->posting = FALSE;
  if (mt_apply_finish (result, &error))
    {
      set_draft (self, get_offer (self), NULL);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (self->session == NULL)
    return;
  self->conflict = mt_session_is_conflict (error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error->message);
  loading_cb (self);
  update_post_button (self);
}

static void
post_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtComposer *self = MT_COMPOSER (widget);
  const MtUpdateOffer *offer = get_offer (self);
  g_autoptr (MtUpdateParts) written = dup_written (self);
  g_autoptr (MtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (offer == NULL || !gtk_widget_get_sensitive (self->post_button) ||
      !gtk_widget_get_visible (self->post_button))
    return;
  change = mt_update_offer_post (self->session, offer, written, &error);
  if (change == NULL)
    {
      show_error (self, error != NULL ? error->message : "");
      return;
    }
  self->posting = TRUE;
  update_post_button (self);
  mt_apply_change_async (widget, self->session, change,
                         offer->posted != NULL ? _ ("Update changed") : _ ("Update posted"),
                         posted_cb, g_object_ref (self));
}

static void
mt_composer_dispose (GObject *object)
{
  MtComposer *self = MT_COMPOSER (object);

  if (self->drafts != NULL)
    mt_draft_store_flush (self->drafts);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_COMPOSER);
  g_clear_object (&self->drafts);
  g_clear_object (&self->session);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->asked_uid, g_free);
  G_OBJECT_CLASS (mt_composer_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/updates/mt-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, MtComposer, stack);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, who);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, post_button);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, days);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, error_label);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, draft_row);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, draft_label);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, demo_label);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, done);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, next);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, blocked);
  gtk_widget_class_bind_template_child (widget_class, MtComposer, tasks);
  gtk_widget_class_bind_template_callback (widget_class, day_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, insert_cb);
}

static void
mt_composer_class_init (MtComposerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_composer_dispose;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "composer.post", NULL, post_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_composer_init (MtComposer *self)
{
  self->offers = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_composer_new:
 * @parent: the window it belongs to
 * @session: the open team
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
mt_composer_new (GtkWindow *parent, MtSession *session)
{
  MtComposer *self = g_object_new (MT_TYPE_COMPOSER, "transient-for", parent, "application",
                                   gtk_window_get_application (parent), NULL);

  mt_dialog_size_fit (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  adw_bin_set_child (self->who, mt_who_new (mt_session_get_people (session)));
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WINDOW (self);
}

/**
 * mt_composer_choose_day:
 * @self: a composer
 * @day: a date
 *
 * Writes for that date.
 */
void
mt_composer_choose_day (MtComposer *self, MtDate day)
{
  g_return_if_fail (MT_IS_COMPOSER (self));

  self->asked_day = day;
  self->has_asked_day = TRUE;
  find_offers (self);
  if (mt_update_offer_find (self->offers, day) == NULL)
    return;
  self->day = day;
  self->has_day = TRUE;
  show_days (self);
  show_day (self);
}

/**
 * mt_composer_edit:
 * @self: a composer
 * @post: an update of *me*
 *
 * Writes it anew, whether or not it is the one that counts for its date.
 */
void
mt_composer_edit (MtComposer *self, const MtPost *post)
{
  g_autoptr (GPtrArray) usual = mt_update_offers (self->session, &post->day, NULL);
  const MtUpdateOffer *offer = mt_update_offer_find (usual, post->day);
  const MtPost *counts = offer != NULL ? offer->posted : NULL;

  g_return_if_fail (MT_IS_COMPOSER (self));

  if (counts == NULL || !g_str_equal (counts->uid, post->uid))
    self->asked_uid = g_strdup (post->uid);
  mt_composer_choose_day (self, post->day);
}
