/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The options of the command line: one list for all commands, of which each takes some, so that a
 * name means the same wherever it can.
 */
#include "config.h"
#include "cli/mt-options.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-command.h"

typedef struct
{
  guint flag; /* 0: global */
  GOptionEntry entry;
} Option;

#define N_OPTIONS 43

/* Values are taken as bytes (FILENAME) and checked by who reads them, so that a message can name
 * the option and say what to write instead. */
static void
list_options (MtOptions *o, Option options[N_OPTIONS])
{
  const Option all[N_OPTIONS] = {
    { 0,
      { "team", 't', 0, G_OPTION_ARG_FILENAME, &o->team, N_ ("Team file; else the one opened last"),
        N_ ("FILE") } },
    { 0, { "demo", 0, 0, G_OPTION_ARG_NONE, &o->demo, N_ ("Use the sample team"), NULL } },
    { 0, { "me", 0, 0, G_OPTION_ARG_FILENAME, &o->me, N_ ("Who you are in the team"), N_ ("ID") } },
    { 0,
      { "at", 0, 0, G_OPTION_ARG_FILENAME, &o->at, N_ ("Answer as of this time (RFC 3339)"),
        N_ ("TIME") } },
    { 0,
      { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &o->secret_file,
        N_ ("Keep passwords in this file instead of the keyring"), N_ ("FILE") } },
    { 0, { "json", 'j', 0, G_OPTION_ARG_NONE, &o->json, N_ ("Answer in JSON"), NULL } },
    { 0, { "help", 'h', 0, G_OPTION_ARG_NONE, &o->help, N_ ("Show this help"), NULL } },
    { 0, { "version", 0, 0, G_OPTION_ARG_NONE, &o->version, N_ ("Show the version"), NULL } },
    { MT_OPTION_FROM,
      { "from", 0, 0, G_OPTION_ARG_FILENAME, &o->from, N_ ("Begin at this date or time; else now"),
        N_ ("TIME") } },
    { MT_OPTION_DAYS,
      { "days", 0, 0, G_OPTION_ARG_FILENAME, &o->days, N_ ("How many days"), N_ ("N") } },
    { MT_OPTION_PEOPLE,
      { "people", 0, 0, G_OPTION_ARG_FILENAME, &o->people, N_ ("Only these people"),
        N_ ("ID,ID…") } },
    { MT_OPTION_MIN_PEOPLE,
      { "min-people", 0, 0, G_OPTION_ARG_FILENAME, &o->min_people,
        N_ ("At least so many of them; else all"), N_ ("K") } },
    { MT_OPTION_MIN_LENGTH,
      { "min-length", 0, 0, G_OPTION_ARG_FILENAME, &o->min_length,
        N_ ("At least so long, like 30m or 1h30m"), N_ ("LENGTH") } },
    { MT_OPTION_LARGEST,
      { "largest", 0, 0, G_OPTION_ARG_NONE, &o->largest,
        N_ ("As many people as ever share 30 minutes, you among them"), NULL } },
    { MT_OPTION_FORMAT,
      { "format", 0, 0, G_OPTION_ARG_FILENAME, &o->format,
        N_ ("Answer as text, json, ics or freebusy"), N_ ("FORMAT") } },
    { MT_OPTION_OUTPUT,
      { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, N_ ("Write the answer to this file"),
        N_ ("FILE") } },
    { MT_OPTION_CHANNEL,
      { "channel", 0, 0, G_OPTION_ARG_FILENAME, &o->channel,
        N_ ("Channel of the team file's expectations; else chat"), N_ ("NAME") } },
    { MT_OPTION_SENT,
      { "sent", 0, 0, G_OPTION_ARG_FILENAME, &o->sent, N_ ("When it was sent; else now"),
        N_ ("TIME") } },
    { MT_OPTION_PERSON,
      { "person", 0, 0, G_OPTION_ARG_FILENAME, &o->person, N_ ("Only what this person has"),
        N_ ("ID") } },
    { MT_OPTION_COLUMN,
      { "column", 0, 0, G_OPTION_ARG_FILENAME, &o->column, N_ ("Only this column"), N_ ("NAME") } },
    { MT_OPTION_DAY,
      { "day", 0, 0, G_OPTION_ARG_FILENAME, &o->day,
        N_ ("Updates of this date; else of each person's today"), N_ ("DATE") } },
    { MT_OPTION_NOBODY,
      { "nobody", 0, 0, G_OPTION_ARG_NONE, &o->nobody, N_ ("Nobody has the task any more"),
        NULL } },
    { MT_OPTION_POST,
      { "done", 0, 0, G_OPTION_ARG_FILENAME, &o->done, N_ ("What you have done"), N_ ("TEXT") } },
    { MT_OPTION_POST,
      { "next", 0, 0, G_OPTION_ARG_FILENAME, &o->next, N_ ("What comes next"), N_ ("TEXT") } },
    { MT_OPTION_POST,
      { "blocked", 0, 0, G_OPTION_ARG_FILENAME, &o->blocked, N_ ("What you wait for"),
        N_ ("TEXT") } },
    { MT_OPTION_FILTER,
      { "mine", 0, 0, G_OPTION_ARG_NONE, &o->only_mine, N_ ("Only what you have"), NULL } },
    { MT_OPTION_FILTER,
      { "waiting", 0, 0, G_OPTION_ARG_NONE, &o->only_waiting, N_ ("Only what waits for you"),
        NULL } },
    { MT_OPTION_FILTER,
      { "blocked", 0, 0, G_OPTION_ARG_NONE, &o->only_blocked, N_ ("Only what is blocked"), NULL } },
    { MT_OPTION_FILTER,
      { "overdue", 0, 0, G_OPTION_ARG_NONE, &o->only_overdue, N_ ("Only what is overdue"), NULL } },
    { MT_OPTION_FILTER,
      { "urgent", 0, 0, G_OPTION_ARG_NONE, &o->only_urgent, N_ ("Only what is urgent"), NULL } },
    { MT_OPTION_FILTER,
      { "label", 0, 0, G_OPTION_ARG_FILENAME, &o->label, N_ ("Only what has this label"),
        N_ ("NAME") } },
    { MT_OPTION_FILTER,
      { "text", 0, 0, G_OPTION_ARG_FILENAME, &o->text,
        N_ ("Only where these words are in title, notes, labels, comments or name"),
        N_ ("WORDS") } },
    { MT_OPTION_ACCOUNT,
      { "user", 0, 0, G_OPTION_ARG_FILENAME, &o->user,
        N_ ("Who signs in; else what the address says"), N_ ("NAME") } },
    { MT_OPTION_ACCOUNT,
      { "title", 0, 0, G_OPTION_ARG_FILENAME, &o->title, N_ ("What to call the account"),
        N_ ("TEXT") } },
    { MT_OPTION_ACCOUNT,
      { "sign-in", 0, 0, G_OPTION_ARG_FILENAME, &o->sign_in,
        N_ ("With a password, token or browser; else a password"), N_ ("HOW") } },
    { MT_OPTION_ACCOUNT,
      { "client-id", 0, 0, G_OPTION_ARG_FILENAME, &o->client_id,
        N_ ("As what to sign in by the browser"), N_ ("ID") } },
    { MT_OPTION_ACCOUNT,
      { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &o->ca_file,
        N_ ("Trust the certificates in this file, too"), N_ ("FILE") } },
    { MT_OPTION_ACCOUNT,
      { "make-board", 0, 0, G_OPTION_ARG_NONE, &o->make_board,
        N_ ("Make a calendar for tasks where there is none"), NULL } },
    { MT_OPTION_ACCOUNT,
      { "make-journal", 0, 0, G_OPTION_ARG_NONE, &o->make_journal,
        N_ ("Make a calendar for updates where there is none"), NULL } },
    { MT_OPTION_COUNTS,
      { "counts", 0, 0, G_OPTION_ARG_FILENAME, &o->counts,
        N_ ("Whether its events make that person busy"), N_ ("yes|no") } },
    { MT_OPTION_FULL,
      { "full", 0, 0, G_OPTION_ARG_NONE, &o->full, N_ ("Compare everything, not only changes"),
        NULL } },
    { MT_OPTION_ACCEPT,
      { "accept", 0, 0, G_OPTION_ARG_FILENAME, &o->accept,
        N_ ("What vanished there at once is gone indeed"), N_ ("URL") } },
    { MT_OPTION_UPDATE_TEAM,
      { "update-team", 0, 0, G_OPTION_ARG_NONE, &o->update_team,
        N_ ("Write the new places into the team file"), NULL } },
  };

  for (guint i = 0; i < N_OPTIONS; i++)
    options[i] = all[i];
}

