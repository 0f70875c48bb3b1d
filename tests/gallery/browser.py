"""One headless Chromium for all pictures, spoken to by its DevTools pipe: pictures are as high as their page."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"]
# What is longer is cut: no one looks at it.
MAX_HEIGHT = 6000


class Browser:
    """A context manager. `profile` is a new, empty folder."""

    def __init__(self, profile: Path, width: int) -> None:
        self.width, self.count, self.rest = width, 0, b""
        # Chromium reads from descriptor 3 and writes to 4; ours must not be in the way.
        (read_there, write), (read, write_there) = os.pipe(), os.pipe()
        there = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in (read_there, write_there)]
        self.ours = (read, write)

        def hand_over() -> None:
            os.dup2(there[0], 3)
            os.dup2(there[1], 4)
        self.process = subprocess.Popen(
            [str(PROGRAM), *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},800", "--remote-debugging-pipe"],
            preexec_fn=hand_over, pass_fds=(3, 4), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)
        for fd in (read_there, write_there, *there):
            os.close(fd)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **params: Any) -> Any:
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if hasattr(self, "session"):
            message["sessionId"] = self.session
        os.write(self.ours[1], json.dumps(message).encode() + b"\0")
        answer = self.wait(lambda said: said.get("id") == self.count)
        if "error" in answer:
            raise RuntimeError(f"Chromium: {method}: {answer['error']}")
        return answer["result"]

    def wait(self, wanted: Any) -> Any:
        while True:
            while b"\0" not in self.rest:
                data = os.read(self.ours[0], 1 << 20)
                if not data:
                    raise RuntimeError("Chromium has ended")
                self.rest += data
            line, self.rest = self.rest.split(b"\0", 1)
            said = json.loads(line)
            if wanted(said):
                return said

    def picture(self, url: str, file: Path, width: int = 0) -> None:
        """`width`: of the window, if not that of all pictures."""
        width = width or self.width
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=100 if width != self.width else 800,
                  deviceScaleFactor=1, mobile=False)
        self.call("Page.navigate", url=url)
        self.wait(lambda said: said.get("method") == "Page.loadEventFired")
        height = int(self.call("Page.getLayoutMetrics")["cssContentSize"]["height"])
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, MAX_HEIGHT), "scale": 1}
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        file.write_bytes(base64.b64decode(data))

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: Any) -> None:
        # It is a group of its own, with all of its helpers.
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()
        for fd in self.ours:
            os.close(fd)
