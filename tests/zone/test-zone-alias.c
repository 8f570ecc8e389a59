/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of foreign names of zones, with the system's tzdata.
 */
#include "zone/mt-tzdata.h"
#include "zone/mt-zone-alias.h"

static void
test_rows (void)
{
  static const char *rows[][2] = {
    { "Europe/Berlin", "Europe/Berlin" },
    { "Europe/Berlin 1", "Europe/Berlin" },
    { "europe/berlin", NULL },
    { "W. Europe Standard Time", "Europe/Berlin" },
    { "w. europe standard time", "Europe/Berlin" },
    { "Romance Standard Time", "Europe/Paris" },
    { "India Standard Time", "Asia/Kolkata" },
    { "AUS Eastern Standard Time", "Australia/Sydney" },
    { "Aus Central W. Standard Time", "Australia/Eucla" },
    { "Eastern Standard Time 1", "America/New_York" },
    { "Eastern Standard Time (Mexico)", "America/Cancun" },
    { "Mexico Standard Time 2", "America/Mazatlan" },
    { "FLE Standard Time", "Europe/Kyiv" },
    { "UTC-11", "Etc/GMT+11" },
    { "Dateline Standard Time", "Etc/GMT+12" },
    { "Yukon Standard Time", "America/Whitehorse" },
    { "AUS Central Standard Time", "Australia/Darwin" },
    { "tzone://Microsoft/Utc", "Etc/UTC" },
    { "tzone://Microsoft/Custom", NULL },
    { "/freeassociation.sourceforge.net/Tzfile/Europe/Madrid", "Europe/Madrid" },
    { "/freeassociation.sourceforge.net/Europe/Madrid", "Europe/Madrid" },
    { "/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires" },
    { "/softwarestudio.org/Olson_20011030_5/America/Chicago", "America/Chicago" },
    { "/citadel.org/20210210_1/Asia/Tokyo", "Asia/Tokyo" },
    { "/citadel.org/20210210_1/Asia/Tokyo 1", "Asia/Tokyo" },
    { "/Europe/Berlin", "Europe/Berlin" },
    { "/x/../Europe/Berlin", "Europe/Berlin" },
    { "/example.org/Nowhere", NULL },
    { " Europe/Berlin ", "Europe/Berlin" },
    { "Customized Time Zone", NULL },
    { "Standard Time", NULL },
    { "../../etc/passwd", NULL },
    { "/../../etc/localtime", NULL },
    { "/", NULL },
    { " 1", NULL },
    { "", NULL },
  };
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = mt_zone_alias_resolve (rows[i][0], mt_tzdata_lookup_func, tzdata);

      g_test_message ("%s", rows[i][0]);
      g_assert_cmpstr (id, ==, rows[i][1]);
    }
}

