"""No connection leaves this machine while tests run: each Python process of theirs loads this first."""

import ipaddress
import os
import socket
import subprocess
from pathlib import Path

HERE = str(Path(__file__).parent)


def _refuse_other_hosts(host: str) -> None:
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host in {"localhost", ""}
    if not local:
        raise OSError(f"tests run offline: no connection to {host}")


def _guarded(method):
    def call(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_other_hosts(address[0])
        return method(self, address, *rest)

    return call


socket.socket.connect = _guarded(socket.socket.connect)
socket.socket.connect_ex = _guarded(socket.socket.connect_ex)


def _guarding_children(start):
    """Have a process that starts with variables of its own load this too."""

    def call(self, *arguments, env=None, **options):
        if env is not None:
            others = [
                folder for folder in env.get("PYTHONPATH", "").split(os.pathsep) if folder not in ("", HERE)
            ]
            env = {**env, "PYTHONPATH": os.pathsep.join([HERE, *others])}
        return start(self, *arguments, env=env, **options)

    return call


subprocess.Popen.__init__ = _guarding_children(subprocess.Popen.__init__)
