"""Refused connections: Deno's refusal reaches a socket as "Connection refused"; this names the reason."""

import _socket
import re
import socket

import pyodide.http as http
import pyodide.webloop as webloop

from . import bridge, refusals

_refused_fetch = re.compile(r"^(\w+) access to '([^']+)' is not granted")


def _refusal():
    """Gives the error for the connection that Deno has just refused, if that is what happened."""
    target = bridge.host.refused()
    return refusals.refuse("net", target) if isinstance(target, str) else None


def _connect(self, address):
    try:
        return _socket.socket.connect(self, address)
    except OSError as error:
        failure = error
    raise _refusal() or failure


def _connect_ex(self, address):
    code = _socket.socket.connect_ex(self, address)
    if code and (refusal := _refusal()):
        raise refusal
    return code


async def _sock_connect(self, sock, address):
    try:
        return await _original_sock_connect(self, sock, address)
    except Exception as error:
        failure = error
    raise _refusal() or failure


async def _fetch(*arguments, **options):
    try:
        return await _original_fetch(*arguments, **options)
    except Exception as error:
        failure = error
    found = _refused_fetch.search(str(failure))
    raise refusals.refuse(*found.groups()) if found else failure


_original_sock_connect = webloop.WebLoop.sock_connect
_original_fetch = http.pyfetch


def install():
    """Replaces what opens connections."""
    socket.socket.connect = _connect
    socket.socket.connect_ex = _connect_ex
    webloop.WebLoop.sock_connect = _sock_connect
    _fetch.__name__ = _fetch.__qualname__ = "pyfetch"
    _fetch.__doc__ = _original_fetch.__doc__
    http.pyfetch = http._pyfetch.pyfetch = _fetch
