/**
 * Nodes of Emscripten's file system that stand for files of the host.
 *
 * A node is made anew at every lookup and never enters Emscripten's name cache, so that what
 * happens on the host is seen at once. Links are followed by Emscripten inside the sandbox's tree,
 * never by the host: what a link leads to is checked like any other path.
 */
import type {
  AttributeChange,
  Attributes,
  FileSystem,
  FSMount,
  FSNode,
  NodeOperations,
  StreamOperations,
} from "./emscripten_fs.ts";
import { contains, join } from "./grants.ts";
import type { HostAccess } from "./host_access.ts";
import { errorName } from "./host_errors.ts";
import * as host from "./host_files.ts";

/** A node that stands for a file of the host. */
export interface HostNode extends FSNode {
  readonly hostPath: string;
  /** What precedes the host's path in the path of the sandbox: nothing, or `/host`. */
  readonly prefix: string;
  /** Attributes found by the lookup, good for one `stat`. */
  info?: host.FileInfo | undefined;
  /** Rights that the host's umask left to the file that was made with this node. */
  created?: number | undefined;
  /** Whether this is an open folder, whose entries are looked up only to list them. */
  listed?: boolean;
}

/** Identifies the mount of every {@link HostNode}. */
export const HOSTFS: { readonly name: string } = Object.freeze({ name: "HOSTFS" });

const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;

/** How long a folder is taken to be a folder still, in milliseconds. */
const FOLDER_TRUST = 20;

/** The host's files as nodes. */
export class HostNodes {
  /** Whether the text of a link is asked for, rather than to follow it. */
  showsLinks = false;
  readonly #FS: FileSystem;
  readonly #access: HostAccess;
  readonly #mount: FSMount;
  readonly #operations: NodeOperations;
  readonly #streamOperations: StreamOperations;
  readonly #folders = new Set<string>();
  #foldersUntil = 0;
  #renamed: FSNode | undefined;

  constructor(FS: FileSystem, access: HostAccess, streamOperations: StreamOperations) {
    this.#FS = FS;
    this.#access = access;
    this.#mount = { type: HOSTFS, opts: {}, mountpoint: "/", mounts: [], root: FS.root };
    this.#streamOperations = streamOperations;
    this.#operations = this.#nodeOperations();
  }

  /** The file `path` as the child `name` of `parent`. */
  find(parent: FSNode, name: string, path: string, prefix: string): HostNode {
    const now = Date.now();
    if (now > this.#foldersUntil) this.#folders.clear();
    if (this.#folders.has(path)) {
      return this.#create(parent, name, path, S_IFDIR | 0o777, prefix);
    }
    const info = this.#access.info(path);
    if (info.isDirectory) {
      if (this.#folders.size === 0) this.#foldersUntil = now + FOLDER_TRUST;
      this.#folders.add(path);
    }
    return Object.assign(this.#create(parent, name, path, info.mode ?? S_IFREG, prefix), {
      info,
    });
  }

  /** Makes a file or folder. */
  make(parent: FSNode, name: string, path: string, mode: number, prefix: string): HostNode {
    const node = this.#create(parent, name, path, mode, prefix);
    if ((mode & S_IFMT) === S_IFDIR) this.#access.makeFolder(path, mode);
    else if ((mode & S_IFMT) === S_IFREG) node.created = this.#access.makeFile(path);
    else throw this.#access.error("EPERM");
    return node;
  }

  /** Makes a symbolic link. */
  link(parent: FSNode, name: string, path: string, target: string, prefix: string): HostNode {
    const seen = prefix !== "" && contains(prefix, target);
    this.#access.makeLink(path, seen ? target.slice(prefix.length) || "/" : target);
    return this.find(parent, name, path, prefix);
  }

  /** Removes a file, or an empty folder. */
  remove(path: string, folder: boolean): void {
    this.#folders.clear();
    this.#access.remove(path, folder);
  }

  /** Gives a file another path on the host; the node was hidden before. */
  move(node: FSNode, path: string): void {
    this.#folders.clear();
    this.#access.move((node as HostNode).hostPath, path);
  }

  /**
   * Takes a node that is about to be moved out of reach.
   *
   * Emscripten puts it into its name cache afterwards, whether the move worked or not; it goes
   * there under a name that nobody can ask for.
   */
  hide(node: FSNode): void {
    if (this.#renamed) this.#FS.hashRemoveNode(this.#renamed);
    this.#renamed = node;
    node.name = "\0";
  }

  #create(parent: FSNode, name: string, path: string, mode: number, prefix: string): HostNode {
    return Object.assign(new this.#FS.FSNode(parent, name, mode, 0), {
      hostPath: path,
      prefix,
      mount: this.#mount,
      node_ops: this.#operations,
      stream_ops: this.#streamOperations,
    });
  }

