/**
 * The host's files by path, for a guest that may see only what is granted.
 *
 * Every call either does what was asked or throws Emscripten's ErrnoError: no other exception may
 * pass through wasm, it would end the interpreter.
 */
import type { AttributeChange, FileSystem } from "./emscripten_fs.ts";
import { contains, type Grants, join, nameOf, normalize, parentOf } from "./grants.ts";
import { errorName, isRefusal } from "./host_errors.ts";
import * as host from "./host_files.ts";
import { HostUses, type UseWatch } from "./host_uses.ts";

/** Told of an access that the user did not grant. */
export type Blocked = (kind: "read" | "write", path: string) => void;

/** An access that the user did not grant. */
export interface Refusal {
  readonly kind: "read" | "write";
  readonly path: string;
}

/** What turns a POSIX name into an error for C programs. */
interface ErrorSource {
  readonly FS: Pick<FileSystem, "ErrnoError">;
  readonly ERRNO_CODES: Readonly<Record<string, number>>;
}

const IO_ERROR = 29;

/** How long a granted path is taken to have no link in it still, in milliseconds. */
const ROOT_TRUST = 20;

/** The host's files as far as they are granted. */
export class HostAccess {
  readonly grants: Grants;
  readonly #module: ErrorSource;
  readonly #blocked: Blocked;
  readonly #uses: HostUses;
  /** What granted paths lead to, as it was when it was first asked. */
  readonly #realRoots = new Map<string, string>();
  readonly #stillUntil = new Map<string, number>();
  #refusal: Refusal | undefined;

  constructor(module: ErrorSource, grants: Grants, blocked: Blocked, watch?: UseWatch) {
    this.grants = grants;
    this.#module = module;
    this.#blocked = blocked;
    this.#uses = new HostUses(grants, watch);
  }

