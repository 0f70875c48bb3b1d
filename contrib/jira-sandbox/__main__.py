"""Jira sandbox: a small local server with the part of Jira's REST interface that a mail gateway uses."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from typing import Any

sys.dont_write_bytecode = True

from sandbox.app import App  # noqa: E402
from sandbox.http.server import Server  # noqa: E402
from sandbox.site.site import Site  # noqa: E402

EPILOG = """\
Credentials: Data Center takes user "jicket" with password "secret", or the token "sandbox-pat" as Bearer.
Cloud takes "jicket@example.com" with the token "sandbox-token", or "sandbox-oauth" as Bearer.
Projects are SUP (Support) and OPS (Operations). Open the printed address in a browser to see the tickets.

Faults, settings, state and the log of requests are below /sandbox of the printed address:
  GET, POST faults      what goes wrong and when (a JSON list)
  GET, POST settings    auth, search_lag, upload_limit, text_limit, required_fields, ...
  POST clock            {"advance": 60} lets a minute pass
  POST move             {"issue": "SUP-1", "project": "OPS"}
  POST reset            empties everything
  GET state, requests   all tickets; all REST exchanges so far
  GET ticket/SUP-1.txt  a ticket as plain text
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jira-sandbox", description=__doc__, epilog=EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--flavour", choices=("datacenter", "cloud"), default="datacenter", help="which Jira to be (default: %(default)s)")
    add("--port", type=int, default=0, metavar="N", help="TCP port (default: any free one)")
    add("--bind", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (default: %(default)s)")
    add("--context", default="/jira", metavar="PATH", help='path before /rest (default: %(default)s; "" for none)')
    add("--state", metavar="DIR", help="keep tickets and attachments in this folder (default: gone at the end)")
    add("--tls-cert", metavar="FILE", help="serve HTTPS with this certificate (PEM)")
    add("--tls-key", metavar="FILE", help="key of the certificate (PEM)")
    add("--port-file", metavar="FILE", help="write the port number here when ready")
    add("--search-lag", type=float, metavar="SECONDS", help="a change is found by search only after this time")
    add("--upload-limit", type=int, metavar="BYTES", help="largest attachment (default: 10 MiB; Cloud 1 GiB)")
    add("--text-limit", type=int, metavar="N", help="longest description or comment (default: 32767; 0: no limit)")
    add("--record", metavar="FILE", help="append every REST exchange to this file, one JSON object per line")
    given = parser.parse_args()
    if bool(given.tls_cert) != bool(given.tls_key):
        parser.error("--tls-cert and --tls-key belong together")
    given.context = "/" + given.context.strip("/") if given.context.strip("/") else ""
    return given


def stop(*_: Any) -> None:
    raise SystemExit(0)


def main() -> None:
    given = arguments()
    chosen = {"search_lag": given.search_lag, "upload_limit": given.upload_limit, "text_limit": given.text_limit}
    initial = {name: value for name, value in chosen.items() if value is not None}
    site = Site(given.flavour, given.context, given.state, initial)
    app = App(site, given.record)
    tls = (given.tls_cert, given.tls_key) if given.tls_cert else None
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        with Server((given.bind, given.port), app, tls) as server:
            announce(site.url, server.server_address[1], given.port_file)
            server.serve_forever(poll_interval=0.1)
    except OSError as error:
        sys.exit(f"jira-sandbox: {error}")
    finally:
        app.stopping.set()
        site.store.close()


def announce(url: str, port: int, port_file: Any) -> None:
    if port_file:
        # Whoever waits for the file must not find it empty.
        with open(port_file + ".new", "w", encoding="ascii") as file:
            file.write(f"{port}\n")
        os.replace(port_file + ".new", port_file)
    print(f"jira-sandbox: listening on {url}", flush=True)


if __name__ == "__main__":
    main()
