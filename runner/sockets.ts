/** The sockets of one interpreter, as nodes and descriptors of Emscripten's. */
import type { FSMount, FSNode, FSStream } from "./emscripten_fs.ts";
import { O_NONBLOCK, type SocketContext, type TcpEntry } from "./socket_context.ts";
import { descriptorOperations, socketOperations } from "./socket_operations.ts";
import type { Socket, SocketOperations, SocketStreamOperations } from "./socket_types.ts";
import { TcpSocket } from "./tcp_socket.ts";

const AF_INET = 2;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const IPPROTO_TCP = 6;
const O_RDWR = 2;
const S_IFSOCK = 0o140000;

/** Identifies the mount of every socket. */
const SOCKETFS = Object.freeze({ name: "SOCKETFS" });

/** Makes sockets. */
export class Sockets {
  readonly #context: SocketContext;
  readonly #operations: SocketOperations;
  readonly #descriptorOperations: SocketStreamOperations;
  readonly #root: FSNode;
  #count = 0;

  constructor(context: SocketContext) {
    this.#context = context;
    this.#operations = socketOperations(context);
    this.#descriptorOperations = descriptorOperations(context);
    const root = new context.module.FS.FSNode(null, "/", 0o040777, 0);
    const mount: FSMount = { type: SOCKETFS, opts: {}, mountpoint: "socket:", mounts: [], root };
    root.mount = mount;
    this.#root = root;
  }

  /** The system call `socket`. */
  create(family: number, type: number, protocol: number): Socket {
    const context = this.#context;
    const kind = type & ~(O_NONBLOCK | SOCK_CLOEXEC);
    // Pyodide's Python was built without IPv6; a name may still lead to such an address.
    if (family !== AF_INET) throw context.error("EAFNOSUPPORT");
    if (kind === SOCK_DGRAM) throw context.error("ENOTSUP");
    if (kind !== SOCK_STREAM) throw context.error("EINVAL");
    if (protocol !== 0 && protocol !== IPPROTO_TCP) throw context.error("EPROTONOSUPPORT");
    const { FS } = context.module;
    const path = `socket[${this.#count++}]`;
    const node = new FS.FSNode(this.#root, path, S_IFSOCK | 0o777, 0);
    const stream = FS.createStream({
      path,
      node,
      flags: O_RDWR | type & O_NONBLOCK,
      seekable: false,
      stream_ops: this.#descriptorOperations,
    });
    const entry = this.#entry(stream);
    Object.assign(node, { sock: entry });
    return entry;
  }

  #entry(stream: FSStream): TcpEntry {
    const context = this.#context;
    const tcp = new TcpSocket(context.traffic);
    return {
      family: AF_INET,
      type: SOCK_STREAM,
      protocol: IPPROTO_TCP,
      sock_ops: this.#operations,
      stream,
      tcp,
      references: 1,
      get error(): number {
        return tcp.pendingError === undefined ? 0 : context.errno(tcp.pendingError);
      },
      set error(_cleared: number | null) {
        tcp.pendingError = undefined;
      },
      get saddr(): string {
        return tcp.local?.hostname ?? "0.0.0.0";
      },
      get sport(): number {
        return tcp.local?.port ?? 0;
      },
    };
  }
}
