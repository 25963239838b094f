/** Takes the in-memory files of a live guest back to what they were in an image. */
import type { FileSystem, FSNode } from "./emscripten.ts";
import { type Contents, fill } from "./image_descriptors.ts";
import {
  contentOf,
  type FileEntry,
  type FilesState,
  type FreshNode,
  type Packs,
  walk,
} from "./image_files.ts";

/** What the guest knows about its files. */
export interface Knowledge extends Contents {
  readonly fresh: ReadonlyMap<string, FreshNode>;
  isFresh(path: string, node: FSNode): boolean;
  renew(path: string, node: FSNode): void;
}

/**
 * Sees what differs from an image that this guest took.
 *
 * @returns what then puts it back
 * @throws {Error} when the content of a file is neither in the file system nor in `packs`
 */
export function planFiles(
  FS: FileSystem,
  knowledge: Knowledge,
  { entries, deleted }: FilesState,
  packs: Packs,
): () => void {
  const now = new Map(walk(FS, FS.root, "/"));
  const wanted = new Map(entries.map((entry) => [entry.path, entry]));
  const absent = new Set(deleted);
  const isWanted = (path: string): boolean =>
    wanted.has(path) || knowledge.fresh.has(path) && !absent.has(path);
  const removed = [...now.keys()].filter((path) => !isWanted(path));
  const changed = entries.filter((entry) => !isSame(FS, knowledge, now.get(entry.path), entry));
  for (const { content } of changed) if (content !== undefined) contentOf(packs, content);
  const renewed = [...knowledge.fresh].filter(([path, was]) => {
    const node = now.get(path);
    if (absent.has(path) || wanted.has(path) || node && knowledge.isFresh(path, node)) return false;
    if (!isIntact(FS, was)) throw new Error(`Cannot rewind: '${path}' was written to`);
    return true;
  });
  return () => {
    for (const path of removed.toReversed()) remove(FS, path);
    for (const [path, was] of renewed) {
      if (now.get(path) !== was.node) put(FS, path, was.node);
      was.node.mode = was.mode;
      was.node.mtime = was.mtime;
      knowledge.renew(path, was.node);
    }
    for (const entry of changed) write(FS, entry, packs);
    const written = new Set(changed);
    for (const entry of entries) {
      const { node } = FS.lookupPath(entry.path, { follow: false });
      const { inode, mode, times, content } = entry;
      node.mode = mode;
      // What is in a folder is found by the folder's number.
      if (!FS.isDir(mode)) node.id = inode;
      [node.atime, node.mtime, node.ctime] = times;
      if (content === undefined) continue;
      // A file's times are part of what is known about it.
      if (written.has(entry) || !knowledge.holds(node, content)) knowledge.remember(node, content);
    }
  };
}

/** Whether a node is what an entry says, but for mode and times. */
function isSame(
  FS: FileSystem,
  knowledge: Knowledge,
  node: FSNode | undefined,
  { content, target }: FileEntry,
): boolean {
  if (!node) return false;
  if (target !== undefined) return FS.isLink(node.mode) && node.link === target;
  if (content !== undefined) return FS.isFile(node.mode) && knowledge.holds(node, content);
  return FS.isDir(node.mode);
}

/** Whether a node of the fresh boot can be put back: nothing was written to it. */
function isIntact(FS: FileSystem, { node, contents, bytes, mtime, link }: FreshNode): boolean {
  if (FS.isDir(node.mode)) return true;
  if (FS.isLink(node.mode)) return node.link === link;
  return node.contents === contents && node.usedBytes === bytes && Number(node.mtime) === mtime;
}

function write(
  FS: FileSystem,
  { path, inode, mode, content, target }: FileEntry,
  packs: Packs,
): void {
  const node = find(FS, path);
  if (content !== undefined && node && FS.isFile(node.mode)) {
    return fill(node, contentOf(packs, content));
  }
  if (node) remove(FS, path);
  if (target !== undefined) FS.symlink(target, path);
  else if (content === undefined) FS.mkdir(path, mode).id = inode;
  else FS.writeFile(path, contentOf(packs, content), { canOwn: true });
}

function find(FS: FileSystem, path: string): FSNode | undefined {
  const parent = FS.lookupPath(path.slice(0, path.lastIndexOf("/")) || "/").node;
  const entries = parent.contents as Record<string, FSNode>;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

/** Takes a file or folder out of the tree, with all that is in it. */
function remove(FS: FileSystem, path: string): void {
  const node = find(FS, path);
  if (!node) return;
  delete (node.parent.contents as Record<string, FSNode>)[node.name];
  FS.destroyNode(node);
}

/** Puts a node into the tree again. */
function put(FS: FileSystem, path: string, node: FSNode): void {
  remove(FS, path);
  node.parent = FS.lookupPath(path.slice(0, path.lastIndexOf("/")) || "/").node;
  node.name = path.slice(path.lastIndexOf("/") + 1);
  if (FS.isDir(node.mode)) node.contents = {};
  (node.parent.contents as Record<string, FSNode>)[node.name] = node;
  FS.hashAddNode(node);
}
