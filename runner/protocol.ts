/**
 * The messages between host and runner; docs/protocol.md describes them.
 *
 * Written once per side: every case has a fixture in `testdata/messages` that the tests of both
 * sides decode and encode again.
 */

/** Name of a part of an image or of a package's index. */
export interface PartName {
  readonly kind: "references" | "heap" | "file" | "package";
  /** Tells the contents of files apart; of a package, the SHA-256 of its archive. */
  readonly id: string;
  /** Bytes of the whole part. */
  readonly length: number;
}

/** A host path that Python sees at the same place. */
export interface Mount {
  readonly path: string;
  readonly writable: boolean;
}

/** What the host says of a cell, however it came about. */
export interface Cell {
  readonly cell: number;
  /** File name in tracebacks. */
  readonly name: string;
  readonly display: boolean;
  /** Bytes of output that are sent; the rest is counted. */
  readonly maxOutput: number;
  /** Bytes that may still go over the network, both ways together. */
  readonly maxNetBytes: number;
  readonly columns: number;
  readonly rows: number;
}

/** Host to runner. The source of a cell, the name asked for and the bytes of a chunk travel as the frame's body. */
export type HostMessage =
  | {
    readonly type: "boot";
    readonly key: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly workingDirectory: string;
    readonly arguments: readonly string[];
    readonly mounts: readonly Mount[];
    /** Paths of the native libraries that are granted by name. */
    readonly libraries: readonly string[];
    /** Folder of the packs of packages; empty where there is none. */
    readonly site: string;
    /** What may be asked for as a program, and the path granted for it; null for every program. */
    readonly commands: Readonly<Record<string, string>> | null;
    readonly terminal: boolean;
    /** How far Python's memory may grow, in bytes. */
    readonly memory: number;
    readonly loadedFrom: "baseline" | "image";
    /** Number of parts that follow as chunks. */
    readonly parts: number;
  }
  | { readonly type: "chunk"; readonly part: PartName; readonly offset: number }
  | ({ readonly type: "execute" } & Cell)
  /** Takes up the session in a pickle, or gives one; what is needed for it follows as chunks. */
  | ({
    readonly type: "pickle";
    readonly request: number;
    readonly load: boolean;
    /** Packages that the pickle was made with. */
    readonly packages: readonly string[];
    readonly parts: number;
  } & Cell)
  | { readonly type: "interrupt"; readonly cell: number }
  | { readonly type: "input"; readonly request: number; readonly text: string | null }
  | { readonly type: "variables"; readonly request: number; readonly digests: boolean }
  /** `cursor` counts Unicode scalars of the source, which is the body. */
  | { readonly type: "complete"; readonly request: number; readonly cursor: number }
  /** The body is a dotted name, here and in `inspect`. */
  | { readonly type: "signature"; readonly request: number }
  | { readonly type: "inspect"; readonly request: number; readonly source: boolean }
  | { readonly type: "checkpoint"; readonly request: number; readonly full: boolean }
  /** `parts` follow as chunks: the references of a checkpoint, heap deltas, packs of files. */
  | { readonly type: "rewind"; readonly request: number; readonly parts: number }
  /** The packages that there are from now on; their indexes follow as chunks. */
  | { readonly type: "packages"; readonly request: number; readonly parts: number }
  /** The body has top-level names of modules, one a line. */
  | { readonly type: "modules"; readonly request: number }
  | { readonly type: "shutdown" };

/** A permission that a cell lacked or used. */
interface Access {
  readonly cell: number;
  readonly kind: string;
  readonly item: string;
}

