// deno-lint-ignore-file camelcase -- the names are Emscripten's
/**
 * `os.pipe` on pipes that one can wait for, in the place of Emscripten's, which cannot.
 *
 * A pipe's node has a `sock` as a socket's has: this is how Emscripten's `poll` comes to wait for
 * it (`SOCKFS.pollAsync`) and how `fcntl` sets its flags.
 */
import type { FSMount, FSNode, FSStream } from "./emscripten_fs.ts";
import { Pipe, type PipeEnd } from "./pipe.ts";
import type { NetworkModule, Socket, SocketOperations } from "./socket_types.ts";

const O_WRONLY = 1;
const O_NONBLOCK = 0o4000;
const S_IFIFO = 0o010000;
const F_GETFL = 3;
const F_SETFL = 4;
const FIONREAD = 21531;
const POLLIN = 0x41;
const POLLOUT = 0x104;
const POLLERR = 0x8;
const POLLHUP = 0x10;

/** The Emscripten module, as far as pipes use it. */
export interface PipeModule extends NetworkModule {
  readonly PIPEFS: { createPipe(): { readable_fd: number; writable_fd: number } };
}

/** A node that stands for one end of a pipe. */
interface PipeNode extends FSNode {
  end: PipeEnd;
}

/** The end of a pipe that a descriptor stands for. */
export function pipeEndOf(stream: FSStream | null | undefined): PipeEnd | undefined {
  return (stream?.node as PipeNode | undefined)?.end;
}

/** Whether operations on a descriptor wait. */
export function waits(stream: FSStream): boolean {
  return (stream.flags & O_NONBLOCK) === 0;
}

/** Replaces Emscripten's pipes. */
export function installPipes(module: PipeModule): void {
  const { FS, PIPEFS, SOCKFS } = module;
  const root = new FS.FSNode(null, "/", 0o040777, 0);
  const mount: FSMount = { type: PIPEFS, opts: {}, mountpoint: "pipe:", mounts: [], root };
  root.mount = mount;
  const operations = streamOperations(module);
  let count = 0;
  const open = (end: PipeEnd): number => {
    const path = `pipe[${count++}]`;
    const node = new FS.FSNode(root, path, S_IFIFO | 0o600, 0) as PipeNode;
    node.end = end;
    const flags = end.writes ? O_WRONLY : 0;
    const stream = FS.createStream({ path, node, flags, seekable: false, stream_ops: operations });
    Object.assign(node, { sock: facade(module, stream, end) });
    return stream.fd;
  };
  PIPEFS.createPipe = () => {
    const pipe = new Pipe();
    return { readable_fd: open(pipe.reading), writable_fd: open(pipe.writing) };
  };
  const getSocket = SOCKFS.getSocket.bind(SOCKFS);
  SOCKFS.getSocket = (fd) => {
    const stream = FS.getStream(fd);
    const end = pipeEndOf(stream);
    return end ? (stream?.node as FSNode & { sock: Socket }).sock : getSocket(fd);
  };
}

function streamOperations({ FS, HEAPU8, ERRNO_CODES }: PipeModule): object {
  const error = (code: string): Error => new FS.ErrnoError(ERRNO_CODES[code] ?? 29);
  const end = (stream: FSStream): PipeEnd => (stream.node as PipeNode).end;
  return {
    read: (stream: FSStream, buffer: typeof HEAPU8, offset: number, length: number): number => {
      const bytes = end(stream).pipe.take(length);
      if (!bytes) throw error(waits(stream) ? "EDEADLK" : "EAGAIN");
      buffer.set(bytes, offset);
      return bytes.length;
    },
    write: (stream: FSStream, buffer: typeof HEAPU8, offset: number, length: number): number => {
      const { pipe } = end(stream);
      if (!pipe.reading.isOpen) throw error("EPIPE");
      const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length).slice();
      const taken = pipe.put(bytes, waits(stream));
      if (taken === undefined) throw error(waits(stream) ? "EDEADLK" : "EAGAIN");
      return taken;
    },
    poll: (stream: FSStream): number => {
      const { readable, writable, hungUp, pendingError } = end(stream);
      return (readable ? POLLIN : 0) | (writable ? POLLOUT : 0) | (hungUp ? POLLHUP : 0) |
        (pendingError === undefined ? 0 : POLLERR);
    },
    ioctl: (_stream: FSStream, request: number): number => {
      throw error(request === FIONREAD ? "EINVAL" : "ENOTTY");
    },
    dup: (stream: FSStream): void => end(stream).hold(),
    close: (stream: FSStream): void => end(stream).release(),
    getattr: (stream: FSStream): object => {
      const now = new Date();
      const times = { atime: now, mtime: now, ctime: now };
      const none = { dev: 14, ino: 0, nlink: 1, uid: 0, gid: 0, rdev: 0, size: 0, blocks: 0 };
      return { ...none, ...times, mode: stream.node.mode, blksize: 4096 };
    },
  };
}

/** What makes `poll` and `fcntl` take a pipe for something that they know to handle. */
function facade(module: PipeModule, stream: FSStream, end: PipeEnd): Socket & { end: PipeEnd } {
  const { FS, ERRNO_CODES } = module;
  const errno = ERRNO_CODES.ENOTSOCK ?? 29;
  const fail = (): never => {
    throw new FS.ErrnoError(errno);
  };
  const operations: SocketOperations = {
    pollAsync: true,
    connect: fail,
    recvmsg: fail,
    sendmsg: fail,
    bind: fail,
    listen: fail,
    accept: fail,
    poll: fail,
    shutdown: () => -errno,
    fcntl64: (_socket, command, argument) => {
      if (command === F_GETFL) return stream.flags;
      if (command !== F_SETFL) return -1;
      const access = stream.flags & O_WRONLY;
      const flags = new DataView(module.HEAPU8.buffer).getInt32(argument, true);
      stream.flags = flags & ~3 | access;
      return 0;
    },
  };
  const none = { family: 0, type: 0, protocol: 0, error: null, saddr: "", sport: 0 };
  return { ...none, sock_ops: operations, stream, end };
}
