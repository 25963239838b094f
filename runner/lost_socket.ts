// deno-lint-ignore-file camelcase -- the names are Emscripten's
/** What becomes of sockets that an image cannot hold. */
import type { FileSystem, FSMount, FSNode } from "./emscripten_fs.ts";
import type { SocketOperations } from "./socket_types.ts";

const EIO = 29;
const S_IFSOCK = 0o140000;
const POLLERR_HUP = 0x18;

/**
 * A socket that did not survive: every operation on it fails with `EIO`.
 *
 * @param system Emscripten's `FS`
 * @returns node and operations for `FS.createStream`
 */
export function lostSocket(system: object): {
  node: FSNode;
  operations: Record<string, () => number>;
} {
  const FS = system as FileSystem;
  const fail = (): never => {
    throw new FS.ErrnoError(EIO);
  };
  const give = (): Promise<number> => Promise.resolve(-EIO);
  const poll = (): number => POLLERR_HUP;
  const sock_ops: SocketOperations = {
    connectAsync: give,
    recvmsgAsync: give,
    sendmsgAsync: give,
    pollAsync: true,
    connect: fail,
    recvmsg: fail,
    sendmsg: fail,
    fcntl64: () => -EIO,
    shutdown: () => -EIO,
    poll,
    bind: fail,
    listen: fail,
    accept: fail,
  };
  // getpeername, getsockname and getsockopt read properties.
  const sock = Object.defineProperties({ sock_ops }, {
    daddr: { get: fail },
    saddr: { get: fail },
    error: { get: fail },
  });
  const node = new FS.FSNode(null, "lost", S_IFSOCK, 0);
  const mount: FSMount = {
    type: undefined,
    opts: {},
    mountpoint: "socket:",
    mounts: [],
    root: node,
  };
  Object.assign(node, { mount, sock });
  return { node, operations: { poll, ioctl: fail, read: fail, write: fail } };
}
