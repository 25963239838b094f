/** The index of a package's pack: which files it has, and where. docs/packages.md describes the format. */
import type { PackageIndex } from "./image_parts.ts";

/** A file of a package. */
export interface PackageFile {
  /** Path below `site-packages`. */
  readonly path: string;
  /** Where it begins in the pack, in bytes. */
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
  /** SHA-256, in hexadecimal. */
  readonly sha256: string;
}

/** A package whose pack lies in the site folder. */
export interface Package {
  /** SHA-256 of its archive, in hexadecimal. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Bytes of the pack. */
  readonly packBytes: number;
  readonly files: readonly PackageFile[];
}

const MOST_FILES = 100_000;
const DIGEST = /^[0-9a-f]{64}$/;
const PART = /^(?!\.{1,2}$)[^/\0]{1,255}$/;

/** Reads an index. @throws {Error} when it is none, saying why */
export function readIndex({ id, json }: PackageIndex): Package {
  const index = parse(json);
  const { format, name, version, packBytes, files } = index ?? {};
  if (!index || !DIGEST.test(id)) throw unreadable(id, "it is no object");
  if (format !== 1) throw unreadable(id, `its format is ${format}`);
  if (typeof name !== "string" || typeof version !== "string") {
    throw unreadable(id, "it has no name");
  }
  if (!isCount(packBytes) || !Array.isArray(files) || files.length > MOST_FILES) {
    throw unreadable(id, "it has no list of files");
  }
  const flaw = files.find((file) => !isFile(file, packBytes));
  if (flaw !== undefined) throw unreadable(id, "a file is not described as it should be");
  return { id, name, version, packBytes, files: files as PackageFile[] };
}

function isFile(file: unknown, packBytes: number): boolean {
  const { path, offset, size, sha256 } = file as Partial<Record<keyof PackageFile, unknown>> ?? {};
  return typeof path === "string" && path.isWellFormed() &&
    path.split("/").every((part) => PART.test(part)) && isCount(offset) && isCount(size) &&
    offset + size <= packBytes && typeof sha256 === "string" && DIGEST.test(sha256);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function parse(json: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
    return typeof value === "object" && value !== null
      ? value as Record<string, unknown>
      : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(id: string, reason: string): Error {
  return new Error(`Cannot read the index of package '${id}': ${reason}`);
}
