/**
 * A wheel that anyone may have made, held against its name, its RECORD and its metadata.
 *
 * The format is the PyPA's "Binary distribution format" (PEP 427), the metadata "Core metadata".
 */
import { createHash } from "node:crypto";
import { acceptsPython, isSameVersion } from "./versions.ts";
import { isTagSupported, normalizeName, parseWheelName, requireTags } from "./wheel_names.ts";
import { Unsound, type ZipArchive, type ZipEntry } from "./zip.ts";

/** What a wheel says about itself. */
export interface WheelFacts {
  readonly requires: readonly string[];
  readonly requiresPython: string | undefined;
  /** The files that belong into `site-packages`, by the path that they have there. */
  readonly files: ReadonlyMap<string, ZipEntry>;
}

/** The rows of RECORD. */
type WheelRecord = ReadonlyMap<string, { readonly hash: string; readonly size: string }>;

const MAXIMUM_TEXT = 16 << 20;
const MAXIMUM_REQUIREMENTS = 5000;
/** Files of a dist-info folder that RECORD does not list: itself, and its signatures. */
const UNLISTED = ["RECORD", "RECORD.jws", "RECORD.p7s"];
/** Parts of `NAME-VERSION.data` that go into `site-packages`, and those that have no place here. */
const [FOLDED, LEFT_OUT] = [["purelib", "platlib"], ["scripts", "headers", "data"]];

/** A wheel whose names, tags and metadata are those of the package that was asked for. */
export class Wheel implements WheelFacts {
  readonly requires: readonly string[];
  readonly requiresPython: string | undefined;
  readonly files: ReadonlyMap<string, ZipEntry>;
  readonly #record: WheelRecord;
  readonly #folder: string;