  #lookup(parent: HostNode, name: string): HostNode {
    const path = join(parent.hostPath, name);
    const { prefix } = parent;
    if (!parent.listed) return this.find(parent, name, path, prefix);
    try {
      const { mode, ino } = host.linkInfo(path);
      const node = this.#create(parent, name, path, mode ?? S_IFREG, prefix);
      // What `os.scandir` tells; nothing is looked up below this node, by whose number it could be.
      node.id = ino ?? node.id;
      return node;
    } catch (error) {
      // A refused entry is listed as a file that cannot be opened. One that is gone must not spoil
      // the list: Emscripten's getdents skips an entry whose lookup gives EINVAL.
      if (errorName(error) === "EACCES") return this.#create(parent, name, path, S_IFREG, prefix);
      throw this.#access.error("EINVAL");
    }
  }

  #change(node: HostNode, change: AttributeChange): void {
    if (change.mode === undefined || node.created === undefined) {
      if (change.dontFollow && this.#FS.isLink(node.mode)) throw this.#access.error("ENOTSUP");
      return this.#access.change(node.hostPath, change);
    }
    // Emscripten's `open` gives a new file its rights afterwards, without a umask: applies the
    // host's, which was seen when the file was made with 0666.
    const { created } = node;
    node.created = undefined;
    const umask = 0o666 & ~created;
    const mode = change.mode & 0o7777 & ~(umask | (umask >> 1 & 0o111));
    if (mode !== created) this.#access.change(node.hostPath, { mode });
  }

  #nodeOperations(): NodeOperations {
    const pathOf = (parent: FSNode, name: string) => join((parent as HostNode).hostPath, name);
    const prefixOf = (parent: FSNode) => (parent as HostNode).prefix;
    return {
      getattr: (node) => attributesOf(this.#takeInfo(node as HostNode)),
      setattr: (node, change) => this.#change(node as HostNode, change),
      lookup: (parent, name) => this.#lookup(parent as HostNode, name),
      mknod: (parent, name, mode) =>
        this.make(parent, name, pathOf(parent, name), mode, prefixOf(parent)),
      rename: (node, parent, name) => {
        this.hide(node);
        this.move(node, pathOf(parent, name));
      },
      unlink: (parent, name) => this.remove(pathOf(parent, name), false),
      rmdir: (parent, name) => this.remove(pathOf(parent, name), true),
      readdir: (node) => [".", "..", ...this.#access.names((node as HostNode).hostPath)],
      symlink: (parent, name, target) =>
        this.link(parent, name, pathOf(parent, name), target, prefixOf(parent)),
      readlink: (node) => this.#target(node as HostNode),
    };
  }

  #target({ hostPath, prefix }: HostNode): string {
    return this.#access.target(hostPath, prefix, !this.showsLinks);
  }

  #takeInfo(node: HostNode): host.FileInfo {
    const info = node.info ?? this.#access.info(node.hostPath);
    node.info = undefined;
    return info;
  }
}

/** What Emscripten's `stat` gives for a file of the host. */
export function attributesOf(info: host.FileInfo): Attributes {
  const epoch = new Date(0);
  const mtime = info.mtime ?? epoch;
  return {
    dev: info.dev,
    ino: info.ino ?? 0,
    mode: info.mode ?? 0,
    nlink: info.nlink ?? 1,
    uid: info.uid ?? 0,
    gid: info.gid ?? 0,
    rdev: info.rdev ?? 0,
    size: info.size,
    atime: info.atime ?? mtime,
    mtime,
    ctime: info.ctime ?? mtime,
    blksize: info.blksize ?? 4096,
    blocks: info.blocks ?? 0,
  };
}
