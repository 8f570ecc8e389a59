# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""What stands before the calendar server of the tests: signing in by the browser (OAuth 2.0 with PKCE, or
the login flow v2 of self-hosted clouds), TLS with a certificate of one's own, and requests that are kept
waiting until the test lets them go. All else is passed on."""
import base64
import hashlib
import http.client
import http.server
import json
import ssl
import threading
import urllib.parse

HOPS = ("connection", "keep-alive", "transfer-encoding", "content-length", "host", "date", "server")


class Cloud:
    """CLIENT: the client ID that its authorisation server knows; LOGIN: (user, password) that its login flow
    hands out; CERTIFICATE: a file with certificate and key."""

    def __init__(self, server, client=None, login=None, certificate=None):
        self.server, self.client, self.login = server, client, login
        self.lock = threading.Condition()
        self.codes, self.tokens, self.granted, self.asked = {}, 0, False, []
        self.refuses, self.held, self.waiting = False, None, 0
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.http.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.http.server_address[1]
        self.url = f"http{'s' if certificate else ''}://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,))
        self.thread.start()

    def close(self):
        self.release()
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()

    # -- What the test says --

    def hold(self, method, path):
        """Requests of METHOD for PATH wait from now on, as on a line that is slow; how many do is `waiting`."""
        with self.lock:
            self.held, self.waiting = (method, path), 0

    def release(self):
        with self.lock:
            self.held = None
            self.lock.notify_all()

    def end_tokens(self):
        """Those that were given out are good for nothing any more."""
        self.server.tell("set", token=f"none-{self.tokens}")

    # -- What the program asks --

    def _is_held(self, method, path):
        with self.lock:
            held = self.held == (method, path)
            self.waiting += held
            return held

    def _wait(self):
        """Whether it is over, after a few seconds at most."""
        with self.lock:
            return self.lock.wait_for(lambda: self.held is None, 5)

    def _new_tokens(self):
        self.tokens += 1
        access = f"access-canary-{self.tokens}"
        self.server.tell("set", token=access)
        return {"access_token": access, "token_type": "Bearer", "expires_in": 3600,
                "refresh_token": f"refresh-canary-{self.tokens}"}

    def _token(self, form):
        if form.get("client_id") != self.client:
            return 401, {"error": "invalid_client"}
        if form.get("grant_type") == "refresh_token":
            good = not self.refuses and form.get("refresh_token") == f"refresh-canary-{self.tokens}"
            return (200, self._new_tokens()) if good else (400, {"error": "invalid_grant"})
        challenge, redirect = self.codes.pop(form.get("code"), (None, None))
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if challenge is None or proof.decode() != challenge or form.get("redirect_uri") != redirect:
            return 400, {"error": "invalid_grant"}
        return 200, self._new_tokens()

    def _authorize(self, query):
        """The page where somebody signs in, and has done so at once: where the browser goes next."""
        assert query["response_type"] == "code" and query["code_challenge_method"] == "S256", query
        if query["client_id"] != self.client:
            answer = {"error": "unauthorized_client", "error_description": "Nobody knows this program"}
        else:
            code = f"code-{len(self.asked)}"
            self.codes[code] = (query["code_challenge"], query["redirect_uri"])
            answer = {"code": code, "iss": self.url}
        return query["redirect_uri"] + "?" + urllib.parse.urlencode({**answer, "state": query["state"]})

    def _answer(self, method, path, form, query):
        """(status, JSON), or (status, where to); None: the calendar server answers."""
        if path == "/.well-known/oauth-authorization-server" and self.client:
            return 200, {"issuer": self.url, "authorization_endpoint": self.url + "/authorize",
                         "token_endpoint": self.url + "/token", "code_challenge_methods_supported": ["S256"]}
        if path == "/authorize" and self.client:
            self.asked.append(query)
            return 302, self._authorize(query)
        if path == "/token" and self.client:
            return self._token(form)
        if path.endswith("/index.php/login/v2") and method == "POST" and self.login:
            return 200, {"poll": {"token": "poll-canary", "endpoint": self.url + "/poll"}, "login": self.url + "/flow"}
        if path == "/flow" and self.login:
            self.granted = True
            return 200, {"said": "You can close this window."}
        if path == "/poll" and self.login:
            good = self.granted and form.get("token") == "poll-canary"
            return (200, {"server": self.url, "loginName": self.login[0], "appPassword": self.login[1]}) if good else (404, {})
        if "/index.php/" in path or path.startswith(("/.well-known/oauth", "/.well-known/openid")):
            return 404, {}
        return None

    def _handler(self):
        cloud = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60

            def log_message(self, *_):
                pass

            def begin(self):
                """A line of the answer now and then: nobody takes the server for dead."""
                self.begun = True
                self.wfile.write(b"HTTP/1.1 207 Multi-Status\r\n")
                while not cloud._wait():
                    self.wfile.write(b"X-Patience: please\r\n")

            def send(self, status, headers, body):
                if not self.begun:
                    self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                if status not in (204, 304):
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if status not in (204, 304):
                    self.wfile.write(body)

            def pass_on(self, body):
                with_body = {name: value for name, value in self.headers.items() if name.lower() not in HOPS}
                connection = http.client.HTTPConnection("127.0.0.1", cloud.server.port, timeout=60)
                try:
                    connection.request(self.command, self.path, body, {**with_body, "Host": self.headers["Host"]})
                    answer = connection.getresponse()
                    data = answer.read()
                finally:
                    connection.close()
                self.send(answer.status, [one for one in answer.getheaders() if one[0].lower() not in HOPS], data)

            def any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                parts = urllib.parse.urlsplit(self.path)
                form = dict(urllib.parse.parse_qsl(body.decode(errors="replace"))) if self.command == "POST" else {}
                own = cloud._answer(self.command, parts.path, form, dict(urllib.parse.parse_qsl(parts.query)))
                self.begun = False
                try:
                    if cloud._is_held(self.command, parts.path):
                        self.begin()
                    if own is None:
                        self.pass_on(body)
                    elif isinstance(own[1], str):
                        self.send(own[0], [("Location", own[1])], b"")
                    else:
                        self.send(own[0], [("Content-Type", "application/json")], json.dumps(own[1]).encode())
                except OSError:
                    self.close_connection = True  # whoever asked has gone

            def handle(self):
                try:
                    super().handle()
                except OSError:
                    pass  # a handshake that was broken off, as where a certificate is not trusted

        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "PROPPATCH", "REPORT",
                       "MKCALENDAR", "MKCOL"):
            setattr(Handler, f"do_{method}", Handler.any)
        return Handler
