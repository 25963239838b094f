/** The union of packages: one tree of folders with the files of all of them. */
import type { Package, PackageFile } from "./package_index.ts";
import type { Pack } from "./package_pack.ts";

/** A file and the pack that has it. */
export interface PackedFile {
  readonly pack: Pack;
  readonly file: PackageFile;
}

/** A folder; several packages may have files in it. */
export type Folder = Map<string, Folder | PackedFile>;

/** Whether an entry of a folder is a folder. */
export function isFolder(entry: Folder | PackedFile | undefined): entry is Folder {
  return entry instanceof Map;
}

/** Puts packages over each other; where two have the same path, the first one's shows. */
export function unite(packages: readonly (readonly [Package, Pack])[]): Folder {
  const root: Folder = new Map();
  for (const [{ files }, pack] of packages) {
    let folder: Folder | undefined = root;
    let last = "";
    for (const file of files) {
      const end = file.path.lastIndexOf("/") + 1;
      const path = file.path.slice(0, end);
      // Files are sorted: most lie where the one before does.
      if (path !== last) folder = folderAt(root, path);
      last = path;
      const name = file.path.slice(end);
      if (folder && !folder.has(name)) folder.set(name, { pack, file });
    }
  }
  return root;
}

/** The folder at a path, which ends with a slash; undefined where a file is on the way. */
function folderAt(root: Folder, path: string): Folder | undefined {
  let folder = root;
  for (const name of path.split("/").slice(0, -1)) {
    const entry = folder.get(name) ?? new Map();
    if (!isFolder(entry)) return undefined;
    folder.set(name, entry);
    folder = entry;
  }
  return folder;
}

/** The file at a path below the root; undefined where there is none. */
export function fileAt(root: Folder, path: string): PackedFile | undefined {
  let entry: Folder | PackedFile | undefined = root;
  for (const name of path.split("/")) {
    entry = isFolder(entry) ? entry.get(name) : undefined;
  }
  return isFolder(entry) ? undefined : entry;
}
