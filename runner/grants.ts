/**
 * Which host paths a sandbox shows, decided from paths alone.
 *
 * A granted folder shows at its own place, with all that is below it. The sandbox's own folders
 * win over a grant of the same folder or of one above it: a granted `/` shows no host `/tmp`, a
 * granted `/tmp/project` shows inside the sandbox's `/tmp`.
 */

/** A host path that the user granted. */
export interface Mount {
  readonly path: string;
  readonly writable: boolean;
}

/** Folders that stay the sandbox's, whatever is granted around them. */
const OWN = ["/tmp", "/dev", "/proc", "/home/pyodide", "/home/web_user", "/lib/python3.14"];

/** Folders in which not even a part is the host's. */
const CLOSED = ["/dev", "/proc"];

/** Folders of the sandbox that also show the host's entries when they are granted. */
export const MERGED: readonly string[] = ["/", "/home", "/lib"];

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

  /** @throws {TypeError} when a path is not absolute */
  constructor(mounts: readonly Mount[]) {
    this.#mounts = mounts.map(({ path, writable }) => {
      if (!path.startsWith("/")) throw new TypeError(`Cannot mount '${path}': it is not absolute`);
      return { path: normalize(path), writable };
    }).filter(({ path }) => !CLOSED.some((folder) => contains(folder, path)));
  }

  /** Whether the host's `path` is to be seen. */
  shows(path: string): boolean {
    return this.#covering(path).length > 0;
  }

  /** Whether the host's `path` may be changed; a writable grant wins over a nested read-only one. */
  writable(path: string): boolean {
    return this.#covering(path).some((mount) => mount.writable);
  }

  /** The granted paths that cover `path`, widest first. */
  roots(path: string): string[] {
    return this.#covering(path).map((mount) => mount.path).sort((a, b) => a.length - b.length);
  }

  /** Whether `path` itself is granted and no wider grant shows it. */
  isRoot(path: string): boolean {
    return this.roots(path)[0] === path;
  }

  /** Whether `path` itself is granted: it can be neither moved nor removed as a folder. */
  has(path: string): boolean {
    return this.#mounts.some((mount) => mount.path === path);
  }

  /** The granted paths that no wider grant shows, each once; those that the sandbox hides left out. */
  tops(): string[] {
    const paths = new Set(this.#mounts.map((mount) => mount.path));
    return [...paths].filter((path) => this.isRoot(path)).sort();
  }

  /** Whether the sandbox's own folder `path` also shows the host's entries. */
  merges(path: string): boolean {
    return MERGED.includes(path) && this.shows(path);
  }

  #covering(path: string): Mount[] {
    return this.#mounts.filter((mount) =>
      contains(mount.path, path) &&
      !OWN.some((own) => contains(mount.path, own) && contains(own, path))
    );
  }
}
