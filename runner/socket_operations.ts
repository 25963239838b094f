/** The system calls of sockets, for Emscripten. */
import type { Attributes, FSStream } from "./emscripten_fs.ts";
import { blocks, O_NONBLOCK, type SocketContext, type TcpEntry } from "./socket_context.ts";
import { readiness } from "./socket_poll.ts";
import type { Socket, SocketOperations, SocketStreamOperations } from "./socket_types.ts";
import { SocketError, type TcpSocket } from "./tcp_socket.ts";

const F_GETFL = 3;
const F_SETFL = 4;
const FIONREAD = 21531;
const FIONBIO = 21537;
const SHUT_RD = 0;
const SHUT_WR = 1;
const SHUT_RDWR = 2;

/** The operations of a socket. */
export function socketOperations(context: SocketContext): SocketOperations {
  const { module } = context;
  const suspends = <T>(operation: T): T | undefined =>
    module.validSuspender.value ? operation : undefined;
  const connectAsync: SocketOperations["connectAsync"] = (s, address, port) =>
    context.settled(async () => {
      await tcp(s).connect(context.target(s, address, port), context.waitingOf(s));
      return 0;
    });
  const recvmsgAsync: SocketOperations["recvmsgAsync"] = (s, length) =>
    context.settled(() => tcp(s).receive(length, context.waitingOf(s)));
  const sendmsgAsync: SocketOperations["sendmsgAsync"] = (s, bytes) =>
    context.settled(() => tcp(s).send(bytes, context.waitingOf(s)));
  return {
    // Python that JavaScript called and cannot suspend gets the plain calls below.
    get connectAsync() {
      return suspends(connectAsync);
    },
    get recvmsgAsync() {
      return suspends(recvmsgAsync);
    },
    get sendmsgAsync() {
      return suspends(sendmsgAsync);
    },
    pollAsync: true,
    ...plainOperations(context),
    fcntl64: (s, command, argument) => control(context, s, command, argument),
    shutdown: (s, how) => shutdown(context, tcp(s), how),
  };
}

/** Calls that cannot wait: Emscripten has no other form of some, such as `recvmsg`. */
function plainOperations(context: SocketContext): Omit<
  SocketOperations,
  "connectAsync" | "recvmsgAsync" | "sendmsgAsync" | "pollAsync" | "fcntl64" | "shutdown"
> {
  const unsupported = (): never => {
    throw context.error("ENOTSUP");
  };
  return {
    connect: (s, address, port) =>
      context.guarded(() => {
        if (blocks(s)) throw new SocketError("EDEADLK");
        void context.settled(() => tcp(s).connect(context.target(s, address, port)));
        throw new SocketError("EINPROGRESS");
      }),
    recvmsg: (s, length) =>
      context.guarded(() => {
        const buffer = tcp(s).take(length);
        if (buffer) return { buffer, addr: s.daddr ?? s.saddr, port: s.dport ?? 0 };
        tcp(s).startReading(length);
        throw new SocketError(blocks(s) ? "EDEADLK" : "EAGAIN");
      }),
    sendmsg: (s, buffer, offset, length) =>
      context.guarded(() => tcp(s).queue(buffer.slice(offset, offset + length), Infinity)),
    poll: (s) => readiness(tcp(s)),
    bind: unsupported,
    listen: unsupported,
    accept: unsupported,
  };
}

/** The operations of a socket's descriptor. */
export function descriptorOperations(context: SocketContext): SocketStreamOperations {
  const entry = (stream: FSStream): TcpEntry => context.entryOf(stream.node);
  return {
    poll: (stream) => readiness(entry(stream).tcp),
    ioctl: (stream, request, argument) => {
      const heap = new DataView(context.module.HEAPU8.buffer);
      if (request === FIONREAD) {
        heap.setInt32(argument, entry(stream).tcp.available, true);
      } else if (request === FIONBIO) {
        const on = heap.getInt32(argument, true) !== 0;
        stream.flags = on ? stream.flags | O_NONBLOCK : stream.flags & ~O_NONBLOCK;
      } else {
        throw context.error("EINVAL");
      }
      return 0;
    },
    read: (stream, buffer, offset, length) =>
      context.guarded(() => {
        const { tcp } = entry(stream);
        const bytes = tcp.take(length);
        if (!bytes) {
          tcp.startReading(length);
          throw new SocketError("EAGAIN");
        }
        buffer.set(bytes, offset);
        return bytes.length;
      }),
    write: (stream, buffer, offset, length) =>
      context.guarded(() => {
        const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
        return entry(stream).tcp.queue(bytes.slice(), Infinity);
      }),
    dup: (stream) => {
      entry(stream).references++;
    },
    close: (stream) => {
      const socket = entry(stream);
      if (--socket.references === 0) socket.tcp.close();
    },
    getattr: (stream) => attributes(stream.node.mode),
  };
}

/** `fcntl`; a negative result sends Emscripten on to its own. */
function control(context: SocketContext, s: Socket, command: number, argument: number): number {
  if (command === F_GETFL) return s.stream.flags;
  if (command !== F_SETFL) return -context.errno("EINVAL");
  s.stream.flags = new DataView(context.module.HEAPU8.buffer).getInt32(argument, true);
  return 0;
}

function shutdown(context: SocketContext, socket: TcpSocket, how: number): number {
  if (how !== SHUT_RD && how !== SHUT_WR && how !== SHUT_RDWR) return -context.errno("EINVAL");
  try {
    socket.shutdown(how !== SHUT_WR, how !== SHUT_RD);
    return 0;
  } catch (error) {
    return -context.errnoOf(error);
  }
}

function attributes(mode: number): Attributes {
  const now = new Date();
  const none = { dev: 0, ino: 0, nlink: 1, uid: 0, gid: 0, rdev: 0, size: 0, blocks: 0 };
  return { ...none, mode, blksize: 4096, atime: now, mtime: now, ctime: now };
}

function tcp(socket: Socket): TcpSocket {
  return (socket as TcpEntry).tcp;
}
