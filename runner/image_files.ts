/**
 * The in-memory file system and the open descriptors of an image.
 *
 * Pyodide's file system lives in JavaScript: what differs from a fresh boot is saved and put back.
 * What files hold is kept in packs: a checkpoint has one for all that is new, and refers to earlier
 * ones for the rest, so that a file which did not change is sent once. What lies
 * in a mount is the host's and is not part of an image; a descriptor open on it is opened again.
 */
import type { EmscriptenModule, FileSystem, FSNode, FSStream } from "./emscripten.ts";
import { isHostNode } from "./filesystem.ts";
import { Pack, type Place } from "./image_pack.ts";
import { lostSocket } from "./network.ts";

type Times = readonly [accessed: number, modified: number, changed: number];

/** A file, folder or link that differs from a fresh boot. */
interface FileEntry {
  readonly path: string;
  readonly mode: number;
  readonly times: Times;
  /** What a file holds. */
  readonly content?: Place;
  /** Target of a symbolic link. */
  readonly target?: string;
}

/** An open descriptor. */
interface DescriptorEntry {
  readonly fd: number;
  readonly flags: number;
  readonly position: number;
  /** Descriptors of the same number share their position. */
  readonly share: number;
  readonly kind: "path" | "device" | "deleted" | "lost";
  readonly path: string;
  readonly mode: number;
  /** What a deleted file that is still open holds. */
  readonly content?: Place;
}

/** The files of an image. */
export interface FilesState {
  readonly entries: readonly FileEntry[];
  readonly deleted: readonly string[];
  readonly descriptors: readonly DescriptorEntry[];
  readonly workingDirectory: string;
}

/** Packs by id; no two ever have the same id. */
export type Packs = ReadonlyMap<string, Uint8Array>;

/** A pack that a checkpoint refers to; only a new one comes with its bytes. */
export interface PackReference {
  readonly id: string;
  readonly length: number;
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** The files of a checkpoint. */
export interface FilesCapture {
  readonly state: FilesState;
  readonly packs: readonly PackReference[];
}

interface FreshNode {
  readonly node: FSNode;
  readonly mode: number;
  readonly mtime: number;
  readonly contents: unknown;
  readonly bytes: number;
  readonly link: string | undefined;
}

interface Known {
  readonly place: Place;
  readonly contents: unknown;
  readonly bytes: number;
  readonly mtime: number;
  /** When it was kept, in milliseconds since 1970. */
  readonly kept: number;
}

const NOT_OURS = new Set(["/dev", "/proc"]);
const CREATE_EXCLUSIVE_TRUNCATE = 0o100 | 0o200 | 0o1000;
const EIO = 29;
const S_IFMT = 0o170000;
const S_IFSOCK = 0o140000;

/** The file system of one guest: remembers what it was like fresh. */
export class Files {
  readonly #module: EmscriptenModule;
  readonly #fresh = new Map<string, FreshNode>();
  readonly #series = crypto.randomUUID();
  readonly #lengths = new Map<string, number>();
  #known = new WeakMap<FSNode, Known>();
  #packs = 0;

  /** @param module whose file system holds nothing of the user's yet, and no mounts */
  constructor(module: EmscriptenModule) {
    this.#module = module;
    this.#adopt(new Set());
  }

  #adopt(restored: ReadonlySet<string>): void {
    for (const [path, node] of walk(this.#module.FS, this.#module.FS.root, "/")) {
      if (this.#fresh.has(path) || restored.has(path)) continue;
      this.#fresh.set(path, {
        node,
        mode: node.mode,
        mtime: Number(node.mtime),
        contents: node.contents,
        bytes: node.usedBytes,
        link: node.link,
      });
    }
  }

