/**
 * Mounts: the host's files in the sandbox, at their own place.
 *
 * Done at every boot, after an image was restored: what is mounted depends on the permissions of
 * this process, and no part of it is kept in Emscripten's memory file system.
 */
import type { FileModule } from "./emscripten_fs.ts";
import { Grants, type Mount } from "./grants.ts";
import { type Blocked, HostAccess, type Refusal } from "./host_access.ts";
import { HostFolders } from "./host_folders.ts";
import { HOSTFS, HostNodes } from "./host_nodes.ts";
import { findRefusal, type PathUse } from "./host_refusals.ts";
import { hostStreamOperations } from "./host_streams.ts";
import type { UseWatch } from "./host_uses.ts";

export type { Blocked } from "./host_access.ts";
export type { Mount } from "./grants.ts";

/** Says which permission a path lacks for a use; undefined when it lacks none. */
export type RefusalFinder = (path: string, use: PathUse) => Refusal | undefined;

/**
 * Shows each granted path in the sandbox, once per module.
 *
 * A path that does not exist shows as soon as it does. Folders on the way to a granted path are
 * made in memory. No JavaScript exception leaves the operations installed here but Emscripten's
 * ErrnoError.
 *
 * @param module the Emscripten module, with the in-memory files of the session in place
 * @param mounts absolute paths of files and folders of the host
 * @param blocked told of every access that was refused because it is not granted
 * @param watch told of what a cell used
 * @param closed folders of the host that no grant opens
 * @returns what finds out about a path before it is used
 * @throws {TypeError} when a path is not absolute
 */
export function mountHostPaths(
  module: object,
  mounts: readonly Mount[],
  blocked: Blocked,
  watch?: UseWatch,
  closed: readonly string[] = [],
): RefusalFinder {
  if (mounts.length === 0) return () => undefined;
  const emscripten = module as FileModule;
  const { FS } = emscripten;
  const access = new HostAccess(emscripten, new Grants(mounts, closed), blocked, watch);
  const nodes = new HostNodes(FS, access, hostStreamOperations(emscripten, access));
  const readlink = FS.readlink.bind(FS);
  FS.readlink = (path) => {
    nodes.showsLinks = true;
    try {
      return readlink(path);
    } finally {
      nodes.showsLinks = false;
    }
  };
  new HostFolders(FS, access, nodes).attachAll();
  return (path, use) => findRefusal(FS, access, path, use);
}

/** Whether a node of Emscripten's stands for a file of the host: no part of an image. */
export function isHostNode(node: object): boolean {
  return (node as { mount?: { type?: unknown } }).mount?.type === HOSTFS;
}
