"""A Postfix of its own: in a folder, on a free port of the loopback interface, without chroot, syslog or systemd.

It runs beside a Postfix of the machine, if there is one, and shares nothing with it but the programs. What leaves it
goes to a small SMTP sink, so that a test sees every bounce and every notice that a sender would get.
"""

from __future__ import annotations

import grp
import json
import os
import pwd
import re
import shutil
import smtplib
import socketserver
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any, Optional

from tests.lib.host import PROGRAM
from tests.lib.processes import kill, wait_for
from tests.lib.tls import unused_port

USER = "nobody"
DOMAIN, PIPE_DOMAIN = "example.test", "pipe.test"
PATIENCE = 30

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = mail.example.test
mydestination = example.test, localhost
relay_domains = pipe.test
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
recipient_delimiter = +
mailbox_size_limit = 0
message_size_limit = 52428800
alias_maps = hash:{folder}/alias/aliases
alias_database = hash:{folder}/alias/aliases
local_recipient_maps =
transport_maps = inline:{{ pipe.test=jicket: }}
relayhost = [127.0.0.1]:{sink}
disable_dns_lookups = yes
smtp_tls_security_level = none
smtpd_tls_security_level = none
smtpd_peername_lookup = no
jicket_destination_recipient_limit = 1
"""

# service, type, private, unprivileged, chroot, wakeup, limit, command
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
jicket unix - n n - - pipe flags=DORXhu user={user} null_sender= directory={folder} argv={folder}/bin/jicket
  --config={folder}/conf/jicket.conf --sender ${{sender}} --recipient ${{original_recipient}}
"""


class SinkHandler(socketserver.StreamRequestHandler):
    """As much SMTP as a Postfix needs to hand over a mail."""

    server: "Sink"

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 sink.test ESMTP")
        recipients: list[str] = []
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                recipients.append(line[8:].strip())
            if verb == "DATA":
                self.say("354 go on")
                self.server.mails.append((recipients, self.message()))
                recipients = []
            self.say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)


