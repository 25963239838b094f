/** The system call `poll` over sockets and pipes. */
import type { Pollable } from "./pollable.ts";
import type { SocketContext, TcpEntry } from "./socket_context.ts";

const POLLIN = 0x1;
const POLLOUT = 0x4;
const POLLERR = 0x8;
const POLLHUP = 0x10;
const POLLNVAL = 0x20;
const POLLRDNORM = 0x40;
const POLLWRNORM = 0x100;

/** Bytes of a `struct pollfd`: the descriptor, the events wanted, the events seen. */
const ENTRY = 8;
const EVENTS = 4;
const SEEN = 6;

/** What a socket or the end of a pipe is ready for. */
export function readiness(socket: Pollable): number {
  let events = 0;
  if (socket.readable) events |= POLLIN | POLLRDNORM;
  if (socket.writable) events |= POLLOUT | POLLWRNORM;
  if (socket.hungUp) events |= POLLHUP;
  if (socket.pendingError !== undefined) events |= POLLERR | POLLOUT;
  return events;
}

/**
 * Waits until a descriptor is ready; never rejects.
 *
 * @param entries address of the first `struct pollfd`
 * @param timeout milliseconds; negative for no limit
 * @returns how many are ready, or the negative of an error number
 */
export async function poll(
  context: SocketContext,
  entries: number,
  count: number,
  timeout: number,
): Promise<number> {
  const deadline = timeout < 0 ? undefined : performance.now() + timeout;
  for (;;) {
    const { ready, sockets } = scan(context, entries, count);
    const left = deadline === undefined ? undefined : deadline - performance.now();
    if (ready > 0 || timeout === 0 || left !== undefined && left <= 0) return ready;
    const signals = sockets.map((socket) => socket.changed);
    const outcome = await context.waiting.wait(signals, left);
    if (outcome === "interrupted") return interrupted(context);
  }
}

/** Emscripten's `select` is made of `poll` and does not set `errno` itself. */
function interrupted(context: SocketContext): number {
  const { module } = context;
  const number = context.errno("EINTR");
  new DataView(module.HEAPU8.buffer).setInt32(module.___errno_location(), number, true);
  return -number;
}

/** Notes what is ready; starts to read where data is waited for. */
function scan(
  context: SocketContext,
  entries: number,
  count: number,
): { ready: number; sockets: Pollable[] } {
  const heap = new DataView(context.module.HEAPU8.buffer);
  const sockets: Pollable[] = [];
  let ready = 0;
  for (let at = entries; at < entries + count * ENTRY; at += ENTRY) {
    const fd = heap.getInt32(at, true);
    const wanted = heap.getInt16(at + EVENTS, true);
    const socket = socketAt(context, fd);
    let seen = fd < 0 ? 0 : POLLNVAL;
    if (typeof socket === "number") seen = socket;
    else if (socket) {
      if (wanted & (POLLIN | POLLRDNORM)) socket.startReading();
      seen = readiness(socket) & (wanted | POLLERR | POLLHUP);
      sockets.push(socket);
    }
    heap.setInt16(at + SEEN, seen, true);
    if (seen !== 0) ready++;
  }
  return { ready, sockets };
}

/** The socket or pipe of a descriptor, or the events of one that has no connection. */
function socketAt(context: SocketContext, fd: number): Pollable | number | undefined {
  const entry = context.module.SOCKFS.getSocket(fd) as (TcpEntry & { end?: Pollable }) | null;
  if (!entry) return undefined;
  return entry.end ?? entry.tcp ?? (POLLERR | POLLHUP);
}
