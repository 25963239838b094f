/**
 * Folders of the sandbox's memory that also show files of the host.
 *
 * The parent of a granted path shows that path; `/`, `/home` and `/lib` show all of the host's
 * entries when they are granted. What is in memory wins, a granted path over anything that the
 * user had put there before it was granted. `/host` shows what is granted and hidden by that.
 */
import type { FileSystem, FSNode, NodeOperations } from "./emscripten_fs.ts";
import { join, MERGED, nameOf, parentOf, VIEW } from "./grants.ts";
import type { HostAccess } from "./host_access.ts";
import { HOSTFS, type HostNode, type HostNodes } from "./host_nodes.ts";

/** A folder in memory that shows more than is in memory. */
interface Folder {
  readonly node: FSNode;
  readonly path: string;
  /** Names that are the host's although memory has them. */
  readonly shadowed: Set<string>;
}

type Operations = Required<
  Pick<NodeOperations, "lookup" | "mknod" | "rename" | "unlink" | "rmdir" | "readdir" | "symlink">
>;

/** Shows the host's files in the folders of one sandbox. */
export class HostFolders {
  readonly #FS: FileSystem;
  readonly #access: HostAccess;
  readonly #nodes: HostNodes;
  readonly #folders = new Map<FSNode, Folder>();
  readonly #memory: Operations;

  constructor(FS: FileSystem, access: HostAccess, nodes: HostNodes) {
    this.#FS = FS;
    this.#access = access;
    this.#nodes = nodes;
    const shared = FS.root.node_ops as Operations;
    this.#memory = { ...shared };
    // Also folders that show nothing of the host's can hold one that does, or be moved from.
    shared.rename = (node, parent, name) => this.#rename(node, parent, name);
    shared.rmdir = (parent, name) => this.#rmdir(parent, name);
  }

  /** Makes every granted path visible. */
  attachAll(): void {
    const { grants } = this.#access;
    for (const path of MERGED.filter((path) => grants.merges(path))) this.#attach(path);
    for (const path of grants.tops()) {
      if (grants.merges(path)) continue;
      const folder = this.#attach(parentOf(path));
      const name = nameOf(path);
      const hidden = folder && entry(folder.node, name);
      if (!hidden) continue;
      folder.shadowed.add(name);
      this.#FS.hashRemoveNode(hidden);
    }
  }

  /** The folder `path`, made if need be; undefined where the session has a file in its place. */
  #attach(path: string): Folder | undefined {
    const node = this.#makeFolder(path);
    const known = node && this.#folders.get(node);
    if (!node || known) return known;
    const folder: Folder = { node, path, shadowed: new Set() };
    this.#folders.set(node, folder);
    node.node_ops = { ...node.node_ops, ...this.#operations(folder) };
    return folder;
  }

  #makeFolder(path: string): FSNode | undefined {
    try {
      this.#FS.mkdirTree(path);
      const { node } = this.#FS.lookupPath(path, { follow: true });
      return this.#FS.isDir(node.mode) ? node : undefined;
    } catch {
      return undefined;
    }
  }

  /** The host's path of a name in a folder, if the name is the host's. */
  #hostPath(folder: Folder | undefined, name: string): string | undefined {
    if (!folder) return undefined;
    if (entry(folder.node, name) && !folder.shadowed.has(name)) return undefined;
    return this.#access.grants.hostPath(join(folder.path, name));
  }

  #operations(folder: Folder): Operations {
    const memory = this.#memory;
    const nodes = this.#nodes;
    const choose = <T>(name: string, onHost: (path: string) => T, inMemory: () => T): T => {
      const path = this.#hostPath(folder, name);
      return path === undefined ? inMemory() : onHost(path);
    };
    return {
      lookup: (parent, name) =>
        choose(
          name,
          (path): FSNode => nodes.find(parent, name, path, prefixOf(folder, name, path)),
          () => memory.lookup(parent, name),
        ),
      mknod: (parent, name, mode, device) =>
        choose(
          name,
          (path): FSNode => nodes.make(parent, name, path, mode, prefixOf(folder, name, path)),
          () => memory.mknod(parent, name, mode, device),
        ),
      symlink: (parent, name, target) =>
        choose(
          name,
          (path): FSNode => nodes.link(parent, name, path, target, prefixOf(folder, name, path)),
          () => memory.symlink(parent, name, target),
        ),
      unlink: (parent, name) =>
        choose(name, (path) => nodes.remove(path, false), () => memory.unlink(parent, name)),
      rmdir: (parent, name) =>
        choose(name, (path) => nodes.remove(path, true), () => this.#rmdir(parent, name)),
      rename: (node, parent, name) => this.#rename(node, parent, name),
      readdir: (node) => [...new Set([...memory.readdir(node), ...this.#hostNames(folder)])],
    };
  }

  #rmdir(parent: FSNode, name: string): void {
    const node = entry(parent, name);
    if (node && this.#folders.has(node)) throw this.#access.error("EBUSY");
    this.#memory.rmdir(parent, name);
  }

  /** Within memory or within the host; from one to the other is for the program to copy. */
  #rename(node: FSNode, parent: FSNode, name: string): void {
    const path = this.#hostPath(this.#folders.get(parent), name);
    const fromHost = node.mount.type === HOSTFS;
    if (fromHost) this.#nodes.hide(node);
    const fixed = fromHost && this.#access.grants.has((node as HostNode).hostPath);
    if (fixed || this.#folders.has(node)) throw this.#access.error("EBUSY");
    if (!fromHost && path === undefined) return this.#memory.rename(node, parent, name);
    if (fromHost && path !== undefined) return this.#nodes.move(node as HostNode, path);
    throw this.#access.error("EXDEV");
  }

  /** The host's names in a folder, as far as each can be looked up: one that cannot would spoil the list. */
  #hostNames({ path }: Folder): string[] {
    const { grants } = this.#access;
    const tops = grants.tops().filter((top) => top !== "/" && parentOf(top) === path).map(nameOf);
    const merged = grants.hostPath(path) === path ? this.#mergedNames(path) : [];
    return [...tops, ...merged].filter((name) => {
      const hostPath = grants.hostPath(join(path, name));
      return hostPath !== undefined && this.#access.exists(hostPath);
    });
  }

  #mergedNames(path: string): string[] {
    try {
      return this.#access.names(path);
    } catch {
      return []; // The sandbox has a folder that the host does not have.
    }
  }
}

/** What precedes the host's path in the path of the sandbox. */
function prefixOf(folder: Folder, name: string, path: string): string {
  const place = join(folder.path, name);
  return place === path ? "" : VIEW;
}

/** What a folder has in memory under a name. */
function entry(folder: FSNode, name: string): FSNode | undefined {
  const entries = folder.contents as Record<string, FSNode>;
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
