"""No test talks to the world: names resolve and sockets connect on this machine only."""

import ipaddress
import socket
from collections.abc import Iterator

import pytest

LOCAL_NAMES = {"localhost", "", None}


class OutsideWorld(AssertionError):
    """A test tried to reach another machine."""


def _refuse_unless_local(host: object) -> None:
    if isinstance(host, bytes):
        host = host.decode()
    if host in LOCAL_NAMES:
        return
    try:
        local = ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        local = False
    if not local:
        raise OutsideWorld(f"a test tried to reach {host!r}")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    resolve = socket.getaddrinfo

    def guarded(method):
        def call(self, address):
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                _refuse_unless_local(address[0])
            return method(self, address)

        return call

    def guarded_resolve(host, *args, **kwargs):
        _refuse_unless_local(host)
        return resolve(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        yield