  /** What differs from a fresh boot; `full` when no earlier pack may be referred to. */
  capture(full: boolean): FilesCapture {
    const { FS } = this.#module;
    if (full) this.#known = new WeakMap();
    const pack = new Pack(`${this.#series}-${++this.#packs}`);
    const keep = (node: FSNode): Place => this.#keep(node, pack);
    const entries: FileEntry[] = [];
    const seen = new Set<string>();
    for (const [path, node] of walk(FS, FS.root, "/")) {
      seen.add(path);
      if (this.#isFresh(path, node)) continue;
      const times: Times = [Number(node.atime), Number(node.mtime), Number(node.ctime)];
      const entry = { path, mode: node.mode, times };
      if (FS.isFile(node.mode)) entries.push({ ...entry, content: keep(node) });
      else if (FS.isLink(node.mode)) entries.push({ ...entry, target: node.link ?? "" });
      else if (FS.isDir(node.mode)) entries.push(entry);
    }
    const descriptors = captureDescriptors(FS, keep);
    const deleted = [...this.#fresh.keys()].filter((path) => !seen.has(path));
    const state = { entries, deleted, descriptors, workingDirectory: FS.cwd() };
    return { state, packs: this.#refer([...entries, ...descriptors], pack) };
  }

  #refer(entries: readonly { readonly content?: Place }[], pack: Pack): PackReference[] {
    const used = new Set(entries.flatMap(({ content }) => content ? [content.pack] : []));
    if (used.has(pack.id)) this.#lengths.set(pack.id, pack.length);
    return [...used].map((id) => ({
      id,
      length: this.#lengths.get(id) ?? 0,
      ...(id === pack.id ? { bytes: pack.bytes() } : {}),
    }));
  }

  /**
   * Mounts host paths, on top of what was restored; the folders made for them are not the user's.
   *
   * Before the files were there, a file of the image could be written to the host.
   */
  mount(state: FilesState | undefined, mount: () => void): void {
    mount();
    this.#adopt(new Set(state?.entries.map(({ path }) => path)));
  }

  /** Puts the files back; mounts follow, then descriptors. */
  restore(state: FilesState, packs: Packs): void {
    const { FS } = this.#module;
    for (const [id, { length }] of packs) this.#lengths.set(id, length);
    FS.chdir("/");
    for (const path of [...state.deleted].sort().reverse()) quietly(() => remove(FS, path));
    // A folder above a mount is in no image: it is there as long as the mount is. Files in it are.
    const parents = new Set(state.entries.map(({ path }) => path.slice(0, path.lastIndexOf("/"))));
    for (const parent of parents) quietly(() => FS.mkdirTree(parent));
    for (const entry of state.entries) {
      if (entry.target !== undefined) {
        quietly(() => FS.unlink(entry.path));
        FS.symlink(entry.target, entry.path);
      } else if (entry.content !== undefined) {
        FS.writeFile(entry.path, copy(packs, entry.content), { canOwn: true });
      } else {
        quietly(() => FS.mkdir(entry.path, entry.mode));
      }
    }
    for (const { path, mode, times, content } of state.entries) {
      const { node } = FS.lookupPath(path, { follow: false });
      node.mode = mode;
      [node.atime, node.mtime, node.ctime] = times;
      if (content !== undefined) this.#remember(node, content);
    }
  }

  /** Opens the descriptors again. Returns the names of those that could not be. */
  restoreDescriptors(state: FilesState, packs: Packs): string[] {
    const { FS } = this.#module;
    const shared = new Map<number, object>();
    const lost: string[] = [];
    if (!quietly(() => FS.chdir(state.workingDirectory))) {
      FS.chdir("/home/pyodide");
      lost.push(`working directory ${state.workingDirectory}`);
    }
    for (const entry of state.descriptors) {
      let opened = open(FS, entry, packs);
      if (!opened) {
        lost.push(`descriptor ${entry.fd} (${entry.path})`);
        opened = (entry.mode & S_IFMT) === S_IFSOCK
          ? lostSocket(FS) as unknown as Opened
          : dead(FS);
      }
      const stream = FS.createStream({
        node: opened.node,
        path: entry.path,
        seekable: true,
        ungotten: [],
        error: false,
        stream_ops: opened.operations,
        ...opened.fields,
        ...(shared.has(entry.share) ? { shared: shared.get(entry.share) } : {}),
      }, entry.fd);
      shared.set(entry.share, stream.shared);
      stream.flags = entry.flags;
      stream.position = entry.position;
    }
    return lost;
  }

  #isFresh(path: string, node: FSNode): boolean {
    const was = this.#fresh.get(path);
    if (!was || was.node !== node || was.mode !== node.mode) return false;
    const { FS } = this.#module;
    if (FS.isDir(node.mode)) return true;
    if (FS.isLink(node.mode)) return was.link === node.link;
    return was.contents === node.contents && was.bytes === node.usedBytes &&
      was.mtime === Number(node.mtime);
  }

  /** Where a file's content lies: where it lay when nothing was written since, else in `pack`. */
  #keep(node: FSNode, pack: Pack): Place {
    const mtime = Number(node.mtime);
    const known = this.#known.get(node);
    // Kept in the millisecond of its last write, it may have been written to once more.
    const same = known !== undefined && known.contents === node.contents &&
      known.bytes === node.usedBytes && known.mtime === mtime && known.kept > mtime;
    if (same) return known.place;
    const bytes = (node.contents as Uint8Array | null)?.subarray(0, node.usedBytes);
    const place = pack.add(bytes ?? new Uint8Array());
    this.#remember(node, place);
    return place;
  }

