"""The blocking client of websockets, whose own needs a thread: its asyncio client, and JSPI to wait for it."""

import asyncio
import threading

import pyodide.ffi as ffi


class ClientConnection:
    """A connection whose methods block; what it does not have itself is the asyncio connection's."""

    def __init__(self, connection):
        self._connection = connection

    def __getattr__(self, name):
        return getattr(self._connection, name)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.close(1000 if error is None else 1011)

    def __iter__(self):
        from websockets.exceptions import ConnectionClosedOK

        while True:
            try:
                yield self.recv()
            except ConnectionClosedOK:
                return

    def recv(self, timeout=None, decode=None):
        """Gives the next message. Raises `TimeoutError` after `timeout` seconds."""
        return ffi.run_sync(asyncio.wait_for(self._connection.recv(decode=decode), timeout))

    def recv_streaming(self, decode=None):
        """Gives the next message in pieces."""
        pieces = self._connection.recv_streaming(decode=decode)
        while True:
            try:
                yield ffi.run_sync(anext(pieces))
            except StopAsyncIteration:
                return

    def send(self, message, text=None):
        """Sends a message, in pieces where it is an iterable of them."""
        ffi.run_sync(self._connection.send(message, text=text))

    def close(self, code=1000, reason=""):
        """Ends the connection; a second time it does nothing."""
        ffi.run_sync(self._connection.close(code, reason))

    def ping(self, data=None, ack_on_close=False):
        """Sends a ping. Gives an event, which is set when the answer has come."""
        answered = threading.Event()
        ffi.run_sync(_pinged(self._connection, data, answered))
        return answered

    def pong(self, data=b""):
        """Sends a pong that nobody asked for."""
        ffi.run_sync(self._connection.pong(data))


def connect(uri, *, sock=None, ssl=None, ssl_context=None, server_hostname=None, **options):
    """Connects, as `websockets.sync.client.connect` does."""
    from websockets.asyncio import client

    given = {"sock": sock, "ssl": ssl or ssl_context, "server_hostname": server_hostname}
    options.update({name: value for name, value in given.items() if value is not None})
    return ClientConnection(ffi.run_sync(_connected(client.connect, uri, options)))


async def _pinged(connection, data, answered):
    (await connection.ping(data)).add_done_callback(lambda _: answered.set())


async def _connected(connect, uri, options):
    return await connect(uri, **options)


def unix_connect(path=None, uri=None, **options):
    """Never connects: there are no local sockets."""
    raise OSError("a sandbox has TCP sockets only")
