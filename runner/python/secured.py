"""TLS of asyncio: connections that are made secured, `start_tls`, and the objects over buffers that libraries use.

Only Deno can shake hands, over its own connection. An object over buffers "sends" a
:class:`streams.Handshake` instead, which the transport below makes and answers; after it, what the
buffers carry is what the program reads and writes.
"""

import ssl

import pyodide.webloop as webloop

from . import streams, tls

_DONE = b"\x01"


class MemoryBIO(ssl.MemoryBIO):
    """A buffer, which can also hold a handshake that is to be sent."""

    _handshake = None

    def read(self, n=-1):
        """Gives a handshake, or up to `n` bytes."""
        handshake, self._handshake = self._handshake, None
        return super().read(n) if handshake is None else handshake

    @property
    def pending(self):
        """The number of bytes that can be read."""
        return len(self._handshake) if self._handshake is not None else super().pending


class SSLObject:
    """A side of a connection over two buffers; made by :meth:`ssl.SSLContext.wrap_bio`, and for `ssl_object`."""

    def __init__(self, context, server_hostname, incoming=None, outgoing=None):
        self.context = context
        self.server_hostname = context._encode_hostname(server_hostname)
        self.server_side = False
        self.session = None
        self.session_reused = None
        self._incoming, self._outgoing = incoming, outgoing
        self._answer = None
        self._protocol = None
        self._is_asked = self._is_secured = incoming is None

    async def _secure(self, descriptor):
        """Shakes hands; gives the bytes that stand for the peer's answer."""
        self._answer = await tls.secure(descriptor, self.context, self.server_hostname, None)
        return _DONE

    def do_handshake(self):
        """Asks for a handshake, and ends when it is made."""
        if self._is_secured:
            return
        if not self._is_asked:
            self._is_asked = True
            handshake = streams.Handshake(_DONE)
            handshake.secure = self._secure
            self._outgoing._handshake = handshake
        if self._incoming.pending == 0:
            if self._incoming.eof:
                raise ssl.SSLEOFError(ssl.SSL_ERROR_EOF, "EOF occurred in violation of protocol")
            raise ssl.SSLWantReadError(ssl.SSL_ERROR_WANT_READ, "The operation did not complete (read)")
        self._incoming.read(1)
        self._protocol = tls.protocol_of(self._answer, self.context, self.server_hostname)
        self._is_secured = True

    def read(self, len=1024, buffer=None):  # noqa: A002 - the name is the original's
        """Gives bytes of the peer's, or their number where they go into `buffer`."""
        if self._incoming.pending == 0 and not self._incoming.eof:
            raise ssl.SSLWantReadError(ssl.SSL_ERROR_WANT_READ, "The operation did not complete (read)")
        data = self._incoming.read(len)
        if buffer is None:
            return data
        count = data.__len__()
        buffer[:count] = data
        return count

    def write(self, data):
        """Takes bytes for the peer; gives their number."""
        self._outgoing.write(data)
        return memoryview(data).nbytes

    def pending(self):
        """The number of bytes that can be read."""
        return self._incoming.pending

    def unwrap(self):
        """Nothing: the connection ends as a whole."""

    def getpeercert(self, binary_form=False):
        """Nothing: Deno checks the certificate and keeps it."""

    def cipher(self):
        """Nothing: Deno does not tell."""

    compression = shared_ciphers = version = selected_npn_protocol = verify_client_post_handshake = cipher

    def get_channel_binding(self, cb_type="tls-unique"):
        """Nothing: Deno does not tell."""

    def selected_alpn_protocol(self):
        """Gives the protocol that was chosen in the handshake."""
        return self._protocol


def _wrap_bio(self, incoming, outgoing, server_side=False, server_hostname=None, session=None):
    if server_side:
        raise ssl.SSLError(ssl.SSL_ERROR_SSL, "a sandbox makes connections and takes none")
    return SSLObject(self, server_hostname, incoming, outgoing)


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
        sock.setblocking(False)
        made = SSLObject(context, hostname)
        await _shake_hands(made, sock.fileno(), timeout)
    except BaseException:
        sock.close()
        raise
    protocol, waiter = protocol_factory(), self.create_future()
    transport = streams.SocketTransport(self, sock, protocol, waiter, {"sslcontext": context, "ssl_object": made})
    try:
        await waiter
    except BaseException:
        transport.close()
        raise
    return transport, protocol


async def _start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None, **options):
    if server_side:
        raise ssl.SSLError(ssl.SSL_ERROR_SSL, "a sandbox makes connections and takes none")
    if not isinstance(transport, streams.SocketTransport):
        raise TypeError(f"transport {transport!r} is not supported by start_tls()")
    if not isinstance(sslcontext, ssl.SSLContext):
        raise TypeError(f"sslcontext is expected to be an instance of ssl.SSLContext, got {sslcontext!r}")
    made = SSLObject(sslcontext, server_hostname)
    timeout = options.get("ssl_handshake_timeout")
    await transport.secure(lambda descriptor: _shake_hands(made, descriptor, timeout), protocol)
    transport._extra.update(sslcontext=sslcontext, ssl_object=made)
    return transport


async def _shake_hands(made, descriptor, timeout):
    answer = await tls.secure(descriptor, made.context, made.server_hostname, timeout)
    made._protocol = tls.protocol_of(answer, made.context, made.server_hostname)


_original_create_connection = webloop.WebLoop.create_connection


def install():
    """Replaces what secures connections in asyncio."""
    ssl.MemoryBIO = MemoryBIO
    ssl.SSLObject = ssl.SSLContext.sslobject_class = SSLObject
    ssl.SSLContext.wrap_bio = _wrap_bio
    webloop.WebLoop.create_connection = _create_connection
    webloop.WebLoop.start_tls = _start_tls
