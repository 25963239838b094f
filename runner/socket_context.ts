/** What all parts of an interpreter's sockets have in common. */
import type { FSNode } from "./emscripten_fs.ts";
import type { Names } from "./names.ts";
import type { NetworkModule, Socket } from "./socket_types.ts";
import { type Connecting, SocketError, type TcpSocket } from "./tcp_socket.ts";
import type { Traffic } from "./traffic.ts";
import { Waiting } from "./waiting.ts";

/** Told of a connection that could not be made, and why. */
export type ConnectionFailed = (error: unknown, host: string, port: number) => void;

/** A socket with its connection. */
export interface TcpEntry extends Socket {
  readonly tcp: TcpSocket;
  /** Descriptors that share it. */
  references: number;
}

export const O_NONBLOCK = 0o4000;

const IO_ERROR = 29;

/** The surroundings of the sockets of one interpreter. */
export class SocketContext {
  readonly module: NetworkModule;
  readonly names: Names;
  readonly traffic: Traffic;
  /** What suspends the cell: an interrupt of it ends all of these waits. */
  readonly waiting: Waiting;
  /** Waits of asyncio's, which goes on with other tasks meanwhile and cancels by itself. */
  readonly background: Waiting = new Waiting();
  readonly #failed: ConnectionFailed;

  constructor(
    module: NetworkModule,
    names: Names,
    traffic: Traffic,
    waiting: Waiting,
    failed: ConnectionFailed,
  ) {
    this.module = module;
    this.names = names;
    this.traffic = traffic;
    this.waiting = waiting;
    this.#failed = failed;
  }

  /** The error number of a POSIX name. */
  errno(code: string): number {
    return this.module.ERRNO_CODES[code] ?? IO_ERROR;
  }

  /** The error number of what a socket threw. */
  errnoOf(error: unknown): number {
    return error instanceof SocketError ? this.errno(error.code) : IO_ERROR;
  }

  /** The error that Emscripten's system calls understand. */
  error(code: string): Error {
    return new this.module.FS.ErrnoError(this.errno(code));
  }

  /** Runs a system call that Emscripten guards. */
  guarded<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw new this.module.FS.ErrnoError(this.errnoOf(error));
    }
  }

  /** The result of a system call that nobody guards: the negative of an error number. */
  async settled<T>(action: () => Promise<T>): Promise<T | number> {
    try {
      return await action();
    } catch (error) {
      return -this.errnoOf(error);
    }
  }

  /** How the operations of a socket wait; undefined when they do not. */
  waitingOf(socket: Socket): Waiting | undefined {
    return blocks(socket) ? this.waiting : undefined;
  }

  /** Where a socket is to connect; notes it for `getpeername`. */
  target(socket: Socket, address: string, port: number): Connecting {
    const hostname = this.names.nameOf(address) ?? address;
    socket.daddr = hostname;
    socket.dport = port;
    return { hostname, port, failed: (error) => this.#failed(error, hostname, port) };
  }

  /** The socket that a node stands for. */
  entryOf(node: FSNode): TcpEntry {
    return (node as FSNode & { sock: TcpEntry }).sock;
  }

  /** The socket of a descriptor. @throws {SocketError} when it is none */
  entryAt(fd: number): TcpEntry {
    const entry = this.module.SOCKFS.getSocket(fd) as TcpEntry | null;
    if (!entry?.tcp) throw new SocketError(entry ? "EIO" : "EBADF");
    return entry;
  }
}

/** Whether operations of a socket wait. */
export function blocks(socket: Socket): boolean {
  return (socket.stream.flags & O_NONBLOCK) === 0;
}
