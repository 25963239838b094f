/**
 * Heap deltas: what changed in WebAssembly memory, as the XOR with what was there before.
 *
 * Layout, little-endian: u32 heap bytes, u32 number of changed pages, u32 number of blocks, u32
 * of each page's number, then each block as u32 length and that many bytes of zstd. A block holds
 * the XOR of up to {@link BLOCK_PAGES} pages in order. The XOR of a trivial cell's pages is almost
 * all zeros: 0.8 MB of pages become 5 KB.
 */
import type { EmscriptenModule } from "./emscripten.ts";
import { growTo, PAGE } from "./loader.ts";

const deno = Deno;

/** Pages in one block: 1 MiB, so that unpacking needs little memory. */
const BLOCK_PAGES = 256;
const HEADER = 12;
/** Bytes that are compared at once. */
const COMPARED = 16 * PAGE;

/** The zstd of node:zlib, loaded when the first image is made or read. */
export interface Codec {
  compress(data: Uint8Array): Uint8Array;
  /** @throws {Error} when `data` is no zstd or unpacks to more than `limit` bytes */
  decompress(data: Uint8Array, limit: number): Uint8Array;
  /** Whether two memories are the same between `start` and `end`. */
  same(a: Uint8Array, b: Uint8Array, start: number, end: number): boolean;
}

let loading: Promise<Codec> | undefined;
let loaded: Codec | undefined;

/** Loads the codec, once: node:zlib costs several milliseconds, which a start need not wait for. */
export function loadCodec(): Promise<Codec> {
  return loading ??= load();
}

/** The codec, where it is loaded. */
export function loadedCodec(): Codec | undefined {
  return loaded;
}

async function load(): Promise<Codec> {
  const [zlib, { Buffer }] = await withDeno(() =>
    Promise.all([import("node:zlib"), import("node:buffer")])
  );
  const fast = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } };
  return loaded = {
    compress: (data) => zlib.zstdCompressSync(data, fast),
    decompress: (data, limit) => zlib.zstdDecompressSync(data, { maxOutputLength: limit }),
    same: (a, b, start, end) =>
      Buffer.prototype.compare.call(a as Buffer, b, start, end, start, end) === 0,
  };
}

/** Node's modules want the global Deno while they are loaded; the guest's realm has none. */
async function withDeno<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  const before = Object.getOwnPropertyDescriptor(globalThis, "Deno");
  Object.defineProperty(globalThis, "Deno", { value: deno, configurable: true });
  try {
    return await load();
  } finally {
    if (before) Object.defineProperty(globalThis, "Deno", before);
    else Reflect.deleteProperty(globalThis, "Deno");
  }
}

/** The heap as it was at the last checkpoint, kept to find what changed since. */
export class HeapShadow {
  #previous: Uint8Array<ArrayBuffer>;

  /** @param previous what the first delta is taken against; the shadow owns it from now on */
  constructor(previous: Uint8Array<ArrayBuffer>) {
    this.#previous = previous;
  }

