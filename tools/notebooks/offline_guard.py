"""Refuse, and note, whatever leaves this machine: copied as a `sitecustomize`, in any process."""

import os
import socket
from collections.abc import Callable
from typing import Any


def guard(reach: Callable[..., Any], host_of: Callable[..., Any]) -> Callable[..., Any]:
    """Make a way to the network one that leads to this machine alone."""

    def guarded(*args: Any, **kwargs: Any) -> Any:
        host = host_of(*args)
        if host not in {None, "", "127.0.0.1", "::1", "localhost"}:
            with open(os.environ["ATTEMPTS"], "a") as attempts:  # noqa: PTH123  loads nothing more
                print(host, file=attempts)
            raise OSError(f"offline: {host} is not this machine")
        return reach(*args, **kwargs)

    return guarded


def peer(_: socket.socket, address: object) -> object:
    """Whom a socket is to be connected to; None: to a local socket."""
    return address[0] if isinstance(address, tuple) else None


if __name__ == "sitecustomize":
    socket.socket.connect = guard(socket.socket.connect, peer)  # type: ignore[method-assign]
    socket.socket.connect_ex = guard(socket.socket.connect_ex, peer)  # type: ignore[method-assign]
    socket.getaddrinfo = guard(socket.getaddrinfo, lambda host, *_: host)
