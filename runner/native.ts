/**
 * The host's native libraries, called from the guest's thread through `Deno.dlopen`.
 *
 * Deno lets a session with a list of libraries call what they export and nothing else: no pointer
 * objects, no views of native memory. Addresses are therefore numbers here, and what has to read,
 * write or compare memory is the C library's `memmove`, which every library brings along.
 *
 * Arguments and results travel in a frame in Python's memory, in slots of eight bytes: the result,
 * then the arguments, then `errno` where it is asked for.
 */
import { LibraryFinder } from "./native_finder.ts";
import { NativeOutput } from "./native_output.ts";
import { type Dynamic, isMissingSymbol, NATIVE_TYPES, openDynamic } from "./native_types.ts";

/** What Python reaches; `runner/python/native*.py` says what for. */
export interface NativeAccess {
  /** Opens a library: gives `=` and its real path, `!` and what is wrong with it, or "" for a refusal. */
  openLibrary(name: string): string;
  /** Prepares calls of one signature; gives a number for {@link callFunction}, -1 without such a symbol. */
  bindFunction(library: string, symbol: string, signature: string): number;
  /** Calls; gives what is wrong with the arguments, if anything is. */
  callFunction(number: number, frame: number): string | undefined;
}

/** Python's memory. */
interface Memory {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
}

/** What a session knows about its libraries. */
export interface NativeOptions {
  readonly module: Memory;
  /** The granted paths, as far as they are a list. */
  readonly libraries: readonly string[];
  /** The number of the cell that runs. */
  readonly cell: () => number;
  /** Told of every library that a cell opens or calls. */
  readonly used: (kind: "ffi", item: string) => void;
  /** Takes what native code prints. */
  readonly write: (bytes: Uint8Array) => void;
}

interface Bound {
  readonly call: (...args: unknown[]) => unknown;
  readonly parameters: string;
  readonly result: string;
  readonly library: string;
  readonly errno: boolean;
  /** The last cell that called it. */
  cell: number;
}

/** The high half of a slot that holds an address of Python's; no processor has such addresses. */
const GUEST = 0x8000_0000;
const SLOT = 8;

/** The libraries of one interpreter. */
export class NativeLibraries implements NativeAccess {
  readonly #module: Memory;
  readonly #cell: NativeOptions["cell"];
  readonly #used: NativeOptions["used"];
  readonly #writeOut: NativeOptions["write"];
  readonly #finder: LibraryFinder;
  readonly #bound: Bound[] = [];
  #output: NativeOutput | undefined;
  #view = new DataView(new ArrayBuffer(0));
  /** Where Python's memory lies on the host. */
  #base = 0n;

  constructor({ module, libraries, cell, used, write }: NativeOptions) {
    this.#module = module;
    this.#cell = cell;
    this.#used = used;
    this.#writeOut = write;
    this.#finder = new LibraryFinder(libraries);
  }

  openLibrary(name: string): string {
    const path = this.#finder.find(name);
    const problem = path === undefined ? "" : this.#finder.load(path);
    if (problem !== undefined) return problem && `!${problem}`;
    // Once a library is open, its real path can be told where it could not be before.
    const real = this.#finder.find(name);
    if (real === undefined) return "";
    this.#used("ffi", real);
    this.#catchOutput(real);
    return `=${real}`;
  }

  bindFunction(library: string, symbol: string, signature: string): number {
    const errno = signature.startsWith("!");
    const [result = "v", ...parameters] = errno ? signature.slice(1) : signature;
    const definition: Deno.ForeignFunction = {
      name: symbol,
      parameters: parameters.map((code) => NATIVE_TYPES[code]?.type ?? "u64"),
      result: NATIVE_TYPES[result]?.type ?? "void",
    };
    let opened: Dynamic;
    try {
      opened = openDynamic(library, { call: definition });
    } catch (error) {
      if (isMissingSymbol(error)) return -1;
      throw error;
    }
    const { call } = opened;
    if (!call) return -1;
    const bound = { call, result, parameters: parameters.join(""), library, errno, cell: -1 };
    return this.#bound.push(bound) - 1;
  }

  callFunction(number: number, frame: number): string | undefined {
    const bound = this.#bound[number];
    if (!bound) return "the function belongs to another process";
    const problem = this.#locate();
    if (problem !== undefined) return problem;
    this.#tell(bound);
    const view = this.#view;
    const args: unknown[] = [];
    let at = frame;
    for (const code of bound.parameters) {
      at += SLOT;
      const value = code === "p" ? this.#address(at) : NATIVE_TYPES[code]?.read(view, at);
      if (value === undefined) return "an address lies beyond the sandbox's memory";
      args.push(value);
    }
    // Called by `apply`, V8 takes Deno's way over libffi, which is the one that also suits variadics.
    const value = bound.errno
      ? this.#finder.withErrno(view, at + SLOT, bound.call, args)
      : Reflect.apply(bound.call, undefined, args);
    this.#write(bound.result, frame, value);
    const output = this.#output?.take();
    if (output) this.#writeOut(output);
    return undefined;
  }

  #catchOutput(library: string): void {
    try {
      this.#output ??= new NativeOutput(library);
    } catch { /* It was linked without the C library, and does not print by it. */ }
  }

  #tell(bound: Bound): void {
    const cell = this.#cell();
    if (bound.cell === cell) return;
    bound.cell = cell;
    this.#used("ffi", bound.library);
  }

  /** Finds Python's memory again after it has grown. */
  #locate(): string | undefined {
    const heap = this.#module.HEAPU8;
    if (heap.buffer === this.#view.buffer) return undefined;
    const base = this.#finder.addressOf(heap);
    if (base === undefined) return "none of the granted libraries brings the C library along";
    this.#base = base;
    this.#view = new DataView(heap.buffer);
    return undefined;
  }

  #address(at: number): bigint | undefined {
    if (this.#view.getUint32(at + 4, true) !== GUEST) return this.#view.getBigUint64(at, true);
    const address = this.#view.getUint32(at, true);
    return address < this.#view.byteLength ? this.#base + BigInt(address) : undefined;
  }

  #write(code: string, at: number, value: unknown): void {
    const view = this.#view;
    if (code !== "p") return NATIVE_TYPES[code]?.write(view, at, value);
    const address = BigInt(value as bigint) - this.#base;
    if (address < 0n || address >= BigInt(view.byteLength)) {
      return view.setBigUint64(at, value as bigint, true);
    }
    view.setUint32(at, Number(address), true);
    view.setUint32(at + 4, GUEST, true);
  }
}
