/**
 * Packages in the sandbox: a read-only file system at `site-packages`.
 *
 * It shows the union of the packs in the session's site folder. A file is read when it is opened,
 * and has to be what was installed. Nothing of it is part of an image: a restore and a rewind find
 * the packages that the session has then.
 */
import type {
  Attributes,
  FileModule,
  FSNode,
  FSStream,
  HeapView,
  NodeOperations,
  StreamOperations,
} from "./emscripten_fs.ts";
import type { PackageIndex } from "./image_parts.ts";
import { readIndex } from "./package_index.ts";
import { Pack } from "./package_pack.ts";
import { fileAt, type Folder, isFolder, type PackedFile, unite } from "./package_tree.ts";

/** A file or folder that was looked at. */
interface PackageNode extends FSNode {
  entry: Folder | PackedFile;
  /** The nodes that were made for what is in a folder. */
  readonly known: Map<string, PackageNode>;
}

/** An open file; duplicates have the content in common. */
interface PackageStream extends FSStream {
  node: PackageNode;
  content?: Uint8Array;
}

/** Where packages are seen. */
const SITE_PACKAGES = "/lib/python3.14/site-packages";

const FOLDER_MODE = 0o040555;
const FILE_MODE = 0o100444;
const SEEK_CUR = 1;
const SEEK_END = 2;
const PAGE = 65536;
/** Numbers of nodes, away from those of the memory file system, which an image keeps. */
const FIRST_NUMBER = 2 ** 40;
/** A number for `st_dev` that no other file system here has. */
const DEVICE = 314;

/** The packages of a guest. */
export class PackageFiles {
  readonly #module: FileModule;
  readonly #site: string;
  readonly #complain: (line: string) => void;
  readonly #operations: NodeOperations;
  readonly #streamOperations: StreamOperations;
  readonly #root: PackageNode;
  #packs: readonly Pack[] = [];
  #lastNumber = FIRST_NUMBER;
  /** When the packages changed last, in milliseconds since 1970; by it Python sees that folders did. */
  #changed = 0;

  /**
   * Mounts the file system, without packages.
   *
   * @param module the Emscripten module
   * @param site the folder of the packs, empty where there is none
   * @param complain told in a line of what is not as it was installed
   */
  constructor(module: object, site: string, complain: (line: string) => void) {
    this.#module = module as FileModule;
    this.#site = site;
    this.#complain = complain;
    this.#operations = this.#nodeOperations();
    this.#streamOperations = this.#makeStreamOperations();
    const { FS } = this.#module;
    const mount = (): FSNode => this.#make(null, "/", new Map());
    this.#root = FS.mount({ mount }, {}, SITE_PACKAGES) as PackageNode;
  }

