/** The open descriptors of an image: those of files are opened again, others can only be told of. */
import type { FileSystem, FSNode, FSStream } from "./emscripten.ts";
import { isHostNode } from "./filesystem.ts";
import { contentOf, type FilesState, type Packs, quietly } from "./image_files.ts";
import type { Place } from "./image_pack.ts";
import { lostSocket } from "./network.ts";

/** An open descriptor. */
export interface DescriptorEntry {
  readonly fd: number;
  readonly flags: number;
  readonly position: number;
  /** Descriptors of the same number share their position. */
  readonly share: number;
  readonly kind: "path" | "device" | "deleted" | "lost";
  readonly path: string;
  readonly inode: number;
  readonly mode: number;
  /** What a deleted file that is still open holds; descriptors of one inode have it in common. */
  readonly content?: Place;
  /** The variable that holds it, where it cannot be kept. */
  readonly holder?: string;
  /** What was opened, by which the guest that took the image finds it again. */
  readonly opening?: number;
}

/** What a rewind has to know about files. */
export interface Contents {
  /** Whether a file holds what lies at `place`. */
  holds(node: FSNode, place: Place): boolean;
  /** Takes in that it does. */
  remember(node: FSNode, place: Place): void;
}

const CREATE_EXCLUSIVE_TRUNCATE = 0o100 | 0o200 | 0o1000;
const EIO = 29;
const STANDARD = ["/dev/stdin", "/dev/stdout", "/dev/stderr"];
const S_IFMT = 0o170000;
const S_IFSOCK = 0o140000;
const S_IFIFO = 0o010000;

/** What this guest's descriptors were opened as: `dup` keeps the number. */
const openings = new WeakMap<object, number>();
let lastOpening = 0;

/** The descriptors that are open; the first three are the runner's unless they lead elsewhere. */
export function captureDescriptors(
  FS: FileSystem,
  keep: (node: FSNode) => Place,
  holders: Readonly<Record<string, string>>,
): DescriptorEntry[] {
  const shares = new Map<object, number>();
  const entries: DescriptorEntry[] = [];
  for (const stream of openStreams(FS)) {
    const share = shares.get(stream.shared) ?? shares.size;
    shares.set(stream.shared, share);
    const opening = openings.get(stream.shared) ?? ++lastOpening;
    openings.set(stream.shared, opening);
    const { fd, flags, position, node } = stream;
    const about = { fd, flags, position, share, opening, inode: node.id, mode: node.mode };
    const description = describe(FS, stream, keep);
    const holder = holders[fd];
    const isNamed = description.kind === "lost" && holder !== undefined;
    entries.push({ ...about, ...description, ...(isNamed ? { holder } : {}) });
  }
  return entries;
}

/** The names of those descriptors of an image that a restore cannot bring back. */
export function lostDescriptors(entries: readonly DescriptorEntry[]): string[] {
  return entries.filter(({ kind }) => kind === "lost").map(nameOf);
}

/** What a user is told of a descriptor. */
function nameOf({ fd, path, mode, holder }: DescriptorEntry): string {
  const type = mode & S_IFMT;
  const what = type === S_IFSOCK ? "socket" : type === S_IFIFO ? "pipe" : path;
  return `${holder ? `${what} ${holder}` : what} (descriptor ${fd})`;
}

/** Opens the descriptors of an image in a fresh guest. Returns the names of those that are lost. */
export function restoreDescriptors(
  FS: FileSystem,
  { descriptors, workingDirectory }: FilesState,
  packs: Packs,
): string[] {
  const again: Again = { shares: new Map(), deleted: new Map() };
  const lost = enter(FS, workingDirectory);
  for (const entry of descriptors) lost.push(...openAgain(FS, entry, packs, again));
  return lost;
}

/** What descriptors that are opened again have in common. */
interface Again {
  /** By the number of a share. */
  readonly shares: Map<number, object>;
  /** Files without a name, by inode. */
  readonly deleted: Map<number, FSNode>;
}

/**
 * Sees what is needed to have the descriptors as in an image that this guest took.
 *
 * @returns what then does it, once files are as they were; gives the names of those that are lost
 * @throws {Error} when the content of a deleted file is missing
 */
