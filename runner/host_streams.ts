/** Open files of the host as Emscripten's streams. */
import type { FileModule, FSStream, HeapView, StreamOperations } from "./emscripten_fs.ts";
import type { HostAccess } from "./host_access.ts";
import { fileInfo, type HostFile } from "./host_files.ts";
import { attributesOf, type HostNode } from "./host_nodes.ts";

/** An open file, in common to all duplicates of its descriptor. */
interface OpenFile {
  readonly file: HostFile;
  /** Where the host's own position is; undefined when not known. */
  at: number | undefined;
  references: number;
}

/** An open file or folder; folders have no `open`. */
interface HostStream extends FSStream {
  node: HostNode;
  open?: OpenFile;
}

const O_ACCMODE = 3;
const O_WRONLY = 1;
const O_APPEND = 0o2000;
const SEEK_CUR = 1;
const SEEK_END = 2;
const PAGE = 65536;

/** The operations of open files and folders. */
export function hostStreamOperations(module: FileModule, access: HostAccess): StreamOperations {
  const streams = new HostStreams(module, access);
  return {
    open: (stream) => streams.open(stream as HostStream),
    close: (stream) => streams.close(stream as HostStream),
    dup: (stream) => streams.duplicate(stream as HostStream),
    getattr: (stream) => streams.attributes(stream as HostStream),
    setattr: (stream, change) =>
      access.change((stream.node as HostNode).hostPath, change, (stream as HostStream).open?.file),
    read: (stream, ...rest) => streams.read(stream as HostStream, ...rest),
    write: (stream, ...rest) => streams.write(stream as HostStream, ...rest),
    llseek: (stream, offset, whence) => streams.seek(stream as HostStream, offset, whence),
    mmap: (stream, length, position) => streams.map(stream as HostStream, length, position),
    msync: (stream, buffer, offset, length) =>
      streams.writeAll(stream as HostStream, buffer, offset, length),
    fsync: (stream) => streams.sync(stream as HostStream),
  };
}

class HostStreams {
  readonly #module: FileModule;
  readonly #access: HostAccess;

  constructor(module: FileModule, access: HostAccess) {
    this.#module = module;
    this.#access = access;
  }

  open(stream: HostStream): void {
    const { FS } = this.#module;
    try {
      if (FS.isDir(stream.node.mode)) stream.node.listed = true;
      else stream.open = { file: this.#openFile(stream), at: 0, references: 1 };
    } catch (error) {
      // Emscripten has given out the descriptor by now and would never take it back.
      FS.closeStream(stream.fd);
      throw error;
    }
  }

  #openFile({ node, flags }: HostStream): HostFile {
    // Opening a pipe would wait for its other end, for ever.
    if (!this.#module.FS.isFile(node.mode)) throw this.#access.error("ENXIO");
    const mode = flags & O_ACCMODE;
    const append = (flags & O_APPEND) !== 0;
    return this.#access.open(node.hostPath, { read: mode !== O_WRONLY, write: mode !== 0, append });
  }

  close({ open, node }: HostStream): void {
    if (!open || --open.references > 0) return;
    this.#access.call("read", node.hostPath, () => open.file.close());
  }

  duplicate({ open }: HostStream): void {
    if (open) open.references++;
  }

  attributes({ open, node }: HostStream): ReturnType<typeof attributesOf> {
    const { hostPath } = node;
    if (!open) return attributesOf(this.#access.info(hostPath));
    return this.#access.call("read", hostPath, () => attributesOf(fileInfo(open.file)));
  }

  read(stream: HostStream, buffer: HeapView, offset: number, length: number, at: number): number {
    if (length === 0) return 0;
    return this.#transfer("read", stream, at, (file) => {
      return file.readSync(view(buffer, offset, length)) ?? 0;
    });
  }

  write(stream: HostStream, buffer: HeapView, offset: number, length: number, at: number): number {
    if (length === 0) return 0;
    return this.#transfer("write", stream, at, (file) => {
      return file.writeSync(view(buffer, offset, length));
    });
  }

  seek(stream: HostStream, offset: number, whence: number): number {
    let position = offset;
    if (whence === SEEK_CUR) position += stream.position;
    if (whence === SEEK_END && stream.open) position += this.attributes(stream).size;
    if (position < 0) throw this.#access.error("EINVAL");
    return position;
  }

  /** A copy of a part of the file in memory; `msync` and `munmap` write a changed one back. */
  map(stream: HostStream, length: number, position: number): { ptr: number; allocated: boolean } {
    if (!stream.open) throw this.#access.error("ENODEV");
    const bytes = Math.ceil(length / PAGE) * PAGE;
    const pointer = this.#module._emscripten_builtin_memalign(PAGE, bytes);
    if (pointer === 0) throw this.#access.error("ENOMEM");
    const heap = this.#module.HEAPU8;
    heap.fill(0, pointer, pointer + bytes);
    for (let done = 0, count = 0; done < length; done += count) {
      count = this.read(stream, heap, pointer + done, length - done, position + done);
      if (count === 0) break;
    }
    return { ptr: pointer, allocated: true };
  }

  writeAll(stream: HostStream, buffer: HeapView, position: number, length: number): number {
    for (let done = 0; done < length;) {
      done += this.write(stream, buffer, done, length - done, position + done);
    }
    return 0;
  }

  sync({ open, node }: HostStream): number {
    if (open) this.#access.call("write", node.hostPath, () => open.file.syncSync());
    return 0;
  }

  #transfer(
    kind: "read" | "write",
    { open, node, flags }: HostStream,
    position: number,
    action: (file: HostFile) => number,
  ): number {
    if (!open) throw this.#access.error("EISDIR");
    return this.#access.call(kind, node.hostPath, () => {
      if (open.at !== position) open.file.seekSync(position, 0);
      open.at = undefined;
      const count = action(open.file);
      if ((flags & O_APPEND) === 0) open.at = position + count;
      return count;
    });
  }
}

function view(buffer: HeapView, offset: number, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
}
