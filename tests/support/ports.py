# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Ports of 127.0.0.1 that stay a test's own, whatever else runs on the machine."""
import socket


class HeldPort:
    """A port that is kept, without listening there, until it is closed.

    Who listens with SO_REUSEADDR, as servers do, may; nobody else is given it, not while a server comes up and not
    between its end and its next start. Until somebody listens, connections are refused.
    """

    def __init__(self):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", 0))
        self.number = self.socket.getsockname()[1]

    def close(self):
        self.socket.close()
