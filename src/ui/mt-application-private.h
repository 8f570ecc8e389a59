/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The rooms of MtApplication: open (which team), window (its window), view (how it was left),
 * filter (which cards it shows), settings (what others write there), sync (its servers) and
 * actions.
 */
#pragma once

#include "service/mt-session.h"
#include "service/mt-settings.h"
#include "service/sync/mt-sync.h"
#include "ui/mt-application.h"
#include "ui/mt-sample.h"

G_BEGIN_DECLS

struct _MtApplication
{
  AdwApplication parent_instance;

  MtTzdata *tzdata;      /* owned */
  MtClock *clock;        /* owned */
  MtSession *session;    /* owned */
  MtSettings *settings;  /* owned */
  MtSync *sync;          /* owned, nullable: until the first frame, and in the sample team */
  MtSample *sample;      /* owned, nullable */
  GtkWindow *window;     /* unowned: GTK's list of toplevels has it; NULL once it is closed */
  GHashTable *told;      /* owned, lines: the problems that stand on standard error */
  GCancellable *opening; /* owned, nullable */
  char *team_path;       /* owned, nullable: of the user's own team that is open */
  guint first_frame_id;  /* source */
  guint filter_id;       /* source: a filter of the board waits to be written */
  guint signal_ids[2];   /* sources */

  gboolean demo;
  gboolean at_given;
  gint64 at;
  char *me;          /* owned, nullable: of the command line */
  char *render_path; /* owned, nullable */
  int status;
};

/* mt-application-open.c */
void mt_application_open_team (MtApplication *self, const char *path, const char *me);
void mt_application_open_sample (MtApplication *self);
void mt_application_open_wanted (MtApplication *self, const char *path, const char *me);

/* mt-application-window.c */
void mt_application_present (MtApplication *self);
void mt_application_show_window (MtApplication *self, gboolean opens);
void mt_application_session_changed (MtApplication *self);

/* mt-application-view.c */
void mt_application_restore_view (MtApplication *self);
void mt_application_save_view (MtApplication *self);

/* mt-application-filter.c */
void mt_application_keep_filter (MtApplication *self);
void mt_application_restore_filter (MtApplication *self);

/* mt-application-settings.c */
void mt_application_follow_settings (MtApplication *self);

/* mt-application-sync.c */
void mt_application_start_sync (MtApplication *self);

/* mt-application-actions.c */
void mt_application_add_actions (MtApplication *self);

G_END_DECLS
