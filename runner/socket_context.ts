/** What all parts of an interpreter's sockets have in common. */
import type { FSNode } from "./emscripten_fs.ts";
import type { Names } from "./names.ts";
import type { NetworkModule, Socket } from "./socket_types.ts";
import { type Connecting, SocketError, type TcpSocket } from "./tcp_socket.ts";
import type { Traffic } from "./traffic.ts";
import { Waiting } from "./waiting.ts";

/** Told how connections go. */
export interface ConnectionListener {
  begun(host: string, port: number): void;
  made(host: string, port: number): void;
  failed(error: unknown, host: string, port: number): void;
}

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
  readonly #listener: ConnectionListener;

  constructor(
    module: NetworkModule,
    names: Names,
    traffic: Traffic,
    waiting: Waiting,
    listener: ConnectionListener,
  ) {
    this.module = module;
    this.names = names;
    this.traffic = traffic;
    this.waiting = waiting;
    this.#listener = listener;
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
    const name = this.names.nameOf(address) ?? address;
    socket.daddr = name;
    socket.dport = port;
    const hostname = withoutBrackets(name);
    this.#listener.begun(hostname, port);
    return {
      hostname,
      port,
      made: () => this.#listener.made(hostname, port),
      failed: (error) => this.#listener.failed(error, hostname, port),
    };
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

/** An address of IPv6 as Deno wants it, out of the brackets that make it a name here. */
export function withoutBrackets(name: string): string {
  return name.replace(/^\[(.*)\]$/, "$1");
}

/** Whether operations of a socket wait. */
export function blocks(socket: Socket): boolean {
  return (socket.stream.flags & O_NONBLOCK) === 0;
}
