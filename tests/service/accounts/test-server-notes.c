/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Which note is shown for which server, from the data that Meantime comes with.
 */
#include "config.h"

#include "service/accounts/mt-server-notes.h"

typedef struct
{
  const char *name;
  const char *hosts;    /* parted by blanks */
  const char *features; /* parted by blanks */
  const char *mail;     /* parted by blanks */
  const char *kind;     /* NULL: none */
} Row;

static const Row rows[] = {
  { "unknown domain", "example.org", "1 3 calendar-access", "mail.example.org", NULL },
  { "domain of an address", "icloud.com", "", "", "iCloud" },
  { "with a port", "caldav.icloud.com:443", "", "", "iCloud" },
  { "any case", "ICloud.COM", "", "", "iCloud" },
  { "host below a domain", "example.org p42-caldav.icloud.com", "", "", "iCloud" },
  { "a name that only ends alike", "noticloud.com", "", "", NULL },
  { "a domain in the midst", "icloud.com.example.org", "", "", NULL },
  { "any country", "yahoo.co.uk", "", "", "Yahoo" },
  { "a host that is called like a provider", "live.example.org", "", "", NULL },
  { "DAV header", "cloud.example.org", "1 3 nc-calendar-search calendar-access", "", "Nextcloud" },
  { "domain before DAV header", "icloud.com", "nc-calendar-search", "", "iCloud" },
  { "mail alone does not count as host", "example-com.mail.protection.outlook.com.example", "", "",
    NULL },
  { "who takes the mail", "", "", "example-com.mail.protection.outlook.com", "Microsoft 365" },
  { "another who takes the mail", "", "", "aspmx.l.google.com alt1.aspmx.l.google.com", "Google" },
};

static void
test_find (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (MtServerNotes) notes = mt_server_notes_new ();
  g_auto (GStrv) hosts = g_strsplit (row->hosts, " ", -1);
  g_auto (GStrv) features = g_strsplit (row->features, " ", -1);
  g_auto (GStrv) mail = g_strsplit (row->mail, " ", -1);
  const MtServerNote *note =
      mt_server_notes_find (notes, (const char *const *) hosts, (const char *const *) features);

  if (note == NULL)
    note = mt_server_notes_find_mail (notes, (const char *const *) mail);
  g_assert_cmpstr (note != NULL ? note->name : NULL, ==, row->kind);
}

static void
test_nothing_is_known (void)
{
  g_autoptr (MtServerNotes) notes = mt_server_notes_new ();
  const MtServerNote *general = mt_server_notes_get_general (notes);

  g_assert_null (mt_server_notes_find (notes, NULL, NULL));
  g_assert_null (mt_server_notes_find_mail (notes, NULL));
  g_assert_null (general->name);
  g_assert_nonnull (general->sign_in);
  g_assert_nonnull (general->sharing);
  g_assert_nonnull (general->instead);
}

static void
test_no_caldav_has_no_password (void)
{
  static const char *const hosts[] = { "outlook.com", NULL };
  g_autoptr (MtServerNotes) notes = mt_server_notes_new ();
  const MtServerNote *note = mt_server_notes_find (notes, hosts, NULL);

  g_assert_nonnull (note->instead);
  g_assert_null (note->sign_in);
  g_assert_nonnull (strstr (note->instead, "ICS"));
}

static void
test_settings_of_host (void)
{
  static const char *const features[] = { "nc-calendar-search", NULL };
  g_autoptr (MtServerNotes) notes = mt_server_notes_new ();
  const MtServerNote *note = mt_server_notes_find (notes, NULL, features);
  g_autofree char *url = mt_server_note_dup_settings (note, "cloud.example.org:8443");

  g_assert_true (g_str_has_prefix (url, "https://cloud.example.org:8443/"));
  g_assert_null (mt_server_note_dup_settings (mt_server_notes_get_general (notes), "x"));
}

static MtServerNotes *
read_notes (const char *xml, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, strlen (xml));

  return mt_server_notes_new_for_xml (bytes, error);
}

static void
test_text_is_read_as_extracted (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtServerNotes) notes =
      read_notes ("<servers><server><sharing>\n  Ask  your\n\tcolleague &amp; wait. "
                  "</sharing></server></servers>",
                  &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mt_server_notes_get_general (notes)->sharing, ==, "Ask your colleague & wait.");
}

static void
test_broken_text (void)
{
  static const char *const texts[] = { "", "<servers>", "<servers><server name='x'/></servers>",
                                       "<match domain='x'/>", "<servers><server></servers>" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_notes (texts[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/server-notes/find/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_find);
    }
  g_test_add_func ("/server-notes/nothing-is-known", test_nothing_is_known);
  g_test_add_func ("/server-notes/no-caldav", test_no_caldav_has_no_password);
  g_test_add_func ("/server-notes/settings", test_settings_of_host);
  g_test_add_func ("/server-notes/blanks", test_text_is_read_as_extracted);
  g_test_add_func ("/server-notes/broken", test_broken_text);
  return g_test_run ();
}
