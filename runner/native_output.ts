/**
 * What native code prints and reads by the C library's streams.
 *
 * The runner's own stdout and stdin are its channel to the host: `printf` would garble it, `getchar`
 * would take from it. So the C library's `stdout` becomes a stream in memory, whose content is the
 * cell's output, and its `stdin` is empty. Nothing helps against `write(1, ...)`.
 */
import { type Dynamic, openDynamic } from "./native_types.ts";

const { os } = Deno.build;

const NAMES = os === "darwin" ? ["__stdoutp", "__stdinp"] : ["stdout", "stdin"];
const FUNCTIONS = {
  replace: { name: "memmove", parameters: ["pointer", "buffer", "u64"], result: "u64" },
  read: { name: "memmove", parameters: ["buffer", "u64", "u64"], result: "u64" },
  openMemory: { name: "open_memstream", parameters: ["buffer", "buffer"], result: "u64" },
  openFile: { name: "fopen", parameters: ["buffer", "buffer"], result: "u64" },
  flush: { name: "fflush", parameters: ["u64"], result: "i32" },
  rewind: { parameters: ["u64"], result: "void" },
} as const;

/** The C library's `stdout` in memory. */
export class NativeOutput {
  readonly #functions: Dynamic;
  readonly #stream: bigint;
  /** Where the stream notes the address and the size of what was written. */
  readonly #state: BigUint64Array;

  /** @throws when the library does not lead to the C library */
  constructor(library: string) {
    const [stdout = "", stdin = ""] = NAMES;
    const functions = openDynamic(library, {
      ...FUNCTIONS,
      stdout: { name: stdout, type: "pointer" },
      stdin: { name: stdin, type: "pointer" },
    });
    // Small arrays may be moved while the stream still writes to where they were.
    this.#state = new BigUint64Array(new ArrayBuffer(4096), 0, 2);
    const [address, size] = [this.#state.subarray(0, 1), this.#state.subarray(1, 2)];
    this.#functions = functions;
    this.#stream = functions.openMemory?.(address, size) as bigint;
    this.#replace(functions.stdout, this.#stream);
    this.#replace(functions.stdin, functions.openFile?.(cString("/dev/null"), cString("r")));
  }

  /** What was printed since the last time, if anything was. */
  take(): Uint8Array | undefined {
    const { flush, read, rewind } = this.#functions;
    flush?.(this.#stream);
    const [address = 0n, size = 0n] = this.#state;
    if (size === 0n) return undefined;
    const bytes = new Uint8Array(Number(size));
    read?.(bytes, address, size);
    rewind?.(this.#stream);
    return bytes;
  }

  #replace(variable: unknown, stream: unknown): void {
    if (stream) this.#functions.replace?.(variable, BigUint64Array.of(stream as bigint), 8n);
  }
}

function cString(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\0`);
}
