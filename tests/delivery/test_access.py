"""The way to Jiras that want more than a password, or are not what their name says."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Iterator

import pytest

from tests.lib.host import Host, failed, ok
from tests.lib.mails import mail
from tests.lib.sandbox import Sandbox, make_cert
from tests.lib.tls import MutualTls


# A certificate of ours

@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_cert(tmp_path_factory.mktemp("client"), "jicket")


@pytest.fixture
def gate(dc: Sandbox, jicket: Host, client: tuple[Path, Path], tmp_path: Path) -> Iterator[MutualTls]:
    """jicket's Jira is behind mutual TLS."""
    certificate = make_cert(tmp_path / "server")
    with MutualTls(dc.port, certificate, client[0]) as server:
        jicket.env.update(JICKET_JIRA_URL=f"https://127.0.0.1:{server.port}/jira", JICKET_CA_FILE=str(certificate[0]))
        yield server


def test_a_certificate_is_shown(dc: Sandbox, jicket: Host, gate: MutualTls, client: tuple[Path, Path]) -> None:
    ok(jicket(["--client-cert", str(client[0]), "--client-key", str(client[1])], mail()))
    assert len(dc.issues()) == 1


def test_one_file_may_hold_both(dc: Sandbox, jicket: Host, gate: MutualTls, client: tuple[Path, Path], tmp_path: Path) -> None:
    both = tmp_path / "both.pem"
    both.write_text(client[0].read_text() + client[1].read_text())
    both.chmod(0o600)
    ok(jicket(input=mail(), env={"JICKET_CLIENT_CERT": str(both)}))
    assert len(dc.issues()) == 1


@pytest.mark.parametrize("shows", ["none", "another"])
def test_without_the_right_one_the_mail_waits(dc: Sandbox, jicket: Host, gate: MutualTls, tmp_path: Path, shows: str) -> None:
    other = make_cert(tmp_path / "other", "somebody")
    args = ["--client-cert", str(other[0]), "--client-key", str(other[1])] if shows == "another" else []
    run = failed(jicket(args, mail()), "4.4.1")
    assert "client-cert" in run.log and dc.issues() == [], run


@pytest.mark.parametrize("what, word", [
    ("missing", "cannot be read: No such file"), ("key of another", "belong together"), ("junk", "certificate"),
    ("key for all to read", "chmod"), ("key alone", "JICKET_CLIENT_CERT"), ("passphrase", "private key")])
def test_what_is_wrong_with_it_is_said(dc: Sandbox, jicket: Host, gate: MutualTls, client: tuple[Path, Path], tmp_path: Path,
                                       what: str, word: str) -> None:
    cert, key = client
    if what == "missing":
        cert = tmp_path / "nowhere.pem"
    elif what == "key of another":
        key = make_cert(tmp_path / "other")[1]
    elif what == "junk":
        cert = tmp_path / "junk.pem"
        cert.write_text("junk")
    elif what == "key for all to read":
        key = tmp_path / "open.pem"
        key.write_bytes(client[1].read_bytes())
        key.chmod(0o644)
    elif what == "passphrase":
        key = tmp_path / "locked.pem"
        subprocess.run(["openssl", "pkey", "-in", str(client[1]), "-aes256", "-passout", "pass:secret", "-out", str(key)], check=True)
        key.chmod(0o600)
    env = {"JICKET_CLIENT_CERT": None if what == "key alone" else str(cert), "JICKET_CLIENT_KEY": str(key)}
    run = failed(jicket(input=mail(), env=env), "4.3.5")
    assert word in run.log and dc.issues() == [], run


# Header fields of the administrator's

def test_header_fields_go_with_each_request(dc: Sandbox, jicket: Host, gate: MutualTls, client: tuple[Path, Path], tmp_path: Path) -> None:
    secret = tmp_path / "header"
    secret.write_text("CF-Access-Client-Secret=from=file\n")
    secret.chmod(0o600)
    config = tmp_path / "conf"
    config.write_text(f"JICKET_HEADER=CF-Access-Client-Id=id.access\nJICKET_HEADER=X-More=1\nJICKET_HEADER_FILE={secret}\n"
                      f"JICKET_CLIENT_CERT={client[0]}\nJICKET_CLIENT_KEY={client[1]}\n")
    config.chmod(0o600)
    run = ok(jicket(["--config", str(config)], mail()))
    requests = gate.asked.count(b" HTTP/1.1\r\n")
    assert requests > 2, gate.asked
    for field in (b"CF-Access-Client-Id: id.access\r\n", b"X-More: 1\r\n", b"CF-Access-Client-Secret: from=file\r\n"):
        assert gate.asked.count(field) == requests, gate.asked
    assert "id.access" not in run.log and "from=file" not in run.log, run


@pytest.mark.parametrize("value", ["nothing", "=x", "A B=x", "A=", "Authorization=x", "host=y", "content-length=1", "Accept-Encoding=br", "x-atlassian-token=x", "A=a\x1bb", "A=\u00fc", "A:b=c"])
def test_a_header_field_is_checked_and_not_shown(dc: Sandbox, jicket: Host, value: str) -> None:
    run = failed(jicket(["--header", value], mail()), "4.3.5")
    assert "--header" in run.log and value not in run.log and dc.issues() == [], run


# A Jira by another name

def test_cloud_behind_a_name_of_its_own(cloud: Sandbox, jicket: Host) -> None:
    """It says what it is when the search of Data Center is not there; one whose name tells it is not asked."""
    jicket.box = cloud
    run = ok(jicket(input=mail(), env={"JICKET_JIRA_FLAVOUR": None}))
    assert run.count("GET /serverInfo") == 1 and len(cloud.issues()) == 1, run
    run = ok(jicket(input=mail(), env={"JICKET_JIRA_FLAVOUR": "cloud"}))
    assert run.count("GET /serverInfo") == 0, run


def test_data_center_is_not_asked_what_it_is(dc: Sandbox, jicket: Host) -> None:
    run = ok(jicket(input=mail(), env={"JICKET_JIRA_FLAVOUR": None}))
    assert run.count("GET /serverInfo") == 0 and len(dc.issues()) == 1, run