  /**
   * Shows these packages and no others; where two have the same path, the first one's is seen.
   *
   * @throws {Error} when an index or a pack is not what it should be; nothing has changed then
   */
  show(indexes: readonly PackageIndex[]): void {
    const packages = indexes.map(readIndex);
    const old = new Map(this.#packs.map((pack) => [pack.id, pack]));
    const opened: Pack[] = [];
    try {
      for (const each of packages) {
        if (!old.has(each.id)) opened.push(new Pack(this.#site, each));
      }
    } catch (error) {
      for (const pack of opened) pack.close();
      throw error;
    }
    const packs = new Map([...old, ...opened.map((pack) => [pack.id, pack] as const)]);
    const tree = unite(packages.map((each) => [each, packs.get(each.id)!]));
    this.#packs = packages.map(({ id }) => packs.get(id)!);
    this.#changed = Math.max(Date.now(), this.#changed + 1);
    renew(this.#root, tree);
    // An open descriptor has its content already.
    for (const pack of old.values()) if (!this.#packs.includes(pack)) pack.close();
  }

  /** The package whose file is seen at `path`, as it identifies itself; undefined where none is. */
  packageAt(path: string): { readonly id: string; readonly title: string } | undefined {
    const folder = `${SITE_PACKAGES}/`;
    if (!path.startsWith(folder) || !isFolder(this.#root.entry)) return undefined;
    return fileAt(this.#root.entry, path.slice(folder.length))?.pack;
  }

  /** The path of a library that lies in no folder; undefined where none has the name. */
  pathOf(name: string): string | undefined {
    const { entry } = this.#root;
    const found = isFolder(entry) ? entry.get(name) : undefined;
    return found && !isFolder(found) ? `${SITE_PACKAGES}/${name}` : undefined;
  }

  #make(parent: FSNode | null, name: string, entry: Folder | PackedFile): PackageNode {
    const { FS } = this.#module;
    const { nextInode } = FS;
    const mode = isFolder(entry) ? FOLDER_MODE : FILE_MODE;
    const node = Object.assign(new FS.FSNode(parent, name, mode, 0), {
      id: ++this.#lastNumber,
      entry,
      known: new Map<string, PackageNode>(),
      node_ops: this.#operations,
      stream_ops: this.#streamOperations,
    });
    FS.nextInode = nextInode;
    return node;
  }

  #lookup(parent: PackageNode, name: string): FSNode {
    const known = parent.known.get(name);
    if (known) return known;
    const entry = isFolder(parent.entry) ? parent.entry.get(name) : undefined;
    if (!entry) throw this.#error("ENOENT");
    const node = this.#make(parent, name, entry);
    parent.known.set(name, node);
    return node;
  }

  #nodeOperations(): NodeOperations {
    const refuse = (): never => {
      throw this.#error("EROFS");
    };
    return {
      getattr: (node) => this.#attributes(node as PackageNode),
      lookup: (parent, name) => this.#lookup(parent as PackageNode, name),
      readdir: (node) => [".", "..", ...((node as PackageNode).entry as Folder).keys()],
      setattr: refuse,
      mknod: refuse,
      rename: refuse,
      unlink: refuse,
      rmdir: refuse,
      symlink: refuse,
    };
  }

  #makeStreamOperations(): StreamOperations {
    return {
      open: (stream) => this.#open(stream as PackageStream),
      read: (stream, buffer, offset, length, position) =>
        this.#read(stream as PackageStream, buffer, offset, length, position),
      llseek: (stream, offset, whence) => this.#seek(stream as PackageStream, offset, whence),
      mmap: (stream, length, position) => this.#map(stream as PackageStream, length, position),
    };
  }

  #open(stream: PackageStream): void {
    const { entry } = stream.node;
    if (isFolder(entry)) return;
    const { pack, file } = entry;
    const content = pack.read(file);
    if (content) return void (stream.content = content);
    // Emscripten has given out the descriptor by now and would never take it back.
    this.#module.FS.closeStream(stream.fd);
    this.#complain(`Package ${pack.title}: '${file.path}' is not what was installed`);
    throw this.#error("EIO");
  }

  #read(
    { content }: PackageStream,
    buffer: HeapView,
    offset: number,
    length: number,
    position: number,
  ): number {
    if (!content) throw this.#error("EISDIR");
    const bytes = content.subarray(position, position + length);
    buffer.set(bytes, offset);
    return bytes.length;
  }

  #seek(stream: PackageStream, offset: number, whence: number): number {
    let position = offset;
    if (whence === SEEK_CUR) position += stream.position;
    if (whence === SEEK_END) position += stream.content?.length ?? 0;
    if (position < 0) throw this.#error("EINVAL");
    return position;
  }

  /** A copy in memory; it is never written back. */
  #map(
    { content }: PackageStream,
    length: number,
    position: number,
  ): { ptr: number; allocated: boolean } {
    if (!content) throw this.#error("ENODEV");
    const bytes = Math.ceil(length / PAGE) * PAGE;
    const pointer = this.#module._emscripten_builtin_memalign(PAGE, bytes);
    if (pointer === 0) throw this.#error("ENOMEM");
    const heap = this.#module.HEAPU8;
    heap.fill(0, pointer, pointer + bytes);
    heap.set(content.subarray(position, position + length), pointer);
    return { ptr: pointer, allocated: true };
  }

  #attributes({ id, mode, entry }: PackageNode): Attributes {
    const size = isFolder(entry) ? 0 : entry.file.size;
    const time = new Date(isFolder(entry) ? this.#changed : entry.pack.time);
    return {
      dev: DEVICE,
      ino: id,
      mode,
      nlink: 1,
      uid: 0,
      gid: 0,
      rdev: 0,
      size,
      atime: time,
      mtime: time,
      ctime: time,
      blksize: 4096,
      blocks: Math.ceil(size / 512),
    };
  }

  #error(name: string): Error {
    return new this.#module.FS.ErrnoError(this.#module.ERRNO_CODES[name] ?? 0);
  }
}

/** Gives a node another entry, and keeps the nodes below it of what is as it was. */
function renew(node: PackageNode, entry: Folder | PackedFile): void {
  node.entry = entry;
  for (const [name, child] of node.known) {
    const next = isFolder(entry) ? entry.get(name) : undefined;
    if (next && isSame(child.entry, next)) renew(child, next);
    else node.known.delete(name);
  }
}

function isSame(old: Folder | PackedFile, next: Folder | PackedFile): boolean {
  if (isFolder(old) || isFolder(next)) return isFolder(old) && isFolder(next);
  return old.pack === next.pack && old.file.path === next.file.path;
}
