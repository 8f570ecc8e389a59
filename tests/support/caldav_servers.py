# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Real CalDAV servers on 127.0.0.1, each in a folder of its own, with users ana, bo and chen.

    caldav_servers.py [radicale|xandikos|cyrus]     one that runs until its input ends, to try things on

Each user has a calendar `work`, bo's and ana's are readable by all, chen's by nobody; ana has `board` and
`journal`, which bo writes too and chen reads.
"""
import ctypes
import imaplib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(1, os.path.dirname(os.path.abspath(__file__)))

import caldav_data  # noqa: E402
from caldav_client import Dav  # noqa: E402
from ports import HeldPort  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
USERS = caldav_data.USERS
READY_S = 120
STOP_S = 60
PR_SET_PDEATHSIG = 1


def _end_with_parent():
    """A test that is killed takes its server with it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


class Server:
    """One server; start(), stop(), restart(), and what differs between them."""

    name = None
    keeps_availability = False  # calendar-availability on the scheduling inbox
    schedules = False           # answers free/busy requests in an outbox

    def __init__(self, password=None, folder=None):
        self.password = password or secrets.token_hex(12)
        self.folder = folder or tempfile.mkdtemp(prefix=f"meantime-{self.name}-")
        self.own_folder = folder is None
        self.held = HeldPort()
        self.port = self.held.number
        self.process = None

    @classmethod
    def missing(cls):
        """Why it cannot run here, or None."""
        raise NotImplementedError

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"

    def home(self, user):
        raise NotImplementedError

    def calendar(self, user, name):
        return self.home(user) + name + "/"

    def seen(self, reader, owner, name):
        """Where READER finds a calendar of OWNER's."""
        return self.calendar(owner, name)

    def client(self, user="ana"):
        return Dav(self.port, user, self.password)

    def start(self, seed=True):
        self.prepare()
        self.run()
        if seed:
            self.seed()
        return self

    def prepare(self):
        """Writes its configuration."""

    def run(self):
        with open(self.path("log"), "ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
                preexec_fn=_end_with_parent, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HOME": self.folder},
                cwd=self.folder)
        self.process.stdin.write((self.password + "\n").encode())
        self.process.stdin.close()
        deadline = time.monotonic() + READY_S
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                said = self.log()[-2000:]
                self.stop()
                raise RuntimeError(f"{self.name} did not start: {said}")
            time.sleep(0.05)

    def command(self):
        raise NotImplementedError

    def answers(self):
        try:
            self.client().request("PROPFIND", self.home("ana"), headers={"Depth": "0"}, good=())
            return True
        except OSError:
            return False

    def log(self):
        with open(self.path("log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def halt(self):
        """Ends the process and whatever it started; the folder stays."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.process = None

    def stop(self):
        self.halt()
        self.held.close()
        if self.own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def seed(self):
        """Puts everybody's calendar, the board and the journal there, and shares them."""
        for user in USERS:
            self.make(user, "work", "VEVENT", items=caldav_data.work(user))
        self.make("ana", "board", "VTODO", items=caldav_data.board())
        self.make("ana", "journal", "VJOURNAL", items=caldav_data.journal())
        self.share()

    def make(self, user, name, *components, items=None):
        """A collection of USER's with ITEMS in it."""
        client, path = self.client(user), self.calendar(user, name)
        client.mkcalendar(path, f"{name} of {user}", *components)
        for item, text in (items or {}).items():
            client.put(path, item, text, create=True)
        return path

    def share(self):
        """Lets others see what they may."""


class Radicale(Server):
    name = "radicale"

    @classmethod
    def missing(cls):
        return None if shutil.which("radicale") else "radicale is not installed: tests/support/packages"

    def home(self, user):
        return f"/{user}/"

    def prepare(self):
        with open(self.path("users"), "w", encoding="utf-8") as file:
            file.write("".join(f"{user}:{self.password}\n" for user in USERS))
        rules = [("everything-of-mine", ".+", "{user}(/[^/]+)?", "RWrw"), ("top", ".+", "", "R"),
                 ("others", ".+", "[^/]+", "R"), ("team-writes", "bo", "ana/(board|journal)", "rw"),
                 ("team-reads", ".+", "ana/(work|board|journal)|bo/work", "r")]
        with open(self.path("rights"), "w", encoding="utf-8") as file:
            for title, user, collection, permissions in rules:
                file.write(f"[{title}]\nuser: {user}\ncollection: {collection}\npermissions: {permissions}\n\n")
        with open(self.path("config"), "w", encoding="utf-8") as file:
            file.write(f"[server]\nhosts = 127.0.0.1:{self.port}\nmax_connections = 40\n"
                       f"[encoding]\nrequest = utf-8\nstock = utf-8\n"
                       f"[auth]\ntype = htpasswd\nhtpasswd_filename = {self.path('users')}\nhtpasswd_encryption = plain\ndelay = 0\n"
                       f"[rights]\ntype = from_file\nfile = {self.path('rights')}\n"
                       f"[storage]\nfilesystem_folder = {self.path('storage')}\n"
                       f"[web]\ntype = none\n[logging]\nlevel = info\nmask_passwords = True\n")

    def command(self):
        return [shutil.which("radicale"), "--config", self.path("config")]


class Xandikos(Server):
    name = "xandikos"

    @classmethod
    def missing(cls):
        found = subprocess.run(["/usr/bin/python3", "-c", "import xandikos.web, aiohttp"], capture_output=True, check=False)
        return None if found.returncode == 0 else "xandikos is not installed: tests/support/packages"

    def home(self, user):
        return f"/{user}/calendars/"

    def prepare(self):
        os.makedirs(self.path("data"), exist_ok=True)

    def command(self):
        return ["/usr/bin/python3", os.path.join(HERE, "xandikos_front.py"), self.path("data"), str(self.port)]


class Cyrus(Server):
    name = "cyrus"
    keeps_availability = True
    schedules = True
    BIN = "/usr/lib/cyrus/bin/"

    def __init__(self, password=None, folder=None, digest=False):
        super().__init__(password, folder)
        self.held_imap = HeldPort()
        self.imap = self.held_imap.number
        self.digest = digest

    @classmethod
    def missing(cls):
        if not os.path.exists(cls.BIN + "master") or not shutil.which("saslpasswd2"):
            return "cyrus-caldav, cyrus-imapd or sasl2-bin is not installed: tests/support/packages"
        if os.getuid() != 0:
            return "only root can start it (it changes to a user of its own)"
        return None

    def home(self, user):
        return f"/dav/calendars/user/{user}/"

    def seen(self, reader, owner, name):
        return self.calendar(owner, name) if reader == owner else self.calendar(reader, f"{owner}.{name}")

    def prepare(self):
        account = pwd.getpwnam("cyrus")
        os.chmod(self.folder, 0o755)
        for name in ("conf/socket", "conf/db", "conf/proc", "spool", "run"):
            os.makedirs(self.path(name), exist_ok=True)
        settings = {
            "configdirectory": self.path("conf"), "defaultpartition": "default", "partition-default": self.path("spool"),
            "servername": "localhost", "admins": "cyrus", "altnamespace": "yes", "unixhierarchysep": "yes", "virtdomains": "off",
            "allowplaintext": "yes", "httpallowplaintext": "yes", "httpmodules": "caldav freebusy", "dav_realm": "test",
            "sasl_pwcheck_method": "auxprop", "sasl_auxprop_plugin": "sasldb", "sasl_sasldb_path": self.path("sasldb"),
            "sasl_mech_list": "PLAIN LOGIN" + (" DIGEST-MD5" if self.digest else ""),
            "caldav_allowscheduling": "on", "caldav_historical_age": "-1", "calendar_user_address_set": "example.org",
            "calendar_component_set": "VEVENT VTODO VJOURNAL VFREEBUSY VAVAILABILITY", "conversations": "no",
            "proc_path": self.path("conf/proc"), "mboxname_lockpath": self.path("conf/lock"), "syslog_prefix": "meantime-test",
            "lmtpsocket": self.path("conf/socket/lmtp"), "idlesocket": self.path("conf/socket/idle"),
            "notifysocket": self.path("conf/socket/notify")}
        with open(self.path("imapd.conf"), "w", encoding="utf-8") as file:
            file.writelines(f"{key}: {value}\n" for key, value in settings.items())
        config = self.path("imapd.conf")
        with open(self.path("cyrus.conf"), "w", encoding="utf-8") as file:
            file.write(f'START {{\n  recover cmd="{self.BIN}ctl_cyrusdb -C {config} -r"\n}}\nSERVICES {{\n'
                       f'  imap cmd="{self.BIN}imapd -C {config}" listen="127.0.0.1:{self.imap}" prefork=0 maxchild=5\n'
                       f'  http cmd="{self.BIN}httpd -C {config}" listen="127.0.0.1:{self.port}" prefork=1 maxchild=20\n}}\n'
                       "EVENTS {\n}\n")
        for user in ("cyrus", *USERS):
            subprocess.run(["saslpasswd2", "-p", "-c", "-f", self.path("sasldb"), "-u", "localhost", user],
                           input=self.password.encode(), check=True, capture_output=True)
        for folder, _, names in os.walk(self.folder):
            for name in [folder, *(os.path.join(folder, name) for name in names)]:
                os.chown(name, account.pw_uid, account.pw_gid)

    def stop(self):
        super().stop()
        self.held_imap.close()

    def command(self):
        return [self.BIN + "master", "-C", self.path("imapd.conf"), "-M", self.path("cyrus.conf"),
                "-p", self.path("run/master.pid"), "-D"]

    def login(self, user):
        connection = imaplib.IMAP4("127.0.0.1", self.imap)
        connection.login(user, self.password)
        return connection

    def run(self):
        super().run()
        admin = self.login("cyrus")
        for user in USERS:  # who has no inbox has no calendars; one that exists answers NO
            admin.create(f"user/{user}")
        admin.logout()
        for user in USERS:  # the first look makes the standard collections
            self.client(user).request("PROPFIND", self.home(user), headers={"Depth": "0"})

    def share(self):
        """A calendar that is readable is listed in a reader's home only when the reader subscribes to it."""
        admin = self.login("cyrus")
        for owner, name, who, rights in (("ana", "work", "anyone", "lr9"), ("bo", "work", "anyone", "lr9"),
                                         ("ana", "board", "anyone", "lr9"), ("ana", "journal", "anyone", "lr9"),
                                         ("ana", "board", "bo", "lrswitedn9"), ("ana", "journal", "bo", "lrswitedn9")):
            assert admin.setacl(f'"user/{owner}/#calendars/{name}"', who, rights)[0] == "OK"
        admin.logout()
        for reader in USERS:
            connection = self.login(reader)
            for owner, name in (("ana", "work"), ("bo", "work"), ("ana", "board"), ("ana", "journal")):
                if owner != reader:
                    connection.subscribe(f'"Other Users/{owner}/#calendars/{name}"')
            connection.logout()


ALL = {kind.name: kind for kind in (Radicale, Xandikos, Cyrus)}


def main():
    kind = ALL[sys.argv[1] if len(sys.argv) > 1 else "radicale"]
    if kind.missing():
        sys.exit(kind.missing())
    with kind() as server:
        print(f"{server.url()}\nusers {' '.join(USERS)}, password {server.password}\n"
              f"folder {server.folder}", flush=True)
        for user, name in (*((user, "work") for user in USERS), ("ana", "board"), ("ana", "journal")):
            print(server.url(server.calendar(user, name)), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
