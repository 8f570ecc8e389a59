# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A proxy between a client and a server of 127.0.0.1 that counts, records, and breaks what it is told to break.

A fault is a coroutine over one Exchange; FAULTS has them by name. What reaches another origin (OtherOrigin) is
recorded byte by byte.
"""
import asyncio
import contextlib
import email.utils
import functools
import gzip
import http
import random
import re
import socket
import struct
import threading
import time
import zlib

PATIENCE_S = 60  # the longest that a fault stays silent, should a client never give up
BOMB_BYTES = 300 << 20
HUGE_BYTES = 9 << 20

ENDLESS = {"silence", "silence-after", "drip"}  # whoever meets these has to give up by himself
RETRY_AFTER_S = 2  # what the throttling faults ask for
LISTING = 5  # answers with so many items are one
SETTLE_S = 30  # until what was begun is counted
FAULTS = {}


def fault(name, says):
    """Registers a fault; SAYS is its row in a table."""
    def add(function):
        function.says = says
        FAULTS[name] = function
        return function
    return add


class Record:
    """What is counted of one request."""

    def __init__(self, method, path, up, fault):
        self.method, self.path, self.up, self.fault = method, path, up, fault
        self.status, self.down, self.over = 0, 0, False
        self.began, self.until = time.time(), 0  # when it came; until when its answer asks to be left in peace

    def __repr__(self):
        return f"{self.method} {self.path}: {self.status}, {self.up} up, {self.down} down, {self.fault or 'no fault'}"


class Message:
    """A request or a reply, its body without transfer encoding."""

    def __init__(self, first, headers, body=b""):
        self.first, self.headers, self.body = first, headers, body

    def get(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def set(self, name, value):
        """Replaces a header, or takes it away with None."""
        self.headers = [(key, had) for key, had in self.headers if key.lower() != name.lower()]
        if value is not None:
            self.headers.append((name, value))

    def head(self):
        return (self.first + "\r\n" + "".join(f"{key}: {value}\r\n" for key, value in self.headers) + "\r\n").encode("latin-1")

    def plain(self):
        """Undoes compression, so that the body can be edited."""
        if (self.get("Content-Encoding") or "").lower() == "gzip":
            self.body = gzip.decompress(self.body)
        elif (self.get("Content-Encoding") or "").lower() == "deflate":
            self.body = zlib.decompress(self.body)
        self.set("Content-Encoding", None)


def reply(status, body=b"", kind="text/plain", **headers):
    phrase = http.HTTPStatus(status).phrase
    return Message(f"HTTP/1.1 {status} {phrase}", [
        ("Date", email.utils.formatdate(usegmt=True)), ("Content-Type", kind), *((key.replace("_", "-"), value) for key, value in headers.items())], body)


async def read_message(reader, method=None):
    """One message, or None at the end of the connection. METHOD is what a reply answers."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None, b""
    first, *rows = head.decode("latin-1")[:-4].split("\r\n")
    message = Message(first, [tuple(part.strip() for part in row.split(":", 1)) for row in rows if ":" in row])
    status = int(first.split()[1]) if method else 0
    if method and status < 200:
        return await read_message(reader, method)
    raw = head
    if "chunked" in (message.get("Transfer-Encoding") or "").lower():
        while True:
            line = await reader.readline()
            size = int(line.split(b";")[0] or b"0", 16)
            chunk = await reader.readexactly(size + 2)
            raw += line + chunk
            if size == 0:
                break
            message.body += chunk[:-2]
        message.set("Transfer-Encoding", None)
    elif message.get("Content-Length") is not None and method != "HEAD":
        message.body = await reader.readexactly(int(message.get("Content-Length")))
        raw += message.body
    elif method and method != "HEAD" and status not in (204, 304):
        message.body = await reader.read()
        raw += message.body
    return message, raw


class Gone(Exception):
    """The connection to the client is over."""