  /** The delta from the last heap to this one, which becomes the last one. */
  delta(heap: Uint8Array<ArrayBuffer>, codec: Codec): Uint8Array<ArrayBuffer> {
    this.#grow(heap.length);
    const pages = changedPages(heap, this.#previous, codec);
    const delta = new DeltaWriter(heap.length, pages);
    for (let first = 0; first < pages.length; first += BLOCK_PAGES) {
      const block = this.#exchange(heap, pages.slice(first, first + BLOCK_PAGES));
      delta.add(codec.compress(block));
    }
    return delta.finish();
  }

  /** The XOR of these pages with what they were; the shadow then has what they are. */
  #exchange(heap: Uint8Array<ArrayBuffer>, pages: readonly number[]): Uint8Array {
    const block = new Uint8Array(pages.length * PAGE);
    const out = words(block);
    const was = words(this.#previous);
    const is = words(heap);
    const perPage = PAGE / 4;
    pages.forEach((page, i) => {
      const at = page * perPage;
      for (let j = 0, o = i * perPage; j < perPage; j++, o++) {
        out[o] = was[at + j]! ^ is[at + j]!;
      }
      was.set(is.subarray(at, at + perPage), at);
    });
    return block;
  }

  /** Takes in a delta of another guest, from which this one was restored. */
  advance(delta: Uint8Array, codec: Codec): void {
    const parsed = unpack(delta);
    this.#grow(parsed.heapBytes);
    exclusiveOr(words(this.#previous), parsed, codec);
  }

  /**
   * Goes to another heap: takes in the deltas that lead there, and makes `heap` the same.
   *
   * What `heap` has beyond becomes zero: memory cannot shrink, and Python takes what it finds for
   * fresh. The deltas may come in any order.
   */
  rewind(heap: Uint8Array<ArrayBuffer>, deltas: readonly Delta[], codec: Codec): void {
    this.#grow(heap.length);
    for (const delta of deltas) exclusiveOr(words(this.#previous), delta, codec);
    const shadow = this.#previous;
    for (const page of changedPages(heap, shadow, codec)) {
      const at = page * PAGE;
      heap.set(shadow.subarray(at, at + PAGE), at);
    }
  }

  #grow(bytes: number): void {
    if (bytes <= this.#previous.length) return;
    const grown = new Uint8Array(bytes);
    grown.set(this.#previous);
    this.#previous = grown;
  }
}

/** Applies a delta to the heap it was taken from. @throws {Error} when it is malformed */
export function applyDelta(module: EmscriptenModule, delta: Uint8Array, codec: Codec): void {
  const parsed = unpack(delta);
  growTo(module, parsed.heapBytes);
  exclusiveOr(words(module.HEAPU8), parsed, codec);
}

function exclusiveOr(heap: Int32Array, { pages, blocks }: Delta, codec: Codec): void {
  const perPage = PAGE / 4;
  blocks.forEach((block, b) => {
    const part = pages.subarray(b * BLOCK_PAGES, (b + 1) * BLOCK_PAGES);
    const bytes = codec.decompress(block, part.length * PAGE);
    if (bytes.length !== part.length * PAGE) throw malformed("a block has the wrong size");
    const source = words(new Uint8Array(bytes));
    part.forEach((page, i) => {
      const at = page * perPage;
      for (let j = 0, o = i * perPage; j < perPage; j++, o++) heap[at + j]! ^= source[o]!;
    });
  });
}

function words(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

function changedPages(now: Uint8Array, before: Uint8Array, codec: Codec): number[] {
  const pages: number[] = [];
  // Most of memory has not changed: sixteen pages at once cost little more than one.
  for (let run = 0; run < now.length; run += COMPARED) {
    const end = Math.min(run + COMPARED, now.length);
    if (codec.same(now, before, run, end)) continue;
    for (let at = run; at < end; at += PAGE) {
      if (!codec.same(now, before, at, at + PAGE)) pages.push(at / PAGE);
    }
  }
  return pages;
}

/**
 * Writes a delta straight into the one buffer that leaves the guest.
 *
 * A heap at its limit that does not compress would not fit beside its shadow, its blocks and a
 * copy of them.
 */
class DeltaWriter {
  readonly #out: Uint8Array<ArrayBuffer>;
  #end: number;

  constructor(heapBytes: number, pages: readonly number[]) {
    const blocks = Math.ceil(pages.length / BLOCK_PAGES);
    this.#end = HEADER + pages.length * 4;
    // What zstd makes of data that does not compress is larger by 1/256 at most, and a little.
    const most = pages.length * (PAGE + PAGE / 256) + blocks * (4 + 1024);
    this.#out = new Uint8Array(this.#end + most);
    const view = new DataView(this.#out.buffer);
    [heapBytes, pages.length, blocks].forEach((n, i) => view.setUint32(i * 4, n, true));
    pages.forEach((page, i) => view.setUint32(HEADER + i * 4, page, true));
  }

  add(block: Uint8Array): void {
    new DataView(this.#out.buffer).setUint32(this.#end, block.length, true);
    this.#out.set(block, this.#end + 4);
    this.#end += 4 + block.length;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#out.buffer.transfer(this.#end));
  }
}

/** A delta, taken apart. */
export interface Delta {
  readonly heapBytes: number;
  readonly pages: Uint32Array;
  readonly blocks: readonly Uint8Array[];
}

/** Takes a delta apart. @throws {Error} when it is malformed */
export function unpack(delta: Uint8Array): Delta {
  const view = new DataView(delta.buffer, delta.byteOffset, delta.byteLength);
  if (delta.length < HEADER) throw malformed("it is too short");
  const heapBytes = view.getUint32(0, true);
  const pageCount = view.getUint32(4, true);
  const blockCount = view.getUint32(8, true);
  if (heapBytes % 65536 !== 0) throw malformed("its heap is not a whole number of wasm pages");
  if (blockCount !== Math.ceil(pageCount / BLOCK_PAGES)) throw malformed("blocks are missing");
  if (HEADER + pageCount * 4 > delta.length) throw malformed("it is too short");
  const pages = new Uint32Array(pageCount);
  for (let i = 0; i < pageCount; i++) {
    pages[i] = view.getUint32(HEADER + i * 4, true);
    if (pages[i]! >= heapBytes / PAGE) throw malformed("a page is outside of its heap");
  }
  const blocks: Uint8Array[] = [];
  let at = HEADER + pageCount * 4;
  for (let i = 0; i < blockCount; i++) {
    const length = at + 4 <= delta.length ? view.getUint32(at, true) : Infinity;
    if (at + 4 + length > delta.length) throw malformed("it is too short");
    blocks.push(delta.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { heapBytes, pages, blocks };
}

function malformed(why: string): Error {
  return new Error(`Cannot restore image: the heap is malformed: ${why}`);
}