/* Every name that CLDR has: each leads to a zone. */
static void
test_all_windows_names (void)
{
  static const char *const names[] = {
    "AUS Central Standard Time",
    "AUS Eastern Standard Time",
    "Afghanistan Standard Time",
    "Alaskan Standard Time",
    "Aleutian Standard Time",
    "Altai Standard Time",
    "Arab Standard Time",
    "Arabian Standard Time",
    "Arabic Standard Time",
    "Argentina Standard Time",
    "Astrakhan Standard Time",
    "Atlantic Standard Time",
    "Aus Central W. Standard Time",
    "Azerbaijan Standard Time",
    "Azores Standard Time",
    "Bahia Standard Time",
    "Bangladesh Standard Time",
    "Belarus Standard Time",
    "Bougainville Standard Time",
    "Canada Central Standard Time",
    "Cape Verde Standard Time",
    "Caucasus Standard Time",
    "Cen. Australia Standard Time",
    "Central America Standard Time",
    "Central Asia Standard Time",
    "Central Brazilian Standard Time",
    "Central Europe Standard Time",
    "Central European Standard Time",
    "Central Pacific Standard Time",
    "Central Standard Time",
    "Central Standard Time (Mexico)",
    "Chatham Islands Standard Time",
    "China Standard Time",
    "Cuba Standard Time",
    "Dateline Standard Time",
    "E. Africa Standard Time",
    "E. Australia Standard Time",
    "E. Europe Standard Time",
    "E. South America Standard Time",
    "Easter Island Standard Time",
    "Eastern Standard Time",
    "Eastern Standard Time (Mexico)",
    "Egypt Standard Time",
    "Ekaterinburg Standard Time",
    "FLE Standard Time",
    "Fiji Standard Time",
    "GMT Standard Time",
    "GTB Standard Time",
    "Georgian Standard Time",
    "Greenland Standard Time",
    "Greenwich Standard Time",
    "Haiti Standard Time",
    "Hawaiian Standard Time",
    "India Standard Time",
    "Iran Standard Time",
    "Israel Standard Time",
    "Jordan Standard Time",
    "Kaliningrad Standard Time",
    "Korea Standard Time",
    "Libya Standard Time",
    "Line Islands Standard Time",
    "Lord Howe Standard Time",
    "Magadan Standard Time",
    "Magallanes Standard Time",
    "Marquesas Standard Time",
    "Mauritius Standard Time",
    "Middle East Standard Time",
    "Montevideo Standard Time",
    "Morocco Standard Time",
    "Mountain Standard Time",
    "Mountain Standard Time (Mexico)",
    "Myanmar Standard Time",
    "N. Central Asia Standard Time",
    "Namibia Standard Time",
    "Nepal Standard Time",
    "New Zealand Standard Time",
    "Newfoundland Standard Time",
    "Norfolk Standard Time",
    "North Asia East Standard Time",
    "North Asia Standard Time",
    "North Korea Standard Time",
    "Omsk Standard Time",
    "Pacific SA Standard Time",
    "Pacific Standard Time",
    "Pacific Standard Time (Mexico)",
    "Pakistan Standard Time",
    "Paraguay Standard Time",
    "Qyzylorda Standard Time",
    "Romance Standard Time",
    "Russia Time Zone 10",
    "Russia Time Zone 11",
    "Russia Time Zone 3",
    "Russian Standard Time",
    "SA Eastern Standard Time",
    "SA Pacific Standard Time",
    "SA Western Standard Time",
    "SE Asia Standard Time",
    "Saint Pierre Standard Time",
    "Sakhalin Standard Time",
    "Samoa Standard Time",
    "Sao Tome Standard Time",
    "Saratov Standard Time",
    "Singapore Standard Time",
    "South Africa Standard Time",
    "South Sudan Standard Time",
    "Sri Lanka Standard Time",
    "Sudan Standard Time",
    "Syria Standard Time",
    "Taipei Standard Time",
    "Tasmania Standard Time",
    "Tocantins Standard Time",
    "Tokyo Standard Time",
    "Tomsk Standard Time",
    "Tonga Standard Time",
    "Transbaikal Standard Time",
    "Turkey Standard Time",
    "Turks And Caicos Standard Time",
    "US Eastern Standard Time",
    "US Mountain Standard Time",
    "UTC",
    "UTC+12",
    "UTC+13",
    "UTC-02",
    "UTC-08",
    "UTC-09",
    "UTC-11",
    "Ulaanbaatar Standard Time",
    "Venezuela Standard Time",
    "Vladivostok Standard Time",
    "Volgograd Standard Time",
    "W. Australia Standard Time",
    "W. Central Africa Standard Time",
    "W. Europe Standard Time",
    "W. Mongolia Standard Time",
    "West Asia Standard Time",
    "West Bank Standard Time",
    "West Pacific Standard Time",
    "Yakutsk Standard Time",
    "Yukon Standard Time",
  };
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = mt_zone_alias_resolve (names[i], mt_tzdata_lookup_func, tzdata);

      g_test_message ("%s", names[i]);
      g_assert_nonnull (id);
    }
}

static void
test_long (void)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autofree char *slashes = g_strnfill (100000, '/');

  g_assert_null (mt_zone_alias_resolve (slashes, mt_tzdata_lookup_func, tzdata));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone-alias/rows", test_rows);
  g_test_add_func ("/zone-alias/all-windows-names", test_all_windows_names);
  g_test_add_func ("/zone-alias/long", test_long);
  return g_test_run ();
}
