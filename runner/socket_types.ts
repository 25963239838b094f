// deno-lint-ignore-file camelcase -- the names are Emscripten's
/** Emscripten's seams for sockets, private API of the pinned Pyodide 314.0.7. */
import type { FileModule, FSStream, StreamOperations } from "./emscripten_fs.ts";

/** What a system call gives: bytes, a count, or the negative of an error number. */
export type SystemResult = number | Uint8Array;

/** A message that was received. */
export interface ReceivedMessage {
  readonly buffer: Uint8Array;
  readonly addr: string;
  readonly port: number;
}

/** The operations of a socket; the asynchronous ones suspend the cell and never reject. */
export interface SocketOperations {
  readonly connectAsync?:
    | ((s: Socket, address: string, port: number) => Promise<number>)
    | undefined;
  readonly recvmsgAsync?: ((s: Socket, length: number) => Promise<SystemResult>) | undefined;
  readonly sendmsgAsync?: ((s: Socket, bytes: Uint8Array) => Promise<number>) | undefined;
  /** Only that it is there counts: `poll` goes through {@link SocketFileSystem.pollAsync}. */
  readonly pollAsync: true;
  connect(s: Socket, address: string, port: number): void;
  recvmsg(s: Socket, length: number): ReceivedMessage | null;
  sendmsg(s: Socket, buffer: Uint8Array, offset: number, length: number): number;
  fcntl64(s: Socket, command: number, argument: number): number;
  shutdown(s: Socket, how: number): number;
  poll(s: Socket): number;
  bind(): never;
  listen(): never;
  accept(): never;
}

/** A socket as Emscripten's system calls see it. */
export interface Socket {
  readonly family: number;
  readonly type: number;
  readonly protocol: number;
  readonly sock_ops: SocketOperations;
  stream: FSStream;
  /** What `SO_ERROR` gives; setting it clears it. */
  error: number | null;
  daddr?: string;
  dport?: number;
  readonly saddr: string;
  readonly sport: number;
}

/** Emscripten's `SOCKFS`. */
export interface SocketFileSystem {
  createSocket: (family: number, type: number, protocol: number) => Socket;
  getSocket(fd: number): Socket | null;
  pollAsync: (entries: number, count: number, timeout: number) => Promise<number>;
}

/** The Emscripten module, as far as sockets use it. */
export interface NetworkModule extends FileModule {
  readonly SOCKFS: SocketFileSystem;
  readonly DNS: {
    lookup_name: (name: string) => string;
    lookup_addr: (address: string) => string | null;
  };
  /** The address of C's `errno`. */
  ___errno_location(): number;
  /** Whether the code that runs can be suspended. */
  readonly validSuspender: { readonly value: boolean };
}

/** Operations of a socket's descriptor. */
export type SocketStreamOperations = Required<
  Pick<StreamOperations, "poll" | "ioctl" | "read" | "write" | "close" | "dup" | "getattr">
>;
