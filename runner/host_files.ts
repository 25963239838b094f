/**
 * Deno's synchronous file calls, taken before the guest's realm loses `Deno`.
 *
 * Node's module does not do: in Deno 2.9.8 its `lstatSync` and others look `Deno` up at every call.
 */

const { os } = Deno.build;
const { lstatSync, permissions, statSync } = Deno;

export const {
  chmodSync,
  mkdirSync,
  openSync,
  readDirSync,
  readLinkSync,
  realPathSync,
  removeSync,
  renameSync,
  symlinkSync,
  truncateSync,
  utimeSync,
} = Deno;

/** Attributes of a file. */
export type FileInfo = Deno.FileInfo;

/** An open file. */
export type HostFile = Deno.FsFile;

/** Whether Deno lets this process do to `path` what `name` says. */
export function isGranted(name: "read" | "write", path: string): boolean {
  return permissions.querySync({ name, path }).state === "granted";
}

/** Whether something below `path` is denied although `path` is not. */
export function hidesDenial(path: string): boolean {
  const names = ["read", "write"] as const;
  return names.some((name) => permissions.querySync({ name, path }).partial === true);
}

/** Attributes of what `path` names, a link not followed. */
export function linkInfo(path: string): FileInfo {
  leaveStub();
  return lstatSync(path);
}

/** Attributes of what `path` leads to. */
export function pathInfo(path: string): FileInfo {
  leaveStub();
  return statSync(path);
}

/** Attributes of an open file. */
export function fileInfo(file: HostFile): FileInfo {
  leaveStub();
  return file.statSync();
}

/** Deno 2.9.8 reads `Deno.build.os` whenever it makes a FileInfo: leaves that much and no more. */
function leaveStub(): void {
  if ("Deno" in globalThis) return;
  const value = Object.freeze({ build: Object.freeze({ os }) });
  Object.defineProperty(globalThis, "Deno", { value, configurable: true });
}