class Exchange:
    """One request and what becomes of it."""

    def __init__(self, proxy, request, writer):
        self.proxy, self.request, self.writer = proxy, request, writer
        self.method, self.target = request.first.split()[:2]
        self.record = None

    async def forward(self):
        """What the server answers."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.proxy.upstream, limit=1 << 26)
        try:
            ask = Message(self.request.first, list(self.request.headers), self.request.body)
            ask.set("Connection", "close")
            ask.set("Upgrade", None)
            ask.set("Content-Length", str(len(ask.body)) if ask.body or self.method in ("PUT", "POST") else None)
            writer.write(ask.head() + ask.body)
            await writer.drain()
            answer, _ = await read_message(reader, self.method)
        finally:
            writer.close()
        if answer is None:
            raise Gone
        for name in ("Connection", "Keep-Alive", "Upgrade"):
            answer.set(name, None)
        return answer

    async def raw(self, data):
        try:
            self.writer.write(data)
            await self.writer.drain()
        except (ConnectionError, RuntimeError):
            raise Gone from None
        self.record.down += len(data)

    async def send(self, answer):
        """The whole of it, in good order."""
        self.record.status = int(answer.first.split()[1])
        if self.record.status not in (204, 304):
            answer.set("Content-Length", answer.get("Content-Length") if self.method == "HEAD" else str(len(answer.body)))
        await self.raw(answer.head() + (b"" if self.method == "HEAD" else answer.body))

    def close(self):
        raise Gone

    def reset(self):
        """RST instead of FIN."""
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Gone

    async def hang(self):
        """Silence, until the client has had enough or the fault is lifted."""
        await self.proxy.wait_lifted(self.writer)
        raise Gone


class FaultProxy:
    """Runs in a thread of its own. `set` breaks all requests, or those that ONLY(method, path) names, TIMES times."""

    def __init__(self, upstream, seed=1):
        self.upstream, self.port = upstream, None
        self.random = random.Random(seed)
        self.other = OtherOrigin()
        self.fault, self.only, self.times = None, None, None
        self.records, self.received = [], []
        self.errors = []  # of the proxy itself: always empty
        self.lifted = None
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, name="fault-proxy", daemon=True)
        self.ready = threading.Event()

    # What a test calls

    def __enter__(self):
        self.other.start()
        self.thread.start()
        if not self.ready.wait(10):
            raise RuntimeError("the proxy did not start")
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.other.stop()

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"

    def set(self, name, only=None, times=None):
        if name not in FAULTS:
            raise KeyError(name)
        self.only, self.times = only, times
        self.fault = name

    def lift(self):
        self.fault = None
        self.loop.call_soon_threadsafe(self._wake)

    @contextlib.contextmanager
    def broken(self, name, **how):
        self.set(name, **how)
        try:
            yield
        finally:
            self.lift()

    @contextlib.contextmanager
    def counting(self):
        """Gives the list of Records of what happens meanwhile, filled at its end."""
        first, found = len(self.records), []
        try:
            yield found
        finally:
            found += self.records[first:]
            end = time.monotonic() + SETTLE_S
            while self.fault is None and not all(record.over for record in found) and time.monotonic() < end:
                time.sleep(0.005)

    # The proxy itself

    def _wake(self):
        self.lifted.set()
        self.lifted = asyncio.Event()

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.set_exception_handler(lambda *_: None)
        self.lifted = asyncio.Event()
        server = self.loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 26))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    async def wait_lifted(self, writer):
        lifted, end = self.lifted, time.monotonic() + PATIENCE_S
        while time.monotonic() < end and not writer.is_closing():
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.shield(lifted.wait()), 0.2)
                return

    def _pick(self, exchange):
        name = self.fault
        if name is None or self.only and not self.only(exchange.method, exchange.target):
            return None
        if self.times is not None:
            if self.times == 0:
                return None
            self.times -= 1
        return name

    async def _serve(self, reader, writer):
        try:
            while True:
                request, raw = await read_message(reader)
                if request is None:
                    break
                self.received.append(raw)
                exchange = Exchange(self, request, writer)
                name = self._pick(exchange)
                record = exchange.record = Record(exchange.method, exchange.target, len(raw), name)
                self.records.append(record)
                try:
                    if name:
                        await FAULTS[name](exchange)
                    else:
                        await exchange.send(await exchange.forward())
                finally:
                    record.over = True
                if (request.get("Connection") or "").lower() == "close":
                    break
        except (Gone, OSError, asyncio.IncompleteReadError):
            pass
        except Exception as error:
            self.errors.append(error)
        finally:
            with contextlib.suppress(OSError, RuntimeError):
                writer.close()


class OtherOrigin:
    """Where a redirect leads: keeps every byte that arrives, and answers like a server that would like more."""

    def __init__(self):
        self.received = bytearray()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._run, name="other-origin", daemon=True)

    def start(self):
        self.thread.start()

    def stop(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(1)
                with contextlib.suppress(OSError):
                    data = connection.recv(1 << 20)
                    self.received += data
                    connection.sendall(b'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="other"\r\n'
                                       b"Content-Length: 0\r\nConnection: close\r\n\r\n")
                    while data:
                        data = connection.recv(1 << 20)
                        self.received += data


# The faults. Each is one thing that servers, networks or portals were seen to do.


def has_xml(answer):
    return "xml" in (answer.get("Content-Type") or "")


def editing(change):
    """A fault that alters the server's reply by CHANGE(exchange, answer)."""
    async def run(exchange):
        exchange.request.set("Accept-Encoding", None)
        answer = await exchange.forward()
        answer.plain()
        change(exchange, answer)
        await exchange.send(answer)
    return run


