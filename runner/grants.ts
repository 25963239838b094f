/**
 * Which host paths a sandbox shows, decided from paths alone.
 *
 * A granted folder shows at its own place, with all that is below it. The sandbox's own folders
 * win over a grant of the same folder or of one above it: a granted `/` shows no host `/tmp`, a
 * granted `/tmp/project` shows inside the sandbox's `/tmp`. What they hide of a grant is seen
 * below `/host`.
 */

/** A host path that the user granted. */
export interface Mount {
  readonly path: string;
  readonly writable: boolean;
}

/** Folders that stay the sandbox's, whatever is granted around them. */
const OWN = ["/tmp", "/dev", "/proc", "/home/pyodide", "/home/web_user", "/lib/python3.14"];

/** Folders of the host that no cell sees: processes and devices are no files to be granted. */
const CLOSED = ["/dev", "/proc", "/sys"];

/** Folders of the sandbox that also show the host's entries when they are granted. */
export const MERGED: readonly string[] = ["/", "/home", "/lib"];

/** Where what the sandbox's own folders hide is seen: the host's `/tmp` is `/host/tmp`. */
export const VIEW = "/host";

/** Whether `path` is `folder` or below it; both are normalized. */
export function contains(folder: string, path: string): boolean {
  return folder === "/" || path === folder || path.startsWith(`${folder}/`);
}

/** Joins a folder and a name. */
export function join(folder: string, name: string): string {
  return folder === "/" ? `/${name}` : `${folder}/${name}`;
}

/** The folder of `path`; the root's is the root. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/** The last part of `path`; empty for the root. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** An absolute path without `.`, `..`, doubled or trailing slashes. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The granted paths of one sandbox. */
export class Grants {
  readonly #mounts: readonly Mount[];
  /** The granted paths that the sandbox's own folders hide wholly or in part. */
  readonly #viewed: readonly string[];
  readonly #own: readonly string[];
  readonly #closed: readonly string[];

  /**
   * @param closed folders of the host that these grants do not open, whatever they say
   * @throws {TypeError} when a path is not absolute
   */
  constructor(mounts: readonly Mount[], closed: readonly string[] = []) {
    this.#closed = [...CLOSED, ...closed];
    this.#mounts = mounts.map(({ path, writable }) => {
      if (!path.startsWith("/")) throw new TypeError(`Cannot mount '${path}': it is not absolute`);
      return { path: normalize(path), writable };
    }).filter(({ path }) => !this.isClosed(path));
    const paths = [...new Set(this.#mounts.map(({ path }) => path))];
    const hidden = paths.filter((path) => OWN.some((own) => contains(path, own)));
    this.#viewed = hidden.filter((path) => !hidden.some((other) => isBelow(other, path)));
    this.#own = this.#viewed.length > 0 ? [...OWN, VIEW] : OWN;
  }

  /** The host's path that shows at `place` in the sandbox; undefined where none does. */
  hostPath(place: string): string | undefined {
    if (this.#showing(place).length > 0) return place;
    if (this.#viewed.length === 0 || !contains(VIEW, place)) return undefined;
    const path = place.slice(VIEW.length) || "/";
    return this.#isViewed(path) ? path : undefined;
  }

  /** Where the host's `path` is seen in the sandbox; undefined where it is not. */
  placeOf(path: string): string | undefined {
    if (this.#showing(path).length > 0) return path;
    return this.#isViewed(path) ? VIEW + path : undefined;
  }

  /** Whether no grant opens the host's `path`. */
  isClosed(path: string): boolean {
    return this.#closed.some((folder) => contains(folder, path));
  }

  /** Whether the host's `path` may be read. */
  readable(path: string): boolean {
    return this.#covering(path).length > 0;
  }

  /** Whether the host's `path` may be changed; a writable grant wins over a nested read-only one. */
  writable(path: string): boolean {
    return this.#covering(path).some((mount) => mount.writable);
  }

  /** The granted paths that cover the host's `path`, widest first. */
  roots(path: string): string[] {
    return sortedByLength(this.#covering(path));
  }

  /** Whether the host's `path` itself is granted and no wider grant covers it. */
  isRoot(path: string): boolean {
    return this.roots(path)[0] === path;
  }

  /** Whether the host's `path` itself is granted: it can be neither moved nor removed as a folder. */
  has(path: string): boolean {
    return this.#mounts.some((mount) => mount.path === path);
  }

  /** The places where granted paths begin to show, each once; below another one none is named. */
  tops(): string[] {
    const paths = new Set(this.#mounts.map((mount) => mount.path));
    const shown = [...paths].filter((path) => sortedByLength(this.#showing(path))[0] === path);
    return [...shown, ...this.#viewed.map((path) => path === "/" ? VIEW : VIEW + path)].sort();
  }

  /** Whether the sandbox's own folder `path` also shows the host's entries. */
  merges(path: string): boolean {
    return MERGED.includes(path) && this.#showing(path).length > 0;
  }

  /** The grants that show the host's `path` at its own place. */
  #showing(path: string): Mount[] {
    return this.#covering(path).filter((mount) =>
      !this.#own.some((own) => contains(mount.path, own) && contains(own, path))
    );
  }

  #isViewed(path: string): boolean {
    return !this.isClosed(path) && this.#viewed.some((root) => contains(root, path));
  }

  #covering(path: string): Mount[] {
    if (this.isClosed(path)) return [];
    return this.#mounts.filter((mount) => contains(mount.path, path));
  }
}

/** The folder of all sessions' site folders, which Deno cannot deny as a whole: it lets this session read its own. */
export function closedFolders(site: string): string[] {
  return site === "" ? [] : [parentOf(site)];
}

function isBelow(folder: string, path: string): boolean {
  return folder !== path && contains(folder, path);
}

function sortedByLength(mounts: readonly Mount[]): string[] {
  return mounts.map((mount) => mount.path).sort((a, b) => a.length - b.length);
}
