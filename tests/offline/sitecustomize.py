"""No connection leaves this machine while tests run: each Python process of theirs loads this first."""

import ipaddress
import socket


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