def answering(status, body=b"", **headers):
    """A fault that never asks the server."""
    async def run(exchange):
        await exchange.send(reply(status, body or f"this is {status}\n".encode(), **headers))
    return run


for _status in (400, 403, 404, 405, 409, 410, 412, 418, 423, 500, 502, 504, 507):
    fault(f"status-{_status}", f"{_status} to everything")(answering(_status))
fault("status-401", "401 to everything, whatever is sent")(answering(401, WWW_Authenticate='Basic realm="never"'))
fault("html-200", "200 and a login page in HTML")(answering(
    200, b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><form><input name=room></form></body></html>",
    kind="text/html; charset=utf-8"))
fault("empty-207", "207 without a body")(answering(207, b" ", kind="application/xml; charset=utf-8"))


@fault("throttled-429", "429 with Retry-After in seconds")
async def throttled_429(exchange):
    exchange.record.until = time.time() + RETRY_AFTER_S
    await exchange.send(reply(429, b"later\n", Retry_After=str(RETRY_AFTER_S)))


@fault("throttled-503", "503 with Retry-After as a date")
async def throttled_503(exchange):
    exchange.record.until = int(time.time()) + RETRY_AFTER_S
    await exchange.send(reply(503, b"later\n", Retry_After=email.utils.formatdate(exchange.record.until, usegmt=True)))


@fault("no-members", "207, well-formed, that lists nothing")
async def no_members(exchange):
    if exchange.method not in ("PROPFIND", "REPORT"):
        await exchange.send(await exchange.forward())
        return
    await exchange.send(reply(207, b'<?xml version="1.0"?><multistatus xmlns="DAV:"/>', kind="application/xml; charset=utf-8"))


@fault("refused-token", "403 valid-sync-token to each sync-collection")
async def refused_token(exchange):
    if b"sync-collection" in exchange.request.body:
        await exchange.send(reply(403, b'<?xml version="1.0"?><error xmlns="DAV:"><valid-sync-token/></error>', kind="application/xml"))
    else:
        await exchange.send(await exchange.forward())


@fault("silence", "the request is never answered")
async def silence(exchange):
    await exchange.hang()


@fault("silence-after", "the server does it, the answer never comes")
async def silence_after(exchange):
    await exchange.forward()
    await exchange.hang()


