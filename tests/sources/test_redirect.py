"""A feed on a public host that leads to this machine, nothing replaced: in a network of its own, a public address is ours."""

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

OWN_USERS, OWN_NETWORK = 0x10000000, 0x40000000  # of Linux's unshare
PUBLIC = "11.0.0.1"
INSIDE = """
import fcntl, json, socket, struct, sys, threading
from http.server import BaseHTTPRequestHandler, HTTPServer

def request(name, address):
    return struct.pack("16sH2s4s8s", name, socket.AF_INET, b"", socket.inet_aton(address), b"")

with socket.socket() as any:
    up = struct.pack("16sh", b"lo", 0x1 | 0x40)
    fcntl.ioctl(any, 0x8914, up)  # the loopback device is up,
    fcntl.ioctl(any, 0x8916, request(b"lo:1", sys.argv[1]))  # and has a second address

asked = []
FEED = "<rss version='2.0'><channel><item><title>One</title><description>Envoys met for %s.</description></item></channel></rss>"

class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(f"{self.server.server_address[0]}{self.path}")
        if self.path == "/away.rss":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{private.server_port}/secret.rss")
            self.end_headers()
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write((FEED % "tea").encode())
    def log_message(self, *_):
        pass

public, private = HTTPServer((sys.argv[1], 0), Pages), HTTPServer(("127.0.0.1", 0), Pages)
for server in (public, private):
    threading.Thread(target=server.serve_forever, daemon=True).start()
from negotiable.cli import app
from negotiable.sources import read_sources
base = f"http://{sys.argv[1]}:{public.server_port}"
open_feed = [one.text for one in read_sources([f"{base}/open.rss"], online=True, any_language=True)]
sys.argv = ["negotiable", "add", sys.argv[2], f"{base}/away.rss"]
try:
    app.main()
except SystemExit as ended:
    print(json.dumps([open_feed, ended.code, asked]))
"""


def in_a_network_of_its_own() -> None:
    if ctypes.CDLL(None).unshare(OWN_NETWORK) and ctypes.CDLL(None).unshare(OWN_USERS | OWN_NETWORK):
        os._exit(77)


@pytest.mark.skipif(sys.platform != "linux", reason="networks of one's own are made differently elsewhere")
def test_a_feed_that_leads_to_this_machine(tmp_path: Path) -> None:
    record = tmp_path / "talks.db"
    command = [sys.executable, "-c", INSIDE, PUBLIC, str(record)]
    path = os.pathsep.join(one for one in sys.path if one)
    done = subprocess.run(
        command,
        preexec_fn=in_a_network_of_its_own,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode == 77:
        pytest.skip("this machine lets nobody make a network")
    open_feed, status, asked = json.loads(done.stdout.splitlines()[-1])
    assert open_feed == ["Envoys met for tea."], done.stderr  # the public address is let through
    assert status != 0 and asked == [f"{PUBLIC}/open.rss", f"{PUBLIC}/away.rss"]  # and nobody asked 127.0.0.1
    assert "127.0.0.1 is on this machine or the local network: allow it with --private-hosts" in done.stderr + done.stdout
