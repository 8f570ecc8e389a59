# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A CalDAV server of one calendar that is larger than anybody wants to keep in memory."""
import datetime
import http.server
import itertools
import re
import threading

import caldav_data

HEAD = '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'


def day_of(number):
    """When the event of that number is, at nine; over ten years."""
    return datetime.date(2016, 1, 4) + datetime.timedelta(number * 7 % 3640)


class BigServer(http.server.ThreadingHTTPServer):
    """A calendar of ITEMS items of about so many BYTES each. No password, no sync tokens; nothing of it is kept: answers are
    made as they are read."""

    daemon_threads = True

    def __init__(self, items, size):
        super().__init__(("127.0.0.1", 0), BigHandler)
        self.items, self.size, self.requests = items, size, 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/big/"

    def handle_error(self, *_):
        """A client that has had enough is no error here."""


class BigHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def multistatus(self, parts):
        self.send_response(207)
        self.send_header("Content-Type", "application/xml; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in itertools.chain([HEAD], parts, ["</d:multistatus>"]):
            for start in range(0, len(part), 1 << 16):
                piece = part[start:start + (1 << 16)].encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    @staticmethod
    def member(number, data=""):
        return (f'<d:response><d:href>/big/item-{number:06}.ics</d:href><d:propstat><d:prop><d:getetag>"e{number}"</d:getetag>'
                f"<d:getcontenttype>text/calendar</d:getcontenttype><d:resourcetype/>{data}</d:prop>"
                "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>")

    def text(self, number):
        filler = ("x" * 70 + "\r\n ") * (self.server.size // 73)
        return caldav_data.ics(*caldav_data.component("VEVENT", f"big-{number}", f"DTSTART:{day_of(number):%Y%m%d}T090000Z", "DURATION:PT1H",
                                                      f"SUMMARY:Big {number}", "DESCRIPTION:" + filler + "x"))

    def body(self):
        self.server.requests += 1
        return self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()

    def do_OPTIONS(self):
        self.send_response(200)
        self.send_header("DAV", "1, calendar-access")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_PROPFIND(self):
        self.body()
        own = ("<d:response><d:href>/big/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
               "<d:displayname>Big</d:displayname><d:current-user-principal><d:href>/big/</d:href></d:current-user-principal>"
               "<c:calendar-home-set><d:href>/big/</d:href></c:calendar-home-set></d:prop>"
               "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>")
        members = (self.member(number) for number in range(self.server.items if self.headers.get("Depth") == "1" else 0))
        self.multistatus(itertools.chain([own], members))

    def do_REPORT(self):
        body = self.body()
        if "calendar-multiget" not in body:
            self.send_response(403)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        wanted = [int(number) for number in re.findall(r"item-(\d+)\.ics", body)]
        self.multistatus(self.member(number, f"<c:calendar-data>{self.text(number)}</c:calendar-data>") for number in wanted)

    def do_GET(self):
        found = re.search(r"item-(\d+)\.ics", self.path)
        text = self.text(int(found[1])).encode() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("ETag", f'"e{int(found[1])}"' if found else '"none"')
        self.send_header("Content-Type", "text/calendar")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