@fault("closed", "the connection is closed instead of an answer")
async def closed(exchange):
    exchange.close()


@fault("reset-before", "reset before the request reached the server")
async def reset_before(exchange):
    exchange.reset()


@fault("reset-after", "reset after the server did it")
async def reset_after(exchange):
    await exchange.forward()
    exchange.reset()


@fault("cut-head", "cut within the header lines")
async def cut_head(exchange):
    head = (await exchange.forward()).head()
    await exchange.raw(head[:exchange.proxy.random.randrange(1, len(head) - 1)])
    exchange.close()


@fault("cut-body", "cut at any byte of the body")
async def cut_body(exchange):
    answer = await exchange.forward()
    answer.set("Content-Length", str(len(answer.body) or 1))
    await exchange.raw(answer.head() + answer.body[:exchange.proxy.random.randrange(max(len(answer.body), 1))])
    exchange.close()


@fault("cut-chunk", "chunked, cut within a chunk")
async def cut_chunk(exchange):
    answer = await exchange.forward()
    answer.set("Content-Length", None)
    answer.set("Transfer-Encoding", "chunked")
    half = len(answer.body) // 2
    await exchange.raw(answer.head() + b"%x\r\n" % (len(answer.body) or 1) + answer.body[:half])
    exchange.close()


@fault("cut-last-chunk", "chunked, all there but the last, empty chunk")
async def cut_last_chunk(exchange):
    answer = await exchange.forward()
    answer.set("Content-Length", None)
    answer.set("Transfer-Encoding", "chunked")
    half = len(answer.body) // 2
    await exchange.raw(answer.head() + (b"%x\r\n" % half + answer.body[:half] + b"\r\n" if half else b""))
    exchange.close()


