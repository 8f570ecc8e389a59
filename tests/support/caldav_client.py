# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A CalDAV client that shares nothing with Meantime's: what it lists is what stands on the server."""
import base64
import collections
import http.client
import re
import urllib.parse
import xml.etree.ElementTree as ET

NS = {"d": "DAV:", "c": "urn:ietf:params:xml:ns:caldav"}
PROPFIND = '<d:propfind xmlns:d="DAV:"><d:prop>%s</d:prop></d:propfind>'
MKCALENDAR = ('<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>'
              '<d:displayname>%s</d:displayname>%s</d:prop></d:set></c:mkcalendar>')
COMPONENTS = '<c:supported-calendar-component-set>%s</c:supported-calendar-component-set>'

Answer = collections.namedtuple("Answer", "status headers body")
Item = collections.namedtuple("Item", "etag text")


class Refused(Exception):
    """The server did not do it; says the status."""

    def __init__(self, method, path, answer):
        super().__init__(f"{method} {path}: {answer.status} {answer.body[:300]!r}")
        self.status = answer.status


class Dav:
    """One user at one server."""

    timeout_s = 120

    def __init__(self, port, user=None, password=None, host="127.0.0.1"):
        self.host, self.port, self.user, self.password = host, port, user, password

    def request(self, method, path, body=None, headers=None, good=None):
        """An Answer. Only statuses in GOOD (2xx without it, everything with ()) are fine, else Refused."""
        data = body.encode() if isinstance(body, str) else body
        named = {"Connection": "close", **(headers or {})}
        if self.user is not None:
            named["Authorization"] = "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        if data is not None:
            named.setdefault("Content-Type", "application/xml; charset=utf-8")
        connection = http.client.HTTPConnection(self.host, self.port, timeout=self.timeout_s)
        try:
            connection.request(method, path, data, named)
            got = connection.getresponse()
            answer = Answer(got.status, got.headers, got.read())
        finally:
            connection.close()
        if good is None and not 200 <= answer.status < 300 or good and answer.status not in good:
            raise Refused(method, path, answer)
        return answer

    def mkcalendar(self, path, name, *components):
        extra = COMPONENTS % "".join(f'<c:comp name="{c}"/>' for c in components) if components else ""
        return self.request("MKCALENDAR", path, MKCALENDAR % (name, extra), good=(201, 207))

    def propfind(self, path, depth, *props):
        """[(href, {tag: element})] of the properties found with status 200; PROPS are tags like d:getetag."""
        wanted = "".join(f'<x:{tag} xmlns:x="{NS[space]}"/>' for space, tag in (p.split(":") for p in props))
        answer = self.request("PROPFIND", path, PROPFIND % wanted, {"Depth": str(depth)}, good=(207,))
        found = []
        for response in ET.fromstring(answer.body).findall("d:response", NS):
            good = {}
            for stat in response.findall("d:propstat", NS):
                if " 200 " in (stat.findtext("d:status", "", NS) + " "):
                    good.update({element.tag: element for element in stat.find("d:prop", NS)})
            found.append((urllib.parse.urlsplit(response.findtext("d:href", "", NS)).path, good))
        return found

    def names(self, collection):
        """{name: ETag} of what a listing of COLLECTION shows; names are decoded last parts of hrefs."""
        found = {}
        for href, props in self.propfind(collection, 1, "d:getetag", "d:resourcetype"):
            kind = props.get("{DAV:}resourcetype")
            if href.endswith("/") or kind is not None and len(kind):
                continue
            etag = props.get("{DAV:}getetag")
            found[urllib.parse.unquote(href.rsplit("/", 1)[1])] = None if etag is None else etag.text
        return found

    def list(self, collection):
        """{name: Item}: each member, got one by one."""
        return {name: self.get(collection, name) for name in self.names(collection)}

    def get(self, collection, name):
        answer = self.request("GET", collection + urllib.parse.quote(name))
        return Item(answer.headers["ETag"], answer.body.decode())

    def put(self, collection, name, text, if_match=None, create=False):
        """The ETag, when the server says one."""
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        if if_match:
            headers["If-Match"] = if_match
        if create:
            headers["If-None-Match"] = "*"
        return self.request("PUT", collection + urllib.parse.quote(name), text, headers,
                            good=(200, 201, 204)).headers["ETag"]

    def delete(self, collection, name, if_match=None):
        return self.request("DELETE", collection + urllib.parse.quote(name),
                            headers={"If-Match": if_match} if if_match else {}, good=(200, 204))


def unfolded(text):
    """Logical lines of iCalendar TEXT."""
    return re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n").strip("\n").split("\n")


def unescaped(value):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def split_line(line):
    """Name with parameters (without quotes), and value."""
    head, _, value = re.match(r'((?:"[^"]*"|[^":])*)(:?)(.*)', line, re.DOTALL).groups()
    return head.replace('"', ""), value


def canonical(text, ignore=("PRODID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "CREATED")):
    """What an item says whatever the server made of its order, its folding and its zone tables: the sorted lines of
    each component but VTIMEZONE, without IGNOREd properties, escapes read."""
    found, stack = [], []
    for line in unfolded(text):
        if line.upper().startswith("BEGIN:"):
            stack.append((line[6:].upper(), []))
        elif line.upper().startswith("END:") and stack:
            name, lines = stack.pop()
            if "VTIMEZONE" in [name] + [outer for outer, _ in stack]:
                continue
            if name == "VCALENDAR":
                lines = [row for row in lines if isinstance(row, tuple)]
            (stack[-1][1] if stack else found).append((name, tuple(sorted(map(str, lines)))))
        elif stack and re.split("[:;]", line, 1)[0].upper() not in ignore:
            head, value = split_line(line)
            stack[-1][1].append(f"{head}:{unescaped(value)}")
    return tuple(found)


def value_of(text, name):
    """The first value of property NAME, unescaped, or None."""
    for line in unfolded(text):
        head, value = split_line(line)
        if head.split(";")[0].upper() == name:
            return unescaped(value)
    return None
