"""asyncio's transport over a socket: with back pressure, half-closing and TLS.

Pyodide's own sends without waiting, ends both directions at once and knows no TLS.
"""

import asyncio
import collections
import socket

import pyodide._nodesock_transport as nodesock
import pyodide.webloop as webloop

_READ_SIZE = 65536
# An answer that lets a handshake follow is shorter.
_SHORT = 4096
_HIGH, _LOW = 65536, 16384
# Turns of the event loop in which a program may answer what it read, or that it is connected, with a handshake: Deno
# secures no connection while a read is under way.
_TURNS = 6
_TURNS_AT_FIRST = 12


class Handshake(bytes):
    """What a TLS object "sends" to begin a handshake: the transport makes it, and answers in the peer's place."""

    secure = None


class SocketTransport(asyncio.Transport):
    """A connection; it reads when nobody could still want a handshake instead."""

    def __init__(self, loop, sock, protocol, waiter=None, extra=None):
        super().__init__(extra)
        self._loop = loop
        self._sock = sock
        self._fd = sock.fileno()
        self._protocol = protocol
        self._queue = collections.deque()
        self._size = 0
        self._high, self._low = _HIGH, _LOW
        self._closing = self._eof = self._paused = self._writing_paused = self._lost = False
        self._secured = bool(self._extra.get("ssl_object"))
        self._has_written = False
        self._has_ended = False
        self._handshakes = 0
        self._writer = self._reader = None
        self._changed = asyncio.Event()
        self._extra.setdefault("socket", sock)
        for name, ask in (("sockname", sock.getsockname), ("peername", sock.getpeername)):
            try:
                self._extra.setdefault(name, ask())
            except OSError:
                pass
        loop.call_soon(self._begin, waiter)

    def _begin(self, waiter):
        self._protocol.connection_made(self)
        if waiter is not None and not waiter.done():
            waiter.set_result(None)
        if not self._lost:
            self._reader = self._loop.create_task(self._read())

    def is_closing(self):
        """True as soon as one of both sides ends the connection."""
        return self._closing

    def get_protocol(self):
        """Gives what is told about the connection."""
        return self._protocol

    def set_protocol(self, protocol):
        """Changes what is told about the connection."""
        self._protocol = protocol

    def close(self):
        """Ends the connection when everything was sent."""
        if self._closing:
            return
        self._closing = True
        self._stop_reading()
        if self._writer is None:
            self._loop.call_soon(self._lose, None)

    def abort(self):
        """Ends the connection at once."""
        self._fail(None)

    def __del__(self):
        if not self._lost:
            self._sock.close()

    def _fail(self, error):
        if self._lost:
            return
        self._closing = True
        self._queue.clear()
        self._stop_reading()
        if self._writer is not None:
            self._writer.cancel()
        self._loop.call_soon(self._lose, error)

    def _lose(self, error):
        if self._lost:
            return
        self._lost = True
        try:
            self._protocol.connection_lost(error)
        finally:
            self._sock.close()

    # Reading

    def is_reading(self):
        """True where what comes is passed on."""
        return not self._paused and not self._closing

    def pause_reading(self):
        """Stops to pass on what comes."""
        self._paused = True

    def resume_reading(self):
        """Passes on what comes again."""
        self._paused = False
        self._changed.set()

    def _stop_reading(self):
        if self._reader is not None and self._reader is not asyncio.current_task(self._loop):
            self._reader.cancel()

    async def _read(self):
        from pyodide_js._api import _nodeSock

        try:
            await self._wait_to_read(_TURNS_AT_FIRST)
            while not self._closing:
                data = bytes(await _nodeSock.recv(self._fd, _READ_SIZE))
                if self._closing:
                    return
                if not data:
                    return self._end()
                self._pass_on(data)
                await self._wait_to_read(_TURNS if len(data) < _SHORT else 0)
        except asyncio.CancelledError:
            if not self._closing:
                self._fail(None)
            raise
        except Exception as error:
            self._fail(error)

    async def _wait_to_read(self, turns):
        """Leaves time to begin a handshake, and waits as long as one is under way, or nothing is to be read."""
        self._has_written = False
        for _ in range(0 if self._secured else turns):
            if self._has_written or self._writer is not None or self._handshakes:
                break
            await asyncio.sleep(0)
        while self._paused or self._handshakes:
            self._changed.clear()
            await self._changed.wait()

    def _pass_on(self, data):
        if not isinstance(self._protocol, asyncio.BufferedProtocol):
            return self._protocol.data_received(data)
        view = memoryview(data)
        while view:
            buffer = self._protocol.get_buffer(len(view))
            count = min(len(buffer), len(view))
            buffer[:count] = view[:count]
            self._protocol.buffer_updated(count)
            view = view[count:]

    def _end(self):
        if not self._protocol.eof_received() or self._secured:
            self.close()

    # Writing

    def get_write_buffer_size(self):
        """Gives the number of bytes that wait to be sent."""
        return self._size

    def get_write_buffer_limits(self):
        """Gives the sizes at which the protocol is told to go on, and to stop."""
        return self._low, self._high

    def set_write_buffer_limits(self, high=None, low=None):
        """Sets the sizes at which the protocol is told to stop, and to go on."""
        self._high = high if high is not None else _HIGH if low is None else 4 * low
        self._low = low if low is not None else self._high // 4
        if not self._high >= self._low >= 0:
            raise ValueError(f"high ({self._high!r}) must be >= low ({self._low!r}) must be >= 0")

    def write(self, data):
        """Sends data, and a handshake where it is one."""
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")
        if self._eof:
            raise RuntimeError("Cannot call write() after write_eof()")
        if self._closing or not data:
            return
        if isinstance(data, Handshake):
            self._handshakes += 1
            piece = data
        else:
            self._has_written = True
            piece = bytes(data)
        self._queue.append(piece)
        self._size += len(piece)
        self._start_writing()
        if self._size > self._high and not self._writing_paused:
            self._writing_paused = True
            self._protocol.pause_writing()

    def writelines(self, pieces):
        """Sends pieces of data, one after the other."""
        for piece in pieces:
            self.write(piece)

    def can_write_eof(self):
        """True where one direction can be ended alone."""
        return not self._secured

    def write_eof(self):
        """Ends the direction to the peer when everything was sent."""
        if self._eof or self._closing:
            return
        self._eof = True
        self._start_writing()

    def _start_writing(self):
        if self._writer is None:
            self._writer = asyncio.Task(self._write(), loop=self._loop, eager_start=True)
            self._writer.add_done_callback(self._written)

    async def _write(self):
        from pyodide_js._api import _nodeSock

        while self._queue:
            if isinstance(self._queue[0], Handshake):
                handshake = self._queue.popleft()
                await self._shake_hands(handshake)
                self._sent(len(handshake))
                continue
            pieces = []
            while self._queue and not isinstance(self._queue[0], Handshake):
                pieces.append(self._queue.popleft())
            data = b"".join(pieces)
            await _nodeSock.send(self._fd, data)
            self._sent(len(data))
        if self._eof and not self._has_ended:
            self._has_ended = True
            self._sock.shutdown(socket.SHUT_WR)

    def _sent(self, count):
        self._size -= count
        if self._writing_paused and self._size <= self._low:
            self._writing_paused = False
            self._protocol.resume_writing()

    def _written(self, task):
        self._writer = None
        error = None if task.cancelled() else task.exception()
        if error or task.cancelled():
            return self._fail(error)
        if self._closing:
            self._loop.call_soon(self._lose, None)
        elif self._queue or self._eof and not self._has_ended:
            self._start_writing()

    # TLS

    async def _shake_hands(self, handshake):
        answer = await handshake.secure(self._fd)
        self._end_handshake()
        self._pass_on(answer)

    async def secure(self, secure, protocol):
        """Secures the connection with `secure(descriptor)`; `protocol` is told what comes from then on."""
        self._handshakes += 1
        try:
            while self._writer is not None:
                await asyncio.wait([self._writer])
            await secure(self._fd)
        except BaseException:
            self.abort()
            raise
        self._protocol = protocol
        self._end_handshake()

    def _end_handshake(self):
        self._secured = True
        self._handshakes -= 1
        self._changed.set()


def install():
    """Puts the transport in the place of Pyodide's."""
    nodesock.NodeSocketTransport = SocketTransport
