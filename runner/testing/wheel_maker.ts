/** Wheels and zip archives made by hand, sound and unsound. */
import { createHash } from "node:crypto";
import { crc32, deflateRawSync } from "node:zlib";

/** One entry of an archive; what is left out is what a sound one has. */
export interface MadeEntry {
  readonly path: string;
  readonly content?: string | Uint8Array;
  readonly isStored?: boolean;
  /** The mode of Unix with the kind of file. */
  readonly mode?: number;
  readonly flags?: number;
  /** What the headers say instead of the truth. */
  readonly size?: number;
  readonly crc?: number;
  /** The name in the local header instead of that in the directory. */
  readonly localPath?: string;
  /** Where the directory says that the local header is. */
  readonly offset?: number;
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function record(fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Uint8Array {
  const data = new DataView(new ArrayBuffer(fields.reduce((sum, [, bytes]) => sum + bytes, 0)));
  let offset = 0;
  for (const [value, bytes] of fields) {
    if (bytes === 2) data.setUint16(offset, value, true);
    else data.setUint32(offset, value, true);
    offset += bytes;
  }
  return new Uint8Array(data.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** A zip archive of entries, in their order. */
export function zipOf(entries: readonly MadeEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = bytesOf(entry.content ?? "");
    const packed = entry.isStored ? content : deflateRawSync(content);
    const [method, flags] = [entry.isStored ? 0 : 8, entry.flags ?? 0x0800];
    const sizes = [
      [entry.crc ?? crc32(content), 4],
      [packed.length, 4],
      [entry.size ?? content.length, 4],
    ] as const;
    const names = [bytesOf(entry.localPath ?? entry.path), bytesOf(entry.path)] as const;
    const local = record([
      ...[[0x04034b50, 4], [20, 2], [flags, 2], [method, 2], [0, 4]] as const,
      ...sizes,
      ...[[names[0].length, 2], [0, 2]] as const,
    ]);
    const central = record([
      ...[[0x02014b50, 4], [3 << 8 | 20, 2], [20, 2], [flags, 2], [method, 2], [0, 4]] as const,
      ...sizes,
      ...[[names[1].length, 2], [0, 2], [0, 2], [0, 2], [0, 2]] as const,
      ...[[(entry.mode ?? 0o100644) * 0x10000, 4], [entry.offset ?? offset, 4]] as const,
    ]);
    parts.push(local, names[0], packed);
    directory.push(central, names[1]);
    offset += local.length + names[0].length + packed.length;
  }
  const listing = joined(directory);
  const count = entries.length;
  const end = record([
    ...[[0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2]] as const,
    ...[[listing.length, 4], [offset, 4], [0, 2]] as const,
  ]);
  return joined([...parts, listing, end]);
}

/** What a wheel is made of; what is left out is that of a sound one. */
export interface MadeWheel {
  readonly name?: string;
  readonly version?: string;
  readonly tag?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Lines of METADATA behind its name and version. */
  readonly metadata?: readonly string[];
  /** Changes RECORD, row by row. */
  readonly record?: (rows: string[]) => string[];
  /** Entries that RECORD lists or not, behind the others. */
  readonly extra?: readonly MadeEntry[];
  /** Changes the entries before they are packed. */
  readonly entries?: (entries: MadeEntry[]) => MadeEntry[];
}

/** The usual name of the file of a wheel. */
export function wheelFile(
  { name = "glass", version = "1.0", tag = "py3-none-any" }: MadeWheel = {},
): string {
  return `${name}-${version}-${tag}.whl`;
}

/** A wheel. */
export function wheelOf(wheel: MadeWheel = {}): Uint8Array<ArrayBuffer> {
  const { name = "glass", version = "1.0", tag = "py3-none-any" } = wheel;
  const folder = `${name}-${version}.dist-info`;
  const files: Record<string, string | Uint8Array> = {
    ...(wheel.files ?? { [`${name}/__init__.py`]: "VALUE = 42\n" }),
    [`${folder}/METADATA`]: [
      "Metadata-Version: 2.4",
      `Name: ${name}`,
      `Version: ${version}`,
      ...(wheel.metadata ?? []),
      "",
      "Requires-Dist: this-is-the-description",
    ].join("\n"),
    [`${folder}/WHEEL`]: `Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
  };
  const rows = Object.entries(files).map(([path, content]) => {
    const bytes = bytesOf(content);
    const hash = createHash("sha256").update(bytes).digest("base64url");
    return `${path},sha256=${hash},${bytes.length}`;
  });
  const all = [...rows, `${folder}/RECORD,,`];
  files[`${folder}/RECORD`] = (wheel.record?.(all) ?? all).join("\n") + "\n";
  const entries: MadeEntry[] = Object.entries(files).map(([path, content]) => ({ path, content }));
  const complete = [...entries, ...(wheel.extra ?? [])];
  return zipOf(wheel.entries?.(complete) ?? complete);
}