  /** Attributes of `path`; a granted path that is itself a link counts as what it leads to. */
  info(path: string): host.FileInfo {
    return this.call("read", path, () => this.#info(path));
  }

  /** What was refused last, once. */
  takeRefusal(): Refusal | undefined {
    const refusal = this.#refusal;
    this.#refusal = undefined;
    return refusal;
  }

  /** Refuses to go on to `path` unless it is granted, before anything is done to it. */
  require(kind: "read" | "write", path: string): void {
    if (kind === "write") this.requireWritable(path);
    if (host.isGranted(kind, path)) return;
    this.#report(kind, path);
    throw this.error("EACCES");
  }

  /** Whether there is anything at `path`; what is refused is not asked for and not reported. */
  exists(path: string): boolean {
    try {
      this.#info(path);
      return true;
    } catch {
      return false;
    }
  }

  /** The names in a folder. */
  names(path: string): string[] {
    return this.#use("read", path, (real) => {
      const names = Array.from(host.readDirSync(real), (entry) => entry.name);
      return path === "/" ? names.filter((name) => !this.grants.isClosed(join(path, name))) : names;
    });
  }

  /**
   * The text of a link, or, when Emscripten is about to follow it, where in the sandbox it leads.
   *
   * @param prefix what precedes the host's path in the path of the sandbox
   */
  target(path: string, prefix: string, followed: boolean): string {
    const text = this.call("read", path, () => host.readLinkSync(this.#entry(path)));
    const target = text.startsWith("/") ? prefix + text : text;
    const destination = destinationOf(prefix + path, target);
    if (!followed || contains("/dev", destination)) return target;
    if (this.grants.hostPath(destination) !== undefined) return target;
    const place = this.grants.placeOf(destinationOf(path, text));
    if (place !== undefined) return place;
    this.#report("read", destinationOf(path, text));
    throw this.error("EACCES");
  }

  /** Opens an existing file. */
  open(path: string, options: { read: boolean; write: boolean; append: boolean }): host.HostFile {
    const kind = options.write ? "write" : "read";
    if (options.write) this.requireWritable(path);
    return this.#use(kind, path, (real) => host.openSync(real, options));
  }

  /** Makes an empty file. Returns the rights that the host's umask left of 0666. */
  makeFile(path: string): number {
    this.#requireName(path);
    return this.#change(path, (real) => {
      host.openSync(real, { write: true, createNew: true, mode: 0o666 }).close();
      return (host.linkInfo(real).mode ?? 0o666) & 0o777;
    });
  }

  /** Makes a folder. */
  makeFolder(path: string, mode: number): void {
    this.#requireName(path);
    this.#change(path, (real) => host.mkdirSync(real, { mode: mode & 0o7777 }));
  }

  /** Makes a link, which may lead only to where the link itself is granted. */
  makeLink(path: string, target: string): void {
    this.#requireName(path);
    const destination = destinationOf(path, target);
    if (!this.grants.roots(path).some((root) => contains(root, destination))) {
      throw this.error("EPERM");
    }
    this.#change(path, (real) => {
      try {
        host.symlinkSync(target, real);
      } catch (error) {
        // Deno makes links only for those who may read and write everything.
        throw isRefusal(error) ? this.error("EPERM") : error;
      }
    });
  }

  /** Removes a file, or an empty folder. */
  remove(path: string, folder: boolean): void {
    if (folder && this.grants.has(path)) throw this.error("EBUSY");
    this.#change(path, (real) => {
      const { isDirectory } = host.linkInfo(real);
      if (isDirectory !== folder) throw this.error(folder ? "ENOTDIR" : "EISDIR");
      host.removeSync(real);
    });
  }

  /** Gives a file or folder another path. */
  move(from: string, to: string): void {
    this.#requireName(to);
    if (this.grants.has(from)) throw this.error("EBUSY");
    // Under another name what is denied in it would be open.
    if (host.hidesDenial(from)) throw this.error("EPERM");
    this.#change(from, (source) => this.#change(to, (target) => host.renameSync(source, target)));
  }

  /** Changes attributes, through the open file where there is one. */
  change(path: string, change: AttributeChange, file?: host.HostFile): void {
    if (!file) this.requireWritable(path);
    const { size, mode, atime, mtime } = change;
    if (size !== undefined) {
      if (file) return this.call("write", path, () => file.truncateSync(size));
      this.#use("write", path, (real) => host.truncateSync(real, size));
    } else if (mode !== undefined) {
      this.#use("write", path, (real) => host.chmodSync(real, mode & 0o7777));
    } else if (typeof (atime ?? mtime) === "number") {
      this.#use("write", path, (real) => setTimes(real, change));
    }
  }

  /** Runs a host call; whatever it throws becomes the error that C programs expect. */
  call<T>(kind: "read" | "write", path: string, action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof this.#module.FS.ErrnoError) throw error;
      if (isRefusal(error)) this.#report(kind, path);
      throw this.error(errorName(error));
    }
  }

  /** The error of a POSIX name. */
  error(name: string): Error {
    const { ERRNO_CODES, FS } = this.#module;
    return new FS.ErrnoError(ERRNO_CODES[name] ?? IO_ERROR);
  }

  /** @throws EACCES when `path` may not be changed */
  requireWritable(path: string): void {
    if (this.grants.writable(path)) return;
    this.#report("write", path);
    throw this.error("EACCES");
  }

  /**
   * Makes sure that no link leads from a granted folder to elsewhere on the way to `path`.
   *
   * Deno checks the path that it is given and then follows links to anywhere. It has to be given
   * the path that this returns, so that what it denies inside of a granted folder is denied by way
   * of a link too.
   *
   * @returns the path with no link in it
   * @throws EACCES when one does
   */
  verify(path: string): string {
    const roots = this.grants.roots(path);
    const [root] = roots;
    if (root === undefined && !this.grants.isClosed(path)) return path; // The sandbox's, with a granted file in it.
    if (root !== undefined && this.#isPlain(root, path)) return path;
    const real = host.realPathSync(path);
    if (!this.grants.isClosed(real) && roots.some((root) => contains(this.#realRoot(root), real))) {
      return real;
    }
    this.#report("read", real);
    throw this.error("EACCES");
  }

  /** Whether no folder between a granted path and `path`, nor `path` itself, is a link: cheaper than the real path. */
  #isPlain(root: string, path: string): boolean {
    if (this.#realRoot(root) !== root || !this.#isStill(root)) return false;
    for (let end = root === "/" ? 0 : root.length; end < path.length;) {
      const next = path.indexOf("/", end + 1);
      end = next < 0 ? path.length : next;
      if (host.linkInfo(path.slice(0, end)).isSymlink) return false;
    }
    return !this.grants.isClosed(path);
  }

  /** Whether a granted path still has no link in it, as it had none when it was granted. */
  #isStill(root: string): boolean {
    const now = Date.now();
    if ((this.#stillUntil.get(root) ?? 0) > now) return true;
    if (host.realPathSync(root) !== root) return false;
    this.#stillUntil.set(root, now + ROOT_TRUST);
    return true;
  }

  #realRoot(root: string): string {
    const known = this.#realRoots.get(root);
    if (known !== undefined) return known;
    const real = host.realPathSync(root);
    this.#realRoots.set(root, real);
    return real;
  }

  #info(path: string): host.FileInfo {
    if (this.grants.isClosed(path)) {
      this.#report("read", path);
      throw this.error("EACCES");
    }
    if (this.grants.isRoot(path)) return host.pathInfo(path);
    return host.linkInfo(this.#entry(path));
  }

  /** The path of a name whose folder has no link in it; what is there may be a link. */
  #entry(path: string): string {
    return path === "/" ? path : join(this.verify(parentOf(path)), nameOf(path));
  }

  /** Does something with what `path` leads to, and tells of it. */
  #use<T>(kind: "read" | "write", path: string, action: (real: string) => T): T {
    return this.#carryOut(kind, this.call(kind, path, () => this.verify(path)), action);
  }

  /**
   * Refuses to make a name that was no UTF-8: Emscripten has put U+FFFD in its place by now.
   *
   * @throws EILSEQ
   */
  #requireName(path: string): void {
    if (path.includes("\ufffd", path.lastIndexOf("/"))) throw this.error("EILSEQ");
  }

  /** Does something with a name, and tells of it. */
  #change<T>(path: string, action: (real: string) => T): T {
    this.requireWritable(path);
    return this.#carryOut("write", this.call("write", path, () => this.#entry(path)), action);
  }

  #carryOut<T>(kind: "read" | "write", real: string, action: (real: string) => T): T {
    return this.call(kind, real, () => {
      const result = action(real);
      this.#uses.note(kind, real);
      return result;
    });
  }

  /** Tells of a refusal, unless it only kept Python from writing byte code aside. */
  #report(kind: "read" | "write", path: string): void {
    if (path.includes("/__pycache__")) return;
    this.#refusal = { kind, path };
    this.#blocked(kind, path);
  }
}

/** Where a link leads, links on the way not followed. */
function destinationOf(path: string, target: string): string {
  return normalize(target.startsWith("/") ? target : `${parentOf(path)}/${target}`);
}

function setTimes(path: string, { atime, mtime }: AttributeChange): void {
  const info = host.pathInfo(path);
  const accessed = atime ?? info.atime?.getTime() ?? 0;
  const modified = mtime ?? info.mtime?.getTime() ?? 0;
  host.utimeSync(path, accessed / 1000, modified / 1000);
}
