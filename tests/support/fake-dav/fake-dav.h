/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * FakeDav: a CalDAV server for tests, on a thread of its own and a free port of the loopback. What
 * real servers do differently from one another, and what breaks on the way, are switches.
 *
 * Paths: /dav/ is where /.well-known/caldav leads, /principals/USER/, /calendars/USER/ the home,
 * /calendars/USER/inbox/ and outbox/, /calendars/USER/NAME/ a collection. Addresses are
 * mailto:USER@example.org.
 *
 * Switches (first value is the default):
 *   auth                basic, digest, both, bearer, none, silent (anonymous answers, no challenge)
 *   digest              md5, md5-sess, sha-256, refused (every digest is wrong)
 *   token               what auth=bearer wants: "token"
 *   well-known          301 (relative), 302, 307, 308, absolute, none, html, a URL to lead to
 *   context             yes, no (/dav/ is 404: only the root and the principals answer)
 *   addresses           mailto, path (no address, only the principal), none
 *   home                own, principal (the principal is its own home)
 *   dav                 all, the text of a DAV: header
 *   content-type        any, strict (415 unless XML is application/xml)
 *   gzip                yes, no
 *   style               D, default (namespace), ns (ns0, ns1), indent, status-first, cdata
 *   href                path, url, escaped (all that can be), lower (escapes), raw (spaces),
 * relative, slashes (doubled) line-ends           reference (&#13;), raw foreign             no,
 * yes (answers also speak of other paths) etag                strong, weak, none, changing (with
 * each answer), counter (restarts) get-etag            yes, no;   put-etag: yes, no not-modified
 * yes, no (GET with If-None-Match gives 200) put                 201, rewrite (stores something
 * else), or the status that each is refused with; 207-412 puts it inside if-match            yes,
 * ignored, never (a change with If-Match is always refused) uid-conflict        no, 403, 409 (a UID
 * that is there under another name) delete              204, 200 (with a multistatus) sync yes, no,
 * or the status that the report is refused with sync-data           yes, no (calendar-data is not
 * given in it) sync-page           0, N: changes in one answer, then 507 on the collection
 *   sync-gone           no, yes (the first sync lists what was deleted, as 404)
 *   sync-token          opaque, inclusive (a change is told twice), tree (returns to earlier
 * values), none (missing in answers) sync-refused        0, STATUS: for all tokens but the empty
 * one sync-epoch          0, N: a change of it makes all tokens unknown (403) ctag yes, no listing
 * yes, own-missing (without the collection itself), empty, partial (every other) multiget yes, no
 * (501), STATUS (any), 404-whole (if one is missing), drop (missing ones silently), max-N (500
 * beyond N), only-N (answers N of them), forbidden (403 in a propstat each) item:NAME           0,
 * STATUS of GET and multiget for the item of that name; 500-all: a multiget that has it fails
 * whole; 404-multiget: it is there for GET alone query               yes, no;   query-depth: any,
 * strict (Depth 0 or none finds nothing) redact              no, yes (events of others are "Busy")
 *   free-busy           yes, no, hrefs (207 of bare hrefs), octet-stream
 *   outbox              yes, no, refused (3.7), partial (bo is 3.7)
 *   availability        inbox, any, no
 *   mkcalendar          yes, no (405), 207 (403 inside), mkcol (only extended MKCOL)
 *   components          any, VEVENT and the like (others are refused)
 *   clock               0, N: Date says N seconds after nine on 2 March 2026
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _FakeDav FakeDav;

FakeDav *fake_dav_new (void);
FakeDav *fake_dav_new_on (guint port);
void fake_dav_free (FakeDav *self);

char *fake_dav_url (FakeDav *self, const char *path);
guint fake_dav_get_port (FakeDav *self);
void fake_dav_set (FakeDav *self, const char *name, const char *value);
void fake_dav_reset (FakeDav *self);
void fake_dav_fail (FakeDav *self,
                    const char *request,
                    const char *action,
                    guint count,
                    const char *header);

void fake_dav_add_user (FakeDav *self, const char *name, const char *password);
void fake_dav_add_collection (FakeDav *self, const char *path, const char *components);
void fake_dav_share (FakeDav *self, const char *path, const char *user, const char *right);
void fake_dav_put (FakeDav *self, const char *path, const char *text);
void fake_dav_put_bytes (FakeDav *self, const char *path, GBytes *bytes);
gboolean fake_dav_remove (FakeDav *self, const char *path);
GBytes *fake_dav_read (FakeDav *self, const char *path);
GHashTable *fake_dav_list (FakeDav *self, const char *path);

guint fake_dav_count (FakeDav *self, const char *request);
char *fake_dav_dup_log (FakeDav *self);
void fake_dav_clear_log (FakeDav *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeDav, fake_dav_free)

G_END_DECLS