  #remember(node: FSNode, place: Place): void {
    const { contents, usedBytes: bytes } = node;
    this.#known.set(node, { place, contents, bytes, mtime: Number(node.mtime), kept: Date.now() });
  }
}

function* walk(FS: FileSystem, node: FSNode, path: string): Generator<[string, FSNode]> {
  for (const [name, child] of Object.entries(node.contents as Record<string, FSNode>)) {
    const childPath = path === "/" ? `/${name}` : `${path}/${name}`;
    if (NOT_OURS.has(childPath)) continue;
    if (child.mounted || child.mount !== FS.root.mount) continue;
    yield [childPath, child];
    if (FS.isDir(child.mode)) yield* walk(FS, child, childPath);
  }
}

function captureDescriptors(FS: FileSystem, keep: (node: FSNode) => Place): DescriptorEntry[] {
  const shares = new Map<object, number>();
  const entries: DescriptorEntry[] = [];
  for (const stream of FS.streams) {
    if (!stream || stream.fd < 3) continue;
    const share = shares.get(stream.shared) ?? shares.size;
    shares.set(stream.shared, share);
    const { fd, flags, position, node } = stream;
    entries.push({ fd, flags, position, share, mode: node.mode, ...describe(FS, stream, keep) });
  }
  return entries;
}

type Description = Pick<DescriptorEntry, "kind" | "path" | "content">;

function describe(
  FS: FileSystem,
  { node, path }: FSStream,
  keep: (node: FSNode) => Place,
): Description {
  const at = isHostNode(node) ? path : pathOf(FS, node);
  if (at !== undefined && FS.isChrdev(node.mode)) return { kind: "device", path: at };
  if (at !== undefined) return { kind: "path", path: at };
  if (FS.isFile(node.mode) && node.mount === FS.root.mount) {
    return { kind: "deleted", path, content: keep(node) };
  }
  return { kind: "lost", path: path || "a pipe or socket" };
}

/** The path under which `node` can be found, unless it was deleted or never had one. */
function pathOf(FS: FileSystem, node: FSNode): string | undefined {
  let path: string | undefined;
  quietly(() => {
    const candidate = FS.getPath(node);
    if (FS.lookupPath(candidate, { follow: false }).node === node) path = candidate;
  });
  return path;
}

interface Opened {
  readonly node: FSNode;
  readonly operations: Record<string, unknown>;
  readonly fields?: object;
}

function open(FS: FileSystem, entry: DescriptorEntry, packs: Packs): Opened | undefined {
  let opened: Opened | undefined;
  quietly(() => {
    if (entry.kind === "lost") return;
    if (entry.kind === "deleted" && entry.content !== undefined) {
      const path = `/tmp/.deleted-${entry.fd}`;
      FS.writeFile(path, copy(packs, entry.content), { canOwn: true });
      const { node } = FS.lookupPath(path);
      node.mode = entry.mode;
      FS.unlink(path);
      opened = { node, operations: node.stream_ops };
      return;
    }
    // Opened as a program would, so that devices and mounts can prepare; then moved to its number.
    const stream = FS.open(entry.path, entry.flags & ~CREATE_EXCLUSIVE_TRUNCATE);
    const { node, stream_ops, fd, path, flags: _flags, position: _position, ...rest } = stream as
      & FSStream
      & Record<string, unknown>;
    const inMemory = node.mount === FS.root.mount && !FS.isChrdev(node.mode);
    if (inMemory) FS.closeStream(fd);
    else FS.streams[fd] = null;
    const { shared: _shared, ...fields } = rest;
    opened = { node, operations: stream_ops, fields: { ...fields, path } };
  });
  return opened;
}

/** What a lost descriptor becomes: every operation on it fails with EIO. */
function dead(FS: FileSystem): Opened {
  const fail = (): never => {
    throw new FS.ErrnoError(EIO);
  };
  const names = ["read", "write", "llseek", "mmap", "ioctl", "poll"];
  return {
    node: FS.lookupPath("/dev/null").node,
    operations: Object.fromEntries(names.map((name) => [name, fail])),
  };
}

function remove(FS: FileSystem, path: string): void {
  const { node } = FS.lookupPath(path, { follow: false });
  if (FS.isDir(node.mode)) FS.rmdir(path);
  else FS.unlink(path);
}

function copy(packs: Packs, { pack, offset, length }: Place): Uint8Array {
  const bytes = packs.get(pack);
  if (!bytes || offset + length > bytes.length) {
    throw new Error("Cannot restore image: the content of a file is missing");
  }
  return bytes.slice(offset, offset + length);
}

/** Runs what may fail without harm; returns whether it worked. */
function quietly(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
