/**
 * Finds the host's libraries as a linker would, and asks Deno whether they are granted.
 *
 * A grant is for a real path; programs name libraries by links (`libz.so.1`) and without a folder.
 * Deno may not look at the host's folders for that, so it is the C library that follows the links:
 * under the kernel's rules, which let it see the system's folders.
 */
import { type Dynamic, openDynamic } from "./native_types.ts";

const { arch, os } = Deno.build;
const { permissions } = Deno;
const { NotCapable } = Deno.errors;

const TRIPLET = `${arch}-linux-gnu`;
const LINUX_FOLDERS = [
  "/usr/local/lib",
  `/lib/${TRIPLET}`,
  `/usr/lib/${TRIPLET}`,
  "/lib64",
  "/usr/lib64",
  "/lib",
  "/usr/lib",
];
const FOLDERS = os === "darwin" ? ["/usr/local/lib", "/usr/lib"] : LINUX_FOLDERS;
const C_LIBRARY = os === "darwin" ? "/usr/lib/libSystem.B.dylib" : "libc.so.6";
const LONGEST_PATH = 4096;

/** What is needed of the C library, as every library that was linked with it gives it. */
const PRIMITIVES = {
  realpath: { parameters: ["buffer", "buffer"], result: "u64" },
  locate: { name: "memmove", parameters: ["buffer", "buffer", "u64"], result: "u64" },
  read: { name: "memmove", parameters: ["buffer", "u64", "u64"], result: "u64" },
  write: { name: "memmove", parameters: ["u64", "buffer", "u64"], result: "u64" },
  errno: { name: os === "darwin" ? "__error" : "__errno_location", parameters: [], result: "u64" },
} as const;

/** The way from a library's name to its file. */
export class LibraryFinder {
  readonly #libraries: readonly string[];
  #primitives: Dynamic | undefined;

  /** @param libraries the granted paths, as far as they are a list */
  constructor(libraries: readonly string[]) {
    this.#libraries = libraries;
  }

  /**
   * The real path of a library that may be opened, or undefined: no grant covers it.
   *
   * One that is missing where it would be granted is given as it was named.
   */
  find(name: string): string | undefined {
    const isBare = !name.includes("/");
    const paths = isBare ? FOLDERS.map((folder) => `${folder}/${name}`) : [name];
    for (const path of paths) {
      const real = this.#realPath(path);
      if (real !== undefined) return isGranted(real) ? real : undefined;
    }
    if (isBare) {
      const listed = this.#libraries.find((path) => path.endsWith(`/${name}`));
      return listed ?? (paths.some(isGranted) ? name : undefined);
    }
    return isGranted(name) ? name : undefined;
  }

  /** Loads a library; says what is wrong with it, and "" when Deno refuses it. */
  load(path: string): string | undefined {
    try {
      openDynamic(path, {});
    } catch (error) {
      if (error instanceof NotCapable) return "";
      const message = error instanceof Error ? error.message : String(error);
      return message.replaceAll("Could not open library: ", "");
    }
    try {
      this.#primitives ??= openPrimitives(path);
    } catch { /* Linked without the C library. */ }
    return undefined;
  }

  /** Where bytes lie on the host; undefined without the C library. */
  addressOf(bytes: Uint8Array): bigint | undefined {
    return this.#find()?.locate?.(bytes, bytes, 0n) as bigint | undefined;
  }

  /** Calls with the `errno` that lies in a slot of `view`, and leaves there what it is afterwards. */
  withErrno(
    view: DataView,
    at: number,
    call: (...args: unknown[]) => unknown,
    args: unknown[],
  ): unknown {
    const slot = new Uint8Array(view.buffer, at, 4);
    const { errno, read, write } = this.#find() ?? {};
    const address = errno?.();
    write?.(address, slot, 4n);
    const value = Reflect.apply(call, undefined, args);
    read?.(slot, address, 4n);
    return value;
  }

  #realPath(path: string): string | undefined {
    const realpath = this.#find()?.realpath;
    if (!realpath || path.includes("\0")) return undefined;
    const given = new Uint8Array(LONGEST_PATH);
    const { read, written } = new TextEncoder().encodeInto(path, given.subarray(0, -1));
    if (read < path.length || written === 0) return undefined;
    const found = new Uint8Array(LONGEST_PATH);
    if (!realpath(given, found)) return undefined;
    return new TextDecoder().decode(found.subarray(0, found.indexOf(0)));
  }

  /** The C library, by way of the first granted library that leads to it. */
  #find(): Dynamic | undefined {
    if (this.#primitives) return this.#primitives;
    for (const path of [...this.#libraries, C_LIBRARY]) {
      try {
        return this.#primitives = openPrimitives(path);
      } catch { /* Not granted, a folder, not there any more, or without the C library. */ }
    }
    return undefined;
  }
}

function openPrimitives(path: string): Dynamic {
  return openDynamic(path, PRIMITIVES);
}

function isGranted(path: string): boolean {
  return permissions.querySync({ name: "ffi", path }).state === "granted";
}