export function planDescriptors(
  FS: FileSystem,
  contents: Contents,
  { descriptors, workingDirectory }: FilesState,
  packs: Packs,
): () => string[] {
  const opened = new Map<number, FSStream>();
  for (const stream of openStreams(FS)) {
    const opening = openings.get(stream.shared);
    if (opening !== undefined) opened.set(opening, stream);
  }
  const source = ({ opening }: DescriptorEntry): FSStream | undefined =>
    opening === undefined ? undefined : opened.get(opening);
  for (const entry of descriptors) {
    if (entry.kind !== "deleted" || entry.content === undefined) continue;
    const node = source(entry)?.node;
    if (!node || !contents.holds(node, entry.content)) contentOf(packs, entry.content);
  }
  return () => {
    const held = descriptors.map((entry) => {
      const stream = source(entry);
      return stream && isStill(FS, stream, entry) ? copyOf(FS, stream) : undefined;
    });
    for (const stream of openStreams(FS)) close(FS, stream);
    STANDARD.forEach((path, fd) => FS.streams[fd] ?? FS.open(path, fd && 1));
    const lost = enter(FS, workingDirectory);
    const again: Again = { shares: new Map(), deleted: new Map() };
    held.forEach((stream, index) => {
      const { kind, inode } = descriptors[index]!;
      if (stream && kind === "deleted") again.deleted.set(inode, stream.node);
    });
    descriptors.forEach((entry, index) => {
      const stream = held[index];
      if (!stream) return void lost.push(...openAgain(FS, entry, packs, again));
      again.shares.set(entry.share, stream.shared);
      stream.fd = entry.fd;
      FS.streams[entry.fd] = stream;
      Object.assign(stream, { flags: entry.flags, position: entry.position });
      const { content } = entry;
      if (content !== undefined && !contents.holds(stream.node, content)) {
        fill(stream.node, contentOf(packs, content));
        contents.remember(stream.node, content);
      }
    });
    return lost;
  };
}

/** Gives a file another content; whoever has it open sees that. */
export function fill(node: FSNode, content: Uint8Array): void {
  node.contents = content;
  node.usedBytes = content.length;
}

function openStreams(FS: FileSystem): FSStream[] {
  return FS.streams.filter((stream): stream is FSStream => !!stream && !isStandard(FS, stream));
}

/** Whether a descriptor is stdin, stdout or stderr, and leads to the runner. */
function isStandard(FS: FileSystem, { fd, node }: FSStream): boolean {
  const path = STANDARD[fd];
  return path !== undefined && nodeAt(FS, path) === node;
}

/** Whether a stream is of the file that its path leads to, or needs no path. */
function isStill(FS: FileSystem, { node }: FSStream, { kind, path }: DescriptorEntry): boolean {
  if (kind !== "path" || isHostNode(node)) return true;
  return nodeAt(FS, path) === node;
}

/** One more stream of the same opening, without a descriptor. */
function copyOf(FS: FileSystem, stream: FSStream): FSStream {
  const copy = FS.createStream(stream);
  copy.stream_ops.dup?.(copy);
  FS.streams[copy.fd] = null;
  return copy;
}

function close(FS: FileSystem, stream: FSStream): void {
  quietly(() => stream.stream_ops.close?.(stream));
  FS.streams[stream.fd] = null;
}

/** Changes the working directory; gives its name when it is lost. */
function enter(FS: FileSystem, path: string): string[] {
  if (quietly(() => FS.chdir(path))) return [];
  FS.chdir("/home/pyodide");
  return [`working directory ${path}`];
}

/** Opens a descriptor as it was; gives its name when it is lost. */
function openAgain(
  FS: FileSystem,
  entry: DescriptorEntry,
  packs: Packs,
  { shares, deleted }: Again,
): string[] {
  let opened = open(FS, entry, packs, deleted);
  const lost = opened ? [] : [nameOf(entry)];
  opened ??= (entry.mode & S_IFMT) === S_IFSOCK ? lostSocket(FS) as unknown as Opened : dead(FS);
  const stream = FS.createStream({
    node: opened.node,
    path: entry.path,
    seekable: true,
    ungotten: [],
    error: false,
    stream_ops: opened.operations,
    ...opened.fields,
    ...(shares.has(entry.share) ? { shared: shares.get(entry.share) } : {}),
  }, entry.fd);
  shares.set(entry.share, stream.shared);
  stream.flags = entry.flags;
  stream.position = entry.position;
  return lost;
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
    if (nodeAt(FS, candidate) === node) path = candidate;
  });
  return path;
}

function nodeAt(FS: FileSystem, path: string): FSNode | undefined {
  let node: FSNode | undefined;
  quietly(() => node = FS.lookupPath(path, { follow: false }).node);
  return node;
}

interface Opened {
  readonly node: FSNode;
  readonly operations: Record<string, unknown>;
  readonly fields?: object;
}

function open(
  FS: FileSystem,
  entry: DescriptorEntry,
  packs: Packs,
  deleted: Map<number, FSNode>,
): Opened | undefined {
  let opened: Opened | undefined;
  quietly(() => {
    if (entry.kind === "lost") return;
    if (entry.kind === "deleted" && entry.content !== undefined) {
      const node = deleted.get(entry.inode) ?? nameless(FS, contentOf(packs, entry.content));
      deleted.set(entry.inode, node);
      node.mode = entry.mode;
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

/** A file that no path leads to. It is made in the root, where no mount is. */
function nameless(FS: FileSystem, content: Uint8Array): FSNode {
  const { atime, mtime, ctime } = FS.root;
  const path = "/.deleted";
  FS.writeFile(path, content, { canOwn: true });
  const { node } = FS.lookupPath(path);
  FS.unlink(path);
  Object.assign(FS.root, { atime, mtime, ctime });
  return node;
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
