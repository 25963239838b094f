/**
 * The entries of a zip archive that anyone may have made.
 *
 * The format is that of PKWARE's APPNOTE.TXT 6.3.10, without what no wheel has: more than one
 * disk, encryption, ZIP64. What two programs could read in two ways is refused: the entries do not
 * overlap, each has one name, and both of its headers say the same.
 */
import { crc32, inflateRawSync } from "node:zlib";

/** Why an archive is not taken: a clause that follows the name of its file. */
export class Unsound extends Error {}

/** One file of an archive. */
export interface ZipEntry {
  readonly path: string;
  readonly size: number;
}

/** Where the bytes of an archive come from: those of a range that lies within it. */
export interface ByteRange {
  readonly length: number;
  read(offset: number, length: number): Uint8Array<ArrayBuffer>;
}

interface Entry extends ZipEntry {
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  /** Of the local header. */
  readonly offset: number;
}

const END = 22;
const LONGEST_COMMENT = 0xffff;
const CENTRAL = 46;
const LOCAL = 30;
const [STORED, DEFLATED] = [0, 8];
/** Bits of the flags that may be set: the level of compression, a descriptor behind the data, UTF-8. */
const KNOWN_FLAGS = 0x0002 | 0x0004 | 0x0008 | 0x0800;
const DESCRIPTOR = 0x0008;
const [UNIX, MACOS] = [3, 19];

const MAXIMUM_ENTRIES = 100_000;
const MAXIMUM_FILE = 512 << 20;
const MAXIMUM_TOTAL = 2 ** 32;
/** What any archive may hold, however small it is. */
const FREE_TOTAL = 64 << 20;
const MAXIMUM_RATIO = 100;

/** An archive whose structure is sound; its files are checked as they are read. */
export class ZipArchive {
  /** The files, in the order of the central directory; folders are left out. */
  readonly entries: readonly ZipEntry[];
  readonly #source: ByteRange;

  /** @throws {Unsound} */
  constructor(source: ByteRange) {
    this.#source = source;
    const { count, offset, size } = findDirectory(source);
    const all = readDirectory(source.read(offset, size), count);
    checkSpans(all, offset);
    checkSizes(all, source.length);
    this.entries = all.filter((entry) => !entry.path.endsWith("/"));
    checkNames(this.entries, all);
  }

  /**
   * The content of a file.
   *
   * @throws {Unsound} when it is not what the headers say
   */
  read(entry: ZipEntry): Uint8Array<ArrayBuffer> {
    const { path, method, flags, crc, packed, offset, size } = entry as Entry;
    const header = view(this.#source.read(offset, LOCAL));
    const isSame = header.getUint32(0, true) === 0x04034b50 &&
      header.getUint16(6, true) === flags && header.getUint16(8, true) === method;
    const nameLength = header.getUint16(26, true);
    const start = offset + LOCAL + nameLength + header.getUint16(28, true);
    if (!isSame || start + packed > this.#source.length) {
      throw new Unsound("has two headers of one file that differ");
    }
    const name = decodeName(this.#source.read(offset + LOCAL, nameLength));
    const knowsSizes = (flags & DESCRIPTOR) === 0;
    if (
      name !== path ||
      knowsSizes && (header.getUint32(14, true) !== crc || header.getUint32(18, true) !== packed)
    ) throw new Unsound("has two headers of one file that differ");
    const bytes = unpack(this.#source.read(start, packed), method, size, path);
    if (crc32(bytes) !== crc) throw new Unsound(`has a damaged file '${path}'`);
    return bytes;
  }
}

function unpack(
  bytes: Uint8Array<ArrayBuffer>,
  method: number,
  size: number,
  path: string,
): Uint8Array<ArrayBuffer> {
  if (method === STORED) {
    if (bytes.length !== size) throw new Unsound(`has a damaged file '${path}'`);
    return bytes;
  }
  if (size === 0) return new Uint8Array(0);
  try {
    const unpacked = inflateRawSync(bytes, { maxOutputLength: size });
    if (unpacked.length === size) return unpacked as Uint8Array<ArrayBuffer>;
  } catch {
    // Too long, cut short, or no deflated data: it is said below.
  }
  throw new Unsound(`has a damaged file '${path}'`);
}

/** The end record, which has to be the end of the file. */
function findDirectory(source: ByteRange): { count: number; offset: number; size: number } {
  const tail = Math.min(source.length, END + LONGEST_COMMENT);
  const bytes = source.read(source.length - tail, tail);
  const data = view(bytes);
  for (let at = tail - END; at >= 0; at--) {
    if (data.getUint32(at, true) !== 0x06054b50) continue;
    if (at + END + data.getUint16(at + 20, true) !== tail) continue;
    const [disk, directoryDisk, here, count] = [4, 6, 8, 10].map((place) =>
      data.getUint16(at + place, true)
    );
    const [size, offset] = [data.getUint32(at + 12, true), data.getUint32(at + 16, true)];
    if (disk !== 0 || directoryDisk !== 0 || here !== count || count === undefined) {
      throw new Unsound("is an archive of more than one disk");
    }
    if (count === 0xffff || count > MAXIMUM_ENTRIES) throw new Unsound("has too many files");
    if (offset + size !== source.length - tail + at) {
      throw new Unsound("has a directory that is not where it should be");
    }
    return { count, offset, size };
  }
  throw new Unsound("is no zip archive, or is cut short");
}

function readDirectory(bytes: Uint8Array<ArrayBuffer>, count: number): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + CENTRAL > bytes.length) throw new Unsound("has a directory that is cut short");
    const data = view(bytes.subarray(at));
    if (data.getUint32(0, true) !== 0x02014b50) throw new Unsound("has a malformed directory");
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((place) =>
      data.getUint16(place, true)
    );
    const next = at + CENTRAL + name + extra + comment;
    if (next > bytes.length) throw new Unsound("has a directory that is cut short");
    entries.push(entryOf(data, decodeName(bytes.subarray(at + CENTRAL, at + CENTRAL + name))));
    at = next;
  }
  if (at !== bytes.length) throw new Unsound("has a malformed directory");
  return entries;
}

