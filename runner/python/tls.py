"""TLS, and clear words for the sockets that there are not.

Pyodide's `ssl` secures a connection for the name it was made to and knows no other wish. Here the
name, the authorities and the time limit of the program count. Certificates are always checked.
"""

import errno
import socket
import ssl

import pyodide.webloop as webloop
from pyodide.ffi import run_sync

_CLOSED = "a sandbox makes connections and takes none"
_NO_UDP = "a sandbox has TCP sockets only"
_CHECKED = "; certificates are always checked: name the authority with load_verify_locations or DENO_CERT"


def _secure(descriptor, context, hostname, timeout):
    """Gives what JavaScript promises: nothing, or an error number, a space and a description."""
    from pyodide_js._api import _nodeSock

    if hasattr(context, "_certfile_data"):
        raise ssl.SSLError(ssl.SSL_ERROR_SSL, "client certificates are not supported in a sandbox")
    authorities = getattr(context, "_ca_data", None)
    return _nodeSock.secure(descriptor, hostname, authorities, context.check_hostname, timeout or None)


def _raise(answer, context):
    """Raises the error of a handshake, unless `answer` says that there was none."""
    if not answer:
        return
    number, _, text = answer.partition(" ")
    code = int(number)
    if code == errno.EINTR:
        repr(code)  # Looks for signals: raises the KeyboardInterrupt that ended the handshake.
        raise InterruptedError(code, "the handshake was interrupted")
    if code == errno.ETIMEDOUT:
        raise TimeoutError("The handshake operation timed out")
    if "certificate" in text:
        hint = _CHECKED if context.verify_mode == ssl.CERT_NONE else ""
        text = f"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {text}{hint}"
        raise ssl.SSLCertVerificationError(ssl.SSL_ERROR_SSL, text)
    raise ssl.SSLError(ssl.SSL_ERROR_SSL, f"TLS handshake failed: {text}")


def _create(cls, sock, do_handshake_on_connect=True, **options):
    """Pyodide's own forgets the time limit, whose descriptor does not block any more."""
    timeout = sock.gettimeout()
    secured = _original_create(cls, sock, do_handshake_on_connect=False, **options)
    secured.settimeout(timeout)
    secured.do_handshake_on_connect = do_handshake_on_connect
    if do_handshake_on_connect:
        try:
            secured.do_handshake()
        except BaseException:
            secured.close()
            raise
    return secured


def _do_handshake(self, block=False):
    if self._server_side:
        raise ssl.SSLError(ssl.SSL_ERROR_SSL, _CLOSED)
    try:
        self.getpeername()
    except OSError:
        return  # Not connected yet: `connect` comes back here.
    answer = run_sync(_secure(self.fileno(), self.context, self.server_hostname, self.gettimeout()))
    _raise(answer, self.context)


def _connect(self, address):
    socket.socket.connect(self, address)
    if self.do_handshake_on_connect:
        self.do_handshake()


def _connect_ex(self, address):
    try:
        self.connect(address)
    except OSError as error:
        return error.errno
    return 0


def _unwrap(self):
    raise ssl.SSLError(ssl.SSL_ERROR_SSL, "a connection stays secured until it is closed")


async def _create_connection(self, protocol_factory, host=None, port=None, **options):
    """Pyodide's own, which secures nothing, over a socket that is secured here."""
    context = options.pop("ssl", None)
    hostname = options.pop("server_hostname", None) or host
    timeout = options.pop("ssl_handshake_timeout", None)
    options.pop("ssl_shutdown_timeout", None)
    if not context:
        return await _original_create_connection(self, protocol_factory, host, port, **options)
    if not isinstance(context, ssl.SSLContext):
        context = ssl.create_default_context()
    sock = options.pop("sock", None)
    if sock is None:
        known = {name: options[name] for name in ("family", "proto", "flags") if name in options}
        sock = await self._construct_socket(host, port, **known)
    try:
        _raise(await _secure(sock.fileno(), context, hostname, timeout), context)
        return await _original_create_connection(self, protocol_factory, sock=sock)
    except BaseException:
        sock.close()
        raise


def _init(self, family=-1, type=-1, proto=-1, fileno=None):  # noqa: A002 - the name is the original's
    try:
        _original_init(self, family, type, proto, fileno)
    except OSError as error:
        if error.errno != errno.ENOTSUP:
            raise
        failure = OSError(errno.ENOTSUP, _NO_UDP)
    else:
        return
    raise failure


def _refuse_to_serve(self, *arguments):
    raise OSError(errno.ENOTSUP, _CLOSED)


_original_create = ssl.SSLSocket._create.__func__
_original_create_connection = webloop.WebLoop.create_connection
_original_init = socket.socket.__init__


def install():
    """Replaces the parts of `ssl`, `socket` and the event loop that a sandbox does another way."""
    ssl.SSLSocket._create = classmethod(_create)
    ssl.SSLSocket.do_handshake = _do_handshake
    ssl.SSLSocket.connect = _connect
    ssl.SSLSocket.connect_ex = _connect_ex
    ssl.SSLSocket.unwrap = _unwrap
    webloop.WebLoop.create_connection = _create_connection
    socket.socket.__init__ = _init
    for name in ("bind", "listen"):
        setattr(socket.socket, name, _refuse_to_serve)