class Sink(socketserver.ThreadingTCPServer):
    """Takes every mail: (recipients, message)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), SinkHandler)
        self.mails: list[tuple[list[str], bytes]] = []
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Postfix:
    def __init__(self) -> None:
        # pytest's own folders are closed to the user that runs jicket.
        self.folder = Path(tempfile.mkdtemp(prefix="jicket-postfix-"))
        self.sink = Sink()
        self.port = unused_port()
        self.config = self.folder / "conf" / "jicket.conf"
        self.jicket_log = self.folder / "conf" / "jicket.log"
        self.program = self.folder / "bin" / "jicket"
        self.worker = self.folder / "libexec" / "jicket" / "jicket"
        self.owner = pwd.getpwnam(USER)

    # Set-up

    def start(self) -> "Postfix":
        self.folder.chmod(0o755)
        for name in ("etc", "queue", "data", "bin", "alias", "conf"):
            (self.folder / name).mkdir(mode=0o755)
        shutil.chown(self.folder / "data", "postfix")
        for name in ("alias", "conf"):
            self.give_away(self.folder / name)
        self.install()
        words = {"folder": self.folder, "port": self.port, "sink": self.sink.port, "user": USER}
        (self.folder / "etc" / "main.cf").write_text(MAIN.format(**words))
        (self.folder / "etc" / "master.cf").write_text(MASTER.format(**words))
        self.write_aliases()
        self.command("postfix", "start")
        return self

    def install(self) -> None:
        """As `make install` does: the launcher, and what it starts."""
        self.worker.parent.mkdir(parents=True, exist_ok=True)
        for source, path in ((PROGRAM.parent / "jicket-launch", self.program), (PROGRAM, self.worker)):
            new = path.with_suffix(".new")
            shutil.copy(source, new)
            new.chmod(0o755)
            new.rename(path)

    def give_away(self, path: Path) -> None:
        os.chown(path, self.owner.pw_uid, self.owner.pw_gid)

    def write_aliases(self) -> None:
        """The owner of this file is the user that a command in it runs as."""
        path = self.folder / "alias" / "aliases"
        # No quote, no blank within an argument: Postfix would start a shell.
        path.write_text(f'support: "|{self.program} --config={self.config}"\n')
        self.give_away(path)
        self.command("postalias", f"hash:{path}")

    def configure(self, **options: Any) -> None:
        """Writes jicket's configuration, which only the user can read."""
        options.setdefault("JICKET_LOG_FILE", self.jicket_log)
        # The queue is flushed at once, and Jira does not take a minute.
        options.setdefault("JICKET_SETTLE_TIME", "1")
        self.config.write_text("".join(f"{name}={value}\n" for name, value in options.items() if value is not None))
        self.give_away(self.config)
        self.config.chmod(0o600)

    def command(self, *words: str, check: bool = True) -> str:
        done = subprocess.run([words[0], "-c", str(self.folder / "etc"), *words[1:]], capture_output=True, text=True, timeout=60)
        if check and done.returncode:
            raise AssertionError(f"{' '.join(words)}: {done.stdout}{done.stderr}\n{self.log}")
        return done.stdout

    def stop(self) -> None:
        self.command("postfix", "stop", check=False)
        self.sink.stop()
        try:
            # The daemons go when they see that their master has gone.
            wait_for(lambda: not self.processes(), lambda: f"processes of this Postfix were left: {self.processes()}")
        finally:
            for pid in self.processes():
                kill(pid)
            shutil.rmtree(self.folder, ignore_errors=True)

    def processes(self, *programs: Path) -> list[int]:
        """Processes of this Postfix, or those that run one of the programs."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                where, exe = os.readlink(entry / "cwd"), os.readlink(entry / "exe")
            except OSError:
                continue
            if exe in map(str, programs) if programs else where.startswith(str(self.folder)):
                found.append(int(entry.name))
        return sorted(found)

    # Mail

    def send(self, message: bytes, to: str, sender: str = "carla@customer.example") -> str:
        """Hands a mail over by SMTP; gives its queue id."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=PATIENCE) as smtp:
            smtp.ehlo("client.test")
            for code, text in (smtp.mail(sender, ["BODY=8BITMIME"]), smtp.rcpt(to), answer := smtp.data(message)):
                assert code == 250, (code, text)
        return re.search(r"queued as (\w+)", answer[1].decode()).group(1)  # type: ignore[union-attr]

    @property
    def log(self) -> str:
        path = self.folder / "mail.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def outcomes(self, queue_id: str) -> list[str]:
        """What came of each attempt so far: ["deferred (the reason)", "sent (…)"]."""
        return re.findall(rf" {queue_id}: to=.* status=(.*)", self.log)

    def outcome(self, queue_id: str, attempt: int = 1) -> str:
        """Waits for the end of an attempt."""
        def done() -> Optional[str]:
            found = self.outcomes(queue_id)
            return found[attempt - 1] if len(found) >= attempt else None
        return wait_for(done, lambda: f"attempt {attempt} of {queue_id} did not end:\n{self.everything()}")

    def deliver(self, message: bytes, to: str, sender: str = "carla@customer.example") -> str:
        return self.outcome(self.send(message, to, sender))

    def flush(self) -> None:
        """Tries everything that is in the queue once more, as soon as it is there."""
        self.command("postqueue", "-f")

    def retry(self, queue_id: str) -> str:
        """One more attempt, and what came of it."""
        before = len(self.outcomes(queue_id))
        self.wait_until_deferred(queue_id)
        self.flush()
        return self.outcome(queue_id, before + 1)

    def queue(self) -> dict[str, str]:
        """Queue ids, and in which queue they are."""
        entries = [json.loads(line) for line in self.command("postqueue", "-j").splitlines()]
        return {entry["queue_id"]: entry["queue_name"] for entry in entries}

    def wait_until_deferred(self, queue_id: str) -> None:
        wait_for(lambda: self.queue().get(queue_id) == "deferred", lambda: f"{queue_id} is not in the queue:\n{self.everything()}")

    def wait_until_empty(self) -> None:
        wait_for(lambda: not self.queue(), lambda: f"the queue does not get empty:\n{self.everything()}")

    def everything(self) -> str:
        jicket = self.jicket_log.read_text() if self.jicket_log.exists() else "(empty)"
        return f"mail.log:\n{self.log}\njicket.log:\n{jicket}"


def missing() -> Optional[str]:
    """Why it cannot run here, or None."""
    if os.geteuid() != 0:
        return "Postfix can only be started by root"
    for program in ("postfix", "postalias", "postqueue"):
        if not shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin"):
            return f"{program} is missing: install the package postfix (or run: sh contrib/setup tools)"
    for look, name in ((pwd.getpwnam, "postfix"), (grp.getgrnam, "postdrop"), (pwd.getpwnam, USER)):
        try:
            look(name)
        except KeyError:
            return f"the user or group {name} is missing: install the package postfix"
    return None