function entryOf(data: DataView, path: string): Entry {
  const [flags, method] = [data.getUint16(8, true), data.getUint16(10, true)];
  const [crc, packed, size] = [16, 20, 24].map((place) => data.getUint32(place, true));
  const offset = data.getUint32(42, true);
  if ((flags & 1) !== 0) throw new Unsound(`has an encrypted file '${path}'`);
  if ((flags & ~KNOWN_FLAGS) !== 0 || method !== STORED && method !== DEFLATED) {
    throw new Unsound(`has a file '${path}' that is packed in a way that is not known here`);
  }
  if ([packed, size, offset].includes(0xffffffff) || size! > MAXIMUM_FILE) {
    throw new Unsound(`has a file '${path}' that is larger than ${MAXIMUM_FILE >> 20} MiB`);
  }
  requireFile(path, data.getUint8(5), data.getUint32(38, true) >>> 16);
  return { path, flags, method, crc: crc!, packed: packed!, size: size!, offset };
}

/** Refuses links and devices, which only archives of Unix can have. */
function requireFile(path: string, system: number, mode: number): void {
  if (system !== UNIX && system !== MACOS) return;
  const kind = mode & 0o170000;
  const expected = path.endsWith("/") ? 0o040000 : 0o100000;
  if (kind === 0 || kind === expected) return;
  throw new Unsound(
    kind === 0o120000 ? `has a link '${path}'` : `has an entry '${path}' that is no file`,
  );
}

/** No bytes may be read as two files: an archive of some kilobytes could hold petabytes so. */
function checkSpans(entries: readonly Entry[], directory: number): void {
  let end = 0;
  for (const { offset, packed, path } of entries.toSorted((a, b) => a.offset - b.offset)) {
    const least = offset + LOCAL + new TextEncoder().encode(path).length + packed;
    if (offset < end || least > directory) throw new Unsound("has files that overlap");
    end = least;
  }
}

function checkSizes(entries: readonly Entry[], length: number): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > MAXIMUM_TOTAL || total > FREE_TOTAL && total > MAXIMUM_RATIO * length) {
    throw new Unsound(`would unpack to ${total} bytes, which is too many for its ${length}`);
  }
}

/** Each path once, and no path that needs another one to be a folder. */
function checkNames(files: readonly ZipEntry[], all: readonly ZipEntry[]): void {
  const paths = new Set<string>();
  for (const { path } of all) {
    checkPath(path);
    if (paths.has(path)) throw new Unsound(`has '${path}' twice`);
    paths.add(path);
  }
  const names = new Set(files.map(({ path }) => path));
  for (const { path } of all) {
    for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
      const folder = path.slice(0, at);
      if (names.has(folder)) throw new Unsound(`has '${folder}' as a file and as a folder`);
    }
  }
}

/** @throws {Unsound} when a path leads out of its folder, or has two spellings */
export function checkPath(path: string): void {
  const file = path.endsWith("/") ? path.slice(0, -1) : path;
  const length = new TextEncoder().encode(file).length;
  const isPlain = length <= 1024 &&
    file.split("/").every((part) =>
      part !== "" && part !== "." && part !== ".." && new TextEncoder().encode(part).length <= 255
    );
  // deno-lint-ignore no-control-regex -- it is what must not be there.
  if (!isPlain || /[\u0000-\u001f\u007f\\\ufffd]|^[A-Za-z]:/.test(file)) {
    throw new Unsound(
      `has a path that leads elsewhere, or that is none: ${JSON.stringify(path.slice(0, 200))}`,
    );
  }
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unsound("has a name that is not UTF-8");
  }
}

function view(bytes: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
