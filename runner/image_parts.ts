/** Puts the parts of an image and the indexes of packages together from pieces, each part's in order. */
import type { Image } from "./image.ts";
import type { PartName } from "./protocol.ts";

interface Part {
  readonly name: PartName;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is known of a package: its pack in the site folder, and what lies where in that. */
export interface PackageIndex {
  /** SHA-256 of the package's archive. */
  readonly id: string;
  /** The bytes of `index.json`; docs/packages.md has the format. */
  readonly json: Uint8Array;
}

/** An image, and the packages that came with it. */
export interface Parts extends Image {
  readonly packages: readonly PackageIndex[];
}

/** The parts that have come. */
export class PartCollector {
  #parts: Part[] = [];
  #complete = 0;

  /** How many parts are whole. */
  get complete(): number {
    return this.#complete;
  }

  /** Takes in a piece. */
  add(name: PartName, offset: number, bytes: Uint8Array): void {
    if (offset === 0) this.#parts.push({ name, bytes: new Uint8Array(name.length) });
    this.#parts.at(-1)?.bytes.set(bytes, offset);
    if (offset + bytes.length === name.length) this.#complete++;
  }

  /** What the parts make; the next piece begins another. */
  take(): Parts {
    const of = (kind: PartName["kind"]): Part[] =>
      this.#parts.filter(({ name }) => name.kind === kind);
    const image = {
      references: of("references")[0]?.bytes ?? new Uint8Array(),
      heap: of("heap").map(({ bytes }) => bytes),
      files: new Map(of("file").map(({ name, bytes }) => [name.id, bytes])),
      packages: of("package").map(({ name, bytes }) => ({ id: name.id, json: bytes })),
    };
    this.#parts = [];
    this.#complete = 0;
    return image;
  }
}
