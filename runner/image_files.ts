/**
 * The in-memory file system and the open descriptors of an image.
 *
 * Pyodide's file system lives in JavaScript: what differs from a fresh boot is saved and put back.
 * What files hold is kept in packs: a checkpoint has one for all that is new, and refers to earlier
 * ones for the rest, so that a file which did not change is sent once. What lies
 * in a mount is the host's and is not part of an image; a descriptor open on it is opened again.
 */
import type { EmscriptenModule, FileSystem, FSNode } from "./emscripten.ts";
import {
  captureDescriptors,
  type DescriptorEntry,
  planDescriptors,
  restoreDescriptors,
} from "./image_descriptors.ts";
import { planFiles } from "./image_files_rewind.ts";
import { Pack, type Place } from "./image_pack.ts";

type Times = readonly [accessed: number, modified: number, changed: number];

/** A file, folder or link that differs from a fresh boot. */
export interface FileEntry {
  readonly path: string;
  /** The number by which `stat` tells files apart. */
  readonly inode: number;
  readonly mode: number;
  readonly times: Times;
  /** What a file holds. */
  readonly content?: Place;
  /** Target of a symbolic link. */
  readonly target?: string;
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

/** A node as it was at a fresh boot. */
export interface FreshNode {
  readonly node: FSNode;
  readonly mode: number;
  readonly mtime: number;
  readonly contents: unknown;
  readonly bytes: number;
  readonly link: string | undefined;
}

/** What a file held when that was last looked at. */
interface Known {
  /** Where it lies; earlier packs may have it too. */
  readonly places: readonly Place[];
  readonly contents: unknown;
  readonly bytes: number;
  readonly mtime: number;
  readonly ctime: number;
  /** When it was kept, in milliseconds since 1970. */
  readonly kept: number;
}

const NOT_OURS = new Set(["/dev", "/proc"]);
/** How many places are known of one content: it gets another with each image that stands alone. */
const MOST_PLACES = 8;

/** The file system of one guest: remembers what it was like fresh. */
export class Files {
  readonly #module: EmscriptenModule;
  readonly #fresh = new Map<string, FreshNode>();
  readonly #series = crypto.randomUUID();
  readonly #lengths = new Map<string, number>();
  readonly #known = new WeakMap<FSNode, Known>();
  #packs = 0;
  /** The packs that a checkpoint may refer to; all of them before the first that stands alone. */
  #usable: Set<string> | undefined;

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

  /**
   * What differs from a fresh boot.
   *
   * @param full whether no earlier pack may be referred to
   * @param holders the user's variables by descriptor
   */
  capture(full: boolean, holders: Readonly<Record<string, string>>): FilesCapture {
    const { FS } = this.#module;
    const pack = new Pack(`${this.#series}-${++this.#packs}`);
    if (full) this.#usable = new Set();
    this.#usable?.add(pack.id);
    const keep = (node: FSNode): Place => this.#keep(node, pack);
    const entries: FileEntry[] = [];
    const seen = new Set<string>();
    for (const [path, node] of walk(FS, FS.root, "/")) {
      seen.add(path);
      if (this.#isFresh(path, node)) continue;
      const times: Times = [Number(node.atime), Number(node.mtime), Number(node.ctime)];
      const entry = { path, inode: node.id, mode: node.mode, times };
      if (FS.isFile(node.mode)) entries.push({ ...entry, content: keep(node) });
      else if (FS.isLink(node.mode)) entries.push({ ...entry, target: node.link ?? "" });
      else if (FS.isDir(node.mode)) entries.push(entry);
    }
    const descriptors = captureDescriptors(FS, keep, holders);
    const deleted = [...this.#fresh.keys()].filter((path) => !seen.has(path));
    const state = { entries, deleted, descriptors, workingDirectory: FS.cwd() };
    return { state, packs: this.#refer([...entries, ...descriptors], pack) };
  }

  /**
   * Sees what is needed to have the files as in an image that this guest took.
   *
   * @returns what then does it; gives the names of what is lost
   * @throws {Error} when a content is missing
   */
  rewind(state: FilesState, packs: Packs): () => string[] {
    const { FS } = this.#module;
    const knowledge = {
      fresh: this.#fresh,
      isFresh: (path: string, node: FSNode): boolean => this.#isFresh(path, node),
      renew: (path: string, node: FSNode): void => this.#renew(path, node),
      holds: (node: FSNode, place: Place): boolean => this.#holds(node, place),
      remember: (node: FSNode, place: Place): void => this.#remember(node, [place]),
    };
    const files = planFiles(FS, knowledge, state, packs);
    const descriptors = planDescriptors(FS, knowledge, state, packs);
    return () => {
      for (const [id, { length }] of packs) this.#lengths.set(id, length);
      const places = [...state.entries, ...state.descriptors].flatMap(({ content }) =>
        content ?? []
      );
      // The next checkpoint adds to that one, which has no others.
      this.#usable = new Set(places.map(({ pack }) => pack));
      FS.chdir("/");
      const ignored = FS.ignorePermissions;
      FS.ignorePermissions = true;
      try {
        files();
      } finally {
        FS.ignorePermissions = ignored;
      }
      return descriptors();
    };
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
    const ignored = FS.ignorePermissions;
    FS.ignorePermissions = true;
    try {
      for (const path of [...state.deleted].sort().reverse()) quietly(() => remove(FS, path));
      const first = FS.nextInode;
      for (const entry of state.entries) number(FS, make(FS, entry, packs), entry.inode, first);
    } finally {
      FS.ignorePermissions = ignored;
    }
    for (const { path, mode, times, content } of state.entries) {
      const { node } = FS.lookupPath(path, { follow: false });
      node.mode = mode;
      [node.atime, node.mtime, node.ctime] = times;
      if (content !== undefined) this.#remember(node, [content]);
    }
  }

  /** Opens the descriptors again. Returns the names of those that could not be. */
  restoreDescriptors(state: FilesState, packs: Packs): string[] {
    return restoreDescriptors(this.#module.FS, state, packs);
  }

  #isFresh(path: string, node: FSNode): boolean {
    const was = this.#fresh.get(path);
    if (!was || was.node !== node || was.mode !== node.mode) return false;
    const { FS } = this.#module;
    if (was.mtime !== Number(node.mtime)) return false;
    if (FS.isDir(node.mode)) return true;
    if (FS.isLink(node.mode)) return was.link === node.link;
    return was.contents === node.contents && was.bytes === node.usedBytes;
  }

  /** Where a file's content lies: where it lay when nothing was written since, else in `pack`. */
  #keep(node: FSNode, pack: Pack): Place {
    const places = this.#places(node);
    const known = places.find(({ pack }) => this.#usable?.has(pack) ?? true);
    if (known) return known;
    const bytes = (node.contents as Uint8Array | null)?.subarray(0, node.usedBytes);
    const place = pack.add(bytes ?? new Uint8Array());
    this.#remember(node, [place, ...places]);
    return place;
  }

  /** The places that have what a file holds; none when it was written to since that was known. */
  #places(node: FSNode): readonly Place[] {
    const known = this.#known.get(node);
    if (!known || known.contents !== node.contents || known.bytes !== node.usedBytes) return [];
    const [mtime, ctime] = [Number(node.mtime), Number(node.ctime)];
    if (known.mtime !== mtime || known.ctime !== ctime) return [];
    // Kept in the millisecond of its last write, it may have been written to once more.
    return known.kept > ctime ? known.places : [];
  }

  #holds(node: FSNode, place: Place): boolean {
    return this.#places(node).some(({ pack, offset, length }) =>
      pack === place.pack && offset === place.offset && length === place.length
    );
  }

