// deno-lint-ignore-file camelcase -- the names are Emscripten's
/**
 * What a file system of Emscripten's is made of, as far as mounts and sockets use it.
 *
 * Private API of the pinned Pyodide 314.0.7 (`var FS=` in pyodide.asm.mjs).
 */

/** Attributes that `chmod`, `utime`, `truncate` and `chown` change; the others are absent. */
export interface AttributeChange {
  readonly mode?: number;
  readonly size?: number;
  /** Milliseconds since 1970; null leaves the time as it is. */
  readonly atime?: number | null;
  readonly mtime?: number | null;
  readonly dontFollow?: boolean;
}

/** What `stat` gives. */
export interface Attributes {
  readonly dev: number;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: number;
  readonly size: number;
  readonly atime: Date;
  readonly mtime: Date;
  readonly ctime: Date;
  readonly blksize: number;
  readonly blocks: number;
}

/** Operations on names. */
export interface NodeOperations {
  getattr?(node: FSNode): Attributes;
  setattr?(node: FSNode, change: AttributeChange): void;
  lookup?(parent: FSNode, name: string): FSNode;
  mknod?(parent: FSNode, name: string, mode: number, device: number): FSNode;
  rename?(node: FSNode, newParent: FSNode, newName: string): void;
  unlink?(parent: FSNode, name: string): void;
  rmdir?(parent: FSNode, name: string): void;
  readdir?(node: FSNode): string[];
  symlink?(parent: FSNode, name: string, target: string): FSNode;
  readlink?(node: FSNode): string;
}

/** Operations on open descriptors. Buffers are views of the wasm memory. */
export interface StreamOperations {
  getattr?(stream: FSStream): Attributes;
  setattr?(stream: FSStream, change: AttributeChange): void;
  open?(stream: FSStream): void;
  close?(stream: FSStream): void;
  dup?(stream: FSStream): void;
  read?(
    stream: FSStream,
    buffer: HeapView,
    offset: number,
    length: number,
    position: number,
  ): number;
  write?(
    stream: FSStream,
    buffer: HeapView,
    offset: number,
    length: number,
    position: number,
  ): number;
  llseek?(stream: FSStream, offset: number, whence: number): number;
  mmap?(stream: FSStream, length: number, position: number): { ptr: number; allocated: boolean };
  msync?(stream: FSStream, buffer: HeapView, offset: number, length: number): number;
  fsync?(stream: FSStream): number;
  poll?(stream: FSStream): number;
  ioctl?(stream: FSStream, request: number, argument: number): number;
}

/** The wasm memory, or a copy of a part of it. */
export type HeapView = Int8Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** A mounted file system. */
export interface FSMount {
  readonly type: unknown;
  readonly opts: object;
  readonly mountpoint: string;
  readonly mounts: FSMount[];
  root: FSNode;
}

/** A name in the tree. */
export interface FSNode {
  id: number;
  name: string;
  mode: number;
  parent: FSNode;
  mount: FSMount;
  node_ops: NodeOperations;
  stream_ops: StreamOperations;
  /** Entries of a directory in memory; bytes of a file. */
  contents?: Record<string, FSNode> | Uint8Array;
}

/** An open descriptor. Duplicates have `shared` in common. */
export interface FSStream {
  fd: number;
  path: string;
  node: FSNode;
  flags: number;
  position: number;
  shared: object;
  stream_ops: StreamOperations;
}

/** Emscripten's `FS`. */
export interface FileSystem {
  readonly root: FSNode;
  /** The number of the next node. */
  nextInode: number;
  readonly ErrnoError: new (errno: number) => Error;
  readonly FSNode: new (
    parent: FSNode | null,
    name: string,
    mode: number,
    device: number,
  ) => FSNode;
  mount(type: { mount(mount: FSMount): FSNode }, options: object, path: string): FSNode;
  readlink(path: string): string;
  lookupPath(path: string, options?: { follow?: boolean }): { path: string; node: FSNode };
  mkdirTree(path: string): void;
  getStream(fd: number): FSStream | null | undefined;
  createStream(stream: object, fd?: number): FSStream;
  closeStream(fd: number): void;
  read(stream: FSStream, buffer: Uint8Array, offset: number, length: number): number;
  write(stream: FSStream, buffer: Uint8Array, offset: number, length: number): number;
  hashRemoveNode(node: FSNode): void;
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  isLink(mode: number): boolean;
  isSocket(mode: number): boolean;
}

/** The Emscripten module, as far as mounts use it. */
export interface FileModule {
  readonly FS: FileSystem;
  readonly ERRNO_CODES: Readonly<Record<string, number>>;
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  _emscripten_builtin_memalign(alignment: number, bytes: number): number;
}
