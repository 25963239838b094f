"""Connections: errors in Python's own classes, IPv6 addresses, options that have no effect, the limit of bytes.

Deno refuses by name and resolves while it connects; the guest counts bytes. What they
say reaches a socket as an error number, and a promise as a text; this gives the reason.
"""

import _socket
import errno
import os
import re
import socket

import _pyodide._future_helper as futures
import pyodide.http as http
import pyodide.webloop as webloop
from pyodide.ffi import JsException

from . import bridge, refusals

_refused_fetch = re.compile(r"^(\w+) access to '([^']+)' is not granted")
_used_up = "the session's bytes over the network are used up"
_IDLE_LEVELS = (socket.SOL_SOCKET, socket.IPPROTO_TCP)
_KNOWN_OPTIONS = {
    (socket.SOL_SOCKET, socket.SO_TYPE): socket.SOCK_STREAM,
    (socket.IPPROTO_TCP, socket.TCP_NODELAY): 1,
}
# Those that move bytes, which the limit ends.
_CALLS = ("recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into", "send", "sendall", "sendmsg")


def limit_reached():
    """Gives the error of whoever sends or receives beyond the limit."""
    text = f"{_used_up}; to raise the limit: :set max-net-bytes N (--max-net-bytes)"
    return OSError(errno.EDQUOT, text)


def _explained(failure, address):
    """Gives the error to raise for what a connection failed of."""
    if getattr(failure, "errno", None) == errno.EDQUOT:
        return limit_reached()
    reason = bridge.host.refused(address[0], address[1]) if _is_plain(address) else None
    if reason == "name":
        return socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return refusals.refuse("net", reason[4:]) if isinstance(reason, str) else failure


def _is_plain(address):
    return type(address) is tuple and len(address) == 2 and type(address[0]) is str and type(address[1]) is int


def _connect(self, address):
    address = _standing_for(address)
    try:
        return _socket.socket.connect(self, address)
    except OSError as error:
        failure = error
    raise _explained(failure, address)


def _connect_ex(self, address):
    address = _standing_for(address)
    code = _socket.socket.connect_ex(self, address)
    if code and isinstance(reason := _explained(OSError(code, ""), address), PermissionError):
        raise reason
    return code


async def _sock_connect(self, sock, address):
    address = _standing_for(address)
    try:
        return await _original_sock_connect(self, sock, address)
    except OSError as error:
        failure = error
    raise _explained(failure, address)


def _standing_for(address):
    """Gives an address of IPv4 that stands for one of IPv6, which sockets here do not know."""
    if type(address) is tuple and len(address) in (3, 4) and isinstance(address[0], str):
        address = address[:2]
    if type(address) is tuple and len(address) == 2 and _is_ipv6(address[0]):
        return socket.gethostbyname(f"[{address[0]}]"), address[1]
    return address


def _is_ipv6(host):
    return isinstance(host, str) and ":" in host and not host.startswith("[")


def _getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):  # noqa: A002 - the names are the original's
    if isinstance(host, str) and _is_ipv6(host):
        host, family = f"[{host}]", socket.AF_UNSPEC if family == socket.AF_INET6 else family
    return _original_getaddrinfo(host, port, family, type, proto, flags)


def _setsockopt(self, level, name, *value):
    try:
        return _socket.socket.setsockopt(self, level, name, *value)
    except OSError as error:
        if error.errno != errno.ENOPROTOOPT or level not in _IDLE_LEVELS:
            raise


def _getsockopt(self, level, name, *length):
    try:
        return _socket.socket.getsockopt(self, level, name, *length)
    except OSError as error:
        if error.errno != errno.ENOPROTOOPT or level not in _IDLE_LEVELS or length:
            raise
    return _KNOWN_OPTIONS.get((level, name), 0)


def _within_limit(name):
    original = getattr(_socket.socket, name)

    def call(self, *arguments, **options):
        try:
            return original(self, *arguments, **options)
        except OSError as error:
            if error.errno != errno.EDQUOT:
                raise
        raise limit_reached()

    call.__name__ = call.__qualname__ = name
    call.__doc__ = original.__doc__
    return call


def _recv(self, bufsize, flags=0):
    if not flags & (socket.MSG_PEEK | socket.MSG_DONTWAIT):
        return _plain_recv(self, bufsize)
    timeout = self.gettimeout()
    if flags & socket.MSG_DONTWAIT:
        self.setblocking(False)
    try:
        data = _plain_recv(self, bufsize)
    finally:
        self.settimeout(timeout)
    if flags & socket.MSG_PEEK:
        from pyodide_js._api import _nodeSock

        _nodeSock.unread(self.fileno(), data)
    return data


def _recv_into(self, buffer, nbytes=0, flags=0):
    if not flags & (socket.MSG_PEEK | socket.MSG_DONTWAIT):
        return _plain_recv_into(self, buffer, nbytes)
    view = memoryview(buffer).cast("B")
    data = _recv(self, nbytes or len(view), flags)
    view[: len(data)] = data
    return len(data)


def _set_exception(future, error):
    """Ends the wait for a promise; what this module's JavaScript rejects with becomes an error of Python's."""
    if not future.done():
        future.set_exception(_translated(error) if isinstance(error, JsException) else error)


def _translated(error):
    text = str(error.message)
    if found := _refused_fetch.search(text):
        return refusals.denial(*found.groups())
    if text.startswith(_used_up):
        return limit_reached()
    if error.name != "SocketError":
        return error
    code = getattr(errno, text, errno.EIO)
    return limit_reached() if code == errno.EDQUOT else OSError(code, os.strerror(code))


async def _fetch(*arguments, **options):
    # Without its frames, which would stand in front of a refusal.
    try:
        return await _original_fetch(*arguments, **options)
    except OSError as error:
        failure = error
    raise failure


_plain_recv, _plain_recv_into = _within_limit("recv"), _within_limit("recv_into")
_original_getaddrinfo = socket.getaddrinfo
_original_sock_connect = webloop.WebLoop.sock_connect
_original_fetch = http.pyfetch


def install():
    """Replaces what opens connections, and what moves bytes over them."""
    socket.socket.connect = _connect
    socket.socket.connect_ex = _connect_ex
    socket.socket.setsockopt = _setsockopt
    socket.socket.getsockopt = _getsockopt
    for name in _CALLS:
        setattr(socket.socket, name, _within_limit(name))
    socket.socket.recv = _recv
    socket.socket.recv_into = _recv_into
    socket.getaddrinfo = _getaddrinfo
    webloop.WebLoop.sock_connect = _sock_connect
    futures.set_exception = _set_exception
    _fetch.__name__ = _fetch.__qualname__ = "pyfetch"
    _fetch.__doc__ = _original_fetch.__doc__
    http.pyfetch = http._pyfetch.pyfetch = _fetch