/** Runner to host; every frame's header also has the key. */
export type RunnerMessage =
  | {
    readonly type: "ready";
    readonly deno: string;
    readonly pyodide: string;
    readonly python: string;
    readonly heapBytes: number;
    readonly lost: readonly string[];
  }
  | { readonly type: "output"; readonly cell: number; readonly stream: "stdout" | "stderr" }
  | { readonly type: "display"; readonly cell: number }
  | {
    readonly type: "inputRequest";
    readonly cell: number;
    readonly request: number;
    readonly prompt: string;
    readonly hidden: boolean;
  }
  | ({ readonly type: "blocked" } & Access)
  | ({ readonly type: "used" } & Access)
  | {
    readonly type: "result";
    readonly cell: number;
    readonly status: "ok" | "error" | "interrupted" | "died";
    /** Seconds. */
    readonly duration: number;
    /** Bytes of WebAssembly memory. */
    readonly memory: number;
    readonly outputBytes: number;
    readonly withheldBytes: number;
    /** Tasks and timers that the cell, or one before it, left for later. */
    readonly pending: number;
    /** Bytes over the network since the last result. */
    readonly sentBytes: number;
    readonly receivedBytes: number;
    readonly exitCode?: number;
  }
  | {
    readonly type:
      | "variables"
      | "completions"
      | "signature"
      | "inspection"
      | "packages"
      | "modules";
    readonly request: number;
  }
  | {
    readonly type: "chunk";
    readonly request: number;
    readonly part: PartName;
    readonly offset: number;
  }
  | {
    readonly type: "checkpoint";
    readonly request: number;
    readonly full: boolean;
    readonly heapBytes: number;
    readonly parts: readonly (PartName & { readonly rawLength: number })[];
    readonly variables: readonly string[];
    readonly lost: readonly string[];
  }
  | {
    readonly type: "rewound";
    readonly request: number;
    readonly heapBytes: number;
    readonly lost: readonly string[];
  }
  | { readonly type: "failure"; readonly request: number; readonly message: string };

/** A message with the bytes that travel beside it. */
export interface Packet<Message> {
  readonly message: Message;
  readonly body: Uint8Array;
}

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

const isString = (value: unknown): boolean => typeof value === "string";
const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const isNatural = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isList = (check: (value: unknown) => boolean) => (value: unknown): boolean =>
  Array.isArray(value) && value.every(check);
const isMount = (value: unknown): boolean =>
  isRecord(value) && isString(value.path) && isBoolean(value.writable);
const isPart = (value: unknown): boolean =>
  isRecord(value) && ["references", "heap", "file", "package"].includes(String(value.kind)) &&
  isString(value.id) && (value.kind !== "package" || /^[0-9a-f]{64}$/.test(String(value.id))) &&
  isNatural(value.length);

const CELL: Fields = {
  cell: isNatural,
  name: isString,
  display: isBoolean,
  maxOutput: isNatural,
  maxNetBytes: isNatural,
  columns: isNatural,
  rows: isNatural,
};

const HOST_MESSAGES: Readonly<Record<HostMessage["type"], Fields>> = {
  boot: {
    key: (value) => isString(value) && /^[0-9a-f]{32}$/.test(String(value)),
    environment: (value) => isRecord(value) && Object.values(value).every(isString),
    workingDirectory: isString,
    arguments: isList(isString),
    mounts: isList(isMount),
    libraries: isList(isString),
    site: isString,
    commands: (value) => value === null || isRecord(value) && Object.values(value).every(isString),
    terminal: isBoolean,
    memory: isNatural,
    loadedFrom: (value) => value === "baseline" || value === "image",
    parts: isNatural,
  },
  chunk: { part: isPart, offset: isNatural },
  execute: CELL,
  pickle: {
    ...CELL,
    request: isNatural,
    load: isBoolean,
    packages: isList(isString),
    parts: isNatural,
  },
  interrupt: { cell: isNatural },
  input: { request: isNatural, text: (value) => value === null || isString(value) },
  variables: { request: isNatural, digests: isBoolean },
  complete: { request: isNatural, cursor: isNatural },
  signature: { request: isNatural },
  inspect: { request: isNatural, source: isBoolean },
  checkpoint: { request: isNatural, full: isBoolean },
  rewind: { request: isNatural, parts: isNatural },
  packages: { request: isNatural, parts: isNatural },
  modules: { request: isNatural },
  shutdown: {},
};

/** Decodes a header from the host. @throws {Error} when it is no message, saying why */
export function parseHostMessage(header: unknown): HostMessage {
  if (!isRecord(header)) throw new Error("Cannot decode message: it is not an object");
  const type = String(header.type);
  if (!Object.hasOwn(HOST_MESSAGES, type)) {
    throw new Error(`Cannot decode message: unknown type: '${type}'`);
  }
  for (const [field, check] of Object.entries(HOST_MESSAGES[type as HostMessage["type"]])) {
    if (!check(header[field])) {
      throw new Error(`Cannot decode message '${type}': bad field: '${field}'`);
    }
  }
  return header as unknown as HostMessage;
}