static GOptionContext *
new_context (MtOptions *self, guint flags, const char *usage)
{
  GOptionContext *context = g_option_context_new (usage);
  const GOptionEntry rest[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->words, NULL, NULL }, { NULL }
  };
  Option options[N_OPTIONS];
  GOptionEntry own[N_OPTIONS + 1] = { 0 }, globals[N_OPTIONS + 1] = { 0 };
  guint n_own = 0, n_globals = 0;

  list_options (self, options);
  for (guint i = 0; i < N_OPTIONS; i++)
    if (options[i].flag == 0)
      globals[n_globals++] = options[i].entry;
    else if (options[i].flag & flags)
      own[n_own++] = options[i].entry;
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, own, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, globals, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, rest, GETTEXT_PACKAGE);
  return context;
}

/**
 * mt_options_find_command:
 * @arguments: (array zero-terminated=1): the command line without the program's name
 *
 * Global options may stand before the command, some with a value of their own.
 *
 * Returns: the index of the command's first word, or of the end when there is none.
 */
guint
mt_options_find_command (char **arguments)
{
  static const char *const with_value[] = { "--team", "-t", "--me", "--at", "--secret-file", NULL };
  guint i = 0;

  while (arguments[i] != NULL && arguments[i][0] == '-' && arguments[i][1] != '\0')
    {
      gboolean skips = g_strv_contains (with_value, arguments[i]) && arguments[i + 1] != NULL;
      i += skips ? 2 : 1;
    }
  return i;
}

