"""The network guard itself: this machine answers, the world does not."""

import socket

import pytest

from tests.network import OutsideWorld


class TestNoNetwork:
    def test_it_refuses_an_address_elsewhere(self):
        with socket.socket() as outside, pytest.raises(OutsideWorld):
            outside.connect(("192.0.2.1", 80))

    def test_it_refuses_to_look_up_a_name(self):
        with pytest.raises(OutsideWorld):
            socket.getaddrinfo("example.org", 443)

    def test_it_lets_this_machine_through(self):
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.create_connection(server.getsockname()) as client,
        ):
            assert client.getpeername() == server.getsockname()
