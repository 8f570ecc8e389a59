# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Xandikos with users: it has neither passwords nor more than one principal of its own.

    xandikos_front.py FOLDER PORT      (the password on standard input)
"""
import base64
import logging
import sys

from aiohttp import web
from xandikos.web import WELLKNOWN_DAV_PATHS, RedirectDavHandler, XandikosApp, XandikosBackend

READS = ("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT")
SHARED = {"ana": ("work", "board", "journal"), "bo": ("work",), "chen": ()}
WRITERS = {("ana", "board"): ("bo",), ("ana", "journal"): ("bo",)}


def may(user, method, path):
    """Whether USER may do METHOD at PATH: everything at home, and what is shared."""
    parts = [part for part in path.split("/") if part]
    if not parts or parts[0] not in SHARED or parts[0] == user:
        return True
    owner, calendar = parts[0], parts[2] if len(parts) > 2 else None
    if calendar is None:
        return method in READS
    return user in WRITERS.get((owner, calendar), ()) or method in READS and calendar in SHARED[owner]


def main():
    folder, port, password = sys.argv[1], int(sys.argv[2]), sys.stdin.readline().rstrip("\n")
    logging.basicConfig(level=logging.INFO)
    backend = XandikosBackend(folder)
    apps = {}
    for user in SHARED:
        backend.create_principal(f"/{user}/", create_defaults=True)
        backend._mark_as_principal(f"/{user}/")
        apps[user] = XandikosApp(backend, current_user_principal=f"/{user}/")

    def user_of(request):
        kind, _, value = request.headers.get("Authorization", "").partition(" ")
        try:
            user, _, given = base64.b64decode(value).decode().partition(":")
        except ValueError:
            return None
        return user if kind.lower() == "basic" and given == password and user in apps else None

    async def handle(request):
        user = user_of(request)
        if user is None:
            return web.Response(status=401, headers={"WWW-Authenticate": 'Basic realm="test", charset="UTF-8"'})
        if not may(user, request.method, request.path):
            return web.Response(status=403, text="not yours")
        return await apps[user].aiohttp_handler(request, "/")

    app = web.Application(client_max_size=1 << 27)
    app.router.add_get("/ready", lambda _: web.Response(text="ready"))
    for path in WELLKNOWN_DAV_PATHS:
        app.router.add_route("*", path, RedirectDavHandler("/").__call__)
    app.router.add_route("*", "/{path_info:.*}", handle)
    web.run_app(app, host="127.0.0.1", port=port)


if __name__ == "__main__":
    main()
