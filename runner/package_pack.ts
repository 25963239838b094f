/** Packs of packages: the bytes of all files of one, one after the other, in a file of the host. */
import type { Package, PackageFile } from "./package_index.ts";
import { sha256 } from "./sha256.ts";

// Taken while the realm still has Deno.
const { openSync, SeekMode } = Deno;

/** An open pack. */
export class Pack {
  readonly id: string;
  /** Name and version. */
  readonly title: string;
  /** When its files are said to be of, in milliseconds since 1970: always the same, and another for another pack. */
  readonly time: number;
  readonly #file: Deno.FsFile;

  /** Opens it. @throws {Error} when it is not there or has another size than the index says */
  constructor(site: string, { id, name, version, packBytes }: Package) {
    this.id = id;
    this.title = `${name} ${version}`;
    this.time = FIRST_TIME + Number.parseInt(id.slice(0, 6), 16) * 1000;
    try {
      this.#file = openSync(`${site}/${id}.pack`);
    } catch {
      throw new Error(`Cannot show package ${this.title}: its pack is not there`);
    }
    // `statSync` would ask Deno for the operating system.
    const size = this.#file.seekSync(0, SeekMode.End);
    if (size === packBytes) return;
    this.#file.close();
    throw new Error(
      `Cannot show package ${this.title}: its pack has ${size} bytes, not ${packBytes}`,
    );
  }

  /** What a file holds; undefined when that is not what was installed. */
  read({ offset, size, sha256: digest }: PackageFile): Uint8Array | undefined {
    const bytes = new Uint8Array(size);
    this.#file.seekSync(offset, SeekMode.Start);
    for (let at = 0; at < size;) {
      const count = this.#file.readSync(bytes.subarray(at));
      if (count === null) return undefined;
      at += count;
    }
    return sha256(bytes) === digest ? bytes : undefined;
  }

  /** Closes it; nothing of it can be read afterwards. */
  close(): void {
    this.#file.close();
  }
}

const FIRST_TIME = Date.UTC(2020);