@fault("cut-xml", "the right length of half an answer")
async def cut_xml(exchange):
    exchange.request.set("Accept-Encoding", None)
    answer = await exchange.forward()
    answer.plain()
    if has_xml(answer):
        answer.body = answer.body[:len(answer.body) // 2]
    await exchange.send(answer)


@fault("drip", "a byte every tenth of a second")
async def drip(exchange):
    answer = await exchange.forward()
    answer.set("Content-Length", str(len(answer.body)))
    end = time.monotonic() + PATIENCE_S
    for byte in answer.head() + answer.body:
        if exchange.writer.is_closing() or time.monotonic() > end or exchange.proxy.fault is None:
            break
        await exchange.raw(bytes([byte]))
        await asyncio.sleep(0.1)
    exchange.close()


@fault("too-long", "Content-Length says more than comes")
async def too_long(exchange):
    answer = await exchange.forward()
    answer.set("Content-Length", str(len(answer.body) + 100))
    await exchange.raw(answer.head() + answer.body)
    exchange.close()


@fault("too-short", "Content-Length says less than comes")
async def too_short(exchange):
    answer = await exchange.forward()
    answer.set("Content-Length", str(max(len(answer.body) - 20, 0)))
    await exchange.raw(answer.head() + answer.body)
    exchange.close()


@functools.lru_cache(maxsize=1)
def bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * (1 << 20)
    return b"".join([packer.compress(b"<multistatus xmlns='DAV:'>"), *(packer.compress(block) for _ in range(BOMB_BYTES >> 20)),
                     packer.compress(b"</multistatus>"), packer.flush()])


@fault("gzip-bomb", "300 MB of nothing, compressed")
async def gzip_bomb(exchange):
    await exchange.send(reply(207, bomb(), kind="application/xml; charset=utf-8", Content_Encoding="gzip"))


@fault("redirect-other", "302 to another origin")
async def redirect_other(exchange):
    await exchange.send(reply(302, b"there\n", Location=f"http://127.0.0.1:{exchange.proxy.other.port}{exchange.target}"))


@fault("redirect-308-other", "308 to another name of the same machine")
async def redirect_308_other(exchange):
    await exchange.send(reply(308, b"there\n", Location=f"http://localhost:{exchange.proxy.other.port}{exchange.target}"))


@fault("redirect-loop", "307 to itself, for ever")
async def redirect_loop(exchange):
    await exchange.send(reply(307, b"here\n", Location=exchange.target))


def insert_dtd(_, answer):
    if has_xml(answer):
        answer.body = re.sub(rb"^(<\?xml[^>]*\?>)?\s*", lambda m: m[0] + (
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'),
            answer.body, count=1)


def drop_etags(_, answer):
    answer.set("ETag", None)
    if has_xml(answer):
        answer.body = re.sub(rb"<(?P<p>\w+:)?getetag[^>]*>.*?</(?P=p)?getetag>" if b":getetag" in answer.body else
                             rb"<getetag[^>]*>.*?</getetag>", b"", answer.body, flags=re.DOTALL)


def weaken_etags(_, answer):
    if answer.get("ETag"):
        answer.set("ETag", "W/" + answer.get("ETag"))
    if has_xml(answer):
        answer.body = re.sub(rb"(getetag[^>]*>)((?:&quot;|\")[^<]*)(</)", rb"\1W/\2\3", answer.body)


def swell_item(_, answer):
    filler = b"\r\nDESCRIPTION:" + (b"x" * 60 + b"\r\n ") * (HUGE_BYTES // 63) + b"x\r\n"
    if b"END:VCALENDAR" in answer.body:
        answer.body = re.sub(rb"\r?\n(?=SUMMARY)", lambda _: filler, answer.body, count=1)


def add_control(_, answer):
    if has_xml(answer):
        answer.body = re.sub(rb"</(\w+:)?response>", lambda found: found[0] + b"\x01\x0b", answer.body)


def break_utf8(_, answer):
    if has_xml(answer):
        answer.body = re.sub(rb"</(\w+:)?response>", lambda found: found[0] + b"\xe9\xff", answer.body)


def shift_date(exchange, answer):
    answer.set("Date", email.utils.formatdate(time.time() + exchange.proxy.random.choice((-86400, 86400)), usegmt=True))


def twice(_, answer):
    if has_xml(answer):
        answer.body = re.sub(rb"(<(\w+:)?response\b.*?</(?:\w+:)?response>)", rb"\1\1", answer.body, flags=re.DOTALL)


def all_gone(exchange, answer):
    """A listing with every member reported as 404, complete and well-formed. Of a few changes nobody could tell that
    from the truth."""
    members = re.findall(rb"<(?:\w+:)?response\b.*?</(?:\w+:)?response>", answer.body, re.DOTALL)
    if len(members) < LISTING or exchange.method not in ("REPORT", "PROPFIND"):
        return
    for one in members:
        prefix = re.match(rb"<(\w+:)?", one)[1] or b""
        href = re.search(rb"<(?:\w+:)?href[^>]*>.*?</(?:\w+:)?href>", one, re.DOTALL)
        if href and not re.search(rb"/\s*</", href[0]):
            answer.body = answer.body.replace(one, b"<%sresponse>%s<%sstatus>HTTP/1.1 404 Not Found</%sstatus></%sresponse>" % (
                prefix, href[0], prefix, prefix, prefix))


fault("dtd", "a DOCTYPE with entities in each XML answer")(editing(insert_dtd))
fault("no-etag", "no ETag anywhere")(editing(drop_etags))
fault("weak-etag", "weak ETags only")(editing(weaken_etags))
fault("huge-item", "one item of 9 MB")(editing(swell_item))
fault("control-character", "control characters make the XML ill-formed")(editing(add_control))
fault("bad-utf8", "the XML is not UTF-8")(editing(break_utf8))
fault("date-off", "Date off by a day")(editing(shift_date))
fault("twice", "each response stands there twice")(editing(twice))
fault("all-gone", "every item is reported as gone")(editing(all_gone))
fault("wrong-type", "everything is application/octet-stream")(editing(lambda _, a: a.set("Content-Type", "application/octet-stream")))