  #remember(node: FSNode, places: readonly Place[]): void {
    this.#known.set(node, {
      places: places.slice(0, MOST_PLACES),
      contents: node.contents,
      bytes: node.usedBytes,
      mtime: Number(node.mtime),
      ctime: Number(node.ctime),
      kept: Date.now(),
    });
  }

  /** Takes in that a node is at a place where it, or one like it, was fresh. */
  #renew(path: string, node: FSNode): void {
    const was = this.#fresh.get(path);
    if (was) this.#fresh.set(path, { ...was, node });
  }
}

/** All that is in memory below a folder, each folder before what is in it. */
export function* walk(FS: FileSystem, node: FSNode, path: string): Generator<[string, FSNode]> {
  for (const [name, child] of Object.entries(node.contents as Record<string, FSNode>)) {
    const childPath = path === "/" ? `/${name}` : `${path}/${name}`;
    if (NOT_OURS.has(childPath)) continue;
    if (child.mounted || child.mount !== FS.root.mount) continue;
    yield [childPath, child];
    if (FS.isDir(child.mode)) yield* walk(FS, child, childPath);
  }
}

/** Makes a file, folder or link in place of what is there; a folder that is there stays. */
function make(FS: FileSystem, { path, mode, content, target }: FileEntry, packs: Packs): FSNode {
  let node: FSNode | undefined;
  quietly(() => node = FS.lookupPath(path, { follow: false }).node);
  const isFolder = content === undefined && target === undefined;
  if (isFolder && node && FS.isDir(node.mode)) return node;
  // A folder above a mount is in no image: it is there as long as the mount is. Files in it are.
  if (!node) quietly(() => FS.mkdirTree(path.slice(0, path.lastIndexOf("/"))));
  if (node && (target !== undefined || !FS.isFile(node.mode) || isFolder)) remove(FS, path);
  if (target !== undefined) FS.symlink(target, path);
  else if (content === undefined) FS.mkdir(path, mode);
  else FS.writeFile(path, contentOf(packs, content), { canOwn: true });
  return FS.lookupPath(path, { follow: false }).node;
}

/**
 * Gives a node of an image the number that it had; before anything is in it, which is found by that.
 *
 * @param first the first number that nothing of a fresh boot has
 */
function number(FS: FileSystem, node: FSNode, inode: number, first: number): void {
  if (inode < first || node.id < first) return;
  node.id = inode;
  FS.nextInode = Math.max(FS.nextInode, inode + 1);
}

function remove(FS: FileSystem, path: string): void {
  const { node } = FS.lookupPath(path, { follow: false });
  if (FS.isDir(node.mode)) FS.rmdir(path);
  else FS.unlink(path);
}

/** A copy of what lies at a place. @throws {Error} when the pack is not there */
export function contentOf(packs: Packs, { pack, offset, length }: Place): Uint8Array {
  const bytes = packs.get(pack);
  if (!bytes || offset + length > bytes.length) {
    throw new Error("Cannot restore image: the content of a file is missing");
  }
  return bytes.slice(offset, offset + length);
}

/** Runs what may fail without harm; returns whether it worked. */
export function quietly(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