/**
 * mt_options_parse:
 * @self: where to put them
 * @arguments: (array zero-terminated=1): the command line without program and command
 * @flags: MtOptionFlags of the command
 * @error: return location
 *
 * Reads options before and after the command alike.
 *
 * Returns: %FALSE with a #GOptionError when an option is unknown here or lacks its value.
 */
gboolean
mt_options_parse (MtOptions *self, char **arguments, guint flags, GError **error)
{
  g_autoptr (GOptionContext) context = new_context (self, flags, NULL);
  g_auto (GStrv) copy = g_new0 (char *, g_strv_length (arguments) + 2);

  copy[0] = g_strdup ("meantimectl");
  for (guint i = 0; arguments[i] != NULL; i++)
    copy[i + 1] = g_strdup (arguments[i]);
  return g_option_context_parse_strv (context, &copy, error);
}

/**
 * mt_options_help:
 * @usage: what follows the options in the first line, e.g. "reply-by PERSON"
 * @flags: MtOptionFlags of the command
 * @description: (nullable): what follows the list of options
 *
 * Returns: (transfer full): the help text.
 */
char *
mt_options_help (const char *usage, guint flags, const char *description)
{
  MtOptions unused = { 0 };
  g_autoptr (GOptionContext) context = new_context (&unused, flags, usage);

  g_option_context_set_description (context, description);
  return g_option_context_get_help (context, TRUE, NULL);
}

/**
 * mt_options_clear:
 * @self: options to free the strings of
 */
void
mt_options_clear (MtOptions *self)
{
  char **const owned[] = { &self->team,        &self->me,      &self->at,         &self->from,
                           &self->days,        &self->people,  &self->min_people, &self->min_length,
                           &self->format,      &self->output,  &self->channel,    &self->sent,
                           &self->person,      &self->column,  &self->day,        &self->done,
                           &self->next,        &self->blocked, &self->label,      &self->text,
                           &self->secret_file, &self->user,    &self->title,      &self->sign_in,
                           &self->client_id,   &self->ca_file, &self->counts,     &self->accept };

  for (guint i = 0; i < G_N_ELEMENTS (owned); i++)
    g_clear_pointer (owned[i], g_free);
  g_clear_pointer (&self->words, g_strfreev);
}
