"""Tests and builds need no network: every Python process of theirs refuses other hosts."""

import socket
import subprocess
import sys

import pytest

ELSEWHERE = ("192.0.2.1", 80)  # reserved for documentation, never a real host
CONNECT = f"import socket; socket.create_connection({ELSEWHERE!r}, timeout=1)"


def test_this_process_refuses_other_hosts():
    with pytest.raises(OSError, match=r"tests run offline: no connection to 192\.0\.2\.1"):
        socket.create_connection(ELSEWHERE, timeout=1)


def test_processes_that_tests_start_refuse_other_hosts():
    done = subprocess.run([sys.executable, "-c", CONNECT], capture_output=True, text=True, check=False)
    assert "tests run offline" in done.stderr


def test_loopback_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
