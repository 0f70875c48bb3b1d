"""The Jira sandbox as an object: what all test suites use to have a Jira, to break it, and to look into it."""

from __future__ import annotations

import atexit
import json
import select
import signal
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Optional

from . import openapi

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "contrib" / "jira-sandbox"
START_SECONDS = 30
CREDENTIALS = {"datacenter": ("jicket", "secret", "sandbox-pat"),
               "cloud": ("jicket@example.com", "sandbox-token", "sandbox-oauth")}


class SandboxError(Exception):
    """The sandbox did not start, or refused a control request."""


class Sandbox:
    """One sandbox process. `tls` is (certificate, key); `state` is a folder that survives stop() and start();
    further keywords are settings. Use it as a context manager, or call start() and stop()."""

    def __init__(self, flavour: str = "datacenter", context: str = "/jira", tls: Optional[tuple[Any, Any]] = None,
                 state: Optional[Any] = None, validate: bool = True, **settings: Any) -> None:
        self.flavour, self.context, self.tls, self.state_dir = flavour, context, tls, state
        self.validate = validate
        self.initial = settings
        self.port = 0
        self.url = ""
        self.process: Optional[subprocess.Popen[str]] = None
        self._tls_context: Optional[ssl.SSLContext] = None
        if tls:
            self._tls_context = ssl.create_default_context(cafile=str(tls[0]))
            self._tls_context.check_hostname = False

    # The process

    def command(self) -> list[str]:
        words = [sys.executable, str(PROGRAM), "--flavour", self.flavour, "--context", self.context,
                 "--port", str(self.port)]
        if self.tls:
            words += ["--tls-cert", str(self.tls[0]), "--tls-key", str(self.tls[1])]
        if self.state_dir:
            words += ["--state", str(self.state_dir)]
        return words

    def start(self) -> "Sandbox":
        """Starts the server; after stop() on the same port again."""
        self._errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(self.command(), stdout=subprocess.PIPE, stderr=self._errors, text=True)
        # A test run that ends in an exception must not leave servers behind.
        atexit.register(self._end)
        line = self._first_line()
        if "listening on " not in line:
            self._end()
            raise SandboxError(f"the Jira sandbox did not start: {self._stderr() or 'it said nothing'}")
        self.url = line.split("listening on ", 1)[1].strip()
        self.port = int(self.url.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[1])
        if self.initial:
            self.settings(**self.initial)
        return self

    def _first_line(self) -> str:
        assert self.process is not None and self.process.stdout is not None
        if not select.select([self.process.stdout], [], [], START_SECONDS)[0]:
            return ""
        return self.process.stdout.readline()

    def _stderr(self) -> str:
        self._errors.seek(0)
        return self._errors.read().strip()

    def _end(self) -> None:
        process, self.process = self.process, None
        atexit.unregister(self._end)
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()

    def stop(self) -> None:
        """Ends the server, then holds what was said against Atlassian's description and against its own stderr."""
        if self.process is None:
            return
        exchanges = self.requests() if self.validate and self.process.poll() is None else []
        self._end()
        errors = self._stderr()
        self._errors.close()
        if errors:
            raise SandboxError(f"the Jira sandbox complained: {errors}")
        openapi.check(exchanges, self.flavour)

    def kill(self) -> None:
        """Ends the server as a power cut would."""
        if self.process:
            self.process.kill()
        self._end()

    def __enter__(self) -> "Sandbox":
        return self if self.process else self.start()

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is None:
            self.stop()
        else:
            # The test's own failure matters more than what would be found here.
            self._end()

    # Control

    def control(self, method: str, name: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/sandbox/{name}", data, {"Content-Type": "application/json"},
                                         method=method)
        try:
            with urllib.request.urlopen(request, timeout=30, context=self._tls_context) as answer:
                text = answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            raise SandboxError(f"{method} {name}: {error.code} {error.read().decode('utf-8', 'replace')}") from None
        return text if name.endswith(".txt") else json.loads(text)

    def faults(self, faults: Optional[list[dict[str, Any]]] = None) -> list[dict[str, Any]]:
        """Replaces the fault script; without an argument tells what is left of it."""
        return self.control("GET", "faults") if faults is None else self.control("POST", "faults", faults)

    def settings(self, **change: Any) -> dict[str, Any]:
        return self.control("POST", "settings", change) if change else self.control("GET", "settings")

    def clock(self, seconds: float) -> None:
        self.control("POST", "clock", {"advance": seconds})

    def move(self, issue: str, project: str) -> dict[str, Any]:
        return self.control("POST", "move", {"issue": issue, "project": project})

    def state(self) -> dict[str, Any]:
        return self.control("GET", "state")

    def issues(self) -> list[dict[str, Any]]:
        return self.state()["issues"]

    def issue(self, ref: str) -> dict[str, Any]:
        for issue in self.issues():
            if ref in (issue["key"], issue["id"]):
                return issue
        raise KeyError(f"no issue {ref}; there are {[issue['key'] for issue in self.issues()]}")

    def requests(self) -> list[dict[str, Any]]:
        return self.control("GET", "requests")

    def reset(self) -> None:
        """Empties the sandbox; the settings are those of the beginning."""
        if self.validate:
            openapi.check(self.requests(), self.flavour)
        self.control("POST", "reset")
        if self.initial:
            self.settings(**self.initial)

    def text(self, key: str) -> str:
        """A ticket as plain text."""
        return self.control("GET", f"ticket/{key}.txt")

    # What jicket needs to talk to it

    @property
    def auth(self) -> dict[str, str]:
        user, password, _ = CREDENTIALS[self.flavour]
        return {"JICKET_JIRA_URL": self.url, "JICKET_JIRA_USER": user, "JICKET_JIRA_PASS": password}

    @property
    def bearer_auth(self) -> dict[str, str]:
        return {"JICKET_JIRA_URL": self.url, "JICKET_JIRA_TOKEN": CREDENTIALS[self.flavour][2]}


def make_cert(folder: Any, name: str = "localhost", days: int = 2) -> tuple[Path, Path]:
    """A self-signed certificate for `name` and 127.0.0.1: (certificate, key)."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", str(days), "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1",
                    "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    return cert, key
