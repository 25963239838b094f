/** Packs a checked archive: all its files one after the other, and an index that says where each is. */
import { createHash } from "node:crypto";
import { Wheel } from "./wheel.ts";
import { type ByteRange, checkPath, Unsound, ZipArchive, type ZipEntry } from "./zip.ts";

/** An archive to pack; the paths are those of the staging folder. */
export interface PackJob {
  readonly path: string;
  readonly sha256: string;
  readonly file: string;
  readonly kind: "wheel" | "library";
  readonly name: string;
  readonly version: string;
}

interface PackedFile {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
  readonly sha256: string;
}

/** What goes into a pack, and what is said about it. */
interface Contents {
  readonly files: ReadonlyMap<string, ZipEntry>;
  readonly requires: readonly string[];
  readonly requiresPython: string | undefined;
  check(entry: ZipEntry, bytes: Uint8Array): void;
}

const PIECE = 4 << 20;
const MAXIMUM_INDEX = 16 << 20;

/**
 * Writes `pack` and `index.json` beside an archive.
 *
 * @throws {Unsound} when the archive is not sound, or not the one of the job
 */
export function packArchive(job: PackJob): void {
  using file = Deno.openSync(job.path);
  const source = rangeOf(file);
  if (digest(source) !== job.sha256) throw new Unsound("has another SHA-256 than expected");
  const archive = new ZipArchive(source);
  const contents = job.kind === "wheel"
    ? new Wheel(archive, job.file, job.name, job.version)
    : libraries(archive);
  const folder = job.path.slice(0, job.path.lastIndexOf("/"));
  const { files, isNative } = writePack(`${folder}/pack`, archive, contents);
  const { kind, name, version, file: fileName, sha256 } = job;
  const index = {
    ...{ format: 1, kind, name, version, file: fileName, sha256, archiveBytes: source.length },
    packBytes: files.reduce((sum, { size }) => sum + size, 0),
    requires: contents.requires,
    requiresPython: contents.requiresPython ?? null,
    imports: kind === "wheel" ? importsOf(files.map(({ path }) => path)) : [],
    native: isNative,
    files,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(index));
  if (bytes.length > MAXIMUM_INDEX) throw new Unsound("has too many files");
  Deno.writeFileSync(`${folder}/index.json`, bytes, { createNew: true, mode: 0o600 });
}

function rangeOf(file: Deno.FsFile): ByteRange {
  const length = file.statSync().size;
  return {
    length,
    read(offset: number, count: number): Uint8Array<ArrayBuffer> {
      if (offset + count > length) throw new Unsound("is cut short");
      const bytes = new Uint8Array(count);
      file.seekSync(offset, Deno.SeekMode.Start);
      for (let filled = 0; filled < count;) {
        const read = file.readSync(bytes.subarray(filled));
        if (read === null) throw new Unsound("is cut short");
        filled += read;
      }
      return bytes;
    },
  };
}

function digest(source: ByteRange): string {
  const hash = createHash("sha256");
  for (let offset = 0; offset < source.length; offset += PIECE) {
    hash.update(source.read(offset, Math.min(PIECE, source.length - offset)));
  }
  return hash.digest("hex");
}

/** The shared libraries of an archive of the distribution, each by its bare name, as the linker looks for them. */
function libraries(archive: ZipArchive): Contents {
  const files = new Map<string, ZipEntry>();
  for (const entry of archive.entries) {
    const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
    if (!/\.so(\.\d+)*$/.test(name)) continue;
    if (files.has(name)) throw new Unsound(`has '${name}' twice`);
    files.set(name, entry);
  }
  if (files.size === 0) throw new Unsound("has no shared library");
  return { files, requires: [], requiresPython: undefined, check: (): void => {} };
}

function writePack(
  path: string,
  archive: ZipArchive,
  contents: Contents,
): { files: PackedFile[]; isNative: boolean } {
  using pack = Deno.openSync(path, { write: true, createNew: true, mode: 0o600 });
  const files: PackedFile[] = [];
  let [offset, isNative] = [0, false];
  for (const [place, entry] of sorted(contents.files)) {
    checkPath(place);
    const bytes = archive.read(entry);
    contents.check(entry, bytes);
    for (let written = 0; written < bytes.length;) {
      written += pack.writeSync(bytes.subarray(written));
    }
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    files.push({ path: place, offset, size: bytes.length, sha256 });
    offset += bytes.length;
    isNative ||= isWebAssembly(bytes);
  }
  return { files, isNative };
}

/** By the bytes of the paths, as the host sorts them. */
function sorted(files: ReadonlyMap<string, ZipEntry>): [string, ZipEntry][] {
  const encoder = new TextEncoder();
  const keyed = [...files].map((item) => ({ item, key: encoder.encode(item[0]) }));
  return keyed.sort((a, b) => compareBytes(a.key, b.key)).map(({ item }) => item);
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = left[index]! - right[index]!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function isWebAssembly(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && [0, 0x61, 0x73, 0x6d].every((byte, index) => bytes[index] === byte);
}

/** The names at the top that can be imported: modules, and folders with modules in them. */
export function importsOf(paths: readonly string[]): string[] {
  const names = new Set<string>();
  for (const path of paths) {
    const [top = "", ...rest] = path.split("/");
    const isModule = /\.(py|so|pyc)$/.test(path);
    const name = rest.length > 0 ? top : top.split(".")[0] ?? "";
    if (isModule && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && name !== "__pycache__") {
      names.add(name);
    }
  }
  return [...names].sort();
}