  /** @throws {Unsound} */
  constructor(archive: ZipArchive, file: string, name: string, version: string) {
    const parsed = parseWheelName(file);
    requireSame("its file name", parsed.name, parsed.version, name, version);
    requireTags(parsed);
    this.#folder = findFolder(archive, name, version);
    const text = (part: string): string => readText(archive, `${this.#folder}/${part}`);
    requireRunning(text("WHEEL"));
    const metadata = headers(text("METADATA"));
    const [own = "", ownVersion = ""] = [metadata.get("name"), metadata.get("version")].flat();
    requireSame("its metadata", own, ownVersion, name, version);
    this.requires = metadata.get("requires-dist") ?? [];
    if (this.requires.length > MAXIMUM_REQUIREMENTS) throw new Unsound("has too many requirements");
    this.requiresPython = metadata.get("requires-python")?.[0];
    if (this.requiresPython !== undefined && !acceptsPython(this.requiresPython)) {
      throw new Unsound(`needs Python ${this.requiresPython}, this is 3.14.2`);
    }
    this.#record = parseRecord(text("RECORD"));
    requireListed(archive, this.#record, this.#folder);
    this.files = fold(archive, name, version);
  }

  /**
   * Holds the content of a file against RECORD.
   *
   * @throws {Unsound} when it differs
   */
  check(entry: ZipEntry, bytes: Uint8Array): void {
    const row = this.#record.get(entry.path);
    if (row === undefined || isUnlisted(entry.path, this.#folder)) return;
    const [algorithm = "", expected] = row.hash.split("=");
    if (!["sha256", "sha384", "sha512"].includes(algorithm)) {
      throw new Unsound(`has no secure hash of '${entry.path}' in its RECORD`);
    }
    const digest = createHash(algorithm).update(bytes).digest("base64url");
    const isSize = row.size === "" || Number(row.size) === bytes.length;
    if (digest === expected && isSize) return;
    throw new Unsound(`has a file '${entry.path}' that is not the one of its RECORD`);
  }
}

function requireSame(
  what: string,
  own: string,
  ownVersion: string,
  name: string,
  version: string,
): void {
  if (normalizeName(own) === name && isSameVersion(ownVersion.replaceAll("_", "-"), version)) {
    return;
  }
  throw new Unsound(`is ${own || "nothing"} ${ownVersion} by ${what}, not ${name} ${version}`);
}

/** The one folder `NAME-VERSION.dist-info`, which has to be that of the package. */
function findFolder(archive: ZipArchive, name: string, version: string): string {
  const tops = archive.entries.map(({ path }) => path.split("/")[0] ?? "");
  const found = [...new Set(tops.filter((top) => top.endsWith(".dist-info")))];
  const [folder = ""] = found;
  if (found.length !== 1) {
    throw new Unsound(`has ${found.length} folders of metadata, it needs one`);
  }
  const dash = folder.lastIndexOf("-", folder.length - ".dist-info".length - 1);
  const own = folder.slice(dash + 1, -".dist-info".length);
  requireSame("its folder of metadata", folder.slice(0, dash), own, name, version);
  return folder;
}

function readText(archive: ZipArchive, path: string): string {
  const entry = archive.entries.find((entry) => entry.path === path);
  if (!entry) throw new Unsound(`has no '${path}'`);
  if (entry.size > MAXIMUM_TEXT) throw new Unsound(`has a '${path}' of ${entry.size} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(archive.read(entry));
  } catch (error) {
    throw error instanceof Unsound ? error : new Unsound(`has a '${path}' that is not UTF-8`);
  }
}

/** The headers in front of the first empty line, by their names in lower case. */
function headers(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    if (line === "") break;
    const match = /^([A-Za-z-]+):[ \t]*(.*)$/.exec(line);
    // A line that begins with a space goes on with the one above: no field that is used here does.
    if (!match) continue;
    const key = match[1]!.toLowerCase();
    found.set(key, [...found.get(key) ?? [], match[2]!.trim()]);
  }
  return found;
}

/** @throws {Unsound} when the file WHEEL is of a later format, or of a wheel that runs elsewhere */
function requireRunning(text: string): void {
  const fields = headers(text);
  const version = fields.get("wheel-version")?.[0] ?? "";
  if (!/^1\.\d+$/.test(version)) {
    throw new Unsound(`is of version ${version || "none"} of the format, version 1 is read here`);
  }
  const tags = fields.get("tag") ?? [];
  const runs = tags.some((tag) => {
    const [python = "", abi = "", platform = ""] = tag.split("-");
    return python.split(".").some((one) => isTagSupported(one, abi, platform));
  });
  if (tags.length > 0 && !runs) {
    throw new Unsound(`is made for ${tags[0]} by its metadata, which does not run here`);
  }
}

/** RECORD: CSV with a path, a hash and a size in each row. */
function parseRecord(text: string): WheelRecord {
  const rows = new Map<string, { hash: string; size: string }>();
  for (const line of text.split(/\r?\n/)) {
    if (line === "") continue;
    const fields = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map((match) =>
      match[1]?.replaceAll('""', '"') ?? match[2] ?? ""
    );
    const [path = "", hash = "", size = ""] = fields;
    if (fields.length !== 3) throw new Unsound("has a malformed RECORD");
    const known = rows.get(path);
    if (known && (known.hash !== hash || known.size !== size)) {
      throw new Unsound(`has '${path}' twice in its RECORD`);
    }
    rows.set(path, { hash, size });
  }
  return rows;
}

/** Every file is in RECORD, and RECORD names no other. */
function requireListed(archive: ZipArchive, record: WheelRecord, folder: string): void {
  const paths = new Set(archive.entries.map(({ path }) => path));
  for (const path of paths) {
    if (!record.has(path) && !isUnlisted(path, folder)) {
      throw new Unsound(`has a file '${path}' that its RECORD does not list`);
    }
  }
  for (const path of record.keys()) {
    if (!paths.has(path) && !isUnlisted(path, folder)) {
      throw new Unsound(`lacks the file '${path}' that its RECORD lists`);
    }
  }
}

function isUnlisted(path: string, folder: string): boolean {
  return UNLISTED.some((name) => path === `${folder}/${name}`);
}

/** The files by where they go: those of `NAME-VERSION.data` into the folder that their part stands for. */
function fold(archive: ZipArchive, name: string, version: string): Map<string, ZipEntry> {
  const files = new Map<string, ZipEntry>();
  for (const entry of archive.entries) {
    const path = placeOf(entry.path, name, version);
    if (path === undefined) continue;
    if (files.has(path)) throw new Unsound(`has '${path}' twice`);
    files.set(path, entry);
  }
  return files;
}

function placeOf(path: string, name: string, version: string): string | undefined {
  const [top = "", part = "", ...rest] = path.split("/");
  if (!top.endsWith(".data")) return path;
  const dash = top.lastIndexOf("-");
  const [own, ownVersion] = [top.slice(0, Math.max(dash, 0)), top.slice(dash + 1, -".data".length)];
  if (normalizeName(own) !== name || !isSameVersion(ownVersion.replaceAll("_", "-"), version)) {
    return path;
  }
  if (LEFT_OUT.includes(part)) return undefined;
  if (FOLDED.includes(part) && rest.length > 0) return rest.join("/");
  throw new Unsound(`has '${path}', which has no place here`);
}
