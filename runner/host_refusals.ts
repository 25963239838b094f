/**
 * Which permission a path lacks, found before Python goes on to it.
 *
 * The file system itself can say no more than EACCES; the user is to read which command helps.
 */
import type { FileSystem } from "./emscripten_fs.ts";
import { join } from "./grants.ts";
import type { HostAccess, Refusal } from "./host_access.ts";
import { HOSTFS, type HostNode } from "./host_nodes.ts";

/** What a program is about to do to a path. */
export interface PathUse {
  readonly write: boolean;
  /** Whether a link at the end of the path is followed. */
  readonly follow: boolean;
}

/**
 * The access that keeps a program from using `path`; undefined when none does.
 *
 * Nothing is undefined that the file system lets pass; an error that has nothing to do with
 * permissions (a missing file, a file in place of a folder) is for the program to meet.
 *
 * @param path as the program gives it, relative to Emscripten's working directory or absolute
 */
export function findRefusal(
  FS: FileSystem,
  access: HostAccess,
  path: string,
  use: PathUse,
): Refusal | undefined {
  const what = use.write ? "write" : "read";
  const found = attempt(access, () => {
    const target = hostPath(FS.lookupPath(path, { follow: use.follow }).node);
    if (target !== undefined) access.require(what, target);
  });
  if (found !== "failed") return found;
  if (!use.write) return undefined;
  const made = attempt(access, () => {
    const target = pathToMake(FS, path);
    if (target !== undefined) access.require(what, target);
  });
  return made === "failed" ? undefined : made;
}

/** What was refused in `action`; "failed" when it failed for another reason. */
function attempt(access: HostAccess, action: () => void): Refusal | "failed" | undefined {
  access.takeRefusal();
  try {
    action();
    return undefined;
  } catch {
    return access.takeRefusal() ?? "failed";
  }
}

/** The host's path of what would be made at `path`, where there is nothing; undefined in memory. */
function pathToMake(FS: FileSystem, path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "" || name === "." || name === "..") return undefined;
  const folder = hostPath(FS.lookupPath(path.slice(0, -name.length) || ".").node);
  return folder && join(folder, name);
}

function hostPath(node: object): string | undefined {
  const { mount, hostPath } = node as HostNode;
  return mount.type === HOSTFS ? hostPath : undefined;
}
